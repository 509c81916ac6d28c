"""When a document was published: a ladder of evidence, each rung named. What is inferred is never taken as known.

1. the register, typed by a person;
2. the file's own metadata, unless address or byline name an earlier day: a crawler's date is not the editor's;
3. a dateline or byline in the text ("13.09.2019 | Anbar", "Posted: Monday, February 9, 2015");
4. the address ("/2014/03/08/");
5. bounds that the text proves: what it tells as past was there before it ("sent missiles in 2018 and 2019"), and an
   event that it calls last year's puts it in the year behind ("recaptured in November 2017 … the last to fall last
   year"). A month without a year is one of that year, as newspapers write ("said in September");
6. a copyright year at the foot, which is an upper bound at most: sites renew it.
"""

from __future__ import annotations

import calendar
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
    COPYRIGHT = "copyright"
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
        return self.rung in (Rung.REGISTER, Rung.METADATA, Rung.BYLINE, Rung.ADDRESS)


STAMP = re.compile(
    r"\b(?:Posted|POSTED|Updated|UPDATED|Published|PUBLISHED|Created|Modified|Uploaded|Filed)\b[^.\n]{0,24}\Z"
)
"""What stands before the date of a page: "Posted: Monday, February 9, 2015 9:34 AM EST"."""
STAMPED = re.compile(r"Posted|POSTED|Updated|UPDATED|Published|PUBLISHED|Created|Modified|Uploaded|Filed")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
COPYRIGHT = re.compile(
    r"(?i)(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*[-–—]\s*)?(?P<year>(?:19|20)\d\d)\b"
)
"""The year of a copyright, the later one of a range."""
WRAPPED = re.compile(r"(?:\b(?:on|of|by|since|until|from|before|after|the)|,)\n\Z")
"""The end of a line that goes on in the next."""
PLACED = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]+(?:, [A-Z][\w. ]{1,24})?(?: \([^)\n]{2,24}\))?(?:,|\s[—–-])?\s")
"""The place that a dateline begins with, "OSLO, Norway (AP) — "; its date follows."""
AGENCY = re.compile(r",?(?:\s\([^)\n]{2,24}\))?\s(?:[—–-]{1,2})\s")
"""What follows that date, before the news."""
LONGEST = 500
"""Characters of a sentence before and behind a date at most."""
FRONTED = 80
"""Characters behind a date at a sentence's beginning in which its verb stands."""
FOOT = 600
"""The foot of a page has so many characters; a copyright above it is that of a photograph."""
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
PAST = re.compile(
    r"(?i)\b(?:was|were|had|did|[a-z]{2,}ed|said|told|rose|fell|broke|came|took|left|went|made|saw|won|lost|met|began|held|"
    r"sent|fought|shot|struck|hit|killed|fled|flew|drove|grew|built|sold|bought|brought|led|ran|spoke|wrote|won|gave|got|"
    r"kept|found|became|set|cut|spent|stood|taught|thought|caught|sank|burst|threw|withdrew|overran|seized|born)\b"
)
"""A verb that tells what has happened."""
AHEAD = re.compile(
    r"(?i)\b(?:will|would|shall|should|could|can|(?-i:may)|might|must|won't|'ll|plan(?:s|ned)?|due|expect\w*|schedul\w+|set to|"
    r"going to|aim\w*|hop(?:es?|ed|ing) to|forecast\w*|project(?:ed|ions?)|propos\w+|target\w*|deadline|if|unless|until|"
    r"pledge[sd]?|promise[sd]?|vow(?:s|ed)?|budget\w*|bid|fiction\w*|novel|next|upcoming|forthcoming|likely|ahead of)\b"
)
"""What may put a date of the same sentence into the future, so that it proves nothing."""
WITHIN = re.compile(
    r"(?i)\b(?:in|on|during|since|between|from|back in)\s+(?:(?:the\s+)?(?:early|late|mid)[\s-]*)?\Z"
)
"""What stands before the date that something happened on; "his 2020 campaign" may begin in 2019."""
BETWEEN = re.compile(
    r"(?:(?![,;:()\"“”—]|\b(?:for|that|who|whose|which|where|as|than)\b|\w+ing\b|\bto (?!the\b|an?\b|its\b|his\b|[A-Z])).){0,60}?",
    re.DOTALL,
)
"""What may stand between the verb and its date; "asked for a new round of closures in 2017" looks ahead."""
BACK = re.compile(r"(?i)\bback (?:in|on)\s+\Z")
"""Says that a date is past, whatever the verb: "back in 2014"."""
AND = re.compile(r"\A\s*(?:,|and|or|,\s*and|to|-|–)\s*\Z")
"""What joins a date to the one before it: "in 2018 and 2019"."""
IDENTIFIED = re.compile(
    r"(?i)\bthe (?:last|first|second|third|only|final|latest|most|least|biggest|worst|best|\w{3,}est)\b"
    r"(?:(?!\b(?:after|before|when|while|who)\b)[^.;]){0,120}?\blast year\b"
)
"""Says of the event that was just dated which one of last year's it was; "joined in 2014 and left last year" doesn't."""
BESIDE = re.compile(r"(?i)\A,? ?\(?last year\b")
BESIDE_BEFORE = re.compile(r"(?i)\blast year,? (?:in|on) \Z")
"""The same date in two ways: "in November 2017, last year", "last year, in May 2016"."""


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


