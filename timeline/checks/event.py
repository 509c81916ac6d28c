"""Rules about the event itself: its id, its words and its codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import TOGETHER, Sight, blank, cells, judged, one_of
from timeline.config import TLP
from timeline.model import CREDIBILITY, Severity, Status

TITLE_MOST = 120
"""Characters of a headline that page and workbook have room for."""
ID = re.compile(r"\w[\w.\-]*")
ASCII_IDS = re.compile(r"(?:\w[\w.\-]*\n)*", re.ASCII)
"""Any number of ids, each with a line end; with the letters of all scripts it would take twice as long."""
MOST_LETTERS = 60
"""Letters of an id that is proposed."""
STATUSES = tuple(status.value for status in Status)
CREDIBILITIES = tuple(str(number) for number in CREDIBILITY)
OLD_TLP = {"WHITE": "CLEAR", "YELLOW": "AMBER", "ORANGE": "AMBER"}
"""WHITE was TLP 1.0's word for CLEAR (FIRST, 2017); the others are what people say for AMBER."""
NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


@rule("E101", Severity.ERROR)
def missing_id(sight: Sight) -> Iterator[Spot]:
    """An event has no id.

    Why: Links, silenced rules and colleagues' workbooks find an event by its id, wherever it is sorted to.

    Bad:
        id:
    Good:
        id: 2021-03-bridge-closed
    """
    for row in blank(sight.table, "id"):
        remedy = "Give it a name that stays, of month and title: 2018-06-border-air-strike."
        yield Spot(sight.table, row, "id", "is empty", remedy)


@rule("E102", Severity.ERROR)
def duplicate_id(sight: Sight) -> Iterator[Spot]:
    """Two events have one id.

    Why: A link to the one shows the other, and bringing a workbook back would write one over the other.

    Bad:
        id: 2021-03-bridge-closed
        and
        id: 2021-03-bridge-closed
    Good:
        id: 2021-03-bridge-closed
        and
        id: 2021-02-bridge-closed
        date: 2021-02
    """
    for row, first in _again(sight):
        if row in sight.withdrawn or first not in sight.withdrawn:
            yield Spot(
                sight.table,
                row,
                "id",
                f"is the id of line {sight.table.lines[first]} too",
                "Give one of them another id.",
            )


@rule("E103", Severity.ERROR)
def id_of_a_withdrawn_event(sight: Sight) -> Iterator[Spot]:
    """An event has the id of one that was withdrawn.

    Why: Old links and briefings would show the new event as the one that was taken back. An id is never used again,
    which is what the withdrawn row is kept for.

    Bad:
        status: withdrawn
        and
        status: reported
    Good:
        status: withdrawn
        and
        id: 2021-03-bridge-closed-2
    """
    for row, first in _again(sight) if sight.withdrawn else ():
        if row not in sight.withdrawn and first in sight.withdrawn:
            problem = f"belongs to the withdrawn event of line {sight.table.lines[first]}"
            yield Spot(sight.table, row, "id", problem, "Give the new event an id of its own.")


def _again(sight: Sight) -> Iterator[tuple[int, int]]:
    """Yield each row whose id another one has, and that other one: a withdrawn row if there is one, else the first."""
    ids = sight.table.columns.get("id", ())
    if len(set(ids)) == len(ids):
        return
    several = {name for name, count in Counter(ids).items() if count > 1 and name.strip()}
    rows: dict[str, list[int]] = {}
    for row, name in cells(sight.table, "id", several):
        rows.setdefault(name, []).append(row)
    for same in rows.values():
        first = min(same, key=lambda row: (row not in sight.withdrawn, row))
        yield from ((row, first) for row in same if row != first)


@rule("E104", Severity.ERROR)
def missing_title(sight: Sight) -> Iterator[Spot]:
    """An event has no title.

    Why: The title is all that the chart has room for.

    Bad:
        title:
    Good:
        title: River bridge closed to all traffic
    """
    for row in blank(sight.table, "title"):
        if row not in sight.withdrawn:
            yield Spot(sight.table, row, "title", "is empty", "Say in a few words what happened.")


@rule("E105", Severity.WARNING)
def title_too_long(sight: Sight) -> Iterator[Spot]:
    """A title has more than 120 characters.

    Why: It is cut on the page and fills the sheet. What is more than a headline belongs into the summary.

    Bad:
        title: Inspectors who had been sent by the ministry found cracks in two of the piers of the old river bridge and it was therefore closed to all traffic
    Good:
        title: River bridge closed after inspectors find cracks
    """  # noqa: E501 - the example has to be too long
    column = sight.table.columns.get("title", ())
    if max(map(len, column), default=0) > TITLE_MOST:
        for row, cell in enumerate(column):
            if len(cell) > TITLE_MOST and row not in sight.withdrawn:
                problem = f"has {len(cell)} characters, more than {TITLE_MOST}"
                yield Spot(sight.table, row, "title", problem, "Shorten it; the summary has room.")


