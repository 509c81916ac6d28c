"""A document and its mentions to candidates: one a date that something happened on, the document's own event first."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from timeline.candidates import evidence, happenings, places, scene, sentences, tables, titles
from timeline.candidates.actors import Actors
from timeline.candidates.candidate import Basis, Candidate, Odds
from timeline.candidates.evidence import Frame, Reading, Sentence
from timeline.candidates.happenings import Happening
from timeline.candidates.kinds import Kind, Kinds
from timeline.candidates.places import Gazetteer, Sighting
from timeline.candidates.scene import Home
from timeline.candidates.stems import WORD, code, codes, headline
from timeline.corpus import published as publication
from timeline.corpus.published import Published
from timeline.model import Mention, Span
from timeline.when import Day, When

FURNITURE = re.compile(
    r"all rights reserved|copyright|©|click here|sign(?:ed)? up\b|subscri|newsletter|read or share|follow us|"
    r"terms of (?:use|service)|cookies|verification (?:e-?mail|message)|spam or junk|e-?mail (?:notifications|address)|"
    r"your (?:inbox|profile|e-?mail)|crime ?stoppers|anyone with information|visit our|download (?:the|our)|"
    r"(?:like|friend) us on|may not be published|registered|reprints?\b|enable javascript|your browser|"
    r"news alerts|text messages?|"
    r"contributed to this report|call (?:\(?\d{3}|police at|us at)|there was a problem saving|your notification"
)
"""Sentences of the page around the article, which tell no news; held against it in lower case, which is fast."""
FURNITURE_CODES = frozenset(map(code, tables.words("furniture")))
"""Only a sentence with one of these words is held against FURNITURE."""
CLOCK = re.compile(
    r"(?i)(?:(?:about|around|shortly|just|before|after|early|late|mid|noon|midnight|morning|afternoon|evening|night|the|"
    r"hours?|in|at|[ap]\.?m\.?|o'clock|\d{1,2}(?:[:.]\d\d)?|[ECMP][SD]?T|GMT|UTC|BST|[\s.,-]))++"
)
"""A time of day without its day: "around 11:40 p.m."."""
BLOCK = re.compile(r"(?:th|st|nd|rd)? (?:block|Block|[NSEW]\.? |[A-Z]\w+ (?:St|Ave|Rd|Dr|Blvd)\b)")
"""What makes the number before it one of a street: "the 1800 block of Beacon Street"."""
BRACKETED = re.compile(r"[^\n]{0,60}\([^)\n]{4,30}\)\s*(?:[-–—]|\d)")
"""A dateline with the date in brackets: "RICHMOND, Ind. (April 11, 2014) – ..."."""
TOLD = re.compile(r"\b(?:said|says|told \w+|announced|reported|statement|interview)(?: on| late| early)?\s\Z")
"""What stands before the date of a telling, not of an event."""
MOST = 24
"""Candidates of one document at most; a history of a war has hundreds of dates, and the best are enough to find it."""
MOST_UNDATED = 6
"""Candidates without a date of one document at most."""
HEAD = 6000
"""Characters of a document by which its likeness to others is judged and its places are looked for."""
TEASED = 600
"""Characters before the first sentence like the title from which on they are taken for teasers of other stories."""
LEAST_LIKE = 0.15
"""What a sentence counts that shares no word with the title."""
FADE = 12
"""The number of the sentence at which a sentence counts half."""
EARLY = 40
"""Sentences behind this one are looked at only if they have a date: an undated one is taken for want of another."""
MOST_ODDS, LEAST_ODDS = 16, 0.002
"""Days that are kept for a document's own event, and the least share that one must have."""
NEWS = 7
"""Days for which what happened is news."""
SAID = 0.2
"""Share of what speaks for a date that sentences must have in which it stands; else nothing says it but the day."""
NOTHING = Kind("", 0.0)
UNDATED = 0.01
"""What a sentence without a date counts against one with a date: it is taken only for want of another."""
LEFT_OPEN = 0.35
"""The same where it has a date that only the missing day of publication leaves open: "over the weekend"."""
TITLE_WORDS = 2
"""Words of the title by which the sentence is known that begins its story; before it stand teasers of others."""
IN_TITLE = 2.0
"""How much more a date counts that the title names, too."""
SAME_DATE = 0.5
"""What the other happenings of the same date add to one."""
COARSE = ((0, 1.0), (2, 0.8), (7, 0.5), (31, 0.35))
"""How well a date of at most so many days places an event; a year or more: COARSEST."""
COARSEST = 0.12


