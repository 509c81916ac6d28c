"""Rules about the file and its text: what a program, a paste or a spreadsheet did to it on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields

from timeline import events
from timeline.checks import scripts
from timeline.checks.rule import Spot, rule
from timeline.checks.sight import SERIAL, Sight, judged, nearest
from timeline.model import Severity, Source, Standing, Table
from timeline.when import propose

SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{2,}", re.IGNORECASE)
SHEET_ERROR = re.compile(r"#(?:REF!|NAME\?|VALUE!|N/A|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{3,}")
ALIKE = 80
"""Of 100: `catagory` is 88 like `category`; `data` is 75 like `date`, and a good name of its own."""
OTHER_NAMES = {
    "latitude": "lat",
    "longitude": "lon",
    "lng": "lon",
    "long": "lon",
    "event_date": "date",
    "location": "place",
    "sources": "source",
}
"""Names by which other tools know our columns."""
REGISTER = tuple(field.name for field in fields(Source))


@rule("T101", Severity.ERROR)
def empty_table(_: Sight) -> Iterable[Spot]:
    r"""The file holds no header row.

    Why: An empty events.csv is more often a failed save than a project without events.

    Bad:
        file:
    Good:
        file: id,date,title\n
    """
    return ()  # said by table.read, as are all rules up to T108


@rule("T102", Severity.ERROR)
def not_utf_8(_: Sight) -> Iterable[Spot]:
    r"""The file is in another encoding than UTF-8.

    Why: The bytes of "al-Qāʾim" mean something else in every encoding, and the next program guesses again. A
    spreadsheet program has "CSV UTF-8" among the formats of its Save As.

    Bad:
        file: id,date,title\na,2018,Caf\xe9 bombed\n
    Good:
        file: id,date,title\na,2018,Caf\xc3\xa9 bombed\n
    """
    return ()


@rule("T103", Severity.ERROR)
def nul_character(_: Sight) -> Iterable[Spot]:
    r"""A cell holds the character NUL.

    Why: No text has one. The file is a workbook under a wrong name, or UTF-16 that was read as UTF-8, or damaged.

    Bad:
        file: id,date,title\na,2018,Bridge\x00closed\n
    Good:
        file: id,date,title\na,2018,Bridge closed\n
    """
    return ()


@rule("T104", Severity.ERROR)
def ragged_row(_: Sight) -> Iterable[Spot]:
    r"""A row has more or fewer cells than the header.

    Why: An unquoted comma moved everything behind it one column on: the quote stands under source_date, and the place
    under lat.

    Bad:
        file: id,date,title\na,2018,Raid in Rutba, Anbar\n
    Good:
        file: id,date,title\na,2018,"Raid in Rutba, Anbar"\n
    """
    return ()


@rule("T105", Severity.ERROR)
def nameless_column(_: Sight) -> Iterable[Spot]:
    r"""A column has no name in the header.

    Why: What stands in it can't be asked for, and is lost as soon as another program drops the column.

    Bad:
        file: id,date,title,\na,2018,Bridge closed,see map\n
    Good:
        file: id,date,title,notes\na,2018,Bridge closed,see map\n
    """
    return ()


@rule("T106", Severity.ERROR)
def duplicate_column(_: Sight) -> Iterable[Spot]:
    r"""Two columns have one name.

    Why: Which of the two titles is the title? Programs take the first, the last or both, each its own way.

    Bad:
        file: id,date,title,title\na,2018,Bridge closed,River bridge closed\n
    Good:
        file: id,date,title,notes\na,2018,Bridge closed,River bridge closed\n
    """
    return ()


@rule("T107", Severity.ERROR)
def broken_quotes(_: Sight) -> Iterable[Spot]:
    r"""A quotation mark never closes, or text follows a closing one.

    Why: A single stray mark can swallow all rows down to the next one into one cell, and nothing looks amiss.

    Bad:
        file: id,date,title\na,2018,"The "caliphate" falls"\n
    Good:
        file: id,date,title\na,2018,"The ""caliphate"" falls"\n
    """
    return ()


@rule("T108", Severity.ERROR)
def wrong_separator(_: Sight) -> Iterable[Spot]:
    r"""The file separates its cells by semicolons or tabs instead of commas.

    Why: Spreadsheet programs write semicolons in countries where the comma is the decimal sign, and call it CSV.

    Bad:
        file: id;date;title\na;2018;Bridge closed\n
    Good:
        file: id,date,title\na,2018,Bridge closed\n
    """
    return ()


@rule("T109", Severity.ERROR)
def missing_column(sight: Sight) -> Iterator[Spot]:
    r"""The table lacks a column that it can't do without.

    Why: Without an id nothing can be linked or brought back, without a date nothing drawn, without a title nothing
    read.

    Bad:
        file: id,title\na,Bridge closed\n
    Good:
        file: id,date,title\na,2018,Bridge closed\n
    """
    for found, needed in ((sight.table, events.REQUIRED), (sight.register, ("id", "title"))):
        for name in needed:
            # One column of all: the table has another separator, which T108 says once for all of them.
            if len(found.header) > 1 and name not in found.columns:
                yield Spot(found, -1, name, "is missing from the header", f"Add a column named {name}.", "")


@rule("T110", Severity.WARNING)
def misspelt_column(sight: Sight) -> Iterator[Spot]:
    r"""A column has almost the name of one of ours that is missing.

    Why: Unknown columns are kept and not read, so whatever stands under `catagory` would silently count for nothing.

    Bad:
        file: id,date,title,catagory\na,2018,Bridge closed,incident\n
    Good:
        file: id,date,title,category,shelfmark\na,2018,Bridge closed,incident,B 12\n
    """
    for found, known in ((sight.table, tuple(events.COLUMNS)), (sight.register, REGISTER)):
        for name in found.header:
            meant = _column_meant(name, known, found)
            if meant:
                remedy = f"Rename it to {meant}, or to something less alike if it is a column of your own."
                yield Spot(found, -1, name, f"is no column of ours, but looks like {meant}", remedy, "")


def _column_meant(name: str, known: tuple[str, ...], found: Table) -> str:
    if name in known or (known is not REGISTER and events.is_known(name)):
        return ""
    folded = re.sub(r"[\s_-]+", "_", name.strip().casefold())
    stem, number = re.fullmatch(r"(.*?)_?([0-9]*)", folded).groups()  # type: ignore[union-attr]  # matches anything
    if number and stem in ("source", "quote", "source_date"):
        meant = stem if int(number) == 1 else f"{stem}_{int(number)}"
    else:
        meant = OTHER_NAMES.get(folded) or nearest(folded, known, ALIKE)
    return "" if meant in found.columns or (known is REGISTER and meant not in known) else meant


@rule("T111", Severity.WARNING)
def mojibake(sight: Sight) -> Iterator[Spot]:
    """Letters were lost or garbled because UTF-8 was once read as something else.

    Why: "RaÃ§id" finds no quote and no name, and once saved again the damage can't be undone by opening the file
    another way.

    Bad:
        title: CafÃ© bombed in Baghdad
    Good:
        title: Café bombed in Baghdad
    """
    for found, row, name, cell in _odd_cells(sight):
        told = scripts.mojibake(cell)
        if told:
            garbled, meant = told
            what = f"is garbled: {garbled} was {meant}" if meant else f"has lost a character: {garbled}"
            remedy = f"Write {meant} there." if meant else "Type again what stood there; the source has it."
            yield Spot(found, row, name, what, remedy)


@rule("T112", Severity.WARNING)
def mixed_script_letters(sight: Sight) -> Iterator[Spot]:
    """A word mixes letters of two scripts that look alike.

    Why: "Frοm" with a Greek omicron looks right and is found by no search. It comes from converters, and from people
    who want a name not to be found. A quote that stands so in its source is left as it is.

    Bad:
        title: Bridge clοsed to all traffic
    Good:
        title: Bridge closed to all traffic
    """
    for found, row, name, cell in _odd_cells(sight):
        mixed = scripts.mixed(cell)
        if mixed:
            word, letter = mixed
            remedy = "Type the word again on one keyboard."
            yield Spot(found, row, name, f"mixes two scripts in {word}: {letter}", remedy)


@rule("T113", Severity.WARNING)
def invisible_characters(sight: Sight) -> Iterator[Spot]:
    r"""A cell holds characters that nobody sees.

    Why: Soft hyphens, zero-width blanks and control characters travel along when text is pasted from a page, and two
    ids that look the same are two.

    Bad:
        title: Bridge\u200b closed
    Good:
        title: Bridge closed
    """
    for found, row, name, cell in _odd_cells(sight):
        told = scripts.invisible(cell)
        if told:
            yield Spot(found, row, name, f"holds {told}, which nobody sees", "Delete it, or type the text again.")


@rule("T114", Severity.WARNING)
def bidirectional_controls(sight: Sight) -> Iterator[Spot]:
    r"""A cell holds a character that turns the direction of writing around.

    Why: With U+202E in it, a line shows other words, dates or links than it holds (Boucher and Anderson, "Trojan
    Source", 2021). Marks beside Arabic or Hebrew letters are as they should be.

    Bad:
        title: Bridge \u202edesolc
    Good:
        title: Bridge closed
    """
    for found, row, name, cell in _odd_cells(sight, quotes=True):
        told = scripts.bidirectional(cell)
        if told:
            remedy = "Delete it and read the text again: it may say something else than it showed."
            yield Spot(found, row, name, f"holds {told}, which turns the writing around", remedy)


def _odd_cells(sight: Sight, *, quotes: bool = False) -> Iterator[tuple[Table, int, str, str]]:
    """Yield the cells beyond plain ASCII, without the quotes that stand so in their source unless asked for."""
    exact = {} if quotes else {names.quote: names.source for names in sight.cited}
    for label, found in sight.tables:
        for name in found.header:
            sources = found.column(exact[name]) if found is sight.table and name in exact else None
            for row, cell in sight.odd.get((label, name), ()):
                proof = sight.proof(sources[row], cell) if sources is not None else None
                if proof is None or proof.standing is not Standing.EXACT:
                    yield found, row, name, cell


@rule("T115", Severity.ERROR)
def serial_date(sight: Sight) -> Iterator[Spot]:
    """A date has become the number by which a spreadsheet program counts its days.

    Why: 43268 is 17 June 2018 in most workbooks and 18 June 2022 in those that count from 1904. It also comes of a
    column whose format was set to "number", and then every date of the column is damaged.

    Bad:
        date: 43268
    Good:
        date: 2018-06-17
    """
    for found, row, name, text, _ in sight.bad_dates:
        if SERIAL.fullmatch(text):
            meant = " or ".join(propose(text)) or "the date as EDTF"
            problem = "is no date: it is a day as a spreadsheet program counts them"
            yield Spot(found, row, name, problem, f"Write {meant}, and set the column's format to text.")


@rule("T116", Severity.ERROR)
def scientific_id(sight: Sight) -> Iterator[Spot]:
    """An id has become a number in scientific notation.

    Why: A spreadsheet program turns 12345678901234567890, and 12e18 too, into 1.2E+19. Many ids become the same, and
    the digits are gone.

    Bad:
        id: 1.2E+19
    Good:
        id: 2018-06-border-air-strike
    """
    for label, found, name in _id_columns(sight):
        for row, _, _ in judged(found, name, SCIENTIFIC.fullmatch) if "+" in sight.signs[label, name] else ():
            problem = "is an id that a spreadsheet program turned into a number"
            remedy = "Take the id from an older copy, and import the column as text."
            yield Spot(found, row, name, problem, remedy)


@rule("T117", Severity.ERROR)
def lost_zeros(sight: Sight) -> Iterator[Spot]:
    """An id has lost the zeros at its front.

    Why: A spreadsheet program reads 00417 as a number and writes 417, and the link to everything that knows 00417 is
    cut.

    Bad:
        sources.id: 00417
        source: 417
    Good:
        sources.id: 00417
        source: 00417
    """
    known = set(sight.register.columns.get("id", ()))
    for _, found, name in _id_columns(sight):
        cited = found is sight.table and name != "id"
        whole = _with_zeros(known if cited else found.columns[name])
        for row, cell, meant in judged(found, name, whole) if whole else ():
            if not (cited and cell in known):
                yield Spot(found, row, name, "has lost the zeros at its front", f"Write {meant}.")


def _with_zeros(known: Iterable[str]) -> Callable[[str], str | None] | None:
    """Return what says which id a number was: 417 was 00417, and beside ids of five digits, 1203 was 01203.

    None where no id starts with a zero.
    """
    zeroed = {name.lstrip("0"): name for name in known if name[:1] == "0" and name.isascii() and name.isdigit()}
    lengths = {len(name) for name in zeroed.values()}
    if not zeroed:
        return None

    def whole(cell: str) -> str | None:
        if cell[:1] == "0" or not (cell.isascii() and cell.isdigit()):
            return None
        padded = cell.zfill(max(lengths)) if len(lengths) == 1 else cell
        return zeroed.get(cell) or (padded if padded != cell else None)

    return whole


@rule("T118", Severity.ERROR)
def spreadsheet_error(sight: Sight) -> Iterator[Spot]:
    """A cell holds a spreadsheet program's error instead of a value.

    Why: #REF! and ##### are what was shown when the table was exported; what stood behind them is lost.

    Bad:
        place: #NAME?
    Good:
        place: Rutba
    """
    for label, found in sight.tables:
        for name in found.header:
            for row, _, _ in judged(found, name, SHEET_ERROR.fullmatch) if "#" in sight.signs[label, name] else ():
                yield Spot(found, row, name, "is a spreadsheet program's error", "Type what stood there.")


def _id_columns(sight: Sight) -> Iterator[tuple[str, Table, str]]:
    own = ("id", *(names.source for names in sight.cited))
    for (label, found), names in zip(sight.tables, (own, ("id",)), strict=True):
        yield from ((label, found, name) for name in names if name in found.columns)
