"""The rules of the grammar as regular expressions over the characters of tokens, and what they can begin with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from timeline.dates.grammar import BEFORE_CORE, CORE, EDGE_OF, HALF_OF, RULES, UNIONS
from timeline.dates.tokens import CLASSES

_NAME: Final = re.compile(r"<(\w+):([A-Z_|]+)>|[A-Z][A-Z_]*")


class UnknownClass(LookupError):
    """A rule names a class that no table has."""


def _spread(names: str) -> tuple[str, ...]:
    return tuple(part for name in names.split("|") for part in UNIONS.get(name, (name,)))


@cache
def members(names: str) -> frozenset[str]:
    """Return the characters that hold one of the classes."""
    chars = frozenset(char for name in _spread(names) for char in CLASSES.members(name))
    if not chars:
        raise UnknownClass(names)
    return chars


def _charset(names: str) -> str:
    return f"[{''.join(sorted(members(names)))}]"


def spelled(rule: str) -> str:
    """Return the regular expression over codes that a rule spells, without its names."""
    return _NAME.sub(lambda match: _charset(match[2] or match[0]), rule).replace(" ", "")


Groups = Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""For each name of a rule the groups of its pattern that may hold it, and the classes of each."""


def _named(rule: str) -> tuple[re.Pattern[str], Groups]:
    """Return the rule compiled with a group for each named token, and for each name its groups and their classes.

    A name may stand in several branches of a rule.
    """
    groups: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {}
    number = 0

    def expand(match: re.Match[str]) -> str:
        nonlocal number
        if match[1] is None:
            return _charset(match[0])
        number += 1
        groups[match[1]] = (*groups.get(match[1], ()), (number, _spread(match[2])))
        return f"({_charset(match[2])})"

    return re.compile(_NAME.sub(expand, rule).replace(" ", "")), groups


PLACES: Final = re.compile(
    f"{_charset(BEFORE_CORE)}{{0,12}}"
    + spelled(
        f"(?:<core:{CORE}>|TWO_DIGITS QUOTE? S|QUOTE TWO_DIGITS|NUMBER_WORD (?:DASH? AND? NUMBER_WORD){{1,3}}"
        "|(?<=IN) SMALL_YEAR (?=PUNCTUATION)|(?<=AT) MILITARY)"
    )
)
"""Where an expression may stand: what may stand before its core word, and the core word."""


class _First:
    """Which classes a rule can begin with: a reader of the rule's own small language."""

    def __init__(self, rule: str) -> None:
        self._left = _SYMBOL.findall(rule)
        self._left.reverse()

    def read(self) -> tuple[frozenset[str], bool]:
        """Return the characters that the rule can begin with, and whether it can be empty."""
        first, empty = self._sequence()
        while self._left and self._left[-1] == "|":
            self._left.pop()
            other, other_empty = self._sequence()
            first, empty = first | other, empty or other_empty
        return first, empty

    def _sequence(self) -> tuple[frozenset[str], bool]:
        first: frozenset[str] = frozenset()
        empty = True
        while self._left and self._left[-1] not in "|)":
            one, one_empty = self._item()
            if empty:
                first |= one
            empty = empty and one_empty
        return first, empty

    def _item(self) -> tuple[frozenset[str], bool]:
        symbol = self._left.pop()
        if symbol.startswith("("):
            first, empty = self.read()
            self._left.pop()
            if symbol not in {"(", "(?:"}:  # what looks ahead or back takes no token
                first, empty = frozenset(), True
        else:
            first, empty = members(symbol.strip("<>").split(":")[-1]), False
        if self._left and self._left[-1][0] in "?{":
            empty = empty or self._left.pop() == "?"
        return first, empty


_SYMBOL: Final = re.compile(r"<\w+:[A-Z_|]+>|[A-Z][A-Z_]*|\(\?(?:[:=!]|<=|<!)|\{\d+,\d+\}|[()|?]")


Begun = tuple[str, Callable[[str, int], re.Match[str] | None], Groups]
"""A rule that can begin at a token: its name, what matches it there, and its groups."""


@cache
def _firsts(rule: str) -> tuple[str, ...]:
    return tuple(sorted(_First(rule).read()[0]))


def _by_first(change: Callable[[str], str]) -> dict[str, tuple[Begun, ...]]:
    table: dict[str, list[Begun]] = {}
    for name, rule in RULES.items():
        for char in _firsts(change(rule)):
            table.setdefault(char, []).append((name, *_PATTERNS[name]))
    return {char: tuple(begun) for char, begun in table.items()}


def _matching(rule: str) -> tuple[Callable[[str, int], re.Match[str] | None], Groups]:
    pattern, groups = _named(rule)
    return pattern.match, groups


_PATTERNS: Final = {name: _matching(rule) for name, rule in RULES.items()}

BY_FIRST: Final = _by_first(lambda rule: rule)
"""For each character the rules that can begin with it, in their order."""

BY_FIRST_ALONE: Final = _by_first(lambda rule: rule.replace(HALF_OF, EDGE_OF))
"""The same where what follows is no half, part or days.

Dozens of rules can begin with "second half of", few with "second".
"""
