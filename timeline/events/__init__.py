"""events.csv: read into events, written back, compared, joined with what comes from outside, and ids for new ones."""

from timeline.events.columns import COLUMNS, REQUIRED, Cited, citations, is_known
from timeline.events.diff import Diff, compare, since
from timeline.events.gathered import carried, gather, kept
from timeline.events.merge import Listed, Merge, merge
from timeline.events.reading import Events, parse, read
from timeline.events.slugs import slug
from timeline.events.writing import DamagedTable, append, cells, extended, write

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Cited",
    "DamagedTable",
    "Diff",
    "Events",
    "Listed",
    "Merge",
    "append",
    "carried",
    "cells",
    "citations",
    "compare",
    "extended",
    "gather",
    "is_known",
    "kept",
    "merge",
    "parse",
    "read",
    "since",
    "slug",
    "write",
]
