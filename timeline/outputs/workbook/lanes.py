"""The Timeline sheet: a calendar picture in cells that prints on one page, each date drawn as wide as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from timeline.model import Event, Status
from timeline.outputs.workbook.brief import Brief
from timeline.outputs.workbook.cells import HIGHEST_ROW, letter, wrapped
from timeline.outputs.workbook.cover import ARROW, Jumps
from timeline.outputs.workbook.grain import Frame, frame
from timeline.outputs.workbook.mould import TAG_WIDTH, Mould
from timeline.outputs.workbook.style import INK, MUTED, OTHER, PAPER, RULE, Cell, Look, put, tint
from timeline.outputs.workbook.tally import Tally, reach
from timeline.when import Day, Precision, When

NAME = "Timeline"
MOST_STRETCHES = 84
WIDTHS = (25.0, 50.0, 3.0, 13.0)
"""Of the date, the title, the arrow that leads to its row, and the category."""
CALENDAR_WIDTH = 98.0
CALENDAR = 5
"""The first column of the calendar."""
HEADS = 4
PAGE_HEIGHT = 510.0
"""Points that the events share, so that few of them fill the page as well as many."""
HIGHEST = 26.0
"""Points of an event's row of one line."""
LINE, AROUND = 11.0, 3.0
"""Points of a line, and what a row has beside its lines."""
TITLE_LINE, DATE_LINE = 57, 33
"""Characters of a title and of a date in a line."""
LEGEND = (
    ("●", "on one day"),
    ("○", "on one day, disputed or not certain"),
    ("■", "lasted from … to …"),
    ("░", "some time within: the day is not known, or not certain"),
    ("→", "goes on; the end is open or unknown"),
)
EARLIER, LATER = ("◂", "earlier than the calendar"), ("▸", "later than the calendar")


class Lanes:
    """Writes the sheet; a column of the calendar is a stretch of the grain that fits the page."""

    def __init__(self, mould: Mould, brief: Brief, tally: Tally, jumps: Jumps) -> None:
        self.mould = mould
        self.brief = brief
        self.tally = tally
        self.jumps = jumps
        self.sheet = mould.sheet(NAME)
        put(self.sheet.page_setup, fitToHeight=1)
        for n, width in enumerate(WIDTHS, start=1):
            self.sheet.column_dimensions[letter(n)].width = width

    def lay(self) -> None:
        """Write everything: the head, the calendar's two lines, an event a row, the legend."""
        drawn = [self.brief.events[place] for place in self.tally.drawn]
        spans = [span for event in drawn if event.date and (span := reach(event.date))]
        if not spans:
            self.mould.head(self.sheet, NAME, "No event has a day that could be drawn.", "B")
            return
        axis = frame(spans, MOST_STRETCHES)
        self._head(axis, len(drawn))
        for row, (place, event) in enumerate(zip(self.tally.drawn, drawn, strict=True), start=HEADS + 2):
            self._event(row, place, event, axis)
        for row, height in enumerate(_heights(drawn), start=HEADS + 2):
            self.sheet.row_dimensions[row].height = height
        self._legend(HEADS + 3 + len(drawn), axis)
        put(self.sheet, freeze_panes=f"{letter(CALENDAR)}{HEADS + 2}")
        put(self.sheet, print_area=f"A1:{letter(CALENDAR + len(axis.stretches) - 1)}{HEADS + 3 + len(drawn)}")

    def _head(self, axis: Frame, drawn: int) -> None:
        width = CALENDAR_WIDTH / len(axis.stretches)
        for n in range(len(axis.stretches)):
            self.sheet.column_dimensions[letter(CALENDAR + n)].width = width
        last = CALENDAR + len(axis.stretches) - 1
        corner = max(CALENDAR, last - int(TAG_WIDTH / width))
        whole = drawn == self.tally.events
        chosen = "Every event" if whole else f"The {drawn} most important of {self.tally.events:,} events"
        about = f"{chosen}, in the order of time. A column is a {axis.grain.name}."
        self.mould.head(self.sheet, NAME, about, f"{letter(corner)}:{letter(last)}")
        for upper, run in groupby(axis.stretches, lambda number: axis.heads(number)[0]):
            self._head_of(upper, list(run), axis, width)
        for at, words in (("A", "Date"), ("B", "Event"), ("C", ""), ("D", "Category")):
            look = Look(size=9, bold=True, colour=self.mould.accent, bottom=self.mould.accent)
            self.mould.say(self.sheet, f"{at}{HEADS + 1}", words, look)

    def _head_of(self, upper: str, run: list[int], axis: Frame, width: float) -> None:
        """Write a coarser stretch, a year say, over its parts; where it is too narrow for its name, without it."""
        columns = [CALENDAR + number - axis.stretches.start for number in run]
        head = Look(size=9, bold=True, colour=self.mould.accent, wrap=False, left=RULE, vertical="bottom")
        shown = upper if len(upper) <= len(run) * width else ""
        self.mould.say(self.sheet, f"{letter(columns[0])}{HEADS}", shown, head)
        for n, (column, number) in enumerate(zip(columns, run, strict=True)):
            part = Look(
                size=7, colour=MUTED, align="center", wrap=False, left="" if n else RULE, bottom=self.mould.accent
            )
            self.mould.say(self.sheet, f"{letter(column)}{HEADS + 1}", axis.heads(number)[1], part)
        self._merge(columns[0], columns[-1])

    def _merge(self, first: int, last: int) -> None:
        if last > first:
            self.sheet.merge_cells(start_row=HEADS, end_row=HEADS, start_column=first, end_column=last)

    def _event(self, row: int, place: int, event: Event, axis: Frame) -> None:
        words, title = _words(event), _title(event)
        self.mould.say(self.sheet, f"A{row}", words, Look(size=8, colour=MUTED, bottom=RULE))
        colour = self.mould.categories.get(event.category, OTHER)
        self.mould.say(self.sheet, f"B{row}", title, Look(size=9, bottom=RULE, colour=INK))
        arrow = Look(size=9, bottom=RULE, align="center", wrap=False, colour=self.mould.accent)
        self._jump(self.mould.say(self.sheet, f"C{row}", ARROW, arrow), place)
        kind = Look(size=8, bold=True, colour=colour, bottom=RULE)
        self.mould.say(self.sheet, f"D{row}", event.category, kind)
        span = reach(event.date) if event.date else None
        glyph, look = _mark(event.date, event.status, colour) if event.date else ("", Look())
        low, high = _ends(event.date, span, axis) if event.date and span else (0, -1)
        for n, number in enumerate(axis.stretches):
            at = f"{letter(CALENDAR + n)}{row}"
            edge = RULE if not n or axis.heads(number - 1)[0] != axis.heads(number)[0] else ""
            if low <= number <= high:
                text = _glyph(glyph, event.date, at_start=number == low, at_end=number == high)
                self.mould.say(self.sheet, at, text, replace(look, left=edge))
            else:
                self.mould.wardrobe.dress(self.sheet[at], Look(bottom=RULE, left=edge, form="General", quoted=False))

    def _jump(self, cell: Cell, place: int) -> None:
        from openpyxl.worksheet.hyperlink import Hyperlink

        sheet, there = self.jumps.sheets[place]
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{there}")

    def _legend(self, row: int, axis: Frame) -> None:
        signs = (*LEGEND, *([EARLIER] if axis.earlier else []), *([LATER] if axis.later else []))
        told = "   ".join(f"{sign} {words}" for sign, words in signs)
        self.mould.say(self.sheet, f"A{row}", told, Look(size=8, colour=MUTED, wrap=False))


