"""A date as a person reads it, in British style.

Centuries and millennia are told as years (19XX is "the years 1900 to 1999"): "the 20th century" begins in 1901, and
"the 1900s" is a decade to one reader and a century to the next. For that reason 190X is "the years 1900 to 1909" too.
Years before 1000 bear AD or BC; astronomical -0498 is 499 BC.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.when import bounds
from timeline.when.day import LONG_YEAR, MONTHS
from timeline.when.grammar import DateShape, IntervalShape, SetShape, Shape

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")
_GROUPINGS = {
    **{str(21 + place): f"{season} " for place, season in enumerate(_SEASONS)},
    **{str(25 + place): f"{season} " for place, season in enumerate(_SEASONS)},
    **{str(29 + place): f"{season} " for place, season in enumerate(_SEASONS)},
    **{str(33 + place): f"the {which} quarter of " for place, which in enumerate(_ORDINALS)},
    **{str(37 + place): f"the {which} four months of " for place, which in enumerate(_ORDINALS[:3])},
    **{str(40 + place): f"the {which} half of " for place, which in enumerate(_ORDINALS[:2])},
}
_COMPONENTS = ("year", "month", "day")
_DOUBTS = {"?": "uncertain", "~": "approximate", "?~": "uncertain and approximate"}
_SPELLED_OUT = 12
"""Members of a set that are told one by one; of a longer set, that many less two and the number of the others."""
_NAMED = 10
_PAIR = 2
_FIRST_BARE_YEAR = 1000


def tell(shape: Shape) -> str:
    """Return the words for a date, an interval or a set."""
    if isinstance(shape, IntervalShape):
        return _interval(shape)
    if isinstance(shape, SetShape):
        return _one_of(shape.members) if shape.one_of else _all_of(shape.members)
    doubt = _whole_doubt(shape)
    return f"{_date(shape)}, uncertain" if "?" in doubt else _date(shape)


def _date(date: DateShape) -> str:
    """Return the words for a date inside a sentence. A ? on the whole is left to the caller, who knows its place."""
    plain, doubt = _plain(date), _whole_doubt(date)
    if "~" in doubt:
        return f"about {plain}"
    if doubt or not any(date.doubts):
        return plain
    parts = []
    for mark, told in _DOUBTS.items():
        named = [name for name, doubt in zip(_COMPONENTS, date.doubts, strict=True) if doubt == mark]
        if named:
            parts.append(f"{_listed(named, 'and')} {told}")
    return f"{plain} ({', '.join(parts)})"


def _member(date: DateShape) -> str:
    """Return the words for one of several dates, where ", uncertain" would seem to belong to all of them."""
    return f"{_date(date)} (uncertain)" if "?" in _whole_doubt(date) else _date(date)


def _whole_doubt(date: DateShape) -> str:
    """Return the doubt that all components share; "" where they differ."""
    present = date.doubts[: 1 + bool(date.month) + bool(date.day)]
    return present[0] if len(set(present)) == 1 else ""


def _plain(date: DateShape) -> str:
    if date.significant:
        least, most = bounds.years(date)
        if least == most:
            return _year(least)
        return f"some year from {_stretch(least, most)}, estimated to be {_year(int(date.year))}"
    if date.grouping:
        return _grouping(date)
    if "X" in date.year + date.month + date.day:
        return _unspecified(date)
    year = int(date.year)
    if not date.month:
        return f"the year {year:,}" if date.letter and year > 0 else _year(year)
    day = f"{int(date.day)} " if date.day else ""
    clock = f", {date.clock}" if date.clock else ""
    zone = f" UTC{date.zone.removeprefix('Z')}" if date.zone else ""
    return f"{day}{MONTHS[int(date.month) - 1]} {_year(year)}{clock}{zone}"


def _grouping(date: DateShape) -> str:
    """Return "summer 2017", "winter 2017/18", "spring 2017 (southern hemisphere)", "the first quarter of 2001"."""
    name, year = _GROUPINGS[date.month], _which_year(date)
    if "X" in date.year and date.month < "33":
        name += "of "
    first, last = bounds.days(date)
    # A season over New Year shows both years, so that nobody takes winter 2017 for the January of 2017.
    over = f"/{last.year % 100:02d}" if last.year == first.year + 1 and first.year >= _FIRST_BARE_YEAR else ""
    half = " (northern hemisphere)" if "25" <= date.month <= "28" else ""
    half = " (southern hemisphere)" if "29" <= date.month <= "32" else half
    return f"{name}{year}{over if 'X' not in date.year else ''}{half}"


def _year(year: int) -> str:
    if year >= _FIRST_BARE_YEAR:
        return str(year) if year < LONG_YEAR else f"{year:,}"
    if year > 0:
        return f"AD {year}"
    return f"{1 - year} BC" if year > -LONG_YEAR else f"{1 - year:,} BC"


def _stretch(least: int, most: int) -> str:
    """Return "1900 to 1999", "AD 790 to 799", "100 to 91 BC" or "1 BC to AD 9"."""
    era = " BC" if most <= 0 else ""
    start = _year(least).removesuffix(era)
    end = _year(most)
    return f"{start} to {end.removeprefix('AD ') if least > 0 else end}"


def _which_year(date: DateShape) -> str:
    """Return the year where something is said of it: "2018", "some year from 1560 to 1569"."""
    if "X" not in date.year:
        return _year(int(date.year))
    if date.year == "XXXX":
        return "an unknown year"
    if date.year == "-XXXX":
        return "an unknown year BC"
    fits = "" if _rightmost(date.year) else f" that reads {date.year}"
    return f"some year from {_stretch(*bounds.years(date))}{fits}"


def _rightmost(year: str) -> bool:
    """Tell whether the years that the digits can mean follow each other without a gap."""
    return "X" not in year.rstrip("X")


def _unspecified(date: DateShape) -> str:
    """Return the words for a date with X, from the days and months that exist: 2018-02-2X is 20 to 28 February."""
    if not date.month:
        return _unspecified_year(date)
    year = _which_year(date)
    of_year = f"of {year}" if "X" in date.year else year
    in_year = f"of {year}" if "X" in date.year else f"in {year}"
    months, days = bounds.possible(date)
    names = [MONTHS[month - 1] for month in months]
    day = _run([str(number) for number in days]) if date.day else ""
    if date.month == "XX":
        # 2004-XX, 2004-XX-XX, 2004-XX-12
        unit = "day" if date.day == "XX" else "month"
        return f"some {unit} {in_year}" if date.day in {"", "XX"} else f"day {day} of some month {in_year}"
    month = _run(names)
    if not date.day:
        # 1984-1X, 1XXX-12
        return f"some month from {month} {of_year}" if " to " in month else f"{month} {of_year}"
    if date.day == "XX":
        return f"some day in {month} {of_year}"
    if len(names) > 1:
        return f"day {day} of {month} {of_year}"
    return f"some day from {day} {month} {of_year}" if " to " in day else f"{day} {month} {of_year}"


def _unspecified_year(date: DateShape) -> str:
    least, most = bounds.years(date)
    if date.year.endswith("XXXX") or not _rightmost(date.year):
        return _which_year(date)
    decade = not date.year.endswith("XX") and least >= _FIRST_BARE_YEAR and least % 100
    return f"the {least}s" if decade else f"the years {_stretch(least, most)}"


def _run(names: Sequence[str]) -> str:
    """Return "10 to 19" for a run, "1, 11 or 21" for numbers with gaps (X stands for a digit, so a run has no gap)."""
    numbers = [MONTHS.index(name) if name in MONTHS else int(name) for name in names]
    if numbers[-1] - numbers[0] == len(names) - 1 > 1:
        return f"{names[0]} to {names[-1]}"
    return _listed(names, "or")


def _interval(shape: IntervalShape) -> str:
    if not isinstance(shape.start, DateShape):
        assert isinstance(shape.end, DateShape)  # noqa: S101 - the grammar refuses an interval without a date
        return f"until {_member(shape.end)}" + ("" if shape.start else ", start unknown")
    if not isinstance(shape.end, DateShape):
        return f"since {_member(shape.start)}" if shape.end else f"from {_member(shape.start)}, end unknown"
    start, end = _ends(shape.start, shape.end)
    return f"from {start} to {end}"


def _ends(start: DateShape, end: DateShape) -> tuple[str, str]:
    """Return the words for both ends; what they share is said once: "17 October" and "3 November 2017"."""
    told, until = _member(start), _member(end)
    alike = (
        bool(start.month and end.month) and bool(start.day) == bool(end.day) and not (start.grouping or end.grouping)
    )
    if start.year != end.year or not alike or "X" in start.text + end.text or any(start.doubts + end.doubts):
        return told, until
    shared = f" {_year(int(start.year))}"
    if start.day and start.month == end.month:
        shared = f" {MONTHS[int(start.month) - 1]}{shared}"
    return told.removesuffix(shared), until


def _range(shape: IntervalShape, joint: str) -> str:
    """Return the words for a range in a set, which is not a duration: one of its days, or each of them."""
    if isinstance(shape.start, DateShape) and isinstance(shape.end, DateShape):
        start, end = _ends(shape.start, shape.end)
        return f"{start} {joint} {end}"
    date = shape.end if isinstance(shape.end, DateShape) else shape.start
    assert isinstance(date, DateShape)  # noqa: S101 - the grammar refuses a range without a date
    side = "before" if date is shape.end else "after"
    return f"{'on' if date.day else 'in'} or {side} {_member(date)}"


def _one_of(members: Sequence[DateShape | IntervalShape]) -> str:
    if len(members) == 1 and isinstance(members[0], IntervalShape):
        between = "between " if "." not in members[0].text else ""
        return f"some time {between}{_range(members[0], 'and')}"
    if len(members) == 1:
        return tell(members[0])
    told = [f"some time {_range(m, 'to')}" if isinstance(m, IntervalShape) else _member(m) for m in _few(members)]
    return f"one of {_listed(told + _others(members), 'or')}"


def _all_of(members: Sequence[DateShape | IntervalShape]) -> str:
    if len(members) == 1 and isinstance(members[0], DateShape):
        return tell(members[0])
    told = []
    for member in _few(members):
        if isinstance(member, DateShape):
            told.append(_member(member))
        else:
            open_ended = "." in member.text
            told.append(f"every time {_range(member, 'to')}" if open_ended else _range(member, "to"))
    if len(told) == 1 and "every" in told[0]:
        return told[0]
    # "All of 2018" would say that it lasted throughout: the set says that it was so in each.
    singles = [member for member in members if isinstance(member, DateShape)]
    each = "both" if len(singles) == len(members) == _PAIR else "each of"
    return f"{each} {_listed(told + _others(members), 'and')}"


def _few(members: Sequence[DateShape | IntervalShape]) -> Sequence[DateShape | IntervalShape]:
    return members if len(members) <= _SPELLED_OUT else members[:_NAMED]


def _others(members: Sequence[DateShape | IntervalShape]) -> list[str]:
    return [] if len(members) <= _SPELLED_OUT else [f"{len(members) - _NAMED:,} others"]


def _listed(names: Sequence[str], joint: str) -> str:
    """Return "a", "a or b", "a, b or c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"
