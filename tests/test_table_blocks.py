"""Blocks of whole rows give what the standard library's reader gives, whatever is in them and wherever they are cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline import blocks, table

TEXTS = st.text(st.sampled_from('ab,"\n\r \x1f\x1e\x1dé'), max_size=60)
CELL = st.text(st.sampled_from('ab,"é '), max_size=4)


@given(TEXTS, st.integers(1, 4))
@example('a,"b""c"\n"","""x"""\n', 2)
@example('a,b"c\n', 2)
@example("a,b\n\nc,d\n", 2)
@example('a,"b"c\n', 2)
@example("a\nb\n", 3)
@example('\x1d,"a,b"\n', 2)
def test_a_block_is_cut_into_the_columns_that_the_reader_finds_or_is_left_to_it(text: str, width: int) -> None:
    found = blocks.columns(text, width)
    if found is not None:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert [list(row) for row in zip(*found, strict=True)] == rows


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_a_plain_block_is_never_left_to_the_reader(rows: list[list[str]], newline: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline).writerows(rows)
    assert blocks.columns(out.getvalue(), 3) == [list(column) for column in zip(*rows, strict=True)]


@given(TEXTS, st.integers(1, 12))
def test_blocks_are_the_whole_file_and_end_with_a_line(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "SIZE", size)
        found = list(blocks.Blocks(io.BytesIO(text.encode())))
    assert "".join(found) == text
    assert all(part.endswith("\n") for part in found[:-1])


def by_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Read the rows one by one, as the reader has them."""
    for line, cells, _, _ in table.records(io.StringIO(text, newline="")):
        if cells:
            yield line, cells


@given(TEXTS, st.integers(1, 12))
@example('a,b\n1,"two\r\nlines"\n3,4\n', 1)
@example('a,b\n"1\n2\n3,4\n5,6\n', 4)
@example('a,b\n1,5" gun\n"x\ny",z\n', 3)
@example("\n\na,b\n\n1,2\n", 1)
@example('"\n"', 1)
def test_a_table_is_the_same_however_its_file_is_cut(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int
) -> None:
    path = tmp_path_factory.mktemp("cut") / "events.csv"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "SIZE", size)
        read, findings = table.read(path)
    whole, same = table.read(path)
    assert (read, findings) == (whole, same)
    rows = list(by_records(text))[1:]
    assert list(read.lines) == [line for line, _ in rows]
    width = len(read.header)
    assert [list(row.values()) for row in read.rows()] == [(cells + [""] * width)[:width] for _, cells in rows]


def test_cells_of_a_few_kinds_are_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,town\n" + "".join(f"e{number},Rutba\n" for number in range(100)), encoding="utf-8")
    read, _ = table.read(path)
    assert len({id(cell) for cell in read.column("town")}) == 1


def test_a_line_of_many_blocks_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,title\na," + "x" * 3 * blocks.SIZE + "\nb,y\n", encoding="utf-8")
    read, findings = table.read(path)
    assert [len(cell) for cell in read.column("title")] == [3 * blocks.SIZE, 1]
    assert findings == []
