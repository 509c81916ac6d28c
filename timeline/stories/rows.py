"""Stories as text: a row of events.csv, a line of JSON, and what is kept of them between two runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable, Mapping, Sequence
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


def sheet(found: Sequence[Story], taken: Iterable[str]) -> str:
    """Return a table with the columns of events.csv and a row a story, so that a row can be copied over."""
    used = set(taken)
    widest = max(found, key=lambda story: len(story.citations), default=None)
    header = dict.fromkeys((*events.COLUMNS, *(cells(widest, ()) if widest else ())))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for story in found:
        row = cells(story, used)
        used.add(row["id"])
        writer.writerow([row.get(name, "") for name in header])
    return text.getvalue()


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


def dump(stories: Sequence[Story]) -> str:
    """Write stories as JSON, to be kept."""
    return json.dumps(
        [{**record(story), "spot": story.spot} for story in stories], ensure_ascii=False, separators=(",", ":")
    )


def load(text: str) -> list[Story]:
    """Return what `dump` was given."""
    whens: dict[str, When | None] = {"": None}

    def when(date: str) -> When | None:
        if date not in whens:
            whens[date] = When.parse(date)
        return whens[date]

    def cited(row: Mapping[str, Any]) -> Cited:
        return Cited(row["source"], row["quote"], row["start"], row["stop"], when(row["date"]))

    return [
        Story(
            date=when(row["date"]),
            title=row["title"],
            place=row["place"],
            spot=tuple(row["spot"]) if row["spot"] else None,
            actors=tuple(row["actors"]),
            category=row["category"],
            score=row["score"],
            reason=row["reason"],
            citations=tuple(map(cited, row["citations"])),
        )
        for row in json.loads(text)
    ]


def _text(when: When | None) -> str:
    return when.text if when is not None else ""
