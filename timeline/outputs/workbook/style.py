"""The look: a palette, type in four sizes, and the formats of cells by name.

Ink on paper, one accent, hairlines instead of boxes. Colour is kept for what it tells: the category, the status, the
label of the Traffic Light Protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.config import Category
from timeline.outputs.workbook.brief import Theme

# openpyxl ships no types; these names at least say what is meant.
Workbook = Any
Worksheet = Any
Cell = Any
Chart = Any
Series = Any
Drawing = Any

INK = "1B2733"
MUTED = "66727F"
RULE = "D9DEE4"
BAND = "F6F8FA"
PAPER = "FFFFFF"
BLACK = "000000"

TLP_COLOURS = {"CLEAR": "FFFFFF", "GREEN": "33FF00", "AMBER": "FFC000", "AMBER+STRICT": "FFC000", "RED": "FF2B2B"}
"""Of the letters, on black: FIRST, Traffic Light Protocol 2.0 (2022), "TLP in RGB, CMYK and Hex"."""

STATUS_COLOURS = {
    "confirmed": ("E3F1E6", "1E6B3A"),
    "reported": ("EEF1F4", "3D4A57"),
    "disputed": ("FCEBD3", "9A4B00"),
    "proposed": ("F0EAF6", "65458C"),
    "withdrawn": ("F4F4F4", "8A8F95"),
}
"""Ground and letters of a status: pale enough to read through, and no two that only differ in red and green."""

PALETTE = ("2F6690", "C26A2D", "4D8B5A", "86538C", "A8862A", "3C9299", "A3434A", "5F678F")
"""Of categories that name no colour: eight that colour-blind eyes can tell apart, none of them loud."""
OTHER = "8A939C"
SPREAD = "C9D0D7"


def put(target: Any, **values: object) -> None:  # noqa: ANN401 - any of openpyxl's objects
    """Set attributes of one of openpyxl's objects; their names are its own."""
    for name, value in values.items():
        setattr(target, name, value)


def label(tlp: str) -> str:
    """Return the label as FIRST prescribes that it is written: no blank after the colon."""
    return f"TLP:{tlp}"


def category_colours(categories: tuple[Category, ...]) -> dict[str, str]:
    """Return a colour as RRGGBB for each category: its own, or the next of the palette."""
    colours: dict[str, str] = {}
    for place, category in enumerate(categories):
        own = category.colour.removeprefix("#").upper()
        colours[category.name] = own or PALETTE[place % len(PALETTE)]
    return colours


def tint(colour: str, share: float) -> str:
    """Return the colour thinned with paper: share 1 is the colour, 0 is white."""
    parts = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; hashable, so that each look is registered once."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    colour: str = INK
    ground: str = ""
    pattern: str = "solid"
    pattern_colour: str = ""
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    indent: int = 0
    form: str = "@"
    bottom: str = ""
    top: str = ""
    left: str = ""
    underline: bool = False
    quoted: bool = True
    font: str = ""


class Wardrobe:
    """Dresses cells of one workbook, and hands out the numbers of formats to those who pour rows."""

    def __init__(self, theme: Theme) -> None:
        self.accent = theme.accent.removeprefix("#").upper()
        self._font = theme.font
        self._styles: dict[Look, Any] = {}

    def dress(self, cell: Cell, look: Look) -> None:
        """Give the cell this look."""
        if look not in self._styles:
            self._put_on(cell, look)
            self._styles[look] = cell._style  # noqa: SLF001 - copying it is 30 times faster than setting six styles
        cell._style = self._styles[look]  # noqa: SLF001 - as above

    def number(self, sheet: Worksheet, look: Look) -> int:
        """Return the number of the cell format in the stylesheet."""
        from openpyxl.cell import Cell as NewCell

        cell = NewCell(sheet, row=1, column=1)
        self.dress(cell, look)
        return int(cell.style_id)

    def _put_on(self, cell: Cell, look: Look) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        def side(colour: str) -> Drawing:
            return Side(style="thin", color=colour) if colour else None

        cell.font = Font(
            name=look.font or self._font,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            color=look.colour,
            underline="single" if look.underline else None,
        )
        if look.ground:
            cell.fill = PatternFill(look.pattern, fgColor=look.pattern_colour or look.ground, bgColor=look.ground)
        alignment = Alignment(horizontal=look.align, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent)
        put(cell, alignment=alignment)
        put(cell, border=Border(bottom=side(look.bottom), top=side(look.top), left=side(look.left)))
        put(cell, number_format=look.form)
        put(cell, quotePrefix=look.quoted)
