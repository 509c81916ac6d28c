"""What the commands say, as text: findings, accounts and manuals. Nothing here prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.model import Severity, Standing
from timeline.pipeline import NOT_ASKED

if TYPE_CHECKING:  # what a second look at unchanged articles need not load
    from timeline.checks.rule import Rule
    from timeline.corpus import Added, Verified
    from timeline.corpus.articles import Unread
    from timeline.events import Diff
    from timeline.model import Document, Finding, Ledger, LeftOut, Mention, Source
    from timeline.pipeline import Built, Dated, Entered, Exported, Extracted, Imported, Report
    from timeline.pipeline.nouns import Rung
    from timeline.pipeline.proposing import Review
    from timeline.review import Session

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""Severities in the words of GitHub's workflow commands."""
WHY_UNBUILT = ("nothing was built because of the errors above", "Mend them, or build a draft with --draft.")
WHY_UNREADY = ("nothing was built: the above must not be released", "Mend it, or build without --release.")
"""Why there is no output, and what to do."""
MESSAGE = "%\r\n"
PROPERTY = "%\r\n:,"
"""Characters that a workflow command needs escaped, in its message and in its properties."""


SHOWN = 20
"""Proposals that are shown as text; all stand in the file."""
ALIKE = 3
"""Files that are named one by one where they can't be read for the same reason."""


def record(fields: object) -> str:
    """Write one record as a line of JSON; letters stay letters."""
    return json.dumps(fields, ensure_ascii=False, default=str)


def report(found: Report, form: str) -> Iterator[str]:
    """Yield the lines of a validation: findings, what was silenced and why, and the account of rows."""
    verdict = found.verdict
    if form == "json":
        yield from map(record, map(_finding, verdict.findings))
        yield from (record({**_finding(said.finding), "silenced": said.reason}) for said in verdict.silenced)
        yield record({"summary": {"rows": verdict.rows, "good": verdict.good, **verdict.counts}})
        return
    yield from map(_github if form == "github" else str, verdict.findings)
    yield from map(str, verdict.silenced)
    yield account(found)


def account(found: Report) -> str:
    """Tell the arithmetic of rows: rows in = rows good + rows with findings."""
    verdict = found.verdict
    counted = ", ".join(_number(count, severity.value) for severity, count in verdict.counts.items())
    silenced = f", {len(verdict.silenced)} silenced" if verdict.silenced else ""
    rows = f"{_number(verdict.rows, 'row')} in {found.case.settings.events.name}"
    return f"{rows}: {verdict.good:,} good, {verdict.found:,} with findings ({counted}{silenced})"


def unbuilt(made: Built, form: str) -> Iterator[str]:
    """Yield the lines of a build that made nothing: what speaks against it."""
    if not made.unready:
        yield from report(made.report, form)
        return
    yield from (record(_finding(told)) if form == "json" else str(told) for told in made.unready)


def built(made: Built, form: str) -> Iterator[str]:
    """Yield the lines of a build: what was drawn, what was left out and why, and where the files are."""
    ledger = made.ledger
    if form == "json":
        left = [asdict(row) for row in ledger.left_out]
        paths = [str(path) for path in made.files]
        yield record(
            {"rows": ledger.rows, "drawn": ledger.drawn, "left_out": left, "files": paths, "draft": made.draft}
        )
        return
    yield f"{_number(ledger.rows, 'row')}: {ledger.drawn} drawn, {len(ledger.left_out)} left out"
    yield from _out(ledger)
    if made.draft:
        yield "This is a DRAFT; both files say so."
    yield from (f"{path}  ({_size(path)})" for path in made.files)


def entered(event: Entered, form: str) -> Iterator[str]:
    """Yield the lines of an event that was added, or was not and why."""
    if form == "json":
        yield record({"written": event.written, "event": event.cells, "findings": [*map(_finding, event.findings)]})
        return
    yield from map(str, event.findings)
    yield (
        f"{event.done} {event.cells['id']}"
        if event.written
        else "Nothing was written; mend the above and add it again."
    )


