"""THE ORDER OF WORK: a function a command, a line a stage. No stage reads the clock, prints, or asks."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import checks, corpus, events, files, quotes, table
from timeline.checks import Verdict
from timeline.checks.rule import Rule
from timeline.config import TLP, Settings
from timeline.corpus import Added, Verified
from timeline.errors import TimelineError
from timeline.events import foreign, revision
from timeline.events.foreign import Incoming, Wishes
from timeline.model import (
    Case,
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
    from timeline.candidates import Gathered
    from timeline.corpus.articles import Unread
    from timeline.outputs.exports import Dossier
    from timeline.outputs.page import Since
    from timeline.outputs.workbook import Brief, Choice
    from timeline.review import Found, Session, Sought

Tell = Callable[[str], None]
"""Is told what is being done ("reading events.csv"), for progress."""


class NotEmpty(TimelineError):
    """`init` never writes into a folder that holds a project's files."""

    hint = "Name a new or an empty folder. Nothing was written."

    def __init__(self, folder: Path, held: str) -> None:
        super().__init__(f"{folder} already holds {held}")


class NoEvents(TimelineError):
    """The project has no table of events."""

    hint = "`timeline add` makes it with its first event; or put it back from a copy."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there")


class UnknownCategory(TimelineError):
    """A category was asked for that the project does not have: nothing would be left, and nobody would know why."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no category {asked!r}", f"The project has: {', '.join(known)}.")


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
    unready: tuple[Finding, ...] = ()
    """What forbids a release."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An event that was to be added: its cells, and what the checks say of them. It was written if `written`."""

    cells: Mapping[str, str]
    findings: tuple[Finding, ...]
    written: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: what was taken and what was not, and what the checks say of the rows that changed.

    `form` is what the file was recognised as. The table was written if `written`; a dry run writes nothing.
    """

    merge: events.Merge
    findings: tuple[Finding, ...]
    form: str
    written: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made: the files, empty where errors forbade it, and the account of every row."""

    report: Report
    ledger: Ledger
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction found: the proposals that are wanted, best first, and the account of articles and proposals."""

    proposals: tuple[Found, ...]
    standings: Mapping[str, int]
    articles: int
    anew: int
    unread: tuple[Unread, ...]
    file: Path


@dataclass(frozen=True, slots=True)
class Origin:
    """A file from outside and what is known of it: its encoding, and the file or revision that it began from."""

    file: Path
    base: str = ""
    encoding: str = ""


NOT_ASKED = "not asked for"
"""Why an event is left out that the filters of a command did not name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events go out: `most` is the narrowest TLP label that may, the rest as a brief is asked for."""

    most: str = "RED"
    since: str = ""
    until: str = ""
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether no event is kept back."""
        return self == Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a build is asked for. `earlier` and `earlier_brief` are what the page and the brief mark changes against."""

    wanted: Wanted = Wanted()
    outputs: tuple[str, ...] = ("page", "brief")
    earlier: str = ""
    earlier_brief: Path | None = None
    draft: bool = False
    release: bool = False
    hxl: bool = False


def read(settings: Settings, *, tell: Tell) -> Case:
    """Read the project. Trouble in the data is in the case's troubles; only files that can't be read at all raise."""
    tell(f"reading {settings.events.name}")
    if not files.exists(settings.events):
        raise NoEvents(settings.events)
    _, parsed, troubles = events.read(settings.events, _shown(settings, settings.events))
    return _case(settings, parsed, troubles, tell=tell)


def validate(settings: Settings, *, tell: Tell) -> Report:
    """Read everything and check everything; nothing is written."""
    with _uncollected():
        case = read(settings, tell=tell)
        tell("checking")
        return Report(case, checks.run(case))


def build(settings: Settings, order: Order, *, tell: Tell) -> Built:
    """Check, choose, draw the page, write the workbook. With errors nothing is built, unless it is to be a draft.

    A release refuses events that nobody has looked at and quotes that nobody has proven.
    """
    report = validate(settings, tell=tell)
    drawn, ledger = _drawn(report)
    if report.errors and not order.draft:
        return Built(report, ledger)
    from timeline.outputs import page, workbook

    chosen, out = (drawn, ()) if order.wanted.everything else _chosen(drawn, order.wanted, settings)
    told = _ledger(ledger, out)
    shown = _within(report.case, chosen, order.wanted)
    brief = _brief(report, shown, chosen, _nameless(told), order)
    unready = workbook.unready(brief) if order.release else ()
    if unready:
        return Built(report, told, unready=unready)
    made: dict[Path, bytes] = {}
    if "page" in order.outputs:
        tell("drawing the page")
        since = _since(settings, report.case, order.earlier) if order.earlier else None
        html = page.render(shown, chosen, _nameless(told), draft=order.draft, since=since)
        made[settings.outputs / "timeline.html"] = html.encode()
    if "brief" in order.outputs:
        tell("writing the workbook")
        made[settings.outputs / "brief.xlsx"] = workbook.render(brief)
    files.make_folder(settings.outputs)
    files.replace_all(made)
    return Built(report, told, tuple(made), order.draft)


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
    case = read(settings, tell=tell) if files.exists(settings.events) else _without_events(settings, tell=tell)
    named = {"id": events.slug(_date(cells), cells.get("title", ""), set(case.table.column("id"))), **cells}
    longer = events.extended(case.table, named)
    findings = checks.run(_case(settings, events.parse(longer), (), tell=tell)).findings
    place = _shown(settings, settings.events), longer.lines[-1]
    own = tuple(finding for finding in findings if (finding.path, finding.line) == place)
    if any(finding.severity is Severity.ERROR for finding in own):
        return Entered(named, own, written=False)
    events.append(settings.events, named, case.table.seal)
    return Entered(named, own, written=True)


def diff(settings: Settings, old: str, new: str) -> events.Diff:
    """Compare two states of the events: files, workbooks, or revisions in git."""
    return events.compare(_state(settings, old), _state(settings, new))


def bring(settings: Settings, origin: Origin, wishes: Wishes, *, withdraw: bool, dry_run: bool, tell: Tell) -> Imported:
    """Join a table from outside with ours, cell by cell; rows that the checks object to stay outside."""
    before = validate(settings, tell=tell)
    ours = before.case.table
    _undamaged(before.case)
    tell(f"reading {origin.file.name}")
    known = replace(wishes, known=settings.category_names)
    came, began = _incoming(settings, origin, known)
    refused: dict[int, str] = {}
    while True:
        merged = events.merge(ours, came.table, began, withdraw=withdraw, refused=refused, listed=came.listed)
        after = (
            checks.run(_case(settings, events.parse(merged.table), (), tell=tell)) if merged.changes else before.verdict
        )
        fresh = _fresh(settings, before.verdict, after, merged)
        errors = {merged.came[found.line]: _objection(found) for found in fresh if found.severity is Severity.ERROR}
        if not errors:
            break
        refused |= errors
    if merged.changes and not dry_run:
        rows = zip(*(merged.table.columns[name] for name in merged.table.header), strict=True)
        table.write(settings.events, header=merged.table.header, rows=rows, seal=ours.seal)
    return Imported(merged, fresh, came.form, bool(merged.changes) and not dry_run)


def export(settings: Settings, form: str, wanted: Wanted, *, folder: Path | None, draft: bool, tell: Tell) -> Exported:
    """Check, choose the events that may go out, and write the files of one format, whole or not at all."""
    report = validate(settings, tell=tell)
    drawn, ledger = _drawn(report)
    if report.errors and not draft:
        return Exported(report, ledger)
    from timeline.outputs import exports

    chosen, out = _chosen(drawn, wanted, settings)
    dossier = _dossier(report, chosen, draft=draft)
    told = _ledger(ledger, (*out, *exports.left_out(dossier, form)))
    tell(f"writing {form}")
    target = folder or settings.outputs / ("datapackage" if form == "datapackage" else "")
    made = {target / name: data for name, data in exports.FORMS[form].render(dossier).items()}
    files.make_folder(target)
    files.replace_all(made)
    return Exported(report, told, tuple(made))


def extract(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Extracted:
    """Read articles, propose events, and write outputs/proposals.csv. events.csv is left alone."""
    from timeline import review, stories

    found, gathered = _found(settings, paths, tell=tell)
    chosen = review.choose(found, sought)
    file = settings.outputs / "proposals.csv"
    files.replace(file, stories.sheet([one.story for one in chosen], _ids(settings)), expected=None)
    counts = Counter(one.standing.value for one in found)
    return Extracted(tuple(chosen), counts, len(gathered.packed), gathered.anew, gathered.unread, file)


def review_begin(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Session:
    """Extract, and lay what is new before a person."""
    from timeline.review import Session, Standing, choose

    found, _ = _found(settings, paths, tell=tell)
    return Session(tuple(choose(found, sought, (Standing.NEW,))), frozenset(_ids(settings)))


def review_end(settings: Settings, session: Session, *, tell: Tell) -> list[Entered]:
    """Write what was accepted to events.csv, each row checked first, and what was rejected to refused.csv."""
    from timeline import review

    if session.rejected:
        review.refuse(settings.root, session.rejected)
    return [add(settings, cells, tell=tell) for cells in session.accepted]


def _found(settings: Settings, paths: Sequence[Path], *, tell: Tell) -> tuple[list[Found], Gathered]:
    """Work in this order: articles, what each tells, stories, and how these stand to what is known."""
    from timeline import candidates, review, stories
    from timeline.candidates import Kept
    from timeline.corpus import articles

    sources = source_list(settings)
    pieces = articles.pieces(paths or (settings.corpus,), sources=sources, corpus=settings.corpus)
    known = Kept(settings.outputs / ".cache")
    try:
        tables = candidates.tables(settings)
        gathered = candidates.gather(pieces, tables, known=known, progress=lambda done: tell(f"{done:,} articles read"))
        tell("putting together what tells the same")
        told = stories.told(gathered, known)
    finally:
        known.close()
    return review.compare(told, _events(settings), review.refused(settings.root)), gathered


def _ids(settings: Settings) -> set[str]:
    return set(_events(settings).table.column("id"))


def _events(settings: Settings) -> events.Events:
    """Read the events as they are; a project that has none yet has an empty table."""
    if not files.exists(settings.events):
        return events.parse(Table(settings.events, (), {}, ()))
    return events.read(settings.events)[1]


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
    files.make_folder(settings.corpus)
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


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through millions of cells again and again: they make no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _case(settings: Settings, parsed: events.Events, troubles: Sequence[Finding], *, tell: Tell) -> Case:
    tell("reading the corpus")
    register, sources, misread = corpus.register.read(settings.register)
    documents, unread = corpus.load(settings.corpus, sources)
    tell("proving the quotes")
    proofs = {
        (source, quote): quotes.prove(documents[source], quote)
        for source, quote in _cited(parsed.table)
        if quote and source in documents
    }
    known = {source.id: source for source in sources}
    return Case(settings, parsed.table, register, parsed, known, documents, proofs, (*troubles, *misread, *unread))


def _without_events(settings: Settings, *, tell: Tell) -> Case:
    return _case(settings, events.parse(Table(settings.events, (), {}, ())), (), tell=tell)


def _cited(table: Table) -> Iterator[tuple[str, str]]:
    """Yield source and quote of each distinct citation of the table once, also of rows that do not parse."""
    for names in events.citations(table.header):
        yield from sorted(set(zip(table.column(names.source), table.column(names.quote), strict=True)))


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


def _ledger(ledger: Ledger, out: Sequence[LeftOut]) -> Ledger:
    """Add to the account what was not asked for or may not go out."""
    left = (*ledger.left_out, *out)
    return Ledger(ledger.rows, ledger.rows - len(left), tuple(sorted(left, key=lambda row: (row.line, row.event))))


def _nameless(ledger: Ledger) -> Ledger:
    """Return the account as an output may tell it: an id says what happened, also of an event that must not go out."""
    return replace(ledger, left_out=tuple(replace(row, event="") for row in ledger.left_out))


def _within(case: Case, chosen: Sequence[Event], wanted: Wanted) -> Case:
    """Return the case as far as it may go out: who else is followed stays at home with the events left out."""
    if wanted.everything:
        return case
    cited = {citation.source for event in chosen for citation in event.citations}
    sources = {name: source for name, source in case.sources.items() if name in cited}
    # What is left when all that is narrower than GREEN stays at home may go out as GREEN, also from an AMBER project.
    label = min(case.settings.tlp, wanted.most, key=TLP.index)
    return replace(case, sources=sources, settings=replace(case.settings, tlp=label))


def _since(settings: Settings, case: Case, earlier: str) -> Since:
    from timeline.outputs import page

    return page.Since(Path(earlier).name, events.since(events.compare(_state(settings, earlier), case.table)))


def _brief(report: Report, shown: Case, chosen: Sequence[Event], ledger: Ledger, order: Order) -> Brief:
    from timeline.outputs import workbook

    settings = shown.settings
    ids = {event.id for event in chosen}
    own = [told for told in report.verdict.findings if order.wanted.everything or told.event in ids]
    earlier = workbook.read(order.earlier_brief) if order.earlier_brief else None
    return workbook.Brief(
        title=settings.title,
        subtitle=settings.subtitle,
        tlp=settings.tlp,
        period=_period(settings),
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


def _state(settings: Settings, named: str) -> Table:
    """Read a state of the events by its name; what is no file is asked of git."""
    path = Path(named)
    if path.is_file() and path.suffix.lower() in WORKBOOKS:
        from timeline.outputs import workbook

        brief = workbook.read(path)
        return events.gather(path, brief.columns, brief.numbered())
    if path.is_file():
        return events.read(path)[0]
    return table.parse(revision.read(named, settings.events), settings.events)[0]


def _incoming(settings: Settings, origin: Origin, wishes: Wishes) -> tuple[Incoming, Table | None]:
    """Read what came from outside, and the state that it began from, where it carries one or `base` names one."""
    file = origin.file
    named = _state(settings, origin.base) if origin.base else None
    if file.suffix.lower() not in WORKBOOKS:
        return foreign.bring(foreign.read(file, origin.encoding), wishes), named
    from timeline.outputs import workbook

    if wishes.maps:
        return foreign.bring(foreign.take(file, _workbook_rows(file)), wishes), named
    try:
        brief = workbook.read(file)
    except workbook.NoBrief:
        return foreign.bring(foreign.take(file, _workbook_rows(file)), wishes), named
    began = events.gather(file, brief.columns, enumerate(brief.base(), 1))
    theirs = events.kept(events.gather(file, brief.columns, brief.numbered()), began)
    return Incoming(theirs, (), "brief"), began


WORKBOOKS = (".xlsx", ".xlsm")
"""Files that are read as workbooks."""
FOREIGN_COLUMNS = 1_000
"""Columns of a foreign workbook at most: one cell in column XFD would make 16,384 of each row."""


def _workbook_rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a foreign workbook's first sheet, with their numbers."""
    from timeline.outputs import workbook

    with workbook.Book(file, workbook.Limits(columns=FOREIGN_COLUMNS)) as book:
        width = 0
        for row in book.rows(book.names[0]) if book.names else ():
            width = max(width, *row.cells, 0)
            yield row.number, [row.cells.get(place, "") for place in range(1, width + 1)]


