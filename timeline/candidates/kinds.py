"""What kind of thing a sentence tells: trigger words to categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from typing import NamedTuple

from timeline.candidates import tables
from timeline.candidates.stems import WORDS, code, stem


class Kind(NamedTuple):
    """A category and how much a timeline wants an event of it, 0 to 1: a killing more than a hearing."""

    category: str
    weight: float
    sort: str = ""
    """The category by the tables, whatever the project calls its own: what two things of one kind share."""


class _Starts(dict[str, bool]):
    """Words, and whether they can start a trigger, or are a small part of one: the "on" of "on strike"."""

    def __init__(self, codes: frozenset[int], small: frozenset[str]) -> None:
        super().__init__()
        self._codes, self._small = codes, small

    def __missing__(self, word: str) -> bool:
        number = code(word)
        if len(self) >= WORDS:
            self.clear()
        self[word] = found = number in self._codes if number else word.lower() in self._small
        return found


@dataclass(frozen=True, slots=True)
class Kinds:
    """Triggers as they are written, by stem, and pairs of words by their two stems."""

    forms: Mapping[str, Kind]
    """A "storm" is a disaster, what is "stormed" is attacked."""
    words: Mapping[str, Kind]
    pairs: Mapping[tuple[str, str], Kind]
    paired: frozenset[str]
    """The stems of the pairs."""
    codes: frozenset[int]
    """Of all words that can start a trigger: a sentence without one of them tells nothing that the tables know."""
    starts: _Starts
    """The same by the words as they are written."""

    def places(self, words: Sequence[str]) -> list[int]:
        """Return where a trigger may stand among the words."""
        return list(compress(count(), map(self.starts.__getitem__, words)))

    def at(self, words: Sequence[str], place: int) -> Kind | None:
        """Return the kind that the word at `place` triggers, alone or with the word beside it: "on strike"."""
        word = stem(words[place])
        pair = None
        if word in self.paired:
            pair = self.pairs.get((word, stem(words[place + 1]))) if place + 1 < len(words) else None
            if pair is None and place:
                pair = self.pairs.get((stem(words[place - 1]), word))
        return pair or self.forms.get(words[place].lower()) or self.words.get(word)


def load(rows: Sequence[Mapping[str, str]] = (), *, categories: Sequence[str] = ()) -> Kinds:
    """Return the shipped triggers with the user's own rows (category, word, weight) before them.

    A shipped kind that is none of the project's `categories` still weighs, but has no name.
    """
    forms: dict[str, Kind] = {}
    words: dict[str, Kind] = {}
    pairs: dict[tuple[str, str], Kind] = {}
    for row in [*rows, *tables.shipped("triggers")]:
        named = row["category"] if not categories or row["category"] in categories else ""
        kind = Kind(named, float(row.get("weight") or 1.0), row["category"])
        stems = [stem(word) for word in row["word"].split()]
        first, *rest = stems
        if rest:
            pairs.setdefault((first, rest[0]), kind)
        else:
            forms.setdefault(row["word"].lower(), kind)
            words.setdefault(first, kind)
    spoken = [row["word"].split() for row in [*rows, *tables.shipped("triggers")]]
    codes = frozenset(code(first) for first, *_ in spoken)
    small = frozenset(word.lower() for trigger in spoken for word in trigger if not code(word))
    return Kinds(forms, words, pairs, frozenset(chain.from_iterable(pairs)), codes, _Starts(codes, small))