@dataclass(frozen=True, slots=True)
class Lore:
    """The tables that a document is read with."""

    kinds: Kinds
    gazetteer: Gazetteer
    actors: Actors


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of a document before it is read: its id and title, its text and its own date."""

    source: str
    title: str
    text: str
    published: Published
    original: str = ""
    """The text as it stands in the file, where `text` was made legible; of the same length."""
    plain: AbstractSet[Mention] | None = None
    """Where its own date is inferred: the mentions that mean the same without it."""
    url: str = ""
    left_open: Sequence[int] = ()
    """Where the dates stand that hang on the day of publication, of which only the month or the year is known."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells a happening, and how much it counts in its document."""

    happening: Happening
    sentence: Span
    words: AbstractSet[int]
    """The codes of the sentence's words."""
    weight: float
    when: When | None = None
    """The date that the sentence gives the happening."""
    date: str = ""
    """The same as text, "" for none."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The readings of a document's dates, each with the telling that it is of; None where nothing says the date."""

    readings: list[Reading]
    tellings: list[Telling | None]

    def hear(self, telling: Telling | None, readings: Sequence[Reading]) -> None:
        """Add the readings of a telling."""
        self.readings.extend(readings)
        self.tellings.extend([telling] * len(readings))

    def all(self, about: Frame) -> Heard:
        """Add what is read where nothing is said."""
        evidence.rank(self.readings, about)
        self.hear(None, evidence.unsaid(about, len(self.readings)))
        return self


def events_of(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that can date an event: those on the calendar that are not the page's own, nor a clock's."""
    return [mention for mention in mentions if mention.when is not None and not _no_event(text, mention)]


def frame(article: Article, mentions: Sequence[Mention], dated: Sequence[Mention]) -> Frame:
    """Look over all mentions of a document, also those that can't date an event: they say what time of day it was."""
    title = set(codes(headline(article.title)))
    return evidence.frame(article.text, mentions, dated=dated, published=article.published.when, title=title)


def find(
    article: Article, dated: Sequence[Mention], *, about: Frame, titled: Sequence[Mention] = (), lore: Lore
) -> tuple[list[Candidate], tuple[Odds, ...]]:
    """Return the candidates of a document, its own event first, and when that may have happened.

    `dated` are the mentions of the text that can date an event, in order, `titled` those of the title.
    """
    title, text = headline(article.title), article.text
    named = frozenset(mention.when.text for mention in titled if mention.when is not None)
    tellings, bag, heard, begin = _tellings(article, title, dated, named=named, about=about, lore=lore)
    if not tellings:
        return [], ()
    shares = evidence.weigh(heard.readings)
    own = _own(heard, shares)
    ranked = sorted(_by_date(tellings), key=lambda group: (-group[0], group[1].sentence.start))
    undated = [group for group in ranked if not group[1].date][MOST_UNDATED:]
    ranked = [group for group in ranked if group not in undated][:MOST]
    ranked = _with(own, ranked)
    begin = min(begin, ranked[0][1].sentence.start)
    begin = begin if begin > TEASED else 0
    first = max(0, begin - TEASED)
    sightings = places.sight(text, lore.gazetteer, Span(first, first + HEAD))
    home = scene.find(
        title,
        scene.Outlet.of(article.url, article.title[len(title) :], lore.gazetteer),
        gazetteer=lore.gazetteer,
        sightings=sightings,
        told=[telling.sentence for _, telling in ranked],
        begin=begin,
    )
    regions = scene.regions(sightings)
    ranked = _told_once(ranked, article.published.when)
    total = sum(weight for weight, _ in ranked) or 1.0
    found = [
        _candidate(
            article,
            best,
            share=weight / total,
            words=bag if place == 0 else best.words,
            where=_spotted(_where(place, home, sightings, best.sentence), regions, lore.gazetteer),
            lore=lore,
        )
        for place, (weight, best) in enumerate(ranked)
    ]
    return found, _odds(heard.readings, shares)


def _odds(readings: Sequence[Reading], shares: Sequence[float]) -> tuple[Odds, ...]:
    """Sum up by day, best first."""
    sums: dict[tuple[int, int], float] = {}
    for reading, share in zip(readings, shares, strict=True):
        key = reading.first, reading.last
        sums[key] = sums.get(key, 0.0) + share
    best = sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:MOST_ODDS]
    return tuple(Odds(first, last, round(share, 4)) for (first, last), share in best if share >= LEAST_ODDS)


