"""What was found against what is known: new, known, changed, refused; and a person's way through it, step by step.

A story is known by its content: one of its quotes stands in an event, or among what was decided. Reordering, rescoring
or extracting again changes nothing of what was decided; what a story had to say at that time is remembered, so that
what is new in it can be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from timeline import stories, table
from timeline.config import DECISIONS
from timeline.events import DamagedTable, citations
from timeline.model import Event, Sought, Table
from timeline.stories import Cited, Story
from timeline.when import When

COLUMNS = ("decision", "event", "date", "title", "source", "quote")
LEAST = 20
"""A quote must share so many characters with another of its source to be the same words."""
LONG = 50
"""A quote of so many characters is the same words also in another source: the article was copied, or renamed."""
NAMED = 3
"""Articles that are named in a line."""


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
    further: tuple[Cited, ...] = ()
    """The citations that are new to the event."""


class Choice(StrEnum):
    """What a person says to a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice about a proposal; `cells` are those of the row as accepted, edited or not."""

    found: Found
    choice: Choice
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """A way through proposals. It never changes: a step gives a new one, and undoing gives the one before."""

    proposals: tuple[Found, ...]
    taken: frozenset[str]
    """Ids that are used already."""
    made: tuple[Decision, ...] = ()
    edits: Mapping[str, str] = field(default_factory=dict)
    """What a person wrote anew of the current proposal."""

    @property
    def current(self) -> Found | None:
        """The proposal that is to be decided; None at the end."""
        return self.proposals[len(self.made)] if len(self.made) < len(self.proposals) else None

    @property
    def cells(self) -> dict[str, str]:
        """The current proposal as a row. Its status is `reported`: a person has looked."""
        if self.current is None:
            return {}
        used = self.taken | {decision.cells["id"] for decision in self.made if decision.cells}
        if self.current.event:
            return {"id": self.current.event}
        row = {**stories.cells(self.current.story, used), "status": "reported", **self.edits}
        renamed = {"date", "title"} & set(self.edits)
        return {**row, "id": stories.identify(row, used)} if renamed else row

    def counted(self, choice: Choice) -> int:
        """Count the decisions of a kind."""
        return sum(1 for decision in self.made if decision.choice is choice)


def accept(session: Session) -> Session:
    """Take the current proposal as an event, as edited; a changed one gives the event its further citations."""
    return _decide(session, Choice.ACCEPT, session.cells)


def reject(session: Session) -> Session:
    """Refuse the current proposal, or what it would change, for good."""
    return _decide(session, Choice.REJECT, {})


def skip(session: Session) -> Session:
    """Leave the current proposal for another day."""
    return _decide(session, Choice.SKIP, {})


def edit(session: Session, cells: Mapping[str, str]) -> Session:
    """Write cells of the current proposal anew; it is still to be decided."""
    return replace(session, edits={**session.edits, **cells})


def undo(session: Session) -> Session:
    """Take the last decision back; at the start there is none."""
    return replace(session, made=session.made[:-1], edits={}) if session.made else session


def accept_above(session: Session, score: float) -> Session:
    """Accept every proposal of at least that score, and skip the others.

    Where articles only date an event otherwise there is nothing to add to it: that is for a person to look at.
    """
    while session.current is not None:
        found = session.current
        wanted = found.story.score >= score and (not found.event or found.further)
        session = accept(session) if wanted else skip(session)
    return session


def compare(found: Collection[Story], events: Iterable[Event], decided: Iterable[Mapping[str, str]]) -> Iterator[Found]:
    """Say of each story how it stands to the events and to what was decided.

    A sentence may tell two happenings, "arrested on Friday for a murder in May": a story with the words of an event
    and another date is that event dated anew only where no other story has its words and its date.
    """
    known = _Known(events, decided)
    owners: dict[int, list[_Owner]] = {}
    settled: set[_Owner] = set()
    for number, story in enumerate(found if known else ()):
        if some := known.owners(story):
            owners[number] = some
            settled.update(owner for owner in some if known.agree(owner, story.date))
    for number, story in enumerate(found):
        some = owners.get(number, [])
        yield _stands(story, [owner for owner in some if owner not in settled or known.agree(owner, story.date)], known)


def choose(
    found: Iterable[Found], sought: Sought, standings: Sequence[Standing] = (Standing.NEW, Standing.CHANGED)
) -> list[Found]:
    """Return the proposals that are wanted, best first."""
    chosen = [one for one in found if one.standing in standings and sought.wants(one.story.date, one.story.score)]
    return chosen[: sought.limit] if sought.limit else chosen


class _Owner(NamedTuple):
    """What a quote belongs to: an event, or a refusal, which has none; and the date that its story had then."""

    event: str
    date: str | None
    """None where nobody decided: the event was entered by hand."""


class _Known:
    """Events and decisions, to be asked whose words a story has: by source, and long quotes whatever the source."""

    def __init__(self, events: Iterable[Event], decided: Iterable[Mapping[str, str]]) -> None:
        self.events = {event.id: event for event in events}
        self.told: dict[str, set[str]] = defaultdict(set)
        self._by_source: dict[str, list[tuple[str, _Owner]]] = defaultdict(list)
        self._long: dict[str, list[_Owner]] = defaultdict(list)
        dated: dict[str, str] = {}
        for row in decided:
            event_id = row.get("event", "")
            if not event_id or event_id in self.events:  # of an event that was taken out again nothing is known
                source, date = row.get("source", ""), row.get("date", "")
                self._add(source, row.get("quote", ""), _Owner(event_id, date))
                self.told[event_id].add(source)
                dated[event_id] = date
        for event in self.events.values():
            for citation in event.citations:
                self._add(citation.source, citation.quote, _Owner(event.id, dated.get(event.id)))
                self.told[event.id].add(citation.source)

    def __bool__(self) -> bool:
        return bool(self._by_source)

    def _add(self, source: str, quote: str, owner: _Owner) -> None:
        words = _plain(quote)
        self._by_source[source].append((words, owner))
        if len(words) >= LONG:
            self._long[words].append(owner)

    def owners(self, story: Story) -> list[_Owner]:
        """Return whose words the story has."""
        found: dict[_Owner, None] = {}
        for cited in story.citations:
            words = _plain(cited.quote)
            same = (owner for other, owner in self._by_source.get(cited.source, ()) if _same_words(words, other))
            found |= dict.fromkeys((*same, *self._long.get(words, ())))
        return list(found)

    def agree(self, owner: _Owner, date: When | None) -> bool:
        """Whether a story of that date is what was decided: it had that date then, or the event's allows it."""
        if owner.date is not None:
            return owner.date == _text(date)
        event = self.events[owner.event]
        return date is None or event.date is None or date.overlaps(event.date)


