"""What a date means: first and last day, precision, level and words, as an editor could check them on a calendar."""

from __future__ import annotations

import csv
import datetime as dt
import time
from contextlib import suppress
from pathlib import Path

import pytest

from timeline.when import BadDate, Day, When

CLAIMS = Path(__file__).with_name("test_when_claims.txt")


def rows(table: str) -> list[list[str]]:
    """The lines of a table as cells; a line with # is a heading."""
    lines = [line for line in table.strip().splitlines() if not line.startswith("#")]
    return [[cell.strip() for cell in line.split(" | ")] for line in (line.replace("|", " | ") for line in lines)]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision", "words"), rows(CLAIMS.read_text(encoding="utf-8")), ids=lambda cell: cell
)
def test_a_date_is_exactly_as_precise_as_it_says(text: str, first: str, last: str, precision: str, words: str) -> None:
    when = When.parse(text)
    assert (when.first.iso() if when.first else "-", when.last.iso() if when.last else "-") == (first, last)
    assert (when.precision, when.words) == (precision, words)
    assert str(when) == text


LEVELS = """
0 | 1985, 1985-04, 1985-04-12, 1985-04-12T23:20:30Z, 1964/2008, 2004-02-01/2005, 0000
1 | -1985, -1985-06-04, Y170000002, 2001-21, 1984?, 2004-06~, 2004-06-11%, 201X, 20XX, 2004-XX, 1985-04-XX, 1985-XX-XX
1 | 1985/.., ../1985, 1985/, /1985, 1984~/2004-06, 2001-21~, -1985/1985
2 | Y-17E7, 1950S2, Y3388E2S3, 2001-25, 2001-41, [1984], {1984}, 2004-06~-11, 2004?-06-11, ?2004-06-~11, ~1984
2 | 156X-12-25, XXXX-12-XX, 1XXX-XX, 1984-1X, 1XXX, X984, 201X-04, 2004-06-1X, 2004-XX-12
2 | 2004-06-XX/2004-07-03, 201X/2020
"""


@pytest.mark.parametrize(("level", "texts"), rows(LEVELS))
def test_the_level_is_the_least_that_has_the_expression(level: str, texts: str) -> None:
    assert {text: When.parse(text).level for text in texts.split(", ")} == dict.fromkeys(texts.split(", "), int(level))


REFUSED = """
# the calendar
1900-02-29 2018-02-29 2004-06-31 2016-02-39 2016-05-32 2018-06-00 1984-13 1984-00 2001-42 2001-99 2001-20 2001-22-05
2018-02-3X 2018-06-4X 2018-2X 2018-3X-01 19X1-02-29 1900-02-29? 2019-02-29~ -0000 -0000-01-01 -000X-02-30 X900-0X-32
2001-34-XX [2018-02-30] {2018,2018-13} 2018-02-30/.. 1900-02-29T12:00:00
# backwards
2002/2001 2002-02/2001 2018-06-17/2018-06-16 2004-06/2004-05-XX [1985..1980] {2018-06..2018-05} -0479/-0498 2018?/2017?
# writing
1985-4-2 85-04-12 198 19 19850412 1985-04-1 1985-0412 1985-04-12-01 +1985 12018 1985- 1985-04- -985 --1985 - . .. ..1985
198x 2004-xx 1985u 1985-uu y170000002 Y17e7 1950s2 1985-04-12t23:20:30 1985..
wtf1985 1985wtf 1985–04–12 １９８５ ١٩٨٥ 1985-0²
Y1985 Y-985 Y0012345 Y12345-06 Y12345-06-01 Y Y- YE5 Y17E Y17E-2 Y1234XX Y170000002S0 Y17E7S20 Y12345678901234567890
Y1E18 Y1E9999999999 1950S 1950S0 1950S5 1950S002 1950S2-06 195XS2 0000S2
# qualifiers
1984?? 1984~? ?~1984 1984%? 1984-? 1984?- 1984-06-? (1984) (2011)-06-04~ 2004?-06-(11)~ 1984-06-11-~ 19?84 ~ ? ??1984
# times
2016-05-02T24:00:01 2016-05-02T25:00:00 2016-05-02T00:61:00 2016-05-02T12:00:60 2016-05-02T1:00:00 2016-05-02T12:00 T
2016-05-02T12:00:00.5 2016-05-02T 2016-05T12:00:00 2016-05-02T12:00:00Z+01 T12:00:00 -2016-05-02T12:00:00
2016-05-02T12:00:00+14:01 2016-05-02T12:00:00+15 2016-05-02T12:00:00-00 2016-05-02T12:00:00-00:00
2016-05-02T12:00:00-12:01 2016-05-02T12:00:00+0200 2016-05-02T12:00:00+2 2016-05-02T12:00:00z 2016-05-02T12:00:00+02:60
2016-05-0XT12:00:00 2016-05-02T12:00:00? 2016-05-02T12:00:00/2016-05-03 2012-10-10T10:50:10Z15
# intervals and sets
/ ../.. ../ /.. // 2001/2002/2003 2001/.../ unknown/2001 open 2001/open 2001/P1Y P1Y/2001 2001/[2002] 2001--2002
[] {} [..] {..} [,] { } [1984,1984 [1984} {1984] [[1984]] [..1984..1985] [1984,] [,1984] [1984,,1985] [..,1984]
[1984...1985] [1984..1985..1986] [1985,..1984] [1984..,1985] [1984/1985] [1984]? [1984]/1985
"""
WITH_BLANKS = (
    "",
    " ",
    "\n",
    " 1863-03-29",
    "1863-03-29 ",
    "1863-03-29\n",
    "1863-0 3-29",
    "1863\t",
    "\u00a01985",
    "1985 / 1986",
)
WITH_BLANKS_IN_SETS = (
    "[1 984]",
    "[1984 ]",
    "[ 1984]",
    "{1667 ,1668}",
    "[1667,  1668]",
    "[1667,\u00a01668]",
    "[1667..1668 ]",
)


