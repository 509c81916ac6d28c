"""Bytes on disk instead of in memory, piece by piece and gone with the process, for what grows with a corpus."""

from __future__ import annotations

import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Self

from timeline.files import Unreadable, Unwritable

AT_ONCE = 1 << 16
"""Bytes that wait in memory until they are written."""
TOGETHER = 256
"""Lines that are packed, and unpacked, together."""


class Spool:
    """Pieces in the order in which they were added, in a file without a name. Raises files.Unwritable, Unreadable.

    `folder` is where there is room; None takes the system's own for such files.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(tempfile.gettempdir())
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        try:
            self._file = tempfile.TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115 - open as long as this is
        except OSError as error:
            raise Unwritable(self._folder, error.strerror or str(error)) from error
        weakref.finalize(self, self._file.close)

    def add(self, piece: bytes) -> int:
        """Add a piece and return its number."""
        self._waiting += piece
        self._ends.append(self._ends[-1] + len(piece))
        if len(self._waiting) >= AT_ONCE:
            self._write()
        return len(self) - 1

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> bytes:
        if self._waiting:
            self._write()
        start, stop = self._ends[number], self._ends[number + 1]
        try:
            self._file.seek(start)
            return self._file.read(stop - start)
        except OSError as error:
            raise Unreadable(self._folder, error.strerror or str(error)) from error

    def _write(self) -> None:
        try:
            self._file.seek(0, 2)
            rest = memoryview(self._waiting)
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise Unwritable(self._folder, error.strerror or str(error)) from error
        rest.release()
        self._waiting = bytearray()


class Lines:
    """Lines of text, in the order in which they were packed, to be gone through as often as is wanted."""

    def __init__(self, parts: Spool) -> None:
        self.parts = parts
        """Packed, to be kept and given back."""
        self._last = len(_unpacked(parts[len(parts) - 1])) if len(parts) else 0

    @classmethod
    def pack(cls, lines: Iterable[str], folder: Path | None = None) -> Self:
        """Pack lines; none of them has a line break in it."""
        parts = Spool(folder)
        rest = iter(lines)
        while part := list(islice(rest, TOGETHER)):
            parts.add(zlib.compress("\n".join(part).encode(), 1))
        return cls(parts)

    def __len__(self) -> int:
        return (len(self.parts) - 1) * TOGETHER + self._last if len(self.parts) else 0

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(_unpacked, self.parts))

    def chosen(self, numbers: Sequence[int]) -> Iterator[str]:
        """Yield the lines of these numbers, which ascend."""
        for part, some in groupby(numbers, lambda number: number // TOGETHER):
            lines = _unpacked(self.parts[part])
            yield from (lines[number % TOGETHER] for number in some)


def _unpacked(part: bytes) -> list[str]:
    return zlib.decompress(part).decode().split("\n")
