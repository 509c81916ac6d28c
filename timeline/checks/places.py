"""Rules about the event's place on the globe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from timeline.checks.rule import Spot, rule
from timeline.checks.sight import Sight, judged, number
from timeline.model import Severity

GRID = 2.0
"""Degrees: events in the same or the next field of such a grid are near each other."""
FEW = 3
"""How many times as many events must lie around the swapped place, for a row to be called swapped."""


@rule("E110", Severity.ERROR)
def half_a_place(sight: Sight) -> Iterator[Spot]:
    """One coordinate stands without the other.

    Why: A latitude alone is a line around the globe.

    Bad:
        lat: 34.37
    Good:
        lat: 34.37
        lon: 41.09
    """
    lat = sight.table.column("lat")
    for row in sight.table.halves("lat", "lon"):
        given, other = ("lat", "lon") if lat[row] else ("lon", "lat")
        yield Spot(sight.table, row, given, f"stands without {other}", f"Fill in {other}, or delete {given}.")


@rule("E111", Severity.ERROR)
def unreadable_coordinate(sight: Sight) -> Iterator[Spot]:
    """A coordinate is no decimal number of degrees.

    Why: 34°22'N and 34,37 are read differently by every program, and by most as nothing.

    Bad:
        lat: 34°22'
        lon: 41.09
    Good:
        lat: 34.37
        lon: 41.09
    """
    for name in ("lat", "lon"):
        for row, cell, _ in judged(sight.table, name, lambda cell: cell if cell and number(cell) is None else None):
            meant = cell.strip().replace(",", ".", 1)
            remedy = f"Write {meant}." if number(meant) is not None else "Write degrees with a point: 34.37."
            yield Spot(sight.table, row, name, "is no number of degrees", remedy)


@rule("E112", Severity.ERROR)
def beyond_the_globe(sight: Sight) -> Iterator[Spot]:
    """A coordinate is out of range.

    Why: Latitudes end at 90 and longitudes at 180. Where the two read the other way round would do, the rule
    `swapped-coordinates` says so instead.

    Bad:
        lat: 34.37
        lon: 410.9
    Good:
        lat: 34.37
        lon: 41.09
    """
    for name, most in (("lat", 90), ("lon", 180)):
        place = ("lat", "lon").index(name)
        far = {
            pair
            for pair, degrees in sight.places.items()
            if abs(degrees[place]) > most and not _swapped_by_range(*degrees)
        }
        for row in _at(sight, far):
            remedy = "Look for a lost decimal point, or a metric grid instead of degrees."
            yield Spot(sight.table, row, name, f"is out of range: {name} goes from -{most} to {most}", remedy)


@rule("E113", Severity.ERROR)
def swapped_coordinates(sight: Sight) -> Iterator[Spot]:
    """Latitude and longitude stand in each other's column.

    Why: 109.1, 34.4 is nowhere, and 41.1, 34.4 is the Black Sea coast instead of al-Qaim. Said only where something
    speaks for it: a latitude beyond 90, or a project whose other events lie around the swapped place and not around
    this one.

    Bad:
        lat: 109.1
        lon: 34.37
    Good:
        lat: 34.37
        lon: 109.1
    """
    near = _neighbours(set(sight.places.values()))
    swapped = {pair: told for pair, degrees in sight.places.items() if (told := _swapped(*degrees, near))}
    for row in _at(sight, set(swapped)):
        lat, lon = sight.table.columns["lat"][row], sight.table.columns["lon"][row]
        remedy = f"Write lat {lon} and lon {lat}, if the source agrees."
        yield Spot(sight.table, row, "lat", f"and lon look swapped: {swapped[lat, lon]}", remedy)


def _swapped(lat: float, lon: float, near: Callable[[float, float], int]) -> str:
    """Say why the coordinates look swapped, "" where they don't."""
    if _swapped_by_range(lat, lon):
        return f"no latitude is {lat:g}"
    here, there = near(lat, lon), near(lon, lat)
    return "the project's other events lie around the swapped place" if there >= max(FEW, FEW * here) else ""


def _neighbours(places: set[tuple[float, float]]) -> Callable[[float, float], int]:
    """Return what counts the places within some 200 km: in a grid, so that a million take no longer than one each."""
    grid = Counter((lat // GRID, lon // GRID) for lat, lon in places)

    def near(lat: float, lon: float) -> int:
        return sum(grid[lat // GRID + north, lon // GRID + east] for north in (-1, 0, 1) for east in (-1, 0, 1))

    return near


def _swapped_by_range(lat: float, lon: float) -> bool:
    return 90 < abs(lat) <= 180 and abs(lon) <= 90  # noqa: PLR2004 - degrees


@rule("E114", Severity.WARNING)
def null_island(sight: Sight) -> Iterator[Spot]:
    """An event lies at 0, 0.

    Why: Nobody lives there, in the Gulf of Guinea; it is what programs write where they know no place.

    Bad:
        lat: 0
        lon: 0.0
    Good:
        lat:
        lon:
    """
    for row in _at(sight, {pair for pair, degrees in sight.places.items() if degrees == (0.0, 0.0)}):
        yield Spot(sight.table, row, "lat", "and lon are 0: no place is known", "Leave both empty.")


def _at(sight: Sight, pairs: set[tuple[str, str]]) -> Iterator[int]:
    """Yield the rows that have one of these pairs of coordinates."""
    if pairs:
        places = zip(sight.table.columns["lat"], sight.table.columns["lon"], strict=True)
        yield from (row for row, pair in enumerate(places) if pair in pairs)