def _own(heard: Heard, shares: Sequence[float]) -> Telling | None:
    """Return the sentence that most speaks for the likeliest date, None where no sentence gives it."""
    sums: dict[tuple[int, int], float] = {}
    said: dict[tuple[int, int], list[tuple[float, Telling]]] = {}
    for reading, telling, share in zip(heard.readings, heard.tellings, shares, strict=True):
        key = reading.first, reading.last
        sums[key] = sums.get(key, 0.0) + share
        if telling is not None:
            said.setdefault(key, []).append((share, telling))
    if not sums:
        return None
    best = max(sums, key=lambda key: (sums[key], key))
    saying = said.get(best, [])
    if sum(share for share, _ in saying) < SAID * sums[best]:
        return None
    return max(saying, key=lambda one: (one[1].weight, one[0], -one[1].sentence.start))[1]


def _with(own: Telling | None, ranked: list[tuple[float, Telling]]) -> list[tuple[float, Telling]]:
    """Add the sentence that most speaks for the document's own date where no candidate has that date."""
    if own is None or any(telling.date == own.date for _, telling in ranked):
        return ranked
    return [*ranked, (0.0, own)]


def _told_once(ranked: list[tuple[float, Telling]], published: When | None) -> list[tuple[float, Telling]]:
    """Leave out what goes on about the news of the week: "Crews fought the flames until midnight" is the same fire."""
    day = ranked[0][1].when
    if day is None or published is None or day.first is None or published.first is None:
        return ranked
    if day.first != day.last or not 0 <= published.first.ordinal() - day.first.ordinal() <= NEWS:
        return ranked
    kind = ranked[0][1].happening.kind.sort
    return [one for one in ranked if one[1].when is not None or one[1].happening.kind.sort != kind]


def days(article: Article, dated: Iterable[Mention]) -> tuple[Day, ...]:
    """Return the exact days up to its publication that the document speaks of, whatever it says of them."""
    latest = article.published.when.last if article.published.when else None
    found = set()
    for mention in dated:
        when = mention.when
        if when is None or when.first is None or when.first != when.last or (latest and when.first > latest):
            continue
        start = mention.span.start
        if not TOLD.search(article.text, max(0, start - 24), start):
            found.add(when.first)
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def about(published: When | None) -> When | None:
    """Return the day before the publication or the day itself: what news without a date mostly tells."""
    if published is None or published.first is None or published.first != published.last:
        return published
    day = published.first.date()
    return When.parse(f"[{day - dt.timedelta(1)}..{day}]") if day is not None else published


def _no_event(text: str, mention: Mention) -> bool:
    """Tell a date of the page, a clock time alone, a number of a street: they date no event."""
    start, stop = mention.span.start, mention.span.stop
    if mention.type == "TIME" and CLOCK.fullmatch(text, start, stop):
        return True
    if publication.stamped(text, start):
        return True
    if text[start:stop].isdigit():
        return BLOCK.match(text, stop) is not None
    return text[start - 1 : start] == "(" and _bracketed(text, start)


