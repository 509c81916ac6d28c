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


class _Codes(dict[str, int]):
    """Words and their numbers; a new word gets its number when it is asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= WORDS:
            self.clear()
        number = 0 if len(word) == 1 or word.lower() in STOP else zlib.crc32(stem(word).encode()) or 1
        self[word] = number
        return number


WORDS = 1 << 17
"""Words that are held in memory at once."""
code = _Codes().__getitem__
"""Return a number for the word's stem, the same in every run; 0 for a word that says nothing."""


def codes(text: str) -> list[int]:
    """Return the numbers of the text's words, in order, without those that say nothing."""
    return [number for number in map(code, WORD.findall(text)) if number]


def headline(title: str) -> str:
    """Return the title without the outlet's name behind it."""
    cut = OUTLET.search(title, TITLE_LEAST)
    return title[: cut.start()] if cut else title
