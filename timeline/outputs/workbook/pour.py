"""Rows poured into the mould: openpyxl makes the form of the workbook, this makes its length.

openpyxl holds every cell as an object, 50 times the cell's size, and writes two million of them in a minute. So it
lays out the sheets with their heads only, and the rows go straight into the parts of the package as they are made.
The order of elements in a sheet is fixed (ECMA-376 part 1, 18.3.1.99): rows end before </sheetData>, links stand
before <printOptions>.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from timeline.outputs.workbook.links import Links
from timeline.outputs.workbook.notes import SHAPES, Notes

THE_ONLY_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say; the same in every run, so that the same events give the same bytes."""
EFFORT = 4
"""Of the deflater: a tenth larger than its usual 6, twice as quick."""
CHUNK = 1 << 18
NAMESPACE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>timeline</dc:creator>'
    "</cp:coreProperties>"
)
APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>timeline</Application></Properties>"
)
"""openpyxl says that it was Excel; then LibreOffice trusts the heights of rows, and ours are left to be fitted."""


@dataclass(slots=True)
class Poured:
    """What goes into one sheet of the mould: its rows as XML, the links that arise while they are made, its notes."""

    rows: Iterable[str]
    last: str
    """The cell at the lower right, for the sheet's `<dimension>`."""
    links: Links = field(default_factory=Links)
    notes: Notes | None = None


def pour(mould: bytes, sheets: Mapping[int, Poured], title: str, stream: BinaryIO) -> None:
    """Write the workbook: the mould's parts with the rows in them. `sheets` goes by the sheet's place, from 1.

    `title` is XML text.
    """
    with ZipFile(BytesIO(mould)) as form, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=EFFORT) as package:
        for name in form.namelist():
            info = ZipInfo(name, THE_ONLY_TIME)
            for name_of, value in (("compress_type", ZIP_DEFLATED), ("create_system", 0)):
                setattr(info, name_of, value)
            part = form.read(name)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if name == "docProps/core.xml":
                package.writestr(info, CORE.format(title=title))
            elif name == "docProps/app.xml":
                package.writestr(info, APP)
            elif number and (poured := sheets.get(int(number[1]))):
                _sheet(package, info, part.decode(), poured)
            elif not number:
                package.writestr(info, _with_relations(name, part, sheets))
            else:
                package.writestr(info, part)


def _sheet(package: ZipFile, info: ZipInfo, form: str, poured: Poured) -> None:
    head, tail = form.split("</sheetData>")
    head = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{poured.last}"', head, count=1)
    with package.open(info, "w", force_zip64=True) as part:
        part.write(head.replace("<worksheet ", f"<worksheet {NAMESPACE} ", 1).encode())
        held: list[str] = []
        size = 0
        for row in poured.rows:
            held.append(row)
            size += len(row)
            if size > CHUNK:
                part.write("".join(held).encode())
                held.clear()
                size = 0
        part.write("".join(held).encode())
        part.write(b"</sheetData>")
        marks = poured.links.marks()
        before, print_options, after = tail.partition("<printOptions")
        part.write((before + (f"<hyperlinks>{marks}</hyperlinks>" if marks else "") + print_options + after).encode())


def _with_relations(name: str, part: bytes, sheets: Mapping[int, Poured]) -> bytes:
    """Any other part, with what the poured sheets add to it."""
    if name.startswith("xl/charts/chart"):
        # Without it Excel writes the series' name over a chart that has one series.
        return part.replace(b"<chart><plotArea>", b'<chart><autoTitleDeleted val="1"/><plotArea>')
    if number := re.fullmatch(r"xl/worksheets/_rels/sheet(\d+)\.xml\.rels", name):
        poured = sheets.get(int(number[1]))
        added = poured.links.relations() if poured else ""
        return part.replace(b"</Relationships>", added.encode() + b"</Relationships>")
    return _with_notes(name, part, sheets)


def _with_notes(name: str, part: bytes, sheets: Mapping[int, Poured]) -> bytes:
    """Return the parts of the notes: openpyxl numbers them in the order of the sheets that have any."""
    noted = [poured.notes for _, poured in sorted(sheets.items()) if poured.notes]
    if number := re.fullmatch(r"xl/comments/comment(\d+)\.xml", name):
        return part.replace(b"</commentList>", noted[int(number[1]) - 1].texts().encode() + b"</commentList>")
    if number := re.fullmatch(r"xl/drawings/commentsDrawing(\d+)\.vml", name):
        boxes = noted[int(number[1]) - 1].boxes().encode()
        return part.replace(*SHAPES, 1).replace(b"</xml>", boxes + b"</xml>")
    return part
