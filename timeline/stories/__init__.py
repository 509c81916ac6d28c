"""The same event told in several articles becomes one story with all its citations; stories are ranked."""

from __future__ import annotations

from timeline.candidates import Gathered, Kept
from timeline.stories.rows import CITED, cells, cite, dump, identify, load, record, sheet
from timeline.stories.story import Cited, Story
from timeline.stories.telling import tell

__all__ = ["CITED", "Cited", "Story", "cells", "cite", "dump", "identify", "load", "record", "sheet", "tell", "told"]


def told(gathered: Gathered, known: Kept) -> list[Story]:
    """Return the stories of what was gathered; from the cache where the same was gathered before."""
    key = f"stories {gathered.seal}"
    held = known.made(key)
    if held is not None:
        return load(held)
    found = tell(gathered.told())
    known.make([(key, dump(found))])
    return found
