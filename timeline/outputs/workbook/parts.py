"""The parts of a workbook from outside, each by a reader that expat calls: relations, sheets, formats, strings, cells.

Names are taken without their namespace: transitional and strict files differ in nothing else that matters here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NoReturn

MOST_STRINGS = 3_000_000
LONGEST_CELL = 1_000_000
"""Characters of one cell; a spreadsheet program writes 32,767."""
LONGEST_ROW = 20_000_000
"""Characters of one row, which has to be held as a whole."""
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
BUILTIN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
"""Number formats of ECMA-376 part 1, 18.8.30, that show a day or a time."""
ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What stands in a number format without being a code: quoted words, escaped letters, colours, locales.

Hours that may pass 24, `[h]:mm`, go with them: they are a length of time, no moment of a day.
"""
DAYS_1900, DAYS_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet's day has no zone
LAST_SERIAL = 2_958_466
FALSE_LEAP_DAY = 60
"""Excel counts a 29 February 1900; before it, every serial is a day too high for the calendar."""


class TooMuch(Exception):
    """A workbook asks for more than it may, or for something that none needs."""


def too_much(told: str) -> NoReturn:
    """Raise TooMuch with the sentence that follows the file's name."""
    raise TooMuch(told)


def local(name: str) -> str:
    """Return the name without its namespace."""
    return name.rpartition(" ")[2]


def unescaped(text: str) -> str:
    """Return the text with `_x000D_` read as the character that XML had no place for."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Relations:
    """What a part points to: by relation id, the kind (the last word of its type) and the target."""

    def __init__(self) -> None:
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        """Take an end tag; none matters here."""

    def text(self, data: str) -> None:
        """Take text; none matters here."""


class Sheets:
    """The sheets by name with the ids of their parts, and where the calendar starts."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        if local(name) == "sheet":
            key = next((value for label, value in attributes.items() if label.endswith(" id")), "")
            self.sheets.append((unescaped(attributes.get("name", "")), key))
        elif local(name) == "workbookPr":
            # An extension of Excel 2013 has an element of the same name, later in the part.
            self.epoch_1904 |= attributes.get("date1904") in ("1", "true")

    def end(self, name: str) -> None:
        """Take an end tag; none matters here."""

    def text(self, data: str) -> None:
        """Take text; none matters here."""


class Formats:
    """Which cell formats show a number as a day."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._in_cells = False
        self._days: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        name = local(name)
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._days.append(self._shows_day(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Take an end tag."""
        if local(name) == "cellXfs":
            self._in_cells = False

    def text(self, data: str) -> None:
        """Take text; none matters here."""

    def day(self, style: str) -> bool:
        """Tell whether a cell with this format shows a day."""
        return style.isdecimal() and int(style) < len(self._days) and self._days[int(style)]

    def _shows_day(self, number: str) -> bool:
        code = self._codes.get(number)
        if code is None:
            return number.isdecimal() and int(number) in BUILTIN_DATES
        first = ASIDE.sub("", code).partition(";")[0].casefold()
        return "general" not in first and re.search("[dmyhs]", first) is not None and "[h" not in code.casefold()


