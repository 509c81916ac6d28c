"""Trouble that stops the work. Trouble in the data is a Finding and is returned, not raised."""

import re

OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")
"""What a terminal obeys instead of showing: escape sequences, control characters, turns of the writing's direction."""


class TimelineError(Exception):
    """What went wrong (the message) and what to do about it (the hint); the CLI shows both and exits with 2."""

    hint = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


def tame(text: str) -> str:
    """Write out what a terminal would obey, so that an article's bytes can't clear the screen or forge a line.

    In JSON the same escapes stand for the same characters.
    """
    if text.isprintable():  # none of what is obeyed is, and this is five times as fast
        return text
    return OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
