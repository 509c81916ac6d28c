"""How much speaks for each day on which a document's own event may have happened.

Every date expression has one reading or two ("Saturday night" may be Sunday at 1 a.m.), and where nothing is said
there are the days around the publication. A reading has a few traits: in which sentence it stands, in which words,
beside what kind of happening, how long before the publication. timeline/data/weights.csv says what each trait counts;
the odds of a reading are the exponential of the sum, those of a day the sum of its readings': a log-linear model
(maximum entropy: Berger, Della Pietra and Della Pietra 1996). tests/benchmarks/weights.py fits the table, and measures
it on incidents that it was not fitted on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from timeline.candidates import tables
from timeline.candidates.happenings import Happening
from timeline.candidates.stems import code
from timeline.corpus import published as publication
from timeline.model import Mention
from timeline.when import When

WEEKDAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b")
CALENDAR = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[/.-]\d")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BACK = re.compile(r"(?i)\bago\b|\blast\b")
TOPICS = tuple((name, frozenset(map(code, tables.words(name)))) for name in ("court", "custody", "mourning"))
"""What a sentence or a title is of, besides the event itself: the first that it has a word of."""
OCCURRENCE = frozenset(map(code, tables.words("occurrence")))
SCENE = frozenset(map(code, tables.words("scene")))
NUMBERS = (1, 2, 3, 5, 8, 12, 20, 30)
"""Up to which sentence of the document."""
BODY = (1, 2, 4, 8, 16, 30)
"""The same, counted from the first that tells what the title says: teasers of other stories stand before it."""
AGES = (0, 1, 2, 3, 4, 5, 6, 13, 31)
"""Days before the publication."""
WIDTHS = (1, 2, 6, 31, 366)
"""Days that a date is long, less one."""
HOURS = ((5, "small hours"), (11, "morning"), (19, "day"), (23, "late"), (24, "small hours"))
"""Up to which hour of the clock."""
STALE = frozenset((4, 5, 6))
"""Days of age at which a bare weekday may be one after the publication: a page goes on being edited."""
BARE = frozenset(("weekday", "today", "relative"))
"""How a date is said that only the publication places."""
DARK = frozenset(("night", "evening"))
WEEK = 7
UNSAID = (("day", 0), ("day before", 1), ("two days before", 2))
"""Where nothing is said: how many days before the publication."""
FEW = 2
"""Date expressions of a document that are few."""
ELSEWHERE = "elsewhere"
"""The trait of any day that no reading names."""
BEFORE = (("week", 7), ("month", 31), ("year", 366))
"""The same, in the stretch of so many days up to the publication."""


class Frame(NamedTuple):
    """What the readings of one document share."""

    published: int | None
    clock: str
    """The part of the day of the first clock time in the text, "" for none."""
    topic: str
    """What the title is of."""


class Sentence(NamedTuple):
    """What is known of the sentence that a date stands in."""

    number: int
    """Its number in the document."""
    body: int
    """Its number in the story that the title tells, 0 before that begins."""
    words: set[int]
    """The codes of its words."""


class Reading(NamedTuple):
    """A way to read a date expression, or what to think where there is none. Days since 1970, inclusive."""

    first: int
    last: int
    traits: list[str]


def frame(
    text: str, mentions: Iterable[Mention], *, dated: Sequence[Mention], published: When | None, title: set[int]
) -> Frame:
    """Look over the mentions of a document; those that are not `dated` are clock times, or the page's own dates."""
    known = {mention.span.start for mention in dated}
    times = (mention for mention in mentions if mention.type == "TIME" and _hour(mention.value))
    clock = next(
        (
            _hour(mention.value)
            for mention in times
            if mention.span.start in known or not publication.stamped(text, mention.span.start)
        ),
        "",
    )
    # From a publication that is known to the month no day can be reckoned: "2017-10" says nothing of the 31st.
    day = published.first if published is not None and published.first == published.last else None
    return Frame(day.ordinal() if day is not None else None, clock, topic(title))


def topic(words: Iterable[int]) -> str:
    """Return what a text with these words is of, besides the event itself."""
    return next((name for name, codes in TOPICS if not codes.isdisjoint(words)), "plain")


