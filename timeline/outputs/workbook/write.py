"""The order of work of a workbook: count, lay out, pour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count, islice
from typing import BinaryIO

from timeline.model import Event, Finding, Severity
from timeline.outputs.workbook import codebook, columns, figures, state, tally
from timeline.outputs.workbook.brief import Brief
from timeline.outputs.workbook.cells import MOST_CHARACTERS, Value, Writer, letter, markup
from timeline.outputs.workbook.cover import Cover, Jumps
from timeline.outputs.workbook.lanes import Lanes
from timeline.outputs.workbook.links import address
from timeline.outputs.workbook.mould import HEAD_ROW, Mould, Place
from timeline.outputs.workbook.notes import Notes
from timeline.outputs.workbook.pour import Poured, pour


def render(brief: Brief) -> bytes:
    """Return the workbook; the same brief gives the same bytes."""
    stream = BytesIO()
    write(brief, stream)
    return stream.getvalue()


def write(brief: Brief, stream: BinaryIO) -> None:
    """Write the workbook into a binary file that can be sought in.

    Rows are streamed: memory is that of the front sheets and of 65,530 links a sheet, however many events there are.
    """
    order = brief.order()
    counts = tally.count(brief, order)
    brief = replace(brief, changes=state.disclosed(brief.changes, counts.label))
    extra = columns.extras(brief.events[place] for place in order)
    layout = Layout(brief, order, counts, extra)
    mould, sheets = layout.lay()
    made = BytesIO()
    mould.book.save(made)
    pour(made.getvalue(), sheets, markup(brief.title), stream)


class Layout:
    """Where everything stands, so that links lead there before it is written."""

    def __init__(self, brief: Brief, order: Sequence[int], counts: tally.Tally, extra: tuple[str, ...]) -> None:
        self.brief = brief
        self.order = order
        self.counts = counts
        self.extra = extra
        self.mould = Mould(brief, counts.label)
        self.findings = [*brief.findings, *(_cut(one) for one in counts.cuts)]
        self.sources = {source.id: source for source in brief.sources}

    def lay(self) -> tuple[Mould, dict[int, Poured]]:
        """Lay out all sheets, in the order in which they are to stand, and say what is poured into which."""
        brief, counts, mould = self.brief, self.counts, self.mould
        lists = codebook.ranges(brief, HEAD_ROW + 1 + brief.hxl)
        wanted = {*counts.important, *counts.drawn, *counts.disputed, *counts.lonely, *counts.bare}
        cover = Cover(mould, brief, counts, Jumps({}))
        lanes = Lanes(mould, brief, counts, Jumps({}))
        events_sheet = replace(columns.EVENTS, columns=(*columns.EVENTS.columns, *columns.own(self.extra)))
        events = mould.table(events_sheet, counts.events, lists)
        citations = mould.table(columns.CITATIONS, counts.citations, lists)
        sources = mould.table(columns.SOURCES, len(brief.sources), lists)
        changes = mould.table(said(columns.CHANGES, brief.changes, f"Nothing changed since {brief.since}."),
                              len(brief.changes), lists) if brief.since else []  # fmt: skip
        findings = mould.table(said(columns.FINDINGS, self.findings, "The checks found nothing."),
                               len(self.findings), lists)  # fmt: skip
        blocks = figures.lay(mould, counts)
        told = [events_sheet, columns.CITATIONS, columns.SOURCES, *([columns.CHANGES] if brief.since else []),
                columns.FINDINGS]  # fmt: skip
        book_rows = list(codebook.rows(brief, told))
        book = mould.table(codebook.CODEBOOK, len(book_rows), {})
        ranks = {place: rank for rank, place in enumerate(self.order) if place in wanted}
        jumps = Jumps({place: at(events, rank, TITLE) for place, rank in ranks.items()})
        cover.jumps = lanes.jumps = jumps
        cover.lay(*blocks)
        lanes.lay()
        sheets: dict[int, Poured] = {}
        self._events(sheets, events, citations)
        self._citations(sheets, citations, events, sources)
        self._plain(sheets, sources, (columns.source_row(source, counts.used) for source in brief.sources), (10, 11))
        self._about_events(sheets, findings, map(columns.finding_row, self.findings), events, WHERE)
        self._changes(sheets, changes, events)
        self._plain(sheets, book, iter(book_rows), ())
        shown = state.columns(counts.most_citations, self.extra)
        kept = mould.state(state.told(brief), shown, counts.events)
        cells: Iterator[list[Value]] = ([*state.row(brief.events[place], shown)] for place in self.order)
        self._plain(sheets, kept, cells, ())
        return mould, sheets

    def _events(self, sheets: dict[int, Poured], places: list[Place], citations: list[Place]) -> None:
        rows = iter(self.order)
        cited = count()
        for place in places:
            poured = self._poured(sheets, place)
            poured.notes = Notes(self.brief.theme.font)
            poured.rows = self._event_rows(place, poured, islice(rows, place.rows), citations, cited)

    def _event_rows(
        self, place: Place, poured: Poured, order: Iterator[int], citations: list[Place], cited: Iterator[int]
    ) -> Iterator[str]:
        writer = Writer(place.styles, place.widths)
        notes = poured.notes
        for row, event in enumerate((self.brief.events[one] for one in order), start=place.first):
            publisher, target = self._web(event)
            yield writer.row(row, columns.event_row(event, web=publisher, extra=self.extra))
            if event.citations:
                ranks = [next(cited) for _ in event.citations]
                poured.links.jump(f"{CITED}{row}", *at(citations, ranks[0], QUOTE))
            if target:
                poured.links.web(f"{WEB}{row}", target)
            if notes is not None and (quotes := self._quotes(event)):
                notes.add(f"{TITLE}{row}", row, columns.EVENTS.at("Event"), quotes)

    def _web(self, event: Event) -> tuple[str, str]:
        for citation in event.citations:
            source = self.sources.get(citation.source)
            if source and (target := address(source.url)):
                return source.publisher or source.title, target
        return "", ""

    def _quotes(self, event: Event) -> str:
        told = []
        for citation in event.citations:
            if citation.quote:
                source = self.sources.get(citation.source)
                who = (source.publisher or source.title) if source else citation.source
                told.append(f"“{citation.quote}”\n— {who}")
        return "\n\n".join(told)

    def _citations(
        self, sheets: dict[int, Poured], places: list[Place], events: list[Place], sources: list[Place]
    ) -> None:
        rows = self._citation_rows(sheets, places, events, sources)
        for place in places:
            self._poured(sheets, place).rows = islice(rows, max(place.rows, 1))

    def _citation_rows(
        self, sheets: dict[int, Poured], places: list[Place], events: list[Place], sources: list[Place]
    ) -> Iterator[str]:
        ranks = {source.id: rank for rank, source in enumerate(self.brief.sources)}
        writer = Writer(places[0].styles, places[0].widths)
        stops = [place.first + place.rows for place in places]
        part, row = 0, places[0].first
        for rank, one in enumerate(self.order):
            event = self.brief.events[one]
            for citation in event.citations:
                if row == stops[part]:
                    part, row = part + 1, places[part + 1].first
                links = sheets[places[part].number].links
                source = self.sources.get(citation.source)
                links.jump(f"{NUMBER}{row}", *at(events, rank, TITLE))
                if source:
                    links.jump(f"{RATED}{row}", *at(sources, ranks[source.id], "A"))
                    if target := address(source.url):
                        links.web(f"{CITED_WEB}{row}", target)
                # The link first: nobody comes back here after the last row of a sheet.
                yield writer.row(row, columns.citation_row(self.brief, event, citation, source))
                row += 1

    def _about_events(
        self,
        sheets: dict[int, Poured],
        places: list[Place],
        rows: Iterator[list[Value]],
        events: list[Place],
        cell: str,
    ) -> None:
        """Rows that name an event in their last cell: `cell`, a column's letters, leads to it."""
        named = {finding.event for finding in self.findings} | {change.event for change in self.brief.changes}
        ranks: Mapping[str, int] = {}
        if named - {""}:
            ranks = {id_: rank for rank, one in enumerate(self.order) if (id_ := self.brief.events[one].id) in named}
        for place in places:
            poured = self._poured(sheets, place)
            poured.rows = self._naming(place, poured, islice(rows, place.rows), events, ranks, cell)

    def _naming(
        self, place: Place, poured: Poured, rows: Iterator[list[Value]], events: list[Place], ranks: Mapping[str, int],
        cell: str,
    ) -> Iterator[str]:  # fmt: skip
        writer = Writer(place.styles, place.widths)
        for row, values in enumerate(rows, start=place.first):
            yield writer.row(row, values)
            rank = ranks.get(str(values[-1]))
            if rank is not None:
                poured.links.jump(f"{cell}{row}", *at(events, rank, TITLE))

    def _changes(self, sheets: dict[int, Poured], places: list[Place], events: list[Place]) -> None:
        if not places:
            return
        named = {change.event for change in self.brief.changes}
        titles = {event.id: event.title for event in self.brief.events if event.id in named}
        rows = (columns.change_row(change, titles) for change in self.brief.changes)
        self._about_events(sheets, places, rows, events, WHAT)

    def _plain(
        self, sheets: dict[int, Poured], places: list[Place], rows: Iterator[list[Value]], webs: tuple[int, ...]
    ) -> None:
        """Rows as they are; the cells `webs` are addresses."""
        for place in places:
            poured = self._poured(sheets, place)
            poured.rows = _rows_with_addresses(place, poured, islice(rows, place.rows), webs)

    def _poured(self, sheets: dict[int, Poured], place: Place) -> Poured:
        last = f"{letter(len(place.styles))}{place.first + max(place.rows, 1) - 1}"
        sheets[place.number] = Poured((), last)
        return sheets[place.number]


