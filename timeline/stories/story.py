"""A proposed event with everything that tells it."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.when import When


@dataclass(frozen=True, slots=True)
class Cited:
    """A story's link to a sentence: offsets into the article's own text, and the date that this article gives."""

    source: str
    quote: str
    start: int
    stop: int
    date: When | None


@dataclass(frozen=True, slots=True)
class Story:
    """A proposed event. `score` is 0 to 1; `reason` says in words what speaks for it and how it is dated."""

    date: When | None
    title: str
    place: str
    spot: tuple[float, float] | None
    """Latitude and longitude of the place, where a table has it."""
    actors: tuple[str, ...]
    category: str
    score: float
    reason: str
    citations: tuple[Cited, ...]
