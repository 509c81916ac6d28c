"""Text to tokens: words and signs, each with its place in the text and the classes of words that it belongs to.

Every combination of classes that some word has gets one character of its own, so that a text becomes a string with a
character a token, and the grammar can be matched on it by plain regular expressions at the speed of `re`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count
from string import ascii_letters
from typing import Final

from timeline.dates import language

# One character for another, so that offsets stay true. Greek and Cyrillic letters that look like Latin ones come from
# the same bad OCR and the same careless keyboards: "1 Οctοber" with omicrons.
_FOLDED: Final = dict(
    zip(
        "‘’ʼ′“”″–‒−‐‑\u00a0\u202f\u2009ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεορυіАВЕМНОРСТаеорсух",
        "''''\"\"\"-----   ABEZHIKMNOPTYXaeopuiABEMHOPCTaeopcyx",
        strict=True,
    )
)

_PLAIN: Final = "".join(
    sorted(set(ascii_letters) - {word[0] for word in (*language.ABBREVIATIONS, *language.BEFORE_FIGURES)})
)
"""Letters that begin nothing but words."""

# The commonest come first, and a blank is passed over before anything is tried: a third of the time is saved.
_TOKEN: Final = re.compile(
    rf"(?=[^ ])([{_PLAIN}][^\W\d_]*(?:\d\w*)?"
    r"|[,.](?![,.])"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|\d+(?:[-./:,]\d+)*"
    rf"|(?:{'|'.join(map(re.escape, language.ABBREVIATIONS))})(?!\w)"
    rf"|(?:{'|'.join(language.BEFORE_FIGURES)})(?=\d)"
    r"|[^\W\d_]+(?:\d\w*)?"
    r"|\n[^\S\n]*\n\s*"
    r"|([^\w\s]|_)\2*)"
)

_BROKEN: Final = re.compile(r"(?:-(?<=[^\W\d_]-)[^\S\n]*\n[^\S\n]*|\u00ad(?<=[^\W\d_]\u00ad)\s*)(?=[^\W\d_])")
"""A word broken by a soft hyphen or at the end of a line."""

_SIGNS: Final = {
    ",": "COMMA", ".": "DOT", ":": "COLON", "/": "SLASH", "&": "AND", "%": "AMOUNT",
    "-": "DASH", "--": "DASHES", "—": "DASHES", "_": "DASHES", "'": "QUOTE", "`": "QUOTE",
    "(": "OPEN", ")": "CLOSE", "[": "OPEN", "]": "CLOSE", ";": "STOP", "!": "STOP", "?": "STOP", "...": "STOP",
    "+": "PLUS",
    "$": "CURRENCY", "€": "CURRENCY", "£": "CURRENCY", "¥": "CURRENCY", "#": "CURRENCY",
    '"': "SPEECH", "''": "SPEECH", "``": "SPEECH",
}  # fmt: skip

_NUMERIC: Final = re.compile(
    r"(?P<STAMP>\d{4}-\d\d-\d\d(?:T.*)?)"
    r"|(?P<NUMERIC_DATE>\d{1,2}([./-])\d{1,2}\3(?:\d{4}|\d\d)|\d{4}([./])\d{1,2}\4\d{1,2})"
    r"|(?P<CLOCK>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?)"
    r"|(?P<DOTTED_CLOCK>(?:[01]?\d|2[0-4])\.[0-5]\d)"
    r"|(?P<AMOUNT_NUMBER>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<DECIMAL>\d+\.\d+)"
)
_PAIR: Final = re.compile(r"\d{1,4}[-,/.]\d{1,4}")
_PARTS: Final = re.compile(r"([-,/.])")
_LONGEST_NUMBER: Final = 26
_LAST_DAY: Final = 31
_LAST_HOUR: Final = 24
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 2199
_YEAR_DIGITS: Final = 4

Meaning = Mapping[str, object]


class _Classes:
    """The characters that stand for combinations of classes, and what the words of them mean."""

    def __init__(self) -> None:
        self._codes: dict[frozenset[str], str] = {}
        self.words: dict[str, str] = {}
        self.meanings: dict[str, dict[str, object]] = {}

    def code(self, classes: frozenset[str]) -> str:
        """Return the character of a combination, the same each time."""
        return self._codes.setdefault(classes, chr(0x4E00 + len(self._codes)))

    def members(self, name: str) -> str:
        """Return the characters of all combinations that hold the class."""
        return "".join(code for classes, code in self._codes.items() if name in classes)


def _spellings(word: str) -> set[str]:
    if word[0].isupper():
        return {word, word.upper()}
    return {word, word.capitalize(), word.upper()}


def _read_tables() -> _Classes:
    classes = _Classes()
    held: dict[str, set[str]] = {}
    for name, table in language.WORDS.items():
        for word in table:
            meaning = table[word] if isinstance(table, Mapping) else word
            for spelling in _spellings(word):
                held.setdefault(spelling, set()).add(name)
                classes.meanings.setdefault(spelling, {})[name] = meaning
    for sign, name in _SIGNS.items():
        held.setdefault(sign, set()).add(name)
    classes.words = {word: classes.code(frozenset(names)) for word, names in held.items()}
    for name in language.PHRASES:
        classes.code(frozenset({name}))
    for name in ("PARAGRAPH", *_NUMERIC.groupindex):
        classes.code(frozenset({name}))
    for digits in range(1, 6):
        for value in (0, 5, 12, 20, 24, 28, 31, 45, 59, 99, 500, 1200, 1970, 5000, 99999):
            if len(str(value)) <= digits:
                classes.code(_number_classes(f"{value:0{digits}}"))
    return classes


def _number_classes(digits: str) -> frozenset[str]:
    value = int(digits)
    names = {"NUMBER"}
    if len(digits) <= 2:  # noqa: PLR2004 - two digits
        if 1 <= value <= _LAST_DAY:
            names.add("DAY")
        if value <= _LAST_HOUR:
            names.add("HOUR")
        if len(digits) == 2:  # noqa: PLR2004 - two digits
            names.add("TWO_DIGITS")
    if 1 <= len(digits) < _YEAR_DIGITS and digits[0] != "0":
        names.add("SMALL_YEAR")
    if len(digits) == _YEAR_DIGITS:
        if _FIRST_YEAR <= value <= _LAST_YEAR:
            names.add("YEAR")
        if value <= 2400 and value % 100 < 60:  # noqa: PLR2004 - hours and minutes
            names.add("MILITARY")
    return frozenset(names)


CLASSES: Final = _read_tables()
OTHER: Final = CLASSES.code(frozenset({"UNKNOWN"}))
PAST_FORM: Final = CLASSES.code(frozenset({"UNKNOWN", "PAST_FORM"}))
"""A word that no table holds, and that looks like a verb of the past."""
PARAGRAPH: Final = CLASSES.code(frozenset({"PARAGRAPH"}))


def _number(chunk: str) -> str:
    """Return the character for a chunk of digits, or "" where it should be read in pieces."""
    if len(chunk) > _LONGEST_NUMBER:
        return OTHER
    if chunk.isdecimal():
        return CLASSES.code(_number_classes(chunk)) if chunk.isascii() else OTHER
    shape = _NUMERIC.fullmatch(chunk)
    if shape is not None:
        return CLASSES.code(frozenset({str(shape.lastgroup)}))
    return "" if _PAIR.fullmatch(chunk) else OTHER


def _phrase_table() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, phrases in language.PHRASES.items():
        code = CLASSES.code(frozenset({name}))
        for phrase, meaning in phrases.items():
            words = tuple(match[0] for match in _TOKEN.finditer(phrase))
            CLASSES.meanings[phrase] = {name: meaning}
            table.setdefault(words[0], []).append((words[1:], phrase, code))
    for choices in table.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return table


_PHRASES: Final = _phrase_table()
_HEADS: Final = frozenset(spelling for word in _PHRASES for spelling in _spellings(word))
_SECONDS: Final = {
    spelling: frozenset(rest[0] if rest else "" for rest, _, _ in _PHRASES[word])
    for word in _PHRASES
    for spelling in _spellings(word)
}
"""What may follow the first word of a phrase; "" where that word is the whole of one."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text in tokens: `codes[i]` is the character of the i-th, `text[starts[i]:stops[i]]` what stands there.

    `words[i]` is the key to its meaning: the word as it stands there, or the phrase that it is.
    """

    text: str
    words: Sequence[str]
    starts: Sequence[int]
    stops: Sequence[int]
    codes: str

    def meaning(self, index: int) -> Meaning:
        """Return what the word means in each of its classes; empty for words that no table holds."""
        return CLASSES.meanings.get(self.words[index], {})

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return index > 0 and self.stops[index - 1] == self.starts[index]


def read(text: str) -> Tokens:
    """Split a text into tokens; offsets point into the text as it was given."""
    folded = text if text.isascii() else _fold(text)
    # What stands between tokens, a token, the sign that it repeats, and so on: `re` and `itertools` do a text at once
    # what takes three times as long token by token.
    pieces = _TOKEN.split(folded)
    del pieces[2::3]
    offsets = list(accumulate(map(len, pieces)))
    words, starts, stops = pieces[1::2], offsets[:-1:2], offsets[1::2]
    codes = list(map(_CODES.__getitem__, words))
    if "" in codes:
        words, starts, stops, codes = _split(words, starts, stops, codes)
    heads = list(compress(count(), map(_HEADS.__contains__, words)))
    tokens = Tokens(text, words, starts, stops, "".join(codes))
    if heads:
        tokens = _join_phrases(tokens, heads)
    if _BROKEN.search(folded):
        tokens = _mend(tokens, folded)
    return tokens


def _fold(text: str) -> str:
    for char in _FOLDED.keys() & set(text):
        text = text.replace(char, _FOLDED[char])
    return text


class _Codes(dict[str, str]):
    """Words and their characters, "" for a chunk of digits to be read in pieces; a new word is looked at once."""

    def __missing__(self, word: str) -> str:
        code = CLASSES.words.get(word) or _code(word)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= _WORDS:
                self.clear()
            self[word] = code
        return code


def _code(word: str) -> str:
    """Return the character of a word that no table holds."""
    if word[0].isdecimal():
        return _number(word)
    if word[0] == "\n":
        return PARAGRAPH
    return PAST_FORM if word.endswith(language.PAST_ENDING) and len(word) > _SHORTEST and word.islower() else OTHER


_WORDS, _LONGEST_WORD = 1 << 17, 64
"""Words that are held in memory at once, and letters of the longest of them."""
_CODES: Final = _Codes()
_SHORTEST: Final = 4
"""Letters of the longest word in -ed that is likely no verb: "bed", "sped" and "need" say nothing."""


def _split(
    words: list[str], starts: list[int], stops: list[int], codes: list[str]
) -> tuple[list[str], list[int], list[int], list[str]]:
    """Return the tokens with the chunks of digits that have no character in pieces: 1990-95."""
    split: tuple[list[str], list[int], list[int], list[str]] = [], [], [], []
    done = 0
    for index in [index for index, code in enumerate(codes) if not code]:
        parts = [part for part in _PARTS.split(words[index]) if part]
        ends = list(accumulate(map(len, parts), initial=starts[index]))
        split[0].extend((*words[done:index], *parts))
        split[1].extend((*starts[done:index], *ends[:-1]))
        split[2].extend((*stops[done:index], *ends[1:]))
        split[3].extend((*codes[done:index], *map(_CODES.__getitem__, parts)))
        done = index + 1
    return split[0] + words[done:], split[1] + starts[done:], split[2] + stops[done:], split[3] + codes[done:]


def _join_phrases(tokens: Tokens, heads: Sequence[int]) -> Tokens:
    """One token for each phrase of the table; names, of days or of what is no date, must be written with a capital."""
    joined: list[tuple[int, int, str, str]] = []
    words = tokens.words
    last = len(words) - 1
    end = 0
    for head in heads:
        seconds = _SECONDS[words[head]]
        if head < end or ("" not in seconds and (head == last or words[head + 1].lower() not in seconds)):
            continue
        for rest, phrase, code in _PHRASES[words[head].lower()]:
            stop = head + 1 + len(rest)
            if all(a == b.lower() for a, b in zip(rest, words[head + 1 : stop], strict=False)) and stop <= len(words):
                if code in _WITH_A_CAPITAL and words[head].islower():
                    continue
                joined.append((head, stop, phrase, code))
                end = stop
                break
    return _merged(tokens, joined)


_WITH_A_CAPITAL: Final = frozenset(CLASSES.code(frozenset({name})) for name in ("NAMED_DAY", "NAME"))


def _merged(tokens: Tokens, joined: Sequence[tuple[int, int, str, str]]) -> Tokens:
    """Return the tokens with each stretch of them replaced by one."""
    if not joined:
        return tokens
    words: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    codes: list[str] = []
    at = 0
    for first, stop, word, code in [*joined, (len(tokens.words), 0, "", "")]:
        words += tokens.words[at:first]
        starts += tokens.starts[at:first]
        stops += tokens.stops[at:first]
        codes.append(tokens.codes[at:first])
        if code:
            words.append(word)
            starts.append(tokens.starts[first])
            stops.append(tokens.stops[stop - 1])
            codes.append(code)
        at = stop
    return Tokens(tokens.text, words, starts, stops, "".join(codes))


def _mend(tokens: Tokens, folded: str) -> Tokens:
    """Words that were broken at the end of a line and that a table knows, put together: "Septem-" and "ber"."""
    at = {start: index for index, start in enumerate(tokens.starts)}
    joined: list[tuple[int, int, str, str]] = []
    for gap in _BROKEN.finditer(folded):
        right = at.get(gap.end())
        left = right and next(
            (i for i in range(right - 1, max(right - 4, -1), -1) if tokens.stops[i] == gap.start()), None
        )
        if right is None or left is None:
            continue
        word = tokens.words[left] + tokens.words[right]
        code = CLASSES.words.get(word)
        if code and (not joined or joined[-1][1] <= left):
            joined.append((left, right + 1, word, code))
    return _merged(tokens, joined)
