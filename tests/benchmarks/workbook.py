"""How long a workbook of 100,000 events takes and how much memory, beside XlsxWriter writing the same cells.

    python tests/benchmarks/workbook.py [EVENTS]

Each runs in a process of its own; both write the same rows, styles, heights and links, and pack them as usual. The
events are made as they are asked for, so that what is measured is the writer. XlsxWriter (in constant-memory mode,
which has no tables and no notes) is a yardstick only and no dependency: pip install XlsxWriter.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload
from zipfile import ZipFile

from timeline.config import Category
from timeline.model import Citation, Event, Ledger, Source, Status
from timeline.when import When

EVENTS = 100_000
WORDS = ("the", "convoy", "left", "at", "dawn", "and", "was", "shelled", "near", "the", "bridge", "while", "talks",
         "went", "on", "in", "the", "capital", "until", "late")  # fmt: skip
CATEGORIES = ("battle", "air strike", "politics", "attack on civilians")
SOURCES = tuple(
    Source(f"source-{n}", f"Report {n} of the mission", f"Publisher {n}", url=f"https://example.org/report/{n}")
    for n in range(500)
)
DAYS = tuple(When.parse(f"{year}-{month:02d}-{day:02d}") for year in range(2010, 2020) for month in range(1, 13)
             for day in range(1, 28, 3))  # fmt: skip


class Made(Sequence[Event]):
    """Events that are made when they are asked for, always the same."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | Sequence[Event]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(self._number))]
        words = " ".join(WORDS[(place * 7 + n * 3) % len(WORDS)] for n in range(30))
        quote = f"{words[:90]} {place}"
        return Event(
            f"event-{place:07d}",
            f"{words[:60]} {place}",
            DAYS[place * 31 % len(DAYS)],
            f"{words} {place}",
            CATEGORIES[place % 4],
            f"Town {place % 300}",
            30 + place % 100 / 10,
            40 + place % 90 / 10,
            ("army", f"group {place % 40}"),
            ("tag",),
            (Status.REPORTED, Status.CONFIRMED, Status.DISPUTED)[place % 3],
            1 + place % 6,
            "",
            (Citation(SOURCES[place % 500].id, quote), Citation(SOURCES[place * 3 % 500].id, quote, None, 2)),
        )


def ours(number: int, target: Path) -> None:
    """Write the workbook."""
    from timeline.outputs import workbook

    events = Made(number)
    brief = workbook.Brief(title="Benchmark", events=events, sources=SOURCES, ledger=Ledger(number, number),
                           categories=tuple(Category(name) for name in CATEGORIES))  # fmt: skip
    with target.open("wb") as stream:
        workbook.write(brief, stream)


def theirs(number: int, target: Path) -> None:
    """Write the same rows of Events, Citations and State with XlsxWriter: values, formats, heights, links."""
    import xlsxwriter  # a yardstick, not a dependency

    from timeline.outputs.workbook import columns, state
    from timeline.outputs.workbook.brief import Brief

    events = Made(number)
    brief = Brief(title="Benchmark", events=events, sources=SOURCES, ledger=Ledger(number, number))
    sources = {source.id: source for source in SOURCES}
    order = brief.order()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        looks = {
            kind: book.add_format(
                {
                    "font_name": "Arial",
                    "font_size": 9,
                    "text_wrap": True,
                    "valign": "top",
                    "bottom": 1,
                    "quote_prefix": kind != "number",
                    "bold": kind == "title",
                }
            )
            for kind in ("text", "number", "title")
        }
        shown = state.columns(2, ())
        tables: tuple[tuple[str, Iterator[list[object]]], ...] = (
            ("Events", (_event(events[n], columns) for n in order)),
            ("Citations", (list(columns.citation_row(brief, events[n], one, sources[one.source]))
                           for n in order for one in events[n].citations)),
            ("State", ([*state.row(events[n], shown)] for n in order)),
        )  # fmt: skip
        for name, rows in tables:
            sheet = book.add_worksheet(name)
            links = 0
            for row, values in enumerate(rows, start=4):
                sheet.set_row(row, 27)
                for column, value in enumerate(values):
                    if isinstance(value, str) and value:
                        look = looks["title" if column == 3 else "text"]
                        if name == "Events" and column == 12 and links < 65_000:
                            sheet.write_url(row, column, "https://example.org/report/1", look, value)
                            links += 1
                        else:
                            sheet.write_string(row, column, value, look)
                    elif value in (None, ""):
                        sheet.write_blank(row, column, None, looks["text"])
                    else:
                        sheet.write_number(row, column, value, looks["number"])


def _event(event: Event, columns: object) -> list[object]:
    return list(columns.event_row(event, web="Publisher", extra=()))  # type: ignore[attr-defined]


def only_events(number: int, _target: Path) -> None:
    """Make and sort the events thrice, as both writers do, and write nothing: what the data cost alone."""
    events = Made(number)
    for _ in range(3):
        for place in range(number):
            events[place]


RUNS = {"timeline": ours, "XlsxWriter": theirs, "the events alone": only_events}


def main() -> None:
    """Measure each run in its own process, or be one of them."""
    if len(sys.argv) > 2:
        target = Path(sys.argv[3])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.process_time()
        RUNS[sys.argv[1]](int(sys.argv[2]), target)
        used = time.process_time() - begun
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        sys.stdout.write(json.dumps({"seconds": round(used, 1), "megabytes": round(more / 1024)}))
        return
    number = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    for name in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "brief.xlsx"
            done = subprocess.run([sys.executable, __file__, name, str(number), str(target)], check=True,
                                  capture_output=True, text=True)  # fmt: skip
            told = json.loads(done.stdout)
            cells, size = _cells(target) if target.exists() else (0, 0)
            sys.stdout.write(f"{name:>18}: {told['seconds']:6.1f} CPU s, {told['megabytes']:5d} MB above the start, "
                  f"{cells:>10,} cells, {size / 1e6:.1f} MB\n")  # fmt: skip


def _cells(target: Path) -> tuple[int, int]:
    """Count the cells of all sheets, and the bytes of the file."""
    count = 0
    with ZipFile(target) as package:
        for name in package.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                with package.open(name) as part:
                    while chunk := part.read(1 << 22):
                        count += chunk.count(b"<c ")
    return count, target.stat().st_size


if __name__ == "__main__":
    main()
