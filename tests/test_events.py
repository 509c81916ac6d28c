"""events.csv read into events and written back, and the ids of new ones."""

from __future__ import annotations

import csv
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import events, files
from timeline.events.writing import DamagedTable
from timeline.model import Citation, Event, Status
from timeline.when import When

HEADER = "id,date,title,lat,lon,status,credibility,actors,source,quote,source_2,quote_2,source_date_2,shelfmark\n"
ROW = "a,2018-06-17,Bridge closed,34.37,41.09,confirmed,2,police; army ;,gazette,it was closed,tribune,shut,2018-06,B\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "events.csv"
    path.write_bytes(text.encode())
    return path


def test_a_row_becomes_an_event_with_all_that_it_says(tmp_path: Path) -> None:
    _, read, findings = events.read(table(tmp_path, HEADER + ROW))
    assert findings == []
    assert list(read) == [
        Event(
            id="a",
            title="Bridge closed",
            date=When.parse("2018-06-17"),
            lat=34.37,
            lon=41.09,
            actors=("police", "army"),
            status=Status.CONFIRMED,
            credibility=2,
            citations=(
                Citation("gazette", "it was closed"),
                Citation("tribune", "shut", When.parse("2018-06"), 2),
            ),
            extra={"shelfmark": "B"},
            line=2,
        )
    ]


def test_an_event_is_found_by_place_and_slice_like_in_a_list(tmp_path: Path) -> None:
    rows = "".join(f"e{number},2018,Title {number}\n" for number in range(5))
    _, read, _ = events.read(table(tmp_path, "id,date,title\n" + rows))
    assert [event.id for event in read[1:3]] == ["e1", "e2"]
    assert read[-1].id == "e4"
    assert len(read) == 5
    with pytest.raises(IndexError):
        read[5]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("date", "31.06.2018"),
        ("date", "2018-06-31"),
        ("source_date", "June"),
        ("lat", "34°"),
        ("lat", "91"),
        ("lon", "-180.5"),
        ("status", "rumour"),
        ("credibility", "7"),
        ("tlp", "WHITE"),
        ("id", " "),
    ],
)
def test_a_row_that_does_not_parse_is_no_event_and_stays_in_the_table(tmp_path: Path, column: str, cell: str) -> None:
    good = {"id": "a", "date": "2018", "title": "x", "lat": "1", "lon": "2", "status": "", "credibility": "", "tlp": ""}
    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*good, "source_date"])
        writer.writeheader()
        writer.writerows([good, good | {column: cell}, good | {"id": "c"}])
    found, read, _ = events.read(path)
    assert [event.line for event in read] == [2, 4]
    assert len(found) == 3


def test_one_coordinate_without_the_other_is_no_event(tmp_path: Path) -> None:
    _, read, _ = events.read(table(tmp_path, "id,date,title,lat,lon\na,2018,x,1,\nb,2018,x,,\nc,2018,x,,2\n"))
    assert [event.id for event in read] == ["b"]


def test_a_row_is_added_under_the_columns_that_the_file_has(tmp_path: Path) -> None:
    path = table(tmp_path, "title,shelfmark,id,date\r\nBridge closed,B 12,a,2018\r\n")
    before, _, _ = events.read(path)
    seal = events.append(path, {"id": "b", "date": "2019", "title": "Bridge, open", "source_2": "tribune"}, before.seal)
    assert path.read_bytes().decode() == (
        'title,shelfmark,id,date,source_2\r\nBridge closed,B 12,a,2018,\r\n"Bridge, open",,b,2019,tribune\r\n'
    )
    assert events.read(path)[0].seal == seal


def test_a_row_added_without_a_new_column_leaves_every_other_byte_as_it_was(tmp_path: Path) -> None:
    old = '\ufeffid,"date",title\n"a",2018,"Bridge\nclosed"\n\nb,  2019 ,x\n'
    path = table(tmp_path, old)
    found, _, _ = events.read(path)
    events.append(path, {"id": "c", "date": "2020", "title": "New"}, found.seal)
    new = path.read_bytes().decode()
    for part in ('\ufeffid,"date",title\n', '"a",2018,"Bridge\nclosed"\n', "b,  2019 ,x\n"):
        assert part in new
    assert new.endswith("c,2020,New\n")


def test_a_file_that_somebody_changed_is_left_alone(tmp_path: Path) -> None:
    path = table(tmp_path, HEADER + ROW)
    found, _, _ = events.read(path)
    path.write_text(HEADER + ROW + ROW, encoding="utf-8")
    with pytest.raises(files.FileChanged):
        events.append(path, {"id": "b"}, found.seal)
    assert path.read_text(encoding="utf-8") == HEADER + ROW + ROW


def test_a_table_with_cut_rows_is_not_written_since_that_would_lose_them(tmp_path: Path) -> None:
    text = "id,date,title\na,2018,Raid in Rutba, Anbar\n"
    path = table(tmp_path, text)
    found, _, _ = events.read(path)
    with pytest.raises(DamagedTable, match="T104"):
        events.append(path, {"id": "b"}, found.seal)
    assert path.read_text(encoding="utf-8") == text