def ladder(
    *, register: When | None, metadata: When | None, url: str, text: str, mentions: Sequence[Mention]
) -> tuple[Published, ...]:
    """Return all rungs that say something, from the surest: those below the one that counts may contradict it.

    `mentions` are as for `infer`.
    """
    said = (
        Published(register, Rung.REGISTER),
        Published(metadata, Rung.METADATA),
        _byline(text, mentions),
        _address(url),
        _bounds(text, mentions),
        _owned(text),
    )
    return tuple(rung for rung in said if rung is not None and rung.when is not None)


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


def is_own(text: str, date: Span) -> bool:
    """Whether the date stands at the head of the text on a line of its own, "13.09.2019  |  Anbar", or in a dateline."""
    line = _line(text, date)
    return date.start <= HEAD and (_bare(text, line, date) or _datelined(text, line, date))


def _byline(text: str, mentions: Sequence[Mention]) -> Published | None:
    best: Published | None = None
    for mention in mentions:
        if mention.span.start > HEAD:
            break
        if mention.when is None or mention.when.first is None or mention.when.first != mention.when.last:
            continue
        line = _line(text, mention.span)
        if not stamped(text, mention.span.start) and not is_own(text, mention.span):
            continue
        if best is None or best.when is None or mention.when < best.when:  # posted before it was updated
            best = Published(mention.when, Rung.BYLINE, (line,))
    return best


def _line(text: str, date: Span) -> Span:
    end = text.find("\n", date.stop)
    return Span(text.rfind("\n", 0, date.start) + 1, len(text) if end < 0 else end)


def _bare(text: str, line: Span, date: Span) -> bool:
    """Whether the line holds a date and hardly more: "13.09.2019  |  Anbar", "March 21, 2013 5:03 AM"."""
    if line.stop - line.start > LINE_MOST:
        return False
    if WRAPPED.search(text, max(0, line.start - 12), line.start):
        return False
    rest = (text[line.start : date.start] + " " + text[date.stop : line.stop]).split()
    return sum(1 for word in rest if word.isalpha() and word.islower() and word != "by") == 0 and len(rest) < FEW


def _datelined(text: str, line: Span, date: Span) -> bool:
    """Whether the date stands in an agency's dateline: "BAGHDAD, June 19, 2018 (AP) — "."""
    before, behind = text[line.start : date.start], text[date.stop : min(line.stop, date.stop + 40)]
    return PLACED.fullmatch(before) is not None and AGENCY.match(behind) is not None


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
    before = Span(0, 0)
    joined = False
    for mention in mentions:
        span, when = mention.span, mention.when
        joined = joined and AND.match(text[before.stop : span.start]) is not None
        before = span
        # A date without its year was read from the one before it, and proves nothing.
        if when is None or when.first is None or when.last is None or not YEAR.search(text[span.start : span.stop]):
            continue
        sentence = _sentence(text, span)
        joined = joined or WITHIN.search(text, sentence.start, span.start) is not None
        words = text[sentence.start : sentence.stop]
        if not joined or AHEAD.search(words) or COPYRIGHT.search(words):
            continue
        last_years = when.first.year == when.last.year and _last_years(text, span, sentence)
        if not last_years and not _happened(text, span, sentence):
            continue
        if last_years:
            year = when.first.year + 1
            if first is None or Day(year, 1, 1) > first:
                first, last, proof = Day(year, 1, 1), Day(year, 12, 31), [sentence]
        elif first is None or when.first > first:
            first, last, proof = when.first, None if last is None or when.first > last else last, [*proof, sentence]
    if first is None:
        return Published(None, Rung.UNKNOWN)
    if last is not None:
        first, proof = _later(text, first, last, proof)
    else:
        proof = proof[-1:]
        owned = _owned(text)
        if owned is not None and owned.when is not None and owned.when.last is not None and owned.when.last >= first:
            last, proof = owned.when.last, [*proof, *owned.evidence]
    end = last.iso() if last is not None else ""
    return Published(When.parse(f"[{first.iso()}..{end}]"), Rung.BOUNDS, tuple(dict.fromkeys(proof)))


