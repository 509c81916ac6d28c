"""Where date expressions stand: the grammar run over the tokens, then what only looks like a date is refused.

No word of any language stands here; `english.py` has them, `grammar.py` says how they follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.dates import grammar
from timeline.dates.tokens import Tokens

_FIRST_BARE_YEAR: Final = 1400
_LAST_BARE_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: the rule that matched, its tokens, and which token plays which part.

    `parts` are the expressions that it was put together from ("10 p.m." and "Wednesday"). `first` and `stop` are token
    indexes, `start` and `end` offsets into the text.
    """

    rule: str
    tokens: Tokens
    first: int
    stop: int
    at: dict[str, int]
    classes: dict[str, tuple[str, ...]]
    parts: tuple[Found, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.at

    def word(self, name: str) -> str:
        """Return the word that plays the part, "" if none does."""
        return self.tokens.words[self.at[name]] if name in self.at else ""

    def number(self, name: str) -> int | None:
        """Return the number in figures that plays the part."""
        return int(self.tokens.words[self.at[name]]) if name in self.at else None

    def mean(self, name: str) -> object:
        """Return what the word means in the class that it plays the part in; None if nothing plays it."""
        if name not in self.at:
            return None
        meaning = self.tokens.meaning(self.at[name])
        return next((meaning[one] for one in self.classes[name] if one in meaning), None)

    def says(self, name: str, one: str) -> bool:
        """Whether the word that plays the part belongs to the class."""
        return name in self.at and self.tokens.codes[self.at[name]] in SETS[one]

    def before(self, one: str, steps: int = 1) -> bool:
        """Whether the token that many steps before the expression belongs to the class."""
        at = self.first - steps
        return at >= 0 and self.tokens.codes[at] in SETS[one]

    def after(self, one: str, steps: int = 1) -> bool:
        """Whether the token that many steps after the expression belongs to the class."""
        at = self.stop + steps - 1
        return at < len(self.tokens.codes) and self.tokens.codes[at] in SETS[one]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.tokens.stops[self.stop - 1]


class _Sets(dict[str, frozenset[str]]):
    """For each class the characters that hold it, made when first asked for."""

    def __missing__(self, one: str) -> frozenset[str]:
        found = self[one] = grammar.members(one)
        return found


SETS: Final = _Sets()


def find(tokens: Tokens) -> list[Found]:
    """All expressions of a text, left to right, none overlapping another."""
    return _join(list(_matches(tokens)), tokens)


def _matches(tokens: Tokens) -> Iterator[Found]:
    codes = tokens.codes
    rules_from = grammar.BY_FIRST.get
    at = 0
    for place in grammar.PLACES.finditer(codes):
        stop = place.end()
        at = max(at, place.start())
        while at < stop:
            found = _first_of(rules_from(codes[at], ()), tokens, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.stop


def _first_of(rules: Iterable[str], tokens: Tokens, at: int) -> Found | None:
    """Return what the first rule finds that matches here and is not refused."""
    for rule in rules:
        pattern, groups = grammar.PATTERNS[rule]
        match = pattern.match(tokens.codes, at)
        if match is None:
            continue
        found = _found(tokens, rule, match, groups)
        if not _refused(found):
            return found
    return None


def _found(tokens: Tokens, rule: str, match: re.Match[str], groups: grammar.Groups) -> Found:
    at: dict[str, int] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for name, choices in groups.items():
        for group, one in choices:
            index = match.start(group)
            if index >= 0:
                at[name] = index
                classes[name] = one
                break
    return Found(rule, tokens, match.start(), match.end(), at, classes)


def _refused(found: Found) -> bool:
    refuse = _REFUSALS.get(found.rule)
    return refuse is not None and refuse(found)


def _capital(found: Found, name: str) -> bool:
    return found.word(name)[:1].isupper()


def _led(found: Found) -> bool:
    """Whether a word stands before it that leads to a date: "in May", but not "May said"."""
    return found.before("BEFORE_DATE")


def _no_month(found: Found) -> bool:
    """Refuse the man Jan Kavan, and the one of whom "January said" is written."""
    if found.after("PAST_VERB") and found.at["month"] == found.first and not _led(found):
        return True
    return found.says("month", "MONTH_DOTTED") and not found.after("DOT") and found.at["month"] == found.first


def _no_weekday(found: Found) -> bool:
    return found.says("weekday", "SHY_WEEKDAY") and not found.after("DOT")


def _no_season(found: Found) -> bool:
    if found.says("season", "SHY_SEASON"):
        if found.after("OF") or found.after("IN"):
            return True
        return not (
            {"edge", "early", "which", "relative", "that_year"} & found.at.keys()
            or found.before("SEASON_LEADER")
            or found.first < found.at["season"]
        )
    return False


def _no_year(found: Found) -> bool:  # noqa: PLR0911 - a return a reason
    year = found.number("year") or 0
    if found.before("NUMBER_SIGN", 2 if found.before("DOT") else 1):
        return True
    if found.before("CURRENCY") or found.after("AMOUNT"):
        return True
    if found.before("DASH") and found.tokens.glued(found.first):
        return True
    if "early" not in found and (found.before("DOT") or found.before("SLASH")) and found.tokens.glued(found.first):
        return True
    if (
        found.stop < len(found.tokens.words)
        and found.tokens.glued(found.stop)
        and found.tokens.words[found.stop].isalpha()
    ):
        return True
    if found.after("NUMBER") or found.after("ANY_UNIT"):
        return True
    return not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR and not (
        found.first < found.at["year"] or found.before("IN")
    )


def _no_years(found: Found) -> bool:
    if "era" in found:
        return False
    if found.before("CURRENCY") or found.after("AMOUNT"):
        return True
    year, end = found.number("year") or 0, found.number("year_end") or 0
    if not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
        return True
    return end <= (year % 100 if end < 100 else year)  # noqa: PLR2004 - two digits


def _no_decade(found: Found) -> bool:
    if found.before("HIS") or found.before("CURRENCY"):
        return True
    year = found.number("year")
    if year is not None:
        return year % 10 != 0 or (year < _FIRST_BARE_YEAR and "era" not in found)
    two = found.number("two") or 0
    return two % 10 != 0


def _no_decade_words(found: Found) -> bool:
    return found.before("HIS") or found.first == found.at["decade"]


def _no_units(found: Found) -> bool:
    return found.mean("unit") == "S" or (
        not {"vague"} & found.at.keys() and not (_led(found) or found.before("DURING"))
    )


def _no_count(found: Found) -> bool:  # noqa: PLR0911 - a return a reason
    unit = found.mean("unit")
    if unit == "Q" and (
        (found.after("OF") and "vague" not in found) or found.before("THAN") or found.tokens.glued(found.at["unit"])
    ):
        return True
    if found.says("unit", "CLOCK_UNITS") and _capital(found, "unit") and "count" in found:
        return True
    if found.says("old", "OLD") and unit == "Y":
        return True
    if "a" in found and ((found.says("unit", "CLOCK_UNIT") and unit == "S") or unit == "Q"):
        return True
    if "a" in found and found.says("unit", "MANY_UNITS"):
        return True
    if found.before("CURRENCY"):
        return True
    return "half" in found and found.says("unit", "MANY_UNITS")


def _no_clock_digits(found: Found) -> bool:
    if "zone" in found or found.stop - found.first > 1:
        return False
    return not (found.before("AT") or found.before("BEFORE_DATE"))


def _no_ordinal_day(found: Found) -> bool:
    if "unit" in found:
        return False
    if "number" not in found:
        return True
    return not (found.before("ON") and (found.after("PUNCTUATION") or found.after("BEFORE_DATE") or found.after("AND")))


def _no_part(found: Found) -> bool:
    return "early" not in found and not found.before("AT")


def _no_name(found: Found) -> bool:
    """Refuse the Daily News."""
    if found.first == found.stop - 1 and found.word("frequency")[:1].isupper() and found.stop < len(found.tokens.words):
        return found.tokens.words[found.stop][:1].isupper()
    return False


def _no_year_words(found: Found) -> bool:
    value = year_in_words(found)
    return value is None


def _no_half(found: Found) -> bool:
    """Refuse the first half of anything but a year."""
    return "year" not in found and "year_step" not in found and not found.says("unit", "QUARTER") and found.after("OF")


def _no_adjective(found: Found) -> bool:
    return not found.after("UNKNOWN")


def _no_reference(found: Found) -> bool:
    if found.after("DASH") and found.stop < len(found.tokens.words) and found.tokens.glued(found.stop):
        return True  # "the soon-to-open terminal"
    return found.says("reference", "SOON") and (found.before("AS") or found.after("LATER") or found.after("AS"))


def _no_the_unit(found: Found) -> bool:
    """Refuse the Year III and the man of the Year."""
    return found.word("unit")[:1].isupper()


def _no_the_day(found: Found) -> bool:
    """Refuse the day of the shooting, which is not the day of publication."""
    return _no_the_unit(found) or (found.mean("unit") == "D" and found.after("OF"))


def _no_year_ago(found: Found) -> bool:
    """Refuse a year ago, which is counted elsewhere; here stands the year-ago quarter."""
    return found.stop - found.first < 3 or not found.tokens.glued(found.at["ago"])  # noqa: PLR2004 - year-ago


def _no_quarter_sign(found: Found) -> bool:
    """Refuse Q 3 and Q400."""
    return (found.number("nth") or 0) not in range(1, 5) or not found.tokens.glued(found.first + 1)


def year_in_words(found: Found) -> int | None:
    """Return the year that number words make ("nineteen ninety-four", "two thousand"), or None where they make none."""
    values: list[int] = []
    for index in range(found.first, found.stop):
        meaning = found.tokens.meaning(index)
        value = meaning.get("CARDINAL", meaning.get("MULTIPLIER"))
        if isinstance(value, int):
            values.append(value)
    if not values:
        return None
    if values[0] in range(13, 21) and len(values) > 1 and values[1] >= 10 and values[1] < 100 and sum(values[1:]) < 100:  # noqa: PLR2004
        return values[0] * 100 + sum(values[1:])
    if values[:2] == [2, 1000] and sum(values[2:]) < 100 and (len(values) > 2 or found.first < found.at["words"]):  # noqa: PLR2004
        return 2000 + sum(values[2:])
    return None


_REFUSALS: Final[dict[str, Callable[[Found], bool]]] = {
    "month": _no_month,
    "weekday": _no_weekday,
    "season": _no_season,
    "year": _no_year,
    "years": _no_years,
    "decade": _no_decade,
    "decade_words": _no_decade_words,
    "units": _no_units,
    "count_units": _no_count,
    "count_shift": _no_count,
    "clock_digits": _no_clock_digits,
    "ordinal_day": _no_ordinal_day,
    "frequency": _no_name,
    "year_words": _no_year_words,
    "half": _no_half,
    "adjective": _no_adjective,
    "reference": _no_reference,
    "the_unit": _no_the_day,
    "which_unit": _no_the_unit,
    "year_ago": _no_year_ago,
    "quarter_sign": _no_quarter_sign,
}

_DATES: Final = frozenset(
    {"weekday", "month_day", "day_month", "day_name", "which_weekday", "numeric", "stamp", "named_day", "ordinal_day"}
)
_CLOCKS: Final = frozenset({"clock", "clock_digits", "military", "moment"})
_PARTS: Final = frozenset({"part", "which_part"})


def _join(found: list[Found], tokens: Tokens) -> list[Found]:
    """Clock times and parts of days with the day that they belong to: "10 p.m. Wednesday", "the night of 10 August"."""
    out: list[Found] = []
    for one in found:
        last = out[-1] if out else None
        if last is None:
            out.append(one)
            continue
        gap = tokens.codes[last.stop : one.first]
        if (
            last.rule in _CLOCKS
            and one.rule in _DATES
            and (not gap or (len(gap) == 1 and gap in SETS["ON"] | SETS["COMMA"]))
        ):
            out[-1] = Found("clock_on", tokens, last.first, one.stop, {}, {}, (last, one))
        elif (
            last.rule in _PARTS
            and one.rule in _DATES
            and (not gap or (len(gap) == 1 and gap in SETS["OF"] | SETS["ON"]))
        ):
            out[-1] = Found("part_of", tokens, last.first, one.stop, {}, {}, (last, one))
        elif (
            last.rule == "the_unit"
            and last.mean("unit") == "W"
            and one.rule in _DATES
            and len(gap) == 1
            and gap in SETS["OF"]
        ):
            out[-1] = Found("week_of", tokens, last.first, one.stop, {}, {}, (last, one))
        elif last.rule in _DATES and one.rule in _PARTS and not gap and one.rule == "part":
            out[-1] = Found("part_of", tokens, last.first, one.stop, {}, {}, (one, last))
        else:
            out.append(one)
    return [one for one in out if one.rule != "part" or not _no_part(one)]
