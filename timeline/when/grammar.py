"""The grammar of EDTF (Library of Congress, 2019), levels 0 to 2: a text becomes a shape, nothing is computed yet.

What the specification leaves open is decided here and stated where it is decided. Time is linear in the length of the
text: no pattern has a repeat inside a repeat, and a single date longer than `LONGEST_DATE` is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from timeline.when.trouble import IMPOSSIBLE, LONG, NOT_EDTF, UNREADABLE, Refusal

LONGEST = 8_192
"""Characters of a cell. A set of a thousand years (`[1001,1002,…]`) is 5,001 long; nothing in the news is longer."""

LONGEST_DATE = 64
"""Characters of a single date. The longest sensible one, a qualified time with a shift, has under 40."""

LONGEST_YEAR = 18
"""Digits of a year, after `E` is worked out. The universe is 11 digits old; int() of a million digits is an attack."""

YEAR_DIGITS = 4
"""Digits of a year without Y, as in ISO 8601."""

_DATE = re.compile(
    r"(?P<before_year>[?~%])?(?P<year>-?[0-9X]{4})(?:S(?P<significant>[0-9]{1,2}))?(?P<after_year>[?~%])?"
    r"(?:-(?P<before_month>[?~%])?(?P<month>[0-9X]{2})(?P<after_month>[?~%])?"
    r"(?:-(?P<before_day>[?~%])?(?P<day>[0-9X]{2})(?P<after_day>[?~%])?)?)?"
)
_LETTER = re.compile(
    r"(?P<before_year>[?~%])?Y(?P<year>-?[1-9][0-9]*)(?:E(?P<exponent>[0-9]+))?(?:S(?P<significant>[0-9]+))?"
    r"(?P<after_year>[?~%])?"
)
_TIME = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"T(?P<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?P<zone>Z|\+(?:(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|14(?::00)?)"
    r"|-(?:00:(?:0[1-9]|[1-5][0-9])|(?:0[1-9]|1[01])(?::[0-5][0-9])?|12(?::00)?))?"
)
"""A complete date and time (level 0). Shifts run from -12:00 to +14:00, and -00:00 is none (ISO 8601-1, 4.3.13)."""


@dataclass(frozen=True, slots=True)
class DateShape:
    """One date as written. `year` keeps its sign and its X; `month`, `day`, `clock` and `zone` are "" where absent.

    `doubts` holds the qualifiers of year, month and day after groups are worked out: "", "?", "~" or "?~".
    `significant` is 0 where every digit is.
    """

    text: str
    year: str
    month: str = ""
    day: str = ""
    clock: str = ""
    zone: str = ""
    significant: int = 0
    doubts: tuple[str, str, str] = ("", "", "")
    level: int = 0

    @property
    def letter(self) -> bool:
        """Whether the year is longer than four digits."""
        return len(self.year.lstrip("-")) > YEAR_DIGITS

    @property
    def grouping(self) -> bool:
        """Whether the month is a sub-year grouping: a season, quarter, quadrimester or semester."""
        return self.month > "20" and "X" not in self.month


@dataclass(frozen=True, slots=True)
class IntervalShape:
    """Two dates with a slash, or a range with `..` inside a set. An end is ".." (open) or "" (unknown) or a date."""

    text: str
    start: DateShape | Literal["..", ""]
    end: DateShape | Literal["..", ""]
    level: int


@dataclass(frozen=True, slots=True)
class SetShape:
    """`[…]`, one of the members, or `{…}`, all of them. A range is a member: an interval."""

    text: str
    one_of: bool
    members: tuple[DateShape | IntervalShape, ...]
    level: int = 2


Shape = DateShape | IntervalShape | SetShape


def read(text: str) -> Shape:
    """Return what the text is, or raise Refusal. Whether its days exist is for `bounds` to say."""
    if len(text) > LONGEST:
        raise Refusal(LONG, f"it has {len(text):,} characters, more than any date")
    if text[:1] in {"[", "{"}:
        return _set(text)
    if "/" in text:
        return _interval(text)
    if "T" in text:
        return _time(text)
    return _date(text)


def _set(text: str) -> SetShape:
    closing = {"[": "]", "{": "}"}[text[0]]
    if text[-1] != closing or len(text) == 1:
        raise Refusal(UNREADABLE, f"the set is not closed by {closing}")
    items = text[1:-1].split(",")
    # The specification's own examples have a blank after some commas: [1667,1668, 1670..1672].
    members = tuple(_member(item[1:] if place and item[:1] == " " else item) for place, item in enumerate(items))
    for place, member in enumerate(members):
        if isinstance(member, IntervalShape):
            if member.start == ".." and place > 0:
                raise Refusal(UNREADABLE, "only the first member of a set can reach back without end")
            if member.end == ".." and place < len(members) - 1:
                raise Refusal(UNREADABLE, "only the last member of a set can go on without end")
    return SetShape(text, one_of=closing == "]", members=members)


def _member(item: str) -> DateShape | IntervalShape:
    if ".." not in item:
        return _date(item)
    start, _, end = item.partition("..")
    if not start and not end:
        raise Refusal(UNREADABLE, "the set names no date")
    # A range is the interval of its ends, so that each member of a set is EDTF by itself.
    return _interval(f"{start or '..'}/{end or '..'}")


def _interval(text: str) -> IntervalShape:
    if text.count("/") > 1:
        raise Refusal(UNREADABLE, "an interval has one slash")
    before, _, after = text.partition("/")
    start, end = _end(before), _end(after)
    dates = [date for date in (start, end) if isinstance(date, DateShape)]
    if not dates:
        raise Refusal(UNREADABLE, "the interval names no date")
    # Ends with unspecified digits are a matter of level 2 even where the date by itself is of level 1.
    level = max(2 if "X" in date.text else date.level for date in dates)
    return IntervalShape(text, start, end, level if len(dates) > 1 else max(level, 1))


def _end(text: str) -> DateShape | Literal["..", ""]:
    if text == "":
        return ""
    if text == "..":
        return ".."
    return _date(text)


def _time(text: str) -> DateShape:
    match = _TIME.fullmatch(text) if len(text) <= LONGEST_DATE else None
    if match is None:
        if len(text) > LONGEST_DATE or not _DATE.fullmatch(text.partition("T")[0]):
            raise Refusal(UNREADABLE, NOT_EDTF)
        raise Refusal(UNREADABLE, "its time is not written as T23:20:30, T23:20:30Z or T23:20:30+04:30")
    return DateShape(text, match["year"], match["month"], match["day"], match["clock"], match["zone"] or "")


def _date(text: str) -> DateShape:
    if len(text) > LONGEST_DATE:
        raise Refusal(LONG, f"it has {len(text):,} characters, more than any date")
    if match := _DATE.fullmatch(text):
        return _calendar(text, match)
    if match := _LETTER.fullmatch(text):
        return _long_year(text, match)
    raise Refusal(UNREADABLE, NOT_EDTF)


def _calendar(text: str, match: re.Match[str]) -> DateShape:
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    if year == "-0000":
        raise Refusal(IMPOSSIBLE, "the year 0 has no sign", "0000")
    significant = _significant(match["significant"], year.lstrip("-0"))
    if significant and (month or "X" in year):
        raise Refusal(UNREADABLE, "significant digits belong to a year alone, with all its digits")
    doubts, level = _doubts(match, month, day)
    if month > "20" and "X" not in month:
        if month > "41":
            raise Refusal(IMPOSSIBLE, f"there is no month {month}", year)
        if day:
            raise Refusal(IMPOSSIBLE, "a season has no days")
        level = max(level, 1 if month <= "24" else 2)
    if significant:
        level = 2
    level = max(level, 1 if year[0] == "-" else 0, _level_of_unspecified(year.lstrip("-"), month, day))
    return DateShape(text, year, month, day, significant=significant, doubts=doubts, level=level)


def _level_of_unspecified(year: str, month: str, day: str) -> int:
    """Level 1 has X only from the right: 201X, 20XX, 2004-XX, 1985-04-XX and 1985-XX-XX. All else is level 2."""
    if "X" not in year + month + day:
        return 0
    if not month:
        return 1 if "X" not in year[:2] and year[3] == "X" else 2
    if "X" in year:
        return 2
    return 1 if (month, day) in {("XX", ""), ("XX", "XX")} or (day == "XX" and "X" not in month) else 2


def _doubts(match: re.Match[str], month: str, day: str) -> tuple[tuple[str, str, str], int]:
    """Work out which qualifier each component has: right of one it holds for all to the left, left for itself."""
    before = match["before_year"], match["before_month"], match["before_day"]
    after = match["after_year"], match["after_month"], match["after_day"]
    if not any(before) and not any(after):
        return ("", "", ""), 0
    told: list[set[str]] = [set(), set(), set()]
    for place, mark in enumerate(before):
        told[place].update(_marks(mark))
    for place, mark in enumerate(after):
        for component in told[: place + 1]:
            component.update(_marks(mark))
    components = 1 + bool(month) + bool(day)
    whole = not any(before) and not any(after[: components - 1])
    year_doubt, month_doubt, day_doubt = ("".join(mark for mark in "?~" if mark in marks) for marks in told)
    return (year_doubt, month_doubt, day_doubt), 1 if whole else 2


def _marks(mark: str | None) -> str:
    return "?~" if mark == "%" else mark or ""


def _significant(written: str | None, digits: str) -> int:
    if written is None:
        return 0
    # "S followed by a positive integer"; a year of four digits cannot have five that count.
    if not 1 <= int(written) <= max(len(digits), 1):
        raise Refusal(IMPOSSIBLE, f"a year of {len(digits)} digits has no {written} significant ones")
    return int(written)


def _long_year(text: str, match: re.Match[str]) -> DateShape:
    year, exponent = match["year"], match["exponent"]
    sign, digits = ("-", year[1:]) if year[0] == "-" else ("", year)
    if exponent is not None:
        # Ten to the power that an attacker sends would fill the memory; LONGEST_DATE bounds the int() itself.
        digits += "0" * min(int(exponent), LONGEST_YEAR)
    elif len(digits) <= YEAR_DIGITS:
        # "When (and only when) the year exceeds four digits", says the specification; E and S have no such rule.
        rest = text[match.end("year") :]
        raise Refusal(UNREADABLE, "Y is for years of more than four digits", f"{sign}{digits:0>4}{rest}")
    if len(digits) > LONGEST_YEAR:
        raise Refusal(LONG, f"its year has more than {LONGEST_YEAR} digits")
    significant = _significant(match["significant"], digits)
    doubts = "".join(mark for mark in "?~" if mark in _marks(match["before_year"]) + _marks(match["after_year"]))
    level = 2 if exponent is not None or significant or match["before_year"] else 1
    return DateShape(text, f"{sign}{digits:0>4}", significant=significant, doubts=(doubts, "", ""), level=level)
