"""Workbooks from outside, read within limits: nothing in them is run, resolved, fetched or believed.

An .xlsx (ECMA-376) and an .ods (OpenDocument) are zips of XML. Declared sizes are checked before anything is unpacked,
what is unpacked is counted, a document type declaration (the door to entities) ends the reading, and cells come row by
row, so that a sheet of a million rows needs no more memory than one of ten.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, NoReturn, Self
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - zlib names its exception in small letters

from timeline.errors import TimelineError
from timeline.outputs.workbook import opendocument
from timeline.outputs.workbook.opendocument import OpenCells, OpenSheets
from timeline.outputs.workbook.parts import Cells, Formats, Relations, Sheets, Strings, TooMuch, too_much

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls begins, and an .xlsx that is locked with a password."""
CHUNK = 1 << 16
ZIP = b"PK\x03\x04"
"""How an .xlsx and an .ods begin."""
SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods", ".ots")
"""Names of workbooks; those that can't be read are refused as what they are."""
SAVE_AS = "Open it in a spreadsheet program, save it as .xlsx (Excel 2007–365) or .ods and try again."


def is_workbook(path: Path) -> bool:
    """Tell whether a file is to be read as a workbook: by its name, or by how it begins, whatever its name."""
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            begins = file.read(len(OLE))
    except OSError:  # whoever reads it says so
        return False
    return begins == OLE or begins.startswith(ZIP)


class BadWorkbook(TimelineError):
    """A workbook that can't be read, or that asks for more than is sensible; the message says which."""

    hint = SAVE_AS

    def __init__(self, path: Path, told: str, hint: str | None = None) -> None:
        super().__init__(f"{path}: {told}", hint)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may ask of this machine."""

    file_bytes: int = 500_000_000
    parts: int = 10_000
    part_bytes: int = 2_000_000_000
    """Unpacked, of one part: a full sheet of a million rows is near it."""
    ratio: int = 400
    """Unpacked to packed; the XML of a table reaches 100, the deflater at most 1,032, with a bomb."""
    string_characters: int = 100_000_000
    rows: int = 1_048_576
    columns: int = 16_384
    seconds: float = 600


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds anything: its number as the spreadsheet program shows it, and its texts by column from 1."""

    number: int
    cells: dict[int, str]


