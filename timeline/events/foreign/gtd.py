"""GTD (Global Terrorism Database): a date in three columns, where 0 stands for an unknown day or month.

Columns and codes: GTD Codebook (START, University of Maryland, 2017 and later), I "GTD ID and Date", III "Incident
Location".
"""

from __future__ import annotations

from timeline.events.foreign.row import Refusal, Row, day, joined, note, number, placed
from timeline.events.spreadsheet import Order
from timeline.when import BadDate, Precision, When, propose

NEEDS = frozenset({"eventid", "iyear", "imonth", "iday"})
YES = "1"
WHERE = {
    "2": "the centre of the smallest region around the town, which was not found",
    "3": "the centre of the smallest region around the place, which was no town",
    "4": "the centre of the province",
}
"""What the coordinates are where `specificity` is not 1, the town itself; with 5 there are none."""


def event(row: Row, order: Order) -> dict[str, str]:
    """Map a row. Raises Refusal."""
    attack, city = row.get("attacktype1_txt", ""), row.get("city", "")
    groups = [name for name in (row.get("gname", ""), row.get("gname2", "")) if name != "Unknown"]
    when, approximate = date(row, order)
    return {
        "id": f"gtd-{row['eventid']}" if row["eventid"] else "",
        "date": when,
        "title": " in ".join(part for part in (attack or "Attack", city if city != "Unknown" else "") if part),
        "summary": row.get("summary", ""),
        "category": attack,
        "place": placed(*(row.get(name, "") for name in ("city", "provstate", "country_txt"))),
        "lat": row.get("latitude", ""),
        "lon": row.get("longitude", ""),
        "actors": joined(*groups),
        "tags": joined(attack, row.get("targtype1_txt", "")),
        "words": row.get("summary", ""),
        "notes": note(
            approximate_date_as_GTD_has_it=approximate,
            sources_as_GTD_names_them="; ".join(filter(None, (row.get(f"scite{place}", "") for place in (1, 2, 3)))),
            killed=row.get("nkill", ""),
            coordinates=WHERE.get(row.get("specificity", "").removesuffix(".0"), ""),
            near_the_town_and_not_in_it="yes" if row.get("vicinity") == YES else "",
            doubtful_whether_terrorism="yes" if row.get("doubtterr") == YES else "",
        ),
    }


def date(row: Row, order: Order) -> tuple[str, str]:
    """Map year, month and day, and return `approxdate` beside them where it could not be mapped.

    Day 0 is some day of the month, month 0 some day of the year. `approxdate` says in words what is known where the
    date is not: "June 5-7, 1978" is one day of the three. An incident that `extended` over more than a day lasted
    until its `resolution`.
    """
    year, month, date_ = number(row, "iyear", 9999), number(row, "imonth", 12), number(row, "iday", 31)
    text = f"{year:04}" + (f"-{month:02}" + (f"-{date_:02}" if date_ else "") if month else "")
    try:
        told = When.parse(text)
    except BadDate as trouble:
        raise Refusal(str(trouble)) from None
    words = row.get("approxdate", "")
    if row.get("extended") == YES and row.get("resolution"):
        until = day(row, "resolution", order)
        if until.last and told.first and until.last >= told.first:
            return f"{told}/{until}", words
    if not words:
        return told.text, ""
    return _approximate(told, words)


def _approximate(told: When, words: str) -> tuple[str, str]:
    readings = [When.parse(reading) for reading in propose(words)]
    if len(readings) == 1 and readings[0].overlaps(told):
        (reading,) = readings
        if reading.precision is Precision.INTERVAL and not (reading.open_start or reading.open_end):
            start, end = reading.text.split("/")
            return f"[{start}..{end}]", ""
        if reading.text == told.text:
            return told.text, ""
        if not told.exact:
            return reading.text, ""
    return (f"{told}~" if told.exact else told.text), words
