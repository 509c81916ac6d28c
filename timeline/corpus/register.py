"""The register of sources, corpus/sources.csv: a row a source."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from timeline import files, table
from timeline.corpus.documents import OutsideCorpus, locate
from timeline.model import RELIABILITY, Finding, Source, Table
from timeline.when import BadDate, When

NAME = "sources.csv"
COLUMNS = tuple(field.name for field in fields(Source))
"""The register's columns, in the order in which a new one has them."""
KINDS = ("full text", "abstract")
UTC = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|\+00:00))?")
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def read(path: Path) -> tuple[Table, list[Source], list[Finding]]:
    """Read the register: cell by cell, its sources, and what is wrong with it as a table.

    No register is an empty one. A row without an id, or with that of a row above, is no source; a value that is not
    good (a date, link, grade, kind or path) is left empty in the Source and stays in the Table, where the rules of
    `checks` speak of it. Raises files.Unreadable.
    """
    if not files.exists(path):
        return Table(path, (), {}, ()), [], []
    register, findings = table.read(path, f"{path.parent.name}/{path.name}")
    sources: dict[str, Source] = {}
    for row in register.rows():
        cells = {name: row.get(name, "").strip() for name in COLUMNS}
        if cells["id"]:
            sources.setdefault(cells["id"], _source(path.parent, cells))
    return register, list(sources.values()), findings


def _source(corpus: Path, cells: dict[str, str]) -> Source:
    published = cells.pop("published")
    for name in ("url", "archive_url"):
        cells[name] = cells[name] if LINK.fullmatch(cells[name]) else ""
    cells["sha256"] = cells["sha256"].lower()
    cells["reliability"] = cells["reliability"] if cells["reliability"] in RELIABILITY else ""
    cells["kind"] = cells["kind"] if cells["kind"] in KINDS else ""
    cells["file"] = _file(corpus, cells["file"])
    return Source(**cells, published=_when(published))


def _file(corpus: Path, file: str) -> str:
    try:
        return file if file and locate(corpus, file) else ""
    except OutsideCorpus:
        return ""


def _when(text: str) -> When | None:
    try:
        return When.parse(text) if text else None
    except BadDate:
        return None
