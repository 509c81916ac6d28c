"""What all articles of a corpus tell, on disk, and where each of them stands: a few bytes an article in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path

from timeline.candidates import kept
from timeline.candidates.candidate import Told
from timeline.candidates.kept import Packed
from timeline.corpus.articles import Piece, Place
from timeline.spool import Spool


class Shelf:
    """What articles tell, each id once, in the order in which they were put here until they are sorted."""

    def __init__(self, folder: Path | None = None) -> None:
        self._spool = Spool(folder)
        self.sources: dict[str, int] = {}
        """The ids of the articles and their numbers."""
        self._seals = bytearray()
        self._files: list[tuple[Path, str]] = []
        self._file = array("I")
        self._line = array("Q")
        self._order = array("I")

    def put(self, value: bytes, packed: Packed, piece: Piece) -> bool:
        """Put what an article tells; False, and nothing is put, where its id is that of another article.

        The same article twice is one.
        """
        seal = bytes.fromhex(packed.text)
        number = self.sources.get(packed.source)
        if number is not None:
            return self._seals[number * len(seal) : (number + 1) * len(seal)] == seal
        self.sources[packed.source] = self._spool.add(value)
        self._seals += seal
        file = piece.path, piece.shown
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        self._file.append(len(self._files) - 1)
        self._line.append(piece.line)
        self._order.append(len(self._order))
        return True

    def sort(self) -> None:
        """Put the articles in the order of their ids."""
        self._order = array("I", (self.sources[source] for source in sorted(self.sources)))

    def place(self, source: str) -> Place:
        """Return where the article of that id stands. Raises KeyError."""
        number = self.sources[source]
        path, shown = self._files[self._file[number]]
        piece = Piece(path, self._line[number], b"", shown=shown)
        return Place(path, piece.line, piece.where)

    @property
    def places(self) -> Mapping[str, Place]:
        """Where each article stands, by its id."""
        return _Places(self)

    def __len__(self) -> int:
        return len(self._spool)

    def __getitem__(self, number: int) -> Told:
        return kept.load(kept.packed(self._spool[self._order[number]]))

    def __iter__(self) -> Iterator[Told]:
        return map(self.__getitem__, range(len(self)))


class _Places(Mapping[str, Place]):
    """The places of a shelf's articles, made when they are asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __getitem__(self, source: str) -> Place:
        return self._shelf.place(source)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.sources)

    def __len__(self) -> int:
        return len(self._shelf)
