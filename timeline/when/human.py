"""Dates as people type them, and what each may mean in EDTF. Tables first, then one reading a function.

A reading need not exist on the calendar ("31 June 2018"): whether it does is for the caller to check.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.when.day import DECEMBER, MONTHS
from timeline.when.trouble import NOT_EDTF

LONGEST = 80
"""Characters of a phrase that is worth reading: "from Wednesday the 17th of September to …" has under 70."""

_MONTH_NUMBERS = {name[:3].lower(): f"{number:02d}" for number, name in enumerate(MONTHS, start=1)}
_SEASON_CODES = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_THIRDS = {"early": 0, "beginning of": 0, "start of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}
_YEAR_THIRDS = (("01", "04"), ("05", "08"), ("09", "12"))
_DECADE_THIRDS = (("0", "3"), ("4", "6"), ("7", "9"))
_LONGEST_SHORT_RANGE = 30
"""Years that 1914-18 spans at most; 1914-99 is likelier a slip."""
_SERIAL_YEARS = range(1950, 2050)
_PIVOT = 70
"""Two-digit years from 70 are of the 1900s, others of the 2000s, as POSIX strptime has it (69 there)."""

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_ANY_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_GAP = r"[ /.-]{0,3}"

_APPROXIMATE = re.compile(
    r"(?:circa|ca\.?|c\.?|about|around|approx(?:imately)?\.?|some time in|sometime in|~) ?(?=[0-9a-z])"
)
_UNCERTAIN = re.compile(r"(?:possibly|probably|perhaps|maybe|presumably|\?) ?")
_APPROXIMATELY = re.compile(r" ?(?:-? ?ish| or so|~)$")
_DOUBTFULLY = re.compile(r" ?(?:\(\?\)|\?)$")
_FILLER = re.compile(r"(?:(?:on|in|the|during) )+")
_WEEKDAY = re.compile(r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.? (?:the )?")
_DASHED = re.compile(
    r"(?P<start>[0-9]{1,2}|[0-9]{4}(?:-[0-9]{2}){0,2}) ?- ?(?P<end>[0-9]{1,2} ?[a-z].*|[0-9]{4}(?:-[0-9]{2}){0,2})"
)
"""10-20 October 2017, 2017-2018, 2018-06-2018-07 (which was typed with a long dash)."""
_CLOCK = re.compile(r"(?P<date>.*[0-9])[t ](?:at )?[0-9]{1,2}(?::[0-9]{2}){1,2}[^/]*")
_PART = re.compile(r"(?P<part>early|mid|late|beginning of|start of|middle of|end of)[ -]+(?:in )?(?P<rest>.+)")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may mean. `why` fits after "is no date: "; `turn` says how the readings relate to each other."""

    readings: tuple[str, ...]
    why: str = NOT_EDTF
    turn: Literal["likeliest first", "either", "serial number", "lasted or some day"] = "likeliest first"


def guesses(text: str) -> list[Guess]:
    """Return what a person may have meant, likeliest first; nothing where nothing can be read out of the text."""
    if len(text) > LONGEST:
        return []
    phrase = _plain(text)
    return [found for found in (_as_serial(phrase), _as_typed(text, phrase), _as_phrase(phrase)) if found]