def _stands(story: Story, owners: Sequence[_Owner], known: _Known) -> Found:
    """Say how a story stands; the owner of its words with its very date comes before others."""
    best = min(owners, key=lambda owner: not known.agree(owner, story.date), default=None)
    if best is None:
        return Found(story, Standing.NEW)
    if not best.event:
        return Found(story, Standing.REFUSED)
    further = tuple(one for one in story.citations if one.source not in known.told[best.event])
    change = _change(story, known.events[best.event], best.date, further)
    return Found(story, Standing.CHANGED if change else Standing.KNOWN, best.event, change, further)


def _change(story: Story, event: Event, dated: str | None, further: Sequence[Cited]) -> str:
    """Say what is new about an event since it was decided: another date, further articles."""
    parts = []
    date = _text(story.date)
    if dated is not None:
        parts += [f"the articles now date it {date or 'nowhere'}, before {dated or 'nowhere'}"] if date != dated else []
    elif story.date is not None and event.date is not None and not story.date.overlaps(event.date):
        parts.append(f"the articles date it {date}, not {event.date.text}")
    if further:
        parts.append(f"also told by {_names(further)}")
    return "; ".join(parts)


def _names(cited: Sequence[Cited]) -> str:
    shown = ", ".join(one.source for one in cited[:NAMED])
    return f"{shown} and {len(cited) - NAMED} more" if len(cited) > NAMED else shown


def _plain(quote: str) -> str:
    return " ".join(quote.split())


def _same_words(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and (len(short) >= LEAST or short == long) and bool(short)


class Decided(NamedTuple):
    """What is remembered of a story: the event that it became or is, "" where it was refused."""

    story: Story
    event: str
    choice: Choice


def decisions(folder: Path) -> list[dict[str, str]]:
    """Read what was decided; nothing if the file is not there. Raises files.Unreadable, events.DamagedTable."""
    path = folder / DECISIONS
    return list(_read(path).rows()) if path.exists() else []


def _read(path: Path) -> Table:
    """Read the decisions as a whole: a row that was not understood would be asked about again, and then lost."""
    found, troubles = table.read(path)
    if troubles:
        raise DamagedTable(path, troubles[0])
    return found


def remember(folder: Path, decided: Sequence[Decided]) -> None:
    """Write down what was decided, each quote of it.

    Raises files.FileChanged, files.Unwritable, events.DamagedTable.
    """
    if not decided:
        return
    path = folder / DECISIONS
    old = _read(path) if path.exists() else Table(path, (), {}, ())
    header = (*old.header, *(name for name in COLUMNS if name not in old.header))
    rows = list(old.rows())
    for story, event, choice in decided:
        said = "accepted" if choice is Choice.ACCEPT else "refused"
        fixed = {"decision": said, "event": event, "date": _text(story.date), "title": story.title}
        rows += [{**fixed, "source": cited.source, "quote": cited.quote} for cited in story.citations]
    table.write(path, header=header, rows=([row.get(name, "") for name in header] for row in rows), seal=old.seal)


def with_citations(row: Mapping[str, str], further: Iterable[Cited], date: When | None) -> dict[str, str]:
    """Return an event's cells with the further citations behind those that it has."""
    numbers = [int(names.source.partition("_")[2] or 1) for names in citations(row) if row.get(names.source)]
    cells = dict(row)
    for number, cited in enumerate(further, max(numbers, default=0) + 1):
        cells |= stories.cite(cited, number, date)
    return cells


def _text(when: When | None) -> str:
    return when.text if when is not None else ""


def _decide(session: Session, choice: Choice, cells: Mapping[str, str]) -> Session:
    if session.current is None:
        return session
    return replace(session, made=(*session.made, Decision(session.current, choice, cells)), edits={})
