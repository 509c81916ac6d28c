"""Why a text is no date."""

from __future__ import annotations

from typing import Literal

from timeline.errors import TimelineError

Kind = Literal["unreadable", "impossible", "ambiguous", "backwards", "long"]
UNREADABLE: Kind = "unreadable"
IMPOSSIBLE: Kind = "impossible"
AMBIGUOUS: Kind = "ambiguous"
BACKWARDS: Kind = "backwards"
LONG: Kind = "long"
NOT_EDTF = "it is not written as EDTF"
"""The reason where nothing better can be said."""

_SHOWN = 60


class Refusal(Exception):
    """The grammar or the calendar says no; `reason` fits after "is no date: ". It never leaves this package."""

    def __init__(self, kind: Kind, reason: str, *proposals: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.proposals = proposals


class BadDate(TimelineError):
    """A text that is no EDTF. `reason` fits after `"31.06.2018" is no date: `; `hint` is a sentence of its own.

    `proposals` are EDTF strings that a person may have meant, none where nothing can be read out of the text.
    """

    def __init__(self, text: str, kind: Kind, reason: str, proposals: tuple[str, ...], hint: str) -> None:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        super().__init__(f'"{shown}" is no date: {reason}', hint)
        self.kind: Kind = kind
        self.reason = reason
        self.proposals = proposals