def _plain(text: str) -> str:
    """Fold what does not matter for meaning: case, blanks, commas, kinds of dashes, digits of other scripts."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = "".join(str(unicodedata.digit(char, char)) for char in folded if unicodedata.category(char) != "Cf")
    folded = re.sub(r"[‐‑‒–—―−]", "-", folded)
    return " ".join(folded.replace(",", " ").split())


def _as_serial(phrase: str) -> Guess | None:
    """Read the number that a spreadsheet shows when a date loses its format: days since 30 December 1899 (1900 system).

    Only 1950 to 2049: outside of it a five-digit number is likelier a count or a postcode than a date.
    """
    if not re.fullmatch(r"[0-9]{5}(?:\.[0-9]{1,12})?", phrase):
        return None
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(phrase[:5]))
    if day.year not in _SERIAL_YEARS:
        return None
    return Guess((day.isoformat(),), "it looks like a spreadsheet's serial number of a date", "serial number")


def _as_typed(text: str, phrase: str) -> Guess | None:
    """Read what is EDTF but for small letters, blanks or look-alike characters: "198x", " 1863-03-29", "2018 – 06"."""
    tight = re.sub(r"\?~|~\?", "%", phrase.replace(" ", "").upper())
    # A mark before a lone year is EDTF, but nobody means "the year, and only it" of a date that is only a year.
    tight = re.sub(r"^([?~%])([0-9X]{4})$", r"\2\1", tight)
    if not re.fullmatch(r"[][{},./0-9XYES?~%:TZ+-]{4,}", tight):
        return None
    if any(char.isspace() for char in text):
        return Guess((tight,), "it has a blank in it")
    return Guess((tight,), NOT_EDTF if text.isascii() else "it has characters that only look right")


def _as_phrase(phrase: str) -> Guess | None:
    approximate = uncertain = False
    for _ in range(2):  # "possibly about 2017", "2017?-ish"
        if match := _APPROXIMATE.match(phrase):
            approximate, phrase = True, phrase[match.end() :]
        if match := _UNCERTAIN.match(phrase):
            uncertain, phrase = True, phrase[match.end() :]
        if match := _APPROXIMATELY.search(phrase):
            approximate, phrase = True, phrase[: match.start()]
        if match := _DOUBTFULLY.search(phrase):
            uncertain, phrase = True, phrase[: match.start()]
    found = _range(phrase) or _part(phrase) or _single(phrase)
    doubt = "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else ""
    if found is None or not doubt:
        return found
    readings = tuple(re.sub(r"(?<=[0-9X])(?=/|\.\.[0-9]|\]|$)", doubt, reading) for reading in found.readings)
    return Guess(readings, found.why, found.turn)


def _range(phrase: str) -> Guess | None:
    """Read "from A to B", "between A and B", "10-20 October 2017", "since A", "until B"."""
    for word, form in (("since ", "{}/.."), ("until ", "../{}"), ("till ", "../{}"), ("up to ", "../{}")):
        if phrase.startswith(word) and (date := _one(phrase.removeprefix(word))):
            return Guess((form.format(date),))
    between = phrase.startswith("between ")
    phrase = phrase.removeprefix("between ").removeprefix("from ")
    # "October 10-20 2017" is "10 October - 20 October 2017".
    phrase = re.sub(rf"^{_MONTH} ([0-9]{{1,2}}) ?- ?([0-9]{{1,2}}) ([0-9]{{4}})$", r"\2 \1 - \3 \1 \4", phrase)
    match = _DASHED.fullmatch(phrase)
    start, end = (match["start"], match["end"]) if match else ("", "")
    for joint in (" and " if between else " to ", " until ", " till ", " through ", " - "):
        if not start and joint in phrase:
            start, _, end = phrase.partition(joint)
    if not start or not (last := _one(end)):
        return None
    # "17 October to 3 November 2017" and "10 to 20 October 2017" say the year, and the month, once.
    year = re.search(r"[0-9]{4}", end)
    rest = re.search(r"[a-z]{3}.*", end)
    borrowed = (start, f"{start} {year[0]}" if year else "", f"{start} {rest[0]}" if rest else "")
    first = next((date for date in map(_one, borrowed) if date), None)
    if first is None:
        return None
    return Guess((f"[{first}..{last}]", f"{first}/{last}") if between else (f"{first}/{last}",))


def _part(phrase: str) -> Guess | None:
    """Read "late 2017" as the last third: of a year four months, of a month ten days, of a decade three years."""
    match = _PART.fullmatch(phrase)
    if not match or not (whole := _one(match["rest"])):
        return None
    third = _THIRDS[match["part"]]
    if re.fullmatch(r"[0-9]{3}X", whole):
        start, end = (whole[:3] + digit for digit in _DECADE_THIRDS[third])
    elif re.fullmatch(r"[0-9]{4}", whole):
        start, end = (f"{whole}-{month}" for month in _YEAR_THIRDS[third])
    elif re.fullmatch(r"[0-9]{4}-[0-9]{2}", whole) and whole[5:] <= "12":
        beyond = dt.date(int(whole[:4]) + whole.endswith("12"), int(whole[5:]) % 12 + 1, 1)
        last = (beyond - dt.timedelta(days=1)).day
        start, end = (f"{whole}-{day}" for day in (("01", "10"), ("11", "20"), ("21", str(last)))[third])
    else:
        return None
    return Guess((f"{start}/{end}", f"[{start}..{end}]"), f'EDTF has no "{match["part"]}"', "lasted or some day")


def _one(phrase: str) -> str | None:
    """Return the reading of a phrase that has just one."""
    found = _single(phrase)
    return found.readings[0] if found and len(found.readings) == 1 else None


def _single(phrase: str) -> Guess | None:
    if match := _CLOCK.fullmatch(phrase):
        phrase = match["date"]
    if match := _FILLER.match(phrase):
        phrase = phrase[match.end() :]
    if match := _WEEKDAY.match(phrase):
        phrase = phrase[match.end() :]
    for pattern, read in _forms():
        if (match := pattern.fullmatch(phrase)) and (found := read(match)):
            return found
    return None


def _named(match: re.Match[str]) -> Guess:
    parts = match.groupdict()
    month = f"-{_MONTH_NUMBERS[parts['month'][:3]]}" if parts.get("month") else ""
    day = f"-{int(parts['day']):02d}" if parts.get("day") else ""
    return Guess((f"{_full_year(parts['year'])}{month}{day}",))


def _full_year(year: str) -> str:
    return f"{'19' if int(year) >= _PIVOT else '20'}{year}" if _is_short(year) else year


def _is_short(year: str) -> bool:
    """Tell whether the year has two digits: 18 for 2018."""
    return len(year) < len("2018")


def _year_first(match: re.Match[str]) -> Guess:
    year, month = match["year"], int(match["month"])
    if not match["day"]:
        return Guess((f"{year}-{month:02d}",))
    day = int(match["day"])
    # 2018-17-06 has its day and month swapped; 2018-31-06 stays what it is: impossible.
    return Guess((f"{year}-{day:02d}-{month:02d}" if month > DECEMBER else f"{year}-{month:02d}-{day:02d}",))


def _year_last(match: re.Match[str]) -> Guess:
    """Read 17/06/2018 and 06/17/2018. Where both numbers can be a month, nobody but the writer knows."""
    one, other, year = int(match["one"]), int(match["other"]), _full_year(match["year"])
    day_first, month_first = f"{year}-{other:02d}-{one:02d}", f"{year}-{one:02d}-{other:02d}"
    if _is_short(match["year"]):
        # 17/06/18 may begin with its year, as it does in East Asia.
        year_first = f"{_full_year(match['one'])}-{other:02d}-{int(match['year']):02d}"
        return Guess((day_first, month_first, year_first), "its year has two digits", "either")
    if one > DECEMBER or one == other:
        return Guess((day_first,))
    if other > DECEMBER:
        return Guess((month_first,))
    why = (
        f"it could be {one} {MONTHS[other - 1]} or {other} {MONTHS[one - 1]} {year}" if one and other else "no such day"
    )
    return Guess((day_first, month_first), why, "either")


def _years(match: re.Match[str]) -> Guess | None:
    """Read 1914-18 and 2017/18 as years that follow each other; 2018-06 is a month and never comes here."""
    year, end = match["year"], f"{match['year'][:2]}{match['end']}"
    return Guess((f"{year}/{end}",)) if 0 < int(end) - int(year) <= _LONGEST_SHORT_RANGE else None


def _century(match: re.Match[str]) -> Guess:
    return Guess((f"{int(match['number']) - 1:02d}XX",))


def _era(match: re.Match[str]) -> Guess:
    year = int(match["number"])
    before = match["era"].startswith("b")
    return Guess((f"-{year - 1:04d}" if before and year > 1 else f"{0 if before else year:04d}",))


def _quarter(match: re.Match[str]) -> Guess:
    number = _ORDINALS.get(match["number"]) or int(match["number"])
    before, most = (32, 4) if match["unit"].startswith("q") else (39, 2)
    return Guess((f"{match['year']}-{before + min(number, most)}",))


_Reader = Callable[[re.Match[str]], Guess | None]


@cache
def _forms() -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Return the ways to write a date and their readers. Compiled when the first bad date comes, not at every start."""
    ordinal = "|".join(_ORDINALS)
    season = "|".join(_SEASON_CODES)
    spelled: tuple[tuple[str, _Reader], ...] = (
        (rf"{_DAY}{_GAP}(?:day )?(?:of )?{_MONTH}{_GAP}{_ANY_YEAR}", _named),
        (rf"{_MONTH} ?(?:the )?{_DAY} {_ANY_YEAR}", _named),
        (rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}", _named),
        (rf"{_MONTH}{_GAP}(?:of )?{_ANY_YEAR}", _named),
        (rf"{_YEAR}{_GAP}{_MONTH}", _named),
        (_YEAR, _named),
        (rf"{_YEAR}[/-](?P<end>1[3-9]|[2-9][0-9])", _years),
        (rf"{_YEAR}[ /.-](?P<month>[0-9]{{1,2}})(?:[ /.-](?P<day>[0-9]{{1,2}}))?", _year_first),
        (r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", _year_first),
        (rf"(?P<one>[0-9]{{1,2}})[ /.-](?P<other>[0-9]{{1,2}})[ /.-]{_ANY_YEAR}", _year_last),
        (rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}(?P<day>)", _year_first),
        (rf"(?P<season>{season})(?: of)? {_YEAR}(?:[/-][0-9]{{2,4}})?",
         lambda match: Guess((f"{match['year']}-{_SEASON_CODES[match['season']]}",))),
        (rf"(?P<unit>[qh])(?P<number>[1-4])[ /-]?(?:of )?{_YEAR}", _quarter),
        (rf"{_YEAR}[ /-]?(?P<unit>[qh])(?P<number>[1-4])", _quarter),
        (rf"(?P<number>{ordinal}) (?P<unit>quarter|half) of {_YEAR}", _quarter),
        (r"(?P<tens>[0-9]{3})0 ?'?s", lambda match: Guess((f"{match['tens']}X",))),
        (r"(?P<number>[1-9][0-9]?)(?:st|nd|rd|th) (?:century|c\.?)", _century),
        (r"(?P<number>[1-9][0-9]{0,3}) ?(?P<era>bce?|ad|ce)", _era),
        (r"(?P<era>ad) ?(?P<number>[1-9][0-9]{0,3})", _era),
    )  # fmt: skip
    return tuple((re.compile(pattern), read) for pattern, read in spelled)
