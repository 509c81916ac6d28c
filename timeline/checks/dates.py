"""Rules about dates: that they can be read, and that they fit with what else is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from math import inf
from operator import gt

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import Sight, blank, cells, read_date
from timeline.model import Severity
from timeline.when import BadDate, When


def _unreadable(sight: Sight, *kinds: str) -> Iterator[Spot]:
    for found, row, name, _, bad in sight.bad_dates:
        if bad.kind in kinds:
            yield Spot(found, row, name, f"is no date: {bad.reason}", bad.hint)


@rule("D101", Severity.ERROR)
def impossible_date(sight: Sight) -> Iterable[Spot]:
    """A date names a day or a month that the calendar doesn't have.

    Why: One digit is wrong, and only the source tells which. The nearest real day would be a guess.

    Bad:
        date: 2018-06-31
    Good:
        date: 2018-06-30
    """
    return _unreadable(sight, "impossible")


@rule("D102", Severity.ERROR)
def unreadable_date(sight: Sight) -> Iterable[Spot]:
    """A date is not written in EDTF (Library of Congress, 2019).

    Why: "June 2018" is plain to a person, but "6/2018", "18/6" and "late 2017" are not, and a program that guesses
    puts false days into the timeline. The finding proposes what may be meant.

    Bad:
        date: 17 June 2018
    Good:
        date: 2018-06-17
    """
    return _unreadable(sight, "unreadable", "long")


@rule("D103", Severity.ERROR)
def ambiguous_date(sight: Sight) -> Iterable[Spot]:
    """A date can be read with the day first or with the month first.

    Why: 03/04/2018 is 3 April in London and 4 March in Washington. Nobody but the source knows.

    Bad:
        date: 03/04/2018
    Good:
        date: 2018-04-03
    """
    return _unreadable(sight, "ambiguous")


@rule("D104", Severity.ERROR)
def ends_before_it_starts(sight: Sight) -> Iterable[Spot]:
    """An interval's end lies before its start.

    Why: The ends were swapped or a year is wrong; drawn as it is, the event would last less than no time.

    Bad:
        date: 2017-12/2017-10
    Good:
        date: 2017-10/2017-12
    """
    return _unreadable(sight, "backwards")


@rule("D105", Severity.WARNING)
def after_its_source(sight: Sight) -> Iterator[Spot]:
    """An event is dated surely later than a source that tells it was published.

    Why: An article can't report what hasn't happened. Either the date is wrong, often by a year, or the article tells
    a plan, which is no event yet. Compared are the first possible day of the one and the last of the other.

    Bad:
        date: 2022-03-03
        sources.published: 2021-03-04
    Good:
        date: 2021-03-03
        sources.published: 2021-03
    """
    published = {name: source.published for name, source in sight.case.sources.items() if source.published}
    until = {name: float(when.last.ordinal()) for name, when in published.items() if when.last}
    since = {text: float(date.first.ordinal()) for text, date in _good(sight) if date.first}
    if max(since.values(), default=-inf) <= min(until.values(), default=inf):
        return
    dates = sight.table.column("date")
    for names, sources, _, given in sight.citations():
        own = [told or date for date, told in zip(dates, given, strict=True)] if any(given) else dates
        # What is not known is neither late nor early.
        firsts, lasts = dict.fromkeys(own, -inf) | since, dict.fromkeys(sources, inf) | until
        late = map(gt, map(firsts.__getitem__, own), map(lasts.__getitem__, sources))
        for row in compress(count(), late):
            if row not in sight.withdrawn:
                problem = f"is after {sources[row]} was published, which was {published[sources[row]]}"
                remedy = "Look the date up in the source; if it tells a plan, cite one that tells what happened."
                yield Spot(sight.table, row, names.date if given[row] else "date", problem, remedy)


def _good(sight: Sight) -> Iterator[tuple[str, When]]:
    return ((text, date) for text, date in sight.dates.items() if isinstance(date, When))


def _surely_after(date: When, other: When) -> bool:
    return date.first is not None and other.last is not None and date.first > other.last


@rule("D106", Severity.WARNING)
def outside_the_period(sight: Sight) -> Iterator[Spot]:
    """An event lies surely outside the period that the project is about.

    Why: 2107 instead of 2017 stretches the time line over ninety years of nothing. The period is the project's own,
    `period` in the settings.

    Bad:
        settings.period: 2014/2020
        date: 2107-11-03
    Good:
        settings.period: 2014/2020
        date: 2017-11-03
    """
    text = sight.case.settings.period
    period = read_date(text)
    if not isinstance(period, When):
        return
    outside = {text for text, date in _good(sight) if _surely_after(date, period) or _surely_after(period, date)}
    for row, _ in cells(sight.table, "date", outside):
        if row not in sight.withdrawn:
            remedy = "Look the date up in the source, or widen `period` in the settings."
            yield Spot(sight.table, row, "date", f"is outside the project's period, {text}", remedy)


@rule("D107", Severity.NOTE)
def sources_disagree(sight: Sight) -> Iterator[Spot]:
    """A source gives a date that can't be the same as the event's.

    Why: That sources differ is news, not a mistake: page and workbook show both dates, each with its source. Two dates
    that could share a day, as 2017-11 and 2017-11-03 do, don't disagree.

    Bad:
        date: 2021-03-03
        source_date: 2021-03-02
    Good:
        date: 2021-03-03
        source_date: 2021-03
    """
    dates = sight.table.column("date")
    for names, _, _, given in sight.citations():
        told_too = set(compress(zip(dates, given, strict=True), given))
        pairs = {pair for pair in told_too if _differ(sight, *pair)}
        for row, pair in enumerate(zip(dates, given, strict=True) if pairs else ()):
            if pair in pairs and row not in sight.withdrawn:
                remedy = "Nothing needs doing; page and workbook show both."
                yield Spot(sight.table, row, names.date, f"is another date than the event's, {pair[0]}", remedy)


def _differ(sight: Sight, one: str, other: str) -> bool:
    first, second = sight.when(one), sight.when(other)
    return first is not None and second is not None and not first.overlaps(second)


@rule("D108", Severity.WARNING)
def no_date(sight: Sight) -> Iterator[Spot]:
    """An event has no date.

    Why: It can't be drawn, only listed. Even a rough date is one: 201X, or 2014/2017.

    Bad:
        date:
    Good:
        date: 2014/2017
    """
    for row in blank(sight.table, "date"):
        if row not in sight.withdrawn:
            yield Spot(
                sight.table, row, "date", "is empty", "Write it as roughly as the source has it: 2014, 201X, ../2017."
            )


@rule("C103", Severity.ERROR)
def bad_period(sight: Sight) -> Iterator[Spot]:
    """The project's period is no date.

    Why: What can't be read can't be held against any event, and the check would pass in silence.

    Bad:
        settings.period: 2014 to 2020
    Good:
        settings.period: 2014/2024
    """
    text = sight.case.settings.period
    period = read_date(text)
    if isinstance(period, BadDate):
        yield Spot(sight.settings, -1, "period", f"is no date: {period.reason}", period.hint, text)
