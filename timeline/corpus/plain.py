"""Plain text and Markdown, with an optional head of metadata between `---` lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from timeline import files

HEAD_MOST = 20_000
"""Characters in which a head must end. Behind them, `---` is a rule between two paragraphs."""
FENCE = re.compile(r"---[ \t]*(?:\r\n?|\n)")
LINE = re.compile(r"(?P<text>[^\r\n]*)(?P<end>\r\n?|\n|\Z)")
ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
FURTHER = re.compile(r"(?:[ \t]+|-[ \t]+)\S")
BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")


class Reading(NamedTuple):
    """What a reader makes of a file's bytes: `text` is all of it, the text proper starts at `body`."""

    text: str
    encoding: str
    head: Mapping[str, str]
    body: int


def read(data: bytes) -> Reading:
    """Decode a text and read its head."""
    text, encoding = files.decode(data)
    head, body = head_of(text)
    return Reading(text, encoding, head, body)


def head_of(text: str) -> tuple[dict[str, str], int]:
    """Return the head's entries, keys in lower case, and where the text behind it starts; ({}, 0) without a head.

    Every line must be `key: value`, a comment (#), or the indented or dashed rest of an entry: two rules across a
    Markdown page are no head.
    """
    fence = FENCE.match(text)
    if not fence:
        return {}, 0
    head: dict[str, str] = {}
    key = ""
    at = fence.end()
    while at < min(len(text), HEAD_MOST):
        line = LINE.match(text, at)
        if line is None:
            break
        words, at = line["text"].rstrip(), line.end()
        if words in ("---", "...") and head:
            blank = BLANK_LINES.match(text, at)
            return {name: _bare(value) for name, value in head.items()}, blank.end() if blank else at
        entry = ENTRY.match(words)
        if entry:
            key = entry["key"].lower()
            head[key] = (entry["value"] or "").strip()
        elif key and FURTHER.match(words):
            part = words.strip()
            item = part.removeprefix("- ").strip()
            joint = "; " if item != part and head[key] else " "
            head[key] = f"{head[key]}{joint}{item}".strip()
        elif words and not words.startswith("#"):
            break
    return {}, 0


def _bare(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
