"""What a sentence says happened, and which of its dates belongs to which happening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import methodcaller

from timeline.candidates import tables
from timeline.candidates.kinds import Kind, Kinds
from timeline.model import Mention, Span

TOKEN = re.compile(r"([A-Za-zÀ-ɏ0-9][\w’']*(?:-[\w’']+)*|[,;:()—–]|--+|-(?=\s)|[\"“”])")
CLAUSE_MARKS = frozenset([",", ";", ":", "(", ")", "—", "–", "-", "--", "---"])
SIGNS = CLAUSE_MARKS | frozenset('"“”')
CLAUSE_STARTS = CLAUSE_MARKS | tables.words("clause")
REPORTING = tables.words("reporting")
PLANS = tables.words("modal")
PLAN_WORDS = tables.words("plan")
QUOTATION = frozenset("\"“‘'«`")
CONDITIONS = tables.words("condition")
PAST = tables.words("past")
"""Words that tell what was, besides those in -ed."""
ENDS_IN_ED = methodcaller("endswith", "ed")
WORDS_ONLY = 0.3
"""A kind of at most this weight is talk: of "blamed them for the deaths in an air strike" the strike is the event."""
FINITE = frozenset(("was", "were", "is", "are", "has", "had", "have"))
"""Where the clause's own verb begins: "a man accused of shooting a guard was arraigned"."""
NOWADAYS = frozenset(("today", "now", "nowadays", "these days"))
"""Dates that may mean no day."""
STANDING = frozenset(("is", "are", "isn't", "isn’t", "aren't", "aren’t", "remains", "remain"))
NOW = 0.3
"""What a date counts in a sentence that tells of no past: "officers are still searching today"."""
PLANNED = 4
"""Words before a trigger among which "will" or "plans" makes it one that has not happened."""
CROSSING = 6.0
"""How many words of distance a clause's border costs a date: measured on the incidents."""
REPORTED = 14.0
"""The same for the date of the telling, "police said Friday": it is a date of the event only for want of another."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An occurrence in a sentence: what kind, the date expression that dates it (None: no date of its own).

    `close` is 1 where the date stands beside the trigger and falls towards 0 with the words and clauses between them.
    """

    kind: Kind
    mention: Mention | None
    trigger: Span
    close: float = 0.0
    told: bool = False
    """The date is that of the telling, which is all that the sentence gives."""
    strongest: float = 0.0
    """The weight of the weightiest thing that the sentence says happened."""
    subject: Kind | None = None
    """What kind the sentence as a whole is of on that date, where that is another: of "bombed a hall on Friday, killing
    ten" it is the bombing, though the killing stands nearer."""


def undated(text: str, words: Sequence[str], *, sentence: Span, kinds: Kinds) -> Happening | None:
    """Return what a sentence without a date says happened; `words` are those of the sentence, in order.

    A standing condition or an opinion is no event, and what is quoted without a date is mostly one of them.
    """
    if text[sentence.start] in QUOTATION or not _past(words):
        return None
    one_clause = [0] * len(words)
    best: tuple[float, int] | None = None
    for place in kinds.places(words):
        kind = kinds.at(words, place)
        if kind is not None and (best is None or kind.weight > best[0]) and not _planned(words, place, one_clause):
            best = kind.weight, place
    if best is None:
        return None
    kind = kinds.at(words, best[1])
    start = _offset(text, words, best[1], sentence.start)
    return Happening(kind, None, Span(start, start + len(words[best[1]]))) if kind is not None else None


def _offset(text: str, words: Sequence[str], place: int, start: int) -> int:
    """Return where the word of that number stands."""
    for word in words[:place]:
        start = text.index(word, start) + len(word)
    return text.index(words[place], start)


def _past(words: Sequence[str]) -> bool:
    return not PAST.isdisjoint(words) or any(map(ENDS_IN_ED, words))


def strongest(text: str, *, sentence: Span, mentions: Sequence[Mention], kinds: Kinds) -> Happening | None:
    """Return the weightiest word of the sentence as a happening, whatever the sentence says of it; None without one."""
    tokens, starts, _ = _tokens(text, sentence)
    found = [
        (kind.weight, -place)
        for place in range(len(tokens))
        if (kind := kinds.at(tokens, place)) is not None and not _in_a_date(starts[place], mentions)
    ]
    if not found:
        return None
    place = -max(found)[1]
    kind = kinds.at(tokens, place)
    return Happening(kind, None, Span(starts[place], starts[place] + len(tokens[place]))) if kind is not None else None


@dataclass(frozen=True, slots=True)
class _Trigger:
    place: int
    kind: Kind
    span: Span
    behind: bool = False
    """Only the reason for what is told: "charged with the shooting", "a man accused of killing"."""


BEHIND = 10.0
ACCUSED, SENTENCED = 6, 10
"""Words before a trigger among which an accusation makes it the reason: "guilty of genocide Thursday for the raid"."""
BESIDE, NEARLY = 12.0, 0.6
"""How much farther than the nearest a trigger may be that says what the sentence is about, and the share of the
weightiest one's weight that it must have."""
REASONS = tables.words("accusation")


