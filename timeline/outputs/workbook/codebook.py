"""The Codebook: every column and every code of the workbook, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.config import TLP
from timeline.model import CREDIBILITY, RELIABILITY, Status
from timeline.outputs.workbook.brief import STANDINGS, Brief
from timeline.outputs.workbook.cells import Value
from timeline.outputs.workbook.columns import SHEETS, Column, Sheet

CODEBOOK = Sheet(
    "Codebook",
    "What every code and every column means.",
    (
        Column("Where", 22, "text", "The sheet, or the list of codes."),
        Column("Code or column", 26, "title", "The code, or the head of the column."),
        Column("Meaning", 96, "text", "What it means."),
        Column("In events.csv", 26, "code", "The column of the table on disk that it comes from."),
    ),
    frozen=0,
)
LISTS = {
    "category": "Category",
    "status": "Status",
    "credibility": "Credibility",
    "tlp": "Traffic Light Protocol",
    "proof": "Proof",
    "reliability": "Reliability",
}
"""The lists of codes, by the column that holds them, in the order in which the Codebook gives them."""


def codes(brief: Brief) -> dict[str, Sequence[tuple[str | int, str]]]:
    """Return the codes of each column that has a list, with their meaning."""
    return {
        "category": [(category.name, category.about) for category in brief.categories],
        "status": [(status.value, STATUS_WORDS[status]) for status in Status],
        "credibility": list(CREDIBILITY.items()),
        "tlp": [(name, TLP_WORDS[name]) for name in TLP],
        "proof": list(STANDINGS.items()),
        "reliability": list(RELIABILITY.items()),
    }


def rows(brief: Brief, sheets: Sequence[Sheet]) -> Iterator[list[Value]]:
    """Return the cells of CODEBOOK: the lists of codes, then the columns of each sheet."""
    for column, meanings in codes(brief).items():
        for code, meaning in meanings:
            yield [LISTS[column], code, meaning, column if column in CARRIED else ""]
    for sheet in sheets:
        for one in sheet.columns:
            aside = "" if one.printed else " Beyond the printed page: scroll to the right."
            yield [f"Sheet {sheet.name}", one.head, one.about + aside, one.field]


def ranges(brief: Brief, first: int) -> dict[str, str]:
    """Where the codes of each column stand, for the lists of choices; `first` is the sheet's first row of data."""
    found: dict[str, str] = {}
    for column, meanings in codes(brief).items():
        if meanings:
            found[column] = f"{CODEBOOK.name}!$B${first}:$B${first + len(meanings) - 1}"
        first += len(meanings)
    return found


CARRIED = {column.field for sheet in SHEETS for column in sheet.columns}


STATUS_WORDS = {
    Status.PROPOSED: "found by the machine; nobody has looked",
    Status.REPORTED: "a source says so",
    Status.CONFIRMED: "sources that do not depend on each other say so, or one that was there",
    Status.DISPUTED: "sources contradict each other, or somebody denies it",
    Status.WITHDRAWN: "no longer held; kept so that its id is not used again",
}
TLP_WORDS = {
    "CLEAR": "may be shared with everybody",
    "GREEN": "may be shared within the community, not publicly",
    "AMBER": "may be shared within the organisation and with its clients, where they need to know",
    "AMBER+STRICT": "may be shared within the organisation only, where they need to know",
    "RED": "for the eyes and ears of the recipients only",
}
"""Of the Traffic Light Protocol 2.0, in short."""
