"""What comes back from a colleague: three states of a few events, and what an editor expects of joining them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import table
from timeline.events import spreadsheet
from timeline.events.diff import Kind
from timeline.events.merge import Conflict, Merge, merge
from timeline.model import Table

HEAD = "id,date,title,status,lat,lon,source,notes\n"
STRIKE = "2018-06-border-air-strike,2018-06,Air strike at the border,reported,34.50,40.9,wire,\n"
QAIM = "2017-11-al-qaim-retaken,2017-11-03,Al-Qaim retaken,confirmed,,,wire,\n"
SPEECH = "2017-12-victory-declared,2017-12-09,Victory declared,confirmed,,,wire,\n"


def state(*rows: str, head: str = HEAD, name: str = "events.csv") -> Table:
    return table.parse((head + "".join(rows)).encode(), Path(name))[0]


def back(*rows: str, base: tuple[str, ...], ours: tuple[str, ...] | None = None, withdraw: bool = False) -> Merge:
    theirs = state(*rows, name="brief.csv")
    return merge(state(*(ours if ours is not None else base)), theirs, state(*base), withdraw=withdraw)


def rows(found: Merge) -> list[dict[str, str]]:
    return list(found.table.rows())


def test_what_comes_back_as_it_went_changes_nothing() -> None:
    found = back(QAIM, STRIKE, base=(STRIKE, QAIM))
    assert found.clean
    assert (found.rows, found.taken, found.same) == (2, 2, 2)
    assert rows(found) == rows(back(base=(STRIKE, QAIM)))


def test_an_edited_cell_is_taken_and_ours_elsewhere_stay() -> None:
    mended = STRIKE.replace("Air strike at", "Air strike on")
    found = back(mended, QAIM, base=(STRIKE, QAIM), ours=(STRIKE.replace("reported", "disputed"), QAIM))
    assert rows(found)[0] | {"title": "Air strike on the border", "status": "disputed"} == rows(found)[0]
    (change,) = found.changes
    assert (change.kind, change.cells) == (
        Kind.CHANGED,
        (("title", "Air strike at the border", "Air strike on the border"),),
    )


def test_a_cell_that_both_changed_stays_ours_and_is_told_with_both_values() -> None:
    theirs, ours = STRIKE.replace("reported", "confirmed"), STRIKE.replace("reported", "disputed")
    found = back(theirs, base=(STRIKE,), ours=(ours,))
    assert found.conflicts == (
        Conflict("2018-06-border-air-strike", "status", "reported", "disputed", "confirmed", 2, 2),
    )
    assert rows(found)[0]["status"] == "disputed"


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    both = STRIKE.replace("reported", "confirmed")
    assert back(both, base=(STRIKE,), ours=(both,)).clean


def test_an_emptied_cell_is_emptied() -> None:
    assert rows(back(STRIKE.replace(",wire", ","), base=(STRIKE,)))[0]["source"] == ""


def test_a_row_that_did_not_come_back_is_proposed_as_withdrawn_and_never_deleted() -> None:
    found = back(QAIM, base=(STRIKE, QAIM))
    assert len(found.table) == 2
    assert [change.event for change in found.missing] == ["2018-06-border-air-strike"]
    assert rows(found)[0]["status"] == "reported"
    assert rows(back(QAIM, base=(STRIKE, QAIM), withdraw=True))[0]["status"] == "withdrawn"


def test_a_new_row_without_an_id_gets_one_and_is_reported() -> None:
    found = back(STRIKE, ",2019-09,Attack on an oil field,,,,wire,\n", base=(STRIKE,))
    added = rows(found)[1]
    assert (added["id"], added["status"]) == ("2019-09-attack-oil-field", "reported")


def test_two_new_events_with_like_headlines_get_two_ids() -> None:
    rival = ",2019-09,Attack hits oil field near town {side},,,,wire,\n"
    found = back(rival.format(side="from the north"), rival.format(side="from the south"), base=())
    assert len({row["id"] for row in rows(found)}) == 2


def test_what_was_imported_once_is_not_added_again() -> None:
    added = ",2019-09,Attack on an oil field,,,,wire,\n"
    once = back(STRIKE, added, base=(STRIKE,))
    again = merge(once.table, state(STRIKE, added, name="brief.csv"), state(STRIKE))
    assert len(again.table) == 2
    assert again.changes == ()


def test_a_changed_id_is_told_and_the_event_keeps_its_own() -> None:
    renamed = STRIKE.replace("2018-06-border-air-strike", "air-strike").replace("reported", "confirmed")
    found = back(renamed, base=(STRIKE,))
    assert [row["id"] for row in rows(found)] == ["2018-06-border-air-strike"]
    assert rows(found)[0]["status"] == "confirmed"
    assert "ids never change" in found.listed[0].reason
    assert found.missing == ()


def test_an_id_that_went_missing_in_a_row_is_no_new_event() -> None:
    found = back(STRIKE.replace("2018-06-border-air-strike", "").replace("reported", "confirmed"), base=(STRIKE,))
    assert [row["status"] for row in rows(found)] == ["confirmed"]


def test_a_copied_row_is_listed_and_not_doubled() -> None:
    found = back(STRIKE, STRIKE, STRIKE.replace("2018-06,", "2019,"), base=(STRIKE,))
    assert len(found.table) == 1
    assert [told.line for told in found.listed] == [3, 4]
    assert found.rows == found.taken + 2


def test_an_event_that_we_removed_does_not_come_back_by_itself() -> None:
    found = back(STRIKE, QAIM.replace("confirmed", "disputed"), base=(STRIKE, QAIM), ours=(STRIKE,))
    assert len(found.table) == 1
    assert [conflict.event for conflict in found.conflicts] == ["2017-11-al-qaim-retaken"]


def test_without_a_base_empty_cells_are_filled_and_full_ones_are_conflicts() -> None:
    theirs = state(STRIKE.replace("wire,\n", "wire,seen by two\n").replace("reported", "confirmed"), name="list.csv")
    found = merge(state(STRIKE), theirs, None)
    assert rows(found)[0]["notes"] == "seen by two"
    assert [(c.column, c.ours, c.theirs) for c in found.conflicts] == [("status", "reported", "confirmed")]


def test_a_row_that_the_checks_refuse_is_listed_with_what_they_say() -> None:
    theirs = state(STRIKE, ",2019-09,Attack,,,,nobody,\n", name="brief.csv")
    found = merge(state(STRIKE), theirs, state(STRIKE), refused={3: 'source "nobody" is not in the register'})
    assert len(found.table) == 1
    assert found.listed[0].reason.startswith("source")
    assert found.rows == found.taken + len(found.listed)


def test_a_column_of_their_own_travels_along() -> None:
    wider = state(STRIKE.replace("\n", ",north\n"), head=HEAD.replace("\n", ",sector\n"), name="brief.csv")
    found = merge(state(STRIKE, QAIM), wider, state(STRIKE, QAIM))
    assert found.table.column("sector") == ["north", ""]


DATES = [
    # what went out, what came back, what is taken ("" = refused)
    ("2018-06-17", "17/06/2018", "2018-06-17"),
    ("2018-06-17", "43268", "2018-06-17"),
    ("2018-06-17", "2018-06-17 00:00:00", "2018-06-17"),
    ("2018-06-17", "2018-06-17T00:00:00", "2018-06-17"),
    ("2018-06-17", "17-Jun-18", "2018-06-17"),
    ("2018-07-06", "06/07/2018", "2018-07-06"),
    ("2018-07-06", "07/06/2018", "2018-07-06"),
    ("2018-07-06", "03/04/2018", ""),
    ("2018-06", "Jun-18", "2018-06"),
    ("2018-06", "2018-06-01", ""),
    ("2018-06", "01/06/2018", ""),
    ("2018", "2018-01-01 00:00:00", ""),
    ("2018-06", "2018-06-17", "2018-06-17"),
    ("2018-06-17", "18 June 2018", "2018-06-18"),
    ("2018-06-17", "31/06/2018", ""),
    ("2018-06-17", "", ""),
    ("", "43268", "2018-06-17"),
    ("", "03/04/2018", ""),
    ("", "late 2017", ""),
    ("2018-06-17", "2018-06~", "2018-06~"),
]


@pytest.mark.parametrize(("before", "came", "taken"), DATES)
def test_a_date_that_a_spreadsheet_wrote_its_own_way(before: str, came: str, taken: str) -> None:
    read = spreadsheet.date(came, before)
    assert (read.value if not read.reason else "") == taken
    assert bool(read.reason) == (taken == "" and came != "")


def test_the_order_of_day_and_month_is_used_only_where_it_is_given() -> None:
    assert spreadsheet.date("03/04/2018", "", "day-first").value == "2018-04-03"
    assert spreadsheet.date("03/04/2018", "", "month-first").value == "2018-03-04"
    assert "--dates" in spreadsheet.date("03/04/2018").reason
    assert spreadsheet.date("04/31/2018", "", "day-first").reason
    assert spreadsheet.date("04/31/2018", "", "month-first").reason


def test_numbers_come_back_as_the_numbers_that_they_were() -> None:
    assert spreadsheet.cell("lat", "34.5", "34.50").value == "34.50"
    assert spreadsheet.cell("lat", "34,5", "34.50").value == "34.50"
    assert spreadsheet.cell("lat", "34,6", "34.50").value == "34.6"
    assert spreadsheet.cell("credibility", "2.0", "2").value == "2"
    assert spreadsheet.cell("summary", "one\r\ntwo", "one\ntwo").value == "one\ntwo"


def test_a_date_that_can_t_be_read_leaves_ours_and_is_listed() -> None:
    found = back(QAIM.replace("2017-11-03", "03/04/2018"), base=(QAIM,))
    assert rows(found)[0]["date"] == "2017-11-03"
    assert (found.listed[0].column, found.listed[0].value) == ("date", "03/04/2018")


IDS = st.sampled_from(["", "a", "b", "c", "d"])
ROW = st.tuples(
    IDS, st.sampled_from(["2018", "2018-06-17", "03/04/2018"]), st.sampled_from(["x", "y", "z"]), st.just("reported")
)
STATES = st.lists(ROW, max_size=6)
VALID = st.lists(ROW.filter(lambda row: row[0]), max_size=6, unique_by=lambda row: row[0])
"""States in which each event has an id of its own, as `validate` wants it."""


@settings(max_examples=150, deadline=None)
@given(STATES, STATES, STATES)
def test_nothing_is_lost_doubled_or_deleted_whatever_comes_back(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]], third: list[tuple[str, ...]]
) -> None:
    ours, theirs, base = (_table(rows) for rows in (one, other, third))
    found = merge(ours, theirs, base)
    assert found.rows == len(theirs) == found.taken + sum(1 for told in found.listed if not told.column)
    assert list(found.table.column("id"))[: len(ours)] == list(ours.column("id"))
    added = found.table.column("id")[len(ours) :]
    assert len(set(added)) == len(added)
    assert not set(added) & set(ours.column("id"))


@settings(max_examples=60, deadline=None)
@given(VALID, STATES)
def test_taking_the_same_table_twice_is_taking_it_once(
    one: list[tuple[str, ...]], other: list[tuple[str, ...]]
) -> None:
    ours, theirs = _table(one), _table(other)
    once = merge(ours, theirs, ours)
    twice = merge(once.table, theirs, ours)
    assert list(twice.table.rows()) == list(once.table.rows())


def _table(rows: list[tuple[str, ...]]) -> Table:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(("id", "date", "title", "status"))}
    return Table(Path("events.csv"), ("id", "date", "title", "status"), columns, range(2, 2 + len(rows)))
