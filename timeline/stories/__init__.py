"""The same event told in several articles becomes one story with all its citations; stories are ranked."""

from timeline.stories.story import Cited, Story
from timeline.stories.telling import tell

__all__ = ["Cited", "Story", "tell"]
