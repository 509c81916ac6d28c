"""What a comparison or an import found, as lines: text for a terminal, Markdown for a message, records for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.events.diff import Change, Diff, Kind
from timeline.events.foreign import Incoming
from timeline.events.merge import Conflict, Listed, Merge
from timeline.model import quoted

MARKS = {Kind.ADDED: "+", Kind.RENAMED: "=", Kind.CHANGED: "~", Kind.WITHDRAWN: "x", Kind.REMOVED: "-"}
"""What stands before a change in plain text, so that the eye finds the kinds without colour."""
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
MOST = 400
"""Characters of a cell that are shown; a whole article pasted into a summary would bury the rest."""


def diff_text(found: Diff) -> Iterator[str]:
    """Yield a line a change, a line a cell below it, and the account."""
    for change in found.changes:
        was = f" (was {_plain(change.was)})" if change.was else ""
        name = _plain(change.event) or "a row without id"
        which = "a further row of " if change.again else ""
        yield f"{MARKS[change.kind]} {change.kind.value} {which}{name}{was}: {_plain(change.title)}"
        yield from (f"    {_plain(name)}: {_said(was)} -> {_said(now)}" for name, was, now in change.cells)
    yield account(found)


def diff_markdown(found: Diff) -> Iterator[str]:
    """Yield the changes as Markdown that shows every cell as it is: nothing in a cell is read as markup."""
    for kind in Kind:
        changes = found.of(kind)
        if not changes:
            continue
        yield f"## {kind.value.capitalize()} ({len(changes)})\n"
        for change in changes:
            which = "a further row of " if change.again else ""
            yield f"- **{_escaped(change.title) or 'no title'}** ({which}{_code(change.event)}{_was(change)})"
            for cell in change.cells:
                yield f"  - {_escaped(cell.column)}: {_cell(cell.was)} → {_cell(cell.now)}"
        yield ""
    yield account(found)


def diff_records(found: Diff) -> Iterator[Mapping[str, Any]]:
    """Yield a record a change and, at the end, the account."""
    for change in found.changes:
        yield {
            "kind": change.kind.value,
            "event": change.event,
            "was": change.was,
            "title": change.title,
            "line": change.line,
            "again": change.again,
            "cells": [cell._asdict() for cell in change.cells],
        }
    counts = {kind.value: count for kind, count in found.counts.items()}
    yield {"summary": {"old": found.old, "new": found.new, "same": found.same, **counts}}


def account(found: Diff) -> str:
    """Tell the arithmetic of rows in a line."""
    told = ", ".join(f"{count:,} {kind.value}" for kind, count in found.counts.items() if count)
    return f"{found.old:,} rows before, {found.new:,} now: {found.same:,} the same{', ' if told else ''}{told}"


def came_text(came: Incoming) -> Iterator[str]:
    """Yield what whoever imports a file should know of how it was read."""
    if came.read_as:
        yield f"read as {came.read_as}; if that is wrong, name the encoding with --encoding"
    if came.sheets:
        yield f"only the first sheet was read; not read: {', '.join(map(_plain, came.sheets))}"
    if came.unused:
        yield f"columns that no --map takes anything from: {', '.join(map(_plain, came.unused))}"


def merge_text(found: Merge) -> Iterator[str]:
    """Yield what was taken, then what asks for a decision and who has what, then the account."""
    for change in found.changes:
        yield f"{MARKS[change.kind]} {change.kind.value} {_plain(change.event)}: {_plain(change.title)}"
        yield from (f"    {_plain(name)}: {_said(was)} -> {_said(now)}" for name, was, now in change.cells)
    ours, theirs = found.table.path.name, found.theirs
    for conflict in found.conflicts:
        what = f" {_plain(conflict.column)}" if conflict.column else ""
        yield f"! conflict {_plain(conflict.event)}{what}: both changed it, and ours stays"
        yield f"    ours   ({ours}:{conflict.our_line}): {_said(conflict.ours)}"
        yield f"    theirs ({_plain(theirs)}:{conflict.their_line}): {_said(conflict.theirs)}"
        yield f"    before: {_said(conflict.base)}"
    for told in found.listed:
        name = f" {_plain(told.event)}" if told.event else ""
        cell = f" {_plain(told.column)} {_said(told.value)}" if told.column else ""
        yield f"? not taken {_plain(theirs)}:{told.line}{name}{cell}: {_plain(told.reason)}"
    for change in found.missing:
        yield f"x did not come back: {_plain(change.event)} ({_plain(change.title)}); --withdraw makes it withdrawn"
    yield merge_account(found)


def merge_records(found: Merge) -> Iterator[Mapping[str, Any]]:
    """Yield a record for each change, conflict, thing not taken and missing event, and the account."""
    yield from (_record("taken", change) for change in found.changes)
    yield from ({"what": "conflict", **_fields(conflict)} for conflict in found.conflicts)
    yield from ({"what": "not taken", **_fields(told)} for told in found.listed)
    yield from (_record("missing", change) for change in found.missing)
    counts = {"conflicts": len(found.conflicts), "missing": len(found.missing)}
    rows = {"rows": found.rows, "taken": found.taken, "listed": found.rows - found.taken, "same": found.same}
    yield {"summary": {**rows, **_counts(found), **counts}}


def merge_account(found: Merge) -> str:
    """Tell the arithmetic of rows in a line: rows in = rows taken + rows listed."""
    told = "".join(f", {count:,} {kind}" for kind, count in _counts(found).items() if count)
    noun = "row" if found.rows == 1 else "rows"
    rows = f"{found.rows:,} {noun} in: {found.taken:,} taken ({found.same:,} as they were{told})"
    cells = sum(1 for told in found.listed if told.column)
    listed = f"{rows}, {found.rows - found.taken:,} listed with the reason"
    more = ((len(found.conflicts), "conflicts"), (cells, "cells not taken"), (len(found.missing), "did not come back"))
    return "; ".join((listed, *(f"{count:,} {what}" for count, what in more if count)))


def _counts(found: Merge) -> dict[str, int]:
    return {kind.value: sum(change.kind is kind for change in found.changes) for kind in Kind}


def _record(what: str, change: Change) -> dict[str, Any]:
    cells = [cell._asdict() for cell in change.cells]
    told = {"kind": change.kind.value, "event": change.event, "title": change.title, "line": change.line}
    return {"what": what, **told, "cells": cells}


def _fields(told: Conflict | Listed) -> dict[str, Any]:
    return told._asdict()


def _plain(text: str) -> str:
    """Show a text on one line of a terminal; what would steer the terminal is escaped."""
    return quoted(text, MOST)[1:-1]


def _said(cell: str) -> str:
    return quoted(cell, MOST) or "empty"


def _escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", _plain(text))


def _code(text: str) -> str:
    return f"`{_plain(text).replace('`', 'ˋ')}`" if text else "no id"


def _was(change: Change) -> str:
    return f", was {_code(change.was)}" if change.was else ""


def _cell(text: str) -> str:
    return _escaped(text) if text else "*empty*"
