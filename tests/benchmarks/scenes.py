"""Fit timeline/data/scenes.csv, and measure it on incidents that it was not fitted on.

    python tests/benchmarks/scenes.py ../shared/bench/incidents            # half against half: what to expect
    python tests/benchmarks/scenes.py ../shared/bench/incidents --write    # fit on all of them

As weights.py does for dates. Articles that don't name the incident's city are left out of the fit, and count as wrong.
What is measured is the place as a proposal of this one article gives it: "Red Hook, Brooklyn" names Brooklyn.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import typer
from fitting import fit, gold, heard
from fitting import write as write_table

from timeline.candidates import places, scene

TABLE = Path(scene.__file__).parent.parent / "data" / "scenes.csv"


class Option(NamedTuple):
    """The place of an article that is about one that it names, and that one's traits."""

    name: str
    traits: list[str]


class Case(NamedTuple):
    """An article's places, the true city, and how to find its place anew."""

    incident: str
    readings: list[Option]
    city: str
    find: Callable[[], scene.Home]

    def true(self) -> set[int]:
        """Return the numbers of the places that hold the city's name."""
        return {number for number, one in enumerate(self.readings) if self.city in one.name.lower()}


def cases(folder: Path) -> list[Case]:
    """Read the articles and keep the places that `scene.weigh` is given."""
    cities = {incident: row["city"].split(" (")[0].lower() for incident, row in gold(folder).items()}
    find = scene.find
    asked: list[tuple[scene.Outlet, places.Gazetteer, Callable[[], scene.Home]]] = []

    def listen(title: str, outlet: scene.Outlet, **known: Any) -> scene.Home:
        asked[:] = [(outlet, known["gazetteer"], lambda: find(title, outlet, **known))]
        return find(title, outlet, **known)

    scene.find = listen
    given = []
    for incident, scenes in heard(folder, scene):
        if asked:
            outlet, gazetteer, again = asked.pop()
            options = [Option(scene.home(one, scenes, outlet, gazetteer).place, sorted(one.traits)) for one in scenes]
            given.append(Case(incident, options, cities[incident], again))
        else:
            given.append(Case(incident, [], cities[incident], lambda: scene.Home("")))
    scene.find = find
    return given


def right(given: list[Case], weights: dict[str, float]) -> int:
    """Count the articles whose place is the true one by these weights."""
    scene.weights = lambda: weights
    return sum(case.city in case.find().place.lower() for case in given)


def main(folder: Path, *, write: bool) -> None:
    """Measure half against half, or write the table."""
    given = cases(folder)
    if write:
        write_table(TABLE, named(given))
        return
    halves: tuple[list[Case], list[Case]] = ([], [])
    for case in given:
        halves[int(case.incident) % 2].append(case)
    for one, other in (halves, halves[::-1]):
        weights = fit(named(one))
        typer.echo(
            f"fitted on {len(one)} articles ({right(one, weights) / len(one):.3f} right): "
            f"right city in {right(other, weights) / len(other):.3f} of {len(other)} others, "
            f"which name it in {len(named(other)) / len(other):.3f}"
        )


def named(given: list[Case]) -> list[Case]:
    """Return the articles that name the city."""
    return [case for case in given if case.true()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