def _words(event: Event) -> str:
    return event.date.words if event.date else "no date"


def _title(event: Event) -> str:
    return f"{event.title} (disputed)" if event.status is Status.DISPUTED else event.title


def _heights(drawn: list[Event]) -> Iterator[float]:
    """Yield the points of each event's row: what its lines need, and its share of what the page has left."""
    lines = [max(wrapped(_title(one), TITLE_LINE), wrapped(_words(one), DATE_LINE)) for one in drawn]
    needed = [min(LINE * number + AROUND, HIGHEST_ROW) for number in lines]
    share = max(0.0, min((PAGE_HEIGHT - sum(needed)) / len(needed), HIGHEST - LINE - AROUND))
    yield from (min(height + share, HIGHEST_ROW) for height in needed)


def _ends(date: When, span: tuple[Day, Day], axis: Frame) -> tuple[int, int]:
    """Return the first and the last stretch of a date; an end that is open runs to the end of the axis."""
    low = axis.place(span[0]) if date.first else axis.stretches.start
    high = axis.place(span[1]) if date.last else axis.stretches.stop - 1
    return low, high


def _mark(date: When, status: Status, colour: str) -> tuple[str, Look]:
    """How a date is drawn: a day as a point, a stretch that it lasted as a bar, doubt as a pale hatched span."""
    mark = Look(size=11, bold=True, colour=colour, align="center", wrap=False, bottom=RULE)
    doubtful = date.uncertain or date.approximate or status in (Status.DISPUTED, Status.PROPOSED)
    if date.precision is Precision.DAY:
        return ("○" if doubtful else "●"), mark
    lasted = date.precision is Precision.INTERVAL and not doubtful
    ground = colour if lasted else tint(colour, 0.18)
    pattern = "solid" if lasted else "lightUp"
    lines = colour if lasted else tint(colour, 0.55)
    return "", replace(mark, ground=ground, pattern=pattern, pattern_colour=lines, colour=PAPER)


def _glyph(glyph: str, date: When | None, *, at_start: bool, at_end: bool) -> str:
    if date is not None and at_end and (date.open_end or date.unknown_end):
        return "→"
    if date is not None and at_start and (date.open_start or date.unknown_start):
        return "←"
    return glyph