@pytest.mark.parametrize(
    "text", [*(text for (line,) in rows(REFUSED) for text in line.split()), *WITH_BLANKS, *WITH_BLANKS_IN_SETS]
)
def test_what_is_not_edtf_to_the_letter_is_refused_with_a_reason_and_a_remedy(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        When.parse(text)
    trouble = caught.value
    assert trouble.reason
    assert trouble.hint.endswith(".")
    assert all(When.parse(proposal).text == proposal for proposal in trouble.proposals)


KINDS = {
    "2004-06-31": "impossible",
    "2002/2001": "backwards",
    "soon": "unreadable",
    "03/04/2018": "ambiguous",
    "1" * 10_000: "long",
    "Y1E99": "long",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=lambda cell: cell[:12])
def test_a_refusal_names_its_kind(text: str, kind: str) -> None:
    with pytest.raises(BadDate) as caught:
        When.parse(text)
    assert caught.value.kind == kind


def test_the_message_shows_the_head_of_a_long_text() -> None:
    with pytest.raises(BadDate) as caught:
        When.parse("1" * 10_000)
    assert str(caught.value) == f'"{"1" * 60}…" is no date: it has 10,000 characters, more than any date'


def test_shifts_run_from_twelve_hours_behind_to_fourteen_ahead() -> None:
    for zone in ("Z", "+00", "+00:00", "+14", "+14:00", "+13:59", "-12", "-12:00", "-11:59", "-00:30", "-01"):
        assert When.parse(f"2016-05-02T12:00:00{zone}").exact
    assert When.parse("2016-05-02T24:00:00").exact


def test_every_qualifier_is_seen_and_none_invented() -> None:
    doubts = {text: (When.parse(text).uncertain, When.parse(text).approximate) for text in (
        "2018", "2018?", "2018~", "2018%", "2018-?06", "?2018-~06", "2018/2019~", "[2018?,2019]",
        "{2018..2019%}", "[2018]",
    )}  # fmt: skip
    assert doubts == {
        "2018": (False, False),
        "2018?": (True, False),
        "2018~": (False, True),
        "2018%": (True, True),
        "2018-?06": (True, False),
        "?2018-~06": (True, True),
        "2018/2019~": (False, True),
        "[2018?,2019]": (True, False),
        "{2018..2019%}": (True, True),
        "[2018]": (False, False),
    }


def test_only_a_certain_day_is_exact() -> None:
    assert When.parse("2018-06-17").exact
    for text in (
        "2018-06-17?",
        "2018-06-17~",
        "2018-06",
        "2018-06-3X",
        "2018-06-17/2018-06-17",
        "[2018-06-17]",
        "?2018-06-17",
    ):
        assert not When.parse(text).exact, text


def test_open_and_unknown_ends_are_told_apart() -> None:
    def ends(text: str) -> tuple[bool, bool, bool, bool]:
        when = When.parse(text)
        return when.open_start, when.open_end, when.unknown_start, when.unknown_end

    assert ends("../2018") == (True, False, False, False)
    assert ends("2018/..") == (False, True, False, False)
    assert ends("/2018") == (False, False, True, False)
    assert ends("2018/") == (False, False, False, True)
    assert ends("2018/2019") == ends("2018") == ends("[2018]") == (False, False, False, False)
    assert ends("[..2018]") == (True, False, False, False)
    assert ends("{2018..}") == (False, True, False, False)


def test_an_interval_has_ends_and_a_set_has_members() -> None:
    start, end = When.parse("2017-12-09/..").ends
    assert (str(start), end) == ("2017-12-09", None)
    year = When.parse("2018")
    assert year.ends == (year, year)
    members = When.parse("[..1983,1984?,1985..1986, 1990..]").members
    assert [str(member) for member in members] == ["../1983", "1984?", "1985/1986", "1990/.."]
    assert [When.parse(str(member)).level for member in members] == [member.level for member in members] == [1, 1, 0, 1]
    assert year.members == ()


def test_dates_sort_by_first_day_then_last_then_text_with_open_ends_outermost() -> None:
    order = ["../2019", "-0498", "2018-01-01", "2018-01", "2018", "2018?", "2018/..", "2018-01-02", "Y12018"]
    assert [str(when) for when in sorted(map(When.parse, reversed(order)))] == order


OVERLAPS = """
2018-06-17 | 2018-06            | yes
2018-06-17 | 2018-07            | no
2018       | 2018-12-31/..      | yes
2018       | 2019/..            | no
/2018      | 2018-06            | yes
/2018      | 2019               | no
2018/      | 2050               | yes
../2018    | 2018/..            | yes
[1667,1672] | 1670              | no
[1667,1672] | {1660,1672-05}    | yes
[1667..1672] | 1670             | yes
[..1984]   | -0498              | yes
XXXX-12-25 | 2018-06            | no
XXXX-12-25 | 2018-12            | yes
XXXX-12-25 | 2018-12-26/2019-12-24 | no
XXXX-12-25 | 201X-1X-X5         | yes
XXXX-12-25 | 201X-0X            | no
1X84       | 1985/1999          | no
1X84       | ../1000            | no
19XX-02-29 | 1997/2003          | no
19XX-02-29 | 1996               | yes
19XX-02-XX | 1900-XX-29         | no
2018-06-X1 | 2018-06-12/2018-06-20 | no
2017-24    | 2018-01            | yes
198X-24    | 1990-02-28         | yes
-0498      | 0498               | no
-XXXX      | XXXX               | no
"""


@pytest.mark.parametrize(("one", "other", "answer"), rows(OVERLAPS))
def test_two_dates_overlap_if_they_could_share_a_day(one: str, other: str, answer: str) -> None:
    first, second = When.parse(one), When.parse(other)
    assert first.overlaps(second) == second.overlaps(first) == (answer == "yes")


def test_a_day_knows_its_iso_form_its_ordinal_and_its_date() -> None:
    assert Day(2018, 6, 17).iso() == "2018-06-17"
    assert Day(-498, 1, 1).iso() == "-0498-01-01"
    assert Day(12018, 1, 1).iso() == "+12018-01-01"
    assert Day(1970, 1, 1).ordinal() == 0
    assert Day(2018, 6, 17).date() == dt.date(2018, 6, 17)
    assert Day(0, 1, 1).date() is Day(10_000, 1, 1).date() is None


def test_equal_texts_are_equal_dates_and_nothing_else_is() -> None:
    assert When.parse("2018-06") == When.parse("2018-06")
    assert len({When.parse("2018-06"), When.parse("2018-06"), When.parse("2018-06?")}) == 2
    assert When.parse("2018-06") != "2018-06"


def test_a_long_set_is_told_in_a_breath() -> None:
    words = When.parse(f"[{','.join(str(year) for year in range(1001, 2001))}]").words
    assert words == "one of 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010 or 990 others"


def fastest(text: str) -> float:
    """CPU seconds that a reading takes, the best of seven: what others do on the machine is not counted."""
    best = float("inf")
    for _ in range(7):
        start = time.process_time()
        with suppress(BadDate):
            When.parse(text)
        best = min(best, time.process_time() - start)
    return best


HOSTILE = {
    "digits": "1" * 10_000,
    "brackets": "[" * 10_000,
    "dashes": "-" * 10_000,
    "blanks": " " * 10_000,
    "exponent": "Y1E" + "9" * 9_997,
    "year": "Y" + "9" * 9_999,
    "slashes": "/" * 10_000,
    "letters": "X" * 10_000,
    "qualifiers": "?~" * 5_000,
    "words": "from 1 " * 1_430,
    "set": f"[{','.join(['1985'] * 2_000)}]",
    # just short enough to be looked at
    "short exponent": "Y1E" + "9" * 7_997,
    "short year": "Y" + "9" * 7_999,
    "short digits": "1" * 8_000,
    "short commas": f"[{',' * 7_998}]",
    "short words": "17 June 2018 to " * 500,
    "short ligatures": "ﷺ" * 8_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_of_thousands_of_characters_is_refused_in_under_ten_milliseconds(text: str) -> None:
    with pytest.raises(BadDate):
        When.parse(text)
    assert fastest(text) < 0.010


def test_a_set_of_a_thousand_years_takes_no_more_than_its_length() -> None:
    hundred, thousand = (f"[{','.join(str(year) for year in range(1000, 1000 + many))}]" for many in (100, 1000))
    # Ten times as long: quadratic work would take a hundred times as long, linear work ten times.
    assert fastest(thousand) < 30 * fastest(hundred)


def test_the_development_strings_are_told_apart_without_a_mistake(bench: Path) -> None:
    """Floors: all 67 valid strings accepted at a level that the list gives, all 25 invalid ones refused."""
    with (bench / "edtf" / "strings.tsv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = {"valid": 0, "invalid": 0}
    for row in listed:
        try:
            right = str(When.parse(row["string"]).level) in row["level"].split("|") and row["verdict"] == "valid"
        except BadDate:
            right = row["verdict"] == "invalid"
        told[row["verdict"]] += right
    assert told == {"valid": 67, "invalid": 25}
