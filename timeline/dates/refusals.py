"""What only looks like a date: the man Jan Kavan, the Daily News, the third in as many weeks, the day he died.

For each rule of the grammar that catches more than it should, a function says what is refused; `figures` has those
of numbers in figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from timeline.dates import figures
from timeline.dates.found import Found, told_by, year_in_words


def refused(found: Found) -> bool:
    """Whether the expression that a rule found is none."""
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
    """Refuse Summer Avenue, and what only falls and springs."""
    if found.after("STREET"):
        return True
    if found.says("season", "SHY_SEASON"):
        if found.after("OF") or found.after("IN"):
            return True
        return not (
            {"edge", "early", "which", "relative", "that_year"} & found.at.keys()
            or found.before("SEASON_LEADER")
            or found.first < found.at["season"]
        )
    return False


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
    return not (found.before("ON") and found.after("PUNCTUATION|BEFORE_DATE|AND|THE|SUBJECT"))


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
    """Refuse the Year III, the man of the Year, the quarter-finals and the day-to-day business."""
    goes_on = found.after("DASH") and found.tokens.glued(found.stop)
    return goes_on or found.word("unit")[:1].isupper()


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


_REFUSALS: Final[dict[str, Callable[[Found], bool]]] = {
    "month": _no_month,
    "weekday": _no_weekday,
    "which_weekday": _no_weekday,
    "season": _no_season,
    "year": figures.no_year,
    "years": figures.no_years,
    "year_month": figures.no_year_month,
    "decade": figures.no_decade,
    "decade_words": _no_decade_words,
    "units": _no_units,
    "count_units": _no_count,
    "count_shift": _no_count,
    "clock_digits": _no_clock_digits,
    "military": figures.no_military,
    "short_year": figures.no_short_year,
    "stamp": figures.no_stamp,
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
    "quarter_sign": figures.no_quarter_sign,
    "half_sign": figures.no_quarter_sign,
    "quarters": _no_quarters,
    "count_to_count": _no_two_counts,
    "mid_unit": _no_mid_unit,
}
