from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from timeline import candidates
from timeline.candidates import Gathered, Kept, Tables, Told, reading
from timeline.corpus import articles
from timeline.corpus.articles import Piece


def corpus(folder: Path, count: int = 5) -> Path:
    file = folder / "news.jsonl"
    rows = [
        {"id": f"n{number}", "published": "2021-03-05", "text": f"A dam burst on Tuesday above village {number}."}
        for number in range(count)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def gather(file: Path, cache: Path, tables: Tables | None = None, workers: int = 1) -> Gathered:
    with Kept(cache) as known:
        return candidates.gather(articles.pieces([file]), tables or Tables(), known=known, workers=workers)


def test_unchanged_articles_are_not_read_again(tmp_path: Path):
    file = corpus(tmp_path)
    first, second = gather(file, tmp_path / "cache"), gather(file, tmp_path / "cache")
    assert (first.anew, second.anew) == (5, 0)
    assert (list(first.told), first.seal) == (list(second.told), second.seal)


def test_how_sure_a_place_is_and_who_says_so_is_kept(tmp_path: Path):
    file = tmp_path / "news.jsonl"
    rows = [
        {"id": "a", "text": "A shop burned down in Toledo. It was in Sylvania that the owner lived."},
        {"id": "b", "text": "A shop burned down in Kensington.", "url": "http://www.nbcphiladelphia.com/news"},
    ]
    file.write_text("".join(json.dumps({**row, "published": "2021-03-05"}) + "\n" for row in rows), encoding="utf-8")
    lore = Tables().lore()
    read = [reading.tell(articles.read(piece), lore) for piece in articles.pieces([file]) if isinstance(piece, Piece)]
    kept = list(gather(file, tmp_path / "cache").told)

    def placed(told: Sequence[Told]) -> list[tuple[str, bool, float]]:
        return [(one.place, one.outlet, round(one.placed, 3)) for each in told for one in each.candidates]

    assert placed(kept) == placed(read)
    assert {outlet for _, outlet, _ in placed(kept)} == {False, True}
    assert any(share < 1 for _, _, share in placed(kept))


def test_only_what_changed_is_read_again(tmp_path: Path):
    file = corpus(tmp_path)
    before = gather(file, tmp_path / "cache")
    file.write_text(file.read_text(encoding="utf-8").replace("village 3", "village 33"), encoding="utf-8")
    after = gather(file, tmp_path / "cache")
    assert after.anew == 1
    assert after.seal != before.seal


def test_other_tables_read_everything_again(tmp_path: Path):
    file = corpus(tmp_path)
    gather(file, tmp_path / "cache")
    assert gather(file, tmp_path / "cache", Tables(categories=("flood",))).anew == 5


def test_interrupted_work_goes_on_where_it_stopped(tmp_path: Path):
    file = corpus(tmp_path, 150)

    class Stop(Exception):
        pass

    def progress(done: int) -> None:
        if done >= 64:
            raise Stop

    with Kept(tmp_path / "cache") as known, pytest.raises(Stop):
        candidates.gather(articles.pieces([file]), Tables(), known=known, workers=1, progress=progress)
    assert 0 < gather(file, tmp_path / "cache").anew < 150


def test_two_processes_find_what_one_finds(tmp_path: Path):
    file = corpus(tmp_path, 100)
    one, two = gather(file, tmp_path / "one"), gather(file, tmp_path / "two", workers=2)
    assert list(one.told) == list(two.told)


def test_a_line_that_is_no_article_is_listed_also_from_the_cache(tmp_path: Path):
    file = corpus(tmp_path, 2)
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    for _ in range(2):
        found = gather(file, tmp_path / "cache")
        assert [one.where for one in found.unread] == ["news.jsonl:3"]
        assert len(found.told) == 2


def damage(file: Path, how: str) -> None:
    data = bytearray(file.read_bytes())
    if how == "no database":
        data[:] = b"no database, but long enough to be taken for one " * 300
    elif how == "cut off":
        del data[len(data) // 2 :]
    elif how == "holes":
        for start in range(4096, len(data), 4096):
            data[start : start + 700] = b"\xff" * 700
    else:  # a flipped bit in each page's content
        for start in range(6000, len(data), 4096):
            data[start] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("how", ["no database", "cut off", "holes", "bits"])
def test_a_damaged_cache_gives_what_a_sound_one_gives(tmp_path: Path, how: str):
    file = corpus(tmp_path, 60)
    sound = gather(file, tmp_path / "cache")
    damage(tmp_path / "cache" / "found.sqlite", how)
    again = gather(file, tmp_path / "cache")
    assert (list(again.told), again.seal) == (list(sound.told), sound.seal)
    assert gather(file, tmp_path / "cache").anew == 0


def test_what_nobody_asks_for_any_more_is_dropped_and_what_is_used_stays(tmp_path: Path):
    for number in range(40):
        with Kept(tmp_path) as known:
            known.put([(f"article {number}", b"told")])
            known.make(f"run {number}", [b"out", b"come"])
            if number:
                assert known.get(["article 0"]) == {"article 0": b"told"}
    with Kept(tmp_path) as known:
        kept = known.get([f"article {number}" for number in range(40)])
        assert set(kept) == {"article 0", *(f"article {number}" for number in range(23, 40))}
        assert list(known.made("run 39") or ()) == [b"out", b"come"]
        assert known.made("run 20") is None
    assert (tmp_path / "found.sqlite").stat().st_size < 100_000


def test_one_id_of_two_articles_is_told_and_a_copy_counts_once(tmp_path: Path):
    file = tmp_path / "news.jsonl"
    rows = [{"id": "a", "text": text} for text in ("A dam burst.", "A dam burst.", "A ferry sank.")]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = gather(file, tmp_path / "cache")
    assert len(found.told) == 1
    assert [(one.where, one.reason) for one in found.unread] == [
        ("news.jsonl:3", 'its id "a" is that of another article, news.jsonl:1')
    ]


def test_the_front_of_the_package_names_what_is_there():
    assert all(hasattr(candidates, name) for name in candidates.__all__)


def test_what_a_damaged_index_leads_to_is_not_taken_for_another_article(tmp_path: Path):
    with Kept(tmp_path) as known:
        known.put([("a", b"what a tells"), ("b", b"what b tells")])
    with sqlite3.connect(tmp_path / "found.sqlite") as base:
        base.execute("UPDATE found SET (value, sum) = (SELECT value, sum FROM found WHERE key = 'b') WHERE key = 'a'")
    with Kept(tmp_path) as known:
        assert known.get(["a", "b"]) == {"b": b"what b tells"}
