"""Markdown: a chronology with footnotes (GitHub, pandoc, Obsidian)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.model import Event
from timeline.outputs.exports.dossier import Dossier, address, day, reference, words

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^!$&])")
STARTS = re.compile(r"^(\s*)([-+=]|[0-9]+[.)])")
SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the chronology; nothing in a cell is read as markup."""
    return {"chronology.md": "\n".join(_lines(dossier)).encode()}


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {escaped(dossier.title)}\n"
    yield f"**TLP:{escaped(dossier.whole)}**{' **DRAFT**' if dossier.draft else ''}\n"
    if dossier.subtitle:
        yield f"{escaped(dossier.subtitle)}\n"
    notes: list[str] = []
    under = ""
    for event in dossier.events:
        if year(event) != under:
            under = year(event)
            yield f"## {escaped(under)}\n"
        marks = []
        for citation in event.citations:
            quote = f"“{escaped(citation.quote)}” " if citation.quote else ""
            source = dossier.source(citation)
            url = address(source)
            told = escaped(reference(source).removesuffix(f", {url}") if url else reference(source))
            notes.append(f"{quote}{told}{f', <{_link(url)}>' if url else ''}")
            marks.append(f"[^{len(notes)}]")
        yield f"**{escaped(words(event))}: {escaped(event.title)}**{''.join(marks)}\n"
        place = f"*Place: {escaped(event.place)}.*" if event.place else ""
        body = [escaped(event.summary), place, *(f"*{escaped(doubt)}*" for doubt in dossier.doubts(event))]
        if any(body):
            yield " ".join(part for part in body if part) + "\n"
    yield from (f"[^{number}]: {note}" for number, note in enumerate(notes, 1))
    yield ""


def escaped(text: str) -> str:
    """Return the text on one line, as text: no markup, no HTML, and no link that a reader makes of an address."""
    flat = " ".join(text.split())
    safe = STARTS.sub(r"\1\\\2", MARKUP.sub(r"\\\1", flat)) if not flat[:1].isdigit() else _numbered(flat)
    return SCHEME.sub(lambda match: f"{match[1][:-1]}&#{ord(match[1][-1])};", safe)


def _numbered(flat: str) -> str:
    """Escape `1. April`, which would begin a list."""
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", MARKUP.sub(r"\\\1", flat))


def _link(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\\", "%5C")


def year(event: Event) -> str:
    """Return the heading that an event stands under."""
    on = day(event)
    if on is None:
        return "Undated"
    return str(on.year) if on.year > 0 else f"{1 - on.year} BC"
