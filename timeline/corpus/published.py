"""When a document was published: a ladder of evidence, each rung named. What is inferred is never taken as known.

1. the register, typed by a person;
2. the file's own metadata, unless address or byline name an earlier day: a crawler's date is not the editor's;
3. a dateline or byline in the text ("13.09.2019 | Anbar", "Posted: Monday, February 9, 2015");
4. the address ("/2014/03/08/");
5. bounds that the text proves ("recaptured in November 2017 … last year" puts it in 2018), with a copyright year as an
   upper bound at most.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from timeline.model import Mention, Span
from timeline.when import BadDate, Day, When


class Rung(StrEnum):
    """What the date of a document rests on, from the surest to none at all."""

    REGISTER = "register"
    METADATA = "metadata"
    BYLINE = "byline"
    ADDRESS = "address"
    BOUNDS = "bounds"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """A document's own date, the rung that it stands on and the stretches of the text that say or prove it."""

    when: When | None
    rung: Rung
    evidence: tuple[Span, ...] = ()

    @property
    def known(self) -> bool:
        """Whether somebody said it; bounds are only inferred."""
        return self.rung not in (Rung.BOUNDS, Rung.UNKNOWN)


STAMP = re.compile(
    r"\b(?:Posted|POSTED|Updated|UPDATED|Published|PUBLISHED|Created|Modified|Uploaded|Filed)\b[^.\n]{0,24}\Z"
)
"""What stands before the date of a page: "Posted: Monday, February 9, 2015 9:34 AM EST"."""
STAMPED = re.compile(r"Posted|POSTED|Updated|UPDATED|Published|PUBLISHED|Created|Modified|Uploaded|Filed")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
COPYRIGHT = re.compile(r"(?i)(?:©|\(c\)|copyright)\s*(?:©\s*)?(?P<year>(?:19|20)\d\d)\b")
ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/_-]?)(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
ARCHIVED = re.compile(r"\Ahttps?://web\.archive\.org/web/\d+[a-z_]*/")
MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_abbr) if name}
HEAD = 1500
"""A byline stands within so many characters."""
LINE_MOST = 80
"""A line that holds a date and little else is a byline; a longer one is a sentence."""
CRAWLED = 3
"""Days by which metadata may be later than the address or the byline before they are taken as a crawler's."""
FEW = 8
"""Words besides the date that a byline has at most: a name, a place, a time."""
LAST_YEAR = re.compile(r"(?i)\blast year\b")
PAST = re.compile(
    r"(?i)\b(?:said|says|told|rose|fell|was|were|had|broke|came|took|left|went|made|saw|won|lost|met|began|held|[a-z]{3,}ed)\b"
)


def infer(
    *, register: When | None, metadata: When | None, url: str, text: str, mentions: Sequence[Mention]
) -> Published:
    """Climb the ladder; `mentions` are the date expressions that `text` itself makes explicit, read without a date."""
    if register is not None:
        return Published(register, Rung.REGISTER)
    byline = _byline(text, mentions)
    address = _address(url)
    if metadata is not None:
        for other in (byline, address):
            if other is not None and _crawled(metadata, other.when):
                return other
        return Published(metadata, Rung.METADATA)
    return byline or address or _bounds(text, mentions)


def stamps(text: str) -> str:
    """Return the lines at the head that could be a byline, all else blanked: no offset moves. "" if there is none."""
    lines = text[:HEAD].split("\n")
    likely = [bool(STAMPED.search(line)) or (len(line) <= LINE_MOST and bool(YEAR.search(line))) for line in lines]
    if not any(likely):
        return ""
    return "\n".join(line if good else " " * len(line) for line, good in zip(lines, likely, strict=True))


def stamped(text: str, start: int) -> bool:
    """Whether the date at `start` is the page's own: "Updated: Friday, March 1"."""
    return STAMP.search(text, max(0, start - 40), start) is not None


