"""What holds for every date that the grammar of EDTF can make, of all levels."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import pickle

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.when import BadDate, Day, When, propose

MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
SIGNS = st.sampled_from(["", "", "", "-"])


def day_exists(year: int, month: int, day: int) -> bool:
    """Ask the standard library; the calendar repeats every 400 years, which brings any year into its reach."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year % 400 + 2000, month)[1]


def accepted(text: str) -> bool:
    try:
        When.parse(text)
    except BadDate:
        return False
    return True


@st.composite
def plain(draw: st.DrawFn) -> str:
    """A year, month or day of level 0, or before the year 0."""
    year = draw(st.integers(-9999, 9999))
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year % 400 + 2000, month)[1]))
    digits = f"{'-' if year < 0 else ''}{abs(year):04d}"
    return draw(st.sampled_from([digits, f"{digits}-{month:02d}", f"{digits}-{month:02d}-{day:02d}"]))


@st.composite
def masked(draw: st.DrawFn) -> str:
    """A date with up to four X anywhere. It need not exist."""
    text = draw(plain())
    places = [place for place, char in enumerate(text) if char.isdigit()]
    hidden = draw(st.sets(st.sampled_from(places), max_size=4))
    return "".join("X" if place in hidden else char for place, char in enumerate(text))


@st.composite
def doubtful(draw: st.DrawFn) -> str:
    """A date, with or without X, whose components each may have a mark on either side."""
    text = draw(masked())
    sign, text = ("-", text[1:]) if text[0] == "-" else ("", text)
    year, *rest = (f"{part}{draw(MARKS)}" for part in text.split("-"))
    return "-".join([f"{draw(MARKS)}{sign}{year}", *(f"{draw(MARKS)}{part}" for part in rest)])


@st.composite
def grouped(draw: st.DrawFn) -> str:
    """A season, quarter, quadrimester or semester."""
    return f"{draw(SIGNS)}{draw(st.integers(1, 9999)):04d}-{draw(st.integers(21, 41))}{draw(MARKS)}"


@st.composite
def long_year(draw: st.DrawFn) -> str:
    """A year with Y, E or S."""
    number = str(draw(st.integers(10_000, 10**17)))
    mantissa = str(draw(st.integers(1, 99_999)))
    year = draw(
        st.sampled_from(
            [
                f"Y{draw(SIGNS)}{number}",
                f"Y{draw(SIGNS)}{mantissa}E{draw(st.integers(4, 12))}",
                f"Y{draw(SIGNS)}{number}S{draw(st.integers(1, len(number)))}",
                f"{draw(SIGNS)}{draw(st.integers(1000, 9999))}S{draw(st.integers(1, 4))}",
            ]
        )
    )
    return f"{year}{draw(MARKS)}"


@st.composite
def timed(draw: st.DrawFn) -> str:
    moment = draw(st.datetimes(min_value=dt.datetime(1000, 1, 1))).replace(microsecond=0)  # noqa: DTZ001 - local time
    return f"{moment.isoformat()}{draw(st.sampled_from(['', 'Z', '+00', '-04', '+04:30', '-11:59', '+14:00']))}"


DATES = st.one_of(plain(), doubtful(), grouped(), long_year()).filter(accepted)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    start, end = (
        draw(st.one_of(DATES, st.sampled_from(["", ".."]))),
        draw(st.one_of(DATES, st.sampled_from(["", ".."]))),
    )
    assume(start not in {"", ".."} or end not in {"", ".."})
    return f"{start}/{end}"


@st.composite
def sets(draw: st.DrawFn) -> str:
    ranges = st.tuples(DATES, DATES).map("..".join).filter(lambda text: accepted(f"[{text}]"))
    members = draw(st.lists(st.one_of(DATES, ranges), min_size=1, max_size=6))
    if draw(st.booleans()):
        members.insert(0, f"..{draw(DATES)}")
    if draw(st.booleans()):
        members.append(f"{draw(DATES)}..")
    opening, closing = draw(st.sampled_from([("[", "]"), ("{", "}")]))
    return opening + draw(st.sampled_from([",", ", "])).join(members) + closing


EDTF = st.one_of(DATES, timed(), intervals().filter(accepted), sets())


@given(EDTF)
def test_every_date_gives_its_text_back_and_has_words(text: str) -> None:
    when = When.parse(text)
    assert str(when) == text
    assert When.parse(str(when)) == when == pickle.loads(pickle.dumps(when))  # noqa: S301 - our own bytes
    assert propose(text) == (text,)
    assert when.words
    assert "X" not in when.words or "that reads" in when.words
    assert 0 <= when.level <= 2


