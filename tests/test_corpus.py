from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from timeline import corpus, files
from timeline.corpus import AlreadyThere, BadField, NoTitle, OutsideCorpus, UnreadableDocument
from timeline.errors import TimelineError
from timeline.model import Citation, Document, Source
from timeline.when import BadDate

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "hostile"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
ARTICLE = """---
title: "River bridge closed"
publisher: The Gazette
published: 2021-03-04
tags:
  - bridge
  - river
# a comment
---

The bridge was closed to all traffic on Wednesday, officials said.
It will not open before May.
"""


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "corpus"
    path.mkdir()
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return put(tmp_path, "downloads/article.md", ARTICLE)


def read(folder: Path, data: bytes | str, name: str = "a.txt") -> Document:
    return corpus.read("gazette", put(folder, name, data))


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Café — ο\r\n", "utf-8", "Café — ο\r\n"),
        (b"\xef\xbb\xbfCaf\xc3\xa9\n", "utf-8", "Café\n"),
        ("Café\n".encode("utf-16"), "utf-16", "Café\n"),
        ("Café\n".encode("utf-32"), "utf-32", "Café\n"),
        ("Премьер-министр заявил, что мост закрыт для движения до мая.\n".encode("cp1251"), "cp1251", None),
        (b"The Caf\xe9 was closed, the \x93mayor\x94 said, and the r\xe9sum\xe9 went on.\n", "cp1252", None),
    ],
)
def test_a_document_is_decoded_and_nothing_else(
    folder: Path, data: bytes | str, encoding: str, text: str | None
) -> None:
    document = read(folder, data)
    assert document.encoding == encoding
    assert document.text == (
        text if text is not None else bytes(data, "utf-8").decode() if isinstance(data, str) else data.decode(encoding)
    )
    assert document.sha256 == hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def test_the_head_is_read_and_stays_in_the_text(folder: Path) -> None:
    document = read(folder, ARTICLE)
    assert document.head == {
        "title": "River bridge closed",
        "publisher": "The Gazette",
        "published": "2021-03-04",
        "tags": "bridge; river",
    }
    assert document.text == ARTICLE
    assert document.text[document.body :].startswith("The bridge was closed")


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule, and prose.\n---\nMore.\n",
        "---\nNote: the bridge is closed.\nA rule, and prose.\n---\nMore.\n",
        "---\ntitle: never closed\n",
        "title: no fence\n",
        "---\n---\n",
        "--- a\nb: c\n---\n",
    ],
)
def test_rules_across_a_page_are_no_head(folder: Path, text: str) -> None:
    document = read(folder, text)
    assert (document.head, document.body) == ({}, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\x00\x01\x02\x03" * 50, "no text"),
    ],
)
def test_a_file_that_is_no_text_is_said_so(folder: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read(folder, data)


@pytest.mark.parametrize(
    "file",
    [
        "",
        "..",
        "../a.md",
        "a/../../b",
        "/etc/passwd",
        "C:\\a.md",
        "\\\\host\\a",
        "..\\a",
        "a\0b",
        "out/a.md",
        "a/../b.md",
    ],
)
def test_no_path_leaves_the_corpus(folder: Path, tmp_path: Path, file: str) -> None:
    put(tmp_path, "elsewhere/a.md", "secret")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutsideCorpus):
        corpus.locate(folder, file)


def test_a_good_register_gives_its_sources(folder: Path) -> None:
    path = put(folder, "sources.csv", "id,title,published,url,extra\na,One,2021-03,https://x.org/1,kept\nb,Two,,,\n")
    register, sources, findings = corpus.register.read(path)
    assert [source.id for source in sources] == ["a", "b"]
    assert str(sources[0].published) == "2021-03"
    assert register.column("extra") == ["kept", ""]
    assert findings == []


def test_what_is_not_good_in_the_register_is_no_value_of_a_source(folder: Path) -> None:
    rows = "a,One,31.06.2018,javascript:alert(1),../x,G,book\na,Twice,,,,,\n,Nameless,,,,,\n"
    path = put(folder, "sources.csv", f"id,title,published,url,file,reliability,kind\n{rows}")
    register, sources, _ = corpus.register.read(path)
    assert sources == [Source("a", "One")]
    assert register.column("url")[0] == "javascript:alert(1)"


def test_no_register_is_an_empty_one(folder: Path) -> None:
    register, sources, findings = corpus.register.read(folder / "sources.csv")
    assert (len(register), sources, findings) == (0, [], [])


