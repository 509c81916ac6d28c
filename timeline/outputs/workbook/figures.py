"""The Figures sheet: the counts that the charts draw, as small tables that can be read and copied."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.outputs.workbook.cells import letter
from timeline.outputs.workbook.mould import Mould
from timeline.outputs.workbook.style import INK, MUTED, RULE, Look, Worksheet
from timeline.outputs.workbook.tally import Tally

NAME = "Figures"
FIRST = 5
MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Block:
    """A table of figures in the sheet: names in its first column, a series in each further one; with the head."""

    column: int
    first: int
    last: int
    series: int


def lay(mould: Mould, tally: Tally) -> tuple[Block | None, Block | None]:
    """Lay out the sheet; return where the events over time and the events by place stand, None where there are none."""
    sheet = mould.sheet(NAME)
    over_time = None
    column = 1
    if tally.bars:
        bars = tally.bars
        heads = [
            f"By {bars.frame.grain.name}",
            *(name or "no category" for name, _ in bars.series),
            f"date wider than {bars.frame.grain.one}",
        ]
        rows: list[list[str | int]] = [
            [bars.frame.short(stretch), *(heights[n] for _, heights in bars.series), bars.wide[n]]
            for n, stretch in enumerate(bars.frame.stretches)
        ]
        over_time = _block(mould, sheet, (column, FIRST), heads, rows)
        column += len(heads) + 1
    places = tally.places.most_common()
    shown = sorted(places, key=lambda pair: (-pair[1], pair[0]))[:MOST_PLACES]
    rest = sum(number for _, number in places) - sum(number for _, number in shown)
    named: list[list[str | int]] = [[name, number] for name, number in shown]
    if rest:
        named.append([f"{len(places) - len(shown)} more places", rest])
    by_category: list[list[str | int]] = [[name or "none", n] for name, n in _counted(tally.categories)]
    by_status: list[list[str | int]] = [[name, n] for name, n in _counted(tally.statuses)]
    by_place = None
    first = FIRST
    for head, counted in (("By place", named), ("By category", by_category), ("By status", by_status)):
        if counted:
            block = _block(mould, sheet, (column, first), [head, "events"], counted)
            by_place = by_place or (block if counted is named else None)
            first = block.last + 2
    mould.head(sheet, NAME, "What the charts of the Brief are drawn from.", f"{letter(column)}:{letter(column + 1)}")
    return over_time, by_place


def _counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _block(
    mould: Mould, sheet: Worksheet, corner: tuple[int, int], heads: list[str], rows: list[list[str | int]]
) -> Block:
    column, first = corner
    for n, text in enumerate(heads):
        at = letter(column + n)
        look = Look(size=9, bold=True, colour=mould.accent, bottom=mould.accent, vertical="bottom",
                    align="right" if n else "left")  # fmt: skip
        mould.say(sheet, f"{at}{first}", text, look)
        sheet.column_dimensions[at].width = 12 if n else 28
    for down, row in enumerate(rows, start=first + 1):
        for n, value in enumerate(row):
            words = isinstance(value, str)
            form = "General" if words else "0;-0;·"
            colour, align = (MUTED, "left") if words else (INK, "right")
            look = Look(colour=colour, align=align, form=form, bottom=RULE, wrap=False, quoted=words)
            mould.say(sheet, f"{letter(column + n)}{down}", value, look)
    return Block(column, first, first + len(rows), len(heads) - 1)
