"""A brief that a colleague edited: what is read back is what stands in it, beside what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_brief import EVENTS, brief

from timeline.model import Citation, Event, Proof, Standing, Status
from timeline.outputs import workbook
from timeline.when import When


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "brief.xlsx"
    path.write_bytes(workbook.render(brief()))
    return path


def rows(path: Path) -> dict[str, dict[str, str]]:
    return {row.get("id", ""): row for row in workbook.read(path).rows()}


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


@pytest.mark.parametrize("way", ["", "xlsx", "ods"])
def test_a_brief_that_nobody_edited_comes_back_as_it_went_out(
    file: Path, way: str, libreoffice: Callable[..., Path]
) -> None:
    back = libreoffice(file, way) if way else file
    told = workbook.read(back)
    assert (told.state, told.tlp, told.asked) == ("3f9a" * 16, "CLEAR", "")
    base = {row["id"]: row for row in told.base()}
    assert base == rows(back)
    assert base == {event.id: workbook.held(event) for event in EVENTS}


def test_edited_sorted_added_and_deleted_rows_are_read_as_they_stand(file: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Events"]
        places = {cell.value: cell.column for cell in sheet[4]}
        found = {sheet.cell(row, places["Id"]).value: row for row in range(5, sheet.max_row + 1)}
        sheet.cell(found["2014-06-10-city"], places["Event"]).value = "The city falls"
        sheet.cell(found["2014-06-10-city"], places["Cred."]).value = 2.0
        sheet.cell(found["2017-10-advance"], places["Date"]).value = None
        last = sheet.max_row + 1
        sheet.cell(last, places["Event"]).value = "Something new"
        sheet.cell(last, places["Date"]).value = "2020-01"
        cited = book["Citations"]
        heads = {cell.value: cell.column for cell in cited[4]}
        end = cited.max_row + 1
        cited.cell(end, heads["Event"]).value = "Something new"
        cited.cell(end, heads["Source id"]).value = "agency"
        cited.cell(end, heads["Quote"]).value = "new words"
        sheet.delete_rows(found["0480-battle"])

    edit(file, change)
    now = rows(file)
    assert now["2014-06-10-city"]["title"] == "The city falls"
    assert now["2014-06-10-city"]["credibility"] == "2"
    assert "date" not in now["2017-10-advance"]
    assert "0480-battle" not in now
    assert now[""] == {"title": "Something new", "date": "2020-01", "source": "agency", "quote": "new words"}
    assert "0480-battle" in {row["id"] for row in workbook.read(file).base()}


def test_a_day_that_the_program_made_of_a_date_comes_as_iso(file: Path) -> None:
    import datetime as dt

    def change(book: openpyxl.Workbook) -> None:
        book["Events"]["A6"].value = dt.date(2014, 6, 11)

    edit(file, change)
    assert rows(file)["2014-06-10-city"]["date"] == "2014-06-11"


def test_a_workbook_that_is_not_ours_carries_no_state(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "date"])
    path = tmp_path / "foreign.xlsx"
    book.save(path)
    with pytest.raises(workbook.NoBrief, match="carries no state"):
        workbook.read(path)


def test_a_brief_whose_heads_were_renamed_is_refused_by_the_sheets_name(file: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for cell in book["Events"][4]:
            cell.value = f"my {cell.value}"

    edit(file, change)
    with pytest.raises(workbook.NoBrief, match="no heads of columns in its sheet Events"):
        rows(file)


def test_the_hashtag_row_is_no_event(tmp_path: Path) -> None:
    path = tmp_path / "brief.xlsx"
    path.write_bytes(workbook.render(brief(hxl=True)))
    assert rows(path) == {event.id: workbook.held(event) for event in EVENTS}


TEXT = st.text(max_size=40).map(lambda text: text.strip() or "x")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_went_out(tmp_path: Path, texts: list[tuple[str, str, str]]) -> None:
    events = [
        Event(f"e{n}", title, When.parse("2018"), summary, notes=notes, citations=(Citation(title, notes),))
        for n, (title, summary, notes) in enumerate(texts)
    ]
    path = tmp_path / "brief.xlsx"
    path.write_bytes(workbook.render(brief(events=events)))
    assert rows(path) == {event.id: workbook.held(event) for event in events}


def chosen(**wishes: object) -> tuple[list[str], dict[str, int]]:
    found = workbook.choose(EVENTS, workbook.Choice(**wishes), tlp="GREEN")  # type: ignore[arg-type]
    return [event.id for event in found.events], dict(found.left_out)


def test_what_may_have_happened_in_the_period_is_in_it() -> None:
    kept, out = chosen(since=When.parse("2017-10-15"), until=When.parse("2018"))
    assert kept == ["2017-10-advance", "2017-12-09-victory", "2017-12-insurgency", "2018-06-17-strike"]
    assert out == {"after 2018": 1, "before 2017-10-15": 2, "without a date": 1}


def test_categories_statuses_and_labels_leave_out_and_count() -> None:
    assert chosen(categories=("politics",))[1] == {"of another category": 6}
    assert chosen(statuses=(Status.CONFIRMED,))[0] == ["2014-06-10-city", "2017-12-09-victory"]
    assert chosen(tlp="CLEAR") == ([], {"marked TLP:GREEN": 8})
    assert chosen(tlp="GREEN")[1] == {}
    kept, out = chosen()
    assert (len(kept), out) == (8, {})


def test_the_choice_is_told_in_words() -> None:
    choice = workbook.Choice(since=When.parse("2018-06"), categories=("battle", "politics"), tlp="CLEAR")
    assert str(choice) == "since 2018-06, only battle, politics, TLP:CLEAR and wider"
    assert str(workbook.Choice()) == ""


def test_a_release_is_refused_for_what_nobody_looked_at_and_for_quotes_that_nobody_proved() -> None:
    found = {(one.event, one.column, one.code) for one in workbook.unready(brief())}
    assert found == {
        ("2019-09-attacks", "status", "B102"),
        ("2019-09-attacks", "quote", "B103"),
        ("2017-12-09-victory", "quote_2", "B103"),
    }
    ready = brief(events=EVENTS[1:3])
    assert workbook.unready(ready) == ()
    folded = {**ready.proofs, ("2017-10-advance", 1): Proof(Standing.NEGATED)}
    assert len(workbook.unready(brief(events=EVENTS[1:3], proofs=folded))) == 1


def test_the_writer_streams_into_any_file_that_can_be_sought_in() -> None:
    stream = BytesIO()
    workbook.write(brief(), stream)
    assert stream.getvalue() == workbook.render(brief())
