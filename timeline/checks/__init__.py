"""Checks: one rule a function, grouped by subject; each rule's docstring is its manual.

`run(case)` tells all that the rules find. A rule is added by writing its function into the file of its subject, with a
code that is free and a table in tests/rules/ that shows what it finds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline.checks import dates, duplicates, event, evidence, places, silence, sources, tables
from timeline.checks.rule import Rule, Spot
from timeline.checks.sight import nearest, see
from timeline.checks.silence import Silenced
from timeline.errors import TimelineError
from timeline.model import Case, Finding, Severity, Table

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            found
            for subject in (tables, dates, evidence, event, places, duplicates, sources, silence)
            for found in vars(subject).values()
            if isinstance(found, Rule)
        ),
        key=lambda found: ("TDQESC".index(found.code[0]), found.code),
    )
)
"""All rules, by subject and code."""

EXPLAIN_THE_REST = frozenset({"T103", "T104", "T107", "T115", "T116", "T117", "T118"})
"""Where one of these speaks of a cell, or of a row as a whole, it is the reason for whatever else is wrong there."""


class UnknownRule(TimelineError):
    """No rule goes by that code or name."""

    def __init__(self, word: str) -> None:
        near = nearest(word, [name for found in RULES for name in (found.code, found.name)])
        hint = f"Did you mean {near}?" if near else "`timeline explain` lists the rules."
        super().__init__(f"no rule goes by {word!r}", hint)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the rules found, sorted by file, line, column and code; rows = good + found.

    `rows` counts the rows of events.csv, `found` those of them that an error or a warning speaks of. A row with nothing
    but notes is good, as notes only inform; so is one whose findings are silenced.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    rows: int
    found: int

    @property
    def good(self) -> int:
        """Rows of events.csv that nothing is said against."""
        return self.rows - self.found

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in Severity}


def run(case: Case) -> Verdict:
    """Hold a case against all rules. Every finding is told once; the trouble that reading had is among them."""
    sight = see(case)
    said = {(found.path, found.line, found.column, found.code) for found in case.troubles}
    paths = {path: _path(case, path) for path in (case.table.path, case.register.path, case.settings.file)}
    told = (finding for found in RULES for finding in _told(found, found.look(sight), case.table, paths))
    fresh = (found for found in told if (found.path, found.line, found.column, found.code) not in said)
    heard, silenced = silence.hush(case, _explained([*case.troubles, *fresh]), RULES)
    path = paths[case.table.path]
    against = (finding for finding in heard if finding.severity is not Severity.NOTE and finding.path == path)
    lines = {finding.line for finding in against}
    return Verdict(
        findings=tuple(sorted(heard, key=_order)),
        silenced=tuple(sorted(silenced, key=lambda told: _order(told.finding))),
        rows=len(case.table),
        found=sum(map(lines.__contains__, case.table.lines)) if lines else 0,
    )


def rule(word: str) -> Rule:
    """Return the rule of that code or name. Raises UnknownRule."""
    for found in RULES:
        if word.strip().casefold() in (found.code.casefold(), found.name):
            return found
    raise UnknownRule(word)


def _told(found: Rule, spots: Iterable[Spot], events: Table, paths: Mapping[Path, str]) -> Iterator[Finding]:
    ids = events.columns.get("id")
    for spot in spots:
        row, cells = spot.row, spot.table.columns.get(spot.column)
        own = ids if spot.table is events else None
        yield Finding(
            code=found.code,
            name=found.name,
            severity=found.severity,
            path=paths[spot.table.path],
            line=spot.table.lines[row] if row >= 0 else min(len(spot.table.header), 1),
            column=spot.column,
            value=spot.value if spot.value is not None else cells[row] if cells and row >= 0 else "",
            problem=spot.problem,
            remedy=spot.remedy,
            event=own[row] if own and row >= 0 else "",
        )


def _explained(told: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what is said already, and what another finding about the same cell or row explains."""
    reasons = {(found.path, found.line, found.column) for found in told if found.code in EXPLAIN_THE_REST}
    for found in dict.fromkeys(told):
        explained = (found.path, found.line, found.column) in reasons or (found.path, found.line, "") in reasons
        if not explained or found.code in EXPLAIN_THE_REST:
            yield found


def _path(case: Case, path: Path) -> str:
    root = case.settings.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return finding.path, finding.line, finding.column, finding.code, finding.problem
