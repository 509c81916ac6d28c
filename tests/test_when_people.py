"""Dates as people type them: never accepted, and what is proposed instead."""

from __future__ import annotations

import pytest

from timeline.when import BadDate, When, propose

# typed | proposed, likeliest first
PROPOSED = """
17 June 2018               | 2018-06-17
June 17, 2018              | 2018-06-17
17 Jun 2018                | 2018-06-17
17th of June, 2018         | 2018-06-17
Sunday, 17 June 2018       | 2018-06-17
on 17 June 2018            | 2018-06-17
17-Jun-2018                | 2018-06-17
17-Jun-18                  | 2018-06-17
2018 June 17               | 2018-06-17
June 2018                  | 2018-06
Sept. 2018                 | 2018-09
2018/06/17                 | 2018-06-17
2018.06.17                 | 2018-06-17
2018-6-17                  | 2018-06-17
1985-4-2                   | 1985-04-02
20180617                   | 2018-06-17
2018/06                    | 2018-06
06/2018                    | 2018-06
17.06.2018                 | 2018-06-17
17/6/2018                  | 2018-06-17
06/17/2018                 | 2018-06-17
2018-17-06                 | 2018-06-17, 2018
2018-06-17 00:00:00        | 2018-06-17
17 June 2018 at 14:30      | 2018-06-17
2018-06-17T12:30           | 2018-06-17
2018-06-17T12:30:00Z/2018  | 2018-06-17/2018
2018-06-17T12:30:00/2018-06-18T06:00:00 | 2018-06-17/2018-06-18
# blanks and characters that only look right
 1863-03-29                | 1863-03-29
1863-0 3-29                | 1863-03-29
2018–06–17                 | 2018-06-17
２０１８-06-17                 | 2018-06-17
198x                       | 198X
198Ｘ                       | 198X
2018-xx                    | 2018-XX
Y2018                      | 2018
Y1950S2?                   | 1950S2?
Y-1950                     | -1950
# the wrong way round
2002/2001                  | 2001/2002
[1985..1980]               | [1980..1985]
{1970,1985..1980,1990..}   | {1970,1980..1985,1990..}
~?1990                     | 1990%
# one of two readings, or both
03/04/2018                 | 2018-04-03, 2018-03-04
03.04.2018                 | 2018-04-03, 2018-03-04
3-4-2018                   | 2018-04-03, 2018-03-04
04/04/2018                 | 2018-04-04
17/06/18                   | 2018-06-17, 2017-06-18
# no such day
31.06.2018                 | 2018-06-30, 2018-06
06/31/2018                 | 2018-06-30, 2018-06
31 June 2018               | 2018-06-30, 2018-06
2004-06-31                 | 2004-06-30, 2004-06
1900-02-29                 | 1900-02-28, 1900-02
29 February 2019           | 2019-02-28, 2019-02
1984-13                    | 1984
2018-06-00                 | 2018-06
1914-18                    | 1914/1918, 1914
# doubt
c. 2017                    | 2017~
circa 1980s                | 198X~
about September 2019       | 2019-09~
probably June 2018         | 2018-06?
May 2018?                  | 2018-05?
2017-ish                   | 2017~
2017?-ish                  | 2017%
perhaps about 2017         | 2017%
# stretches
late 2017                  | 2017-09/2017-12, [2017-09..2017-12]
mid-2017                   | 2017-05/2017-08, [2017-05..2017-08]
early June 2018            | 2018-06-01/2018-06-10, [2018-06-01..2018-06-10]
end of February 2020       | 2020-02-21/2020-02-29, [2020-02-21..2020-02-29]
late December 2017         | 2017-12-21/2017-12-31, [2017-12-21..2017-12-31]
late 1980s                 | 1987/1989, [1987..1989]
about late 2017            | 2017-09~/2017-12~, [2017-09~..2017-12~]
from March to June 2014    | 2014-03/2014-06
10-20 October 2017         | 2017-10-10/2017-10-20
October 10–20, 2017        | 2017-10-10/2017-10-20
17 October to 3 November 2017 | 2017-10-17/2017-11-03
between 10 and 20 October 2017 | [2017-10-10..2017-10-20], 2017-10-10/2017-10-20
since 9 December 2017      | 2017-12-09/..
until June 2018            | ../2018-06
2017-2018                  | 2017/2018
2017–18                    | 2017/2018
2018-06–2018-07            | 2018-06/2018-07
2002/2001                  | 2001/2002
2018-6-17/..               | 2018-06-17/..
[31.06.2018,2018-07]       | [2018-06-30,2018-07]
# parts of a year, decades, centuries, eras
summer 2017                | 2017-22
fall of 2017               | 2017-23
winter 2017/18             | 2017-24
Q1 2017                    | 2017-33
2017-Q4                    | 2017-36
third quarter of 2017      | 2017-35
H2 2017                    | 2017-41
first half of 2017         | 2017-40
1980s                      | 198X
the 1980's                 | 198X
20th century               | 19XX
500 BC                     | -0499
1 BC                       | 0000
AD 79                      | 0079
# serial numbers of a spreadsheet, in the years when people used spreadsheets or wrote of
43268                      | 2018-06-17
43268.75                   | 2018-06-17
18264                      | 1950-01-01
54788                      | 2049-12-31
"""

