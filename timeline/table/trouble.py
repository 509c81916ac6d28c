"""What is wrong with a CSV file as such, in the words of a finding; the codes stand at the front of the package."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model import Finding, Severity, Table
from timeline.table.rows import Record


def _finding(  # noqa: PLR0913  # a finding has this many parts, and a table's are all errors
    code: str, rule: str, path: str, line: int, column: str = "", value: str = "", *, problem: str, remedy: str
) -> Finding:
    return Finding(code, rule, Severity.ERROR, path, line, column, value, problem, remedy)


def empty(name: str) -> Finding:
    """Say that there is no header row."""
    problem, remedy = "The file holds no header row", "Start it with the row of column names."
    return _finding("T101", "empty-table", name, 0, problem=problem, remedy=remedy)


def workbook(name: str) -> Finding:
    """Say that the file is a workbook that was only renamed."""
    problem, remedy = "is a workbook, no CSV", 'Save it as "CSV UTF-8" in the spreadsheet program.'
    return _finding("T102", "not-utf-8", name, 0, problem=problem, remedy=remedy)


def of_header(record: Record, header: tuple[str, ...], name: str) -> list[Finding]:
    """Return what is wrong with the names of the columns; `header` is how they are called here."""
    found = []
    line, cells, _, marks = record
    if marks:
        found.append(broken(line, marks, cells, name))
    for separator, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            problem = f"has {word} between its names where commas should be"
            remedy = "Save it as CSV with commas (in LibreOffice: Edit filter settings, Field delimiter)."
            found.append(_finding("T108", "wrong-separator", name, line, "", header[0], problem=problem, remedy=remedy))
    for number, cell in enumerate(cells, 1):
        if not cell.strip():
            problem, remedy = f"Column {number} has no name", "Name it in the header, or delete the column."
            found.append(_finding("T105", "nameless-column", name, line, problem=problem, remedy=remedy))
        elif header[number - 1] != cell.strip():
            problem = f"is the name of column {header.index(cell.strip()) + 1} and of column {number}"
            found.append(
                _finding(
                    "T106", "duplicate-column", name, line, "", cell, problem=problem, remedy="Rename one of them."
                )
            )
    return found


def ragged(line: int, cells: Sequence[str], width: int, name: str) -> Finding:
    """Say that a row has too many cells, or too few."""
    problem = f"The row has {len(cells)} cells where the header has {width}"
    remedy = 'A cell that holds a comma stands in quotation marks: "Baghdad, Iraq".'
    return _finding("T104", "ragged-row", name, line, problem=problem, remedy=remedy)


def broken(line: int, marks: str, cells: Sequence[str], name: str) -> Finding:
    """Say what ails the quotation marks of a row."""
    remedy = 'Write a quotation mark inside a cell twice, and the cell in quotation marks: "the ""caliphate""".'
    value = ",".join(cells)
    return _finding("T107", "broken-quotes", name, line, "", value, problem=marks, remedy=remedy)


def not_utf8(data: bytes, encoding: str, name: str) -> Finding:
    """Say which encoding the bytes look like, and show the first that are not UTF-8."""
    try:
        data.decode("utf-8")
        start = 0
    except UnicodeDecodeError as error:
        start = error.start
    line = data.count(b"\n", 0, start) + 1
    shown = data[max(0, start - 12) : start + 12].decode(encoding, errors="replace")
    problem = f"is not UTF-8; it looks like {encoding}, and was read as that"
    return _finding("T102", "not-utf-8", name, line, "", shown, problem=problem, remedy='Save it as "CSV UTF-8".')


def nul_characters(table: Table, name: str) -> list[Finding]:
    """Return a finding for each cell that holds U+0000."""
    problem, remedy = (
        "holds a NUL character, as binary files do",
        "Delete the character, or save the file again as text.",
    )
    return [
        _finding("T103", "nul-character", name, table.lines[row], column, cell, problem=problem, remedy=remedy)
        for column in table.header
        for row, cell in enumerate(table.columns[column])
        if "\0" in cell
    ]


def place(finding: Finding) -> tuple[int, str]:
    """Return what the findings of a file are sorted by."""
    return finding.line, finding.code