def find(text: str, *, sentence: Span, mentions: Sequence[Mention], kinds: Kinds) -> list[Happening]:
    """Return what the sentence says happened on the dates of its mentions, one happening a date."""
    tokens, starts, clauses = _tokens(text, sentence)
    triggers = []
    for place in kinds.places(tokens):
        kind = kinds.at(tokens, place)
        if kind is not None and not _planned(tokens, place, clauses) and not _in_a_date(starts[place], mentions):
            triggers.append(
                _Trigger(place, kind, Span(starts[place], starts[place] + len(tokens[place])), _behind(tokens, place))
            )
    if not triggers:
        return []
    past = _past(tokens)
    strongest = max(trigger.kind.weight for trigger in triggers)
    found = []
    for mention in mentions:
        at = _place(starts, mention.span.start)
        told = _told(tokens, at)
        costs = [
            (_cost(trigger, at, clauses) + (REPORTED if told else 0.0) + (BEHIND if trigger.behind else 0.0), trigger)
            for trigger in triggers
        ]
        cost, trigger = min(costs, key=lambda pair: pair[0])
        if trigger.kind.weight <= WORDS_ONLY:
            trigger = max(triggers, key=lambda other: (other.kind.weight, -abs(other.place - trigger.place)))
        close = (1.0 if past else NOW) / (1 + cost / 8)
        subject = _subject(tokens, [other for far, other in costs if far <= cost + BESIDE])
        found.append(Happening(trigger.kind, mention, trigger.span, close, told, strongest, subject))
    return found


def _subject(tokens: Sequence[str], triggers: Sequence[_Trigger]) -> Kind:
    """Return the first kind that weighs nearly as much as any: what a sentence begins with it is about."""
    plain = [trigger.kind for trigger in triggers if not _behind(tokens, trigger.place, SENTENCED)]
    kinds = plain or [trigger.kind for trigger in triggers]
    least = NEARLY * max(kind.weight for kind in kinds)
    return next(kind for kind in kinds if kind.weight >= least)


def _tokens(text: str, sentence: Span) -> tuple[list[str], list[int], list[int]]:
    """Words with their offsets and the number of the clause that each stands in; only whether two are one says much."""
    # What stands between, a token, and so on: a sentence at once takes a third of the time of token by token.
    pieces = TOKEN.split(text[sentence.start : sentence.stop])
    offsets = list(accumulate(map(len, pieces), initial=sentence.start))
    tokens, starts = pieces[1::2], offsets[1:-1:2]
    clauses = accumulate(map(CLAUSE_STARTS.__contains__, tokens))
    words = [token not in SIGNS for token in tokens]
    return list(compress(tokens, words)), list(compress(starts, words)), list(compress(clauses, words))


def _planned(tokens: Sequence[str], place: int, clauses: Sequence[int]) -> bool:
    """Whether the trigger is willed, feared or conditional: "will be charged", "if they strike"."""
    clause = clauses[place]
    for back in range(1, 7):
        if place - back < 0 or clauses[place - back] != clause:
            return False
        word = tokens[place - back].lower()
        if word in CONDITIONS or (back <= PLANNED and (word in PLANS or word in PLAN_WORDS)):
            return True
    return False


def _in_a_date(start: int, mentions: Sequence[Mention]) -> bool:
    """Whether the word is a date's own: nobody marches in "9 March 2021"."""
    return any(mention.span.start <= start < mention.span.stop for mention in mentions)


def _behind(tokens: Sequence[str], place: int, reach: int = ACCUSED) -> bool:
    """Whether the trigger is what somebody is accused of."""
    for word in reversed(tokens[max(0, place - reach) : place]):
        if word in FINITE:
            return False
        if word.lower() in REASONS:
            return True
    return False


def _told(tokens: Sequence[str], at: int) -> bool:
    """Whether the date is that of a telling: "police said Friday", "told the paper on Friday"."""
    return any(word.lower() in REPORTING for word in tokens[max(0, at - 3) : at])


def standing(text: str, mention: Mention, sentence: Span) -> bool:
    """Whether a date means nowadays, and what follows is no event: "but today this road is closed"."""
    if text[mention.span.start : mention.span.stop].lower() not in NOWADAYS:
        return False
    tokens, starts, clauses = _tokens(text, sentence)
    at = _place(starts, mention.span.start)
    for place in range(at + 1, len(tokens)):
        word = tokens[place].lower()
        if clauses[place] != clauses[at] or word in PAST or word.endswith("ed"):
            return False
        if word in STANDING:
            return True
    return False


def _place(starts: Sequence[int], offset: int) -> int:
    """Return the number of the token at the offset, or of the next one."""
    for place, start in enumerate(starts):
        if start >= offset:
            return place
    return len(starts)


def _cost(trigger: _Trigger, at: int, clauses: Sequence[int]) -> float:
    here = clauses[min(at, len(clauses) - 1)]
    return abs(trigger.place - at) + CROSSING * abs(clauses[trigger.place] - here)
