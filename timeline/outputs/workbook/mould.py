"""The mould: openpyxl lays out a sheet's head, widths, print set-up, filter, colours and lists; no row is in it yet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from timeline.outputs.workbook import state
from timeline.outputs.workbook.brief import Brief
from timeline.outputs.workbook.cells import letter, literal
from timeline.outputs.workbook.columns import Column, Sheet
from timeline.outputs.workbook.style import (
    BAND,
    BLACK,
    MUTED,
    RULE,
    STATUS_COLOURS,
    TLP_COLOURS,
    Cell,
    Look,
    Wardrobe,
    Workbook,
    Worksheet,
    category_colours,
    label,
    put,
)

HEAD_ROW = 4
"""The row of column heads; with HXL the row of hashtags stands below it."""
MOST_ROWS = 1_048_576
A4 = 9
TAG_WIDTH = 24.0
"""Characters that the longest label needs in 12 points."""
LOOKS = {
    "text": Look(form="General"),
    "title": Look(form="General", bold=True),
    "quote": Look(form="General", italic=True),
    "code": Look(colour=MUTED, wrap=True),
    "category": Look(form="General"),
    "status": Look(form="General", align="center"),
    "proof": Look(form="General", align="center"),
    "change": Look(form="General", align="center"),
    "severity": Look(form="General", align="center"),
    "tlp": Look(form="General", align="center"),
    "day": Look(form="yyyy\\-mm\\-dd", align="left", quoted=False, wrap=False),
    "number": Look(form="0", align="center", quoted=False),
    "degrees": Look(form="0.0####", align="right", quoted=False, colour=MUTED),
    "link": Look(form="General"),
    "jump": Look(form="General", align="center", wrap=False),
}
WIDE, NARROW, FIGURES = 1.16, 1.07, 1.04
"""Characters of 9 points that go into a unit of width (a figure of 10 points): plain, bold, and figures of a date."""
MARGIN = 1.4
"""Units of width that an indent takes."""
SPARE_ROWS = 1_000
"""Below the table, where rows may be added: the lists of choices hold there too."""
SIGNS = {
    "proof": {
        "exact": ("E3F1E6", "1E6B3A"),
        "folded": ("EDF4DC", "4F6420"),
        "negated": ("F8DEDC", "8F2A23"),
        "missing": ("F8DEDC", "8F2A23"),
        "unchecked": ("F0EAF6", "65458C"),
    },
    "change": {"new": ("E3F1E6", "1E6B3A"), "changed": ("FCEBD3", "9A4B00"), "gone": ("F4F4F4", "8A8F95")},
    "severity": {"error": ("F8DEDC", "8F2A23"), "warning": ("FCEBD3", "9A4B00"), "note": ("EEF1F4", "3D4A57")},
    "status": STATUS_COLOURS,
    "tlp": {name: (BLACK, colour) for name, colour in TLP_COLOURS.items()},
}
"""Ground and letters of a cell by what it says."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet's rows stand: its name, its first row of data and how many there are.

    By column: the numbers of the formats, and the characters in a line, 0 where text does not wrap.
    """

    sheet: str
    first: int
    rows: int
    styles: tuple[int, ...]
    widths: tuple[float, ...]
    number: int
    """Of the sheet in the package, from 1."""


class Mould:
    """The workbook as openpyxl holds it, with the dress of its cells."""

    def __init__(self, brief: Brief, tlp: str) -> None:
        from openpyxl import Workbook as NewWorkbook

        self.brief = brief
        self.tlp = tlp
        self.book = NewWorkbook()
        self.book.remove(self.book.active)
        self.wardrobe = Wardrobe(brief.theme)
        _speak(self.book, brief.theme.font)
        self.accent = self.wardrobe.accent
        self.categories = category_colours(brief.categories)

    def sheet(self, name: str) -> Worksheet:
        """Add an empty sheet that prints on A4 landscape with the label at head and foot."""
        sheet = self.book.create_sheet(name)
        put(sheet.sheet_view, showGridLines=False)
        put(sheet.sheet_view, zoomScale=100)
        _print_set_up(sheet, self.brief, self.tlp)
        return sheet

    def say(self, sheet: Worksheet, at: str, text: str | float, look: Look) -> Cell:
        """Write a text or a number into a cell. The one way in: a text stays one, whatever it begins with."""
        cell = sheet[at]
        self.wardrobe.dress(cell, look)
        if isinstance(text, str):
            cell.value = literal(text)
            put(cell, data_type="s")
        else:
            cell.value = text
        return cell

    def head(self, sheet: Worksheet, title: str, about: str, corner: str) -> None:
        """Write a sheet's first two rows: its title, the label at the right, what it is about.

        `corner` is the column of the label, or two with a colon between them where it needs more than one.
        """
        self.say(sheet, "A1", title, Look(size=18, bold=True, colour=self.accent, wrap=False))
        self.say(sheet, "A2", about, Look(size=9, colour=MUTED, wrap=False))
        begin, _, stop = corner.partition(":")
        self.tag(sheet, f"{begin}1:{stop}1" if stop else f"{begin}1")
        if self.brief.draft:
            before = letter(sheet[f"{begin}1"].column - 1)
            self.say(
                sheet, f"{before}1", "DRAFT", Look(size=14, bold=True, colour="A3434A", align="right", wrap=False,
                                                   indent=1),
            )  # fmt: skip
        sheet.row_dimensions[1].height = 27
        sheet.row_dimensions[2].height = 16
        sheet.row_dimensions[3].height = 6

    def tag(self, sheet: Worksheet, at: str) -> None:
        """Write the label of the Traffic Light Protocol: its colour on black, 12 points, as FIRST prescribes.

        `at` is a cell, or a range that is merged for it.
        """
        look = Look(size=12, bold=True, colour=TLP_COLOURS[self.tlp], ground=BLACK, align="center",
                    wrap=False)  # fmt: skip
        begin, _, stop = at.partition(":")
        self.say(sheet, begin, label(self.tlp), look)
        if stop:
            sheet.merge_cells(at)

    def table(self, table: Sheet, rows: int, lists: Mapping[str, str]) -> list[Place]:
        """Add the sheets of a table: one, or as many as its rows need.

        `lists` says for a column of events.csv where the Codebook holds what may stand in it.
        """
        room = MOST_ROWS - HEAD_ROW - self.brief.hxl
        parts = max(1, -(-rows // room))
        return [
            self._table(table, min(room, rows - part * room), lists, "" if not part else f" {part + 1}")
            for part in range(parts)
        ]

    def state(self, told: Sequence[str], shown: Sequence[str], rows: int) -> list[Place]:
        """Add the very hidden sheets of the state: one, or as many as its rows need."""
        room = MOST_ROWS - state.FIRST + 1
        places = []
        for part in range(max(1, -(-rows // room))):
            sheet = self.book.create_sheet(state.NAME + (f" {part + 1}" if part else ""))
            put(sheet, sheet_state="veryHidden")
            plain = Look(wrap=False)
            for row, texts in enumerate((told, shown), start=1):
                for n, text in enumerate(texts, start=1):
                    self.say(sheet, f"{letter(n)}{row}", text, plain)
            styles = (self.wardrobe.number(sheet, plain),) * len(shown)
            held = min(room, rows - part * room)
            number = len(self.book.worksheets)
            places.append(Place(sheet.title, state.FIRST, held, styles, (0,) * len(shown), number))
        return places

    def _table(self, table: Sheet, rows: int, lists: Mapping[str, str], tail: str) -> Place:
        sheet = self.sheet(table.name + tail)
        columns = table.columns
        printed = letter(max(n for n, column in enumerate(columns, start=1) if column.printed))
        self.head(sheet, table.name + tail, table.about, _corner(columns))
        first = HEAD_ROW + 1 + self.brief.hxl
        last = first + max(rows, 1) - 1
        tags = hashtags(columns)
        for n, column in enumerate(columns, start=1):
            sheet.column_dimensions[letter(n)].width = column.width
            self._column_head(sheet, n, column, tags[n - 1])
        put(sheet, freeze_panes=f"{letter(table.frozen + 1)}{first}")
        put(sheet, print_title_rows=f"1:{first - 1}")
        put(sheet, print_area=f"A1:{printed}{last}")
        self._filter(sheet, table, first - 1, last)
        _colour(sheet, table, first, last, self.categories)
        _choices(sheet, table, first, last, lists)
        styles = tuple(self.wardrobe.number(sheet, self._look(n, column)) for n, column in enumerate(columns))
        widths = tuple(_characters(n, column) for n, column in enumerate(columns))
        return Place(sheet.title, first, rows, styles, widths, len(self.book.worksheets))

    def _look(self, place: int, column: Column) -> Look:
        look = LOOKS[column.kind]
        colour = self.accent if column.kind in ("link", "jump") else look.colour
        return replace(look, colour=colour, bottom=RULE, indent=_indent(place, look))

    def _column_head(self, sheet: Worksheet, n: int, column: Column, tag: str) -> None:
        below = LOOKS[column.kind]
        look = Look(size=9, bold=True, colour=self.accent, vertical="bottom", bottom=self.accent, align=below.align,
                    indent=_indent(n - 1, below))  # fmt: skip
        cell = self.say(sheet, f"{letter(n)}{HEAD_ROW}", column.head, look)
        sheet.row_dimensions[HEAD_ROW].height = 26
        if column.note:
            self._note(cell, column.note)
        if self.brief.hxl:
            look = Look(size=7, colour=MUTED, bottom=RULE, wrap=False, indent=_indent(n - 1, below))
            self.say(sheet, f"{letter(n)}{HEAD_ROW + 1}", tag, look)

    def _note(self, cell: Cell, text: str) -> None:
        from openpyxl.comments import Comment

        put(cell, comment=Comment(text, "timeline", width=260, height=40))

    def _filter(self, sheet: Worksheet, table: Sheet, head: int, last: int) -> None:
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        reference = f"A{head}:{letter(len(table.columns))}{last}"
        made = Table(displayName=sheet.title.replace(" ", "_"), ref=reference)
        put(made, tableStyleInfo=TableStyleInfo(name=None, showRowStripes=False))
        names = hashtags(table.columns) if self.brief.hxl else [column.head for column in table.columns]
        put(made, tableColumns=[TableColumn(id=n, name=literal(name)) for n, name in enumerate(names, start=1)])
        put(made, autoFilter=AutoFilter(ref=reference))
        sheet.add_table(made)


def _speak(book: Workbook, font: str) -> None:
    """Give the workbook its font, also where no cell is dressed: the widths of columns count in figures of this font.

    openpyxl's own, Calibri, is on few machines but those of Excel, and what takes its place is wider.
    """
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    ours = Font(name=font, size=10)
    put(book, _fonts=IndexedList([ours]))
    put(book._named_styles["Normal"], font=ours)  # noqa: SLF001 - openpyxl has no other way to it


def _indent(place: int, look: Look) -> int:
    """Text stands a little off the column before it, which else it would touch; the first stands below the title."""
    return int(place > 0 and look.align == "left")


def _characters(place: int, column: Column) -> float:
    look = LOOKS[column.kind]
    # What is not printed does not make a row higher: long notes would tear the page apart.
    if not (look.wrap and column.printed):
        return 0
    wide = FIGURES if column.kind == "code" else NARROW if look.bold else WIDE
    return (column.width - MARGIN * _indent(place, look)) * wide


def _corner(columns: tuple[Column, ...]) -> str:
    """Return the columns at the right of the printed page that together have room for the label."""
    last = max(n for n, column in enumerate(columns, start=1) if column.printed)
    first = last
    while first > 1 and sum(column.width for column in columns[first - 1 : last]) < TAG_WIDTH:
        first -= 1
    return f"{letter(first)}:{letter(last)}" if first < last else letter(last)


def hashtags(columns: Sequence[Column]) -> list[str]:
    """Return the HXL hashtags; the analyst's own columns get one from their names, each once, as a table needs it."""
    tags: list[str] = []
    for column in columns:
        stem = re.sub("[^a-z0-9_]+", "_", column.head.lower()).strip("_")
        tag = column.hxl or f"#meta+{stem if stem[:1].isalpha() else f'own_{stem}'.strip('_')}"
        tags.append(tag if tag not in tags else f"{tag}_{len(tags)}")
    return tags