def changes(found: Diff, form: str) -> Iterator[str]:
    """Yield what changed between two states: as text, as Markdown, or a record a change."""
    from timeline.events import telling

    if form == "json":
        yield from map(record, telling.diff_records(found))
        return
    yield from telling.diff_markdown(found) if form == "markdown" else telling.diff_text(found)


def imported(came: Imported, form: str, *, dry_run: bool) -> Iterator[str]:
    """Yield what an import took, what it did not and why, and what the checks say of the rows that changed."""
    from timeline.events import telling

    if form == "json":
        yield from map(record, telling.merge_records(came.merge))
        yield from map(record, map(_finding, came.findings))
        asides = {"unused": came.came.unused, "read_as": came.came.read_as, "sheets": came.came.sheets}
        yield record({"form": came.came.form, "written": came.written, **{name: x for name, x in asides.items() if x}})
        return
    yield from telling.came_text(came.came)
    yield from telling.merge_text(came.merge)
    yield from map(str, came.findings)
    if came.written:
        yield f"wrote {came.merge.table.path}"
    elif dry_run:
        yield "This was a dry run; nothing was written."
    else:
        yield "There was nothing to write."


def exported(made: Exported, form: str) -> Iterator[str]:
    """Yield the lines of an export: how many rows went out, which did not and why, and the files."""
    ledger = made.ledger
    if form == "json":
        left = [asdict(row) for row in ledger.left_out]
        paths = [str(path) for path in made.files]
        yield record({"rows": ledger.rows, "exported": ledger.drawn, "left_out": left, "files": paths})
        return
    yield f"{_number(ledger.rows, 'row')}: {ledger.drawn} exported, {len(ledger.left_out)} left out"
    yield from _out(ledger)
    yield from (f"{path}  ({_size(path)})" for path in made.files)


def manual(rules: Sequence[Rule], form: str) -> Iterator[str]:
    """Yield the manual of one rule in full, or of several in a line each."""
    if form == "json":
        names = ("code", "name", "severity", "subject", "claim", "why", "bad", "good")
        yield from (record({name: getattr(rule, name) for name in names}) for rule in rules)
    elif len(rules) == 1:
        (rule,) = rules
        yield f"{rule.code} {rule.name} ({rule.severity}, {rule.subject})\n\n{rule.claim}\n\nWhy: {rule.why}\n"
        yield f"Bad:\n{_indented(rule.bad)}\n\nGood:\n{_indented(rule.good)}"
    else:
        yield from (f"{rule.code}  {rule.severity:7}  {rule.name:32}  {rule.claim}" for rule in rules)