NOTHING = (
    "",
    " ",
    "soon",
    "unknown",
    "n.d.",
    "12345",
    "18263",
    "54789",
    "99999",
    "432681",
    "17",
    "June",
    "17 June",
    "of",
)


def table() -> list[tuple[str, tuple[str, ...]]]:
    lines = [line for line in PROPOSED.splitlines() if "|" in line]
    typed_and_proposed = (line.rsplit("|", 1) for line in lines)
    return [(typed.rstrip(), tuple(proposed.strip().split(", "))) for typed, proposed in typed_and_proposed]


@pytest.mark.parametrize(("typed", "proposed"), table(), ids=lambda cell: cell if isinstance(cell, str) else "")
def test_a_date_for_people_is_refused_and_its_edtf_proposed(typed: str, proposed: tuple[str, ...]) -> None:
    with pytest.raises(BadDate) as caught:
        When.parse(typed)
    assert caught.value.proposals == proposed == propose(typed)
    assert all(proposal in caught.value.hint for proposal in proposed)
    assert [str(When.parse(proposal)) for proposal in proposed] == list(proposed)


@pytest.mark.parametrize("typed", NOTHING)
def test_where_nothing_can_be_read_nothing_is_proposed(typed: str) -> None:
    assert propose(typed) == ()
    with pytest.raises(BadDate, match="is no date: ") as caught:
        When.parse(typed)
    assert caught.value.hint.startswith("Write the date as EDTF, such as 2018-06-17")


def told(text: str) -> str:
    with pytest.raises(BadDate) as caught:
        When.parse(text)
    return f"{caught.value}. {caught.value.hint}"


def test_a_finding_can_be_made_of_reason_and_hint() -> None:
    assert told("31.06.2018") == (
        '"31.06.2018" is no date: June has 30 days. Write 2018-06-30, or 2018-06 if the day is unknown.'
    )
    assert told("03/04/2018") == (
        '"03/04/2018" is no date: it could be 3 April or 4 March 2018. Write 2018-04-03 or 2018-03-04.'
    )
    assert told("43268") == (
        '"43268" is no date: it looks like a spreadsheet\'s serial number of a date. '
        "Write 2018-06-17 if it is the serial number of a date in Excel (1900 system)."
    )
    assert told("2002/2001") == (
        '"2002/2001" is no date: it ends before it starts. Write 2001/2002 if its ends are swapped.'
    )
    assert told("late 2017") == (
        '"late 2017" is no date: EDTF has no "late". Write 2017-09/2017-12 if it lasted that long, '
        "or [2017-09..2017-12] if it was some time within."
    )
    assert told("1900-02-29") == (
        '"1900-02-29" is no date: February 1900 has 28 days. Write 1900-02-28, or 1900-02 if the day is unknown.'
    )
    assert told(" 1863-03-29") == '" 1863-03-29" is no date: it has a blank in it. Write 1863-03-29.'


def test_a_reading_is_never_guessed_inside_an_interval() -> None:
    assert propose("03.04.2018/2018-06") == ()
    assert propose("[17/06/18,2019]") == ()
