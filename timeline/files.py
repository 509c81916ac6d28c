"""Files on disk: read as text whatever their encoding, replaced whole or not at all, never over others' work."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from timeline.errors import TimelineError

if sys.platform != "win32":
    import fcntl


SAMPLE = 1 << 16
"""Bytes around the first undecodable one that the encoding is guessed from."""
BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileChanged(TimelineError):
    """Somebody wrote the file between our reading and our writing."""

    hint = "Nothing was written. Close the file in the spreadsheet program and run the command again."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} changed since it was read")


class Unreadable(TimelineError):
    """A file that can't be read at all: absent, a folder, no permission."""

    hint = "Check the path and its permissions."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be read: {reason}")
        self.reason = reason


class Unwritable(TimelineError):
    """A file or its folder that can't be written: no permission, no room, read-only."""

    hint = "Nothing was written. Check the folder's permissions and the room on the disk."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be written: {reason}")


def seal(data: bytes) -> str:
    """Return the SHA-256 (hex) by which a later look tells whether the bytes are still the same."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes:
    """Return the file's bytes. Raises Unreadable; a device or a pipe is refused, since it may never end."""
    with opened(path) as stream:
        return stream.read()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[io.FileIO]:
    """Open the file to read its bytes unbuffered. Raises Unreadable, also for an error while it is being read."""
    try:
        if path.exists() and not path.is_file():
            raise Unreadable(path, "it is a folder" if path.is_dir() else "it is no plain file")
        with path.open("rb", buffering=0) as stream:
            yield stream
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    except ValueError as error:
        if isinstance(error, UnicodeError):
            raise
        raise Unreadable(path, str(error)) from error  # a NUL in the name


def size(path: Path) -> int:
    """Return how many bytes the file holds. Raises Unreadable."""
    try:
        return path.stat().st_size
    except (OSError, ValueError) as error:
        raise Unreadable(path, getattr(error, "strerror", None) or str(error)) from error


def exists(path: Path) -> bool:
    """Tell whether something goes by that name, were it a link that leads nowhere. Raises Unreadable.

    Path.exists takes such a link for nothing, and a register behind it for an empty one.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:  # no permission, a link in circles, a NUL in the name
        raise Unreadable(path, getattr(error, "strerror", None) or str(error)) from error
    return True


def make_folder(path: Path) -> None:
    """Make the folder and those above it, where they are not there yet. Raises Unwritable."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(path, error.strerror or str(error)) from error


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of the encoding: by byte order mark, as UTF-8, else as charset-normalizer guesses.

    Bytes that make no character even so come out as U+FFFD.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        encoding = _guess(data, error.start)
    return data.decode(encoding, errors="replace"), encoding


def replace(path: Path, data: bytes, *, expected: str | None) -> str:
    """Put `data` in the place of the file, whole or not at all, and return its seal.

    `expected` is the seal of what was read: "" for a file that was not there, None where any content may be replaced
    (an output that commands make). Raises FileChanged, Unwritable.
    """
    path = Path(os.path.realpath(path))  # a linked file stays a link: its target is what is replaced
    with locked(path.parent):
        if expected is not None and _seal_on_disk(path) != expected:
            raise FileChanged(path)
        try:
            _swap(path, data)
        except OSError as error:
            raise Unwritable(path, error.strerror or str(error)) from error
    return seal(data)


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Put several outputs in place together: none is renamed before all are written beside their places.

    Whatever stood there is replaced. Raises Unwritable, and then leaves every file as it was.
    """
    with contextlib.ExitStack() as held:
        for folder in sorted({path.parent for path in contents}):
            held.enter_context(locked(folder))
        parts: dict[Path, Path] = {}
        try:
            for path, data in contents.items():
                parts[path] = _part(path, data)
            for path, part in parts.items():
                part.replace(path)
        except OSError as error:
            raise Unwritable(path, error.strerror or str(error)) from error
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)


class Output:
    """A file that is written piece by piece; `seal` is that of what was written so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    @property
    def seal(self) -> str:
        """Return the SHA-256 (hex) of what was written so far."""
        return self._digest.hexdigest()

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        data = text.encode()
        self._digest.update(data)
        self._stream.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Output]:
    """Write an output that is too long to hold: it takes its place when the block ends, and not where the block fails.

    Whatever stood there is replaced. Raises Unwritable.
    """
    path = Path(os.path.realpath(path))
    try:
        with _parted(path) as (stream, part):
            yield Output(stream)
        try:
            with locked(path.parent):
                part.replace(path)
                _sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Unwritable(path, error.strerror or str(error)) from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder against other `timeline` processes; waits while another one writes.

    The lock is taken on the folder itself, so that no lock file is left between the analyst's files. Windows can't
    do that; there, the seal alone guards.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Unwritable(folder, error.strerror or str(error)) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _guess(data: bytes, around: int) -> str:
    from charset_normalizer import from_bytes  # 30 ms that a file in UTF-8 need not pay

    sample = data[max(0, around - SAMPLE // 2) :][:SAMPLE]
    best = from_bytes(sample).best()
    # cp1252 where nothing is likelier, and where the text is the same: it is the commonest after UTF-8, and what Excel
    # writes in the West. "Café" alone could be Polish, too (cp1250).
    if best is None or best.encoding in ("ascii", "utf_8"):
        return "cp1252"
    same = sample.decode("cp1252", errors="replace") == sample.decode(best.encoding, errors="replace")
    return "cp1252" if same else best.encoding


def _seal_on_disk(path: Path) -> str:
    return seal(read(path)) if path.exists() else ""


def _swap(path: Path, data: bytes) -> None:
    part = _part(path, data)
    try:
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _part(path: Path, data: bytes) -> Path:
    """Write the data to a temporary neighbour of the path, on the disk for certain, and return it."""
    with _parted(path) as (stream, part):
        stream.write(data)
    return part


@contextlib.contextmanager
def _parted(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a temporary neighbour of the path; at the end it is on the disk for certain, after an error it is gone."""
    if path.is_dir():
        raise Unwritable(path, "a folder of that name is in its place")
    if path.exists() and not os.access(path, os.W_OK):
        # A rename would go through: it asks the folder, not the file. A read-only file was made so on purpose.
        raise Unwritable(path, "it is read-only")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream, part
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
