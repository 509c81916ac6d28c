"""Every document held against its hash, and every quote against its document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline import files
from timeline.corpus import documents
from timeline.model import Citation, Document, Proof, Source, Standing

SEARCHED_MOST = 1_500_000_000
"""Bytes that are hashed to find a changed one: about two seconds."""
NEWLINE = b"\n"


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """Whether a document is the one that was registered. `found` is its hash today, "" where it can't be read."""

    source: str
    file: str
    expected: str
    found: str
    told: str

    @property
    def good(self) -> bool:
        """Whether no byte was changed."""
        return bool(self.expected) and self.expected == self.found


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether a quote of an event stands in its source's document, in words too."""

    event: str
    source: str
    number: int
    proof: Proof
    told: str

    @property
    def good(self) -> bool:
        """Whether the quote is proven."""
        return self.proof.standing in (Standing.EXACT, Standing.FOLDED)


@dataclass(frozen=True, slots=True)
class Verified:
    """All documents of the register, and all quotes, in the order of both tables."""

    documents: tuple[DocumentCheck, ...]
    quotes: tuple[QuoteCheck, ...]

    @property
    def good(self) -> bool:
        """Whether every document is unchanged and every quote proven."""
        return all(check.good for check in self.documents) and all(check.good for check in self.quotes)


def verify(corpus: Path, sources: Mapping[str, Source], cited: Iterable[tuple[str, Citation]]) -> Verified:
    """Check all hashes and all quotes; `cited` are the citations, each with its event's id."""
    texts, unread = documents.load(corpus, sources.values())
    trouble = {finding.path: finding.problem for finding in unread}
    quoted = [(event, citation) for event, citation in cited if citation.quote]
    from timeline import quotes  # which takes long to load

    proofs = quotes.prove_all(texts, ((citation.source, citation.quote) for _, citation in quoted))
    unreadable = Proof(Standing.MISSING, reason="its source has no document that can be read")
    checked = tuple(
        _check_quote(event, citation, proofs.get((citation.source, citation.quote), unreadable))
        for event, citation in quoted
    )
    return Verified(
        tuple(
            _check_document(corpus, source, texts.get(source.id), trouble, checked)
            for source in sources.values()
            if source.file
        ),
        checked,
    )


def _check_quote(event: str, citation: Citation, proof: Proof) -> QuoteCheck:
    told = {
        Standing.EXACT: "exact",
        Standing.FOLDED: f"folded: {', '.join(proof.folds)}",
        Standing.NEGATED: f"negated: {proof.reason}",
        Standing.MISSING: f"not found: {proof.reason}" + (f"; nearest: {proof.marked}" if proof.marked else ""),
    }
    return QuoteCheck(event, citation.source, citation.number, proof, told[proof.standing])


def _check_document(
    corpus: Path, source: Source, document: Document | None, trouble: Mapping[str, str], checked: Iterable[QuoteCheck]
) -> DocumentCheck:
    if document is None:
        told = trouble.get(f"{corpus.name}/{source.file}", "missing: the file is not in the corpus")
        return DocumentCheck(source.id, source.file, source.sha256, "", told)
    if not source.sha256:
        told = f"not registered: the register has no hash of it; it is {document.sha256}"
    elif source.sha256 == document.sha256:
        told = "unchanged"
    else:
        told = _told_change(corpus, source, document, [check for check in checked if check.source == source.id])
    return DocumentCheck(source.id, source.file, source.sha256, document.sha256, told)


def _told_change(corpus: Path, source: Source, document: Document, checked: list[QuoteCheck]) -> str:
    data = files.read(documents.locate(corpus, source.file))
    change = _change(data, source.sha256) or f"{len(data):,} bytes now, {document.encoding}"
    fallen = [check.event for check in checked if not check.good]
    stand = f"{len(checked) - len(fallen)} of {len(checked)} quotes still stand" if checked else "no quote is of it"
    told = f"changed: expected {source.sha256}, found {document.sha256}; {change}; {stand}"
    return f"{told}, not those of {', '.join(dict.fromkeys(fallen))}" if fallen else told


def _change(data: bytes, expected: str) -> str:
    """Tell what was done to the bytes, where undoing it gives the registered hash; "" where nothing that we try does.

    Editors and git rewrite line ends, add a byte order mark or a last line's end; a single wrong byte is looked for
    among all that it could have been, as long as that takes no more than seconds.
    """
    mark = b"\xef\xbb\xbf"
    simple = {
        "only its line ends were changed, to CRLF": data.replace(b"\r\n", NEWLINE),
        "only its line ends were changed, to LF": data.replace(b"\r\n", NEWLINE).replace(NEWLINE, b"\r\n"),
        "only a byte order mark was added": data.removeprefix(mark),
        "only its byte order mark was taken away": mark + data,
        "only an end of line was added at its end": data.removesuffix(NEWLINE).removesuffix(b"\r"),
        "only its last line's end was taken away": data + NEWLINE,
    }
    for told, before in simple.items():
        if files.seal(before) == expected:
            return told
    return next(_single_bytes(data, expected), "")


def _single_bytes(data: bytes, expected: str) -> Iterator[str]:
    """Yield the one byte that was changed, added or taken away, if undoing that gives the hash. Bounded in time."""
    wanted, size = bytes.fromhex(expected) if _is_hash(expected) else b"", len(data)
    # The likely bytes first; with a long text, only they are affordable.
    likely = bytes(dict.fromkeys(b"0123456789" + bytes(sorted(set(data))) + bytes(range(32, 127)) + bytes(range(256))))
    each = min(256, SEARCHED_MOST // (size * size + 1)) if wanted else 0
    state = hashlib.sha256()
    for at in range(size + 1 if each else 0):
        place = f"the byte at offset {at:,} (line {data.count(NEWLINE, 0, at) + 1})"
        rest, old = data[at + 1 :], data[at : at + 1]
        for byte in likely[:each]:
            new = byte.to_bytes(1, "big")
            for tail, told in ((rest, "changed"), (data[at:], "taken away")):
                tried = state.copy()
                tried.update(new + tail)
                if tried.digest() == wanted and (old or told == "taken away"):
                    was, now = _shown(new), _shown(old)
                    words = f"was {was} and is {now}" if told == "changed" else f"held {was}, which was taken away"
                    yield f"one byte was changed: {place} {words}"
        tried = state.copy()
        tried.update(rest)
        if old and tried.digest() == wanted:
            yield f"one byte was changed: {_shown(old)} was added: {place}"
        state.update(old)


def _is_hash(text: str) -> bool:
    return len(text) == hashlib.sha256().digest_size * 2 and not set(text) - set("0123456789abcdef")


def _shown(byte: bytes) -> str:
    return f'"{byte.decode()}"' if byte.isascii() and byte.decode().isprintable() else f"0x{byte.hex().upper()}"