def test_documents_are_loaded_and_those_that_are_no_text_found(folder: Path) -> None:
    put(folder, "a.md", ARTICLE)
    put(folder, "b.md", b"%PDF-1.4")
    sources = [
        Source("a", "A", file="a.md"),
        Source("b", "B", file="b.md"),
        Source("c", "C", file="gone.md"),
        Source("d", "D"),
    ]
    documents, findings = corpus.load(folder, sources)
    assert list(documents) == ["a"]
    assert [(finding.path, finding.name) for finding in findings] == [("corpus/b.md", "unreadable-document")]


def test_a_document_is_taken_in_with_its_head(folder: Path, article: Path) -> None:
    added = corpus.add(folder, article, {"reliability": "B", "notes": "by hand"})
    assert added.source.id == "gazette-2021-03-river-bridge-closed"
    assert (added.source.title, added.source.publisher, str(added.source.published)) == (
        "River bridge closed",
        "The Gazette",
        "2021-03-04",
    )
    assert added.path.read_text() == ARTICLE
    _, sources, findings = corpus.register.read(folder / "sources.csv")
    assert (sources, findings) == ([added.source], [])
    assert sources[0].sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()


def test_what_the_analyst_says_goes_before_the_head(folder: Path, article: Path) -> None:
    added = corpus.add(folder, article, {"title": "Bridge", "published": "2021", "id": "bridge"})
    assert (added.source.id, added.source.title, str(added.source.published)) == ("bridge", "Bridge", "2021")


def test_the_register_keeps_its_own_columns_and_bytes(folder: Path, article: Path) -> None:
    before = b'\xef\xbb\xbfid,desk,title,file,sha256\r\n"a",mine,"One",,\r\n'
    put(folder, "sources.csv", before)
    corpus.add(folder, article, {"id": "b", "title": "Two, and more", "publisher": "", "published": "2021"})
    after = (folder / "sources.csv").read_bytes()
    assert after.startswith(b"\xef\xbb\xbfid,desk,title,file,sha256,publisher,published\r\n")
    assert b'\r\na,mine,One,,,,\r\nb,,"Two, and more",b.md,' in after


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"url": "javascript:alert(1)"}, BadField),
        ({"kind": "book"}, BadField),
        ({"accessed": "yesterday"}, BadField),
        ({"reliability": "G"}, BadField),
        ({"published": "31.06.2018"}, BadDate),
        ({"id": "../x"}, BadField),
        ({"sha256": "0"}, BadField),
        ({"id": "taken"}, AlreadyThere),
        ({"id": "sources"}, AlreadyThere),
    ],
)
def test_nothing_is_written_if_a_value_is_not_good(
    folder: Path, article: Path, fields: dict[str, str], trouble: type[TimelineError]
) -> None:
    put(folder, "sources.csv", "id,title,file,sha256\ntaken,One,,\n")
    put(folder, "sources.md", "another document")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(trouble):
        corpus.add(folder, article, fields)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_document_is_not_taken_in_twice(folder: Path, article: Path) -> None:
    corpus.add(folder, article, {})
    with pytest.raises(AlreadyThere, match="gazette-2021-03-river-bridge-closed"):
        corpus.add(folder, article, {"id": "again"})


