"""events.csv: read into events, written back, and ids for new ones."""

from timeline.events.columns import COLUMNS, REQUIRED, Cited, citations, is_known
from timeline.events.reading import Events, parse, read
from timeline.events.slugs import slug
from timeline.events.writing import append, cells, extended, write

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Cited",
    "Events",
    "append",
    "cells",
    "citations",
    "extended",
    "is_known",
    "parse",
    "read",
    "slug",
    "write",
]
