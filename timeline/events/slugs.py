"""Ids for new events: made of the date and the title, so that they say what they mean and survive any sorting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

from timeline.when import Day, When

WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
SMALL = frozenset(
    (
        "a",
        "after",
        "amid",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "near",
        "of",
        "off",
        "on",
        "or",
        "over",
        "says",
        "that",
        "the",
        "their",
        "to",
        "under",
        "was",
        "were",
        "while",
        "will",
        "with",
    )
)
"""Words that carry nothing in a headline."""
MOST_WORDS = 5
MOST_LETTERS = 60


def slug(date: When | None, title: str, taken: Container[str]) -> str:
    """Make an id like `2018-06-border-air-strike` that is not among `taken` (all ids, those withdrawn included).

    The date gives year and month, as far as it knows them. The title gives its first words that carry something;
    letters of other scripts stay as they are, since dropping them would leave an Arabic headline without a name.
    """
    parts = [*_date(date), *_words(title)]
    stem = "-".join(parts)[:MOST_LETTERS].rstrip("-") or "event"
    if stem not in taken:
        return stem
    return next(name for number in count(2) if (name := f"{stem}-{number}") not in taken)


def _date(date: When | None) -> list[str]:
    if date is None or (day := date.first or date.last) is None:
        return []
    if date.last is not None and (date.last.year, date.last.month) == (day.year, day.month):
        return [_year(day), f"{day.month:02}"]
    # An interval is named for its start; "some time in 2014" has no month to be named for.
    start = date.ends[0]
    if start is not None and start is not date and start.first is not None:
        return _date(start)
    return [_year(day)]


def _year(day: Day) -> str:
    # Astronomical year numbering: the year 0 is 1 BC.
    return f"{day.year:04}" if day.year > 0 else f"{1 - day.year}bc"


def _words(title: str) -> list[str]:
    words = WORD.findall(APOSTROPHE.sub("", _plain(title.casefold())))
    return [word for word in words if word not in SMALL][:MOST_WORDS] or words[:MOST_WORDS]


def _plain(text: str) -> str:
    """Return the text without accents, its letters each in their one form."""
    if text.isascii():
        return text
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", bare)
