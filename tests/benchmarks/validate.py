"""`timeline validate` on a long table, with frictionless and pandera on pandas beside it, in one run.

    python tests/benchmarks/validate.py 100000 1000000

Each is a process of its own, imports included, over one and the same file: 19 columns, a third of the summaries in
quotation marks, every thousandth row with a mistake. The others check what their users would say of such a table in a
few lines, each in its tool's own way.

"columns" is what a Table Schema or a DataFrameSchema says of each column: ids there, unique and well-formed, dates by a
pattern, titles, lengths, codes, known sources, ranges. Without "columns", the like of our own checks stands beside it,
the same in both: days that exist, the period, nothing unseen, garbled or turned around and no spreadsheet errors in any
column of texts, cells that need each other, a second source for what is confirmed, nothing at 0, 0, no citation twice.
Frictionless has known sources as a foreign key to the register, texts as patterns, and the rest as one check of its
own kind that is handed each row (`Check.validate_row`), which is many times as quick as a `row_constraint` a rule.
Pandera has it all as functions of whole columns.

Ours checks all of its rules; what it alone does in this list is to prove the quotes in a thousand documents, to hold
dates against those of the sources, to look for likely duplicates and for numbers that were ids or dates, and to propose
what to write instead. Frictionless and pandera are yardsticks, no dependencies:
`pip install frictionless pandera`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from timeline.checks import scripts, tables

WORDS = """
army militia convoy strike border town attack bomb raid river bridge market police court vote talks water dam oil
field camp road village base drone rocket killed wounded seized freed arrested closed opened burned
""".split()  # noqa: SIM905  # a line of words reads better than a list of strings
TOWNS = ("Rutba", "al-Qaim", "Mosul", "Baghdad", "Kirkuk", *(f"Town {number}" for number in range(2000)))
CATEGORIES = ("incident", "politics", "forces")
STATUSES = ("proposed", "reported", "confirmed", "disputed", "withdrawn")
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
SOURCES = 1000
SENTENCES = 20
MISTAKES = ({"date": "2018-06-31"}, {"date": "June 2018"}, {"title": ""}, {"category": "incidents"}, {"lat": "134.5"},
            {"source": "gazete"}, {"credibility": "B2"}, {"tlp": "WHITE"})  # fmt: skip
SETTINGS = f'title = "Benchmark"\nperiod = "2000/2030"\ncategories = {list(CATEGORIES)}\n'
HEADER = ("id", "date", "title", "summary", "category", "place", "lat", "lon", "actors", "tags", "status",
          "credibility", "tlp", "source", "quote", "source_date", "source_2", "quote_2", "notes")  # fmt: skip
DATE = r"(?:-?[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?(?:/(?:\.\.|-?[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?)?)?)?"
ID = r"\w[\w.\-]*"


class Cost(NamedTuple):
    """CPU seconds of a process and its children, its greatest memory, and what it said last."""

    seconds: float
    megabytes: float
    said: str


def project(folder: Path, rows: int, mistakes: Sequence[Mapping[str, str]] = MISTAKES) -> Path:
    """Lay out a project of that many rows, the same at every run, and return its table.

    Every thousandth row has one of the mistakes, in turn; without any, the checks find no error.
    """
    chance = random.Random(rows)  # noqa: S311  # no secret
    (folder / "corpus").mkdir(parents=True)
    (folder / "timeline.toml").write_text(SETTINGS, encoding="utf-8")
    sentences = {f"source-{number:04}": [_words(chance, 12) for _ in range(SENTENCES)] for number in range(SOURCES)}
    with (folder / "corpus" / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        register = csv.writer(stream)
        register.writerow(["id", "title", "published", "file", "sha256"])
        for name, told in sentences.items():
            document = ". ".join(told) + ".\n"
            (folder / "corpus" / f"{name}.md").write_text(document, encoding="utf-8")
            sha256 = hashlib.sha256(document.encode()).hexdigest()
            register.writerow([name, _words(chance, 5), "2024-01-01", f"{name}.md", sha256])
    path = folder / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, HEADER, lineterminator="\n")
        table.writeheader()
        table.writerows(_rows(chance, rows, sentences, mistakes))
    return path


def _rows(
    chance: random.Random, rows: int, sentences: dict[str, list[str]], mistakes: Sequence[Mapping[str, str]]
) -> Iterator[dict[str, str]]:
    places = {town: (f"{chance.uniform(30, 37):.4f}", f"{chance.uniform(39, 48):.4f}") for town in TOWNS}
    names = tuple(sentences)
    for number in range(rows):
        day = date(2010, 1, 1) + timedelta(chance.randrange(4000))
        town, source = chance.choice(TOWNS), chance.choice(names)
        title = f"{_words(chance, 6).capitalize()} in {town}"
        row = dict.fromkeys(HEADER, "") | {
            "id": f"{day:%Y-%m}-{number}-{title[:20].strip().replace(' ', '-')}",
            "date": (f"{day}", f"{day}", f"{day:%Y-%m}", f"{day}/{day + timedelta(3)}", f"{day:%Y}~")[number % 5],
            "title": title,
            "summary": f"{_words(chance, 12)}{', ' if number % 3 == 0 else ' '}{_words(chance, 8)}",
            "category": chance.choice(CATEGORIES),
            "place": town,
            "lat": places[town][0],
            "lon": places[town][1],
            "actors": "police; army",
            "tags": chance.choice(WORDS),
            "status": chance.choice(STATUSES[1:4]),
            "credibility": chance.choice("23456"),
            "source": source,
            "quote": chance.choice(sentences[source]),
        }
        if number % 3 == 0 or row["status"] == "confirmed":
            row["source_2"] = other = names[names.index(source) - 1]
            row["quote_2"] = chance.choice(sentences[other])
        yield {**row, **mistakes[number // 1000 % len(mistakes)]} if mistakes and number % 1000 == 999 else row


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def by_frictionless_columns(path: Path) -> int:
    """Check the table as a Table Schema can; return how many errors there are."""
    known = [f"source-{number:04}" for number in range(SOURCES)]
    schema = _schema({"required": True, "enum": known}, {"enum": known}, {})
    return _by_frictionless(path, {"schema": schema}, [])


def by_frictionless(path: Path) -> int:
    """Check texts, foreign keys and whole rows too; return how many errors there are."""
    from frictionless import Check, Package, Resource, errors, resources

    class WholeRow(Check):  # type: ignore[misc]  # frictionless ships no types that mypy can follow
        type = "whole-row"
        Errors = (errors.RowConstraintError,)

        def validate_row(self, row: Any) -> Iterator[Any]:
            yield from (errors.RowConstraintError.from_row(row, note=note) for note in _wrong_in(row))

    odd = f"{scripts.UNSEEN.pattern}|{scripts.TURNING.pattern}|{scripts.GARBLED.pattern}|{scripts.LOST}"
    # What is plain ASCII needs no long look.
    clean = {"pattern": rf"(?!(?:{tables.SHEET_ERROR.pattern})$)(?:[\x20-\x7e]*|(?s:(?!{odd}).)*)"}
    schema = _schema({"required": True, **clean}, clean, clean)
    schema.foreign_keys = [
        {"fields": [name], "reference": {"resource": "sources", "fields": ["id"]}} for name in ("source", "source_2")
    ]
    register = Resource(name="sources", path="corpus/sources.csv", encoding="utf-8")
    table = resources.TableResource(name="events", path=path.name, schema=schema, encoding="utf-8")
    whole = Package(resources=[table, register], basepath=str(path.parent))
    return _by_frictionless(path, {"package": whole}, [WholeRow()])


def _schema(source: dict[str, object], other: dict[str, object], text_: dict[str, object]) -> Any:
    """Return a Table Schema, with what is asked of the first source, of the second, and of every other text."""
    import frictionless
    from frictionless import fields

    def text(name: str, **constraints: object) -> frictionless.Field:
        return fields.StringField(name=name, constraints=constraints)

    special = {
        "id": text("id", required=True, unique=True, pattern=ID),
        "date": text("date", pattern=DATE),
        "title": text("title", required=True, maxLength=120, **text_),
        "category": text("category", enum=list(CATEGORIES)),
        "lat": fields.NumberField(name="lat", constraints={"minimum": -90, "maximum": 90}),
        "lon": fields.NumberField(name="lon", constraints={"minimum": -180, "maximum": 180}),
        "status": text("status", enum=list(STATUSES)),
        "credibility": fields.IntegerField(name="credibility", constraints={"minimum": 1, "maximum": 6}),
        "tlp": text("tlp", enum=list(TLP)),
        "source": text("source", **source),
        "quote": text("quote", minLength=20, **text_),
        "source_date": text("source_date", pattern=DATE),
        "source_2": text("source_2", **other),
        "quote_2": text("quote_2", minLength=20, **text_),
    }
    return frictionless.Schema(fields=[special.get(name) or text(name, **text_) for name in HEADER])


def _by_frictionless(path: Path, told: dict[str, Any], checks: list[Any]) -> int:
    import frictionless

    with frictionless.system.use_context(trusted=True):
        if "package" in told:
            resource = told["package"].get_resource("events")
        else:
            resource = frictionless.Resource(path=str(path), encoding="utf-8", **told)
        report = resource.validate(frictionless.Checklist(checks=checks), limit_errors=1_000_000)
    return int(report.stats["errors"])


def _wrong_in(row: Any) -> Iterator[str]:
    """Yield what is wrong with cells that stand beside each other, and with what a pattern can't say of a date."""
    source, other = row["source"], row["source_2"]
    if trouble := _wrong_with(row["date"]):
        yield trouble
    if (source is None) != (row["quote"] is None) or (other is None) != (row["quote_2"] is None):
        yield "half a citation"
    if row["source_date"] and not source:
        yield "a date of no source"
    if row["status"] == "confirmed" and not other:
        yield "confirmed by nobody else"
    if source and source == other and row["quote"] == row["quote_2"]:
        yield "one citation twice"
    if (row["lat"] is None) != (row["lon"] is None):
        yield "half a place"
    elif row["lat"] == 0 and row["lon"] == 0:
        yield "null island"


