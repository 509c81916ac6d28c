"""Where date expressions stand: the grammar run over the tokens, then what only looks like a date is refused.

No word of any language stands here; `english.py` has them, `grammar.py` says how they follow each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline.dates import joins, patterns, refusals
from timeline.dates.found import SETS, Found
from timeline.dates.tokens import Tokens


def find(tokens: Tokens) -> list[Found]:
    """All expressions of a text, left to right, none overlapping another."""
    return joins.join(list(_matches(tokens)), tokens)


def _matches(tokens: Tokens) -> Iterator[Found]:
    codes = tokens.codes
    rules_from, rules_from_alone, parts = patterns.BY_FIRST.get, patterns.BY_FIRST_ALONE.get, SETS["PART_WORD"]
    at = 0
    for place in patterns.PLACES.finditer(codes):
        stop = place.end()
        at = max(at, place.start())
        while at < stop:
            rules = (rules_from if codes[at + 1 : at + 2] in parts else rules_from_alone)(codes[at])
            found = _first_of(rules, tokens, at) if rules else None
            if found is None:
                at += 1
            else:
                yield found
                at = found.stop


def _first_of(rules: Iterable[patterns.Begun], tokens: Tokens, at: int) -> Found | None:
    """Return what the first rule finds that matches here and is not refused."""
    codes = tokens.codes
    for rule, match_at, groups in rules:
        match = match_at(codes, at)
        if match is not None:
            found = _found(tokens, rule, match, groups)
            if not refusals.refused(found):
                return found
    return None


def _found(tokens: Tokens, rule: str, match: re.Match[str], groups: patterns.Groups) -> Found:
    at: dict[str, int] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for name, choices in groups.items():
        for group, one in choices:
            index = match.start(group)
            if index >= 0:
                at[name] = index
                classes[name] = one
                break
    return Found(rule, tokens, match.start(), match.end(), at, classes)
