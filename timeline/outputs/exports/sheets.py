"""CSV files that people open in a spreadsheet: nothing in them may turn into a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

LIVE = re.compile(r"[\s\x00]*[=+\-@|%]|[\t\r\n]")
"""What Excel, LibreOffice or Google Sheets may read as the beginning of a formula or of a command (OWASP)."""
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table as RFC 4180 has it, each text that could be a formula with an apostrophe before it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return stream.getvalue().encode()


def guarded(cell: str) -> str:
    """Set an apostrophe before a text that a spreadsheet would run. Numbers stay numbers: the year -400 is 401 BC.

    The apostrophe is seen by other readers. That is the price: the sheet is for people, and programs have JSON.
    """
    return f"'{cell}" if LIVE.match(cell) and not NUMBER.fullmatch(cell) else cell
