"""What `timeline diff` says: states of the same few events, written as an editor would."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import table
from timeline.events import diff, revision, telling
from timeline.events.diff import Cell, Kind
from timeline.model import Table

HEAD = "id,date,title,status,notes\n"
STRIKE = "2018-06-border-air-strike,2018-06-17,Air strike at the border,reported,\n"
QAIM = "2017-11-al-qaim-retaken,2017-11-03,Al-Qaim retaken,confirmed,\n"
SPEECH = "2017-12-victory-declared,2017-12-09,Victory declared,confirmed,\n"


def state(*rows: str, head: str = HEAD) -> Table:
    return table.parse((head + "".join(rows)).encode(), Path("events.csv"))[0]


def test_a_state_compared_with_itself_has_no_changes() -> None:
    found = diff.compare(state(STRIKE, QAIM), state(STRIKE, QAIM))
    assert found.changes == ()
    assert found.same == 2


def test_neither_sorting_nor_moving_columns_is_a_change() -> None:
    moved = state(
        "Victory declared,2017-12-victory-declared,2017-12-09,,confirmed\n", head="title,id,date,notes,status\n"
    )
    assert diff.compare(state(STRIKE, SPEECH), state(SPEECH, STRIKE)).changes == ()
    assert diff.compare(state(SPEECH), moved).changes == ()


def test_each_cell_that_changed_is_told_with_both_values() -> None:
    (change,) = diff.compare(
        state(STRIKE), state(STRIKE.replace("06-17", "06").replace("2018-06-border", "2018-06-border"))
    ).changes
    assert change.kind is Kind.CHANGED
    assert change.cells == (Cell("date", "2018-06-17", "2018-06"),)


def test_a_new_row_is_added_a_missing_one_removed_and_a_tombstone_withdrawn() -> None:
    now = state(QAIM.replace("confirmed", "withdrawn"), SPEECH)
    kinds = {change.event: change.kind for change in diff.compare(state(STRIKE, QAIM), now).changes}
    assert kinds == {
        "2017-11-al-qaim-retaken": Kind.WITHDRAWN,
        "2017-12-victory-declared": Kind.ADDED,
        "2018-06-border-air-strike": Kind.REMOVED,
    }


def test_a_row_with_a_new_id_is_known_by_what_it_tells() -> None:
    renamed = STRIKE.replace("2018-06-border-air-strike", "2018-06-strike-on-militia").replace(
        "Air strike", "Airstrike"
    )
    (change,) = diff.compare(state(STRIKE, QAIM), state(renamed, QAIM)).changes
    assert (change.kind, change.was, change.event) == (
        Kind.RENAMED,
        "2018-06-border-air-strike",
        "2018-06-strike-on-militia",
    )
    assert change.cells == (Cell("title", "Air strike at the border", "Airstrike at the border"),)


def test_another_event_of_the_same_day_is_not_taken_for_the_one_that_went() -> None:
    other = "2018-06-dam-reopened,2018-06-17,Dam reopened after repairs,reported,\n"
    assert [change.kind for change in diff.compare(state(STRIKE), state(other)).changes] == [Kind.ADDED, Kind.REMOVED]


def test_a_second_row_of_an_event_is_no_new_event(timeline: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "timeline.toml").write_text('title = "Trial"\n', encoding="utf-8")
    second = STRIKE.replace("06-17", "06-18")
    (tmp_path / "old.csv").write_text(HEAD + STRIKE + QAIM, encoding="utf-8")
    (tmp_path / "new.csv").write_text(HEAD + STRIKE + second + QAIM + SPEECH, encoding="utf-8")
    told = timeline("diff", tmp_path, "old.csv", "new.csv").out
    assert "+ added a further row of 2018-06-border-air-strike: Air strike at the border" in told
    assert "+ added 2017-12-victory-declared: Victory declared" in told
    gone = timeline("diff", tmp_path, "new.csv", "old.csv").out
    assert "- removed a further row of 2018-06-border-air-strike" in gone
    marked = diff.since(diff.compare(state(STRIKE), state(STRIKE, second, SPEECH)))
    assert marked == {"2017-12-victory-declared": ()}


def test_a_column_that_came_is_told_as_cells_that_were_empty() -> None:
    wider = state(STRIKE.replace("\n", ",north\n"), head=HEAD.replace("\n", ",sector\n"))
    (change,) = diff.compare(state(STRIKE), wider).changes
    assert change.cells == (Cell("sector", "", "north"),)


def test_the_page_marks_new_and_changed_events_and_no_others() -> None:
    old = state(STRIKE, QAIM)
    new = state(STRIKE.replace("06-17", "06"), QAIM.replace("confirmed", "withdrawn"), SPEECH)
    assert diff.since(diff.compare(old, new)) == {
        "2018-06-border-air-strike": ("date: 2018-06, was 2018-06-17",),
        "2017-12-victory-declared": (),
    }


def test_an_id_that_stands_twice_is_matched_row_by_row() -> None:
    assert diff.compare(state(STRIKE, STRIKE), state(STRIKE, STRIKE)).same == 2
    assert [c.kind for c in diff.compare(state(STRIKE), state(STRIKE, STRIKE)).changes] == [Kind.ADDED]


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["2018", "2018-06-17", "soon"]), CELL), max_size=8)


@settings(max_examples=60, deadline=None)
@given(ROWS, ROWS)
def test_every_row_of_both_states_is_accounted_for(one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> None:
    old, new = (_table(rows) for rows in (one, other))
    found = diff.compare(old, new)
    counts = found.counts
    matched = found.same + counts[Kind.CHANGED] + counts[Kind.WITHDRAWN] + counts[Kind.RENAMED]
    assert matched + counts[Kind.REMOVED] == len(old)
    assert matched + counts[Kind.ADDED] == len(new)


def _table(rows: list[tuple[str, ...]]) -> Table:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(("id", "date", "title"))}
    return Table(Path("events.csv"), ("id", "date", "title"), columns, range(2, 2 + len(rows)))


def test_text_steers_no_terminal_and_markdown_has_no_markup_but_ours() -> None:
    old = _table([("a", "2018", "plain")])
    new = _table([("a", "2018", "\x1b[2J**bold** [x](javascript:1) <b>")])
    found = diff.compare(old, new)
    text, markdown = ("\n".join(tell(found)) for tell in (telling.diff_text, telling.diff_markdown))
    assert "\x1b" not in text
    assert r"\*\*bold\*\* \[x\](javascript:1) \<b\>" in markdown


def test_text_names_the_cell_and_ends_with_the_account() -> None:
    lines = list(telling.diff_text(diff.compare(state(STRIKE, QAIM), state(STRIKE.replace("06-17", "06"), QAIM))))
    assert lines == [
        "~ changed 2018-06-border-air-strike: Air strike at the border",
        '    date: "2018-06-17" -> "2018-06"',
        "2 rows before, 2 now: 1 the same, 1 changed",
    ]


def test_a_state_comes_out_of_git_byte_for_byte(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=an editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607

    events = tmp_path / "events.csv"
    git("init", "-q")
    events.write_bytes((HEAD + STRIKE).replace("\n", "\r\n").encode())
    git("add", "events.csv")
    git("commit", "-qm", "case: one event")
    committed = events.read_bytes()
    events.write_text(HEAD, encoding="utf-8")
    assert revision.read("HEAD", events) == committed
    assert revision.read("HEAD:events.csv", events) == committed
    for named, why in (("HEAD~7", "HEAD~7"), ("--textconv:y", "option"), ("nothing.csv", "nothing.csv")):
        with pytest.raises(revision.NoSuchRevision, match=why):
            revision.read(named, events)


def test_a_hundred_thousand_rows_without_a_common_id_are_compared_in_seconds() -> None:
    rows = [(str(number), "2018-06-17", f"event {number}") for number in range(50_000)]
    found = diff.compare(_table(rows), _table([(f"x{number}", date, f"{title} b") for number, date, title in rows]))
    assert found.counts[Kind.ADDED] == 50_000
