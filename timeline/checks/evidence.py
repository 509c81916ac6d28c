"""Rules about evidence: that every event is cited, and every quote stands in its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, compress

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import Sight, blank, cells, judged, nearest, without
from timeline.model import Proof, Severity, Standing, Status
from timeline.quotes import ABSENT

CONFIRMED = frozenset({Status.CONFIRMED.value})
SURE = frozenset({"1"})
"""Credibility "confirmed by other sources"."""


@rule("Q101", Severity.ERROR)
def unknown_source(sight: Sight) -> Iterator[Spot]:
    """A citation names a source that the register doesn't have.

    Why: A source that can't be looked up is none.

    Bad:
        source: gazete
    Good:
        source: gazette
    """
    known = {*sight.register.columns.get("id", ()), *sight.case.sources}
    for names in sight.cited:
        for row, _, near in judged(
            sight.table, names.source, lambda cell: None if not cell or cell in known else nearest(cell, known)
        ):
            remedy = f"Did you mean {near}?" if near else "Add it with `timeline source add`."
            yield Spot(sight.table, row, names.source, "is not in the register of sources", remedy)


@rule("Q102", Severity.ERROR)
def missing_file(sight: Sight) -> Iterator[Spot]:
    """The register names a document that isn't there.

    Why: Without the document no quote of it can be proven, today or by whoever inherits the project.

    Bad:
        sources.file: gone.md
    Good:
        sources.file: gazette.md
    """
    corpus = sight.case.settings.corpus.name
    unreadable = {trouble.path for trouble in sight.case.troubles}  # they are there
    for row, name in enumerate(sight.register.column("id")):
        source = sight.case.sources.get(name.strip())
        if (
            source
            and source.file
            and source.id not in sight.case.documents
            and f"{corpus}/{source.file}" not in unreadable
        ):
            remedy = "Put it back from a copy, or add it anew with `timeline source add`."
            yield Spot(sight.register, row, "file", "is not in the corpus", remedy)


@rule("Q103", Severity.ERROR)
def changed_file(sight: Sight) -> Iterator[Spot]:
    """A document is not the one that was registered.

    Why: Documents are never edited, since a quote proves nothing in a text that was changed. One byte is enough.

    Bad:
        sources.sha256: 0000000000000000000000000000000000000000000000000000000000000000
    Good:
        document: The bridge was closed to all traffic on Wednesday, officials said.
    """
    for row, (name, sha256) in enumerate(
        zip(sight.register.column("id"), sight.register.column("sha256"), strict=True)
    ):
        document = sight.case.documents.get(name)
        if sha256 and document is not None and document.sha256 != sha256.strip().lower():
            problem = f"is not the hash of its document, which is {document.sha256[:12]}…"
            remedy = "Put the registered file back; a new version is a new source."
            yield Spot(sight.register, row, "sha256", problem, remedy)


@rule("Q104", Severity.WARNING)
def no_quote(sight: Sight) -> Iterator[Spot]:
    """A citation names a source without quoting it.

    Why: Whoever checks the row has to read the whole article, and nothing shows that it says what the row says.

    Bad:
        quote:
    Good:
        quote: closed to all traffic on Wednesday
    """
    for names, sources, _, _ in sight.citations():
        for row in without(sight.table, names.source, names.quote):
            if row not in sight.withdrawn:
                remedy = "Copy the words that say it from the document."
                yield Spot(sight.table, row, names.quote, f"is empty, though {sources[row]} is cited", remedy)


@rule("Q105", Severity.WARNING)
def quote_too_short(sight: Sight) -> Iterator[Spot]:
    """A quote is shorter than the project wants it.

    Why: "in Anbar" stands in every article about Anbar and proves nothing. The least length is `quote_min` in the
    settings.

    Bad:
        settings.quote_min: 20
        quote: on Wednesday
    Good:
        settings.quote_min: 20
        quote: closed to all traffic on Wednesday
    """
    least = sight.case.settings.quote_min
    for names in sight.cited:
        short = {cell for cell in sight.table.distinct(names.quote) if 0 < len(cell) < least}
        for row, cell in cells(sight.table, names.quote, short):
            if row not in sight.withdrawn:
                problem = f"has {len(cell)} character{'' if len(cell) == 1 else 's'}, fewer than {least}"
                yield Spot(sight.table, row, names.quote, problem, "Quote enough to be found and to be understood.")


@rule("Q106", Severity.ERROR)
def quote_not_found(sight: Sight) -> Iterator[Spot]:
    """A quote doesn't stand in the document of its source.

    Why: Nothing invented: words in quotation marks that nobody wrote are the worst mistake a timeline can make. The
    finding shows the most alike passage, with [-the quote's-] words and the {+document's+}.

    Bad:
        document: The bridge was closed to all traffic on Wednesday, officials said.
        quote: closed to heavy traffic on Wednesday
    Good:
        document: The bridge was closed to all traffic on Wednesday, officials said.
        quote: closed to all traffic on Wednesday
    """
    for row, name, source, proof in _proven(sight, Standing.MISSING):
        problem = f"is not in the document of {source}"
        remedy = "Quote what the document says, or cite the source that says this."
        if proof.reason and proof.reason != ABSENT:
            problem += f": {proof.reason.rstrip('.')}"
        if proof.marked:
            remedy = f"Nearest ({proof.likeness:.0f} of 100 alike): {proof.marked} - {remedy}"
        yield Spot(sight.table, row, name, problem, remedy)


@rule("Q107", Severity.NOTE)
def quote_found_after_folding(sight: Sight) -> Iterator[Spot]:
    """A quote stands in the document only when look-alike characters count as the same.

    Why: It is the same text, with curly quotes, look-alike letters of another script, or a word divided at the line's
    end. What had to be counted as the same is said, so that the reader of the original isn't surprised.

    Bad:
        document: The bridge was “closed to all traffic” on Wednesday, officials said.
        quote: "closed to all traffic" on Wednesday
    Good:
        document: The bridge was “closed to all traffic” on Wednesday, officials said.
        quote: “closed to all traffic” on Wednesday
    """
    for row, name, source, proof in _proven(sight, Standing.FOLDED):
        problem = f"stands in {source} with other characters ({', '.join(proof.folds)})"
        yield Spot(sight.table, row, name, problem, "Nothing needs doing; the place in the original is kept.")


@rule("Q108", Severity.ERROR)
def negation_in_the_gap(sight: Sight) -> Iterator[Spot]:
    """The part of the source that a quote leaves out holds a negation.

    Why: "the bridge is … open to traffic" is made of words that stand in "the bridge is not open to traffic", and says
    the opposite.

    Bad:
        document: The old river bridge is not, officials said on Wednesday, open to any traffic.
        quote: The old river bridge is … officials said on Wednesday, open to any traffic.
    Good:
        document: The old river bridge is not, officials said on Wednesday, open to any traffic.
        quote: The old river bridge is not, officials said … open to any traffic.
    """
    for row, name, source, proof in _proven(sight, Standing.NEGATED):
        told = f": {proof.reason.rstrip('.')}" if proof.reason else ""
        problem = f"leaves out a negation that stands in {source}{told}"
        yield Spot(sight.table, row, name, problem, "Quote the negation too.")


def _proven(sight: Sight, standing: Standing) -> Iterator[tuple[int, str, str, Proof]]:
    """Yield row, quote column, source and proof of the quotes that stand so."""
    wanted = {key: proof for key, proof in sight.case.proofs.items() if proof.standing is standing}
    if not wanted:
        return
    for names, sources, quotes, _ in sight.citations():
        for row, key in enumerate(zip(sources, quotes, strict=True)):
            if key in wanted and row not in sight.withdrawn:
                yield row, names.quote, key[0], wanted[key]


@rule("Q109", Severity.WARNING)
def one_origin_twice(sight: Sight) -> Iterator[Spot]:
    """Two sources of an event go back to one report.

    Why: Twenty papers that print one wire story are one witness. Counted as two they make a rumour "confirmed by other
    sources".

    Bad:
        sources.origin: Reuters
        source_2: tribune
        quote_2: closed to all traffic on Wednesday
        and
        sources.id: tribune
        sources.origin: Reuters
    Good:
        sources.origin: Reuters
        source_2: tribune
        quote_2: closed to all traffic on Wednesday
        and
        sources.id: tribune
        sources.origin: AP
    """
    columns = _cited(sight)
    named = Counter(source.root for source in sight.case.sources.values())
    copied = {name: source.root for name, source in sight.case.sources.items() if named[source.root] > 1}
    if len(columns) == 1 or not copied:
        return
    for row, cited in enumerate(zip(*columns.values(), strict=True)):
        if len(copied.keys() & set(cited)) > 1 and row not in sight.withdrawn:
            yield from _copies(sight, row, copied)


def _copies(sight: Sight, row: int, copied: Mapping[str, str]) -> Iterator[Spot]:
    first: dict[str, str] = {}
    for column, names in _cited(sight).items():
        name = names[row]
        root = copied.get(name)
        other = first.setdefault(root, name) if root else name
        if other != name:
            remedy = "Count them as one, or cite a source that has it from somebody else."
            yield Spot(sight.table, row, column, f"goes back to {root}, as {other} does", remedy)


def _cited(sight: Sight) -> Mapping[str, Sequence[str]]:
    """Return the columns that name sources, with their cells."""
    names = [names.source for names in sight.cited if names.source in sight.table.columns]
    return {name: sight.table.columns[name] for name in names}


@rule("Q110", Severity.ERROR)
def quote_without_source(sight: Sight) -> Iterator[Spot]:
    """A quote, or a source's date, stands without the source it is from.

    Why: Words that nobody can be asked for are no evidence.

    Bad:
        source:
        quote: closed to all traffic on Wednesday
    Good:
        source: gazette
        quote: closed to all traffic on Wednesday
    """
    for names, _, quotes, _ in sight.citations():
        for column in (names.quote, names.date):
            for row in without(sight.table, column, names.source):
                if column == names.quote or not quotes[row]:
                    problem = f"has no source in {names.source}"
                    yield Spot(sight.table, row, column, problem, "Name the source that it is from.")


@rule("Q111", Severity.ERROR)
def no_source(sight: Sight) -> Iterator[Spot]:
    """An event has no source.

    Why: Nothing invented: what nobody says has no place in the timeline.

    Bad:
        source:
        quote:
    Good:
        source: gazette
        quote: closed to all traffic on Wednesday
    """
    columns = _cited(sight)
    first, *others = columns or [""]
    for row in blank(sight.table, first) if columns else range(len(sight.table)):
        if row not in sight.withdrawn and not any(columns[name][row].strip() for name in others):
            remedy = "Name the source that tells it, with the words that say it in quote."
            yield Spot(sight.table, row, "source", "is empty: nobody says that this happened", remedy, "")


@rule("Q112", Severity.WARNING)
def quote_unproven(sight: Sight) -> Iterator[Spot]:
    """A quote can't be looked up, since its source has no document.

    Why: It may be right, and nobody can tell. `timeline source add` takes a copy of the article into the corpus. Said
    too where the register names a document that isn't there or can't be read, so that no such row counts as good.

    Bad:
        sources.file:
        sources.sha256:
    Good:
        sources.file: gazette.md
    """
    bare = sight.case.sources.keys() - sight.case.documents.keys()
    for names, _, quotes, _ in sight.citations():
        for row, source in cells(sight.table, names.source, bare):
            if quotes[row] and row not in sight.withdrawn:
                reason, remedy = f"{source} has no document in the corpus", "Add it with `timeline source add`."
                if sight.case.sources[source].file:
                    reason, remedy = (
                        f"the document of {source} was not read",
                        "Mend what is said of it in the register.",
                    )
                yield Spot(sight.table, row, names.quote, f"can't be proven: {reason}", remedy)


@rule("Q113", Severity.WARNING)
def confirmed_by_nobody_else(sight: Sight) -> Iterator[Spot]:
    """An event is called confirmed on the word of a single origin.

    Why: A lone source is shown as lone. Status `confirmed` and credibility 1, "confirmed by other sources" (Admiralty
    code), say that somebody else has it too, from somewhere else.

    Bad:
        status: confirmed
    Good:
        status: reported
        credibility: 2
    """
    columns = _cited(sight).values()
    roots = {name: source.root for name, source in sight.case.sources.items()}
    told: set[int] = set(sight.withdrawn)
    for column, wanted, instead in (("status", CONFIRMED, "reported"), ("credibility", SURE, "2")):
        claimed = map(wanted.__contains__, sight.table.column(column))
        lone = {
            cited
            for cited in set(compress(zip(*columns, strict=True), claimed))
            if len({roots.get(name, name) for name in cited if name}) == 1
        }
        for row, _ in cells(sight.table, column, wanted) if lone else ():
            if row not in told and tuple(names[row] for names in columns) in lone:
                told.add(row)
                remedy = f"Cite a second, independent source, or write {instead}."
                yield Spot(sight.table, row, column, "rests on a single origin", remedy)


@rule("Q114", Severity.WARNING)
def citation_twice(sight: Sight) -> Iterator[Spot]:
    """An event cites the same words of the same source twice.

    Why: It looks like two pieces of evidence and is one; usually the second was pasted and not yet changed.

    Bad:
        source_2: gazette
        quote_2: closed to all traffic on Wednesday
    Good:
        source_2: gazette
        quote_2: The bridge was closed to all traffic
    """
    told: set[tuple[int, str]] = set()
    for (first, sources, quotes, _), (second, others, words, _) in combinations(sight.citations(), 2):
        for row, (source, other) in enumerate(zip(sources, others, strict=True)):
            if source and source == other and quotes[row] == words[row] and (row, second.source) not in told:
                told.add((row, second.source))
                problem = f"and its quote stand in {first.source} already"
                yield Spot(sight.table, row, second.source, problem, "Delete one of them.")
