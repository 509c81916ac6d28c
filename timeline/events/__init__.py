"""events.csv: read into events, written back, compared, joined with what comes from outside, and ids for new ones."""

from timeline.events.columns import COLUMNS, REQUIRED, Cited, citations, is_known
from timeline.events.diff import Diff, compare, since
from timeline.events.gathered import carried, gather, kept
from timeline.events.laid import Laid, drawn, lay
from timeline.events.merge import Listed, Merge, merge
from timeline.events.reading import Events, parse, read, when
from timeline.events.slugs import slug
from timeline.events.writing import DamagedTable, append, cells, changed, extended, write

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Cited",
    "DamagedTable",
    "Diff",
    "Events",
    "Laid",
    "Listed",
    "Merge",
    "append",
    "carried",
    "cells",
    "changed",
    "citations",
    "compare",
    "drawn",
    "extended",
    "gather",
    "is_known",
    "kept",
    "lay",
    "merge",
    "parse",
    "read",
    "since",
    "slug",
    "when",
    "write",
]
