"""What a person who wrote no EDTF may have meant. Nothing here is ever accepted: it is proposed, and she decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.when import bounds, grammar, human
from timeline.when.human import Guess
from timeline.when.trouble import BadDate, Kind, Refusal

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
        return BadDate(text, "unreadable", "it is blank" if text else "it is empty", (), _FORM)
    if refusal.kind == "backwards":
        return BadDate(text, "backwards", refusal.reason, refusal.proposals, _hint(refusal.proposals, "backwards"))
    guesses = human.guesses(text)
    for guess in guesses:
        if good := _good(guess.readings):
            return _guessed(text, refusal, guess, good)
    if mended := _mended(text):
        return BadDate(text, refusal.kind, refusal.reason, mended, _hint(mended))
    if any(mark in text for mark in _SEPARATORS):
        # What the grammar would propose for one end is no proposal for the whole.
        return BadDate(text, refusal.kind, refusal.reason, (), _FORM)
    problem = _impossible(reading for guess in guesses for reading in guess.readings) or refusal
    told = _good(problem.proposals)
    return BadDate(text, problem.kind, problem.reason, told, _hint(told, problem.kind))


def _guessed(text: str, refusal: Refusal, guess: Guess, good: tuple[str, ...]) -> BadDate:
    if refusal.kind == "impossible":
        good = tuple(dict.fromkeys(good + _good(refusal.proposals)))
        return BadDate(text, "impossible", refusal.reason, good, _hint(good, "impossible"))
    if guess.turn == "either" and len(good) > 1:
        return BadDate(text, "ambiguous", guess.why, good, _hint(good))
    return BadDate(text, "unreadable", guess.why, good, _TURNS.get(guess.turn, "").format(*good) or _hint(good))


def _mended(text: str) -> tuple[str, ...]:
    """Return an interval or a set with its bad dates mended: 2018-6-17/.. is 2018-06-17/.. ; () if one can't be."""
    if len(text) > human.LONGEST or not any(mark in text for mark in _SEPARATORS):
        return ()
    parts = [part.strip() for part in re.split(r"(\.\.|[][{},/])", text)]
    for place, part in enumerate(parts):
        if part and part not in _SEPARATORS:
            readings = propose(part)
            if not readings:
                return ()
            parts[place] = readings[0]
    return _good(("".join(parts),))


def _good(readings: Iterable[str]) -> tuple[str, ...]:
    """Return those of the readings that are EDTF and on the calendar, each once."""
    return tuple(reading for reading in dict.fromkeys(readings) if _trouble(reading) is None)


def _trouble(reading: str) -> Refusal | None:
    try:
        bounds.check(grammar.read(reading))
    except Refusal as refusal:
        return refusal
    return None


def _impossible(readings: Iterable[str]) -> Refusal | None:
    """Return why a well-formed reading is not on the calendar: "31.06.2018" is 2018-06-31, and June has 30 days."""
    troubles = [trouble for trouble in map(_trouble, readings) if trouble and trouble.kind != "unreadable"]
    return next((trouble for trouble in troubles if trouble.proposals), troubles[0] if troubles else None)


def _hint(good: tuple[str, ...], kind: Kind = "unreadable") -> str:
    if not good:
        return _FORM
    if kind == "impossible" and len(good) == 2 and good[0] == f"{good[1]}{good[0][-3:]}":  # noqa: PLR2004 - day, month
        return f"Write {good[0]}, or {good[1]} if the day is unknown."
    told = f"Write {' or '.join(good)}"
    if kind == "backwards":
        return f"{told} if its ends are swapped."
    return f"{told} instead." if told.endswith(".") else f"{told}."