def _wrong_with(day: str | None) -> str:
    if not day:
        return "no date"
    if not "2000" <= day[:4] <= "2030":
        return "outside the period"
    if len(day) >= len("2018-06-17"):
        try:
            date.fromisoformat(day[:10])
        except ValueError:
            return "no such day"
    return ""


def by_pandera_columns(path: Path) -> int:
    """Check each column as a DataFrameSchema can, cells as texts; return how many failures there are."""
    return _by_pandera(path, whole=False)


def by_pandera(path: Path) -> int:
    """Check what pandas can say of whole columns too; return how many failures there are."""
    return _by_pandera(path, whole=True)


def _by_pandera(path: Path, *, whole: bool) -> int:
    import pandas as pd
    import pandera.pandas as pandera

    known = {"", *(f"source-{number:04}" for number in range(SOURCES))}
    check = pandera.Check

    def within(most: int) -> Any:  # pandera ships no type for it
        return check(lambda cells: (cells == "") | pd.to_numeric(cells, errors="coerce").between(-most, most))

    long_enough = check.str_matches(r"^(?:.{20,})?$")
    checks = {
        "id": [check.str_matches(rf"^{ID}$")],
        "date": [check.str_matches(rf"^{DATE}$")],
        "title": [check.str_length(1, 120)],
        "category": [check.isin({"", *CATEGORIES})],
        "lat": [within(90)],
        "lon": [within(180)],
        "status": [check.isin({"", *STATUSES})],
        "credibility": [check.isin({"", *"123456"})],
        "tlp": [check.isin({"", *TLP})],
        "source": [check.isin(known - {""})],
        "quote": [long_enough],
        "source_date": [check.str_matches(rf"^{DATE}$")],
        "source_2": [check.isin(known)],
        "quote_2": [long_enough],
    }
    both = [check(lambda frame: (frame["lat"] == "") == (frame["lon"] == ""))]
    if whole:
        checks = {name: [*checks.get(name, ()), *(check(each) for each in _text_checks())] for name in HEADER}
        checks["date"] += [check(lambda cells: cells != ""), check(_exists), check(_within_the_period)]
        both += [check(each) for each in _row_checks()]
    columns = {name: pandera.Column(str, each, unique=name == "id") for name, each in checks.items()}
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    try:
        pandera.DataFrameSchema(columns, checks=both).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as found:
        return len(found.failure_cases)
    return 0


