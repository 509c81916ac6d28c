"""The language that is read. All rooms take its words from here, so that another one is named in this file alone.

A language is a module like `english.py`: the names below, with a table for each class of words. What is left to the
code is order: `grammar.py` says how classes follow each other, and a language that orders them otherwise adds a rule
there. The way to try one is `tests/test_dates_prose.txt` in it: prose with the answers in it.
"""

from __future__ import annotations

from timeline.dates.english import (
    ABBREVIATIONS,
    BEFORE_FIGURES,
    DOTTED,
    ONGOING_ENDING,
    PAST_ENDING,
    PHRASES,
    PLURAL_ENDING,
    WORDS,
)

__all__ = [
    "ABBREVIATIONS",
    "BEFORE_FIGURES",
    "DOTTED",
    "ONGOING_ENDING",
    "PAST_ENDING",
    "PHRASES",
    "PLURAL_ENDING",
    "WORDS",
]
