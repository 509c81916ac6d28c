"""An expression that was found: its tokens, which of them plays which part, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from timeline.dates import patterns
from timeline.dates.tokens import Tokens

DATES: Final = frozenset(
    {
        "weekday", "month_day", "day_month", "day_name", "which_weekday", "weekday_after", "nth_weekday", "numeric",
        "stamp", "named_day", "ordinal_day",
    }
)  # fmt: skip
"""Rules of the expressions that tell a day."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: the rule that matched, its tokens, and which token plays which part.

    `parts` are the expressions that it was put together from ("10 p.m." and "Wednesday"). `first` and `stop` are token
    indexes, `start` and `end` offsets into the text.
    """

    rule: str
    tokens: Tokens
    first: int
    stop: int
    at: dict[str, int]
    classes: dict[str, tuple[str, ...]]
    parts: tuple[Found, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.at

    def word(self, name: str) -> str:
        """Return the word that plays the part, "" if none does."""
        return self.tokens.words[self.at[name]] if name in self.at else ""

    def number(self, name: str) -> int | None:
        """Return the number in figures that plays the part."""
        return int(self.tokens.words[self.at[name]]) if name in self.at else None

    def mean(self, name: str) -> object:
        """Return what the word means in the class that it plays the part in; None if nothing plays it."""
        if name not in self.at:
            return None
        meaning = self.tokens.meaning(self.at[name])
        return next((meaning[one] for one in self.classes[name] if one in meaning), None)

    def says(self, name: str, one: str) -> bool:
        """Whether the word that plays the part belongs to the class."""
        return name in self.at and self.tokens.codes[self.at[name]] in SETS[one]

    @property
    def dated(self) -> Found:
        """The part that tells the day: the 1 July of "7:30 a.m. on the morning of 1 July"; itself without parts."""
        if not self.parts:
            return self
        return next((part.dated for part in self.parts if part.rule in DATES or part.parts), self)

    def before(self, one: str, steps: int = 1) -> bool:
        """Whether the token that many steps before the expression belongs to the class."""
        at = self.first - steps
        return at >= 0 and self.tokens.codes[at] in SETS[one]

    def after(self, one: str, steps: int = 1) -> bool:
        """Whether the token that many steps after the expression belongs to the class."""
        at = self.stop + steps - 1
        return at < len(self.tokens.codes) and self.tokens.codes[at] in SETS[one]

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.tokens.stops[self.stop - 1]


class _Sets(dict[str, frozenset[str]]):
    """For each class the characters that hold it, made when first asked for."""

    def __missing__(self, one: str) -> frozenset[str]:
        found = self[one] = patterns.members(one)
        return found


SETS: Final = _Sets()


def link(gap: str) -> str:
    """Return the token that links two expressions: the dash of May-July, the "to" of May-to-July; "" for none."""
    dashed = len(gap) == 3 and gap[0] in SETS["DASH"] and gap[2] in SETS["DASH"]  # noqa: PLR2004 - "-to-"
    return gap[1] if dashed else gap if len(gap) == 1 else ""


def told_by(found: Found) -> bool:
    """Whether what follows says which one it is: the night he died, the morning of the attack, the day Smith left."""
    if found.after("OF|BEFORE|AFTER|WHEN|SUBJECT"):
        return True
    return found.after("UNKNOWN") and found.tokens.words[found.stop][:1].isupper()


def year_in_words(found: Found) -> int | None:
    """Return the year that number words make ("nineteen ninety-four", "two thousand"), or None where they make none."""
    meanings = map(found.tokens.meaning, range(found.at["words"], found.stop))
    values = (meaning.get("CARDINAL", meaning.get("MULTIPLIER")) for meaning in meanings)
    first, second, *rest = (value for value in values if isinstance(value, int))
    if second in _TENS:
        digits = second + sum(rest)
        return first * 100 + digits if first != _TWO and (not rest or digits < second + 10) else None
    led = bool(rest) or found.first < found.at["words"]  # "the year two thousand", not two thousand
    if (second, first == _TWO) not in {(1000, True), (100, False)} or not led or sum(rest) >= 100:  # noqa: PLR2004
        return None
    return first * second + sum(rest)


_TWO: Final = 2
_TENS: Final = range(10, 100)
