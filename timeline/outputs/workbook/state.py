"""The state that a workbook was made from, in a very hidden sheet, so that a brief that comes back can be merged.

Row 1: what this is, the SHA-256 of events.csv, the label, the words of the filters. Row 2: columns of events.csv. From
row 3 on: the shown events, every cell as this workbook writes it. `returned` reads it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.config import TLP
from timeline.model import Event
from timeline.outputs.workbook.brief import Brief, Change
from timeline.outputs.workbook.cells import printable

NAME = "State"
WHAT = "timeline brief 1"
"""The number goes up when the sheet's form changes."""
FIRST = 3
CORE = ("id", "date", "title", "summary", "category", "place", "lat", "lon", "actors", "tags", "status", "credibility",
        "tlp", "notes")  # fmt: skip
CITED = ("source", "quote", "source_date")


def told(brief: Brief) -> tuple[str, str, str, str]:
    """Return row 1."""
    return (WHAT, brief.state, brief.tlp, brief.asked)


def columns(citations: int, extra: tuple[str, ...]) -> tuple[str, ...]:
    """Return row 2: the columns of events.csv, as many citations as there are, and the analyst's own."""
    cited = [numbered(name, number) for number in range(1, citations + 1) for name in CITED]
    return (*CORE, *cited, *extra)


def numbered(name: str, number: int) -> str:
    """Return the column of a citation: the first is `source`, the second `source_2`."""
    return name if number == 1 else f"{name}_{number}"


def row(event: Event, shown: tuple[str, ...]) -> list[str]:
    """Return the event's cells in the order of the columns."""
    row_of = held(event)
    return [row_of.get(column, "") for column in shown]


def held(event: Event) -> dict[str, str]:
    """Return the event's row of events.csv as this workbook writes it, column by column; empty cells are left out.

    It is not always the file's own text: `a;b` comes back as `a; b` and 34.50 as 34.5. Compare like with like.
    """
    row_of = {
        "id": event.id,
        "date": str(event.date) if event.date else "",
        "title": event.title,
        "summary": event.summary,
        "category": event.category,
        "place": event.place,
        "lat": number(event.lat),
        "lon": number(event.lon),
        "actors": "; ".join(event.actors),
        "tags": "; ".join(event.tags),
        "status": event.status.value,
        "credibility": number(event.credibility),
        "tlp": event.tlp,
        "notes": event.notes,
    }
    for citation in event.citations:
        row_of[numbered("source", citation.number)] = citation.source
        row_of[numbered("quote", citation.number)] = citation.quote
        row_of[numbered("source_date", citation.number)] = str(citation.date) if citation.date else ""
    row_of.update(event.extra)
    return {column: printable(text) for column, text in row_of.items() if text}


def number(value: float | None) -> str:
    """Return the number in the 15 figures that a spreadsheet program keeps."""
    return "" if value is None else f"{value:.15g}"


def compare(before: Iterable[Mapping[str, str]], events: Iterable[Event]) -> tuple[Change, ...]:
    """Return what changed since an earlier brief, whose `base` is `before`: by id, cell by cell, in a fixed order."""
    was = {row["id"]: row for row in before if "id" in row}
    changes: list[Change] = []
    for event in events:
        now = held(event)
        old = was.pop(event.id, None)
        if old is None:
            changes.append(Change(event.id, "new", now=event.title))
            continue
        label = old.get("tlp", "")
        cells_of = ((column, old.get(column, ""), now.get(column, "")) for column in sorted(old.keys() | now.keys()))
        changes += [Change(event.id, "changed", column, one, two, label) for column, one, two in cells_of if one != two]
    changes += [Change(id_, "gone", was=row.get("title", ""), tlp=row.get("tlp", "")) for id_, row in was.items()]
    return tuple(sorted(changes, key=lambda change: (KINDS.index(change.kind), change.event, change.column)))


def disclosed(changes: Iterable[Change], label: str) -> tuple[Change, ...]:
    """Return the changes as a workbook with this label may tell them: nothing of what stood under a stricter one."""
    told: dict[Change, None] = {}
    for change in changes:
        if not change.tlp or TLP.index(change.tlp) <= TLP.index(label):
            told[change] = None
        elif change.kind == "gone":
            told[Change("", "gone", was=f"an event marked TLP:{change.tlp}")] = None
        else:
            told[Change(change.event, "new")] = None
    return tuple(told)


KINDS = ("new", "changed", "gone")