def _print_set_up(sheet: Worksheet, brief: Brief, tlp: str) -> None:
    """A4 landscape, as wide as the page; the label at the right of head and foot in 12 points, as FIRST prescribes."""
    put(sheet.page_setup, orientation="landscape")
    put(sheet.page_setup, paperSize=A4)
    put(sheet.sheet_properties.pageSetUpPr, fitToPage=True)
    put(sheet.page_setup, fitToWidth=1, fitToHeight=0)
    put(sheet.print_options, horizontalCentered=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    for part in (sheet.oddHeader, sheet.oddFooter):
        part.right.text = label(tlp)
        part.right.font = f"{_code(brief.theme.font)},Bold"
        part.right.size = 12
        part.right.color = BLACK
    sheet.oddHeader.left.text = _code(shorten(" ".join(brief.title.split()), LONGEST_HEADER, placeholder=" …"))
    sheet.oddHeader.left.size = 9
    for part in (sheet.oddHeader.left, sheet.oddFooter.left, sheet.oddFooter.center):
        put(part, font=f"{_code(brief.theme.font)},Regular")
    sheet.oddFooter.left.text = "DRAFT" if brief.draft else ""
    sheet.oddFooter.left.size = 12
    sheet.oddFooter.center.text = "&P / &N"
    sheet.oddFooter.center.size = 9


LONGEST_HEADER = 90
"""Characters of the title in a page's head; both with the label must stay below 255."""


def _code(text: str) -> str:
    """Text of a header or footer, where & starts a code and a line break or quote would end one."""
    return literal(re.sub(r'[\s"]+', " ", text)).replace("&", "&&")


def _colour(sheet: Worksheet, table: Sheet, first: int, last: int, categories: dict[str, str]) -> None:
    """Colours that depend on what a cell says, and every other row shaded; both hold when the rows are sorted anew."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    band = PatternFill(bgColor=BAND, fill_type="solid")
    for n, column in enumerate(table.columns, start=1):
        at, across = f"${letter(n)}{first}", f"{letter(n)}{first}:{letter(n)}{last}"
        for name, (ground, colour) in SIGNS.get(column.kind, {}).items():
            rule = FormulaRule(
                formula=[f'{at}="{name}"'],
                font=Font(color=colour, bold=column.kind == "tlp"),
                fill=PatternFill(bgColor=ground, fill_type="solid"),
                stopIfTrue=True,
            )
            sheet.conditional_formatting.add(across, rule)
        if column.kind == "category":
            for name, colour in categories.items():
                wanted = literal(name).replace('"', '""')
                if len(wanted) < MOST_IN_FORMULA:
                    font = Font(color=colour, bold=True)
                    # LibreOffice stops at the first rule that holds, so the shade of every other row comes along.
                    both = FormulaRule(formula=[f'AND({at}="{wanted}",MOD(ROW(),2)=0)'], font=font, fill=band)
                    sheet.conditional_formatting.add(across, both)
                    sheet.conditional_formatting.add(across, FormulaRule(formula=[f'{at}="{wanted}"'], font=font))
    shade = FormulaRule(formula=["MOD(ROW(),2)=0"], fill=band)
    sheet.conditional_formatting.add(f"A{first}:{letter(len(table.columns))}{last}", shade)


MOST_IN_FORMULA = 255
"""Characters of a text in a formula."""


def _choices(sheet: Worksheet, table: Sheet, first: int, last: int, lists: Mapping[str, str]) -> None:
    """Return lists of choices on the columns that a colleague may edit."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for n, column in enumerate(table.columns, start=1):
        if column.field not in lists:
            continue
        choice = DataValidation(
            type="list",
            formula1=lists[column.field],
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.head,
            error="Choose one of the list; the Codebook says what each means.",
        )
        choice.add(f"{letter(n)}{first}:{letter(n)}{min(last + SPARE_ROWS, MOST_ROWS)}")
        sheet.add_data_validation(choice)
