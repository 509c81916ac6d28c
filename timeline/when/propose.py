"""What a person who wrote no EDTF may have meant. Nothing here is ever accepted: it is proposed, and she decides."""

from __future__ import annotations


def propose(text: str) -> tuple[str, ...]:
    """Return EDTF readings of a human's date, likeliest first; none where nothing can be read out of it."""
    del text
    return ()