def _happened(text: str, date: Span, sentence: Span) -> bool:
    """Whether something is told to have happened on that date: right before it, or the sentence begins with it."""
    if BACK.search(text, sentence.start, date.start):
        return True
    lead = WITHIN.search(text, sentence.start, date.start)
    start = lead.start() if lead else date.start
    if not text[sentence.start : start].strip():
        return PAST.search(text, date.stop, min(sentence.stop, date.stop + FRONTED)) is not None
    verbs = [verb.end() for verb in PAST.finditer(text, sentence.start, start)]
    return bool(verbs) and BETWEEN.fullmatch(text, verbs[-1], start) is not None


def _last_years(text: str, date: Span, sentence: Span) -> bool:
    """Whether the sentence says of the event of that date that it was last year's."""
    rest = text[date.stop : sentence.stop]
    return bool(IDENTIFIED.search(rest) or BESIDE.match(rest) or BESIDE_BEFORE.search(text, sentence.start, date.start))


def _owned(text: str) -> Published | None:
    """Return the latest copyright year at the foot as what it is at most: an upper bound."""
    start = max(0, len(text) - FOOT)
    found = max(COPYRIGHT.finditer(text, start), key=lambda match: match["year"], default=None)
    if found is None:
        return None
    line = _line(text, Span(*found.span()))
    return Published(When.parse(f"[..{found['year']}-12-31]"), Rung.COPYRIGHT, (line,))


NAMES = "|".join(calendar.month_name[1:])
GAP = r"(?:(?!\b(?:will|would|could|may|might|to|plan|due|if|until|by)\b)[^.;\n]){0,60}?"
"""What may stand between a verb and the month that it happened in: nothing that looks ahead."""
PASTS = (
    r"(?:said|told|rose|fell|announced|warned|vowed|accused|blamed|declared|grew|killed|won|lost|began|met|died|signed|"
    r"launched|visited|was|were)"
)
YEARLESS = rf"(?P<month>{NAMES})\b(?! (?:19|20)\d\d|,? ?\d)"
SAID_IN = re.compile(rf"\b{PASTS}\b{GAP}\b(?<!held )in {YEARLESS}|\bIn {YEARLESS.replace('month', 'fronted')},? {GAP}\b{PASTS}\b")
"""A month without a year that something happened in: "said in September", "In June tension grew"."""


def _later(text: str, first: Day, last: Day, proof: list[Span]) -> tuple[Day, list[Span]]:
    """Raise the first day by a month of the year that something happened in."""
    for match in SAID_IN.finditer(text):
        month = list(calendar.month_name).index(match["month"] or match["fronted"])
        day = Day(last.year, month, 1)
        if first < day <= last:
            first = day
            proof = [*proof, _sentence(text, Span(match.start(), match.end()))]
    return first, proof


def _sentence(text: str, span: Span) -> Span:
    """Return the sentence around the date; of one without an end, no more than is readable."""
    low, high = max(0, span.start - LONGEST), min(len(text), span.stop + LONGEST)
    ends = (text.rfind(". ", low, span.start) + 2, text.rfind("\n", low, span.start) + 1)
    stops = (text.find(". ", span.stop, high) + 1, text.find("\n", span.stop, high), high)
    return Span(max(low, *(end for end in ends if end > 1), low), min(stop for stop in stops if stop > 0))
