"""Fit timeline/data/scenes.csv, and measure it on incidents that it was not fitted on.

    python tests/benchmarks/scenes.py ../shared/bench/incidents            # half against half: what to expect
    python tests/benchmarks/scenes.py ../shared/bench/incidents --write    # fit on all of them

As weights.py does for dates. Articles that don't name the incident's city are left out of the fit, and count as wrong.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path
from typing import NamedTuple

import typer
from weights import SMALL, fit, shares

from timeline import candidates
from timeline.candidates import reading, scene
from timeline.corpus import articles
from timeline.corpus.articles import Piece

TABLE = Path(scene.__file__).parent.parent / "data" / "scenes.csv"


class Option(NamedTuple):
    """A place that an article names, with its traits."""

    name: str
    traits: list[str]


class Case(NamedTuple):
    """An article's places, and the true city."""

    incident: str
    readings: list[Option]
    city: str

    def true(self) -> set[int]:
        """Return the numbers of the places that hold the city's name."""
        return {number for number, one in enumerate(self.readings) if self.city in one.name.lower()}


def cases(folder: Path) -> list[Case]:
    """Read the articles and keep the places that `scene.weigh` is given."""
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as rows:
        cities = {row["incident"]: row["city"].split(" (")[0].lower() for row in csv.DictReader(rows)}
    heard: list[list[Option]] = []
    weigh = scene.weigh

    def listen(found: list[scene.Scene]) -> list[float]:
        heard.append([Option(one.name, sorted(one.traits)) for one in found])
        return weigh(found)

    scene.weigh = listen
    lore = candidates.Tables().lore()
    found = []
    path = folder / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        incidents = {row["id"]: row["incident"] for row in map(json.loads, lines)}
    for piece in articles.pieces([path]):
        if isinstance(piece, Piece):
            article = articles.read(piece)
            heard.clear()
            reading.tell(article, lore)
            incident = incidents[article.source]
            found.append(Case(incident, heard[0] if heard else [], cities[incident]))
    scene.weigh = weigh
    return found


def right(given: list[Case], weights: dict[str, float]) -> int:
    """Count the articles whose likeliest place is the true one."""
    count = 0
    for case in given:
        if case.readings:
            share = shares(case, weights)
            count += share.index(max(share)) in case.true()
    return count


def main(folder: Path, *, write: bool) -> None:
    """Measure half against half, or write the table."""
    given = cases(folder)
    if write:
        rows = sorted((trait, weight) for trait, weight in fit(named(given)).items() if abs(weight) >= SMALL)
        lines = ["trait,weight", *(f"{trait},{weight:.2f}" for trait, weight in rows)]
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        typer.echo(f"{len(rows)} traits from {len(given)} articles")
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
