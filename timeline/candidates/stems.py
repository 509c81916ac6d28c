"""Words by their stem, so that "killed", "kills" and "killing" are one word to the tables and to likeness."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from timeline.candidates import tables

WORD = re.compile(r"[A-Za-zÀ-ɏ0-9][\w’']*(?:-[\w’']+)*")
STOP = tables.words("empty")
"""Words that say nothing of what a text is about."""
SHORT = 4
"""A word of fewer letters is its own stem, and a suffix leaves nearly as many."""
OUTLET = re.compile(
    r"\s+(?:[-–—|:]|::)\s+(?=[^-–—|]*(?:\b[KW][A-Z]{2,3}\b|\.com|\bNews\b|\bTV\b|Channel|Press|Times|Post|Herald|"
    r"Tribune|Journal))"
)
"""Where a page's title goes over into the outlet's name: " - WMC Action News 5 - Memphis"."""
TITLE_LEAST = 12
"""Characters that are the title in any case: "News - ..." is none."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the lower-case stem: suffixes of number, tense and possession are cut, nothing is looked up."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'-")
    if len(word) < SHORT or word[0].isdigit():
        return word
    if word.endswith(("ies", "ied")) and len(word) > SHORT:
        return word[:-3] + "y"
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORT - 1:
            root = word[: -len(suffix)]
            if root[-1] == root[-2] and root[-1] not in "lsze":
                return root[:-1]
            return root.removesuffix("e")
    if word.endswith("es") and len(word) > SHORT and word[-3] in "sxzh":
        return word[:-2].removesuffix("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.removesuffix("e")


@lru_cache(maxsize=1 << 17)
def code(word: str) -> int:
    """Return a number for the word's stem, the same in every run; 0 for a word that says nothing."""
    if len(word) == 1 or word.lower() in STOP:
        return 0
    return zlib.crc32(stem(word).encode()) or 1


def codes(text: str) -> list[int]:
    """Return the numbers of the text's words, in order, without those that say nothing."""
    return [number for number in map(code, WORD.findall(text)) if number]


def headline(title: str) -> str:
    """Return the title without the outlet's name behind it."""
    cut = OUTLET.search(title, TITLE_LEAST)
    return title[: cut.start()] if cut else title
