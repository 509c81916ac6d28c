"""Notes on cells (Excel's old comments, which LibreOffice shows too), poured like rows: the text and its yellow box."""

from __future__ import annotations

from timeline.outputs.workbook.cells import markup

MOST_NOTES = 2_000
"""Of a sheet; each is a drawing that a spreadsheet program loads before it shows the sheet."""
LONGEST_NOTE = 1_200
"""In characters: what still fits a screen."""
LINE = 62
"""Characters in a line of the box."""
BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:330pt;height:{height}pt;z-index:1;'
    'visibility:hidden" fillcolor="#fffdf2" strokecolor="#d9dee4" o:insetmode="auto"><v:fill color2="#fffdf2"/>'
    '<v:shadow on="f"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
FIRST_SHAPE = 1_100
"""Above the numbers that openpyxl gives to the notes of the mould."""
SHAPES = (b' data="1"', b' data="1,2,3"')
"""The blocks of 1,024 numbers that a drawing says it uses: openpyxl's one, and the three that ours need."""


class Notes:
    """The notes of one sheet, up to MOST_NOTES."""

    def __init__(self, font: str) -> None:
        self._font = markup(font).replace('"', "")
        self._texts: list[str] = []
        self._boxes: list[str] = []

    def add(self, cell: str, row: int, column: int, text: str) -> None:
        """Hang the text on the cell; row and column are counted from 1."""
        if len(self._texts) >= MOST_NOTES:
            return
        text = text if len(text) <= LONGEST_NOTE else f"{text[:LONGEST_NOTE]} …"
        self._texts.append(
            f'<comment ref="{cell}" authorId="0" shapeId="0"><text><r><rPr><sz val="9"/><rFont val="{self._font}"/>'
            f'</rPr><t xml:space="preserve">{markup(text)}</t></r></text></comment>'
        )
        lines = sum(1 + len(line) // LINE for line in text.split("\n"))
        number = FIRST_SHAPE + len(self._boxes)
        self._boxes.append(BOX.format(number=number, height=10 + 12 * lines, row=row - 1, column=column - 1))

    def texts(self) -> str:
        """Return what stands in `<commentList>` behind the mould's own."""
        return "".join(self._texts)

    def boxes(self) -> str:
        """Return what stands in the drawing behind the mould's own."""
        return "".join(self._boxes)
