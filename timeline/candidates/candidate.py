"""A candidate: what one document says may have happened, with the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from timeline.model import Span
from timeline.when import Day, When


class Basis(StrEnum):
    """What a candidate's date rests on."""

    STATED = "stated"
    """The sentence says it."""
    ABOUT = "about"
    """The document tells it as news and gives no date: about the day it was published."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible event of one document."""

    quote: str
    span: Span
    date: When | None
    basis: Basis
    title: str
    category: str
    place: str
    spot: tuple[float, float] | None
    """Latitude and longitude of the place, where a table has it."""
    actors: tuple[str, ...]
    weight: float
    """Its share in what the document tells, 0 to 1."""
    kind: float
    """How much a timeline wants an event of its kind, 0 to 1."""
    words: AbstractSet[int]
    """The numbers of the words that it is told with: of the whole document for its own event, else of the sentence."""
    inferred: bool = False
    """Whether its date hangs on that of the document, which nobody said: that is inferred from the text."""
    outlet: bool = False
    """Whether only the name of the outlet says which town it was in."""
    placed: float = 1.0
    """How sure the place is, 0 to 1."""


class Odds(NamedTuple):
    """A day, or a stretch in which the day lies, and its share of what speaks for any. Days since 1970, inclusive."""

    first: int
    last: int
    share: float


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells: its candidates, its own event first, and the exact days that it speaks of."""

    source: str
    origin: str
    """Who first reported it: two articles of one origin are one witness."""
    outlet: str
    published: When | None
    candidates: tuple[Candidate, ...]
    days: tuple[Day, ...]
    odds: tuple[Odds, ...] = ()
    """When its own event may have happened, best first; what is missing to 1 is anywhere else."""


class Corpus(Protocol):
    """What the articles of a corpus tell, by number: in a list, or on disk where they are too many to be held."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Told: ...

    def __iter__(self) -> Iterator[Told]: ...


def same_place(one: str, other: str) -> bool:
    """Whether two places as scene.py names them are one, or one lies in the other: "Red Hook, Brooklyn", "Brooklyn"."""
    return one == other or one.endswith(f", {other}") or other.endswith(f", {one}")
