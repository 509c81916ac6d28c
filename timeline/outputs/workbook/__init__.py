"""The workbook: one file that Excel and LibreOffice open without repair, to be read, printed, edited and sent back.

`brief` says what goes in, `columns` which tables there are, `mould` lays out sheets with openpyxl (its only home),
`pour` streams the rows into them, `cover`, `lanes`, `figures` and `charts` make the front sheets.
"""

from timeline.outputs.workbook.brief import Brief, Change, Theme
from timeline.outputs.workbook.write import render, write

__all__ = ["Brief", "Change", "Theme", "render", "write"]
