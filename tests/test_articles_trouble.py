"""Articles that are none, through the front door: each is told with its reason, the rest goes on, and nothing hangs."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = "A dam above the village of Elmford burst on Tuesday and flooded forty houses."

HTML = "<html><head><title>Dam</title></head><body><article><p>" + GOOD * 20 + "</p></article></body></html>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "timeline.toml").write_text('title = "Trouble"\n', encoding="utf-8")
    (tmp_path / "articles" / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def line(**fields: object) -> bytes:
    return json.dumps({"text": GOOD, **fields}).encode() + b"\n"


def truncated(rows: bytes) -> bytes:
    packed = gzip.compress(rows * 400)
    return packed[: len(packed) // 2]


LINES: list[tuple[str, bytes, str]] = [
    ("no JSON", b"{broken\n", "not read: bad.jsonl:1: it is no JSON"),
    ("a list", b"[1, 2]\n", "not read: bad.jsonl:1: it is a list, not an object with a text"),
    ("no text", b'{"id": 1}\n', 'not read: bad.jsonl:1: it has no "text"'),
    ("text that is a number", b'{"text": 7}\n', 'not read: bad.jsonl:1: its "text" is a number'),
    ("an empty text", b'{"text": " "}\n', 'not read: bad.jsonl:1: its "text" is empty'),
    ("an id that is a list", line(id=["a"]), 'not read: bad.jsonl:1: its "id" is a list, not text'),
    ("a title that is an object", line(title={}), 'not read: bad.jsonl:1: its "title" is an object, not text'),
    ("deep nesting", b'{"text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "not read: bad.jsonl:1: it is no JSON"),
    ("half a character", b'{"text": "A dam \\ud800 burst."}\n', 'not read: bad.jsonl:1: its "text" holds half'),
    ("not UTF-8", b'{"text": "caf\xe9 \xff"}\n', "not read: bad.jsonl:1: it is no JSON"),
    ("UTF-16", '{"text": "A dam burst."}\n'.encode("utf-16"), "not read: bad.jsonl: it is UTF-16"),
    (
        "a huge line",
        b'{"text": "' + b"x" * (17 << 20) + b'"}\n',
        "not read: bad.jsonl:1: the line is longer than 16 MB",
    ),
]


@pytest.mark.parametrize(("data", "told"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_a_bad_line_is_named_and_the_lines_behind_it_are_read(timeline, project: Path, data: bytes, told: str):
    (project / "articles" / "bad.jsonl").write_bytes(data + line(id="behind"))
    found = timeline("extract articles", project)
    assert found.code == 0, found.err
    assert told in found.out
    assert "Traceback" not in found.err
    if "UTF-16" not in told:
        assert "2 articles" in found.out


DATES = [
    ("03/04/2021", "Write 2021-04-03 or 2021-03-04."),
    ("yesterday", "Write the date as EDTF, such as 2018-06-17"),
]


@pytest.mark.parametrize(("published", "remedy"), DATES)
def test_a_published_that_can_not_be_read_is_named_with_its_remedy_and_the_article_is_read_without_it(
    timeline, project: Path, published: str, remedy: str
):
    (project / "articles" / "bad.jsonl").write_bytes(
        line(id="dated", published="2021-03-05") + line(published=published)
    )
    (project / "articles" / "note.md").write_text(f"---\npublished: {published}\n---\n{GOOD}", encoding="utf-8")
    for _ in ("anew", "kept"):
        found = timeline("extract articles", project)
        assert f'read without its date: bad.jsonl:2: "{published}" is no date: ' in found.out
        assert f'read without its date: note.md: "{published}" is no date: ' in found.out
        assert remedy in found.out
        assert "bad.jsonl:1:" not in found.out
        assert "4 articles" in found.out


def write_bomb(path: Path) -> None:
    """Write a gzip file of 400 MB of zeros in 400 kB."""
    with gzip.open(path, "wb") as stream:
        for _ in range(400):
            stream.write(bytes(1 << 20))


def write_blank_bomb(path: Path) -> None:
    """Write a gzip file of 200 million empty lines."""
    with gzip.open(path, "wb") as stream:
        for _ in range(200):
            stream.write(b"\n" * (1 << 20))


FILES: list[tuple[str, str, Callable[[Path], object], str]] = [
    ("a bomb of one line", "a.jsonl.gz", write_bomb, "it unpacks to more than 300 times its size"),
    ("a bomb of empty lines", "a.jsonl.gz", write_blank_bomb, "it unpacks to more than 300 times its size"),
    ("a bomb of text", "a.txt.gz", write_bomb, "it unpacks to more than 64 MB"),
    ("a text cut off", "a.txt.gz", lambda path: path.write_bytes(truncated(os.urandom(99))), "it can't be unpacked"),
    ("no archive", "a.txt.gz", lambda path: path.write_bytes(b"\x1f\x8b\x08 no"), "it can't be unpacked"),
    ("a Word file", "a.docx", lambda path: path.write_bytes(b"PK\x03\x04"), ".docx is no form of article"),
    ("a table", "a.csv", lambda path: path.write_bytes(b"a,b\n"), "`timeline import` takes tables"),
    ("a renamed image", "a.txt", lambda path: path.write_bytes(b"\x89PNG\r\n"), "it is an image"),
    ("zeros", "a.txt", lambda path: path.write_bytes(bytes(5000)), "it is no text"),
    ("a book of books", "a.txt", lambda path: path.write_bytes(b"x " * (9 << 20)), "it is longer than 16 MB"),
    ("a pipe", "a.txt", os.mkfifo, "it is no plain file"),
    ("a pipe of lines", "a.jsonl", os.mkfifo, "it is no plain file"),
    ("a link that leads nowhere", "a.txt", lambda path: path.symlink_to("nowhere"), "the link leads nowhere"),
    ("a link to itself", "a.txt", lambda path: path.symlink_to("a.txt"), "the link leads nowhere"),
    ("a link upwards", "a", lambda path: path.symlink_to(".."), "the link leads nowhere or to a folder"),
]


@pytest.mark.parametrize(("name", "write", "told"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_is_no_article_is_listed_with_the_reason(
    timeline, project: Path, name: str, write: Callable[[Path], object], told: str
):
    write(project / "articles" / name)
    found = timeline("extract articles", project)
    assert found.code == 0, found.err
    assert f"not read: {name}: " in found.out
    assert told in found.out
    assert "1 article " in found.out


def test_an_archive_that_breaks_off_gives_what_stands_before_the_break(timeline, project: Path):
    rows = b"".join(line(id=f"n{number}", title=os.urandom(40).hex()) for number in range(400))
    packed = gzip.compress(rows)
    (project / "articles" / "cut.jsonl.gz").write_bytes(packed[: len(packed) * 3 // 4])
    found = timeline("extract articles", project)
    assert "not read: cut.jsonl.gz: Compressed file ended" in found.out
    assert "nothing behind line" in found.out
    assert int(found.out.rsplit(" articles", 1)[0].rsplit("\n", 1)[-1]) > 200


def test_every_form_is_read_from_gzip_too(timeline, project: Path):
    folder = project / "articles"
    (folder / "good.txt").unlink()
    for number, name in enumerate(("a.txt.gz", "b.md.gz", "c.jsonl.gz", "d.html.gz")):
        text = f"In place {number}, {GOOD}"
        data = json.dumps({"text": text}) if "jsonl" in name else HTML.replace("Dam", text) if "html" in name else text
        (folder / name).write_bytes(gzip.compress(data.encode()))
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install 'timeline[html]'")
    assert "4 articles (4 read anew), 0 not read" in timeline("extract articles", project).out


def test_a_folder_with_nothing_but_trouble_is_told_and_is_no_success(timeline, project: Path):
    (project / "articles" / "good.txt").unlink()
    (project / "articles" / "scan.pdf").write_bytes(b"%PDF")
    found = timeline("extract articles", project)
    assert found.code == 1
    assert "not read: scan.pdf: .pdf is no form of article" in found.out


def test_a_path_that_is_not_there_stops_the_work(timeline, project: Path):
    found = timeline("extract articles nowhere", project)
    assert found.code == 2
    assert "nowhere can't be read: it is not there" in found.err


def test_trouble_with_files_goes_to_stderr_where_stdout_is_json(timeline, project: Path):
    (project / "articles" / "bad.jsonl").write_bytes(b"{broken\n")
    found = timeline("extract articles --json", project)
    assert all(json.loads(told) for told in found.out.splitlines())
    assert "not read: bad.jsonl:1: it is no JSON" in found.err


def test_many_files_of_one_trouble_are_told_in_a_line(timeline, project: Path):
    for number in range(9):
        (project / "articles" / f"p{number}.png").write_bytes(b"\x89PNG")
    assert "not read: p0.png, p1.png, p2.png and 6 more: .png is no form" in timeline("extract articles", project).out


def test_two_files_of_one_name_are_two_articles(timeline, project: Path):
    for folder in ("north", "south"):
        (project / "articles" / folder).mkdir()
        (project / "articles" / folder / "good.txt").write_text(f"In the {folder}, {GOOD}", encoding="utf-8")
    told = timeline("extract articles --json", project).out
    found = {cited["source"] for row in map(json.loads, told.splitlines()) for cited in row["citations"]}
    assert found == {"good", "north-good", "south-good"}


@pytest.mark.parametrize("seed", range(6))
def test_broken_html_is_read_or_refused(timeline, project: Path, seed: int):
    pytest.importorskip("trafilatura", reason="trafilatura is not installed: pip install 'timeline[html]'")
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    folder = project / "articles"
    for number in range(20):
        page = bytearray(HTML.encode())
        for _ in range(dice.randint(1, 60)):
            at = dice.randrange(len(page))
            page[at : at + dice.randint(0, 9)] = dice.choice(
                [b"<", b"\x00", b"&#x110000;", b"<!--", b"\xff", b"]]>", b""]
            )
        (folder / f"p{number}.html").write_bytes(page)
    (folder / "deep.html").write_bytes(b"<div>" * 30_000 + GOOD.encode())
    (folder / "xml.xhtml").write_bytes(b'<!DOCTYPE x [<!ENTITY a "b">]><html><p>&a;</p></html>')
    found = timeline("extract articles", project)
    assert found.code == 0, found.err
    assert "Traceback" not in found.err


def test_names_that_no_table_can_hold_are_taken_without_what_it_can_not(timeline, project: Path):
    (project / "articles" / "odd.jsonl").write_bytes(line(id="a\0b", title="\0", publisher="\ud800"))
    found = timeline("extract articles --json", project)
    assert found.code == 0, found.err
    assert '"a\ufffdb"' in found.out


def test_a_file_whose_name_is_no_utf8_is_an_article_like_others(timeline, project: Path):
    folder = project / "articles" / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    for name, data in (
        (b"th\xe9.txt", GOOD.encode()),
        (b"n\xe9.jsonl", line()),
        (b"p\xe9.txt", b"%PDF"),
        (b"\xe9.png", b""),
    ):
        (folder / os.fsdecode(name)).write_bytes(data)
    found = timeline("extract articles --json", project)
    assert found.code == 0, found.err
    assert "not read: caf\ufffd/p\ufffd.txt: it is a PDF" in found.err
    assert '"th\ufffd"' in found.out
    assert timeline("review articles --accept-above 0", project).code == 0


def test_an_article_with_a_nul_is_refused_before_it_can_spoil_a_table(timeline, project: Path):
    (project / "articles" / "nul.jsonl").write_text('{"text": "A quake killed\\u0000 nine on 3 May 2019."}\n')
    told = timeline("extract articles", project)
    assert 'nul.jsonl:1: its "text" holds the character NUL' in told.out
