"""Fit timeline/data/weights.csv, and measure it on incidents that it was not fitted on.

    python tests/benchmarks/weights.py ../shared/bench/incidents            # half against half: what to expect
    python tests/benchmarks/weights.py ../shared/bench/incidents --write    # fit on all of them

Gradient ascent (Adam) on the logarithm of what the model gives to the readings of the true day, less a penalty on large
weights (L2): the readings with that day, else the shortest stretch that holds it, else "elsewhere". Halves are by
incident, so that no incident is on both sides.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from timeline import candidates
from timeline.candidates import evidence, reading
from timeline.candidates.evidence import Reading
from timeline.corpus import articles
from timeline.corpus.articles import Piece

RARE = 8
"""A trait of fewer readings has no weight."""
PENALTY = 4.0
ROUNDS, STEP = 200, 0.05
EPOCH = dt.date(1970, 1, 1)
TABLE = Path(evidence.__file__).parent.parent / "data" / "weights.csv"
SMALL = 0.05
"""A smaller weight is left out."""


class Case(NamedTuple):
    """An article's readings, and the true day."""

    incident: str
    readings: list[Reading]
    day: int

    def true(self) -> set[int]:
        """Return the numbers of the readings that the true day speaks for."""
        lengths = {
            number: one.last - one.first
            for number, one in enumerate(self.readings)
            if one.first <= self.day <= one.last
        }
        least = min(lengths.values(), default=0)
        return {number for number, length in lengths.items() if length == least} or {len(self.readings) - 1}


def cases(folder: Path) -> list[Case]:
    """Read the articles and keep the readings that `evidence.weigh` is given."""
    with (folder / "gold.csv").open(encoding="utf-8", newline="") as rows:
        days = {row["incident"]: dt.date.fromisoformat(row["date"]) for row in csv.DictReader(rows)}
    heard: list[list[Reading]] = []
    weigh = evidence.weigh

    def listen(readings: Sequence[Reading]) -> list[float]:
        heard.append(list(readings))
        return weigh(readings)

    evidence.weigh = listen
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
            if heard:
                incident = incidents[article.source]
                everywhere = Reading(-(10**6), 10**6, [evidence.ELSEWHERE])
                found.append(Case(incident, [*heard[0], everywhere], (days[incident] - EPOCH).days))
    evidence.weigh = weigh
    return found


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


def right(given: Sequence[Case], weights: dict[str, float]) -> int:
    """Count the articles whose likeliest day is the true one."""
    count = 0
    for case in given:
        days: Counter[int] = Counter()
        for one, share in zip(case.readings, shares(case, weights), strict=True):
            if one.first == one.last:
                days[one.first] += share  # type: ignore[assignment] - a Counter of floats
        count += bool(days) and max(days, key=lambda day: (days[day], day)) == case.day
    return count


def main(folder: Path, *, write: bool) -> None:
    """Measure half against half, or write the table."""
    given = cases(folder)
    if write:
        rows = sorted((trait, weight) for trait, weight in fit(given).items() if abs(weight) >= SMALL)
        lines = ["trait,weight", *(f"{trait},{weight:.2f}" for trait, weight in rows)]
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        typer.echo(f"{len(rows)} traits from {len(given)} articles")
        return
    halves: tuple[list[Case], list[Case]] = ([], [])
    for case in given:
        halves[hashlib.sha256(case.incident.encode()).digest()[0] % 2].append(case)
    for one, other in (halves, halves[::-1]):
        count = right(other, fit(one))
        typer.echo(f"fitted on {len(one)} articles: right day in {count / len(other):.3f} of {len(other)} others")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
