"""The Brief sheet: title, state, key figures, charts, what stands out, and the events that a reader must know of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from timeline.outputs.workbook import charts, telling
from timeline.outputs.workbook.brief import Brief
from timeline.outputs.workbook.cells import HIGHEST_ROW, letter, wrapped
from timeline.outputs.workbook.figures import Block
from timeline.outputs.workbook.mould import Mould
from timeline.outputs.workbook.style import MUTED, RULE, Cell, Look, put
from timeline.outputs.workbook.tally import Tally

NAME = "Brief"
FIRST, LAST = 2, 25
"""The columns that hold the text; one on each side is margin."""
TILE = 4
"""Columns of a key figure: six of them in a row."""
WIDTH = 5.9
LINE_HEIGHT = 12.0
CHART_ROWS = 14
CHART_ROW_HEIGHTS = 11.0, 20.0
"""The charts take the height that the first page has left, within these bounds."""
PAGE_HEIGHT = 480.0
"""Points that a page of A4 landscape has between our margins, with a little to spare."""
ARROW = "→"
"""The cell that leads to the event's row: LibreOffice does not wrap the text of a link, so it is not the title."""


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
        self.height = 0.0
        """Points of the rows on this page so far."""
        for n in range(FIRST - 1, LAST + 2):
            self.sheet.column_dimensions[letter(n)].width = WIDTH if FIRST <= n <= LAST else 1.5

    def lay(self, over_time: Block | None, by_place: Block | None) -> None:
        """Write everything."""
        tally = self.tally
        standing_out = telling.standing_out(tally)
        self._title()
        self._key_figures()
        self._charts(over_time, by_place, below=_height_of(standing_out))
        self._sentences("What stands out", standing_out)
        self._page_break()
        if self.brief.since:
            self._sentences(f"New or changed since {self.brief.since}", telling.changes(self.brief))
        self._told("The most important events", telling.RANKED, tally.important)
        self._told("Disputed", telling.rest(tally.statuses["disputed"], tally.disputed), tally.disputed)
        self._sentences("Sources that give another date", telling.other_dates(self.brief, tally))
        self._named("Gaps in the evidence: told by a single source", telling.rest(tally.lone, tally.lonely),
                    tally.lonely)  # fmt: skip
        self._named("Gaps in the evidence: no quote that was found in its source",
                    telling.rest(tally.unproven, tally.bare), tally.bare)  # fmt: skip
        self._sentences("What is not in this workbook", telling.left_out(self.brief))
        self._sentences("About this workbook", telling.about(self.brief, self.tally))
        put(self.sheet, print_area=f"A1:{letter(LAST + 1)}{self.row - 1}")

    def _title(self) -> None:
        brief, accent = self.brief, self.mould.accent
        self._span(FIRST, FIRST + 11, "BRIEF", Look(size=9, bold=True, colour=MUTED), height=22)
        if brief.draft:
            self._span(LAST - 9, LAST - 5, "DRAFT", Look(size=14, bold=True, colour="A3434A", align="right", indent=1))
        self.mould.tag(self.sheet, f"{letter(LAST - 4)}{self.row}:{letter(LAST)}{self.row}")
        self._next()
        lines = wrapped(brief.title, 54)
        self._line(brief.title, Look(size=24, bold=True, colour=accent), height=8 + 30.0 * lines)
        if brief.subtitle:
            self._line(brief.subtitle, Look(size=11, colour=MUTED), height=17.0 * wrapped(brief.subtitle, 125))
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
        self.height += self.sheet.row_dimensions[self.row].height
        self.row += 1
        self._next()
        self._gap(6)

    def _charts(self, over_time: Block | None, by_place: Block | None, *, below: float) -> None:
        if not over_time or not self.tally.bars:
            return
        wide = LAST - FIRST - 7 if by_place else LAST - FIRST + 1
        heading = Look(size=11, bold=True)
        self._span(
            FIRST, FIRST + wide - 1, f"Events by {self.tally.bars.frame.grain.name} and category", heading, height=20
        )
        if by_place:
            self._span(FIRST + wide, LAST, "Events by place", heading)
        self._next()
        names = [name for name, _ in self.tally.bars.series]
        rows = (self.row, self.row + CHART_ROWS - 1)
        chart = charts.over_time(self.mould, over_time, names)
        charts.place(self.sheet, chart, columns=(FIRST, FIRST + wide - 1), rows=rows)
        if by_place:
            chart = charts.by_place(self.mould, by_place)
            charts.place(self.sheet, chart, columns=(FIRST + wide, LAST), rows=rows)
        least, most = CHART_ROW_HEIGHTS
        height = max(least, min(most, (PAGE_HEIGHT - self.height - below) / CHART_ROWS))
        for _ in range(CHART_ROWS):
            self._gap(height)

    def _heading(self, text: str, aside: str = "") -> None:
        self._room(HEADING + FIRST_BELOW)
        self._gap(8)
        self._line(text, Look(size=13, bold=True, colour=self.mould.accent, bottom=self.mould.accent,
                              wrap=False), height=22)  # fmt: skip
        if aside:
            self._line(aside, Look(size=9, italic=True, colour=MUTED),
                       height=4 + LINE_HEIGHT * wrapped(aside, 160))  # fmt: skip

    def _sentences(self, heading: str, sentences: Sequence[str]) -> None:
        if not sentences:
            return
        self._heading(heading)
        for sentence in sentences:
            height = _height_of([sentence]) - HEADING
            self._room(height)
            self._line(sentence, Look(size=10), height=height)

    def _told(self, heading: str, aside: str, places: Sequence[int]) -> None:
        """List events with what happened."""
        if not places:
            return
        self._heading(heading, aside)
        for n, place in enumerate(places, start=1):
            event = self.brief.events[place]
            when = [event.date.words if event.date else "no date", *([event.place] if event.place else [])]
            self._row(n, place, [
                (4, "\n".join(when), Look(size=9)),
                (6, event.title, Look(size=10, bold=True)),
                (8, shorten(event.summary, LONGEST_SUMMARY, placeholder=" …"), Look(size=9)),
                (4, telling.standing_of(self.brief, event), Look(size=8, colour=MUTED)),
            ])  # fmt: skip

    def _named(self, heading: str, aside: str, places: Sequence[int]) -> None:
        """List events by their titles."""
        if not places:
            return
        self._heading(heading, aside)
        for n, place in enumerate(places, start=1):
            event = self.brief.events[place]
            self._row(n, place, [
                (6, event.date.words if event.date else "no date", Look(size=9)),
                (9, event.title, Look(size=10, bold=True)),
                (7, telling.standing_of(self.brief, event), Look(size=8, colour=MUTED)),
            ])  # fmt: skip

    def _row(self, number: int, place: int, cells: Sequence[tuple[int, str, Look]]) -> None:
        """Write an event: its rank, cells so many columns wide, and the arrow to its row."""
        lines = max(
            wrapped(text, columns * (PER_COLUMN_BOLD if look.bold else PER_COLUMN) / look.size)
            for columns, text, look in cells
        )
        rank = Look(size=9, colour=MUTED, bottom=RULE, form="0", quoted=False)
        height = 8 + LINE_HEIGHT * lines
        self._room(height)
        self._span(FIRST, FIRST, number, rank, height=height)
        column = FIRST + 1
        for columns, text, look in cells:
            self._span(column, column + columns - 1, text, replace(look, bottom=RULE))
            column += columns
        arrow = Look(size=10, colour=self.mould.accent, bottom=RULE, align="center", wrap=False)
        self._jump(self._span(LAST, LAST, ARROW, arrow), place)
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
            self.sheet.row_dimensions[self.row].height = min(height, HIGHEST_ROW)
        return cell

    def _gap(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height
        self._next()

    def _room(self, height: float) -> None:
        """Begin a new page where this one has no room for so many points."""
        if self.height + height > PAGE_HEIGHT:
            self._page_break()

    def _page_break(self) -> None:
        from openpyxl.worksheet.pagebreak import Break

        self.sheet.row_breaks.append(Break(id=self.row - 1))
        self.height = 0.0

    def _next(self) -> None:
        self.height += self.sheet.row_dimensions[self.row].height or 0
        self.row += 1


PER_COLUMN, PER_COLUMN_BOLD = 68.0, 62.0
"""Characters of one point's size that go into a column; a merged cell does not grow by itself."""
LONGEST_SUMMARY = 600
"""Characters of a summary that the Brief shows; the Events sheet has it whole."""
HEADING = 30.0
"""Points that a heading takes with the gap above it."""
FIRST_BELOW = 60.0
"""Points of what must stand below a heading on its page: its aside and the first row."""


def _height_of(sentences: Sequence[str]) -> float:
    """Return the points that sentences take below a heading of theirs."""
    return sum((4 + LINE_HEIGHT * wrapped(sentence, 140) for sentence in sentences), HEADING if sentences else 0)
