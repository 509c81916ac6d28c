"""Where date expressions stand: the grammar run over the tokens, then what only looks like a date is refused.

No word of any language stands here; `english.py` has them, `grammar.py` says how they follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from timeline.dates import grammar, language
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

    @property
    def dated(self) -> Found:
        """The part that tells the day: the 1 July of "7:30 a.m. on the morning of 1 July"; itself without parts."""
        return next((part.dated for part in self.parts if part.rule in _DATES or part.parts), self)

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


def link(gap: str) -> str:
    """Return the token that links two expressions: the dash of May-July, the "to" of May-to-July; "" for none."""
    dashed = len(gap) == 3 and gap[0] in SETS["DASH"] and gap[2] in SETS["DASH"]  # noqa: PLR2004 - "-to-"
    return gap[1] if dashed else gap if len(gap) == 1 else ""


def find(tokens: Tokens) -> list[Found]:
    """All expressions of a text, left to right, none overlapping another."""
    return _join(list(_matches(tokens)), tokens)


def _matches(tokens: Tokens) -> Iterator[Found]:
    codes = tokens.codes
    rules_from, rules_from_alone, parts = grammar.BY_FIRST.get, grammar.BY_FIRST_ALONE.get, SETS["PART_WORD"]
    at = 0
    for place in grammar.PLACES.finditer(codes):
        stop = place.end()
        at = max(at, place.start())
        while at < stop:
            rules = (rules_from if codes[at + 1 : at + 2] in parts else rules_from_alone)(codes[at])
            found = _first_of(rules, tokens, at) if rules else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.stop


def _first_of(rules: Iterable[grammar.Begun], tokens: Tokens, at: int) -> Found | None:
    """Return what the first rule finds that matches here and is not refused."""
    codes = tokens.codes
    for rule, match_at, groups in rules:
        match = match_at(codes, at)
        if match is not None:
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
    if found.at["month"] != found.first:
        return False
    if not _led(found) and (found.after("PAST_VERB") or _given_name(found)):
        return True
    if found.before("AND") and _given_name(found):
        return True
    if found.says("month", "SHY_MONTH") and found.before("DETERMINER") and not _of_a_noun(found):
        return True
    return found.says("month", "MONTH_DOTTED") and not found.after("DOT")


def _of_a_noun(found: Found) -> bool:
    """Whether it tells of what follows: a March vote; but not the March for Life, and not "the May twins"."""
    if found.after("STRETCH"):
        return True  # "the May-to-July period"
    return not found.after("PAST_FORM") and found.tokens.words[found.stop : found.stop + 1][0].islower()


def _given_name(found: Found) -> bool:
    """Whether it is the first name of April Jones or August Wilson."""
    if not found.says("month", "GIVEN_NAME") or not found.after("UNKNOWN") or found.before("A") or found.before("THE"):
        return False
    return found.tokens.words[found.stop][:1].isupper()


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


def _numbered(found: Found) -> bool:
    """Flight 1812, No. 1984, Resolution 1973; Copyright (c) 2013 is the page's, not the story's."""
    return found.before("NUMBER_SIGN|DOT|COPYRIGHT|CLOSE|NUMBER") and (
        found.before("NUMBER_SIGN", 2 if found.before("DOT") else 1)
        or found.before("COPYRIGHT", 2 if found.before("CLOSE") else 1)
        or (found.before("NUMBER") and not found.before("YEAR"))  # "call 7946 2012"
    )


def _priced_or_counted(found: Found) -> bool:
    """$1999, 1800 troops; but "from 1988 to 1990 prisoners were exchanged" and "in 1990 prisoners fled" tell years."""
    if found.before("CURRENCY"):
        return True
    if not found.after("AMOUNT"):
        return found.after("NUMBER|ANY_UNIT")
    of_a_range = found.before("LINK") and found.before("YEAR", 2)
    return not (of_a_range or (found.before("IN") and _verb(found.tokens, found.stop + 1)))


def _glued(found: Found) -> bool:
    """Whether it is a piece of something: A-2008, 3.1990, 1945-1812, 2000-meter, 1200th; but post-1959 tells a year."""
    tokens, codes = found.tokens, found.tokens.codes
    if tokens.glued(found.first):
        if found.before("DASH") and not found.before("PRE", 2):
            return True
        if "early" not in found and (found.before("DOT") or found.before("SLASH")):
            return True
    if found.stop >= len(codes) or not tokens.glued(found.stop):
        return False
    if tokens.words[found.stop].isalpha():
        return True
    if not found.after("DASH") or found.stop + 1 >= len(codes) or not tokens.glued(found.stop + 1):
        return False
    return codes[found.stop + 1] in SETS["UNKNOWN"] | SETS["AMOUNT"] | SETS["NUMBER"]


def _measured(found: Found) -> bool:
    """More than 1500 by mail, some 1900 of them, nearly 2000, at 1987; but "until at least 2015" tells a year."""
    if not found.before("BOUND|SOME|AT"):
        return False
    if found.before("BOUND"):
        bound = found.tokens.meaning(found.first - 1)["BOUND"]
        return bound != "EQUAL_OR_LESS" and not (bound == "EQUAL_OR_MORE" and found.before("BEFORE_DATE", 2))
    return found.before("SOME") or (found.before("AT") and found.after("PUNCTUATION"))


def _house(found: Found) -> bool:
    """1914 Elm Street, 1600 Pennsylvania Avenue; "in 1914 Elm Street was paved" is told of a year."""
    if found.before("IN"):
        return False
    words, codes = found.tokens.words, found.tokens.codes
    for at in range(found.stop, min(found.stop + _LONGEST_STREET, len(words))):
        if not words[at][:1].isupper():
            return False
        if at > found.stop and codes[at] in SETS["STREET"]:
            return True
    return False


_LONGEST_STREET: Final = 4
"""Words of the name of a street, as "Martin Luther King Boulevard"."""


def _plural(found: Found) -> bool:
    """They had 1990 bicycles; but "after 1998 bombings", and "the 2012 games"."""
    if found.first != found.at["year"] or found.stop >= len(found.tokens.words) or not found.first:
        return False
    word = found.tokens.words[found.stop]
    if not found.after("UNKNOWN") or not word.islower() or not word.endswith(language.PLURAL_ENDING):
        return False
    return found.before("WITH") or _verb(found.tokens, found.first - 1)


def _verb(tokens: Tokens, index: int) -> bool:
    """Whether a token is likely a verb."""
    if index >= len(tokens.codes):
        return False
    if tokens.codes[index] in SETS["PAST_VERB"] | SETS["HAVE"] | SETS["WAS"] | SETS["IS"] | SETS["WILL"]:
        return True
    word = tokens.words[index]
    return tokens.codes[index] in SETS["UNKNOWN"] and word.endswith((language.PAST_ENDING, language.ONGOING_ENDING))


def _of_another_era(found: Found) -> bool:
    """20 Ramadan 1435, 1393 AH: a year of another calendar; but Ramadan 2014 is told of ours."""
    year = found.number("year") or 0
    return year < _FIRST_SURE_YEAR and (found.before("OTHER_MONTH") or found.after("OTHER_ERA"))


_FIRST_SURE_YEAR: Final = 1600
"""The years of the Hijra, by the sun or by the moon, will long be smaller, and ours are hardly told by its months."""


def _no_year(found: Found) -> bool:
    """Refuse four figures that count, measure, number or name something else."""
    for refuse in (_numbered, _priced_or_counted, _glued, _measured, _house, _plural, _of_another_era):
        if refuse(found):
            return True
    year = found.number("year") or 0
    return not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR and not (
        found.first < found.at["year"] or found.before("IN")
    )


def _no_years(found: Found) -> bool:
    if "era" in found:
        return False
    if found.before("CURRENCY") or found.after("AMOUNT") or _numbered(found):
        return True
    year, end = found.number("year") or 0, found.number("year_end") or 0
    if not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
        return True
    return end <= (year % 100 if end < 100 else year)  # noqa: PLR2004 - two digits


def _no_year_month(found: Found) -> bool:
    """Refuse 2011-12, which are two years, and whatever goes on, as a number in groups does."""
    month, tokens = found.number("figures") or 0, found.tokens
    glued = tokens.glued(found.first + 1) and tokens.glued(found.first + 2)
    goes_on = found.stop < len(tokens.words) and tokens.glued(found.stop) and found.after("DASH")
    return not glued or goes_on or not 1 <= month <= 12 or month > (found.number("year") or 0) % 100  # noqa: PLR2004


def _no_decade(found: Found) -> bool:
    if found.before("HIS") or found.before("CURRENCY"):
        return True
    year = found.number("year")
    if year is not None:
        led = found.first < found.at["year"] or "era" in found  # "the 1300s", but not 1300s of anything
        return year % 10 != 0 or (year < _FIRST_BARE_YEAR and not led)
    return (found.number("two") or 0) % 10 != 0 or not _told_of_years(found, found.at["two"])


def _told_of_years(found: Found, at: int) -> bool:
    """Tell the 80s, the late '80s, and the 90s of "the 1970s, 80s and 90s" from those in their 30s and over-50s.

    `at` is the token of the number; its ending and a link stand between one number of a list and the next.
    """
    codes = found.tokens.codes
    lead = at - 1
    while lead > 0 and codes[lead] in SETS["EARLY|DASH"]:
        lead -= 1
    if codes[at] in SETS["YEAR"] or (lead >= 0 and codes[lead] in SETS["THE|QUOTE"]):
        return True
    listed = at > 2 and codes[at - 2] in SETS["S"] and codes[at - 1] in SETS["LINK|COMMA"]  # noqa: PLR2004
    return listed and _told_of_years(found, at - 3)


def _no_short_year(found: Found) -> bool:
    """Refuse 5'10", the boys' 18 years and '20 bucks' in a quotation."""
    touches = found.tokens.glued(found.first) or (found.after("DASH") and found.tokens.glued(found.stop))
    return touches or found.after("ANY_UNIT|AMOUNT")


def _no_stamp(found: Found) -> bool:
    """Refuse what stands in an address: /2013-09-07/news."""
    return found.tokens.glued(found.first) and found.before("SLASH")


def _no_decade_words(found: Found) -> bool:
    return found.before("HIS") or found.first == found.at["decade"]


def _no_measure(found: Found) -> bool:
    """Refuse the third in as many weeks, and what is said in some quarters."""
    return found.says("vague", "VAGUE") and (
        found.before("AS") or (found.mean("unit") == "Q" and found.says("vague", "SOME"))
    )


def _no_units(found: Found) -> bool:
    return (
        found.mean("unit") == "S"
        or _no_measure(found)
        or not ("vague" in found or _led(found) or found.before("DURING|TAKES|EVEN") or found.after("OFF_SCHEDULE"))
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
    if "a" in found and _no_single(found):
        return True
    if _no_measure(found):
        return True
    if unit == "D" and found.says("unit", "UNIT") and (found.before("WILL") or found.before("WOULD")):
        return True  # "will one day be king"
    if found.before("CURRENCY"):
        return True
    if "count" in found and found.says("bound", "BOUND") and found.says("count", "MILITARY") and _hours_of_day(found):
        return True
    return "half" in found and found.says("unit", "MANY_UNITS")


def _hours_of_day(found: Found) -> bool:
    """Approximately 2137 hours; but approximately 1500 hours of training are a length."""
    return found.says("unit", "HOURS_WORD") and found.mean("bound") == "APPROX" and not found.after("OF")


def _no_military(found: Found) -> bool:
    """Refuse 1500 hours of training, whatever took more than 1200 hours, and the 1918 H1N1 virus."""
    if len(found.tokens.words[found.stop - 1]) == 1:
        alone = found.stop >= len(found.tokens.words) or not found.tokens.glued(found.stop)
        return not (found.tokens.glued(found.stop - 1) and (alone or found.after("PUNCTUATION")))
    if "zone" in found or found.word("military").startswith("0"):
        return False
    measured = found.before("BOUND") and found.tokens.meaning(found.first - 1)["BOUND"] != "APPROX"
    return measured or found.after("OF") or found.before("FOR")


def _no_single(found: Found) -> bool:
    """Refuse a second and a quarter, the start of a year-earlier loss, and a day that nobody is prepared for."""
    unit = found.mean("unit")
    if unit in {"S", "Q"} or found.says("unit", "MANY_UNITS"):
        return True
    before_ago = found.after("DASH") and (found.after("AGO", 2) or found.after("EARLIER_ADVERB", 2))
    of_rate = found.before("UNKNOWN|AMOUNT")  # "barrels of oil a day that are lost"
    return before_ago or (unit == "D" and found.after("WHEN") and not of_rate)


def _no_clock_digits(found: Found) -> bool:
    if "zone" in found or found.stop - found.first > 1:
        return False
    return not (found.before("AT") or (found.before("BEFORE_DATE") and not found.before("IN")))  # won in 8:12


def _no_ordinal_day(found: Found) -> bool:
    if "unit" in found:
        return False
    if "number" not in found:
        return True
    return not (found.before("ON") and (found.after("PUNCTUATION") or found.after("BEFORE_DATE") or found.after("AND")))


def _no_name(found: Found) -> bool:
    """Refuse the Daily News, and Mark Weekly."""
    if found.word("frequency")[:1].isupper() and found.before("UNKNOWN"):
        return True
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
    return not found.after("UNKNOWN|AMOUNT")  # "its former members"


def _no_reference(found: Found) -> bool:
    if found.says("reference", "RECENTLY") and found.after("AS"):
        return True  # "as recently as last week"
    if found.after("DASH") and found.stop < len(found.tokens.words) and found.tokens.glued(found.stop):
        return True  # "the soon-to-open terminal"
    return found.says("reference", "SOON") and (found.before("AS") or found.after("LATER") or found.after("AS"))


def _no_the_unit(found: Found) -> bool:
    """Refuse the Year III and the man of the Year."""
    return found.word("unit")[:1].isupper()


def _no_the_day(found: Found) -> bool:
    """Refuse the day that something happened, which is hardly that of publication; "for the day, the index fell" is."""
    if _no_the_unit(found):
        return True
    if "edge" in found and found.mean("unit") == "D" and found.before("AT", 2 if found.before("THE") else 1):
        return True  # "at the end of the day, it is up to them"
    if found.mean("unit") != "D" or not {"edge", "early", "relative", "entire"}.isdisjoint(found.at):
        return False
    if found.before("OF") and found.before("MUCH", 2):
        return False  # "for much of the day he sat in court"
    return not found.before("FOR|DURING|UNTIL") or told_by(found) or found.after("WEEKDAY")


def told_by(found: Found) -> bool:
    """Whether what follows says which one it is: the night he died, the morning of the attack, the day Smith left."""
    if found.after("OF|BEFORE|AFTER|WHEN|SUBJECT"):
        return True
    return found.after("UNKNOWN") and found.tokens.words[found.stop][:1].isupper()


def _no_year_ago(found: Found) -> bool:
    """Refuse a year -- earlier than thought."""
    return not found.tokens.glued(found.at["ago"])


def _no_last_count(found: Found) -> bool:
    """Refuse "coming a day after"."""
    return "a" in found


def _no_two_counts(found: Found) -> bool:
    """Refuse fifty-two weeks, which are not fifty weeks to two, and ages: 15 to 20 years of age."""
    if found.before("AGE") or (found.after("OF") and found.after("AGE", 2)):
        return True
    first, last = found.mean("first_words"), found.mean("words")
    return isinstance(first, int) and isinstance(last, int) and first >= 20 and last < 10 and found.says("link", "DASH")  # noqa: PLR2004


def _no_quarters(found: Found) -> bool:
    return found.mean("unit") != "Q"


def _no_mid_unit(found: Found) -> bool:
    """Refuse late-week for a word: only mid-year and mid-century are said so."""
    return found.mean("early") != "MID" or not found.tokens.glued(found.at["unit"])


def _no_quarter_sign(found: Found) -> bool:
    """Refuse Q 3 and Q400."""
    return (found.number("nth") or 0) not in range(1, 5) or not found.tokens.glued(found.first + 1)


def year_in_words(found: Found) -> int | None:
    """Return the year that number words make ("nineteen ninety-four", "two thousand"), or None where they make none."""
    meanings = map(found.tokens.meaning, range(found.at["words"], found.stop))
    values = (meaning.get("CARDINAL", meaning.get("MULTIPLIER")) for meaning in meanings)
    first, second, *rest = (value for value in values if isinstance(value, int))
    if second in _TENS:
        digits = second + sum(rest)
        return first * 100 + digits if first != _TWO and (not rest or digits < second + 10) else None
    led = bool(rest) or found.first < found.at["words"]  # "the year two thousand", not two thousand
    if (second, first == _TWO) not in {(1000, True), (100, False)} or not led or sum(rest) >= 100:  # noqa: PLR2004
        return None
    return first * second + sum(rest)


_TWO: Final = 2
_TENS: Final = range(10, 100)


_REFUSALS: Final[dict[str, Callable[[Found], bool]]] = {
    "month": _no_month,
    "weekday": _no_weekday,
    "which_weekday": _no_weekday,
    "season": _no_season,
    "year": _no_year,
    "years": _no_years,
    "year_month": _no_year_month,
    "decade": _no_decade,
    "decade_words": _no_decade_words,
    "units": _no_units,
    "count_units": _no_count,
    "count_shift": _no_count,
    "clock_digits": _no_clock_digits,
    "military": _no_military,
    "short_year": _no_short_year,
    "stamp": _no_stamp,
    "last_count": _no_last_count,
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
    "half_sign": _no_quarter_sign,
    "quarters": _no_quarters,
    "count_to_count": _no_two_counts,
    "mid_unit": _no_mid_unit,
}


@dataclass(frozen=True, slots=True)
class _Join:
    """Two expressions that are one: the rules of both, and the classes of the one token that may stand between them."""

    rule: str
    first: frozenset[str]
    second: frozenset[str]
    between: str = ""
    touching: bool = True
    turned: bool = False

    def holds(self, one: Found, other: Found) -> bool:
        """Whether it joins the two, which follow each other."""
        if one.rule not in self.first or other.rule not in self.second:
            return False
        gap = one.tokens.codes[one.stop : other.first]
        if not gap:
            return self.touching
        return len(gap) == 1 and bool(self.between) and gap in SETS[self.between]


def _rules(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DATES: Final = _rules(
    "weekday month_day day_month day_name which_weekday weekday_after nth_weekday numeric stamp named_day ordinal_day"
)
_CLOCKS: Final = _rules("clock clock_words clock_digits military moment")
_MONTHS: Final = _rules("month month_day day_month season")
_PARTS: Final = _rules("part which_part")
_JOINS: Final = (
    _Join("clock_on", _CLOCKS, _DATES | {"part_of"}, "ON_COMMA"),  # 10 p.m. Wednesday; 9 a.m. on Friday morning
    _Join("clock_on", _DATES, _rules("clock"), turned=True),  # May 8 1:00 AM
    _Join("clock_on", _CLOCKS, _rules("tonight which_part part_before"), "COMMA"),  # 8 p.m. tonight
    _Join("part_of", _PARTS, _DATES, "OF_ON"),  # the night of 10 August
    _Join("part_of", _DATES, _rules("part"), turned=True),  # Friday night
    _Join("part_of_days", _PARTS, _rules("days_of_month month_days"), "OF_ON"),  # the night of 3 to 4 June
    _Join("in_year", _MONTHS, _rules("year_words"), "COMMA|IN|OF"),  # January nineteen ninety-four
    _Join("week_of", _rules("the_unit"), _DATES, "OF", touching=False),  # the week of March 6
    _Join("from_on", _rules("count_units"), _rules("day_name weekday"), "FROM", touching=False),  # a week from Friday
    _Join("ago_on", _rules("count_shift"), _rules("day_name which_unit weekday")),  # a year ago today
)


_JOINS_FROM: Final = {
    rule: tuple(join for join in _JOINS if rule in join.first)
    for rule in frozenset().union(*(one.first for one in _JOINS))
}


def _join(found: list[Found], tokens: Tokens) -> list[Found]:
    """Clock times and parts of days with the day that they belong to, left to right.

    It goes through them from the right: the "Friday night" of "9 p.m. on Friday night" is put together first.
    """
    out: list[Found] = []
    for one in reversed(found):
        other = out[-1] if out else None
        joins = _JOINS_FROM.get(one.rule, ()) if other else ()
        join = next((join for join in joins if other and join.holds(one, other) and _fits(join, one, other)), None)
        if join is None or other is None:
            out.append(one)
        else:
            parts = (other, one) if join.turned else (one, other)
            out[-1] = Found(join.rule, tokens, one.first, other.stop, {}, {}, parts)
    out.reverse()
    return out


def _fits(join: _Join, one: Found, other: Found) -> bool:
    if other.rule == "which_part":
        return "which" in other or "step" in other
    if join.rule == "week_of":
        return one.mean("unit") == "W"
    if join.rule in {"ago_on", "from_on"} and other.rule == "weekday":
        return one.mean("unit") == "W" and ("ago" in one or join.rule == "from_on") and not other.after("STRETCH")
    if join.rule == "ago_on":
        return "ago" in one and (other.rule == "day_name" or other.says("which", "THIS"))
    return True
