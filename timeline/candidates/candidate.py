"""A candidate: what one document says may have happened, with the sentence that says so."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells: its candidates, its own event first, and the exact days that it speaks of."""

    source: str
    origin: str
    """Who first reported it: two articles of one origin are one witness."""
    outlet: str
    published: When | None
    known: bool
    """Whether somebody said when it was published; else that is inferred from the text."""
    candidates: tuple[Candidate, ...]
    days: tuple[Day, ...]
