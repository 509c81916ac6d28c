"""Fit timeline/data/weights.csv, and measure it on incidents that it was not fitted on.

    python tests/benchmarks/weights.py ../shared/bench/incidents            # half against half: what to expect
    python tests/benchmarks/weights.py ../shared/bench/incidents --write    # fit on all of them

True are the readings with the incident's day, else the shortest stretch that holds it, else "elsewhere". Halves are by
incident, so that no incident is on both sides. fitting.py has the model.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer
from fitting import fit, gold, heard, shares
from fitting import write as write_table

from timeline.candidates import evidence
from timeline.candidates.evidence import Reading

EPOCH = dt.date(1970, 1, 1)
TABLE = Path(evidence.__file__).parent.parent / "data" / "weights.csv"


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
    days = {incident: dt.date.fromisoformat(row["date"]) for incident, row in gold(folder).items()}
    everywhere = Reading(-(10**6), 10**6, [evidence.ELSEWHERE])
    return [
        Case(incident, [*readings, everywhere], (days[incident] - EPOCH).days)
        for incident, readings in heard(folder, evidence)
        if readings
    ]


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
        write_table(TABLE, given)
        return
    halves: tuple[list[Case], list[Case]] = ([], [])
    for case in given:
        halves[hashlib.sha256(case.incident.encode()).digest()[0] % 2].append(case)
    for one, other in (halves, halves[::-1]):
        count = right(other, fit(one))
        typer.echo(f"fitted on {len(one)} articles: right day in {count / len(other):.3f} of {len(other)} others")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
