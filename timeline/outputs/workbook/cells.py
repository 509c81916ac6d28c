"""Text, numbers and days as cells of SpreadsheetML: rows of XML, in which a string is never anything but a string.

Cells are written as inline strings (ECMA-376 part 1, 18.3.1.53), so that nothing has to be kept for a table of shared
strings; numbers and days as numbers. There is no way through this file to a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.when import Day

MOST_CHARACTERS = 32_767
"""Of a cell, by the specification of Excel; LibreOffice reads as many."""
CUT_MARK = " … [cut]"

DELETE = 0x7F
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")

FIRST_SERIAL_DAY = Day(1900, 3, 1)
"""Before it Excel has no days, or the wrong ones: it counts a 29 February 1900 that never was."""
LAST_SERIAL_DAY = Day(9999, 12, 31)
SERIAL_OF_1970 = 25_569

Value = str | int | float | None


def printable(text: str) -> str:
    """Return the text as a cell can hold it: one kind of line end, controls as pictures (␀), cut where it is too long.

    XML 1.0 has no place for a control character or half a surrogate pair; dropping them would hide that they stand
    in the table, so they are drawn.
    """
    if UNWRITABLE.search(text):
        text = UNWRITABLE.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))
    if length(text) > MOST_CHARACTERS:
        text = _cut(text)
    return text


def length(text: str) -> int:
    """As Excel counts it: in UTF-16 units, so that an emoji is two."""
    return (
        len(text)
        if text.isascii() or len(text) * 2 <= MOST_CHARACTERS
        else len(text.encode("utf-16-le", "replace")) // 2
    )


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le", "replace")[: 2 * (MOST_CHARACTERS - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < ord(" "):
        return chr(0x2400 + code)
    return "␡" if code == DELETE else "\ufffd"


def literal(text: str) -> str:
    """Printable text as openpyxl must be given it: Excel takes `_x0041_` for an escape, so it is escaped."""
    return ESCAPED.sub("_x005F_", printable(text))


def markup(text: str) -> str:
    """Text as it stands between two tags."""
    if len(text) <= MOST_CHARACTERS // 2 and not SPECIAL.search(text):
        return text
    return literal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text as it stands in an attribute in double quotes."""
    return markup(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def serial(day: Day) -> int | str:
    """Return the day as the number that spreadsheet programs count, 1900 to 9999; as ISO text where they have none."""
    return day.ordinal() + SERIAL_OF_1970 if FIRST_SERIAL_DAY <= day <= LAST_SERIAL_DAY else day.iso()


def letter(column: int) -> str:
    """Return the letters of a column that is counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Writer:
    """Rows of one sheet as XML.

    `styles` holds the number of each column's cell format, from the mould; `widths` the characters that go into a line
    of it, 0 where text does not wrap. LibreOffice fits no heights while it opens a file, so the rows carry ours; they
    are not marked as custom, so both programs fit them anew when a cell is edited.
    """

    __slots__ = ("_columns",)

    def __init__(self, styles: Sequence[int], widths: Sequence[float]) -> None:
        self._columns = tuple(
            (f'<c r="{letter(n)}', f'" s="{style}', width)
            for n, (style, width) in enumerate(zip(styles, widths, strict=True), start=1)
        )

    def row(self, number: int, values: Sequence[Value]) -> str:
        """Return the `<row>` with this number."""
        parts = [""]
        lines = 1
        for value, (start, end, width) in zip(values, self._columns, strict=True):
            if value is None or value == "":
                parts.append(f'{start}{number}{end}"/>')
            elif isinstance(value, str):
                if width and (len(value) > width or "\n" in value):
                    lines = max(lines, wrapped(value, width))
                parts.append(
                    f'{start}{number}{end}" t="inlineStr"><is><t xml:space="preserve">{markup(value)}</t></is></c>'
                )
            else:
                parts.append(f'{start}{number}{end}"><v>{value!r}</v></c>')
        parts[0] = f'<row r="{number}" ht="{min(HIGHEST_ROW, ROW_MARGIN + LINE_HEIGHT * lines)}">'
        parts.append("</row>")
        return "".join(parts)


LINE_HEIGHT = 11.5
ROW_MARGIN = 4
HIGHEST_ROW = 409
"""Points; the spreadsheet programs allow no more."""


def wrapped(text: str, width: float) -> int:
    """How many lines the text takes where so many characters go into one, broken at blanks and behind hyphens."""
    return sum(_lines(line, int(width)) for line in text.split("\n"))


def _lines(line: str, width: int) -> int:
    lines, start, end = 1, 0, len(line)
    while end - start > width:
        stop = start + width
        blank = line.rfind(" ", start + 1, stop + 1) + 1 or line.rfind("-", start + 1, stop) + 1
        start = blank or stop
        lines += 1
    return lines
