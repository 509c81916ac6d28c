"""What an expression may hang on, and what is made of it: the tools that all readers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from timeline.dates import calendar, place, tense
from timeline.dates.calendar import Point
from timeline.dates.found import SETS, Found, link


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means. `told` is what a later "the next day" hangs on; None if nothing can.

    `first` and `stop` narrow the tokens where the expression stands for only a part of what the rule matched.
    """

    type: str
    value: str
    mod: str = ""
    told: Point | None = None
    first: int | None = None
    stop: int | None = None
    edtf: str = ""
    zone: str = ""
    fiscal: bool = False


PARAGRAPH_TOKENS: Final = 200
NEARBY_TOKENS: Final = 100


@dataclass(slots=True)
class Context:
    """What an expression may hang on. The only thing here that changes while a text is read.

    `published` is as fine as it is known; `told` is the date told before; `narrative` says which of the two counts.
    `quarter` is the quarter told before, and `quarterly` says whether no longer period of results was told after it.
    """

    published: Point | None
    told: Point | None = None
    quarter: Point | None = None
    quarterly: bool = True
    narrative: bool = False
    day_first: bool | None = None
    founds: Sequence[Found] = ()
    day: Point | None = None
    day_at: int = -1
    index: int = 0
    story: Mapping[int, int] = field(default_factory=dict)

    def now(self) -> Point | None:
        """Return what "last week" and "ago" hang on; nothing where the publication is unknown: the text can't say."""
        return self.told if self.narrative and self.published else self.published

    def tell_quarter(self, quarter: Point) -> None:
        """Keep the latest quarter that is over: "after a flat second quarter" glances back."""
        self.quarterly = True
        now = self.published
        running = now is not None and (quarter.year, quarter.month + 2) >= (now.year, now.month)
        earlier = self.quarter is not None and (quarter.year, quarter.month) < (self.quarter.year, self.quarter.month)
        if self.quarter is None or not (running or earlier):
            self.quarter = quarter

    def day_here(self, found: Found, reach: int = PARAGRAPH_TOKENS) -> Point | None:
        """Return the day told before in the same paragraph: "was shot Sunday … pronounced dead later in the day"."""
        codes = found.tokens.codes[self.day_at : found.first]
        near = len(codes) <= reach and SETS["PARAGRAPH"].isdisjoint(codes)
        return self.day if near else None

    def anchor(self) -> Point | None:
        """Return what a bare date hangs on."""
        if self.narrative:
            return self.told
        return self.published or self.told


def mod_of(found: Found) -> str:
    """Return the TIMEX3 modifier of early, mid, late, the end of, later in; "" without one, and of mid-to-late."""
    if "onto" in found:
        return ""
    for name in ("early", "edge"):
        meaning = found.mean(name)
        if isinstance(meaning, str):
            return meaning
    if "relative" in found:
        return "START" if found.says("relative", "EARLIER_ADVERB") else "END"
    return ""


def dated(point: Point | None, mod: str = "") -> Reading | None:
    """Return the reading of a point as a date; None of none."""
    if point is None:
        return None
    return Reading("DATE", calendar.value(point), mod, point)


def explicit_year(found: Found, context: Context) -> int | None:
    """Return the year that stands in the expression, astronomically; None if none does."""
    year = found.number("year")
    if year is not None:
        return 1 - year if found.says("era", "BC") else year
    short = found.number("short")
    if short is not None:
        return of_two_digits(short, context)
    if "that_year" in found:
        return context.told.year if context.told else None
    if "year_step" in found:
        step = found.mean("year_step")
        goes_on = found.says("year_step", "PREVIOUS") or found.says("year_step", "FOLLOWING")
        base = (context.told if goes_on else None) or context.anchor()
        return base.year + step if base and isinstance(step, int) else None
    return None


def of_two_digits(short: int, context: Context) -> int:
    """'89 is the last such year before the publication, or lies in the century that is being told."""
    base = context.told if context.narrative else context.published
    if base is None:
        base = context.told or context.published
    if base is None:
        return 1900 + short if short > 30 else 2000 + short  # noqa: PLR2004 - no year to hang on
    year = base.year // 100 * 100 + short
    latest = context.published or base
    if context.narrative and year <= latest.year:
        return year
    return year if year <= latest.year + 10 else year - 100


def step_of(found: Found) -> int:
    """Return -1 for last and previous, 1 for next and following, 0 for this, that and none of them."""
    steps = [step for name in ("which", "step") if isinstance(step := found.mean(name), int)]
    return steps[0] if steps else 0


def base_of(found: Found, context: Context) -> Point | None:
    """Return what it hangs on: last, next, this on the publication; previous, that and following on the date told."""
    back = ("PREVIOUS", "FOLLOWING", "THAT", "SAME")
    if any(found.says(name, one) for name in ("which", "step", "same") for one in back):
        return context.told or context.published
    if any(found.says(name, "NEXT") and _goes_on(found, name) for name in ("which", "step")):
        return context.told or context.published
    if any(
        found.says(name, one) for name in ("which", "step") for one in ("LAST", "NEXT", "THIS", "CURRENT", "LATEST")
    ):
        return context.now()
    return context.anchor()


def _goes_on(found: Found, name: str) -> bool:
    """Whether "the next" goes on with a story: "the next morning", and "The next year" where it opens a sentence."""
    at = found.at[name] - 1
    if at < 0 or found.tokens.codes[at] not in SETS["THE"]:
        return False
    return "part" in found or found.mean("unit") == "D" or found.first == 0 or found.before("PUNCTUATION")


