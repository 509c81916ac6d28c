"""Trouble that stops the work. Trouble in the data is a Finding and is returned, not raised."""


class TimelineError(Exception):
    """What went wrong (the message) and what to do about it (the hint); the CLI shows both and exits with 2."""

    hint = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint
