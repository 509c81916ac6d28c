"""THE ORDER OF WORK: a function a command, a line a stage. No stage reads the clock, prints, or asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import checks, corpus, events, files, quotes
from timeline.checks import Verdict
from timeline.checks.rule import Rule
from timeline.config import Settings
from timeline.corpus import Added, Verified
from timeline.errors import TimelineError
from timeline.model import (
    Case,
    Citation,
    Document,
    Event,
    Finding,
    Ledger,
    LeftOut,
    Mention,
    Proof,
    Severity,
    Source,
    Status,
    Table,
)
from timeline.when import BadDate, When

if TYPE_CHECKING:
    from timeline.outputs.workbook import Brief

Tell = Callable[[str], None]
"""Is told what is being done ("reading events.csv"), for progress."""


class NotEmpty(TimelineError):
    """`init` never writes into a folder that holds a project's files."""

    hint = "Name a new or an empty folder. Nothing was written."

    def __init__(self, folder: Path, held: str) -> None:
        super().__init__(f"{folder} already holds {held}")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation read and what the rules say of it."""

    case: Case
    verdict: Verdict

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.verdict.findings if finding.severity is Severity.ERROR)

    @property
    def clean(self) -> bool:
        """Whether nothing but notes was found."""
        return all(finding.severity is Severity.NOTE for finding in self.verdict.findings)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, empty where errors forbade it, and the account of every row."""

    report: Report
    ledger: Ledger
    files: tuple[Path, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """An event that was to be added: its cells, and what the checks say of them. It was written if `written`."""

    cells: Mapping[str, str]
    findings: tuple[Finding, ...]
    written: bool


def read(settings: Settings, *, tell: Tell) -> Case:
    """Read the project. Trouble in the data is in the case's troubles; only files that can't be read at all raise."""
    tell(f"reading {settings.events.name}")
    table, _, troubles = events.read(settings.events, _shown(settings, settings.events))
    return _case(settings, table, troubles, tell=tell)


def validate(settings: Settings, *, tell: Tell) -> Report:
    """Read everything and check everything; nothing is written."""
    case = read(settings, tell=tell)
    tell("checking")
    return Report(case, checks.run(case))


def build(settings: Settings, *, draft: bool, tell: Tell) -> Built:
    """Check, draw the page, write the workbook. With errors nothing is built, unless it is to be a draft."""
    report = validate(settings, tell=tell)
    drawn, ledger = _drawn(report)
    if report.errors and not draft:
        return Built(report, ledger)
    from timeline.outputs import page, workbook

    tell("drawing the page")
    html = page.render(report.case, drawn, ledger, draft=draft)
    tell("writing the workbook")
    brief = workbook.render(_brief(report, drawn, ledger, draft=draft))
    settings.outputs.mkdir(parents=True, exist_ok=True)
    made = {settings.outputs / "timeline.html": html.encode(), settings.outputs / "brief.xlsx": brief}
    files.replace_all(made)
    return Built(report, ledger, tuple(made), draft)


def init(folder: Path) -> tuple[Path, ...]:
    """Make a project that a newcomer can fill in, and return its files. Raises NotEmpty."""
    starter = dict(_walk(resources.files("timeline") / "starter", Path()))
    held = next((path for path in starter if (folder / path).exists()), None)
    if held:
        raise NotEmpty(folder, str(held))
    for path, content in starter.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        files.replace(folder / path, content, expected="")
    return tuple(folder / path for path in sorted(starter))


def add(settings: Settings, cells: Mapping[str, str], *, tell: Tell) -> Entered:
    """Check an event as a row of the table, and write it if no error speaks against it."""
    case = read(settings, tell=tell)
    named = {"id": events.slug(_date(cells), cells.get("title", ""), set(case.table.column("id"))), **cells}
    longer = events.extended(case.table, named)
    findings = checks.run(_case(settings, longer, (), tell=tell)).findings
    own = tuple(finding for finding in findings if finding.line == longer.lines[-1] and finding.path.endswith(".csv"))
    if any(finding.severity is Severity.ERROR for finding in own):
        return Entered(named, own, written=False)
    events.append(settings.events, named, case.table.seal)
    return Entered(named, own, written=True)


def explain(asked: str | None) -> Sequence[Rule]:
    """Return the rule of that code or name, or all rules. Raises checks.UnknownRule."""
    return checks.RULES if asked is None else (checks.rule(asked),)


def find_dates(file: Path, published: When | None) -> tuple[Document, list[Mention]]:
    """Find the date expressions of a document; without `published`, the date in its head of metadata is taken."""
    from timeline import dates

    document = corpus.read("", file)
    head = document.head.get("published", "")
    return document, dates.find(document.text, published or (When.parse(head) if head else None))


def columns() -> Mapping[str, str]:
    """Return the columns of events.csv and what each holds."""
    return events.COLUMNS


def source_add(settings: Settings, file: Path, fields: Mapping[str, str]) -> Added:
    """Copy a document into the corpus and enter it in the register."""
    settings.corpus.mkdir(parents=True, exist_ok=True)
    return corpus.add(settings.corpus, file, fields)


def source_list(settings: Settings) -> tuple[Source, ...]:
    """Return the sources of the register, in its order."""
    _, sources, _ = corpus.register.read(settings.register)
    return tuple(sources)


def source_verify(settings: Settings, *, tell: Tell) -> Verified:
    """Hold every document against its hash and every quote against its document."""
    case = read(settings, tell=tell)
    cited = [(event.id, citation) for event in case.events for citation in event.citations if citation.quote]
    return corpus.verify(settings.corpus, case.sources, cited)


def _case(settings: Settings, table: Table, troubles: Sequence[Finding], *, tell: Tell) -> Case:
    tell("reading the corpus")
    register, sources, misread = corpus.register.read(settings.register)
    documents, unread = corpus.load(settings.corpus, sources)
    tell("proving the quotes")
    parsed = events.parse(table)
    proofs = {
        (citation.source, citation.quote): quotes.prove(documents[citation.source], citation.quote)
        for citation in _citations(table)
        if citation.quote and citation.source in documents
    }
    known = {source.id: source for source in sources}
    return Case(settings, table, register, parsed, known, documents, proofs, (*troubles, *misread, *unread))


def _citations(table: Table) -> Iterator[Citation]:
    """Yield each distinct citation of the table once, also of rows that do not parse."""
    for names in events.citations(table.header):
        for source, quote in sorted(set(zip(table.column(names.source), table.column(names.quote), strict=True))):
            yield Citation(source, quote)


def _drawn(report: Report) -> tuple[list[Event], Ledger]:
    """Choose what is drawn: rows without an error and not withdrawn; the others are left out with their reason."""
    name = _shown(report.case.settings, report.case.settings.events)
    wrong: dict[int, Finding] = {}
    for finding in report.errors:
        if finding.path == name:
            wrong.setdefault(finding.line, finding)
    out = [
        LeftOut(line, finding.event, f"{finding.problem} [{finding.code}]")
        for line, finding in wrong.items()
        if line > 1
    ]
    drawn = []
    for event in report.case.events:
        if event.line in wrong:
            continue
        if event.status is Status.WITHDRAWN:
            out.append(LeftOut(event.line, event.id, "withdrawn"))
        else:
            drawn.append(event)
    return drawn, Ledger(report.verdict.rows, len(drawn), tuple(sorted(out, key=lambda left: left.line)))


def _brief(report: Report, drawn: Sequence[Event], ledger: Ledger, *, draft: bool) -> Brief:
    from timeline.outputs import workbook

    case, settings = report.case, report.case.settings
    return workbook.Brief(
        title=settings.title,
        subtitle=settings.subtitle,
        tlp=settings.tlp,
        period=When.parse(settings.period) if settings.period else None,
        events=drawn,
        sources=tuple(case.sources.values()),
        findings=report.verdict.findings,
        ledger=ledger,
        categories=settings.categories,
        proofs=_proofs(case, drawn),
        state=case.table.seal,
        draft=draft,
    )


def _proofs(case: Case, drawn: Sequence[Event]) -> dict[tuple[str, int], Proof]:
    return {
        (event.id, citation.number): case.proofs[citation.source, citation.quote]
        for event in drawn
        for citation in event.citations
        if (citation.source, citation.quote) in case.proofs
    }


def _date(cells: Mapping[str, str]) -> When | None:
    try:
        return When.parse(cells["date"]) if cells.get("date") else None
    except BadDate:
        return None  # the checks say what is wrong with it


def _walk(folder: Traversable, below: Path) -> Iterator[tuple[Path, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, below / entry.name)
        else:
            yield below / entry.name, entry.read_bytes()


def _shown(settings: Settings, path: Path) -> str:
    """Name a file as findings do: from the project's folder."""
    return path.relative_to(settings.root).as_posix()
