"""Tense: whether the clause around an expression looks back or ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from timeline.dates import language, patterns
from timeline.dates.found import SETS, Found
from timeline.dates.tokens import Tokens

PAST: Final = -1
FUTURE: Final = 1
UNKNOWN: Final = 0

AHEAD: Final = SETS["WILL"] | SETS["TO"] | SETS["WOULD"]
_COMING: Final = SETS["IS|WAS|PROMISED"]
"""What an infinitive hangs on that is still to come: "are to meet", "were to meet", "agreed to meet"."""

_PUT_OFF: Final = re.compile(patterns.spelled("POSTPONED (?:UNTIL|TO (?:WEEKDAY|MONTH|NEXT))|SET (?:TO|FOR)|COME INTO"))
"""What looks ahead though its verb may be past: "postponed until Friday", "set for Sunday"; "comes into force"."""

_TELLING: Final = re.compile(
    f"[{''.join(SETS['WILL|WOULD|PLANNED|PRESENT_VERB|PRESENT_PLURAL|COME|POSTPONED|PROMISED|SET|TO|HAVE|WAS|PAST_VERB|PAST_FORM|PARAGRAPH|STOP|DOT'])}]"
)
"""The tokens to look at: all others say nothing of tense, and end no sentence."""

_ENDS: Final = SETS["PARAGRAPH|STOP|DOT"]

_REACH: Final = 24
"""Tokens to look at on each side: a verb further off is seldom the one that governs the date."""
_AFTER: Final = 12
_NEAR: Final = 12
"""The same of the present tense: "faces charges over the shooting of a girl on Tuesday" tells of two days."""

_PRESENT: Final = SETS["PRESENT_VERB|PRESENT_PLURAL"]


def of(found: Found) -> int:
    """PAST, FUTURE or UNKNOWN: the nearest verb before the expression in its sentence decides, then the first after it.

    "was arrested Friday" looks back, "will meet Friday" and "are due on Friday" ahead.
    """
    tokens = found.tokens
    if found.before("SINCE") or (found.before("TO") and found.before("ANY_UNIT", 2)):
        return PAST  # "will have been shut since May", "will report for the three months to September"
    if _ahead(found):
        return FUTURE
    first = max(found.first - _REACH, 0)
    before = [
        at
        for match in _TELLING.finditer(tokens.codes, first, found.first)
        if (at := match.start()) >= found.first - _NEAR or tokens.codes[at] not in _PRESENT
    ]
    after = (match.start() for match in _TELLING.finditer(tokens.codes, found.stop, found.stop + _AFTER))
    return _first_of(reversed(before), tokens) or _first_of(after, tokens)


def _ahead(found: Found) -> bool:
    """Whether the words right before it look ahead: "is on Tuesday", "closed until Friday", "ahead of Sunday's vote".

    "Until Thursday, they had not called him a suspect" does not.
    """
    until = found.before("UNTIL") and found.first > 1 and not found.before("PUNCTUATION", 2)
    if until or (found.before("OF") and found.before("AHEAD", 2)):
        return "weekday" in found.dated
    return found.before("IS", 2 if found.before("ON") else 1)


def _first_of(indexes: Iterable[int], tokens: Tokens) -> int:
    for index in indexes:
        code = tokens.codes[index]
        if code in _ENDS:
            if ends_sentence(tokens, index):
                return UNKNOWN
        elif tense := _tense(tokens, index, code):
            return tense
    return UNKNOWN


def ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether the sentence ends at this token: a dot does not after "Feb." or an initial."""
    code = tokens.codes[index]
    if code in SETS["PARAGRAPH"] or code in SETS["STOP"]:
        return True
    if code not in SETS["DOT"]:
        return False
    if (
        index + 1 < len(tokens.words)
        and not tokens.words[index + 1][:1].isupper()
        and tokens.codes[index + 1] in SETS["UNKNOWN"]
    ):
        return False
    if index == 0 or not tokens.glued(index):
        return True
    before = tokens.words[index - 1]
    return before not in language.DOTTED and not (len(before) == 1 and before.isupper())


def _tense(tokens: Tokens, index: int, code: str) -> int:  # noqa: PLR0911 - a return a class of verbs
    if code in SETS["WILL"]:
        return FUTURE
    if code in SETS["WOULD"]:
        return FUTURE
    if code in SETS["PLANNED"] or code in SETS["PRESENT_VERB"]:
        return FUTURE
    if code in SETS["PRESENT_PLURAL"]:
        return FUTURE if _told_of_many(tokens, index) else UNKNOWN
    if code in SETS["TO"] and index and tokens.codes[index - 1] in _COMING:
        return FUTURE
    if _PUT_OFF.match(tokens.codes, index) and not (index and tokens.codes[index - 1] in SETS["HAVE"]):
        return FUTURE
    if code in SETS["HAVE"] or code in SETS["WAS"]:
        return PAST
    if code in SETS["PAST_VERB|PAST_FORM|POSTPONED|PROMISED|SET"]:
        return UNKNOWN if _infinitive(tokens, index) else _participle(tokens, index)
    return UNKNOWN


def _infinitive(tokens: Tokens, index: int) -> bool:
    """Tell "will cut" and "plans to cut" from "cut": what governs the verb stands before it."""
    return index > 0 and tokens.codes[index - 1] in AHEAD


def _told_of_many(tokens: Tokens, index: int) -> bool:
    """Whether the word is a verb of many: "Egyptians vote Saturday" looks ahead, "after the vote Saturday" does not."""
    if index > 1 and tokens.codes[index - 2] in SETS["AND"]:
        return True
    subject = tokens.words[index - 1] if index and tokens.codes[index - 1] in SETS["UNKNOWN|AMOUNT"] else ""
    return len(subject) > 1 and subject.endswith(language.PLURAL_ENDING)


def _participle(tokens: Tokens, index: int) -> int:
    """Tell "was closed" from "will be closed", which looks ahead, and from "is closed", which says nothing."""
    for back in range(index - 1, max(index - 3, -1), -1):
        if tokens.codes[back] in SETS["BE"]:
            ahead = any(code in AHEAD for code in tokens.codes[max(back - 2, 0) : back])  # "would now be closed"
            return FUTURE if ahead else PAST
        if tokens.codes[back] in SETS["IS"]:
            return UNKNOWN
    if index and tokens.codes[index - 1] in SETS["STAY"]:
        return FUTURE if index > 1 and tokens.codes[index - 2] in AHEAD else UNKNOWN
    if index and tokens.codes[index] in SETS["PAST_FORM"] and tokens.codes[index - 1] in SETS["A|THE|HIS"]:
        return UNKNOWN  # "a proposed", "the unspecified date"
    return PAST
