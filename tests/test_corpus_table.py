from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import files, table

HOSTILE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "hostile"

CELL = st.text(st.characters(exclude_categories=("Cs",)) | st.sampled_from(',"\r\n ;'), max_size=8)


def codes(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "events.csv"
    path.write_bytes(data)
    return [f"{finding.line} {finding.name}" for finding in table.read(path)[1]]


def rewritten(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    read, _ = table.read(path)
    rows = [list(row.values()) for row in read.rows()]
    table.write(path, header=read.header, rows=rows, seal=read.seal)
    return path.read_bytes()


@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_what_was_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("round") / "events.csv"
    seal = table.write(path, header=("id", "title", "notes"), rows=rows, seal="")
    read, findings = table.read(path)
    assert [list(row.values()) for row in read.rows()] == rows
    assert {finding.code for finding in findings} <= {"T103"}
    assert read.seal == seal


@given(
    rows=st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=6),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    bom=st.booleans(),
    last=st.booleans(),
)
def test_an_unchanged_table_changes_no_byte(  # every way in which files differ
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    newline: str,
    quoting: int,
    *,
    bom: bool,
    last: bool,
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["id", "title"])
    writer.writerows(rows)
    text = out.getvalue() if last else out.getvalue().removesuffix(newline)
    data = (("\ufeff" if bom else "") + text).encode()
    assert rewritten(tmp_path_factory.mktemp("same") / "events.csv", data) == data


@pytest.mark.parametrize(
    "data",
    [
        b'id,title\r\n"a",b\r\n\r\nc,"d"\n\n',
        b"\n\nid , title\na,b,c\nd\n,\n",
        b'id,title\n"a"b,c\n"open,d\ne,f\n',
        b"id\n\n\na",
        b"id,id,\n1,2,3\n",
    ],
)
def test_odd_tables_keep_their_bytes(tmp_path: Path, data: bytes) -> None:
    assert rewritten(tmp_path / "events.csv", data) == data


def test_one_changed_row_changes_one_line(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b'\xef\xbb\xbfid,title\r\n"a","odd quotes"\r\nb,two\r\n"c",three\r\n')
    read, _ = table.read(path)
    rows = [list(row.values()) for row in read.rows()]
    rows[1][1] = 'so-called "army"'
    table.write(path, header=read.header, rows=rows, seal=read.seal)
    assert path.read_bytes() == b'\xef\xbb\xbfid,title\r\n"a","odd quotes"\r\nb,"so-called ""army"""\r\n"c",three\r\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id","title"\n"a","one"\n', b'"id","title"\n"b","two"\n'),
        (b'"id","title"\r\n\r\n"a","one"\r\n', b'"id","title"\r\n\r\n"b","two"\r\n'),
        (b'"id","title"\na,one\n', b'"id","title"\n"b","two"\n'),
        (b"\n", b"id,title\nb,two\n"),
    ],
)
def test_a_new_row_is_quoted_as_the_header_is(tmp_path: Path, old: bytes, new: bytes) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(old)
    table.write(path, header=("id", "title"), rows=[("b", "two")], seal=table.read(path)[0].seal)
    assert path.read_bytes() == new


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ["0 empty-table"]),
        (b"\n \n", ["2 nameless-column"]),
        (b"id,title\n1,2\n", []),
        (b"id,title\n1,Caf\xe9 bombed\n", ["2 not-utf-8"]),
        ("id,title\n1,Café\n".encode("utf-16"), ["1 not-utf-8"]),
        (b"id,title\n1,a\0b\n", ["2 nul-character"]),
        (b"id,title\n1,Baghdad, Iraq\n2\n", ["2 ragged-row", "3 ragged-row"]),
        (b'id,title\n1,"two\nlines"\n3\n', ["4 ragged-row"]),
        (b"id,,title\n1,2,3\n", ["1 nameless-column"]),
        (b"id,title,title\n1,2,3\n", ["1 duplicate-column"]),
        (b'id,title\n1,"said" he\n', ["2 broken-quotes"]),
        (b'id,title\n1,"said\n2,b\n3,c\n', ["2 broken-quotes"]),
        (b"id;title\n1;2\n", ["1 wrong-separator"]),
    ],
)
def test_what_is_wrong_with_a_table_is_named_with_its_line(tmp_path: Path, data: bytes, expected: list[str]) -> None:
    assert codes(tmp_path, data) == expected


def test_rows_behind_a_quotation_mark_that_never_closes_are_still_rows(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b'id,title\n1,"said\n2,b\n3,c\n')
    read, _ = table.read(path)
    assert list(read.column("id")) == ["1", "2", "3"]
    assert list(read.lines) == [2, 3, 4]


def test_a_column_twice_is_kept_twice(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"id,title,title\n1,a,b\n")
    read, _ = table.read(path)
    assert list(read.rows()) == [{"id": "1", "title": "a", "title (column 3)": "b"}]


def test_a_file_changed_by_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"id\n1\n")
    read, _ = table.read(path)
    path.write_bytes(b"id\n2\n")
    with pytest.raises(files.FileChanged):
        table.write(path, header=read.header, rows=[["3"]], seal=read.seal)
    assert path.read_bytes() == b"id\n2\n"


def test_a_new_table_does_not_replace_one_that_appeared_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"id\n1\n")
    with pytest.raises(files.FileChanged):
        table.write(path, header=("id",), rows=[], seal="")


def test_a_table_that_is_not_utf8_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"id\nCaf\xe9\n")
    read, _ = table.read(path)
    with pytest.raises(table.NotUtf8):
        table.write(path, header=read.header, rows=[], seal=read.seal)
    assert path.read_bytes() == b"id\nCaf\xe9\n"


def test_a_write_that_fails_leaves_the_old_file_and_no_part_of_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"id\n1\n")
    read, _ = table.read(path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(files.Unwritable, match="No space left"):
        table.write(path, header=read.header, rows=[["2"]], seal=read.seal)
    assert path.read_bytes() == b"id\n1\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["events.csv"]


def test_a_file_that_is_not_there_or_a_folder_is_said_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, Path("/dev/null"), tmp_path / "nul\0.csv"):
        with pytest.raises(files.Unreadable):
            table.read(path)


def test_hostile_tables_make_findings_and_no_traceback() -> None:
    if not HOSTILE.is_dir():
        pytest.skip("../shared/bench/hostile is not here")
    count = 0
    for folder in ("csv", "encodings", "strings"):
        for path in (HOSTILE / folder).rglob("*"):
            if path.is_file():
                read, _ = table.read(path)
                assert all(len(column) == len(read) for column in read.columns.values())
                count += 1
    assert count > 1000
