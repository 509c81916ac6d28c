"""What a comparison or an import found, as lines: text for a terminal, Markdown for a message, records for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.events.diff import Change, Diff, Kind
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
        yield f"{MARKS[change.kind]} {change.kind.value} {name}{was}: {_plain(change.title)}"
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
            yield f"- **{_escaped(change.title) or 'no title'}** ({_code(change.event)}{_was(change)})"
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
            "cells": [cell._asdict() for cell in change.cells],
        }
    counts = {kind.value: count for kind, count in found.counts.items()}
    yield {"summary": {"old": found.old, "new": found.new, "same": found.same, **counts}}


def account(found: Diff) -> str:
    """Tell the arithmetic of rows in a line."""
    told = ", ".join(f"{count:,} {kind.value}" for kind, count in found.counts.items() if count)
    return f"{found.old:,} rows before, {found.new:,} now: {found.same:,} the same{', ' if told else ''}{told}"


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
