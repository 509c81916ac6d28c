"""Log-linear models fitted on the incidents: what evidence.py and scene.py weigh, heard while articles are read,
and what pairs.py weighs.

Gradient ascent (Adam) on the logarithm of what the model gives to the readings that are true, less a penalty on large
weights (L2).
"""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import typer

from timeline import candidates
from timeline.candidates import reading
from timeline.candidates.candidate import Told
from timeline.corpus import articles
from timeline.corpus.articles import Piece

RARE = 8
"""A trait of fewer readings has no weight."""
PENALTY = 4.0
ROUNDS, STEP = 200, 0.05
SMALL = 0.05
"""A smaller weight is left out."""


class Case(Protocol):
    """An article, or two: what is weighed in it, each with its `traits`, and which of that is true."""

    incident: str
    readings: list[Any]

    def true(self) -> set[int]:
        """Return the numbers of the readings that are true."""


def heard(folder: Path, home: Any) -> Iterator[tuple[str, list[Any]]]:
    """Read the articles; yield the incident of each, and what `home.weigh` is given of it first."""
    weigh: Callable[[Sequence[Any]], list[float]] = home.weigh
    found: list[list[Any]] = []

    def listen(given: Sequence[Any]) -> list[float]:
        found.append(list(given))
        return weigh(given)

    home.weigh = listen
    for incident, _ in read(folder):
        yield incident, found[0] if found else []
        found.clear()
    home.weigh = weigh


def read(folder: Path) -> Iterator[tuple[str, Told]]:
    """Read the articles; yield the incident of each, and what it tells."""
    path = folder / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        incidents = {row["id"]: row["incident"] for row in map(json.loads, lines)}
    lore = candidates.Tables().lore()
    for piece in articles.pieces([path]):
        if isinstance(piece, Piece):
            article = articles.read(piece)
            yield incidents[article.source], reading.tell(article, lore)


def gold(folder: Path) -> dict[str, dict[str, str]]:
    """Return the true row of each incident."""
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as rows:
        return {row["incident"]: row for row in csv.DictReader(rows)}


def write(table: Path, given: Sequence[Case]) -> None:
    """Fit on all cases, and write the table of weights."""
    rows = sorted((trait, weight) for trait, weight in fit(given).items() if abs(weight) >= SMALL)
    lines = ["trait,weight", *(f"{trait},{weight:.2f}" for trait, weight in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo(f"{len(rows)} traits from {len(given)} cases")


def shares(case: Case, weights: dict[str, float]) -> list[float]:
    """Return what the model gives to each reading."""
    sums = [sum(weights.get(trait, 0.0) for trait in one.traits) for one in case.readings]
    most = max(sums)
    odds = [math.exp(weight - most) for weight in sums]
    total = sum(odds)
    return [one / total for one in odds]


def fit(given: Sequence[Case]) -> dict[str, float]:
    """Return the weights of the traits."""
    seen = Counter(trait for case in given for one in case.readings for trait in one.traits)
    weights = {trait: 0.0 for trait, count in sorted(seen.items()) if count >= RARE}
    pull, force = dict.fromkeys(weights, 0.0), dict.fromkeys(weights, 0.0)
    true = [case.true() for case in given]
    for turn in range(1, ROUNDS + 1):
        slope = {trait: -PENALTY * weight for trait, weight in weights.items()}
        for case, right in zip(given, true, strict=True):
            share = shares(case, weights)
            total = sum(share[number] for number in right) or 1e-12
            for number, one in enumerate(case.readings):
                change = (share[number] / total if number in right else 0.0) - share[number]
                for trait in one.traits:
                    if trait in slope:
                        slope[trait] += change
        for trait, one in slope.items():
            pull[trait] = 0.9 * pull[trait] + 0.1 * one
            force[trait] = 0.99 * force[trait] + 0.01 * one * one
            scale = math.sqrt(force[trait] / (1 - 0.99**turn)) + 1e-8
            weights[trait] += STEP * pull[trait] / (1 - 0.9**turn) / scale
    return weights
