"""A spreadsheet as OpenDocument has it (ISO/IEC 26300-3, OpenDocument 1.3), by readers that expat calls.

All sheets stand in one part, `content.xml`. A cell carries its value in an attribute and what is shown in paragraphs;
cells and rows that are alike are written once with a count. What hangs on a cell (notes, drawings) and what was deleted
under tracked changes stands among the cells, and is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.outputs.workbook.parts import LONGEST_CELL, LONGEST_ROW, MOST_FIGURES, local, too_much

CONTENT = "content.xml"
KIND = b"application/vnd.oasis.opendocument.spreadsheet"
"""How the part `mimetype` begins, also that of a template."""
LOCKED = b"encryption-data"
"""Stands in the manifest of a file that a password locks; its parts are no XML then."""
DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
ASIDE = {"annotation", "tracked-changes", "shapes", "named-expressions"}
MOST_REPEATED = 1_000_000
"""Cells that may come from a count instead of being written; a table has few rows that are quite alike."""


class _Outline:
    """What sheets and cells have in common: where in the document the parser is."""

    def __init__(self) -> None:
        self.aside = 0
        """How deep in something that is no cell."""
        self.tables = 0
        """How deep in tables: a cell may hold one."""

    def enters(self, name: str) -> bool:
        """Follow a start tag; tell whether it is one of the sheet itself."""
        if self.aside or name.startswith(DRAWING) or local(name) in ASIDE:
            self.aside += 1
            return False
        if local(name) == "table":
            self.tables += 1
        return self.tables <= 1

    def leaves(self, name: str) -> bool:
        """Follow an end tag; tell whether it is one of the sheet itself."""
        if self.aside:
            self.aside -= 1
            return False
        own = self.tables <= 1
        if local(name) == "table":
            self.tables -= 1
        return own


class OpenSheets:
    """The names of the sheets, in their order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._outline = _Outline()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        if self._outline.enters(name) and local(name) == "table":
            self.names.append(_named(attributes))

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._outline.leaves(name)

    def text(self, data: str) -> None:
        """Take text; none matters here."""


class OpenCells:
    """The rows of one sheet; `finished` hands out those that are complete."""

    def __init__(self, sheet: str, *, rows: int, columns: int) -> None:
        self._sheet = sheet
        self._rows = rows
        self._columns = columns
        self._outline = _Outline()
        self._here = False
        self._done: list[tuple[int, dict[int, str]]] = []
        self._row = 0
        self._row_times = 1
        self._row_length = 0
        self._column = 0
        self._texts: dict[int, str] = {}
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._in_paragraph = 0
        self._repeated = 0

    def finished(self) -> Iterator[tuple[int, dict[int, str]]]:
        """Yield the rows that are complete, with what stands in them by column, and forget them."""
        done, self._done = self._done, []
        yield from done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        if not self._outline.enters(name):
            return
        name = local(name)
        if name == "table":
            self._here = _named(attributes) == self._sheet
        elif not self._here:
            return
        elif name == "table-row":
            self._row_times = _times(attributes, "number-rows-repeated")
            self._column = self._row_length = 0
            self._texts = {}
        elif name in {"table-cell", "covered-table-cell"}:
            self._attributes = {local(key): value for key, value in attributes.items()}
            self._paragraphs.clear()
        elif name == "p":
            self._in_paragraph += 1
        elif self._in_paragraph and name in {"s", "tab", "line-break"}:
            self._pieces.append(
                {"tab": "\t", "line-break": "\n"}.get(name) or " " * min(_times(attributes, "c"), 1_000)
            )

    def end(self, name: str) -> None:
        """Take an end tag."""
        if not self._outline.leaves(name) or not self._here:
            return
        name = local(name)
        if name == "p":
            self._in_paragraph -= 1
            self._paragraphs.append("".join(self._pieces))
            self._pieces.clear()
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell()
        elif name == "table-row":
            self._finish()
        elif name == "table":
            self._here = False

    def text(self, data: str) -> None:
        """Take text."""
        if self._here and self._in_paragraph and not self._outline.aside and self._outline.tables == 1:
            self._row_length += len(data)
            if self._row_length > LONGEST_ROW:
                too_much(f"has a row of more than {LONGEST_ROW:,} characters")
            # The standard counts blanks in a row as one; LibreOffice writes them as they are, and reads them so.
            self._pieces.append(data)

    def _cell(self) -> None:
        times = _times(self._attributes, "number-columns-repeated")
        text = self._meant()
        if text:
            if len(text) > LONGEST_CELL:
                too_much(f"has a cell of more than {LONGEST_CELL:,} characters")
            if self._column + times > self._columns:
                too_much(f"has more than {self._columns:,} columns")
            self._repeat(times - 1)
            self._texts.update(dict.fromkeys(range(self._column + 1, self._column + times + 1), text))
        self._column += times

    def _meant(self) -> str:
        kind = self._attributes.get("value-type", "")
        if kind == "date":
            return self._attributes.get("date-value", "").removesuffix("T00:00:00")
        if kind in {"float", "percentage", "currency"}:
            try:
                return f"{float(self._attributes.get('value', '')):.15g}"
            except ValueError:
                return self._attributes.get("value", "")
        if kind == "boolean":
            return self._attributes.get("boolean-value", "").upper()
        return "\n".join(self._paragraphs) or self._attributes.get("string-value", "")

    def _finish(self) -> None:
        if self._texts:
            if self._row + self._row_times > self._rows:
                too_much(f"has more than {self._rows:,} rows")
            self._repeat((self._row_times - 1) * len(self._texts))
            self._done += [(self._row + n, self._texts) for n in range(1, self._row_times + 1)]
        self._row += self._row_times

    def _repeat(self, cells: int) -> None:
        self._repeated += cells
        if self._repeated > MOST_REPEATED:
            too_much(f"repeats cells more than {MOST_REPEATED:,} times")


def _named(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if local(key) == "name"), "")


def _times(attributes: dict[str, str], count: str) -> int:
    """Return how often a cell, a row or a blank stands here: once, where it does not say."""
    text = next((value for key, value in attributes.items() if local(key) == count), "1")
    return int(text) if text.isdecimal() and len(text) < MOST_FIGURES else 1
