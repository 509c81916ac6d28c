"""Repair of a text for matching, with the way back: each stretch of the repaired text knows its original offsets.

What a reader types and what a web page holds differ in ways that mean nothing: curly quotes, no-break spaces, a word
broken at a line's end, Greek omicrons that a republisher strews in against plagiarism detectors. Both sides are
repaired by the same rules and then compared; the original is never changed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from timeline.model import Span

QUOTES = "curly quotes"
DASHES = "dashes"
ELLIPSES = "ellipses"
SPACES = "unusual spaces"
BLANKS = "blanks and line breaks"
INVISIBLE = "invisible characters"
SOFT_HYPHENS = "soft hyphens"
HYPHENATION = "hyphenation"
LIGATURES = "ligatures"
ENTITIES = "HTML entities"
ACCENTS = "accents as characters of their own"
WIDTHS = "letters in a special form"
SCRIPTS = "mixed-script letters"

LOOK_ALIKES = dict(
    zip(
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿαγικνορυχϲϳωάίόύϊΪ"  # Greek
        "АВЕІЈКМНОРСТУХЅҮӀԚԜаеорсухѕіјһԁԛԝӏкѵүёїЁЇ"  # Cyrillic
        "ՕՍԼօսհոց",  # Armenian
        "ABEZHIKMNOPTYXCJayiKvopuxcjwáíóúïÏ".replace("iK", "ik")
        + "ABEIJKMHOPCTYXSYIQWaeopcyxsijhdqwlkvyëïËÏ"
        + "OULouhng",
        strict=True,
    )
)
"""Letters that a reader takes for Latin ones; after the confusables of Unicode Technical Standard 39, only letters."""

ONE_LETTER_WORDS = frozenset("aAI")
SPACE = " \\t-\\r\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
UNSEEN = (
    "\\x00-\\x08\\x0e-\\x1b\\x7f\\xad\\u034f\\u061c\\u180e\\u200b-\\u200f"
    "\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff"
)
GAP = SPACE + UNSEEN
GAP_ENTITY = (
    "&(?:nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|lrm|rlm|#160|#173|#820[1-7]|#8239|#[xX](?:[aA][0dD]|200[9b-fB-F]));"
)
DASH = "\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff0d"
MARKS = (
    "\\u0300-\\u034e\\u0350-\\u036f\\u064b-\\u065f\\u1ab0-\\u1aff"
    "\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u3099\\u309a\\ufe20-\\ufe2f"
)
FOREIGN = "\\u0370-\\u03ff\\u0400-\\u052f\\u0531-\\u0587"


def _special_forms() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the characters with a plain form that means the same, each with that form and the kind of the repair.

    Not all of NFKC: 10² is not 102 and 1½ is not 11⁄2.
    """
    for char in "‘’‚‛′´`ʼʹ＇‹›":
        yield char, ("'", QUOTES)
    for char in "“”„‟″«»＂〝〞":
        yield char, ('"', QUOTES)
    yield "…", ("...", ELLIPSES)
    for code in range(0xFB00, 0xFB07):
        yield chr(code), (unicodedata.normalize("NFKC", chr(code)), LIGATURES)
    full_width, mathematical, arabic = range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800), range(0xFB50, 0xFEFD)
    singletons = (0x2126, 0x212A, 0x212B)  # the signs for ohm, kelvin and ångström
    for code in chain(full_width, mathematical, arabic, singletons):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and plain.isprintable() and " " not in plain and char not in "＇＂－﹘﹣":
            yield char, (plain, WIDTHS)


FORMS = dict(_special_forms())
SUSPECT = re.compile(
    rf"(?=[^ -~]|&| [{GAP}&]|-[ \t\xa0\r\n\-{DASH}]|\.[ \xa0]\.)(?:"  # most characters of an English text end here
    + "|".join(
        (
            r"(?P<hyphenation>(?<=[^\W\d_])[-\u2010\xad][ \t\xa0]*(?:\r\n?|\n)[ \t\xa0]*(?=[^\W\d_]))",
            rf"(?P<gap>(?:[{GAP}]|{GAP_ENTITY}){{2,}}|[{GAP[1:]}]|{GAP_ENTITY})",
            rf"(?P<dash>[-{DASH}]{{2,}}|[{DASH}])",
            r"(?P<dots>\.(?:[ \xa0]\.){2,})",
            rf"(?P<accent>(?<=[^\W\d_])[{MARKS}]+)",
            r"(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
            rf"(?P<form>[{re.escape(''.join(FORMS))}])",
            rf"(?P<foreign>[{FOREIGN}]+)",
        )
    )
    + ")"
)
COMMON_GAPS = frozenset(("  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n"))
WORD = re.compile(r"[^\W\d_]*")
COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}-[^\W\d_]{1,40}")