def unknown(unit: str) -> Reading:
    """Return the reading of a date that the text does not place: XXXX-XX for "that month" of nowhere."""
    return Reading(
        "DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")
    )


def within(found: Found, base: Point, reading: Reading | None) -> Reading | None:
    """Earlier this year: from its start to the day it is told from; later that month: from the day told to its end."""
    if reading is None or "relative" not in found:
        return reading
    whole, here = place.when(reading.value), place.when(calendar.value(base))
    if whole is None or here is None or not whole.first or not whole.last or not here.first or not here.last:
        return reading
    if not whole.overlaps(here):
        return reading
    first, last = whole.first, whole.last
    if reading.mod == "START":
        last = min(here.last, last)
    else:
        first = max(here.first, first)
    return replace(reading, edtf=first.iso() if first == last else f"{first.iso()}/{last.iso()}")


def linked_year(found: Found, month: int, context: Context) -> int | None:
    """Return the year that the next expression lends: March to June 2014; November to March 1943 begins in 1942.

    A season is told by the month in which it begins ("the spring and summer of 1943"), a quarter by its last (Q2-Q4).
    """
    if context.index + 1 >= len(context.founds):
        return None
    after = context.founds[context.index + 1]
    year, other = after.number("year"), after.mean("month") or calendar.SEASON_MONTH.get(str(after.mean("season")))
    if "sign" in found and "sign" in after:
        other = 3 * (after.number("nth") or 0)
    if year is None or not isinstance(other, int):
        return None
    between = link(found.tokens.codes[found.stop : after.first])
    if between not in SETS["LINK"]:
        return None
    if after.says("era", "BC"):
        year = 1 - year
    return year - 1 if month > other and (between in SETS["STRETCH"] or "season" in found) else year


def _year_said(found: Found, context: Context) -> int | None:
    """Return the year that stands beside it: "the next year, on 21 June"; "last year, in May"; None if none does."""
    told = context.told
    if not context.index or told is None or told.grain != "Y":
        return None
    before = context.founds[context.index - 1]
    gap = found.tokens.codes[before.stop : found.first]
    beside = len(gap) <= 2 and SETS["COMMA|IN|ON"].issuperset(gap)  # noqa: PLR2004 - ", on"
    return told.year if beside and before.mean("unit") == "Y" else None


def year_of(found: Found, month: int, day: int, context: Context) -> int | None:
    """Return the year of a month, or of a day of it (0 for none), that is told without one; None if nothing says."""
    linked = linked_year(found, month, context)
    if linked is not None:
        return linked
    said = _year_said(found, context)
    if said is not None:
        return said
    base = context.anchor()
    if context.narrative:
        return context.story.get(context.index, base.year if base else None)
    if base is None or not base.month:
        return None
    return _year_of_day(found, month, day, base) if day else _year_of_month(found, month, base)


def _year_of_day(found: Found, month: int, day: int, base: Point) -> int:
    """Return the year in which the day is nearest to the publication and falls on the weekday, if one is told."""
    here = base.day or _MID_MONTH
    choices = sorted(
        (abs((year - base.year) * 365 + (month - base.month) * 30.5 + day - here), year)
        for year in (base.year - 1, base.year, base.year + 1)
    )
    weekday = found.mean("weekday")
    fitting = [year for _, year in choices if weekday and calendar.weekday(year, month, day) == weekday]
    return fitting[0] if fitting else _not_yet(found, choices, base, month, day)


def _year_of_month(found: Found, month: int, base: Point) -> int:
    """Return the year in which the month is nearest to the publication, unless the tense says otherwise.

    The month after is not the one of last year even in "said in October that in November".
    """
    cue = tense.of(found)
    ahead = (month - base.month) % 12
    if found.before("UNTIL") and ahead <= _NEAR_AHEAD:
        cue = tense.UNKNOWN  # "which extended the loans through January", said in October
    if ahead and found.before("SINCE"):
        return base.year - (month > base.month)
    if cue == tense.FUTURE:
        return base.year + (month < base.month)
    if ahead > (1 if cue == tense.PAST else _NEAR_AHEAD):
        return base.year - (month > base.month)
    return base.year + (ahead + base.month > 12)  # noqa: PLR2004 - months


_NEAR_AHEAD: Final = 5
"""A bare month is one of the five to come or of the six that were."""

_MID_MONTH: Final = 15

_FAR_AHEAD: Final = 100
"""Days: a past tense says nothing about a day just ahead ("said in July that on August 2"), but rules out a far one."""


def _not_yet(found: Found, choices: Sequence[tuple[float, int]], base: Point, month: int, day: int) -> int:
    """Return the nearest year, unless that is months off from where the clause looks: "for the year ended March 31"."""
    distance, year = choices[0]
    ahead = (year, month, day) > (base.year, base.month, base.day or _MID_MONTH)
    if not ahead and distance > _FAR_AHEAD and (found.before("PRESENT_VERB") or found.before("PRESENT_VERB", 2)):
        return year + 1  # "which ends on September 30", said in February
    if ahead and (
        found.before("ENDED") or found.before("SINCE") or (distance > _FAR_AHEAD and tense.of(found) == tense.PAST)
    ):
        return year - 1
    return year


Reader = Callable[[Found, Context], Reading | list[Reading] | None]
"""What reads the expressions of one rule: a reading, two for a range in one breath, or None where it is no date."""
