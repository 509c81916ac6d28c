"""What a rule is: a function that looks for one mistake, and the manual that its docstring holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from timeline.checks.sight import Sight
from timeline.model import Severity, Table

SUBJECTS = {
    "T": "table",
    "D": "dates",
    "Q": "evidence",
    "E": "event",
    "S": "sources",
    "C": "settings",
}
"""What the first letter of a code stands for."""
PARTS = re.compile(r"(?P<claim>.+?)\n\nWhy: (?P<why>.+?)\n\nBad:\n(?P<bad>.+?)\n+Good:\n(?P<good>.+)", re.DOTALL)


class Spot(NamedTuple):
    """A place that a rule objects to. `row` is -1 where it is the file as a whole, `column` "" where it is the row."""

    table: Table
    row: int
    column: str
    problem: str
    remedy: str
    value: str | None = None
    """What is shown as the value; None = the cell itself."""


Look = Callable[[Sight], Iterable[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its manual: `claim` is one sentence that is true where the rule objects.

    `bad` and `good` are examples: lines of `column: value` for a row of events.csv, of `sources.column: value` for the
    register, of `settings.key: value`, of `document: text`, or of `file: bytes` for the whole of events.csv. A line
    `and` starts the next row. What is left out is as it should be.
    """

    code: str
    name: str
    severity: Severity
    claim: str
    why: str
    bad: str
    good: str
    look: Look

    @property
    def subject(self) -> str:
        """What the rule is about: the table, dates, evidence, the event, sources or the settings."""
        return SUBJECTS[self.code[0]]


def rule(code: str, severity: Severity) -> Callable[[Look], Rule]:
    """Make a rule of a function: its name is the rule's, its docstring the manual.

    Raises ValueError where the manual lacks a part.
    """

    def made(look: Look) -> Rule:
        lines = [line.removeprefix("    ") for line in (look.__doc__ or "").strip().split("\n")]
        parts = PARTS.fullmatch("\n".join(lines))
        if parts is None:
            message = f"the manual of {look.__name__} needs a sentence, Why, Bad and Good"
            raise ValueError(message)
        bad, good = (
            "\n".join(line.removeprefix("    ") for line in parts[name].split("\n")) for name in ("bad", "good")
        )
        why = " ".join(parts["why"].split())
        name = look.__name__.replace("_", "-")
        return Rule(code, name, severity, " ".join(parts["claim"].split()), why, bad, good, look)

    return made
