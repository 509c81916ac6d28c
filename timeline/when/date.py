"""When: a date as precise as its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from timeline.when import bounds, grammar, words
from timeline.when.day import SHORTEST_MONTH, Day, month_length
from timeline.when.grammar import DateShape, IntervalShape, SetShape, Shape
from timeline.when.propose import explain
from timeline.when.trouble import Refusal

_PLAIN_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])").fullmatch


class Precision(StrEnum):
    """What a date pins down: the unit, or the kind of expression. SEASON stands for all sub-year groupings.

    X counts as not known: 1985-04-XX pins down a month, 2004-XX a year, 156X-12-25 a decade, 1XXX a millennium.
    """

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    MILLENNIUM = "millennium"
    INTERVAL = "interval"
    ONE_OF = "one of"
    ALL_OF = "all of"


@total_ordering
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class When:
    """A date in EDTF (Library of Congress, 2019, levels 0 to 2), made by `When.parse`.

    `first` and `last` are the first and last possible day, None where that end is open or unknown. Two are equal if
    their texts are; they sort by first day, last day and text, open ends outermost.
    """

    text: str
    first: Day | None
    last: Day | None
    precision: Precision
    level: int = 0
    """The least level of EDTF that has the expression: 0, 1 or 2."""
    doubts: str = ""
    """All qualifiers in it: "", "?", "~" or "?~"."""
    marks: tuple[str | None, str | None] = (None, None)
    """What stands at an end that has no date: ".." open, "" unknown; None where there is a date."""
    members: tuple[When, ...] = ()
    """Of a set, in its order; a range is the interval of its ends. Empty for anything else."""
    _ends: tuple[When | None, When | None] = (None, None)

    @classmethod
    def parse(cls, text: str) -> When:
        """Read EDTF strictly; raise BadDate, with reason and proposals, for anything else."""
        if match := _PLAIN_DAY(text):
            year, month, number = map(int, match.groups())
            if number <= SHORTEST_MONTH or number <= month_length(year, month):
                day = Day(year, month, number)
                return cls(text, day, day, Precision.DAY)
        try:
            return _when(grammar.read(text))
        except Refusal as refusal:
            raise explain(text, refusal) from None

    @property
    def uncertain(self) -> bool:
        """Whether anything in it is marked ? or %: the source may be wrong."""
        return "?" in self.doubts

    @property
    def approximate(self) -> bool:
        """Whether anything in it is marked ~ or %: the value is an estimate."""
        return "~" in self.doubts

    @property
    def open_start(self) -> bool:
        """Whether it begins with `..`, as an interval or as a set (`[..1984]`)."""
        return self.marks[0] == ".."

    @property
    def open_end(self) -> bool:
        """Whether it ends with `..`, as an interval or as a set (`[1984..]`)."""
        return self.marks[1] == ".."

    @property
    def unknown_start(self) -> bool:
        """Whether it is an interval that began at a time that nobody knows."""
        return self.marks[0] == ""

    @property
    def unknown_end(self) -> bool:
        """Whether it is an interval that ended at a time that nobody knows."""
        return self.marks[1] == ""

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.precision is Precision.DAY and not self.doubts

    @property
    def ends(self) -> tuple[When | None, When | None]:
        """Return the two dates of an interval, None where that end is open or unknown; of all else, itself twice."""
        return self._ends if self.precision is Precision.INTERVAL else (self, self)

    @property
    def words(self) -> str:
        """Return the date as a person reads it."""
        return words.tell(grammar.read(self.text))

    def overlaps(self, other: When) -> bool:
        """Tell whether the two could share a day. An open or unknown end reaches without limit."""
        if self.members:
            return any(member.overlaps(other) for member in self.members)
        if other.members:
            return any(self.overlaps(member) for member in other.members)
        begins_in_time = self.first is None or other.last is None or self.first <= other.last
        ends_in_time = self.last is None or other.first is None or other.first <= self.last
        if not (begins_in_time and ends_in_time):
            return False
        gaps, other_gaps = self._gaps(), other._gaps()
        if gaps and other_gaps:
            return bounds.share_a_day(gaps, other_gaps)
        if gaps:
            return bounds.falls_within(gaps, other.first, other.last)
        return not other_gaps or bounds.falls_within(other_gaps, self.first, self.last)

    def _gaps(self) -> DateShape | None:
        """Return the shape of a date with X: not every day from its first to its last need be possible."""
        if "X" not in self.text or self.precision is Precision.INTERVAL:
            return None
        shape = grammar.read(self.text)
        return shape if isinstance(shape, DateShape) and bounds.has_gaps(shape) else None

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"When({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, When) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __lt__(self, other: When) -> bool:
        if self.first and other.first and self.first != other.first:
            return self.first < other.first
        return _key(self) < _key(other)


def _key(when: When) -> tuple[bool, Day, bool, Day, str]:
    none = Day(0, 0, 0)
    return when.first is not None, when.first or none, when.last is None, when.last or none, when.text


def _when(shape: Shape) -> When:
    if isinstance(shape, DateShape):
        return _of_date(shape)
    if isinstance(shape, IntervalShape):
        return _of_interval(shape)
    return _of_set(shape)


def _of_date(shape: DateShape) -> When:
    first, last = bounds.days(shape)
    marks = "".join(shape.doubts)
    doubts = "".join(mark for mark in "?~" if mark in marks) if marks else ""
    return When(shape.text, first, last, _precision(shape), shape.level, doubts)


def _precision(shape: DateShape) -> Precision:
    if shape.significant or "X" in shape.year:
        least, most = bounds.years(shape)
        width = most - least
        for within, precision in ((1, Precision.YEAR), (10, Precision.DECADE), (100, Precision.CENTURY)):
            if width < within:
                return precision
        return Precision.MILLENNIUM
    if shape.grouping:
        return Precision.SEASON
    if not shape.month or "X" in shape.month:
        return Precision.YEAR
    if not shape.day or "X" in shape.day:
        return Precision.MONTH
    return Precision.DAY


def _of_interval(shape: IntervalShape) -> When:
    start = _of_date(shape.start) if isinstance(shape.start, DateShape) else None
    end = _of_date(shape.end) if isinstance(shape.end, DateShape) else None
    first = start.first if start else None
    last = end.last if end else None
    bounds.check_order(shape, first, last)
    marks = (None if start else str(shape.start), None if end else str(shape.end))
    doubts = "".join(mark for mark in "?~" if any(mark in date.doubts for date in (start, end) if date))
    return When(shape.text, first, last, Precision.INTERVAL, shape.level, doubts, marks, (), (start, end))


def _of_set(shape: SetShape) -> When:
    members = tuple(_when(member) for member in shape.members)
    firsts = [member.first for member in members]
    lasts = [member.last for member in members]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    marks = (None if first else "..", None if last else "..")
    doubts = "".join(mark for mark in "?~" if any(mark in member.doubts for member in members))
    precision = Precision.ONE_OF if shape.one_of else Precision.ALL_OF
    return When(shape.text, first, last, precision, shape.level, doubts, marks, members)
