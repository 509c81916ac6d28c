"""The workbook: one file that Excel and LibreOffice open without repair, to be read, printed, edited and sent back.

`brief` says what goes in, `columns` which tables there are, `mould` lays out sheets with openpyxl (its only home),
`pour` streams the rows into them, `cover`, `lanes`, `figures` and `charts` make the front sheets. `outside` reads any
workbook within limits, `returned` reads one of ours that came back.
"""

from timeline.outputs.workbook.brief import Brief, Change, Theme
from timeline.outputs.workbook.choice import Choice, Chosen, choose, unready
from timeline.outputs.workbook.outside import BadWorkbook, Book, Limits, Row, is_workbook
from timeline.outputs.workbook.returned import NoBrief, Returned, read
from timeline.outputs.workbook.state import compare, held
from timeline.outputs.workbook.write import render, write

__all__ = [
    "BadWorkbook",
    "Book",
    "Brief",
    "Change",
    "Choice",
    "Chosen",
    "Limits",
    "NoBrief",
    "Returned",
    "Row",
    "Theme",
    "choose",
    "compare",
    "held",
    "is_workbook",
    "read",
    "render",
    "unready",
    "write",
]