def _text_checks() -> tuple[Callable[[Any], Any], ...]:
    """Return what is asked of every column: nothing unseen, garbled, or turned around, no spreadsheet error."""
    odd = f"{scripts.UNSEEN.pattern}|{scripts.TURNING.pattern}|{scripts.GARBLED.pattern}|{scripts.LOST}"

    def clean(cells: Any) -> Any:
        good = cells.str.match(r"^[\x20-\x7e]*$")
        if not good.all():  # only what is not plain ASCII needs the long look
            good[~good] = ~cells[~good].str.contains(odd)
        return good

    return clean, lambda cells: ~cells.str.match(rf"^(?:{tables.SHEET_ERROR.pattern})$")


def _exists(cells: Any) -> Any:
    """Tell whether the day of a date, if it has one, is on the calendar."""
    import pandas as pd

    days = cells.str.slice(0, 10)
    return (days.str.len() < len("2018-06-17")) | pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").notna()


def _within_the_period(cells: Any) -> Any:
    return (cells == "") | cells.str.slice(0, 4).between("2000", "2030")


def _row_checks() -> tuple[Callable[[Any], Any], ...]:
    """Return what is asked of cells that stand beside each other."""

    def given(frame: Any, name: str) -> Any:
        return frame[name] != ""

    return (
        *(
            lambda frame, tail=tail: given(frame, f"source{tail}") == given(frame, f"quote{tail}")
            for tail in ("", "_2")
        ),
        lambda frame: given(frame, "source") | ~given(frame, "source_date"),
        lambda frame: ~frame["status"].eq("confirmed") | given(frame, "source_2"),
        lambda frame: (frame["source"] != frame["source_2"]) | (frame["quote"] != frame["quote_2"]),
        lambda frame: ~(frame["lat"].isin(ZERO) & frame["lon"].isin(ZERO)),
    )