class Edit(NamedTuple):
    """One repair: `original` stood where the repaired text has `text`, from `start` on; `kinds` name it."""

    start: int
    text: str
    original: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A repaired text and the way back. The four arrays have an entry an edit: where it stands on either side."""

    text: str
    original: str
    starts: array[int]
    stops: array[int]
    original_starts: array[int]
    original_stops: array[int]
    kinds: tuple[tuple[str, ...], ...]

    def span(self, start: int, stop: int) -> Span:
        """Return the stretch of the original that `text[start:stop]` was made from; a cut repair counts whole."""
        edit = bisect_right(self.stops, start)
        if edit < len(self.starts) and self.starts[edit] <= start:
            first = self.original_starts[edit]
        else:
            first = start + self._shift(edit)
        edit = bisect_left(self.starts, stop)
        cut = edit > 0 and self.stops[edit - 1] >= stop
        last = self.original_stops[edit - 1] if cut else stop + self._shift(edit)
        return Span(first, max(first, last))

    def edits(self, start: int, stop: int) -> tuple[Edit, ...]:
        """Return the repairs in `text[start:stop]`, each with its start counted from `start`."""
        return tuple(
            Edit(
                self.starts[at] - start,
                self.text[self.starts[at] : self.stops[at]],
                self.original[self.original_starts[at] : self.original_stops[at]],
                self.kinds[at],
            )
            for at in range(bisect_right(self.stops, start), bisect_left(self.starts, stop))
        )

    @property
    def hyphenated(self) -> bool:
        """Whether a word is broken at a line's end, so that it is open if the hyphen belongs to the word."""
        return any(HYPHENATION in kinds for kinds in self.kinds)

    def _shift(self, edit: int) -> int:
        return self.original_stops[edit - 1] - self.stops[edit - 1] if edit else 0


def repair(text: str, compounds: Collection[str] = ()) -> Cleaned:
    """Repair the text. Linear in its length.

    A word broken at a hyphen is joined ("govern-|ment"), but keeps the hyphen where it goes on with a capital
    ("al-|Qaim") or where text or `compounds` write it with one elsewhere ("Iran-|backed").
    """
    draft = _Draft(text, compounds)
    for match in SUSPECT.finditer(text):
        if match.start() >= draft.done:
            REPAIRS[match.lastgroup or ""](draft, *match.span())
    return draft.cleaned()


class _Draft:
    """A repaired text in the making: what was put so far, and up to where the original is done."""

    def __init__(self, text: str, compounds: Collection[str]) -> None:
        self.text = text
        self.done = 0
        self.checked = 0
        """Up to where words were looked at for letters of another script: each once, so that time stays linear."""
        self._compounds: Collection[str] = compounds
        self._searched = False
        self._pieces: list[str] = []
        self._length = 0
        self._sides = (array("Q"), array("Q"), array("Q"), array("Q"))
        self._kinds: list[tuple[str, ...]] = []

    def put(self, start: int, stop: int, plain: str, kinds: tuple[str, ...]) -> None:
        """Put `plain` in the place of the original's `start` to `stop`; edits come in order."""
        between = self.text[self.done : start]
        self._length += len(between)
        starts, stops, original_starts, original_stops = self._sides
        starts.append(self._length)
        self._length += len(plain)
        stops.append(self._length)
        original_starts.append(start)
        original_stops.append(stop)
        self._pieces += (between, plain)
        self._kinds.append(kinds)
        self.done = stop

    def is_compound(self, word: str) -> bool:
        """Tell whether the word is known to be written with its hyphen."""
        if not self._searched:
            self._compounds = {*self._compounds, *COMPOUND.findall(self.text)}
            self._searched = True
        return word in self._compounds

    def cleaned(self) -> Cleaned:
        """Return the whole, with the rest of the original as it is."""
        text = "".join((*self._pieces, self.text[self.done :]))
        return Cleaned(text, self.text, *self._sides, tuple(self._kinds))