@given(EDTF)
def test_the_first_day_never_follows_the_last(text: str) -> None:
    when = When.parse(text)
    assert when.first is None or when.last is None or when.first <= when.last
    assert (when.first is None) == (when.open_start or when.unknown_start)
    assert (when.last is None) == (when.open_end or when.unknown_end)


@given(DATES)
def test_doubt_never_moves_a_bound(text: str) -> None:
    when, bare = When.parse(text), When.parse(text.translate(str.maketrans("", "", "?~%")))
    assert (when.first, when.last, when.precision) == (bare.first, bare.last, bare.precision)
    assert (when.uncertain, when.approximate) == (bool(set(text) & set("?%")), bool(set(text) & set("~%")))


def days_of(text: str) -> set[Day]:
    """All days that a date with X can mean, found by trying every digit. Months and days not written are unknown."""
    sign, digits = (-1, text[1:]) if text[0] == "-" else (1, text)
    digits += "-XX" * (2 - digits.count("-"))
    choices = [range(10) if char == "X" else (int(char),) for char in digits if char != "-"]
    found = set()
    for a, b, c, d, *rest in itertools.product(*choices):
        year, month, day = sign * (1000 * a + 100 * b + 10 * c + d), 10 * rest[0] + rest[1], 10 * rest[2] + rest[3]
        if day_exists(year, month, day) and (year or sign > 0):
            found.add(Day(year, month, day))
    return found


@st.composite
def few_unknown(draw: st.DrawFn) -> str:
    """A date with X that can mean at most a few thousand days, so that all can be tried."""
    sign = draw(SIGNS)
    year = draw(st.text("019X", min_size=4, max_size=4).filter(lambda digits: digits.count("X") <= 2))
    month = draw(st.sampled_from(["02", "02", "XX", "1X", "0X", "X1", "X2", "12", "06"]))
    day = draw(st.sampled_from(["XX", "2X", "3X", "X9", "X1", "29", "30", "31", "01", "0X"]))
    return f"{sign}{year}-{month}-{day}"


@given(few_unknown())
def test_the_bounds_of_unspecified_digits_are_real_days_and_none_lies_outside(text: str) -> None:
    days = days_of(text)
    if not days:
        with pytest.raises(BadDate) as caught:
            When.parse(text)
        assert caught.value.kind == "impossible"
        return
    when = When.parse(text)
    assert (when.first, when.last) == (min(days), max(days))


@given(few_unknown().filter(accepted), few_unknown().filter(accepted))
def test_dates_overlap_exactly_when_they_share_a_possible_day(one: str, other: str) -> None:
    assert When.parse(one).overlaps(When.parse(other)) == bool(days_of(one) & days_of(other))


@given(few_unknown().filter(accepted), plain(), plain())
def test_a_date_overlaps_an_interval_exactly_when_a_possible_day_lies_in_it(text: str, start: str, end: str) -> None:
    assume(accepted(f"{start}/{end}"))
    interval = When.parse(f"{start}/{end}")
    assert interval.first is not None
    assert interval.last is not None
    inside = any(interval.first <= day <= interval.last for day in days_of(text))
    assert When.parse(text).overlaps(interval) == interval.overlaps(When.parse(text)) == inside


@given(EDTF, EDTF)
def test_overlap_is_symmetric_and_order_is_total(one: str, other: str) -> None:
    first, second = When.parse(one), When.parse(other)
    assert first.overlaps(second) == second.overlaps(first)
    assert first.overlaps(first)
    assert (first < second) + (second < first) + (first == second) == 1


@given(st.dates())
def test_ordinals_count_days_as_the_standard_library_does(date: dt.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert day.ordinal() == (date - dt.date(1970, 1, 1)).days
    assert day.date() == date
    assert day.iso() == date.isoformat()
    assert Day(day.year - 4_000_000, day.month, day.day).ordinal() == day.ordinal() - 10_000 * 146_097


@given(st.text("0123456789X-/.[]{},?~%TYES: +Z", max_size=24))
def test_whatever_looks_like_a_date_is_read_or_refused_never_a_crash(text: str) -> None:
    assert all(accepted(proposal) for proposal in propose(text))
    assert accepted(text) == (propose(text) == (text,))


@given(st.text(max_size=100))
def test_any_text_at_all_is_read_or_refused_never_a_crash(text: str) -> None:
    for proposal in propose(text):
        assert accepted(proposal)
