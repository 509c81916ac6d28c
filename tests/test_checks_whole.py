"""Columns are judged whole, by their different cells; what is found is what a look at each single cell finds."""

from __future__ import annotations

import csv
import gc
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline import blocks, checks, config, events, pipeline, table
from timeline.checks import event, sight
from timeline.model import Case, Finding, Table
from timeline.table import reading
from timeline.when import BadDate

CORPUS = Path(__file__).parent / "rules"
QUOTE = "closed to all traffic on Wednesday"
CELLS: Mapping[str, Sequence[str]] = {
    "id": ("", " ", "a", "b", "c", "a b", "a\nb", "é", "417", "1.2E+19"),
    "date": ("", "2018", "2021-03-05", "2018-06-31", "03/04/2018", "2018/2017", "43268", "2107", "June 2018"),
    "title": ("", " ", "Car bomb in Rutba kills nine", "Car bomb in Rutba kills ten", "x" * 121, "clοsed", "#REF!"),
    "category": ("", "incident", "Incidents"),
    "place": ("", "Rutba", "Mosul", "Mos\u200bul"),
    "lat": ("", "0", "34.4", "134.5", "34°"),
    "lon": ("", "0", "41.1", "410.9"),
    "status": ("", "reported", "confirmed", "withdrawn", "Confirmd"),
    "credibility": ("", "1", "2", "B2"),
    "tlp": ("", "CLEAR", "RED", "WHITE"),
    "source": ("", " ", "gazette", "tribune", "gazete"),
    "quote": ("", " ", QUOTE, "on Wednesday", "nobody wrote that"),
    "source_date": ("", "2021-03-03", "2020", "2022-02-30"),
    "source_2": ("", " ", "gazette", "tribune"),
    "quote_2": ("", QUOTE),
}
ROWS = st.lists(st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()}), max_size=40)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The corpus that the rules' tables share, with a table of events that the tests replace."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "corpus").symlink_to(CORPUS / "corpus")
    (folder / "timeline.toml").write_bytes((CORPUS / "timeline.toml").read_bytes())
    (folder / "events.csv").write_text("id,date,title\n", encoding="utf-8")
    return pipeline.read(config.load(folder), tell=lambda _: None)


def found(case: Case, read: Table) -> tuple[Finding, ...]:
    """Hold a table against the rules, its quotes proven as the pipeline proves them."""
    proven = pipeline.reading.case(case.settings, events.parse(read), (), tell=lambda _: None)
    return checks.run(proven).findings


def one_by_one(path: Path, data: bytes) -> Table:
    """Read a table row by row with the standard library, and tell nothing of its kinds of cells."""
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    breaks = [1 + sum(cell.count("\n") for cell in row) for row in rows]
    lines = [2 + sum(breaks[:row]) for row in range(len(rows))]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    return Table(path, tuple(header), columns, lines)


@settings(max_examples=60)
@given(ROWS, st.sampled_from([1, 3, reading.FEW]), st.sampled_from([64, blocks.SIZE]))
@example([{**dict.fromkeys(CELLS, ""), "id": "a\nb"}], reading.FEW, blocks.SIZE)
def test_the_rules_find_in_whole_columns_what_they_find_cell_by_cell(
    case: Case, rows: Sequence[Mapping[str, str]], few: int, size: int
) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, CELLS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = out.getvalue().encode()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "FEW", few)
        patched.setattr(blocks, "SIZE", size)
        read, troubles = table.parse(data, case.table.path)
    assert not troubles
    whole = found(case, read)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sight, "TOGETHER", 1)
        patched.setattr(event, "TOGETHER", 1)
        assert found(case, one_by_one(case.table.path, data)) == whole


@given(ROWS, st.sampled_from([1, 3, reading.FEW]))
def test_the_kinds_of_cells_that_reading_knows_are_those_of_the_column(
    case: Case, rows: Sequence[Mapping[str, str]], few: int
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([[*CELLS], *(row.values() for row in rows)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "FEW", few)
        patched.setattr(blocks, "SIZE", 64)
        read, _ = table.parse(out.getvalue().encode(), case.table.path)
    assert all(set(read.columns[name]) == kinds for name, kinds in read.kinds.items())


@pytest.mark.parametrize("date", ["2018-06-31", "31.06.2018", "June 2018", "2018/2017"])
def test_a_bad_date_holds_no_table_in_memory_once_it_is_judged(date: str) -> None:
    """While a long table is read, nothing looks for objects that hold each other; they would stay for good."""
    gc.collect()
    gc.disable()
    try:
        bad = sight.read_date(date)
        assert isinstance(bad, BadDate)
        assert bad.__traceback__ is None
        del bad
        assert gc.collect() == 0
    finally:
        gc.enable()