def _undamaged(case: Case) -> None:
    """Refuse to write over a table whose rows were not read as they stand. Raises events.DamagedTable."""
    name = _shown(case.settings, case.settings.events)
    damage = next((found for found in case.troubles if found.path == name), None)
    if damage:
        raise events.DamagedTable(case.table.path, damage)


def _fresh(settings: Settings, before: Verdict, after: Verdict, merged: events.Merge) -> tuple[Finding, ...]:
    """Return what the checks say of rows that the import changed and did not say before."""
    name = _shown(settings, settings.events)
    said = {(found.code, found.event, found.column, found.value) for found in before.findings}
    return tuple(
        found
        for found in after.findings
        if found.path == name
        and found.line in merged.came
        and (found.code, found.event, found.column, found.value) not in said
    )


def _choice(wanted: Wanted) -> Choice:
    from timeline.outputs import workbook

    return workbook.Choice(
        since=When.parse(wanted.since) if wanted.since else None,
        until=When.parse(wanted.until) if wanted.until else None,
        categories=wanted.categories,
        statuses=tuple(map(Status, wanted.statuses)),
        tlp=wanted.most if wanted.most != Wanted().most else "",
    )


def _objection(found: Finding) -> str:
    """Tell a finding without its place: the row that it speaks of is not in our table, and will not be."""
    return str(found).removeprefix(f"{found.path}:{found.line} ")


def _chosen(drawn: Sequence[Event], wanted: Wanted, settings: Settings) -> tuple[Sequence[Event], tuple[LeftOut, ...]]:
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


def _dossier(report: Report, chosen: Sequence[Event], *, draft: bool) -> Dossier:
    from timeline.outputs import exports

    case, settings = report.case, report.case.settings
    return exports.Dossier(
        title=settings.title,
        subtitle=settings.subtitle,
        tlp=settings.tlp,
        period=_period(settings),
        events=chosen,
        sources=case.sources,
        categories=settings.categories,
        proofs=_proofs(case, chosen),
        state=case.table.seal,
        draft=draft,
    )


def _date(cells: Mapping[str, str]) -> When | None:
    return _readable(cells.get("date", ""))


def _period(settings: Settings) -> When | None:
    return _readable(settings.period)


def _readable(date: str) -> When | None:
    try:
        return When.parse(date) if date else None
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
