"""What was found against what is known: new, known, changed, refused; and a person's way through it, step by step.

A story is known by its content: one of its quotes stands in an event, or among the refused. Reordering, rescoring or
extracting again changes nothing of what was decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from timeline import stories, table
from timeline.model import Event
from timeline.stories import Cited, Story
from timeline.when import When

REFUSED = "refused.csv"
"""Beside events.csv: the quotes that a person refused as events, so that they are not proposed again."""
COLUMNS = ("source", "quote", "date", "title")
LEAST = 20
"""A quote must share so many characters with another to be the same words."""


class Standing(StrEnum):
    """How a story stands to what is known."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Found:
    """A story and how it stands: the event that it is, and what it would change of it."""

    story: Story
    standing: Standing
    event: str = ""
    change: str = ""


class Choice(StrEnum):
    """What a person says to a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice; `cells` are those of the row as accepted, edited or not."""

    choice: Choice
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Session:
    """A way through proposals. It never changes: a step gives a new one, and undoing gives the one before."""

    proposals: tuple[Found, ...]
    taken: frozenset[str]
    """Ids that are used already."""
    made: tuple[Decision, ...] = ()

    @property
    def current(self) -> Found | None:
        """The proposal that is to be decided; None at the end."""
        return self.proposals[len(self.made)] if len(self.made) < len(self.proposals) else None

    @property
    def cells(self) -> dict[str, str]:
        """The current proposal as a row. Its status is `reported`: a person has looked."""
        if self.current is None:
            return {}
        used = self.taken | {decision.cells.get("id", "") for decision in self.made}
        return {**stories.cells(self.current.story, used), "status": "reported"}

    @property
    def accepted(self) -> tuple[Mapping[str, str], ...]:
        """The rows that are to be written."""
        return tuple(decision.cells for decision in self.made if decision.choice is Choice.ACCEPT)

    @property
    def rejected(self) -> tuple[Story, ...]:
        """The stories that are not to be proposed again."""
        pairs = zip(self.proposals, self.made, strict=False)
        return tuple(found.story for found, decision in pairs if decision.choice is Choice.REJECT)


def accept(session: Session, edits: Mapping[str, str] | None = None) -> Session:
    """Take the current proposal as an event, with the cells that a person wrote anew."""
    return _decide(session, Decision(Choice.ACCEPT, {**session.cells, **(edits or {})}))


def reject(session: Session) -> Session:
    """Refuse the current proposal, for good."""
    return _decide(session, Decision(Choice.REJECT, {}))


def skip(session: Session) -> Session:
    """Leave the current proposal for another day."""
    return _decide(session, Decision(Choice.SKIP, {}))


def undo(session: Session) -> Session:
    """Take the last decision back; at the start there is none."""
    return replace(session, made=session.made[:-1])


def accept_above(session: Session, score: float) -> Session:
    """Accept every proposal of at least that score, and skip the others."""
    while session.current is not None:
        session = accept(session) if session.current.story.score >= score else skip(session)
    return session


def compare(found: Iterable[Story], events: Iterable[Event], refused: Iterable[Mapping[str, str]]) -> list[Found]:
    """Say of each story how it stands to the events and to what was refused."""
    quoted: dict[str, list[tuple[str, Event]]] = defaultdict(list)
    for event in events:
        for citation in event.citations:
            quoted[citation.source].append((_plain(citation.quote), event))
    dropped: dict[str, list[str]] = defaultdict(list)
    for row in refused:
        dropped[row["source"]].append(_plain(row["quote"]))
    return [_stands(story, quoted, dropped) for story in found]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which proposals are wanted: a period (EDTF, "" for open), the least score, how many of the best."""

    since: When | None = None
    until: When | None = None
    min_score: float = 0.0
    limit: int = 0

    def wants(self, story: Story) -> bool:
        """Whether the story could lie in the period and scores enough. One without a date lies in no period."""
        if story.score < self.min_score:
            return False
        if self.since is None and self.until is None:
            return True
        if story.date is None:
            return False
        late = (
            self.since is None
            or story.date.last is None
            or self.since.first is None
            or story.date.last >= self.since.first
        )
        early = (
            self.until is None
            or story.date.first is None
            or self.until.last is None
            or story.date.first <= self.until.last
        )
        return late and early


def choose(
    found: Iterable[Found], sought: Sought, standings: Sequence[Standing] = (Standing.NEW, Standing.CHANGED)
) -> list[Found]:
    """Return the proposals that are wanted, best first."""
    chosen = [one for one in found if one.standing in standings and sought.wants(one.story)]
    return chosen[: sought.limit] if sought.limit else chosen


def _stands(
    story: Story, quoted: Mapping[str, Sequence[tuple[str, Event]]], dropped: Mapping[str, Sequence[str]]
) -> Found:
    for cited in story.citations:
        for quote, event in quoted.get(cited.source, ()):
            if _same_words(_plain(cited.quote), quote):
                change = _change(story, event)
                return Found(story, Standing.CHANGED if change else Standing.KNOWN, event.id, change)
    if any(
        _same_words(_plain(cited.quote), quote) for cited in story.citations for quote in dropped.get(cited.source, ())
    ):
        return Found(story, Standing.REFUSED)
    return Found(story, Standing.NEW)


def _change(story: Story, event: Event) -> str:
    """Say what extracting again would change of an event: another date, further articles."""
    parts = []
    if story.date is not None and event.date is not None and not story.date.overlaps(event.date):
        parts.append(f"dated {story.date.text}, not {event.date.text}")
    cited = {citation.source for citation in event.citations}
    further = [one for one in story.citations if one.source not in cited]
    if further:
        parts.append(f"also told by {_names(further)}")
    return "; ".join(parts)


def _names(cited: Sequence[Cited]) -> str:
    shown = ", ".join(one.source for one in cited[:3])
    return f"{shown} and {len(cited) - 3} more" if len(cited) > 3 else shown  # noqa: PLR2004 - three names fit a line


def _plain(quote: str) -> str:
    return " ".join(quote.split())


def _same_words(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and (len(short) >= LEAST or short == long) and bool(short)


def refused(folder: Path) -> list[dict[str, str]]:
    """Read what was refused; nothing if the file is not there."""
    path = folder / REFUSED
    return list(table.read(path)[0].rows()) if path.exists() else []


def refuse(folder: Path, refusals: Iterable[Story]) -> None:
    """Write down what was refused, each of its quotes. Raises files.FileChanged, files.Unwritable."""
    path = folder / REFUSED
    old = table.read(path)[0] if path.exists() else None
    rows = [[row.get(name, "") for name in COLUMNS] for row in old.rows()] if old else []
    for story in refusals:
        date = story.date.text if story.date is not None else ""
        rows += [[cited.source, cited.quote, date, story.title] for cited in story.citations]
    table.write(path, header=COLUMNS, rows=rows, seal=old.seal if old else "")


def _decide(session: Session, decision: Decision) -> Session:
    return session if session.current is None else replace(session, made=(*session.made, decision))
