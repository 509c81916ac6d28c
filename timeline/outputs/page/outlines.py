"""The outlines of land and the borders, cut to where the events are.

`outlines.csv` holds them; its first line names the origin. A row is a line: kind (`land` or `border`), then longitudes
and latitudes in hundredths of a degree, the first absolute, each further one as the step from the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

Line = list[int]
"""x, y, x, y … in hundredths of a degree."""


def near(points: Iterable[tuple[float, float]]) -> dict[str, list[Line]]:
    """Return the outlines around the given (lat, lon) points, with a wide margin; nothing where there is no point."""
    spread = list(points)
    if not spread:
        return {}
    lats, lons = zip(*spread, strict=True)
    margin = max(12.0, (max(lons) - min(lons)) * 0.8, (max(lats) - min(lats)) * 1.2)
    west, east = (min(lons) - margin) * 100, (max(lons) + margin) * 100
    south, north = (min(lats) - margin) * 100, (max(lats) + margin) * 100
    found: dict[str, list[Line]] = {"land": [], "border": []}
    for kind, line in _lines():
        xs, ys = line[0::2], line[1::2]
        if max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north:
            found[kind].append(line)
    return found


def _lines() -> Iterable[tuple[str, Line]]:
    with (resources.files(__package__) / "outlines.csv").open(encoding="utf-8") as file:
        for row in file:
            if row.startswith("#"):
                continue
            kind, steps = row.rstrip("\n").split(",", 1)
            x = y = 0
            line: Line = []
            numbers = [int(step) for step in steps.split(" ")]
            for dx, dy in zip(numbers[0::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                line += (x, y)
            yield kind, line
