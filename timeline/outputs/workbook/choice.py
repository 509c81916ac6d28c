"""Which events a brief is asked for, how many that leaves out, and what forbids sending it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.config import TLP
from timeline.model import Event, Finding, Severity, Status
from timeline.outputs.workbook.brief import PROVEN, STANDINGS, Brief
from timeline.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a brief is asked for; empty means no matter which. `since` and `until` are both inclusive."""

    since: When | None = None
    until: When | None = None
    categories: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    tlp: str = ""
    """The widest circle that may read it: events for narrower ones are left out."""

    def __str__(self) -> str:
        """Return the choice in words, as the brief and its state give it; "" where everything is asked for."""
        told = [f"since {self.since}"] if self.since else []
        told += [f"until {self.until}"] if self.until else []
        told += [f"only {', '.join(self.categories)}"] if self.categories else []
        told += [f"only {', '.join(self.statuses)}"] if self.statuses else []
        told += [f"TLP:{self.tlp} and wider"] if self.tlp else []
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The events asked for, and how many others there are, by the reason why they are left out."""

    events: tuple[Event, ...]
    left_out: Mapping[str, int]


def choose(events: Sequence[Event], choice: Choice, *, tlp: str) -> Chosen:
    """Choose events; `tlp` is the project's label, which an event without its own has.

    An event that may have happened in the period is in it: leaving out "some time in 2017" because it may have been
    before the first of June would hide it.
    """
    kept: list[Event] = []
    out: Counter[str] = Counter()
    for event in events:
        reason = next(_against(event, choice, tlp), "")
        if reason:
            out[reason] += 1
        else:
            kept.append(event)
    return Chosen(tuple(kept), dict(sorted(out.items())))


def _against(event: Event, choice: Choice, tlp: str) -> Iterator[str]:
    """Yield the reasons against an event; the first counts."""
    own = event.tlp or tlp
    if choice.tlp and TLP.index(own) > TLP.index(choice.tlp):
        yield f"marked TLP:{own}"
    if choice.categories and event.category not in choice.categories:
        yield "of another category"
    if choice.statuses and event.status not in choice.statuses:
        yield f"with the status {event.status}"
    if choice.since or choice.until:
        yield from _outside(event, choice)


def _outside(event: Event, choice: Choice) -> Iterator[str]:
    if event.date is None:
        yield "without a date"
        return
    begins = choice.since.first if choice.since else None
    ends = choice.until.last if choice.until else None
    last, first = event.date.last, event.date.first  # None where that end is open: then it may be in any period
    if begins and last and last < begins:
        yield f"before {choice.since}"
    if ends and first and first > ends:
        yield f"after {choice.until}"


def unready(brief: Brief) -> tuple[Finding, ...]:
    """Return what forbids releasing the brief: events that nobody has looked at, quotes that nobody has proven."""
    return tuple(finding for event in brief.events for finding in _unready(brief, event))


def _unready(brief: Brief, event: Event) -> Iterator[Finding]:
    if event.status is Status.PROPOSED:
        yield _forbids(event, "status", event.status.value, "is proposed: the machine found it and nobody has looked",
                       "Read its sources and set the status, or leave it out with --status.")  # fmt: skip
    for citation in event.citations:
        standing = brief.standing(event, citation)
        if standing and standing not in PROVEN:
            column = "quote" if citation.number == 1 else f"quote_{citation.number}"
            yield _forbids(event, column, citation.quote, f"is unverified: {STANDINGS[standing]}",
                           "Copy the words from the document, or add the document.")  # fmt: skip


def _forbids(event: Event, column: str, value: str, problem: str, remedy: str) -> Finding:
    return Finding(
        code="B102" if column == "status" else "B103",
        name="proposed-in-a-release" if column == "status" else "unverified-quote-in-a-release",
        severity=Severity.ERROR,
        path="events.csv",
        line=event.line,
        column=column,
        value=value,
        problem=problem,
        remedy=remedy,
        event=event.id,
    )
