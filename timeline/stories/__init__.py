"""The same event told in several articles becomes one story with all its citations; stories are ranked."""

from __future__ import annotations

from timeline.candidates import Gathered, Kept
from timeline.spool import Lines
from timeline.stories.ranking import Ranked, story
from timeline.stories.rows import CITED, cells, cite, identify, sheet
from timeline.stories.story import Cited, Story
from timeline.stories.telling import tell

__all__ = ["CITED", "Cited", "Ranked", "Story", "cells", "cite", "identify", "key", "sheet", "story", "tell", "told"]


def told(gathered: Gathered, known: Kept) -> Ranked:
    """Return the stories of what was gathered; from the cache where the same was gathered before."""
    held = known.made(key(gathered))
    if held is not None:
        return Ranked(Lines(held))
    found = tell(gathered.told, known.path.parent)
    known.make(key(gathered), found.lines.parts)
    return found


def key(gathered: Gathered) -> str:
    """Name the stories of what was gathered, as they are kept."""
    return f"stories {gathered.seal}"
