"""What the front sheet says in words. Every sentence is a count; nothing is judged that was not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from timeline.model import CREDIBILITY, Event
from timeline.outputs.workbook import links, notes
from timeline.outputs.workbook.brief import PROVEN, Brief, Change
from timeline.outputs.workbook.cells import MOST_CHARACTERS
from timeline.outputs.workbook.tally import MOST_DRAWN, MOST_NAMED, Tally, origins
from timeline.when import Day
from timeline.when.day import MONTHS

RANKED = (
    "In the order of how many sources tell it that do not depend on each other, then of status, credibility and "
    "citations; earlier before later."
)
SHOWN_OF_STATE = 16


def many(number: int, one: str, more: str = "") -> str:
    """Return a count with its noun: `1 event`, `1,204 events`, `no events`."""
    noun = one if number == 1 else more or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def day(when: Day) -> str:
    """Return a day in words."""
    year = str(when.year) if when.year > 0 else f"{1 - when.year} BC"
    return f"{when.day} {MONTHS[when.month - 1]} {year}"


def stretch(days: int) -> str:
    """Return a number of days as one says it: `9 days`, `about 7 months`, `about 15 years`."""
    if days < 2 * DAYS_OF_A_MONTH:
        return many(days, "day")
    if days < 2 * DAYS_OF_A_YEAR:
        return f"about {round(days / DAYS_OF_A_MONTH)} months"
    return f"about {round(days / DAYS_OF_A_YEAR):,} years"


DAYS_OF_A_MONTH, DAYS_OF_A_YEAR = 30.44, 365.2425


def scope(brief: Brief, tally: Tally) -> str:
    """Return the period and how much there is of it, in one line."""
    if brief.period:
        period = brief.period.words
    elif tally.first and tally.last:
        period = f"{day(tally.first)} to {day(tally.last)}"
    else:
        period = "no dated event"
    parts = [period[:1].upper() + period[1:], many(tally.events, "event"), many(len(brief.sources), "source")]
    return "  ·  ".join([*parts, *([brief.asked] if brief.asked else [])])


def state(brief: Brief) -> str:
    """Which state of the table this is."""
    return (
        f"As of events.csv {brief.state[:SHOWN_OF_STATE]} (the first {SHOWN_OF_STATE} figures of its SHA-256)"
        if brief.state
        else ""
    )


def key_figures(tally: Tally, sources: int) -> list[tuple[str, str]]:
    """Six figures with the words below them."""
    quotes = sum(tally.standings.values())
    proven = sum(tally.standings[standing.value] for standing in PROVEN)
    return [
        (f"{tally.events:,}", "events"),
        (f"{tally.statuses['confirmed']:,}", "confirmed"),
        (f"{tally.statuses['disputed']:,}", "disputed"),
        (f"{sources:,}", "sources"),
        (f"{proven:,} of {quotes:,}", "quotes found in their source"),
        (f"{tally.lone:,}", "events told by a single source"),
    ]


def standing_out(tally: Tally) -> list[str]:
    """Return what the figures say, in sentences."""
    told: list[str] = []
    if tally.bars:
        axis = tally.bars.frame
        heights = {stretch: sum(row[n] for _, row in tally.bars.series) for n, stretch in enumerate(axis.stretches)}
        most = max(heights.values())
        busiest = [stretch for stretch, height in heights.items() if height == most]
        if most > 1 and len(busiest) == 1 and axis.begin <= busiest[0] < axis.stop:
            told.append(
                f"The busiest {axis.grain.name} is {axis.grain.name_of(busiest[0])}, with {many(most, 'event')}."
            )
    if tally.silence and tally.silence[0] > 1:
        length, last, first = tally.silence
        told.append(f"The longest stretch without an event is {stretch(length)}, between {day(last)} and {day(first)}.")
    for noun, counts in (("category", tally.categories), ("place", tally.places)):
        if leading := _leading(counts):
            name, number = leading
            told.append(f"The {noun} with most events is {name}: {number:,} of {tally.events:,}.")
    if tally.less_than_a_day:
        wider = _share(tally.less_than_a_day, tally.events)
        told.append(f"{wider} a date that is wider than a day; they are drawn as their whole span.")
    return told


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {many(whole, 'event')} {'has' if part == 1 else 'have'}"


def _leading(counts: Counter[str]) -> tuple[str, int] | None:
    best = sorted(((number, name) for name, number in counts.items() if name), reverse=True)[:2]
    if not best or best[0][0] == 1 or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return best[0][1], best[0][0]


def standing_of(brief: Brief, event: Event) -> str:
    """Why an event stands where it stands: its sources, status, credibility and proof in a line."""
    sources = {source.id: source for source in brief.sources}
    roots = len(origins(event, sources))
    told = [event.status.value, "no source" if not roots else many(roots, "source")]
    if event.credibility:
        told.append(CREDIBILITY[event.credibility])
    quotes = [brief.standing(event, citation) for citation in event.citations if citation.quote]
    proven = sum(standing in PROVEN for standing in quotes)
    told.append(f"{proven} of {many(len(quotes), 'quote')} found" if quotes else "no quote")
    return " · ".join(told)


def other_dates(brief: Brief, tally: Tally) -> list[str]:
    """Return the sources that give an event a date that can't be its own, in sentences."""
    sources = {source.id: source for source in brief.sources}
    told = []
    for place, number in tally.contradicted:
        event = brief.events[place]
        citation = event.citations[number]
        source = sources.get(citation.source)
        who = (source.publisher or source.title or source.id) if source else citation.source
        if event.date and citation.date:
            told.append(f"{event.title}: {event.date.words} here, {citation.date.words} in {who}.")
    if (more := tally.contradictions - len(tally.contradicted)) > 0:
        told.append(f"And {more:,} more: filter the column “Date it gives” of the Citations sheet.")
    return told


