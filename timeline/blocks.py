"""A CSV file in blocks of whole rows, and the columns of a block that is written as RFC 4180 has it.

Most of a long table is plain: commas, line ends, and cells in quotation marks from end to end. Such a block is cut
into columns by a few looks at it as a whole, at less than half of the cost of the standard library's reader. Any other
block is left to that reader, which knows what every stray mark means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from operator import itemgetter
from typing import IO

SIZE = 1 << 17
"""Bytes that are read at once: what fits into a processor's cache is cut up a third quicker than a megabyte."""
CELL, ROW, COMMA = SIGNS = "\x1f", "\x1e", "\x1d"
"""ASCII's own signs for the end of a cell and of a row, and one that stands for a comma inside a cell; no text has them
(one that does is left to the reader)."""
FIRST, LAST = itemgetter(0), itemgetter(-1)


class Blocks:
    """The text of a file in blocks of whole rows; read once.

    Once all were taken, `digest` is the SHA-256 of the bytes and `nul` tells whether one of them is NUL. Raises
    UnicodeDecodeError where the bytes are not UTF-8.
    """

    __slots__ = ("_stream", "digest", "nul")

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.nul = False

    def __iter__(self) -> Iterator[str]:
        rest, mark = b"", b"\xef\xbb\xbf"
        # A line longer than a block makes the next one as long as what is held: twice the work, not its square.
        while part := self._stream.read(max(SIZE, len(rest))):
            self.digest.update(part)
            self.nul = self.nul or b"\0" in part
            block = rest + part
            cut = _end_of_rows(block)
            rest = block[cut:]
            if cut:
                yield block[:cut].removeprefix(mark).decode("utf-8")
                mark = b""
        if rest:
            yield rest.removeprefix(mark).decode("utf-8")


def _end_of_rows(block: bytes) -> int:
    """Return where the last line ends that does not end inside quotation marks; where there is none, the last at all.

    Inside is where the marks so far are odd in number. A single stray one makes that wrong for the rest of the block,
    which the reader then finds out.
    """
    last = cut = block.rfind(b"\n") + 1
    odd = block.count(b'"', 0, cut) & 1
    while odd and cut:
        before = block.rfind(b"\n", 0, cut - 1) + 1
        odd ^= block.count(b'"', before, cut) & 1
        cut = before
    return cut or last


def columns(text: str, width: int) -> list[list[str]] | None:
    """Return the columns of a block whose every row is one line of `width` cells, None of any other block.

    Never with another result than the standard library's reader, to which None leaves the block: blank and ragged
    rows, line breaks and stray quotation marks inside cells.
    """
    if width == 1 or not text.endswith("\n") or CELL in text or ROW in text or COMMA in text:
        return None  # of one column, a blank line looks like one empty cell
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    plain = _without_quotes(text) if '"' in text else text
    if plain is None or "\r" in plain:
        return None
    marked = plain.replace(",", CELL).replace("\n", CELL + ROW + CELL)
    cells = marked.replace(COMMA, ",").split(CELL) if COMMA in marked else marked.split(CELL)
    cells.pop()  # what stands behind the last row
    rows = marked.count(ROW)
    if len(cells) != rows * (width + 1) or cells[width :: width + 1].count(ROW) != rows:
        return None
    return [cells[place :: width + 1] for place in range(width)]


def _without_quotes(text: str) -> str | None:
    """Take the quotation marks away, a sign for each comma inside of them.

    None where a mark is not at a cell's end, or a cell has two lines.
    """
    parts = text.split('"')  # the second, fourth … stand inside
    outside, inside = parts[::2], '"'.join(parts[1::2])
    if len(parts) % 2 == 0 or "\n" in inside:
        return None
    behind, before = outside[1:], outside[:-1]
    if "" in behind:
        # Between two cells in marks stands at least a comma or a line end; nothing at all is a mark written twice.
        parts[2::2] = [part or '"' for part in behind]
        behind, before = list(filter(None, behind)), list(filter(None, before))
    next_to_marks = {*map(FIRST, behind), *map(LAST, filter(None, before))}
    if not next_to_marks <= {",", "\n"}:
        return None
    if "," in inside:
        parts[1::2] = inside.replace(",", COMMA).split('"')
    return "".join(parts)
