"""THE ORDER OF WORK: a function a command, a line a stage. No stage reads the clock, prints, or asks.

`reading` reads the project, `choosing` says what goes out, `incoming` what comes in; `nouns` are what it comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import files
from timeline.config import Settings

if TYPE_CHECKING:  # a command loads what it works with, no more: a second look at unchanged articles is mostly loading
    from timeline import events
    from timeline.checks.rule import Rule
    from timeline.corpus import Added, Verified
    from timeline.events.foreign import Wishes
    from timeline.model import Case, Document, Finding, Mention, Sought
    from timeline.outputs.workbook import Brief
    from timeline.pipeline.proposing import Review
    from timeline.review import Session
    from timeline.when import When
from timeline.pipeline.nouns import (
    NOT_ASKED,
    Built,
    Dated,
    Entered,
    Exported,
    Extracted,
    Imported,
    NoEvents,
    NotEmpty,
    Order,
    Origin,
    Report,
    Tell,
    UnknownCategory,
    Wanted,
)

__all__ = [
    "NOT_ASKED",
    "Built",
    "Dated",
    "Entered",
    "Exported",
    "Extracted",
    "Imported",
    "NoEvents",
    "NotEmpty",
    "Order",
    "Origin",
    "Report",
    "Tell",
    "UnknownCategory",
    "Wanted",
    "add",
    "bring",
    "build",
    "columns",
    "diff",
    "explain",
    "export",
    "extract",
    "find_dates",
    "init",
    "read",
    "review_begin",
    "review_check",
    "review_end",
    "source_add",
    "source_list",
    "source_verify",
    "validate",
]


def read(settings: Settings, *, tell: Tell) -> Case:
    """Read the project. Trouble in the data is in the case's troubles; only files that can't be read at all raise."""
    from timeline import events
    from timeline.pipeline import reading

    tell(f"reading {settings.events.name}")
    if not files.exists(settings.events):
        raise NoEvents(settings.events)
    _, parsed, troubles = events.read(settings.events, reading.shown(settings, settings.events))
    return reading.case(settings, parsed, troubles, tell=tell)


def validate(settings: Settings, *, tell: Tell) -> Report:
    """Read everything and check everything; nothing is written."""
    from timeline import checks
    from timeline.pipeline import reading

    with reading.uncollected():
        case = read(settings, tell=tell)
        tell("checking")
        return Report(case, checks.run(case))


def build(settings: Settings, order: Order, *, tell: Tell) -> Built:
    """Check, choose, draw the page, write the workbook. With errors nothing is built, unless it is to be a draft.

    A release refuses events that nobody has looked at and quotes that nobody has proven.
    """
    from timeline.pipeline import choosing, reading

    report = validate(settings, tell=tell)
    drawn, ledger = choosing.drawn(report)
    if report.errors and not order.draft:
        return Built(report, ledger)
    briefed = order.release or "brief" in order.outputs
    if briefed:
        drawn = tuple(drawn)  # a workbook walks its events again and again, the page never does
    chosen, out = (drawn, ()) if order.wanted.everything else choosing.choose(drawn, order.wanted, settings)
    told = choosing.account(ledger, out)
    shown = choosing.within(report.case, chosen, order.wanted)
    brief = choosing.brief(report, shown, chosen, choosing.nameless(told), order) if briefed else None
    if brief and order.release and (unready := _unready(brief)):
        return Built(report, told, unready=unready)
    made: dict[Path, bytes] = {}
    if "page" in order.outputs:
        from timeline.outputs import page

        tell("drawing the page")
        since = choosing.since(settings, report.case, order.earlier) if order.earlier else None
        with reading.uncollected():
            html = page.render(shown, chosen, choosing.nameless(told), draft=order.draft, since=since)
        made[settings.outputs / "timeline.html"] = html.encode()
    if brief and "brief" in order.outputs:
        from timeline.outputs import workbook

        tell("writing the workbook")
        made[settings.outputs / "brief.xlsx"] = workbook.render(brief)
    files.make_folder(settings.outputs)
    files.replace_all(made)
    return Built(report, told, tuple(made), order.draft)


def _unready(brief: Brief) -> tuple[Finding, ...]:
    from timeline.outputs import workbook

    return workbook.unready(brief)


def init(folder: Path) -> tuple[Path, ...]:
    """Make a project that a newcomer can fill in, and return its files. Raises NotEmpty."""
    starter = dict(_walk(resources.files("timeline") / "starter", Path()))
    held = next((path for path in starter if files.exists(folder / path)), None)
    if held:
        raise NotEmpty(folder, str(held))
    for path, content in starter.items():
        files.make_folder((folder / path).parent)
        files.replace(folder / path, content, expected="")
    return tuple(folder / path for path in sorted(starter))


def add(settings: Settings, cells: Mapping[str, str], *, tell: Tell) -> Entered:
    """Check an event as a row of the table, and write it if no error speaks against it."""
    from timeline import checks, events
    from timeline.model import Severity
    from timeline.pipeline import reading

    case = read(settings, tell=tell) if files.exists(settings.events) else reading.without_events(settings, tell=tell)
    named = {"id": events.slug(reading.date(cells), cells.get("title", ""), set(case.table.column("id"))), **cells}
    longer = events.extended(case.table, named)
    findings = checks.run(reading.case(settings, events.parse(longer), (), tell=tell)).findings
    place = reading.shown(settings, settings.events), longer.lines[-1]
    own = tuple(finding for finding in findings if (finding.path, finding.line) == place)
    if any(finding.severity is Severity.ERROR for finding in own):
        return Entered(named, own, written=False)
    events.append(settings.events, named, case.table.seal)
    return Entered(named, own, written=True)


def diff(settings: Settings, old: str, new: str) -> events.Diff:
    """Compare two states of the events: files, workbooks, or revisions in git."""
    from timeline.pipeline import incoming

    return incoming.compared(incoming.state(settings, old), incoming.state(settings, new))


def bring(settings: Settings, origin: Origin, wishes: Wishes, *, withdraw: bool, dry_run: bool, tell: Tell) -> Imported:
    """Join a table from outside with ours, cell by cell; rows that the checks object to stay outside."""
    from timeline import checks, events, table
    from timeline.model import Severity
    from timeline.pipeline import incoming, reading

    with reading.uncollected():
        before = validate(settings, tell=tell)
        ours = before.case.table
        incoming.undamaged(before.case)
        tell(f"reading {origin.file.name}")
        known = replace(wishes, known=settings.category_names)
        came, began = incoming.read(settings, origin, known)
        refused: dict[int, str] = {}
        while True:
            merged = events.merge(ours, came.table, began, withdraw=withdraw, refused=refused, listed=came.listed)
            after = (
                checks.run(reading.case(settings, events.parse(merged.table), (), tell=tell))
                if merged.changes
                else before.verdict
            )
            fresh = incoming.fresh(settings, before.verdict, after, merged)
            errors = {
                merged.came[found.line]: incoming.objection(found)
                for found in fresh
                if found.severity is Severity.ERROR
            }
            if not errors:
                break
            refused |= errors
            del merged, after, fresh  # a million rows need not be held a second time
        if merged.changes and not dry_run:
            rows = zip(*(merged.table.columns[name] for name in merged.table.header), strict=True)
            table.write(settings.events, header=merged.table.header, rows=rows, seal=ours.seal)
        return Imported(merged, fresh, came, bool(merged.changes) and not dry_run)


def export(settings: Settings, form: str, wanted: Wanted, *, folder: Path | None, draft: bool, tell: Tell) -> Exported:
    """Check, choose the events that may go out, and write the files of one format, whole or not at all."""
    from timeline.pipeline import choosing

    report = validate(settings, tell=tell)
    drawn, ledger = choosing.drawn(report)
    if report.errors and not draft:
        return Exported(report, ledger)
    from timeline.outputs import exports

    chosen, out = choosing.choose(drawn, wanted, settings)
    dossier = choosing.dossier(report, chosen, draft=draft)
    told = choosing.account(ledger, (*out, *exports.left_out(dossier, form)))
    tell(f"writing {form}")
    target = folder or settings.outputs / ("datapackage" if form == "datapackage" else "")
    made = {target / name: data for name, data in exports.FORMS[form].render(dossier).items()}
    files.make_folder(target)
    files.replace_all(made)
    return Exported(report, told, tuple(made))


def extract(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Extracted:
    """Read articles, propose events, and write outputs/proposals.csv. events.csv is left alone."""
    from timeline.pipeline import extracting

    return extracting.extract(settings, paths, sought, tell=tell)


def review_begin(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Review:
    """Extract, and lay what is new or changed before a person."""
    from timeline.pipeline import proposing

    return proposing.begin(settings, paths, sought, tell=tell)


def review_check(settings: Settings, cells: Mapping[str, str]) -> tuple[Finding, ...]:
    """Say what the checks have against the cells of a proposal that a person wrote anew."""
    from timeline.pipeline import proposing

    return proposing.objections(settings, cells)


def review_end(review: Review, session: Session, *, tell: Tell) -> list[Entered]:
    """Write what was decided: sources into the register, events into events.csv, and what is not to be asked again."""
    from timeline.pipeline import proposing

    return proposing.end(review, session, tell=tell)


def explain(asked: str | None) -> Sequence[Rule]:
    """Return the rule of that code or name, or all rules. Raises checks.UnknownRule."""
    from timeline import checks

    return checks.RULES if asked is None else (checks.rule(asked),)


def find_dates(file: Path, published: When | None) -> tuple[Document, list[Mention]]:
    """Find the date expressions of a document; without `published`, the date in its head of metadata is taken."""
    from timeline import corpus, dates
    from timeline.when import When

    document = corpus.read("", file)
    head = document.head.get("published", "")
    return document, dates.find(document.text, published or (When.parse(head) if head else None))


def columns() -> Mapping[str, str]:
    """Return the columns of events.csv and what each holds."""
    from timeline import events

    return events.COLUMNS


def source_add(settings: Settings, file: Path, fields: Mapping[str, str]) -> Added:
    """Copy a document into the corpus and enter it in the register."""
    from timeline import corpus

    files.make_folder(settings.corpus)
    return corpus.add(settings.corpus, file, fields)


def source_list(settings: Settings) -> Iterator[Dated]:
    """Yield the sources of the register, in its order, and what says when each was published."""
    from timeline import corpus
    from timeline.pipeline import reading

    _, sources, _ = corpus.register.read(settings.register)
    return (reading.dated(settings, source) for source in sources)


def source_verify(settings: Settings, *, tell: Tell) -> Verified:
    """Hold every document against its hash and every quote against its document."""
    from timeline import corpus

    case = read(settings, tell=tell)
    cited = [(event.id, citation) for event in case.events for citation in event.citations if citation.quote]
    return corpus.verify(settings.corpus, case.sources, cited)


def _walk(folder: Traversable, below: Path) -> Iterator[tuple[Path, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, below / entry.name)
        else:
            yield below / entry.name, entry.read_bytes()
