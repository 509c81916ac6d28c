"""Tables that others made. Rows are invented in the form of each; what an editor can check stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from export_case import dossier

from timeline.events import foreign
from timeline.events.foreign import Incoming, Wishes
from timeline.events.merge import merge
from timeline.model import Table
from timeline.outputs.exports import timelinejs
from timeline.when import When

NOTHING = Table(Path("events.csv"), ("id", "date", "title"), {"id": [], "date": [], "title": []}, [])


def bring(
    text: str | bytes, folder: Path, *, name: str = "table.csv", encoding: str = "", **wishes: object
) -> Incoming:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return foreign.bring(foreign.read(path, encoding), Wishes(**wishes))


def rows(found: Incoming) -> list[dict[str, str]]:
    return list(found.table.rows())


ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,country,admin1,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities\n"
)


def acled(date: str, precision: str) -> str:
    return (
        f"IRQ1234,{date},2018,{precision},Political violence,Battles,Armed clash,Army,Police; Guards,1,Rebels,Iraq,"
        "Anbar,Rawa,34.4828,41.9164,1,A paper; A radio,National,Soldiers and rebels clashed near the town.,3\n"
    )


@pytest.mark.parametrize(
    ("date", "precision", "edtf"),
    [
        ("17 June 2018", "1", "2018-06-17"),
        ("2018-06-17", "1", "2018-06-17"),
        ("17 June 2018", "2", "[2018-06-14..2018-06-20]"),
        ("15 June 2018", "3", "2018-06"),
        ("01 January 2018", "2", "[2017-12-29..2018-01-04]"),
    ],
)
def test_acled_dates_are_as_sure_as_their_precision_says(date: str, precision: str, edtf: str, tmp_path: Path) -> None:
    found = bring(ACLED + acled(date, precision), tmp_path)
    assert found.form == "ACLED"
    assert rows(found)[0]["date"] == When.parse(edtf).text


def test_an_acled_row_keeps_its_id_its_words_and_who_said_so(tmp_path: Path) -> None:
    (row,) = rows(bring(ACLED + acled("17 June 2018", "1"), tmp_path, known=("battles",), source="acled-2018"))
    assert row["id"] == "acled-irq1234"
    assert row["actors"] == "Army; Police; Guards; Rebels"
    assert row["category"] == "battles"
    assert (row["source"], row["quote"]) == ("acled-2018", "Soldiers and rebels clashed near the town.")
    assert "A paper; A radio" in row["notes"]
    assert (row["place"], row["lat"], row["lon"], row["status"]) == (
        "Rawa, Anbar, Iraq",
        "34.4828",
        "41.9164",
        "reported",
    )


def test_an_acled_precision_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    found = bring(ACLED + acled("17 June 2018", "1") + acled("17 June 2018", "9") + acled("03/04/2018", "1"), tmp_path)
    assert len(found.table) == 1
    assert [(told.line, told.reason[:18]) for told in found.listed] == [
        (3, 'time_precision "9"'),
        (4, 'event_date "03/04/'),
    ]


UCDP = (
    "id,year,type_of_violence,dyad_name,side_a,side_b,source_article,source_headline,where_prec,where_coordinates,adm_1,"
    "latitude,longitude,country,event_clarity,date_prec,date_start,date_end,best\n"
)


@pytest.mark.parametrize(
    ("precision", "clarity", "first", "last", "edtf"),
    [
        ("1", "1", "2017-11-03", "2017-11-03", "2017-11-03"),
        ("1", "1", "2017-11-03 00:00:00.000", "2017-11-03 00:00:00.000", "2017-11-03"),
        ("2", "1", "2017-11-03", "2017-11-05", "[2017-11-03..2017-11-05]"),
        ("4", "1", "2017-11-01", "2017-11-30", "2017-11"),
        ("5", "1", "2017-01-01", "2017-12-31", "2017"),
        ("5", "1", "2017-03-01", "2017-05-31", "[2017-03-01..2017-05-31]"),
        ("2", "2", "2017-11-03", "2017-11-05", "2017-11-03/2017-11-05"),
        ("3", "1", "2017-11-03", "2017-11-03", "2017-11-03~"),
        ("2", "1", "2017-11-03", "2017-11-03", "2017-11-03~"),
        ("1.0", "1", "2017-11-03", "2017-11-03", "2017-11-03"),
    ],
)
def test_ucdp_dates_are_as_sure_as_their_precision_says(
    precision: str, clarity: str, first: str, last: str, edtf: str, tmp_path: Path
) -> None:
    row = f"77,2017,1,A - B,A,B,A wire,Retaken,1,Rawa,Anbar,34,41,Iraq,{clarity},{precision},{first},{last},4\n"
    found = bring(UCDP + row, tmp_path)
    assert (found.form, rows(found)[0]["date"], rows(found)[0]["id"]) == ("UCDP GED", edtf, "ucdp-77")


@pytest.mark.parametrize(
    ("where", "lat", "told"),
    [
        ("1", "34", ""),
        ("3", "34", "the centre of the district or municipality"),
        ("4", "34", "the centre of the province"),
        ("6", "", "the centre of the country that the event was in (34, 41; left out)"),
        ("7", "34", "a stretch of water"),
    ],
)
def test_coordinates_of_ucdp_are_no_sharper_than_they_are(where: str, lat: str, told: str, tmp_path: Path) -> None:
    row = f"77,2017,1,A - B,A,B,A wire,Retaken,{where},Rawa,Anbar,34,41,Iraq,1,1,2017-11-03,2017-11-03,4\n"
    (found,) = rows(bring(UCDP + row, tmp_path))
    assert (found.get("lat", ""), bool(found.get("lon", ""))) == (lat, bool(lat))
    assert told in found["notes"]
    assert ("Coordinates:" in found["notes"]) == bool(told)


def test_coordinates_of_acled_and_gtd_say_what_they_stand_for(tmp_path: Path) -> None:
    near = acled("17 June 2018", "1").replace(",1,A paper", ",3,A paper")
    (found,) = rows(bring(ACLED + near, tmp_path))
    assert "Coordinates: a larger region" in found["notes"]
    head = GTD.replace("nkill", "specificity,vicinity,nkill")
    row = "201706170001,2017,6,17,,0,,Iraq,Al Anbar,Rawa,34.48,41.91,A bomb.,Bombing,Police,Unknown,4,1,2,0,A wire\n"
    (found,) = rows(bring(head + row, tmp_path))
    assert "Coordinates: the centre of the province." in found["notes"]
    assert "Near the town and not in it: yes." in found["notes"]


GTD = (
    "eventid,iyear,imonth,iday,approxdate,extended,resolution,country_txt,provstate,city,latitude,longitude,summary,"
    "attacktype1_txt,targtype1_txt,gname,nkill,doubtterr,scite1\n"
)


@pytest.mark.parametrize(
    ("parts", "edtf", "kept"),
    [
        ("2017,6,17,,0,", "2017-06-17", ""),
        ("2017,6,0,,0,", "2017-06", ""),
        ("2017,0,0,,0,", "2017", ""),
        ('1978,6,0,"June 5-7, 1978",0,', "[1978-06-05..1978-06-07]", ""),
        ("1978,6,0,June 1978,0,", "1978-06", ""),
        ("1978,6,12,early in the month,0,", "1978-06-12~", "early in the month"),
        ("1978,6,0,a market day,0,", "1978-06", "a market day"),
        ("2017,6,17,,1,20 June 2017", "2017-06-17/2017-06-20", ""),
    ],
)
def test_gtd_knows_days_and_months_that_nobody_knows(parts: str, edtf: str, kept: str, tmp_path: Path) -> None:
    row = f"201706170001,{parts},Iraq,Al Anbar,Rawa,34.48,41.91,A bomb went off.,Bombing,Police,Unknown,2,0,A wire\n"
    found = bring(GTD + row, tmp_path)
    assert (found.form, rows(found)[0]["date"]) == ("GTD", edtf)
    assert kept in rows(found)[0]["notes"]
    assert "Unknown" not in rows(found)[0].get("actors", "")


TIMELINEJS = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Media Thumbnail,Type,Group,Background\n"
)


@pytest.mark.parametrize(
    ("start", "display", "edtf"),
    [
        ("2018,6,17,,,,,", "", "2018-06-17"),
        ("2018,6,,,,,,", "", "2018-06"),
        ("2018,,,,,,,", "", "2018"),
        ("2018,6,17,,2018,6,20,", "", "2018-06-17/2018-06-20"),
        ("2018,6,1,,,,,", "June 2018", "2018-06"),
        ("2018,6,1,,,,,", "about June 2018", "2018-06~"),
        ("-400,,,,,,,", "", "-0400"),
    ],
)
def test_a_timelinejs_sheet_is_no_sharper_than_its_display_date(
    start: str, display: str, edtf: str, tmp_path: Path
) -> None:
    found = bring(TIMELINEJS + f"{start},{display},<b>Air strike</b>,It <i>happened</i>.,,,,,,Border,\n", tmp_path)
    assert (found.form, rows(found)[0]["date"]) == ("TimelineJS", edtf)
    assert (rows(found)[0]["title"], rows(found)[0]["tags"]) == ("Air strike", "Border")


def test_title_and_era_of_a_timelinejs_sheet_are_listed_and_no_events(tmp_path: Path) -> None:
    text = (
        TIMELINEJS
        + ",,,,,,,,,The war,,,,,,title,,\n2014,,,,2017,,,,,The siege,,,,,,era,,\n2018,,,,,,,,,Strike,,,,,,,,\n"
    )
    found = bring(text, tmp_path)
    assert len(found.table) == 1
    assert [told.reason for told in found.listed] == ["it is the title slide", "it is an era, which is no event"]


TIMEMAP = "id,date,latitude,longitude,location,description,sources,associations\n"


def test_a_bellingcat_export_is_read_month_first_only_when_somebody_says_so(tmp_path: Path) -> None:
    text = (
        TIMEMAP
        + "CIV0001,02/24/2022,49.85,36.66,Chuhuiv,Apartment block hit. Crater is large.,https://example.org/1,Homes\n"
        + "CIV0002,03/04/2022,49.85,36.66,Chuhuiv,School hit.,https://example.org/2,Schools\n"
    )
    found = bring(text, tmp_path)
    assert found.form == "Bellingcat TimeMap"
    assert [row["date"] for row in rows(found)] == ["2022-02-24"]
    assert "4 March" in found.listed[0].reason or "3 April" in found.listed[0].reason
    told = rows(bring(text, tmp_path, order="month-first"))
    assert [row["date"] for row in told] == ["2022-02-24", "2022-03-04"]
    assert (told[0]["title"], told[0]["tags"]) == ("Apartment block hit", "Homes")


GERMAN = (
    "Datum;Ereignis;Ort;Art;\n17.06.2018;Luftangriff an der Grenze;Hurri, Südgrenze;Angriff;\n03.04.2018;Rede;Kairo;;\n"
)


@pytest.mark.parametrize("coded", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_any_table_comes_by_a_mapping_whatever_its_encoding_and_separator(
    coded: str, separator: str, tmp_path: Path
) -> None:
    text = GERMAN.replace("Hurri, Süd", '"Hurri, Süd').replace("grenze;Ang", 'grenze";Ang').replace(";", separator)
    maps = {"date": "Datum", "title": "Ereignis", "place": "ort", "category": "Art"}
    found = bring(text.encode(coded), tmp_path, maps=maps, categories={"Angriff": "attack"})
    (row,) = rows(found)
    assert (row["date"], row["place"], row["category"]) == ("2018-06-17", "Hurri, Südgrenze", "attack")
    assert [told.line for told in found.listed] == [3]
    assert rows(bring(text.encode(coded), tmp_path, maps=maps, order="day-first"))[1]["date"] == "2018-04-03"


def test_a_kind_that_is_no_category_of_ours_becomes_a_tag(tmp_path: Path) -> None:
    (row,) = rows(
        bring(
            "When,What,Kind\n2018,Strike,Raid\n", tmp_path, maps={"date": "When", "title": "What", "category": "Kind"}
        )
    )
    assert (row.get("category", ""), row["tags"]) == ("", "Raid")


def test_a_table_of_ours_comes_back_through_a_german_spreadsheet(tmp_path: Path) -> None:
    text = "ID;Date;Title;lat;lon\n2018-06-strike;17.06.2018;Luftangriff;34,5;40,9\n"
    found = bring(text.encode("cp1252"), tmp_path)
    ours = Table(
        Path("events.csv"),
        ("id", "date", "title", "lat", "lon"),
        {"id": ["2018-06-strike"], "date": ["2018-06-17"], "title": ["Luftangriff"], "lat": ["34.50"], "lon": ["40.9"]},
        [2],
    )
    assert merge(ours, found.table, ours, listed=found.listed).clean


def test_rows_that_are_too_long_or_too_short_or_broken_are_listed(tmp_path: Path) -> None:
    text = 'id,date,title\na,2018,Strike,,\nb,2018\nc,2018,Baghdad, Iraq\nd,2018,"Speech" at noon\n\ne,2018,End\n'
    found = bring(text, tmp_path)
    assert [row["id"] for row in rows(found)] == ["a", "e"]
    assert [told.line for told in found.listed] == [3, 4, 5]


def test_a_broken_row_of_a_known_form_is_listed_too(tmp_path: Path) -> None:
    found = bring(ACLED + acled("17 June 2018", "1") + "IRQ9,17 June 2018,2018\n", tmp_path)
    assert (len(found.table), [told.line for told in found.listed]) == (1, [3])


def test_excel_s_line_with_the_separator_is_no_header(tmp_path: Path) -> None:
    assert rows(bring("sep=;\nid;date;title\na;2018;Strike\n", tmp_path))[0]["title"] == "Strike"


def test_an_unknown_table_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(foreign.UnknownTable) as refused:
        bring("Datum,Ereignis\n2018,Rede\n", tmp_path)
    assert "--map" in refused.value.hint


def test_rows_in_are_rows_imported_and_rows_listed(tmp_path: Path) -> None:
    text = ACLED + "".join(acled(date, precision) for date in ("17 June 2018", "x", "") for precision in "1239")
    found = bring(text.replace("IRQ1234", "", 1), tmp_path)
    merged = merge(NOTHING, found.table, None, listed=found.listed)
    assert merged.rows == 12
    assert merged.taken + sum(1 for told in merged.listed if not told.column) == 12


def test_what_was_imported_is_not_imported_again(tmp_path: Path) -> None:
    for text in (ACLED + acled("17 June 2018", "1"), TIMELINEJS + "2018,6,17,,,,,,,Air strike,,,,,,,Border,\n"):
        found = bring(text, tmp_path)
        once = merge(NOTHING, found.table, None)
        twice = merge(once.table, found.table, None)
        assert (len(once.table), len(twice.table), twice.changes) == (1, 1, ())


def test_our_own_timelinejs_sheet_comes_back_as_it_went(tmp_path: Path) -> None:
    told = [one for one in dossier().events if timelinejs.drawn(one)]
    found = bring(timelinejs.render(dossier())["timelinejs.csv"], tmp_path)
    back = {row["id"]: row for row in rows(found)}
    assert len(back) == len(told)
    for one in told:
        row = back[one.id]
        assert row["date"] == str(one.date)
        assert row["title"].split() == one.title.split()
        assert row["summary"].split() == one.summary.split()