def rest(number: int, shown: Sequence[int]) -> str:
    """How many of a list are shown, where not all are."""
    return (
        f"The first {len(shown)} of {number:,}; filter the Events sheet for the others." if number > len(shown) else ""
    )


def changes(brief: Brief) -> list[str]:
    """Return how much changed since the last brief, and the first of it by name."""
    if not brief.changes:
        return ["Nothing changed."]
    columns: dict[tuple[str, str], list[Change]] = {}
    for change in brief.changes:
        columns.setdefault((change.kind, change.event), []).append(change)
    kinds = Counter(kind for kind, _ in columns)
    counted = [f"{many(kinds['new'], 'new event')}", f"{many(kinds['changed'], 'event')} changed",
               f"{many(kinds['gone'], 'event')} no longer in the brief"]  # fmt: skip
    told = ["; ".join(counted).capitalize() + ". The Changes sheet lists them cell by cell."]
    named = list(columns.items())[:MOST_NAMED]
    titles = {event.id: event.title for event in brief.events if any(event.id == id_ for (_, id_), _ in named)}
    for (kind, event), cells in named:
        title = titles.get(event) or cells[0].was or event
        of_it = f" ({'; '.join(map(_cell, cells))})" if kind == "changed" else ""
        told.append(f"{kind.capitalize()}: {title}{of_it}")
    return told


def _cell(change: Change) -> str:
    """Return a changed cell in short: with what it was and is where that is short too."""
    if max(len(change.was), len(change.now)) > LONGEST_VALUE:
        return change.column
    return f"{change.column}: {change.was or 'empty'} → {change.now or 'empty'}"


LONGEST_VALUE = 40
"""Characters of a value that is told in passing."""


def left_out(brief: Brief) -> list[str]:
    """Return what was left out, by reason."""
    told = [f"{many(number, 'event')}: {reason}." for reason, number in sorted(brief.left_out.items()) if number]
    reasons = Counter(one.reason for one in brief.ledger.left_out)
    return told + [f"{many(number, 'row')} of events.csv: {reason}." for reason, number in sorted(reasons.items())]


def about(brief: Brief, tally: Tally) -> list[str]:
    """Return what a reader of this workbook must know of it."""
    told = []
    if brief.draft:
        told.append(
            "This is a draft: the checks found errors, and the events that they concern may be missing or wrong."
        )
    if tally.label != brief.tlp:
        told.append(
            f"It carries TLP:{tally.label}, the strictest label of an event in it; the project's is TLP:{brief.tlp}."
        )
    if tally.events > MOST_DRAWN:
        told.append(
            f"The Timeline sheet draws the {MOST_DRAWN} most important events; "
            f"the Events sheet holds all {tally.events:,}."
        )
    if tally.undrawn:
        told.append(
            f"{many(tally.undrawn, 'event')} without a day that could be drawn; "
            "they stand at the end of the Events sheet."
        )
    if tally.cuts:
        told.append(
            f"{many(len(tally.cuts), 'text')} longer than the {MOST_CHARACTERS:,} characters that a cell can hold; "
            "cut here, marked, listed in Findings, whole in events.csv."
        )
    if tally.events * 2 > links.MOST_LINKS or tally.citations * 3 > links.MOST_LINKS:
        told.append(
            f"A sheet can hold {links.MOST_LINKS:,} links; where more would be needed, the last rows carry plain text."
        )
    if tally.events > notes.MOST_NOTES:
        told.append(
            f"Notes with the quotes hang on the first {notes.MOST_NOTES:,} titles; "
            "the Citations sheet holds all quotes."
        )
    told.append("Every code and every column is explained in the Codebook.")
    return told