class Book:
    """A workbook that was opened; use it in a `with`. Raises BadWorkbook whenever it can't go on."""

    def __init__(self, path: Path, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.limits = limits or Limits()
        self._clock = clock
        self._until = clock() + self.limits.seconds
        self._zip = self._opened()
        self._parts = {name.replace("\\", "/").lstrip("/").casefold(): name for name in self._zip.namelist()}
        try:
            self._declared()
            self._layout()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, hidden ones too, in their order."""
        return tuple(self._sheets)

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a sheet that hold anything. Days come as ISO texts, whatever format they are shown in."""
        cells = self._reader(name)
        for _ in self._parsed(self._sheets[name], cells):
            for number, texts in cells.finished():
                yield Row(number, texts)

    def _reader(self, name: str) -> Cells | OpenCells:
        bounds = {"rows": self.limits.rows, "columns": self.limits.columns}
        if self._sheets[name] == opendocument.CONTENT:
            return OpenCells(name, **bounds)
        return Cells(self._strings, self._formats, epoch_1904=self._epoch_1904, **bounds)

    def _opened(self) -> ZipFile:
        try:
            size = self.path.stat().st_size
            with self.path.open("rb") as file:
                begins = file.read(len(OLE))
        except OSError as error:
            raise BadWorkbook(self.path, f"can't be opened: {error.strerror}", "Name a file that is there.") from error
        if size > self.limits.file_bytes:
            self._refuse(f"has {size:,} bytes; {self.limits.file_bytes:,} are allowed")
        if begins == OLE:
            self._refuse("is an .xls from before 2007, or locked with a password")
        if not size:
            self._refuse("is empty")
        try:
            return ZipFile(self.path)
        except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError):
            self._refuse("is no workbook: it is not the zip archive that an .xlsx or an .ods is")

    def _refuse(self, told: str) -> NoReturn:
        raise BadWorkbook(self.path, told)

    def _declared(self) -> None:
        """Check what the archive says of itself, before anything is unpacked."""
        entries = self._zip.infolist()
        if len(entries) > self.limits.parts:
            self._refuse(f"has {len(entries):,} parts; {self.limits.parts:,} are allowed")
        for entry in entries:
            if entry.flag_bits & 1:
                self._refuse("is locked with a password")
            if entry.file_size > self.limits.part_bytes:
                self._refuse(f"unpacks to {entry.file_size:,} bytes in one part")
            if entry.file_size > CHUNK and entry.file_size > self.limits.ratio * max(entry.compress_size, 1):
                self._refuse(f"is packed {entry.file_size // max(entry.compress_size, 1):,} times smaller than "
                                    "its contents, which no table is")  # fmt: skip

    def _layout(self) -> None:
        if "mimetype" in self._parts:
            self._open_document()
            return
        root = Relations()
        self._parse("_rels/.rels", root)
        main = next((target for kind, target in root.targets.values() if kind == "officeDocument"), "xl/workbook.xml")
        main = main.lstrip("/")
        if main.casefold().endswith(".bin"):
            self._refuse("is an .xlsb, a binary workbook")
        if main.casefold() not in self._parts:
            self._refuse("is no workbook: the archive holds none")
        book, relations = Sheets(), Relations()
        self._parse(main, book)
        folder = PurePosixPath(main).parent
        self._parse(str(folder / "_rels" / f"{PurePosixPath(main).name}.rels"), relations)
        self._epoch_1904 = book.epoch_1904
        parts = {key: (kind, _resolved(folder, target)) for key, (kind, target) in relations.targets.items()}
        self._sheets = {
            name: parts[key][1] for name, key in book.sheets if key in parts and parts[key][0] == "worksheet"
        }
        self._formats = Formats()
        self._strings = Strings(self.limits.string_characters)
        for kind, target in parts.values():
            if kind == "styles":
                self._parse(target, self._formats)
            elif kind == "sharedStrings":
                self._parse(target, self._strings)

    def _open_document(self) -> None:
        if not self._begin_of("mimetype").startswith(opendocument.KIND):
            self._refuse("is an OpenDocument file, and no spreadsheet")
        if opendocument.LOCKED in self._begin_of("META-INF/manifest.xml"):
            self._refuse("is locked with a password")
        sheets = OpenSheets()
        for _ in self._parsed(opendocument.CONTENT, sheets):
            pass
        self._sheets = dict.fromkeys(sheets.names, opendocument.CONTENT)

    def _begin_of(self, part: str) -> bytes:
        name = self._parts.get(part.casefold())
        try:
            if name is not None:
                with self._zip.open(name) as stream:
                    return stream.read(CHUNK)
        except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            self._refuse(f"is damaged: {part} can't be read ({error})")
        return b""

    def _parse(self, part: str, reader: Relations | Sheets | Formats | Strings) -> None:
        if part.casefold() in self._parts:
            for _ in self._parsed(part, reader):
                pass

    def _parsed(
        self, part: str, reader: Relations | Sheets | Formats | Strings | Cells | OpenSheets | OpenCells
    ) -> Iterator[None]:
        """Feed a part to its reader, chunk by chunk."""
        name = self._parts.get(part.casefold())
        if name is None:
            self._refuse(f"lacks a part that it names: {part}")
        parser = expat.ParserCreate(namespace_separator=" ")
        heard = {"StartElement": reader.start, "EndElement": reader.end, "CharacterData": reader.text}
        for event, handler in {**heard, "StartDoctypeDecl": _no_entities}.items():
            setattr(parser, f"{event}Handler", handler)
        try:
            with self._zip.open(name) as stream:
                yield from self._fed(parser, stream, part)
        except expat.ExpatError as error:
            self._refuse(f"is damaged: {part} is no XML ({error})")
        except TooMuch as error:
            self._refuse(str(error))
        except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            self._refuse(f"is damaged: {part} can't be read ({error})")

    def _fed(self, parser: expat.XMLParserType, stream: IO[bytes], part: str) -> Iterator[None]:
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > self.limits.part_bytes:
                too_much(f"unpacks to more than {self.limits.part_bytes:,} bytes in {part}")
            if self._clock() > self._until:
                too_much(f"takes longer than {self.limits.seconds:g} seconds to read")
            if size - parser.CurrentByteIndex > LONGEST_TOKEN:
                too_much(f"has a tag of more than {LONGEST_TOKEN:,} bytes in {part}")
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - the second argument of expat is "this was the last"
        yield


LONGEST_TOKEN = 16_000_000
"""Bytes that the parser may hold back because a tag does not end."""


def _no_entities(*_: object) -> None:
    too_much("holds a document type declaration, the door to entities; a spreadsheet program writes none")


def _resolved(folder: PurePosixPath, target: str) -> str:
    """Return the part that a relation's target means; a path never leaves the archive, which has no outside."""
    path = target if target.startswith("/") else f"{folder}/{target}"
    kept: list[str] = []
    for step in re.split(r"[\\/]+", path):
        if step == "..":
            kept[-1:] = []
        elif step not in ("", "."):
            kept.append(step)
    return "/".join(kept)
