"""Which events go out, with what account of the others, and what page, brief and exports are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import events
from timeline.config import TLP, Settings
from timeline.model import (
    Case,
    Event,
    Finding,
    Ledger,
    LeftOut,
    Proof,
    Status,
)

if TYPE_CHECKING:
    from timeline.outputs.exports import Dossier
    from timeline.outputs.page import Since
    from timeline.outputs.workbook import Brief, Choice
from timeline.pipeline import incoming, reading
from timeline.pipeline.nouns import NOT_ASKED, Order, Report, UnknownCategory, Wanted


def drawn(report: Report) -> tuple[Sequence[Event], Ledger]:
    """Choose what is drawn: rows without an error and not withdrawn; the others are left out with their reason."""
    name = reading.shown(report.case.settings, report.case.settings.events)
    wrong: dict[int, Finding] = {}
    for finding in report.errors:
        if finding.path == name:
            wrong.setdefault(finding.line, finding)
    out = [
        LeftOut(line, finding.event, f"{finding.problem} [{finding.code}]")
        for line, finding in wrong.items()
        if line > 1
    ]
    drawn, withdrawn = events.drawn(report.case.events, wrong)
    out += [LeftOut(event.line, event.id, "withdrawn") for event in withdrawn]
    return drawn, Ledger(report.verdict.rows, len(drawn), tuple(sorted(out, key=lambda left: left.line)))


def account(ledger: Ledger, out: Sequence[LeftOut]) -> Ledger:
    """Add to the account what was not asked for or may not go out."""
    left = (*ledger.left_out, *out)
    return Ledger(ledger.rows, ledger.rows - len(left), tuple(sorted(left, key=lambda row: (row.line, row.event))))


def nameless(ledger: Ledger) -> Ledger:
    """Return the account as an output may tell it: an id says what happened, also of an event that must not go out."""
    return replace(ledger, left_out=tuple(replace(row, event="") for row in ledger.left_out))


def within(case: Case, chosen: Sequence[Event], wanted: Wanted) -> Case:
    """Return the case as far as it may go out: who else is followed stays at home with the events left out."""
    if wanted.everything:
        return case
    cited = {citation.source for event in chosen for citation in event.citations}
    sources = {name: source for name, source in case.sources.items() if name in cited}
    # What is left when all that is narrower than GREEN stays at home may go out as GREEN, also from an AMBER project.
    label = min(case.settings.tlp, wanted.most, key=TLP.index)
    return replace(case, sources=sources, settings=replace(case.settings, tlp=label))


def since(settings: Settings, case: Case, earlier: str) -> Since:
    """Return what is new and what changed since an earlier state: a file, a workbook or a revision."""
    from timeline.outputs import page

    return page.Since(
        Path(earlier).name, events.since(incoming.compared(incoming.state(settings, earlier), case.table))
    )


def brief(report: Report, shown: Case, chosen: Sequence[Event], ledger: Ledger, order: Order) -> Brief:
    """Return all that the workbook tells of the events that go out, and nothing of the others."""
    from timeline.outputs import workbook

    settings = shown.settings
    ids = {event.id for event in chosen}
    own = [told for told in report.verdict.findings if order.wanted.everything or told.event in ids]
    earlier = workbook.read(order.earlier_brief) if order.earlier_brief else None
    return workbook.Brief(
        title=settings.title,
        subtitle=settings.subtitle,
        tlp=settings.tlp,
        period=reading.period(settings),
        events=chosen,
        sources=tuple(shown.sources.values()),
        findings=own,
        ledger=ledger,
        categories=settings.categories,
        proofs=_proofs(shown, chosen),
        state=shown.table.seal,
        draft=order.draft,
        asked="" if order.wanted.everything else str(_choice(order.wanted)),
        changes=workbook.compare(earlier.base(), chosen) if earlier else (),
        since=earlier.path.name if earlier else "",
        theme=workbook.Theme(**{name: text for name in ("accent", "font") if (text := getattr(settings, name))}),
        hxl=order.hxl,
    )


def _proofs(case: Case, drawn: Sequence[Event]) -> dict[tuple[str, int], Proof]:
    return {
        (event.id, citation.number): case.proofs[citation.source, citation.quote]
        for event in drawn
        for citation in event.citations
        if (citation.source, citation.quote) in case.proofs
    }


def _choice(wanted: Wanted) -> Choice:
    from timeline.outputs import workbook

    return workbook.Choice(
        since=wanted.since,
        until=wanted.until,
        categories=wanted.categories,
        statuses=tuple(map(Status, wanted.statuses)),
        tlp=wanted.most if wanted.most != Wanted().most else "",
    )


def choose(drawn: Sequence[Event], wanted: Wanted, settings: Settings) -> tuple[Sequence[Event], tuple[LeftOut, ...]]:
    """Choose what may go out and was asked for; what stays is named with the reason. Raises UnknownCategory."""
    unknown = [name for name in wanted.categories if name not in settings.category_names]
    if unknown:
        raise UnknownCategory(unknown[0], settings.category_names)
    from timeline.outputs import exports, workbook

    wide, narrower = exports.choose(drawn, most=wanted.most, tlp=settings.tlp)
    chosen = workbook.choose(wide, _choice(wanted), tlp=settings.tlp).events
    within = {event.id for event in chosen}
    out = tuple(LeftOut(event.line, event.id, NOT_ASKED) for event in wide if event.id not in within)
    return chosen, (*out, *narrower)


def dossier(report: Report, chosen: Sequence[Event], *, draft: bool) -> Dossier:
    """Return all that an export may tell of the events that go out."""
    from timeline.outputs import exports

    case, settings = report.case, report.case.settings
    return exports.Dossier(
        title=settings.title,
        subtitle=settings.subtitle,
        tlp=settings.tlp,
        period=reading.period(settings),
        events=chosen,
        sources=case.sources,
        categories=settings.categories,
        proofs=_proofs(case, chosen),
        state=case.table.seal,
        draft=draft,
    )