def _close_gap(draft: _Draft, start: int, stop: int) -> None:
    run = draft.text[start:stop]
    if run in COMMON_GAPS:
        draft.put(start, stop, " ", (BLANKS,))
        return
    plain = html.unescape(run)
    seen = "".join(char for char in plain if char.isspace())
    kinds = (
        (ENTITIES, plain != run),
        (SOFT_HYPHENS, "\xad" in plain),
        (INVISIBLE, any(not char.isspace() and char != "\xad" for char in plain)),
        (SPACES, any(char not in " \t\r\n" for char in seen)),
        (BLANKS, len(seen) > 1 or seen in ("\t", "\r", "\n")),
    )
    draft.put(start, stop, " " if seen else "", tuple(kind for kind, there in kinds if there))


def _join_word(draft: _Draft, start: int, stop: int) -> None:
    text = draft.text
    before = re.search(r"[^\W\d_]*\Z", text[max(0, start - 40) : start])
    after = WORD.match(text, stop)
    compound = f"{before.group() if before else ''}-{after.group() if after else ''}"
    stays = text[start] != "\xad" and (text[stop].isupper() or draft.is_compound(compound))
    draft.put(start, stop, "-" if stays else "", (HYPHENATION,))


def _straighten_dash(draft: _Draft, start: int, stop: int) -> None:
    draft.put(start, stop, "-", (DASHES,))


def _close_dots(draft: _Draft, start: int, stop: int) -> None:
    draft.put(start, stop, "...", (ELLIPSES,))


def _make_plain(draft: _Draft, start: int, stop: int) -> None:
    plain, kind = FORMS[draft.text[start]]
    draft.put(start, stop, plain, (kind,))


def _latinise(draft: _Draft, start: int, _: int) -> None:
    """Put Latin letters for the look-alikes in the word around `start`, if it is Latin otherwise."""
    if start < draft.checked:
        return
    text, first = draft.text, start
    while first > draft.done and text[first - 1].isalpha():
        first -= 1
    match = WORD.match(text, start)
    draft.checked = max(match.end() if match else 0, start + 1)
    word = text[first : draft.checked]
    latin = [char for char in word if char.isascii() or "\xc0" <= char <= "\u024f" or char in FORMS]
    alike = [char for char in word if char in LOOK_ALIKES]
    alone = len(word) == 1 and alike and LOOK_ALIKES[word] in ONE_LETTER_WORDS and _amid_latin(text, first)
    if len(latin) + len(alike) == len(word) and (latin or alone):
        for at, char in enumerate(word, first):
            if char in LOOK_ALIKES:
                draft.put(at, at + 1, LOOK_ALIKES[char], (SCRIPTS,))
            elif char in FORMS:
                _make_plain(draft, at, at + 1)


def _amid_latin(text: str, at: int) -> bool:
    """Tell whether the letter is a word between two Latin ones: a Cyrillic "а" in "killed а man" is no Russian."""
    around = text[max(0, at - 2) : at] + text[at + 1 : at + 3]
    return bool(re.fullmatch("[A-Za-z]  [A-Za-z]", around))


def _decode(draft: _Draft, start: int, stop: int) -> None:
    entity = draft.text[start:stop]
    plain = html.unescape(entity)
    if plain != entity:
        folded = [("-", DASHES) if re.match(f"[{DASH}]", char) else FORMS.get(char, (char, "")) for char in plain]
        kinds = dict.fromkeys([ENTITIES, *(kind for _, kind in folded if kind)])
        draft.put(start, stop, "".join(text for text, _ in folded), tuple(kinds))


def _compose(draft: _Draft, start: int, stop: int) -> None:
    start -= 1  # the letter that carries the accents
    cluster = draft.text[start:stop]
    plain = unicodedata.normalize("NFC", cluster)
    if start >= draft.done and plain != cluster:
        draft.put(start, stop, plain, (ACCENTS,))


REPAIRS: Mapping[str, Callable[[_Draft, int, int], None]] = {
    "hyphenation": _join_word,
    "gap": _close_gap,
    "dash": _straighten_dash,
    "dots": _close_dots,
    "accent": _compose,
    "entity": _decode,
    "form": _make_plain,
    "foreign": _latinise,
}
"""What is done about each group of SUSPECT."""