ZERO = ("0", "0.0", "0.00", "0.000", "0.0000")
PEERS: dict[str, Callable[[Path], int]] = {
    "frictionless, columns": by_frictionless_columns,
    "frictionless": by_frictionless,
    "pandera, columns": by_pandera_columns,
    "pandera": by_pandera,
}


def measured(command: list[str], folder: Path) -> Cost:
    """Run a process to its end. Exit 1 says that there are findings."""
    out = folder / "said.txt"
    with out.open("wb") as stream:
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        message = f"{' '.join(command)} ended with {process.returncode}"
        raise RuntimeError(message)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read_text("utf-8").rpartition("\n")[0])


def main() -> None:
    """Measure at each size, and print a line a validator and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[100_000])
    parser.add_argument("--by", choices=PEERS, help="only check the table given by --table, as one of the others")
    parser.add_argument("--table", type=Path)
    given = parser.parse_args()
    if given.by:
        sys.stdout.write(f"{PEERS[given.by](given.table)} errors\n")
        return
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as folder:
            table = project(Path(folder) / "project", rows)
            sys.stdout.write(f"{rows:,} rows, {table.stat().st_size / 1e6:.0f} MB\n")
            _compare(table, rows)


def _compare(table: Path, rows: int) -> None:
    ours = measured([sys.executable, "-m", "timeline", "validate", "--project", str(table.parent)], table.parent)
    _print("timeline", ours, rows, ours.said.rpartition("\n")[2])
    for name in PEERS:
        if importlib.util.find_spec(name.partition(",")[0]) is None:
            sys.stdout.write(f"  {name:22} is not installed, so nothing was measured beside it\n")
            continue
        theirs = measured([sys.executable, __file__, "--by", name, "--table", str(table)], table.parent)
        _print(name, theirs, rows, f"{theirs.said}; timeline is {theirs.seconds / ours.seconds:.2f} times as quick")


def _print(name: str, cost: Cost, rows: int, told: str) -> None:
    pace = f"{rows / cost.seconds:10,.0f} rows a CPU second"
    sys.stdout.write(f"  {name:22}{cost.seconds:8.2f} s {pace} {cost.megabytes:7.0f} MB   {told}\n")


if __name__ == "__main__":
    main()