def said(
    text: str, mention: Mention, when: When, *, sentence: Sentence, happening: Happening | None, about: Frame
) -> list[Reading]:
    """Return the readings of a date expression."""
    if when.first is None or when.last is None:
        return []
    first, last = when.first.ordinal(), when.last.ordinal()
    words = text[mention.span.start : mention.span.stop]
    shape, part = _shape(words, today=about.published == first == last), _part(mention.value)
    traits = [f"said {shape}", f"part {part or 'none'}", *_company(sentence, happening)]
    if BACK.search(words):
        traits.append("back")
    if first != last:
        return [Reading(first, last, [*traits, f"width {_step(last - first, WIDTHS)}"])]
    age = None if about.published is None else about.published - last
    if age is not None and shape in BARE:
        traits.append(f"age {_step(age, AGES)}")
    readings = [Reading(first, last, traits)]
    night = "overnight" if "overnight" in words.lower() else part if part in DARK else ""
    if night:
        clock = about.clock or "none"
        readings.append(Reading(first + 1, first + 1, [*traits, "next", f"next {night} {clock}"]))
        traits.append(f"{night} {clock}")
    if shape == "weekday" and age in STALE:
        readings.append(Reading(first + WEEK, first + WEEK, [*traits, f"later {age}"]))
    return readings


def _company(sentence: Sentence, happening: Happening | None) -> list[str]:
    """Return the traits of the sentence around a date, and of what happens in it."""
    subject = topic(sentence.words)
    traits = [
        f"sentence {_step(sentence.number, NUMBERS)}",
        f"body {_step(sentence.body, BODY) if sentence.body else 'before'}",
    ]
    if happening is None:
        traits.append(f"nothing {subject}")
    else:
        traits += [f"kind {happening.kind.weight:.1f} {subject}", f"strongest {happening.strongest:.1f}"]
        if happening.told:
            traits.append("told")
    if not OCCURRENCE.isdisjoint(sentence.words):
        traits.append("occurrence")
    if not SCENE.isdisjoint(sentence.words):
        traits.append("scene")
    return traits


def unsaid(about: Frame, dated: int) -> list[Reading]:
    """Return the days around the publication; `dated` is how many expressions the document has."""
    if about.published is None:
        return []
    day = about.published
    some = "none" if not dated else "few" if dated <= FEW else "many"

    def traits(name: str) -> list[str]:
        return [
            f"unsaid {name}",
            f"unsaid {name} {about.clock or 'none'}",
            f"unsaid {name} {about.topic}",
            f"unsaid {name} {some}",
        ]

    days = [Reading(day - back, day - back, traits(name)) for name, back in UNSAID]
    return days + [Reading(day - back, day, traits(name)) for name, back in BEFORE]


def rank(readings: Sequence[Reading], about: Frame) -> None:
    """Add to the traits which day of the document's it is: of a trial's report the first is the crime."""
    days = sorted({reading.first for reading in readings if reading.first == reading.last})
    for reading in readings:
        if reading.first != reading.last:
            place = "stretch"
        elif len(days) == 1:
            place = "only"
        else:
            place = "first" if reading.first == days[0] else "last" if reading.first == days[-1] else "between"
        reading.traits.append(f"title {about.topic} {place}")


def weigh(readings: Sequence[Reading]) -> list[float]:
    """Return the share of each reading, 0 to 1; what is missing to 1 is any day that no reading names."""
    table = weights()
    sums = [sum(table.get(trait, 0.0) for trait in reading.traits) for reading in readings]
    elsewhere = table.get(ELSEWHERE, 0.0)
    most = max(sums, default=elsewhere)
    odds = [math.exp(weight - most) for weight in sums]
    total = sum(odds) + math.exp(elsewhere - most)
    return [one / total for one in odds]


@cache
def weights() -> dict[str, float]:
    """Return what each trait counts, in natural logarithms of odds."""
    return {row["trait"]: float(row["weight"]) for row in tables.shipped("weights")}


def _shape(words: str, *, today: bool) -> str:
    weekday, calendar, year = WEEKDAY.search(words), CALENDAR.search(words), YEAR.search(words)
    if calendar:
        return "full date" if year else "weekday and date" if weekday else "date"
    if weekday:
        return "weekday"
    return "year" if year else "today" if today else "relative"


PARTS = {"NI": "night", "MO": "morning of day", "AF": "afternoon", "EV": "evening", "MI": "noon"}


def _part(value: str) -> str:
    _, _, time = value.partition("T")
    return PARTS.get(time[:2]) or _hour(value)


def _hour(value: str) -> str:
    _, _, time = value.partition("T")
    if not time[:2].isdigit():
        return ""
    hour = int(time[:2])
    return next((name for most, name in HOURS if hour <= most), "")


def _step(number: int, steps: Sequence[int]) -> str:
    return next((str(step) for step in steps if number <= step), "more")
