"""The same event told in several articles becomes one story with all its citations; stories are ranked."""

from __future__ import annotations

from timeline.candidates import Gathered, Kept
from timeline.stories.rows import cells, dump, load, record, sheet
from timeline.stories.story import Cited, Story
from timeline.stories.telling import tell

__all__ = ["Cited", "Story", "cells", "dump", "load", "record", "sheet", "tell", "told"]


def told(gathered: Gathered, known: Kept | None = None) -> list[Story]:
    """Return the stories of what was gathered; from the cache where the same was gathered before."""
    key = f"stories {gathered.seal}"
    if known is not None and not gathered.anew:
        held = known.get([key])
        if key in held:
            return load(held[key])
    found = tell(gathered.told())
    if known is not None:
        known.put([(key, dump(found))])
    return found
