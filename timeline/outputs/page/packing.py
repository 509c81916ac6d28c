"""Columns and texts into the compressed blocks that the page opens when it needs them."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from json.encoder import encode_basestring
from typing import NamedTuple

LONG = 20_000
"""From so many events on, texts are packed faster and a little less tightly."""

VERY_LONG = 200_000


def rows(events: int) -> int:
    """Return how many texts are in a block: opening one costs the browser a millisecond, or three where all is long."""
    return 512 if events <= VERY_LONG else 2048


as_json = encode_basestring
"""Write a string as JSON: the C function itself, since a page of many events is made of little else."""


class Column(NamedTuple):
    """Where a column stands in the packed bytes: `type` is the typed array in the browser, `length` in elements."""

    name: str
    type: str
    length: int


TYPES = {"B": "Uint8Array", "H": "Uint16Array", "I": "Uint32Array", "i": "Int32Array"}


def width(most: int) -> str:
    """Return the narrowest array type code that holds 0 to `most`."""
    return "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"


def narrow(column: array[int]) -> array[int]:
    """Return the column in the narrowest type that holds it."""
    return array(width(max(column, default=0)), column)


def columns(named: Mapping[str, array[int]]) -> tuple[list[Column], str]:
    """Pack typed columns into one block.

    The bytes of each column go in planes (all lowest bytes, then all second ones): sorted days share their high bytes,
    and so a million of them pack into a few hundred kilobytes.
    """
    parts: list[bytes] = []
    heads: list[Column] = []
    for name, column in named.items():
        heads.append(Column(name, TYPES[column.typecode], len(column)))
        raw = column if sys.byteorder == "little" else array(column.typecode, column)
        if raw is not column:
            raw.byteswap()
        data = raw.tobytes()
        parts.extend(data[plane :: column.itemsize] for plane in range(column.itemsize))
    return heads, squeeze(b"".join(parts))


def texts(written: Iterable[str], level: int, size: int) -> Iterator[str]:
    """Pack texts, each written as JSON, into blocks of so many each."""
    rest = iter(written)
    while block := ",".join(islice(rest, size)):
        yield squeeze(f"[{block}]".encode("utf-8", "replace"), level)


def dump(value: object) -> bytes:
    """Write JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), check_circular=False).encode("utf-8", "replace")


def squeeze(data: bytes, level: int = 6) -> str:
    """Compress (zlib, which the browser calls deflate) and write as base64."""
    return b64encode(zlib.compress(data, level)).decode("ascii")
