from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from timeline.corpus import articles
from timeline.corpus.articles import NoArticles, Piece, Unread
from timeline.errors import TimelineError
from timeline.model import Source
from timeline.when import When


def read(*paths: Path, **more: object) -> list[articles.Article]:
    return [articles.read(piece) for piece in articles.pieces(paths, **more) if isinstance(piece, Piece)]


def test_a_folder_is_read_in_the_order_of_its_names_whatever_the_form(tmp_path: Path):
    row = {
        "id": "b1",
        "published": "2019-05-04T10:00:00Z",
        "title": "Dam",
        "text": "A dam broke.",
        "url": "https://www.example.org/x",
    }
    (tmp_path / "a.txt").write_text("Dam broke\n\nA dam broke on Monday.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    with gzip.open(tmp_path / "c.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"text": "A ferry sank."}))
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "d.txt").write_text("no", encoding="utf-8")
    found = read(tmp_path)
    assert [article.source for article in found] == ["a", "b1", "c:1"]
    assert found[0].title == "Dam broke"
    assert (str(found[1].metadata), found[1].outlet) == ("2019-05-04", "example.org")


def test_a_head_and_the_register_tell_what_an_article_is(tmp_path: Path):
    (tmp_path / "a.md").write_text("---\ntitle: Dam\npublished: 2019-05\n---\nA dam broke.", encoding="utf-8")
    known = Source("dam-2019", "The dam", published=When.parse("2019-05-04"), file="a.md", origin="wire")
    plain, registered = read(tmp_path)[0], read(tmp_path, sources=[known], corpus=tmp_path)[0]
    assert (plain.source, plain.title, str(plain.metadata)) == ("a", "Dam", "2019-05")
    assert (registered.source, str(registered.registered), registered.origin) == ("dam-2019", "2019-05-04", "wire")
    assert registered.text[registered.body :] == "A dam broke."


BAD = [
    ("a.jsonl", b"{broken\n", "it is no JSON"),
    ("a.jsonl", b'{"id": "x"}\n', 'it has no "text"'),
    ("a.txt", b"", "it is empty"),
    ("a.txt", b"%PDF-1.7", "it is a PDF"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD)
def test_what_can_not_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TimelineError) as caught:
        read(tmp_path)
    assert reason in str(caught.value)


def test_a_broken_archive_is_listed_and_the_rest_goes_on(tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_bytes(b"\x1f\x8b\x08 no archive")
    (tmp_path / "b.txt").write_text("A dam broke.", encoding="utf-8")
    found = list(articles.pieces([tmp_path]))
    assert [type(piece) for piece in found] == [Unread, Piece]


def test_an_empty_folder_is_no_corpus(tmp_path: Path):
    with pytest.raises(NoArticles):
        list(articles.pieces([tmp_path]))


def test_a_page_of_html_gives_the_article_without_its_menu_and_its_date(tmp_path: Path):
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install 'timeline[html]'")
    story = " ".join(f"A dam broke above village {number}, and the people fled to the hills." for number in range(12))

    head = "<title>Dam broke</title><meta property='article:published_time' content='2019-05-04T10:00:00Z'>"
    menu = "<nav><a href='/'>Home</a><a href='/s'>Sports</a></nav>"
    body = f"{menu}<article><h1>Dam broke</h1><p>{story}</p></article><footer>Imprint</footer>"
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    (article,) = read(tmp_path)
    assert "above village 3" in article.text
    assert "Sports" not in article.text
    assert str(article.metadata) == "2019-05-04"


def test_an_article_that_is_named_twice_is_one(tmp_path: Path):
    (tmp_path / "a.txt").write_text("A dam broke on Monday.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("a.txt")
    again = tmp_path / ".." / tmp_path.name / "a.txt"
    assert [article.source for article in read(tmp_path, tmp_path / "a.txt", again)] == ["a"]


def test_the_line_behind_one_that_is_just_too_long_is_read(tmp_path: Path):
    long = json.dumps({"text": "x" * articles.LARGEST})[: articles.LARGEST]
    (tmp_path / "a.jsonl").write_text(f'{long}\n{{"text": "A dam broke."}}\n', encoding="utf-8")
    assert [piece.where for piece in articles.pieces([tmp_path])] == ["a.jsonl:1", "a.jsonl:2"]


def test_six_times_the_articles_take_about_six_times_as_long_to_name(tmp_path: Path):
    def seconds(count: int) -> float:
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.txt").write_bytes(b"A dam broke on Monday.")
        tries = []
        for _ in range(3):
            began = time.process_time()
            assert len({piece.name for piece in articles.pieces([folder]) if isinstance(piece, Piece)}) == count
            tries.append(time.process_time() - began)
        return min(tries)

    assert seconds(6000) < 14 * seconds(1000)