@rule("E106", Severity.ERROR)
def unknown_category(sight: Sight) -> Iterator[Spot]:
    """A category is not among the project's own.

    Why: "protest" and "Protests" would get two lanes, two colours and half the count each.

    Bad:
        settings.categories: incident, politics
        category: Incidents
    Good:
        settings.categories: incident, politics
        category: incident
    """
    known = sight.case.settings.category_names
    if known:
        yield from _unknown(sight, "category", known, "is none of the project's categories")


@rule("E107", Severity.ERROR)
def unknown_status(sight: Sight) -> Iterator[Spot]:
    """A status is none of the five.

    Why: proposed, reported, confirmed, disputed and withdrawn are drawn differently; anything else can't be drawn as
    what it is.

    Bad:
        status: Confirmd
    Good:
        status: reported
    """
    return _unknown(sight, "status", STATUSES, "is no status")


@rule("E108", Severity.ERROR)
def unknown_tlp(sight: Sight) -> Iterator[Spot]:
    """A marking is none of the Traffic Light Protocol 2.0.

    Why: Whoever reads a marking that doesn't exist decides alone how far the event may travel.

    Bad:
        tlp: WHITE
    Good:
        tlp: CLEAR
    """
    for row, cell, _ in judged(sight.table, "tlp", lambda cell: cell if cell and cell not in TLP else None):
        word = cell.strip().upper().removeprefix("TLP:").strip()
        meant = OLD_TLP.get(word)
        remedy = f"Write {meant}." if meant else one_of(word, TLP)
        yield Spot(sight.table, row, "tlp", "is no marking of the Traffic Light Protocol 2.0", remedy)


@rule("E109", Severity.ERROR)
def unknown_credibility(sight: Sight) -> Iterator[Spot]:
    """A credibility is not 1 to 6.

    Why: The Admiralty code has six grades, from 1, confirmed by other sources, to 6, truth cannot be judged. A letter
    is the source's reliability and stands in the register.

    Bad:
        credibility: B2
    Good:
        credibility: 2
    """
    for row, cell, _ in judged(
        sight.table, "credibility", lambda cell: cell if cell and cell not in CREDIBILITIES else None
    ):
        word = cell.strip().casefold()
        digits = {digit for digit in word if digit in "123456"}
        meant = NUMBER_WORDS.get(word) or (digits.pop() if len(digits) == 1 and len(word) <= 3 else "")  # noqa: PLR2004 - "2.0"
        remedy = f"Did you mean {meant}?" if meant else "Write 1 to 6, or nothing where it can't be judged yet."
        yield Spot(sight.table, row, "credibility", "is no credibility of the Admiralty code", remedy)


def _unknown(sight: Sight, name: str, known: Sequence[str], problem: str) -> Iterator[Spot]:
    allowed = frozenset(known)
    for row, _, remedy in judged(
        sight.table, name, lambda cell: one_of(cell, known) if cell and cell not in allowed else None
    ):
        yield Spot(sight.table, row, name, problem, remedy)


@rule("E116", Severity.WARNING)
def id_no_slug(sight: Sight) -> Iterator[Spot]:
    """An id holds blanks or signs that don't survive in a link.

    Why: The id is the end of the event's address: timeline.html#2018-06-border-air-strike.

    Bad:
        id: bridge closed / March
    Good:
        id: 2021-03-bridge-closed
    """
    column = sight.table.columns.get("id", ())
    for start in range(0, len(column), TOGETHER):
        part = column[start : start + TOGETHER]
        for row, cell in enumerate(part, start) if not _all_slugs(part) else ():
            if not ID.fullmatch(cell) and cell.strip():
                meant = re.sub(r"[^\w.]+", "-", cell)[:MOST_LETTERS].strip("-.")
                remedy = f"Write {meant}." if meant else "Use letters, digits and hyphens."
                yield Spot(sight.table, row, "id", "holds more than letters, digits, hyphens, points and _", remedy)


def _all_slugs(ids: Sequence[str]) -> bool:
    """Whether all are, by a look at them as one text: five times as quick as one at each. May say no of good ids."""
    whole = "\n".join((*ids, ""))
    return whole.count("\n") == len(ids) and ASCII_IDS.fullmatch(whole) is not None


@rule("E117", Severity.WARNING)
def narrower_than_the_project(sight: Sight) -> Iterator[Spot]:
    """An event may go to fewer people than the project's outputs say.

    Why: Page and workbook carry the project's marking at their head. An event marked RED in a project marked CLEAR
    would travel as far as the page does.

    Bad:
        settings.tlp: GREEN
        tlp: RED
    Good:
        settings.tlp: GREEN
        tlp: CLEAR
    """
    project = sight.case.settings.tlp
    narrower = frozenset(TLP[TLP.index(project) + 1 :])
    for row, cell in cells(sight.table, "tlp", narrower):
        if row not in sight.withdrawn:
            remedy = f"Set the project's tlp to {cell}, or leave the event out of what goes out."
            yield Spot(sight.table, row, "tlp", f"is narrower than the project's {project}", remedy)
