"""Stories as text: a row of events.csv, and a line of JSON, which is also what is kept of them between two runs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from timeline import events
from timeline.model import Status
from timeline.stories.story import Cited, Story
from timeline.when import When

CITED = 6
"""Citations that a row holds; a day of a crisis has hundreds, and the notes count the others."""


def cells(story: Story, taken: Container[str]) -> dict[str, str]:
    """Return the story as a row of events.csv with an id that is not among `taken`; its reason goes into the notes."""
    row = {
        "id": events.slug(story.date, story.title, taken),
        "date": _text(story.date),
        "title": story.title,
        "category": story.category,
        "place": story.place,
        "lat": str(story.spot[0]) if story.spot else "",
        "lon": str(story.spot[1]) if story.spot else "",
        "actors": "; ".join(story.actors),
        "status": Status.PROPOSED.value,
    }
    for number, cited in enumerate(story.citations[:CITED], 1):
        row |= cite(cited, number, story.date)
    more = len(story.citations) - CITED
    row["notes"] = f"found by the machine (score {story.score:.2f}): {story.reason}" + (
        f"; {more} more cite it" if more > 0 else ""
    )
    return row


def cite(cited: Cited, number: int, date: When | None) -> dict[str, str]:
    """Return a citation as the cells of its place in the row of an event of that date."""
    tail = f"_{number}" if number > 1 else ""
    told = _text(cited.date) if cited.date != date else ""
    return {f"source{tail}": cited.source, f"quote{tail}": cited.quote, f"source_date{tail}": told}


def identify(row: Mapping[str, str], taken: Container[str]) -> str:
    """Return an id for a row that a person edited."""
    return events.slug(When.parse(row["date"]) if row["date"] else None, row["title"], taken)


def sheet(found: Iterable[Story], taken: Iterable[str], most: int) -> Iterator[list[str]]:
    """Yield a table with the columns of events.csv and a row a story, so that a row can be copied over.

    `most` is how many citations a story has at most.
    """
    used = set(taken)
    cited = (cite(Cited("", "", 0, 0, None), number, None) for number in range(1, min(most, CITED) + 1))
    header = [*dict.fromkeys(chain(events.COLUMNS, *cited))]
    yield header
    for story in found:
        row = cells(story, used)
        used.add(row["id"])
        yield [row.get(name, "") for name in header]


def record(story: Story) -> dict[str, object]:
    """Return the story as `timeline extract --json` prints it."""
    return {
        "date": _text(story.date),
        "title": story.title,
        "place": story.place,
        "actors": list(story.actors),
        "category": story.category,
        "score": story.score,
        "reason": story.reason,
        "citations": [
            {
                "source": cited.source,
                "quote": cited.quote,
                "start": cited.start,
                "stop": cited.stop,
                "date": _text(cited.date),
            }
            for cited in story.citations
        ],
    }


def revive(row: Mapping[str, Any], spot: Sequence[float] | None) -> Story:
    """Return the story that `record` was given, with the spot of its place."""
    return Story(
        date=_when(row["date"]),
        title=row["title"],
        place=row["place"],
        spot=(spot[0], spot[1]) if spot else None,
        actors=tuple(row["actors"]),
        category=row["category"],
        score=row["score"],
        reason=row["reason"],
        citations=tuple(
            Cited(cited["source"], cited["quote"], cited["start"], cited["stop"], _when(cited["date"]))
            for cited in row["citations"]
        ),
    )


@lru_cache(maxsize=4096)
def _when(text: str) -> When | None:
    return When.parse(text) if text else None


def _text(when: When | None) -> str:
    return when.text if when is not None else ""
