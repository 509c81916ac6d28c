"""Figures that are no date: $1999, 1800 troops, Resolution 1973, 1914 Elm Street, those in their 30s."""

from __future__ import annotations

from typing import Final

from timeline.dates import language
from timeline.dates.found import SETS, Found
from timeline.dates.tokens import Tokens

_FIRST_BARE_YEAR: Final = 1400
_LAST_BARE_YEAR: Final = 2100


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
    if not found.after("UNKNOWN") or found.first != found.at["year"] or not found.first:
        return False
    word = found.tokens.words[found.stop]
    if not word.islower() or not word.endswith(language.PLURAL_ENDING):
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


def no_year(found: Found) -> bool:
    """Refuse four figures that count, measure, number or name something else."""
    for refuse in (_numbered, _priced_or_counted, _glued, _measured, _house, _plural, _of_another_era):
        if refuse(found):
            return True
    year = found.number("year") or 0
    return not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR and not (
        found.first < found.at["year"] or found.before("IN")
    )


def no_years(found: Found) -> bool:
    """Refuse $1999-2010, 1800-1900 troops and 1945-1812."""
    if "era" in found:
        return False
    if found.before("CURRENCY") or found.after("AMOUNT") or _numbered(found):
        return True
    year, end = found.number("year") or 0, found.number("year_end") or 0
    if not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
        return True
    return end <= (year % 100 if end < 100 else year)  # noqa: PLR2004 - two digits


def no_year_month(found: Found) -> bool:
    """Refuse 2011-12, which are two years, and whatever goes on, as a number in groups does."""
    month, tokens = found.number("figures") or 0, found.tokens
    glued = tokens.glued(found.first + 1) and tokens.glued(found.first + 2)
    goes_on = found.stop < len(tokens.words) and tokens.glued(found.stop) and found.after("DASH")
    return not glued or goes_on or not 1 <= month <= 12 or month > (found.number("year") or 0) % 100  # noqa: PLR2004


def no_decade(found: Found) -> bool:
    """Refuse 1985s, $1990s, and those in their 30s."""
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


def no_short_year(found: Found) -> bool:
    """Refuse 5'10", the boys' 18 years and '20 bucks' in a quotation."""
    touches = found.tokens.glued(found.first) or (found.after("DASH") and found.tokens.glued(found.stop))
    return touches or found.after("ANY_UNIT|AMOUNT")


def no_stamp(found: Found) -> bool:
    """Refuse what stands in an address: /2013-09-07/news."""
    return found.tokens.glued(found.first) and found.before("SLASH")


def no_military(found: Found) -> bool:
    """Refuse 1500 hours of training, whatever took more than 1200 hours, and the 1918 H1N1 virus."""
    if found.stop - found.first == 1:
        return not found.word("military").startswith("0")  # "at 0530", but not at 2000 and 1812
    if len(found.tokens.words[found.stop - 1]) == 1:
        alone = found.stop >= len(found.tokens.words) or not found.tokens.glued(found.stop)
        return not (found.tokens.glued(found.stop - 1) and (alone or found.after("PUNCTUATION")))
    if "zone" in found or found.word("military").startswith("0"):
        return False
    measured = found.before("BOUND") and found.tokens.meaning(found.first - 1)["BOUND"] != "APPROX"
    return measured or found.after("OF") or found.before("FOR")


def no_quarter_sign(found: Found) -> bool:
    """Refuse Q 3 and Q400."""
    return (found.number("nth") or 0) not in range(1, 5) or not found.tokens.glued(found.first + 1)
