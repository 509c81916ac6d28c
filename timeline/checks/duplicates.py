"""The rule about events that are in the table twice under two ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, count, islice, repeat
from operator import ge

from rapidfuzz import fuzz, process

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import Sight, cells
from timeline.model import Severity, quoted
from timeline.when import When

LONGEST = 7
"""Days. A longer event shares days with many others and is like none of them for that."""
CROWD = 24
"""Events of one day that are compared each with each; in a larger crowd each meets only its neighbours by title."""
LIKE = 78
"""Of 100, for titles: "Car bomb in Rutba kills nine" and "Nine killed by car bomb in Rutba" are 79 alike."""
LEAST = 2
"""Words that both titles must hold, so that two reports of "Attack" on one day are not one."""
SMALL = frozenset(
    (
        "a",
        "after",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "off",
        "on",
        "or",
        "over",
        "that",
        "the",
        "to",
        "was",
        "were",
        "with",
    )
)


@rule("E115", Severity.WARNING)
def likely_duplicate(sight: Sight) -> Iterator[Spot]:
    """Two events of the same days tell the same in like words.

    Why: Counted twice, one attack makes two. Rows are compared that share a day, last a week at most and don't lie in
    different places; where a day has more than 24 events, each is compared with its neighbours by title.

    Bad:
        title: Car bomb in Rutba kills nine
        and
        id: 2021-03-rutba-bomb
        title: Nine killed by car bomb in Rutba
    Good:
        id: 2021-03-rutba-bomb
        title: Car bomb in Rutba kills nine
        and
        id: 2021-03-bridge-closed
        title: River bridge closed to all traffic
    """
    titles, places = sight.table.columns.get("title", ()), sight.table.column("place")
    told: set[int] = set()
    for rows in _days(sight):
        for first, second in _alike(rows, titles):
            if second not in told and _same_place(places[first], places[second]):
                told.add(second)
                problem = (
                    f"is much like that of line {sight.table.lines[first]}, of the same days: {quoted(titles[first])}"
                )
                remedy = "Keep one, with the citations of both; or say in the titles what sets them apart."
                yield Spot(sight.table, second, "title", problem, remedy)


def _days(sight: Sight) -> Iterator[Sequence[int]]:
    """Yield the rows of each day that has several, withdrawn ones and those without a title left out."""
    titles = sight.table.columns.get("title", ())
    days = {text: span for text, date in sight.dates.items() if isinstance(date, When) and (span := _span(date))}
    rows_of: dict[str, list[int]] = {text: [] for text in days}
    for row, text in cells(sight.table, "date", days.keys()) if titles else ():
        rows_of[text].append(row)
    out = sight.withdrawn.union(row for row, title in enumerate(titles) if not title)
    blocks: dict[int, list[Sequence[int]]] = {}
    for text, rows in rows_of.items():
        left = rows if out.isdisjoint(rows) else [row for row in rows if row not in out]
        for day in days[text] if left else ():
            blocks.setdefault(day, []).append(left)
    for day in sorted(blocks):
        rows = sorted(chain.from_iterable(blocks[day]))
        if len(rows) > 1:
            yield rows


def _span(date: When) -> Iterable[int]:
    if date.first is None or date.last is None:
        return ()
    first, last = date.first.ordinal(), date.last.ordinal()
    return range(first, last + 1) if last - first < LONGEST else ()


def _alike(rows: Sequence[int], titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a day's rows whose titles are alike, the earlier row first."""
    if len(rows) > CROWD:
        by_title = sorted(rows, key=titles.__getitem__)
        told = list(map(titles.__getitem__, by_title))
        scores = map(fuzz.ratio, told, islice(told, 1, None))  # a cutoff, handed on by name, costs more than it saves
        for place in compress(count(), map(ge, scores, repeat(LIKE))):
            one, other = by_title[place], by_title[place + 1]
            yield min(one, other), max(one, other)
        return
    words = [set(titles[row].casefold().split()) - SMALL for row in rows]
    folded = [" ".join(sorted(each)) for each in words]
    for place, row in enumerate(rows):
        for _, _, ahead in process.extract(
            folded[place], folded[place + 1 :], scorer=fuzz.ratio, score_cutoff=LIKE, limit=None
        ):
            other = place + 1 + ahead
            if len(words[place] & words[other]) >= LEAST or titles[row] == titles[rows[other]]:
                yield row, rows[other]


def _same_place(one: str, other: str) -> bool:
    return not one or not other or one == other or fuzz.partial_ratio(one.casefold(), other.casefold()) >= LIKE