def _rows_with_addresses(
    place: Place, poured: Poured, rows: Iterator[list[Value]], webs: tuple[int, ...]
) -> Iterator[str]:
    writer = Writer(place.styles, place.widths)
    for row, values in enumerate(rows, start=place.first):
        yield writer.row(row, values)
        for web in webs:
            if target := address(str(values[web] or "")):
                poured.links.web(f"{letter(web + 1)}{row}", target)


TITLE, CITED, WEB = (letter(columns.EVENTS.at(head)) for head in ("Event", "Cited", "First source on the web"))
NUMBER, QUOTE, RATED, CITED_WEB = (
    letter(columns.CITATIONS.at(head)) for head in ("No.", "Quote", "Rel.", "On the web")
)
WHERE, WHAT = letter(columns.FINDINGS.at("Where")), letter(columns.CHANGES.at("What"))
"""The cells that carry links are short ones: LibreOffice does not wrap the text of a link, and cuts it off."""


def said(table: columns.Sheet, rows: Sequence[object], nothing: str) -> columns.Sheet:
    """Return the sheet as it is headed: where it has no rows, with the sentence that says so."""
    return table if rows else replace(table, about=nothing)


def at(places: list[Place], rank: int, column: str) -> tuple[str, str]:
    """Return the sheet and the cell of the row with this rank, over all the sheets of a table."""
    for place in places:
        if rank < place.rows:
            return place.sheet, f"{column}{place.first + rank}"
        rank -= place.rows
    return places[-1].sheet, f"{column}{places[-1].first}"


def _cut(one: tally.Cut) -> Finding:
    return Finding(
        code="B101",
        name="text-longer-than-a-cell",
        severity=Severity.NOTE,
        path="brief.xlsx",
        line=0,
        column=one.column,
        value="",
        problem=f"has {one.length:,} characters, and a cell of a workbook holds {MOST_CHARACTERS:,}: it is cut here",
        remedy="Read the whole text in events.csv, or shorten it there.",
        event=one.event,
    )
