"""A date as a person reads it, in British style."""

from __future__ import annotations

from timeline.when.grammar import Shape


def tell(shape: Shape) -> str:
    """Return the words for a date."""
    return shape.text
