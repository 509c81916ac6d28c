"""The word lists of timeline/data: shipped as CSV, each the user's to extend in the settings."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path


def shipped(name: str) -> list[dict[str, str]]:
    """Return the rows of timeline/data/NAME.csv; where they come from stands in timeline/data/README.md."""
    text = (resources.files("timeline") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
