"""The Brief sheet: title, state, key figures, charts, what stands out, and the events that a reader must know of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.model import Event
from timeline.outputs.workbook import charts, telling
from timeline.outputs.workbook.brief import Brief
from timeline.outputs.workbook.cells import letter
from timeline.outputs.workbook.figures import Block
from timeline.outputs.workbook.mould import Mould
from timeline.outputs.workbook.style import MUTED, RULE, Cell, Look, put
from timeline.outputs.workbook.tally import Tally

NAME = "Brief"
FIRST, LAST = 2, 25
"""The columns that hold the text; one on each side is margin."""
TILE = 4
"""Columns of a key figure: six of them in a row."""
WIDTH = 5.25
LINE_HEIGHT = 13.0
CHART_ROWS = 14
CHART_ROW_HEIGHT = 15.0
CENTIMETRES = 0.0353
"""In a point."""


@dataclass(frozen=True, slots=True)
class Jumps:
    """Where the front sheets' links lead: an event's cell by its place in `brief.events`."""

    sheets: Mapping[int, tuple[str, str]]


class Cover:
    """Writes the sheet from top to bottom; `row` is the next free one."""

    def __init__(self, mould: Mould, brief: Brief, tally: Tally, jumps: Jumps) -> None:
        self.mould = mould
        self.brief = brief
        self.tally = tally
        self.jumps = jumps
        self.sheet = mould.sheet(NAME)
        self.row = 1
        for n in range(FIRST - 1, LAST + 2):
            self.sheet.column_dimensions[letter(n)].width = WIDTH if FIRST <= n <= LAST else 1.5

    def lay(self, over_time: Block | None, by_place: Block | None) -> None:
        """Write everything."""
        self._title()
        self._key_figures()
        self._charts(over_time, by_place)
        self._sentences("What stands out", telling.standing_out(self.tally))
        self._page_break()
        self._events("The most important events", telling.RANKED, self.tally.important)
        if self.brief.since:
            self._sentences(f"New or changed since {self.brief.since}", telling.changes(self.brief))
        self._events(
            "Disputed", telling.rest(self.tally.statuses["disputed"], self.tally.disputed), self.tally.disputed
        )
        self._events("Gaps in the evidence: told by a single source", telling.rest(self.tally.lone, self.tally.lonely),
                     self.tally.lonely)  # fmt: skip
        self._events("Gaps in the evidence: no quote that was found in its source",
                     telling.rest(self.tally.unproven, self.tally.bare), self.tally.bare)  # fmt: skip
        self._sentences("What is not in this workbook", telling.left_out(self.brief))
        self._sentences("About this workbook", telling.about(self.brief, self.tally))
        put(self.sheet, print_area=f"A1:{letter(LAST + 1)}{self.row - 1}")

    def _title(self) -> None:
        brief, accent = self.brief, self.mould.accent
        self._span(FIRST, FIRST + 11, "BRIEF", Look(size=9, bold=True, colour=MUTED, vertical="center"), height=22)
        if brief.draft:
            self._span(LAST - 9, LAST - 5, "DRAFT", Look(size=14, bold=True, colour="A3434A", align="right", indent=1,
                                                         vertical="center"))  # fmt: skip
        self.mould.tag(self.sheet, f"{letter(LAST - 4)}{self.row}:{letter(LAST)}{self.row}")
        self._next()
        lines = _lines(brief.title, 62)
        self._line(brief.title, Look(size=24, bold=True, colour=accent, vertical="center"), height=8 + 30.0 * lines)
        if brief.subtitle:
            self._line(brief.subtitle, Look(size=11, colour=MUTED), height=17.0 * _lines(brief.subtitle, 118))
        self._line(telling.scope(brief, self.tally), Look(size=11), height=17)
        if state := telling.state(brief):
            self._line(state, Look(size=8, colour=MUTED), height=13)
        self._gap(10)

    def _key_figures(self) -> None:
        figures = telling.key_figures(self.tally, len(self.brief.sources))
        for n, (number, words) in enumerate(figures):
            start = FIRST + n * TILE
            look = Look(
                size=22, bold=True, colour=self.mould.accent, vertical="bottom", top=self.mould.accent, wrap=False
            )
            self._span(start, start + TILE - 1, number, look, height=34)
            self.row += 1
            self._span(start, start + TILE - 1, words, Look(size=9, colour=MUTED), height=26)
            self.row -= 1
        self.row += 2
        self._gap(6)

    def _charts(self, over_time: Block | None, by_place: Block | None) -> None:
        if not over_time or not self.tally.bars:
            return
        wide = LAST - FIRST - 7 if by_place else LAST - FIRST + 1
        heading = Look(size=11, bold=True, vertical="center")
        self._span(
            FIRST, FIRST + wide - 1, f"Events by {self.tally.bars.frame.grain.name} and category", heading, height=20
        )
        if by_place:
            self._span(FIRST + wide, LAST, "Events by place", heading)
        self._next()
        height = CHART_ROWS * CHART_ROW_HEIGHT * CENTIMETRES
        names = [name for name, _ in self.tally.bars.series]
        per_column = (WIDTH * 7 + 5) * 0.75 * CENTIMETRES
        chart = charts.over_time(self.mould, over_time, names, width=wide * per_column - 0.3, height=height)
        self.sheet.add_chart(chart, f"{letter(FIRST)}{self.row}")
        if by_place:
            chart = charts.by_place(self.mould, by_place, width=(LAST - FIRST + 1 - wide) * per_column, height=height)
            self.sheet.add_chart(chart, f"{letter(FIRST + wide)}{self.row}")
        for _ in range(CHART_ROWS):
            self._gap(CHART_ROW_HEIGHT)
        self._gap(6)

    def _heading(self, text: str, aside: str = "") -> None:
        self._gap(8)
        self._line(text, Look(size=13, bold=True, colour=self.mould.accent, vertical="center", bottom=self.mould.accent,
                              wrap=False), height=22)  # fmt: skip
        if aside:
            self._line(aside, Look(size=9, italic=True, colour=MUTED, vertical="center"),
                       height=4 + LINE_HEIGHT * _lines(aside, 150))  # fmt: skip

    def _sentences(self, heading: str, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        self._heading(heading)
        for sentence in sentences:
            self._line(sentence, Look(size=10, vertical="center"), height=4 + LINE_HEIGHT * _lines(sentence, 128))

    def _events(self, heading: str, aside: str, places: Sequence[int]) -> None:
        if not places:
            return
        self._heading(heading, aside)
        for n, place in enumerate(places, start=1):
            self._event(n, place, self.brief.events[place])

    def _event(self, number: int, place: int, event: Event) -> None:
        words = event.date.words if event.date else "no date"
        why = telling.standing_of(self.brief, event)
        height = 6 + LINE_HEIGHT * max(_lines(words, 36), _lines(event.title, 66), _lines(why, 64))
        rank = Look(size=9, colour=MUTED, bottom=RULE, form="0", quoted=False, vertical="center")
        self._span(FIRST, FIRST, number, rank, height=height)
        self._span(FIRST + 1, FIRST + 5, words, Look(size=9, bottom=RULE, vertical="center"))
        title = self._span(FIRST + 6, LAST - 8, event.title, Look(size=10, bold=True, bottom=RULE, vertical="center"))
        self._span(LAST - 7, LAST, why, Look(size=9, colour=MUTED, bottom=RULE, vertical="center"))
        self._jump(title, place)
        self._next()

    def _jump(self, cell: Cell, place: int) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        sheet, there = self.jumps.sheets[place]
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{there}")

    def _line(self, text: str, look: Look, *, height: float) -> None:
        self._span(FIRST, LAST, text, look, height=height)
        self._next()

    def _span(self, first: int, last: int, text: str | int, look: Look, *, height: float = 0) -> Cell:
        for n in range(first + 1, last + 1):
            self.mould.wardrobe.dress(self.sheet[f"{letter(n)}{self.row}"], look)
        cell = self.mould.say(self.sheet, f"{letter(first)}{self.row}", text, look)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)
        if height:
            self.sheet.row_dimensions[self.row].height = height
        return cell

    def _gap(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self._next()

    def _page_break(self) -> None:
        from openpyxl.worksheet.pagebreak import Break

        self.sheet.row_breaks.append(Break(id=self.row - 1))

    def _next(self) -> None:
        self.row += 1


def _lines(text: str, width: int) -> int:
    """How many lines the text takes in a cell this many characters wide; a merged cell does not grow by itself."""
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))