def _byline(text: str, mentions: Sequence[Mention]) -> Published | None:
    best: Published | None = None
    for mention in mentions:
        start, stop = mention.span.start, mention.span.stop
        if start > HEAD:
            break
        if mention.when is None or mention.when.first is None or mention.when.first != mention.when.last:
            continue
        line = Span(text.rfind("\n", 0, start) + 1, _line_end(text, stop))
        if not stamped(text, start) and not _bare(text, line, mention.span):
            continue
        if best is None or best.when is None or mention.when < best.when:  # posted before it was updated
            best = Published(mention.when, Rung.BYLINE, (line,))
    return best


def _line_end(text: str, stop: int) -> int:
    end = text.find("\n", stop)
    return len(text) if end < 0 else end


def _bare(text: str, line: Span, date: Span) -> bool:
    """Whether the line holds a date and hardly more: "13.09.2019  |  Anbar", "March 21, 2013 5:03 AM"."""
    if line.stop - line.start > LINE_MOST:
        return False
    rest = (text[line.start : date.start] + " " + text[date.stop : line.stop]).split()
    return sum(1 for word in rest if word.isalpha() and word.islower() and word != "by") == 0 and len(rest) < FEW


def _address(url: str) -> Published | None:
    for match in ADDRESS.finditer(ARCHIVED.sub("", url).lower()):
        month = MONTHS.get(match["month"]) if match["month"].isalpha() else int(match["month"])
        if month:
            try:
                return Published(When.parse(f"{match['year']}-{month:02d}-{match['day']}"), Rung.ADDRESS)
            except BadDate:
                continue
    return None


def _crawled(metadata: When, other: When | None) -> bool:
    if other is None or other.last is None or metadata.first is None:
        return False
    return metadata.first.ordinal() - other.last.ordinal() > CRAWLED


def _bounds(text: str, mentions: Sequence[Mention]) -> Published:
    """Find the first and last day that the text itself allows."""
    first: Day | None = None
    last: Day | None = None
    proof: list[Span] = []
    for mention in mentions:
        when = mention.when
        if when is None or when.first is None or when.last is None:
            continue
        sentence = _sentence(text, mention.span)
        words = text[sentence.start : sentence.stop]
        if COPYRIGHT.search(words) or not PAST.search(words):
            continue
        if LAST_YEAR.search(words) and when.first.year == when.last.year:
            year = when.first.year + 1
            if first is None or (year, 1, 1) > first:
                first, last = Day(year, 1, 1), Day(year, 12, 31)
                proof = [sentence]
        elif first is None or when.first > first:
            first = when.first
            proof.append(sentence)
    owned = COPYRIGHT.search(text)
    if first is not None:
        first, proof = _later(text, first, last, proof)
        if last is None and owned:
            last = Day(int(owned["year"]), 12, 31)
    if first is None:
        return Published(None, Rung.UNKNOWN)
    end = last.iso() if last is not None and last >= first else ""
    return Published(When.parse(f"[{first.iso()}..{end}]"), Rung.BOUNDS, tuple(dict.fromkeys(proof)))


SAID_IN = re.compile(
    r"\b(?:said|told|rose|announced|warned|vowed)\b[^.]{0,40}?\bin "
    r"(?P<month>January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b(?! (?:19|20)\d\d|,? \d)"
)


def _later(text: str, first: Day, last: Day | None, proof: list[Span]) -> tuple[Day, list[Span]]:
    """Raise the first day by a month without a year that somebody spoke in: "said in September"."""
    if last is None:
        return first, proof
    for match in SAID_IN.finditer(text):
        month = dt.datetime.strptime(match["month"], "%B").month  # noqa: DTZ007 - the name of a month has no zone
        day = Day(last.year, month, 1)
        if first < day <= last:
            first = day
            proof = [*proof, _sentence(text, Span(match.start(), match.end()))]
    return first, proof


def _sentence(text: str, span: Span) -> Span:
    start = max(text.rfind(". ", 0, span.start) + 2, text.rfind("\n", 0, span.start) + 1, 0)
    stops = [stop for stop in (text.find(". ", span.stop), text.find("\n", span.stop)) if stop >= 0]
    return Span(start if start > 1 else 0, min(stops, default=len(text) - 1) + 1)
