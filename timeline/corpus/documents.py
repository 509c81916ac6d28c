"""A file of the corpus -> a Document, by a reader for its suffix."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from timeline import files
from timeline.corpus import page, plain
from timeline.corpus.plain import Reading
from timeline.errors import TimelineError
from timeline.model import Document, Finding, Severity, Source

READERS: Mapping[str, Callable[[bytes], Reading]] = {".html": page.read, ".htm": page.read, ".xhtml": page.read}
"""The reader for each suffix; plain.read for all others."""
MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a Rich Text file"),
)
PACKED = ".gz"
UNPACKED_MOST = 1 << 26
"""Bytes that a compressed document may unpack to, 64 MB."""
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f\ufffd]")
CONTROLS_MOST = 200
"""One control character in so many is damage; more of them, and the file is no text."""


class OutsideCorpus(TimelineError):
    """A path that leaves the corpus: absolute, through .., or by a link."""

    hint = "Name a path below the corpus; `timeline source add` takes a copy of a file from elsewhere."

    def __init__(self, file: str) -> None:
        super().__init__(f"{file!r} is no path below the corpus")


class UnreadableDocument(TimelineError):
    """A file that is no text, or empty."""

    hint = "Save the article's text as plain text or Markdown, in UTF-8, and add that."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} can't be read as a document: {reason}")
        self.reason = reason


def locate(corpus: Path, file: str) -> Path:
    """Return where the register's `file` lies, whether or not it exists. Raises OutsideCorpus."""
    windows, parts = PureWindowsPath(file), PurePosixPath(file.replace("\\", "/")).parts
    if not parts or "\0" in file or windows.drive or windows.root or ".." in parts:
        raise OutsideCorpus(file)
    path = corpus.joinpath(*parts)
    try:
        inside = path.resolve().is_relative_to(corpus.resolve())
    except (OSError, RuntimeError) as error:  # a link that leads in circles, a name that is too long
        raise OutsideCorpus(file) from error
    if not inside:
        raise OutsideCorpus(file)
    return path


def read(source: str, path: Path) -> Document:
    """Read the document of a source. Raises UnreadableDocument, files.Unreadable."""
    return parse(source, path, files.read(path))


def stem(path: Path) -> str:
    """Return the file's name without the suffixes that tell its form: "dam" of dam.txt.gz."""
    return Path(path.stem).stem if path.suffix.lower() == PACKED else path.stem


def parse(source: str, path: Path, data: bytes) -> Document:
    """Make a Document of a file's bytes; the path's suffix chooses the reader. Raises UnreadableDocument."""
    seal = files.seal(data)
    if path.suffix.lower() == PACKED:
        path, data = path.with_suffix(""), _unpacked(path, data)
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    if kind:
        raise UnreadableDocument(path, f"it is {kind}")
    if not data.strip():
        raise UnreadableDocument(path, "it is empty")
    try:
        text, encoding, head, body = READERS.get(path.suffix.lower(), plain.read)(data)
    except page.NoReader as error:
        raise UnreadableDocument(path, error.reason) from error
    if not text.strip():
        raise UnreadableDocument(path, "it holds no text")
    if len(CONTROLS.findall(text)) * CONTROLS_MOST > len(text):
        raise UnreadableDocument(path, "it is no text")
    return Document(source, text, encoding, seal, head, body)


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            text = stream.read(UNPACKED_MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableDocument(path, f"it can't be unpacked: {error}") from error
    if len(text) > UNPACKED_MOST:
        raise UnreadableDocument(path, f"it unpacks to more than {UNPACKED_MOST >> 20} MB")
    return text


def load(corpus: Path, sources: Iterable[Source]) -> tuple[dict[str, Document], list[Finding]]:
    """Read the documents of all sources that have one, by the sources' ids.

    A file that is not there is left out without a word: the rule Q102 speaks of it. One that is there and can't be
    read is found (S110).
    """
    documents: dict[str, Document] = {}
    findings = []
    for source in sources:
        if not source.file:
            continue
        try:
            path = locate(corpus, source.file)
            if files.exists(path):
                documents[source.id] = read(source.id, path)
        except (UnreadableDocument, files.Unreadable) as error:
            findings.append(_unreadable(corpus, source, error, error.reason))
        except OutsideCorpus as error:
            findings.append(_unreadable(corpus, source, error, "it is no path below the corpus"))
    return documents, findings


def _unreadable(corpus: Path, source: Source, error: TimelineError, reason: str) -> Finding:
    shown = f"{corpus.name}/{source.file}"
    problem = f"can't be read as the document of {source.id}: {reason}"
    return Finding("S110", "unreadable-document", Severity.ERROR, shown, 0, "", "", problem, error.hint)
