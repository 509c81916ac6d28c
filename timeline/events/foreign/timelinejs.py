"""TimelineJS sheets (Knight Lab): start and end in four columns each, and a display date in words."""

from __future__ import annotations

import re
from html import unescape

from timeline.events.foreign.row import Refusal, Row, joined, note
from timeline.events.spreadsheet import Order
from timeline.when import BadDate, When, propose

NEEDS = frozenset({"year", "month", "day", "headline", "text", "display date"})
YEAR = re.compile(r"-?[0-9]{1,4}")
MARKUP = re.compile(r"<[^>]{0,2000}>")
SUMMARY = re.compile(r'<p class="summary">(?P<text>.*?)</p>', re.DOTALL)
GUARDED = re.compile(r"'[=+\-@|%\s]")
NO_EVENTS = {"title": "it is the title slide", "era": "it is an era, which is no event"}


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal."""
    del order  # year, month and day have columns of their own
    kind = row.get("type", "").lower()
    if kind in NO_EVENTS:
        raise Refusal(NO_EVENTS[kind])
    when, display = date(row)
    return {
        "id": row.get("id", ""),
        "date": when,
        "title": _bare(row["headline"]),
        "summary": _summary(row),
        "category": unescape(_bare(row.get("group", ""))),
        "tags": joined(row.get("tag", "")),
        "notes": note(
            display_date=display,
            media=row.get("media", ""),
            media_credit=row.get("media credit", ""),
            media_caption=row.get("media caption", ""),
        ),
    }


def _summary(row: Row) -> str:
    """Return the text; of a sheet of our own its summary alone, since place, doubts and quotes are ours already."""
    own = SUMMARY.search(row["text"])
    if own:
        return _bare(own["text"])
    return "" if row.get("edtf") else _bare(row["text"])


def _bare(text: str) -> str:
    """Return the text without markup, and without the apostrophe that guards a formula in a sheet."""
    bare = unescape(MARKUP.sub("", text)).strip()
    return bare[1:] if GUARDED.match(bare) else bare


def date(row: Row) -> tuple[str, str]:
    """Map start and end, and return the display date beside them where it says more than they can.

    A sheet of our own carries the EDTF in a column of that name. A display date such as "about June 2018" makes the
    date as vague as it says.
    """
    if row.get("edtf"):
        try:
            return When.parse(row["edtf"]).text, ""
        except BadDate as trouble:
            raise Refusal(str(trouble)) from None
    start = _date(row, "")
    end = _date(row, "end ") if row.get("end year") else ""
    try:
        told = When.parse(f"{start}/{end}" if end and end != start else start)
    except BadDate as trouble:
        raise Refusal(str(trouble)) from None
    display = row["display date"]
    if not display or display == told.words:
        return told.text, ""
    readings = [When.parse(reading) for reading in propose(display)]
    if len(readings) == 1 and readings[0].overlaps(told):
        return (told if readings[0].exact else readings[0]).text, ""
    return told.text, display


def _date(row: Row, end: str) -> str:
    year, month, day = (row.get(f"{end}{part}", "").removesuffix(".0") for part in ("year", "month", "day"))
    if not YEAR.fullmatch(year):
        message = f'{end}year "{year}" is no year' if year else f"{end}year is empty"
        raise Refusal(message)
    text = f"-{int(year[1:]):04}" if year.startswith("-") else f"{int(year):04}"
    for part in (month, day):
        if not part:
            break
        if not part.isdecimal():
            message = f'"{part}" is no month or day'
            raise Refusal(message)
        text += f"-{int(part):02}"
    if day and not month:
        message = f"{end}day {day} stands without a month"
        raise Refusal(message)
    return text