def rules_table(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield the rules as a table in Markdown, as the README has it."""
    yield "| code | rule | severity | it objects when |"
    yield "|---|---|---|---|"
    yield from (f"| {rule.code} | `{rule.name}` | {rule.severity} | {_cell(rule.claim)} |" for rule in rules)


def columns_table(columns: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns of events.csv as a table in Markdown, as the README has it."""
    yield "| column | holds |"
    yield "|---|---|"
    yield from (f"| `{name}` | {_cell(meaning)} |" for name, meaning in columns.items())


def columns(meanings: Mapping[str, str], form: str) -> Iterator[str]:
    """Yield a line a column of events.csv."""
    for name, meaning in meanings.items():
        yield record({"column": name, "holds": meaning}) if form == "json" else f"{name:12}  {meaning}"


def extracted(made: Extracted, form: str) -> Iterator[str]:
    """Yield a proposal a line, best first; as text the best of them, and what was read, left unread and found."""
    if form == "json":
        yield from made.proposals
        return
    yield from map(_proposal, map(json.loads, islice(made.proposals, SHOWN)))
    if len(made.proposals) > SHOWN:
        yield f"… and {len(made.proposals) - SHOWN:,} more"
    yield from trouble(made)
    counts = ", ".join(f"{made.standings.get(name, 0):,} {name}" for name in ("new", "changed", "known", "refused"))
    read = f"{_number(made.articles, 'article')} ({made.anew:,} read anew), {len(made.unread)} not read"
    yield f"{read}; proposals: {counts}"
    yield f"{made.file}  ({_size(made.file)})"


def trouble(made: Extracted) -> Iterator[str]:
    """Yield what changed about events, what could not be read and why, and what became of the cache."""
    if made.mended:
        yield "What was kept from earlier runs (outputs/.cache) was damaged; it is begun anew."
    yield from (f"changed: {event}: {change}" for event, change in made.changed)
    yield from unread(made)


def unread(made: Extracted | Review) -> Iterator[str]:
    """Yield the articles that could not be read, or not their date, and why."""
    yield from _by_reason("not read", made.unread)
    yield from _by_reason("read without its date", made.misdated)


def _by_reason(what: str, articles: Iterable[Unread]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for one in articles:
        reasons.setdefault(one.reason, []).append(one.where)
    for reason, places in reasons.items():
        if len(places) <= ALIKE:
            yield from (f"{what}: {place}: {reason}" for place in places)
        else:
            yield f"{what}: {', '.join(places[:ALIKE])} and {len(places) - ALIKE:,} more: {reason}"


def _proposal(told: Mapping[str, Any]) -> str:
    count = len(told["citations"])
    more = "; ".join(part for part in (told["place"], f"{count} articles" if count > 1 else "") if part)
    line = f"{told['score']:.2f}  {told['date'] or 'undated'}  {_flat(told['title'])}"
    return f"{line}  ({more})" if more else line


def reviewed(session: Session, entered: Sequence[Entered], form: str) -> Iterator[str]:
    """Yield what a review came to."""
    if form == "json":
        return
    from timeline.review import Choice

    accepted, rejected, skipped = map(session.counted, Choice)
    left = len(session.proposals) - len(session.made)
    unwritten = accepted - sum(event.written for event in entered)
    told = f" ({unwritten:,} of them not written: asked about again)" if unwritten else ""
    yield f"{accepted:,} accepted{told}, {rejected:,} rejected, {skipped:,} skipped, {left:,} not looked at"


def _flat(quote: str) -> str:
    return " ".join(quote.split())


def mentions(document: Document, found: Sequence[Mention], form: str) -> Iterator[str]:
    """Yield the text with its date expressions marked, or a record a mention."""
    from timeline import dates

    if form != "json":
        yield dates.mark(document.text, found)
        return
    for mention in found:
        text = document.text[mention.span.start : mention.span.stop]
        told = {"text": text, **asdict(mention), "when": mention.when, "interval": mention.interval}
        yield record({key: value for key, value in told.items() if value not in ("", None)})


def sources(register: Iterable[Dated], form: str) -> Iterator[str]:
    """Yield a line a source: id, date, rating, kind, who and what; below it, all that says when it was published."""
    for dated in register:
        source = dated.source
        if form == "json":
            yield record({**_source(source), **_ladder(dated)})
            continue
        published = source.published.text if source.published else "undated"
        who = ", ".join(part for part in (source.author, source.publisher) if part) or "publisher unknown"
        told = f"{source.id}  {published}  {source.reliability or '-'}  {source.kind or '-'}  {source.title} ({who})"
        yield " ".join(told.split("\n"))  # a title broken over two lines is still one source
        yield from map(_rung, dated.ladder)
        if not dated.ladder:
            yield "    nothing says when it was published"
        if dated.trouble:
            yield f"    {dated.trouble}"


def _rung(rung: Rung) -> str:
    words = "  ".join(f"“{_flat(text)}”" for _, text in rung.evidence)
    notes = [
        "counts" if rung.counts else "",
        "inferred" if rung.rests_on == "bounds" else "",
        "an upper bound at most" if rung.rests_on == "copyright" else "",
        "" if rung.agrees else "disagrees",
    ]
    told = "; ".join(note for note in notes if note)
    return f"    {rung.rests_on:<9}  {rung.date.text}  {f'({told})  ' if told else ''}{words}".rstrip()


def _ladder(dated: Dated) -> dict[str, object]:
    """Return the ladder as JSON has it; offsets are code points of the document's text."""
    rungs = [
        {
            "rung": rung.rests_on,
            "date": rung.date.text,
            "counts": rung.counts,
            "agrees": rung.agrees,
            "evidence": [{"start": span.start, "stop": span.stop, "text": text} for span, text in rung.evidence],
        }
        for rung in dated.ladder
    ]
    return {"ladder": rungs} | ({"trouble": dated.trouble} if dated.trouble else {})


def added(taken: Added, form: str) -> Iterator[str]:
    """Yield the lines of a source that was taken into the register."""
    source = taken.source
    if form == "json":
        yield record(_source(source))
        return
    dated = f", published {source.published}" if source.published else ", undated"
    length = _number(len(taken.document.text), "character")
    yield f"{source.id}: {taken.path} ({length}, {taken.document.encoding}{dated})"
    yield f"sha256 {source.sha256}"


def verified(found: Verified, form: str) -> Iterator[str]:
    """Yield a line a document and a quote that do not stand, and the counts of those that do."""
    if form == "json":
        yield from map(record, _verified_records(found))
        return
    yield from (f"{document.source}  {document.file}  {document.told}" for document in found.documents)
    for quote in found.quotes:
        if quote.proof.standing is not Standing.EXACT:
            yield f"{quote.event}  {quote.source}  {quote.told}"
    counted = {standing: sum(quote.proof.standing is standing for quote in found.quotes) for standing in Standing}
    quotes = ", ".join(f"{count} {standing}" for standing, count in counted.items() if count)
    good = sum(document.good for document in found.documents)
    documents = f"{good} of {_number(len(found.documents), 'document')} unchanged"
    yield f"{documents}; {_number(len(found.quotes), 'quote')}: {quotes or 'none'}"


def _verified_records(found: Verified) -> Iterator[Mapping[str, object]]:
    for document in found.documents:
        yield {"source": document.source, "file": document.file, "good": document.good, "told": document.told}
    for quote in found.quotes:
        yield {
            "event": quote.event,
            "source": quote.source,
            "good": quote.good,
            "standing": quote.proof.standing,
            "folds": quote.proof.folds,
            "positions": [asdict(place) for place in quote.proof.positions],
            "quotes": [asdict(selector) for selector in quote.proof.quotes],
            "told": quote.told,
        }


def _source(source: Source) -> dict[str, object]:
    return {**asdict(source), "published": str(source.published or "")}


def _finding(finding: Finding) -> dict[str, object]:
    return {**asdict(finding), "message": str(finding)}


def _github(finding: Finding) -> str:
    # https://docs.github.com/actions/reference/workflow-commands
    def escaped(text: str, marks: str) -> str:
        return "".join(f"%{ord(char):02X}" if char in marks else char for char in text)

    title = escaped(f"{finding.code} {finding.name}", PROPERTY)
    where = f"file={escaped(finding.path, PROPERTY)}" + (f",line={finding.line}" if finding.line else "")
    return f"::{LEVELS[finding.severity]} {where},title={title}::{escaped(str(finding), MESSAGE)}"


def _out(ledger: Ledger) -> Iterator[str]:
    """Yield the rows left out, each with its reason; those that nobody asked for are only counted."""
    yield from (_left_out(row) for row in ledger.left_out if row.reason != NOT_ASKED)
    unasked = sum(row.reason == NOT_ASKED for row in ledger.left_out)
    if unasked:
        yield f"  left out: {_number(unasked, 'row')} {NOT_ASKED}"


def _left_out(row: LeftOut) -> str:
    return f"  left out: line {row.line} {row.event}: {row.reason}"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"  # noqa: PLR2004  # below 0.1 MB, kB reads better


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