def _bracketed(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return BRACKETED.match(text, line) is not None


class _Part(NamedTuple):
    """A sentence that is no furniture: its words in order, what is known of it, and the mentions in it."""

    span: Span
    spoken: list[str]
    known: Sentence
    alike: int
    """Words that it shares with the title."""
    counts: float
    inside: Sequence[Mention]


def _parts(article: Article, wanted: frozenset[int], dated: Sequence[Mention]) -> Iterator[_Part]:
    """Yield the sentences of a document, each once; `wanted` are the words of the title."""
    text = article.text
    starts = [mention.span.start for mention in dated]
    seen: set[str] = set()
    least = min(TITLE_WORDS, len(wanted))
    number = body = 0
    for span in sentences.split(text):
        sentence = text[span.start : span.stop]
        if sentence in seen:
            continue
        spoken = WORD.findall(sentence)
        words = set(map(code, spoken))
        words.discard(0)
        if not words.isdisjoint(FURNITURE_CODES) and FURNITURE.search(sentence.lower()):
            continue
        seen.add(sentence)
        number += 1
        alike = len(wanted & words)
        if body or (alike >= least and sentence not in article.title):
            body += 1
        counts = (LEAST_LIKE + alike / (len(wanted) + 1)) / (1 + number / FADE)
        inside = dated[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]
        if inside:
            inside = [mention for mention in inside if not happenings.standing(text, mention, span)]
        yield _Part(span, spoken, Sentence(number, body, words), alike, counts, inside)


def _tellings(
    article: Article, title: str, dated: Sequence[Mention], *, named: frozenset[str], about: Frame, lore: Lore
) -> tuple[list[Telling], frozenset[int], Heard, int]:
    """Return the tellings of a document, the words that it is told with, the readings of its dates, where it begins."""
    text = article.text
    wanted = frozenset(codes(title))
    bag = set(wanted)
    tellings: list[Telling] = []
    heard = Heard([], [])
    telling: list[_Part] = []
    begin: int | None = None
    for part in _parts(article, wanted, dated):
        span, words = part.span, part.known.words
        if begin is None and part.known.body:
            begin = span.start
        if span.start < HEAD:
            bag |= words
        tells = not words.isdisjoint(lore.kinds.codes)
        if tells:
            telling.append(part)
        if part.inside:
            tellings += _dated(
                article, part, named=named, about=about, kinds=lore.kinds if tells else None, heard=heard
            )
        elif tells and part.known.number <= EARLY:
            only = happenings.undated(text, part.spoken, sentence=span, kinds=lore.kinds)
            if only is not None:
                known = LEFT_OPEN if any(span.start <= start < span.stop for start in article.left_open) else UNDATED
                tellings.append(Telling(only, span, words, part.counts * only.kind.weight**2 * known))
    if not tellings:
        tellings = _likest(text, telling, lore.kinds)
    return tellings, frozenset(bag), heard.all(about), begin or 0


def _likest(text: str, parts: Sequence[_Part], kinds: Kinds) -> list[Telling]:
    """Return what the sentence most like the title tells, for want of another; none where none tells anything."""
    for part in sorted(parts, key=lambda part: (-part.alike, part.span.start)):
        only = happenings.strongest(text, sentence=part.span, mentions=part.inside, kinds=kinds)
        if only is not None:
            return [Telling(only, part.span, part.known.words, UNDATED)]
    return []


def _dated(
    article: Article, part: _Part, *, named: frozenset[str], about: Frame, kinds: Kinds | None, heard: Heard
) -> Iterator[Telling]:
    """Yield what a sentence says happened on its dates, and have their readings heard; without `kinds` only these."""
    text, latest = article.text, article.published.when.last if article.published.when else None
    happened = happenings.find(text, sentence=part.span, mentions=part.inside, kinds=kinds) if kinds else []
    for mention, happening in zip_longest(part.inside, happened):
        when = mention.interval or mention.when
        if when is None or (latest is not None and when.first is not None and when.first > latest):
            continue  # what is still to come has not happened
        event = happening or Happening(NOTHING, mention, mention.span)
        weight = part.counts * event.kind.weight**2 * event.close * _fineness(when)
        weight *= IN_TITLE if when.text in named else 1
        telling = Telling(event, part.span, part.known.words, weight, when, when.text)
        if happening is not None:
            yield telling
        heard.hear(telling, evidence.said(text, mention, when, sentence=part.known, happening=happening, about=about))


def _fineness(when: When) -> float:
    if when.first is None or when.last is None:
        return COARSEST
    span = when.last.ordinal() - when.first.ordinal()
    return next((weight for most, weight in COARSE if span <= most), COARSEST)


def _by_date(tellings: Sequence[Telling]) -> list[tuple[float, Telling]]:
    """Put the tellings of one date and kind together: their summed weight and the best of them.

    A coarse date yields to a finer one inside it: "last week" says nothing more where "Sunday" stands, too.
    """
    groups: dict[tuple[str, str], list[Telling]] = {}
    sums: dict[str, float] = {}
    for telling in tellings:
        # Two sentences of one date and kind tell one event; two without a date may tell two.
        alike = telling.happening.kind.sort if telling.date else str(telling.sentence.start)
        groups.setdefault((telling.date, alike), []).append(telling)
        sums[telling.date] = sums.get(telling.date, 0.0) + telling.weight
    finer = _finer({telling.date: telling.when for telling in tellings})
    for date, inside in finer.items():
        sums[max(inside, key=lambda other: (sums[other], other))] += sums[date]
        sums[date] = 0.0
    ranked = []
    for (date, _), group in groups.items():
        if date in finer and _said_finer(group, tellings, finer[date]):
            continue
        own = sum(telling.weight for telling in group)
        weight = own / 10 if date in finer else own + SAME_DATE * max(sums[date] - own, 0.0)
        ranked.append((weight, max(group, key=lambda telling: telling.weight)))
    return ranked


def _said_finer(group: Sequence[Telling], tellings: Sequence[Telling], inside: Sequence[str]) -> bool:
    """Whether every sentence with the coarse date has a finer one, too: "in November 2017 … to fall last year"."""
    finer = {telling.sentence for telling in tellings if telling.date in inside}
    return all(telling.sentence in finer for telling in group)


def _finer(whens: dict[str, When | None]) -> dict[str, list[str]]:
    """Return for each coarse date the finer ones inside it."""
    spans = {
        date: (when.first, when.last)
        for date, when in whens.items()
        if when and when.first is not None and when.last is not None
    }
    finer = {}
    for date, (first, last) in spans.items():
        if first == last:
            continue
        inside = [
            other
            for other, (start, stop) in spans.items()
            if (start, stop) != (first, last) and first <= start and stop <= last
        ]
        if inside:
            finer[date] = inside
    return finer


class _Where(NamedTuple):
    """A place, and its latitude and longitude where a table has it without doubt."""

    home: Home
    spot: tuple[float, float] | None


def _spotted(home: Home, regions: frozenset[str], gazetteer: Gazetteer) -> _Where:
    return _Where(home, gazetteer.spot(home.place, regions))


def _where(number: int, home: Home, sightings: Sequence[Sighting], sentence: Span) -> Home:
    """Return where a document's own event happened, or what one of its further sentences tells."""
    near = _nearest(sightings, sentence) if number else ""
    return Home(near) if near else home


def _candidate(
    article: Article,
    telling: Telling,
    *,
    share: float,
    words: AbstractSet[int],
    where: _Where,
    lore: Lore,
) -> Candidate:
    span = telling.sentence
    quote = (article.original or article.text)[span.start : span.stop]
    when = telling.when
    kind = telling.happening.subject or telling.happening.kind
    return Candidate(
        quote=quote,
        span=span,
        date=when if when is not None else about(article.published.when),
        basis=Basis.STATED if when is not None else Basis.ABOUT,
        title=titles.trim(article.text[span.start : span.stop], telling.happening.trigger.start - span.start),
        category=kind.category,
        place=where.home.place,
        spot=where.spot,
        actors=lore.actors.find(quote),
        weight=share,
        kind=telling.happening.kind.weight,
        words=words,
        inferred=article.plain is not None and telling.happening.mention not in article.plain,
        outlet=where.home.outlet,
        placed=where.home.share,
    )


def _nearest(sightings: Sequence[Sighting], sentence: Span) -> str:
    inside = [seen for seen in sightings if sentence.start <= seen.start < sentence.stop and seen.strength >= 1]
    return max(inside, key=lambda seen: seen.strength).name if inside else ""