class Strings(Sequence[str]):
    """The table of shared strings; phonetic hints are no part of a text."""

    def __init__(self, most_characters: int) -> None:
        self._room = most_characters
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._reading = False
        self._aside = 0

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        return self._texts[place]

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take a start tag."""
        name = local(name)
        if name == "si":
            self._parts.clear()
        elif name == "rPh":
            self._aside += 1
        self._reading = name == "t" and not self._aside

    def end(self, name: str) -> None:
        """Take an end tag."""
        name = local(name)
        self._reading = False
        if name == "rPh":
            self._aside -= 1
        elif name == "si":
            self._texts.append(unescaped("".join(self._parts)))
            if len(self._texts) > MOST_STRINGS:
                too_much(f"holds more than {MOST_STRINGS:,} texts")

    def text(self, data: str) -> None:
        """Take text."""
        if self._reading:
            self._room -= len(data)
            if self._room < 0:
                too_much("holds more text than is allowed")
            self._parts.append(data)


class Cells:
    """The rows of a sheet; `finished` hands out those that are complete."""

    def __init__(self, strings: Strings, formats: Formats, *, epoch_1904: bool, rows: int, columns: int) -> None:
        self._strings = strings
        self._formats = formats
        self._epoch = DAYS_1904 if epoch_1904 else DAYS_1900
        self._rows = rows
        self._columns = columns
        self._done: list[tuple[int, dict[int, str]]] = []
        self._row = 0
        self._column = 0
        self._texts: dict[int, str] = {}
        self._kind = ""
        self._style = ""
        self._parts: list[str] = []
        self._length = 0
        self._row_length = 0
        self._reading = False
        self._aside = 0

    def finished(self) -> Iterator[tuple[int, dict[int, str]]]:
        """Yield the rows that are complete, with what stands in them by column, and forget them."""
        done, self._done = self._done, []
        yield from done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a start tag."""
        name = name.rpartition(" ")[2]
        if name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            if self._column > self._columns:
                too_much(f"has more than {self._columns:,} columns")
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._parts.clear()
            self._length = 0
        elif name == "v":
            self._reading = self._kind != "inlineStr"
        elif name == "t":
            self._reading = self._kind == "inlineStr" and not self._aside
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < MOST_FIGURES else self._row + 1
            if self._row > self._rows:
                too_much(f"has more than {self._rows:,} rows")
            self._column = 0
            self._row_length = 0
            self._texts = {}
        elif name == "rPh":
            self._aside += 1

    def end(self, name: str) -> None:
        """Take an end tag."""
        name = name.rpartition(" ")[2]
        if name == "c":
            if self._parts and (text := self._meant("".join(self._parts))):
                self._texts[self._column] = text
        elif name in {"v", "t"}:
            self._reading = False
        elif name == "row":
            if self._texts:
                self._done.append((self._row, self._texts))
        elif name == "rPh":
            self._aside -= 1

    def text(self, data: str) -> None:
        """Take text."""
        if self._reading:
            self._length += len(data)
            self._row_length += len(data)
            if self._row_length > LONGEST_ROW:
                too_much(f"has a row of more than {LONGEST_ROW:,} characters")
            if self._length > LONGEST_CELL:
                too_much(f"has a cell of more than {LONGEST_CELL:,} characters")
            self._parts.append(data)

    def _meant(self, raw: str) -> str:
        if self._kind == "s":
            place = raw.strip()
            known = place.isdecimal() and len(place) < MOST_FIGURES and int(place) < len(self._strings)
            return self._strings[int(place)] if known else ""
        if self._kind in {"inlineStr", "str", "e"}:
            return unescaped(raw)
        if self._kind == "b":
            return "TRUE" if raw.strip() in {"1", "true"} else "FALSE"
        if self._kind == "d":
            return raw.strip().removesuffix("T00:00:00")
        return self._number(raw.strip())

    def _number(self, raw: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return raw
        if self._formats.day(self._style) and 0 < value < LAST_SERIAL:
            return self._moment(value)
        return f"{value:.15g}"

    def _moment(self, value: float) -> str:
        if value < 1:
            return str(dt.timedelta(seconds=round(value * 86_400)))
        if self._epoch is DAYS_1900 and value < FALSE_LEAP_DAY:
            value += 1
        moment = self._epoch + dt.timedelta(seconds=round(value * 86_400))
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()


MOST_FIGURES = 10
"""Of a row's number or a string's place; more is nonsense, and Python's int is slow on a million of them."""


def _column(reference: str) -> int:
    """Return the column of a reference, `AB12` is 28; 0 where there is none."""
    number = 0
    for char in reference[:4]:
        if not "A" <= char <= "Z":
            break
        number = number * 26 + ord(char) - 64
    return number
