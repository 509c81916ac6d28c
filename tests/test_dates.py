"""Dates, as prose with answers in it: the test strips the answers, finds the dates and writes them in again.

`test_dates_prose.txt` has a claim a section (`#`), the publication date (`published`) and the prose. An answer is
`[words -> TYPE value mod = EDTF in interval]`: `= EDTF` where the place on the calendar is written otherwise than the
value, `= nowhere` where a date has no place, `in` where the mention is an end of a range. A blank line parts texts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import dates
from timeline.dates import english, grammar, patterns
from timeline.dates.tokens import CLASSES
from timeline.model import Mention
from timeline.when import When

PROSE = Path(__file__).with_name("test_dates_prose.txt")
ANSWER = re.compile(r"\[([^\]>]*) -> [^\]]*?(?:\[[^\]]*\])?\]")
DAY = dt.date(2020, 2, 29)


def told(text: str, mentions: Sequence[Mention]) -> str:
    out: list[str] = []
    at = 0
    for mention in mentions:
        answer = [mention.type, mention.value, mention.mod]
        if mention.when is not None and mention.when.text != mention.value:
            answer += ["=", mention.when.text]
        if mention.when is None and mention.type in {"DATE", "TIME"} and not mention.value.endswith("_REF"):
            answer += ["=", "nowhere"]
        if mention.interval is not None:
            answer += ["in", mention.interval.text]
        words = text[mention.span.start : mention.span.stop]
        out += [text[at : mention.span.start], f"[{words} -> {' '.join(filter(None, answer))}]"]
        at = mention.span.stop
    return "".join([*out, text[at:]])


def read_published(text: str) -> dt.date | When | None:
    if text == "none":
        return None
    return dt.date.fromisoformat(text) if len(text) == len("2021-03-04") else When.parse(text)


def claims() -> Iterator[object]:
    """A claim is a section's title, and its texts with their publication dates: a line a text, or all in one."""
    for section in PROSE.read_text(encoding="utf-8").split("\n# "):
        title, *lines = section.removeprefix("# ").rstrip().split("\n")
        texts: list[tuple[str, str]] = []
        for part in re.split(r"^published ", "\n".join(lines), flags=re.MULTILINE)[1:]:
            published, text = part.split("\n", 1)
            whole = "istory" in title or "-\n" in text
            texts += [(published, one) for one in ([text.strip("\n")] if whole else text.strip("\n").split("\n"))]
        yield pytest.param(texts, id=title)


@pytest.mark.parametrize("texts", list(claims()))
def test_prose(texts: list[tuple[str, str]]) -> None:
    for published, answered in texts:
        text = ANSWER.sub(r"\1", answered)
        assert "->" not in text
        assert told(text, dates.find(text, read_published(published))) == answered


def test_marks_show_words_and_meaning() -> None:
    text = "A crane fell on Tuesday, late in 2020."
    assert dates.mark(text, dates.find(text, dt.date(2021, 3, 4))) == (
        "A crane fell on [Tuesday -> DATE 2021-03-02], [late in 2020 -> DATE 2020 END]."
    )


def test_a_zone_and_a_fiscal_year_are_kept_beside_the_value() -> None:
    wall, year, call = dates.find("At 5 p.m. EST Nov. 9, in fiscal 1990, at 12:00 UTC.", dt.date(1989, 11, 10))
    assert (wall.value, wall.zone, wall.fiscal) == ("1989-11-09T17:00", "EST", False)
    assert (year.value, year.fiscal) == ("1990", True)
    assert (call.value, call.zone) == ("1989-11-09T12:00Z", "UTC")


PIECES = [*"0123456789 .,-/:'\n$(–‘", "May ", "the ", "of ", "two ", "Friday ", "1999", "999999999 years ago "]


WORDS = sorted({word for table in [*english.WORDS.values(), *english.PHRASES.values()] for word in table})
PUBLISHED = [DAY, dt.date.min, dt.date.max, None, *map(When.parse, ("2020-02", "2020", "202X", "../2020", "-0044-03"))]


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS).map(lambda word: f"{word} "), st.text())),
    st.sampled_from(PUBLISHED),
)
def test_any_text_is_read_and_its_mentions_stand_in_it_in_order(pieces: list[str], published: dt.date | None) -> None:
    text = "".join(pieces)
    at = 0
    for mention in dates.find(text, published):
        assert at <= mention.span.start < mention.span.stop <= len(text)
        assert (mention.when is None) >= (mention.type in {"DURATION", "SET"})
        at = mention.span.stop


@given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from(PUBLISHED))
def test_any_words_of_the_tables_are_read(words: list[str], published: dt.date | None) -> None:
    dates.find(" ".join(words), published)


def test_every_class_of_words_is_used_by_a_rule_or_a_reader() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(grammar.__file__).parent.glob("*.py"))
    used = source.replace(Path(english.__file__).read_text(encoding="utf-8"), "")
    assert [name for name in english.WORDS if not re.search(rf"\b{name}\b", used)] == []


def test_no_room_knows_the_language_but_by_its_name() -> None:
    rooms = Path(grammar.__file__).parent.glob("*.py")
    naming = {
        room.name
        for room in rooms
        if "import english" in (text := room.read_text(encoding="utf-8")) or "dates.english import" in text
    }
    assert naming == {"language.py"}


def test_a_rule_that_names_no_class_is_refused() -> None:
    with pytest.raises(patterns.UnknownClass):
        patterns.members("NO_SUCH_CLASS")


def test_a_word_with_a_capital_in_the_table_is_no_word_without_it() -> None:
    assert "May" in CLASSES.words
    assert "MAY" in CLASSES.words
    assert "january" in CLASSES.words
    assert "gmt" not in CLASSES.words