def test_the_table_to_be_is_the_table_that_is_then_written(tmp_path: Path) -> None:
    path = table(tmp_path, 'id,date,title\na,2018,"Bridge\nclosed"\n')
    fields = {"id": "b", "date": "2019", "title": "New", "source_2": "tribune"}
    before, _, _ = events.read(path)
    foreseen = events.extended(before, fields)
    events.append(path, fields, before.seal)
    after, _, _ = events.read(path)
    assert (foreseen.header, dict(foreseen.columns)) == (after.header, dict(after.columns))
    assert list(foreseen.lines) == list(after.lines) == [2, 4]


def test_a_first_row_makes_the_file_with_all_columns(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    events.append(path, {"id": "a", "date": "2018", "title": "x", "shelfmark": "B"}, "")
    found, read, findings = events.read(path)
    assert found.header == (*events.COLUMNS, "shelfmark")
    assert [event.extra for event in read] == [{"shelfmark": "B"}]
    assert findings == []


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
WORDS = st.lists(TEXT.map(lambda text: text.replace(";", "").strip()).filter(bool), max_size=3).map(tuple)
DATES = st.sampled_from(["2018-06-17", "2018-06", "2019-09~", "2017-12-09/..", "[2017-10-01..2017-10-20]", "198X"])
DEGREES = st.floats(-90, 90, allow_nan=False).map(lambda value: round(value, 6) + 0.0)
EVENTS = st.builds(
    Event,
    id=TEXT.filter(str.strip),
    title=TEXT,
    date=st.none() | DATES.map(When.parse),
    summary=TEXT,
    category=TEXT,
    place=TEXT,
    lat=DEGREES,
    lon=DEGREES,
    actors=WORDS,
    tags=WORDS,
    status=st.sampled_from(Status),
    credibility=st.none() | st.integers(1, 6),
    tlp=st.sampled_from(["", "RED", "AMBER+STRICT"]),
    citations=st.lists(st.tuples(TEXT.filter(bool), TEXT, st.none() | DATES.map(When.parse)), max_size=3).map(
        lambda cited: tuple(Citation(*each, number) for number, each in enumerate(cited, 1))
    ),
    notes=TEXT,
    extra=st.dictionaries(st.sampled_from(["shelfmark", "region"]), TEXT.filter(bool)),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, max_size=4, unique_by=lambda event: event.id))
def test_events_written_and_read_are_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, told: list[Event]
) -> None:
    path = tmp_path_factory.mktemp("round") / "events.csv"
    events.write(path, told)
    _, read, findings = events.read(path)
    assert findings == []
    assert [events.cells(event) for event in read] == [events.cells(event) for event in told]
    assert [(event.id, event.date, event.lat, event.citations, event.extra) for event in read] == [
        (event.id, event.date, event.lat, event.citations, event.extra) for event in told
    ]


@pytest.mark.parametrize(
    ("date", "title", "slug"),
    [
        ("2018-06-17", "Border air strike", "2018-06-border-air-strike"),
        ("2018-06-17/2018-06-18", "Air strike on the border", "2018-06-air-strike-border"),
        ("2017-10-17/2017-11-03", "al-Qa’im is retaken", "2017-10-al-qaim-retaken"),
        ("2014", "Islamic State takes Mosul", "2014-islamic-state-takes-mosul"),
        ("2017-12-09/..", "Victory declared", "2017-12-victory-declared"),
        ("[2017-10-01..2017-10-20]", "Raid", "2017-10-raid"),
        ("198X", "Border war", "1980-border-war"),
        ("-0043-03-15", "Caesar killed", "44bc-03-caesar-killed"),
        ("2019-09~", "Straße in Łódź gesperrt", "2019-09-strasse-łodz-gesperrt"),
        ("2019", "غارة على الحدود", "2019-غارة-على-الحدود"),
        ("2019", "!!!", "2019"),
        (None, "Bridge closed", "bridge-closed"),
        (None, "", "event"),
        ("2019-01", "The " + "very " * 3 + "x" * 80 + " end", "2019-01-very-very-very-" + "x" * 37),
    ],
)
def test_an_id_says_when_and_what(date: str | None, title: str, slug: str) -> None:
    assert events.slug(When.parse(date) if date else None, title, ()) == slug


def test_an_id_is_never_one_that_was_used_by_a_withdrawn_event_either(tmp_path: Path) -> None:
    path = table(tmp_path, "id,date,title,status\n2018-06-raid,2018-06,Raid,withdrawn\n2018-06-raid-2,2018-06,Raid,\n")
    found, _, _ = events.read(path)
    assert events.slug(When.parse("2018-06"), "Raid", set(found.column("id"))) == "2018-06-raid-3"


def test_twenty_thousand_events_are_made_when_asked_for_and_not_before(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - dates for a test
    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,date,title,place,source,quote\n")
        for number in range(20_000):
            day = f"20{chance.randrange(10, 20)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            stream.write(f"event-{number},{day},Title of event {number},Rutba,gazette,some words of {number}\n")
    found, _, _ = events.read(path)
    tracemalloc.start()
    read = events.parse(found)
    assert sum(1 for event in read if event.date and event.date.first) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000  # objects for all rows take 25 MB
