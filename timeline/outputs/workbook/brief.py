"""What the workbook tells: everything that goes in, as values. Nothing is read, looked up or counted by the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timeline.config import Category
from timeline.model import Citation, Event, Finding, Ledger, Proof, Source, Standing
from timeline.when import Day, When

PROVEN = (Standing.EXACT, Standing.FOLDED)
STANDINGS = {
    "exact": "the words stand in the source's text as they are quoted",
    "folded": "they stand there after differences of type are set aside: curly quotes, dashes, look-alike letters",
    "negated": "words were left out that turn the sense round",
    "missing": "the words do not stand in the source's text",
    "unchecked": "nobody has held the quote against the text, or there is no text to hold it against",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The look: an accent as #rrggbb and a font that the readers' machines have."""

    accent: str = "#1F4E5F"
    font: str = "Arial"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is not what it was in the last brief; column "" where the whole event came or went."""

    event: str
    kind: str
    """`new`, `changed` or `gone`."""
    column: str = ""
    was: str = ""
    now: str = ""
    tlp: str = ""
    """The label that the event had in the last brief, "" for that brief's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief that is ready to be laid out.

    `events` are the ones to show, in any order, a sequence that may make its events as they are asked for: it is
    gone through several times, one event at a time. `proofs` goes by the event's id and the citation's number.
    `state` is the SHA-256 of events.csv. `asked` says in words which events were asked for, `left_out` how many
    were not, by reason. `since` names the brief that `changes` compares with, "" where there is none.
    """

    title: str
    events: Sequence[Event]
    sources: Sequence[Source]
    ledger: Ledger
    subtitle: str = ""
    tlp: str = "CLEAR"
    period: When | None = None
    findings: Sequence[Finding] = ()
    categories: tuple[Category, ...] = ()
    proofs: Mapping[tuple[str, int], Proof] = field(default_factory=dict)
    state: str = ""
    draft: bool = False
    asked: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    since: str = ""
    theme: Theme = field(default_factory=Theme)
    hxl: bool = False

    def standing(self, event: Event, citation: Citation) -> str:
        """Whether this citation's quote is proven: a key of STANDINGS, "" where there is no quote."""
        if not citation.quote:
            return ""
        proof = self.proofs.get((event.id, citation.number))
        return proof.standing.value if proof else "unchecked"

    def order(self) -> Sequence[int]:
        """Return the places of the events in the order of time; the undated come last."""
        return sorted(range(len(self.events)), key=lambda place: _moment(self.events[place]))


def _moment(event: Event) -> tuple[bool, Day, Day, str]:
    if event.date and (first := event.date.first or event.date.last):
        return (False, first, event.date.last or NEVER, event.id)
    return (True, NEVER, NEVER, event.id)


NEVER = Day(10**10, 1, 1)