def test_a_register_that_can_not_be_written_leaves_no_copy(
    folder: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(path: Path, **_: object) -> str:
        raise files.FileChanged(path)

    monkeypatch.setattr("timeline.table.write", changed)
    with pytest.raises(files.FileChanged):
        corpus.add(folder, article, {})
    assert list(folder.iterdir()) == []


def test_a_document_without_a_title_is_asked_for_one(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NoTitle, match="title"):
        corpus.add(folder, put(tmp_path, "a.txt", "Just text."), {})


def verified(folder: Path, *quotes: str) -> corpus.Verified:
    _, sources, _ = corpus.register.read(folder / "sources.csv")
    cited = [(f"event-{number}", Citation("bridge", quote)) for number, quote in enumerate(quotes, 1)]
    return corpus.verify(folder, {source.id: source for source in sources}, cited)


def test_an_untouched_corpus_is_verified(folder: Path, article: Path) -> None:
    corpus.add(folder, article, {"id": "bridge"})
    found = verified(folder, "closed to all traffic on Wednesday", "officials said. It will not open", "")
    assert found.good
    assert [check.told for check in found.documents] == ["unchanged"]
    assert [check.told for check in found.quotes] == ["exact", "folded: blanks and line breaks"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Wednesday", "Wednesdaz", 'the byte at offset 170 (line 11) was "y" and is "z"'),
        ("Wednesday", "Wednesdayy", '"y" was added: the byte at offset 170 (line 11)'),
        ("Wednesday", "Wednesda", 'the byte at offset 170 (line 11) held "y", which was taken away'),
        ("\n", "\r\n", "only its line ends were changed, to CRLF"),
        ("---\ntitle", "\ufeff---\ntitle", "only a byte order mark was added"),
        ("before May.\n", "before May.", "only its last line's end was taken away"),
    ],
)
def test_one_changed_byte_is_found_and_named(folder: Path, article: Path, old: str, new: str, told: str) -> None:
    added = corpus.add(folder, article, {"id": "bridge"})
    added.path.write_bytes(ARTICLE.replace(old, new).encode())
    found = verified(folder, "closed to all traffic on Wednesday", "will not open before May")
    assert not found.good
    assert told in found.documents[0].told
    assert added.source.sha256 in found.documents[0].told
    if old == "Wednesday":
        assert found.documents[0].told.endswith("1 of 2 quotes still stand, not those of event-1")


def test_a_document_that_is_gone_takes_its_quotes_with_it(folder: Path, article: Path) -> None:
    corpus.add(folder, article, {"id": "bridge"}).path.unlink()
    found = verified(folder, "closed to all traffic on Wednesday")
    assert found.documents[0].told.startswith("missing")
    assert found.quotes[0].told == "not found: its source has no document that can be read"
    assert not found.good


def test_each_seed_is_a_document(folder: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")
    for path in sorted(SEEDS.glob("*.txt")):
        document = corpus.read("seed", path)
        assert (document.encoding, document.body) == ("utf-8", 0)
        assert document.text.encode() == path.read_bytes()
    assert not list(folder.iterdir())


def test_hostile_files_are_documents_or_said_not_to_be() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("../shared/bench/hostile is not here")
    read, refused = 0, 0
    for name in ("csv", "encodings", "strings"):
        for path in (HOSTILE / name).rglob("*"):
            if path.is_file():
                try:
                    corpus.read("hostile", path)
                    read += 1
                except UnreadableDocument:
                    refused += 1
    assert read > 1000
    assert refused


def ladder(timeline, project: Path) -> dict[str, list[tuple[str, str, bool]]]:
    told = map(json.loads, timeline("source list --json", project).out.splitlines())
    return {row["id"]: [(rung["rung"], rung["date"], rung["counts"]) for rung in row["ladder"]] for row in told}


def test_source_list_names_every_rung_of_a_documents_date(timeline, case: Path):
    assert ladder(timeline, case)["reuters-border-militia"] == [
        ("register", "[2018-10..2018-12]", True),
        ("bounds", "[2018-09-01..2018-12-31]", False),
    ]
    told = timeline("source list", case).out
    assert (
        "    bounds     [2018-09-01..2018-12-31]  (inferred)  “The town was won back from IS in November 2017" in told
    )


def test_source_list_says_what_the_real_articles_prove_of_their_date(timeline, seeds: Path, tmp_path: Path):
    shutil.copytree(seeds, tmp_path / "corpus")
    (tmp_path / "timeline.toml").write_text('title = "Seeds"\n', encoding="utf-8")
    names = [file.name for file in sorted(seeds.glob("*.txt"))]
    rows = "".join(f"s{number},Seed {number},{name}\n" for number, name in enumerate(names, 1))
    (tmp_path / "corpus" / "sources.csv").write_text(f"id,title,file\n{rows}", encoding="utf-8")
    found = {name: rungs[0][:2] for name, rungs in ladder(timeline, tmp_path).items()}
    assert found == {
        "s1": ("byline", "2019-09-13"),
        "s2": ("bounds", "[2019-01-01..]"),
        "s3": ("bounds", "[2018-09-01..2018-12-31]"),
        "s4": ("byline", "2017-12-13"),
        "s5": ("bounds", "[2014-01-01..]"),
    }


def test_a_source_that_contradicts_the_register_is_shown_as_such(timeline, case: Path):
    path = case / "corpus" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("[2018-10..2018-12]", "2017-10"), encoding="utf-8")
    assert "bounds     [2018-09-01..2018-12-31]  (inferred; disagrees)" in timeline("source list", case).out
