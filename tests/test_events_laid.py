"""Events as columns: what stands in a table is laid out as the events that it holds would be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from timeline import events
from timeline.events.laid import Citations
from timeline.model import Status

TABLE = """\
id,date,title,summary,category,place,lat,lon,actors,tags,status,credibility,source,quote,source_2,quote_2,source_date_2
strike,2018-06-17,Strike,Told.,strike,al-Qa’im,34.37,41.09,IS; US,border,confirmed,2,wire,hit,daily,was hit,2018-06-18
rumour,,Rumour,,,,,,,,,,,,daily,only second,
gone,2018,Gone,,politics,,,,,,withdrawn,,wire,hit,,,
broken,2018-06-31,Broken,,politics,,,,,,,,,,,,
autumn,2017~,Autumn,,politics,Iraq,33,44,,,disputed,,wire,hit,,,
"""


def read(folder: Path) -> events.Events:
    path = folder / "events.csv"
    path.write_text(TABLE, encoding="utf-8")
    return events.read(path)[1]


def test_a_table_is_laid_out_as_its_events_are(tmp_path: Path) -> None:
    found = read(tmp_path)
    by_column, by_event = events.lay(found), events.lay(list(found))
    assert list(by_column.ids) == ["strike", "rumour", "gone", "autumn"]
    for name in events.Laid._fields[:-1]:
        assert list(getattr(by_column, name)) == list(getattr(by_event, name)), name
    told = {(*slot, at) for slots in by_column.citations for at, slot in enumerate(zip(*slots, strict=True))}
    assert told - {("", "", "", at) for at in range(4)} == {
        (one.source, one.quote, one.date.text if one.date else "", at)
        for at, event in enumerate(found)
        for one in event.citations
    }


def test_no_events_are_no_columns() -> None:
    laid = events.lay(())
    assert laid.ids == []
    assert laid.citations == []


def test_an_event_with_fewer_citations_has_empty_ones(tmp_path: Path) -> None:
    assert events.lay(list(read(tmp_path))).citations[1] == Citations(
        ["daily", "", "", ""], ["was hit", "", "", ""], ["2018-06-18", "", "", ""]
    )


def test_what_is_drawn_is_neither_wrong_nor_withdrawn(tmp_path: Path) -> None:
    found = read(tmp_path)
    for some in (found, list(found)):
        kept, withdrawn = events.drawn(some, {2})
        assert [event.id for event in kept] == ["rumour", "autumn"]
        assert [(event.id, event.status) for event in withdrawn] == [("gone", Status.WITHDRAWN)]
    kept, _ = events.drawn(found, ())
    assert list(events.lay(kept).ids) == ["strike", "rumour", "autumn"]


def test_a_page_alone_loads_no_workbook(tmp_path: Path) -> None:
    script = (
        "import sys; from timeline.cli import app; from typer.testing import CliRunner; run = CliRunner().invoke\n"
        f"assert run(app, ['init', {str(tmp_path / 'case')!r}]).exit_code == 0\n"
        f"assert run(app, ['build', '--only', 'page', '--project', {str(tmp_path / 'case')!r}]).exit_code == 0\n"
        "assert 'openpyxl' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
