from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline import candidates
from timeline.candidates import BadCache, Gathered, Kept, Tables
from timeline.corpus import articles


def corpus(folder: Path, count: int = 5) -> Path:
    file = folder / "news.jsonl"
    rows = [
        {"id": f"n{number}", "published": "2021-03-05", "text": f"A dam burst on Tuesday above village {number}."}
        for number in range(count)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def gather(file: Path, cache: Path, tables: Tables | None = None, workers: int = 1) -> Gathered:
    known = Kept(cache)
    try:
        return candidates.gather(articles.pieces([file]), tables or Tables(), known=known, workers=workers)
    finally:
        known.close()


def test_unchanged_articles_are_not_read_again(tmp_path: Path):
    file = corpus(tmp_path)
    first, second = gather(file, tmp_path / "cache"), gather(file, tmp_path / "cache")
    assert (first.anew, second.anew) == (5, 0)
    assert (first.packed, first.seal) == (second.packed, second.seal)


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

    known = Kept(tmp_path / "cache")
    with pytest.raises(Stop):
        candidates.gather(articles.pieces([file]), Tables(), known=known, workers=1, progress=progress)
    known.close()
    assert 0 < gather(file, tmp_path / "cache").anew < 150


def test_two_processes_find_what_one_finds(tmp_path: Path):
    file = corpus(tmp_path, 100)
    one, two = gather(file, tmp_path / "one"), gather(file, tmp_path / "two", workers=2)
    assert one.packed == two.packed


def test_a_line_that_is_no_article_is_listed_also_from_the_cache(tmp_path: Path):
    file = corpus(tmp_path, 2)
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    for _ in range(2):
        found = gather(file, tmp_path / "cache")
        assert [one.where for one in found.unread] == ["news.jsonl:3"]
        assert len(found.packed) == 2


def test_a_cache_that_is_none_is_named(tmp_path: Path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "found.sqlite").write_bytes(b"no database, but long enough to be taken for one " * 30)
    with pytest.raises(BadCache):
        gather(corpus(tmp_path), tmp_path / "cache")
