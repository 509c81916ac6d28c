"""What a person who wrote no EDTF may have meant. Nothing here is ever accepted: it is proposed, and she decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.when import bounds, grammar, human
from timeline.when.human import Guess
from timeline.when.trouble import AMBIGUOUS, BACKWARDS, IMPOSSIBLE, NOT_EDTF, UNREADABLE, BadDate, Kind, Refusal

_FORM = "Write the date as EDTF, such as 2018-06-17, 2018-06, 2018~ or 2017-10-17/2017-11-03."
_SEPARATORS = ("..", "/", ",", "[", "]", "{", "}")
_TURNS = {
    "serial number": "Write {0} if it is the serial number of a date in Excel (1900 system).",
    "lasted or some day": "Write {0} if it lasted that long, or {1} if it was some time within.",
}


def propose(text: str) -> tuple[str, ...]:
    """Return EDTF readings of a human's date, likeliest first; none where nothing can be read out of it.

    What is EDTF already is its own and only reading.
    """
    try:
        bounds.check(grammar.read(text))
    except Refusal as refusal:
        return explain(text, refusal).proposals
    return (text,)


def explain(text: str, refusal: Refusal) -> BadDate:
    """Return the trouble as a person needs it told: what is wrong, and what to write instead."""
    if not text.strip():
        return BadDate(text, UNREADABLE, "it is blank" if text else "it is empty", (), _FORM)
    if refusal.kind == BACKWARDS:
        turned = _turned(text, refusal)
        return BadDate(text, BACKWARDS, refusal.reason, turned, _hint(turned, BACKWARDS))
    guesses = human.guesses(text)
    for guess in guesses:
        if good := _good(guess.readings):
            return _guessed(text, refusal, guess, good)
    if mended := _mended(text):
        return BadDate(text, refusal.kind, refusal.reason, mended, _hint(mended))
    problem = _impossible(guesses)
    if not problem and _is_compound(text):
        # What the grammar would propose for one end is no proposal for the whole.
        return BadDate(text, refusal.kind, refusal.reason, (), _FORM)
    problem = problem or refusal
    told = _good(problem.proposals)
    return BadDate(text, problem.kind, problem.reason, told, _hint(told, problem.kind))


def _turned(text: str, refusal: Refusal) -> tuple[str, ...]:
    """Return the text with the ends swapped of what is backwards: an interval, or a range within a set."""
    if "/" in text:
        return refusal.proposals
    ranges = [proposal.split("/") for proposal in refusal.proposals]
    return _good(text.replace(f"{last}..{first}", f"{first}..{last}") for first, last in ranges)


def _guessed(text: str, refusal: Refusal, guess: Guess, good: tuple[str, ...]) -> BadDate:
    if refusal.kind == IMPOSSIBLE:
        good = tuple(dict.fromkeys(good + _good(refusal.proposals)))
        return BadDate(text, IMPOSSIBLE, refusal.reason, good, _hint(good, IMPOSSIBLE))
    if guess.turn == "either" and len(good) > 1:
        return BadDate(text, AMBIGUOUS, guess.why, good, _hint(good))
    why = refusal.reason if guess.why == NOT_EDTF and not _is_compound(text) else guess.why
    return BadDate(text, UNREADABLE, why, good, _TURNS.get(guess.turn, "").format(*good) or _hint(good))


def _mended(text: str) -> tuple[str, ...]:
    """Return an interval or a set with its bad dates mended: 2018-6-17/.. is 2018-06-17/.. ; () if one can't be."""
    if len(text) > human.LONGEST or not _is_compound(text):
        return ()
    parts = [part.strip() for part in re.split(r"(\.\.|[][{},/])", text)]
    for place, part in enumerate(parts):
        if part and part not in _SEPARATORS:
            trouble = _trouble(part)
            told = explain(part, trouble) if trouble else None
            if told and (told.kind == AMBIGUOUS or not told.proposals):
                return ()
            # An interval has no times of day: 2004-02-01T06:00:00/2004-02-03 went from day to day.
            parts[place] = told.proposals[0] if told else part.partition("T")[0]
    return _good(("".join(parts),))


def _is_compound(text: str) -> bool:
    """Tell whether the text is, or tries to be, an interval or a set."""
    return any(mark in text for mark in _SEPARATORS)


def _good(readings: Iterable[str]) -> tuple[str, ...]:
    """Return those of the readings that are EDTF and on the calendar, each once."""
    return tuple(reading for reading in dict.fromkeys(readings) if _trouble(reading) is None)


def _trouble(reading: str) -> Refusal | None:
    try:
        bounds.check(grammar.read(reading))
    except Refusal as refusal:
        return refusal.with_traceback(None)  # it names frames that would hold it, and all that their callers have
    return None


def _impossible(guesses: list[Guess]) -> Refusal | None:
    """Return why a well-formed reading is not on the calendar: "31.06.2018" is 2018-06-31, and June has 30 days."""
    readings = [reading for guess in guesses for reading in guess.readings if not _is_compound(reading)]
    troubles = [trouble for trouble in map(_trouble, readings) if trouble and trouble.kind != "unreadable"]
    return next((trouble for trouble in troubles if trouble.proposals), troubles[0] if troubles else None)


def _hint(good: tuple[str, ...], kind: Kind = UNREADABLE) -> str:
    if not good:
        return _FORM
    nearest, *others = good
    if kind == IMPOSSIBLE and others == [nearest[: -len("-30")]]:
        return f"Write {nearest}, or {others[0]} if the day is unknown."
    told = f"Write {' or '.join(good)}"
    if kind == BACKWARDS:
        return f"{told} if its ends are swapped."
    return f"{told} instead." if told.endswith(".") else f"{told}."
