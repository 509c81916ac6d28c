"""What goes out through a door: the chosen events in the order of time, their sources, and who may have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.config import TLP, Category
from timeline.errors import TimelineError
from timeline.model import CREDIBILITY, Citation, Event, LeftOut, Proof, Source, Standing, Status
from timeline.when import Day, When

NEVER = Day(10**10, 1, 1)
WEB = ("http://", "https://")


class ExtraMissing(TimelineError):
    """A door needs a library that is not installed, since only that door needs it."""

    hint = 'Install it with the others of its kind: pip install "timeline[doors]".'

    def __init__(self, error: ImportError, form: str) -> None:
        super().__init__(f"--to {form} needs {error.name}, which is not installed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that an export may tell. `events` are as `choose` left them; `state` is the SHA-256 of events.csv.

    `tlp` is the project's label, which an event without its own has. `proofs` goes by the event's id and the citation's
    number.
    """

    title: str
    events: Sequence[Event]
    sources: Mapping[str, Source]
    subtitle: str = ""
    tlp: str = "CLEAR"
    period: When | None = None
    categories: tuple[Category, ...] = ()
    proofs: Mapping[tuple[str, int], Proof] = field(default_factory=dict)
    state: str = ""
    draft: bool = False

    @property
    def whole(self) -> str:
        """The TLP label of a file that holds all these events: the narrowest that one of them carries."""
        return max((self.label(event) for event in self.events), key=TLP.index, default=self.tlp)

    def source(self, citation: Citation) -> Source:
        """Return the record of a citation's source; one that says only its id where the register has none."""
        return self.sources.get(citation.source) or Source(citation.source, citation.source)

    def cited(self) -> tuple[Source, ...]:
        """Return the sources that the events cite, by id; others stay at home, as does who follows them."""
        ids = {citation.source for event in self.events for citation in event.citations if citation.source}
        return tuple(self.sources[name] for name in sorted(ids) if name in self.sources)

    def label(self, event: Event) -> str:
        """Return the TLP label that holds for an event."""
        return event.tlp or self.tlp

    def doubts(self, event: Event) -> tuple[str, ...]:
        """Say in sentences what is not certain about an event, for forms that have no place for it."""
        return (*_vague(event), *_doubts(self, event))

    def doubts_beside_the_date(self, event: Event) -> tuple[str, ...]:
        """Say the same for forms that give the date in words, which are as vague as it is."""
        return tuple(_doubts(self, event))

    def standing(self, event: Event, citation: Citation) -> str:
        """Whether the quote is proven: a Standing, "unchecked" where nobody could, "" where there is no quote."""
        if not citation.quote:
            return ""
        proof = self.proofs.get((event.id, citation.number))
        return proof.standing.value if proof else "unchecked"


def choose(events: Iterable[Event], *, most: str, tlp: str) -> tuple[tuple[Event, ...], tuple[LeftOut, ...]]:
    """Return the events that may go out, in the order of time, and those that stay with the reason.

    Withdrawn events stay, and those whose label is narrower than `most`; `tlp` is that of events without one.
    """
    chosen, out = [], []
    for event in events:
        label = event.tlp or tlp
        if event.status is Status.WITHDRAWN:
            out.append(LeftOut(event.line, event.id, "withdrawn"))
        elif TLP.index(label) > TLP.index(most):
            out.append(LeftOut(event.line, event.id, f"TLP:{label}, which is narrower than TLP:{most}"))
        else:
            chosen.append(event)
    return tuple(sorted(chosen, key=moment)), tuple(out)


def moment(event: Event) -> tuple[bool, Day, Day, str]:
    """Return what events are sorted by: first day, last day, id; the undated come last."""
    on = day(event)
    if on is None:
        return True, NEVER, NEVER, event.id
    return False, on, (event.date and event.date.last) or NEVER, event.id


def day(event: Event) -> Day | None:
    """Return the day that an event stands at: the first that its date can mean, or the last where there is no first."""
    return (event.date.first or event.date.last) if event.date else None


def words(event: Event) -> str:
    """Return the date as a person reads it."""
    return event.date.words if event.date else "undated"


def address(source: Source) -> str:
    """Return where the source is on the web, "" where it is not; nothing but http and https is ever a link."""
    return next(
        (url for url in (source.url, source.archive_url) if url.lower().startswith(WEB) and url.isprintable()), ""
    )


def reference(source: Source) -> str:
    """Return the source as a footnote names it: who, what, where, when."""
    published = source.published.words if source.published else ""
    parts = [source.author, f"“{source.title}”", source.publisher, published, address(source)]
    return ", ".join(part for part in parts if part)


def _vague(event: Event) -> Iterator[str]:
    if event.date is None:
        yield "When it happened is not known."
    elif not event.date.exact:
        edtf = f" ({event.date})" if event.date.text != event.date.words else ""
        yield f"The date is no sharper than this: {event.date.words}{edtf}."


def _doubts(dossier: Dossier, event: Event) -> Iterator[str]:
    if event.status is Status.DISPUTED:
        yield "Disputed."
    if event.status is Status.PROPOSED:
        yield "Proposed by the machine; nobody has looked at it."
    roots = {dossier.source(citation).root for citation in event.citations}
    if len(roots) == 1:
        yield "One source only."
    given = [citation for citation in event.citations if citation.date and citation.date != event.date]
    for citation in given:
        if citation.date:
            yield f"{dossier.source(citation).title} dates it {citation.date.words}."
    if event.credibility and event.credibility >= 4:  # noqa: PLR2004 - "doubtful" and worse
        yield f"Credibility {event.credibility}: {CREDIBILITY[event.credibility]}."
    if any(dossier.standing(event, citation) in UNPROVEN for citation in event.citations):
        yield "A quote was not found in its source."


UNPROVEN = (Standing.MISSING.value, Standing.NEGATED.value)
