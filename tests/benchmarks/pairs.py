"""Fit timeline/data/pairs.csv, and measure it on incidents that it was not fitted on.

    python tests/benchmarks/pairs.py ../shared/bench/incidents            # half against half: what to expect
    python tests/benchmarks/pairs.py ../shared/bench/incidents --write    # fit on all of them

A case is a pair of articles that share rare words: of one incident, or not. To be run after weights.py and scenes.py,
whose odds and places go in. Halves are by incident; a pair with one article of each half is on neither side.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import typer
from fitting import fit, read
from fitting import write as write_table

from timeline.candidates.candidate import Told
from timeline.stories import grouping, pairs
from timeline.stories.keys import Keys

TABLE = Path(pairs.__file__).parent.parent / "data" / "pairs.csv"


class Option(NamedTuple):
    """One event or two, with what speaks for it."""

    traits: list[str]


class Case(NamedTuple):
    """A pair of articles: the first reading is that they tell one event."""

    incident: str
    readings: list[Option]
    same: bool

    def true(self) -> set[int]:
        """Return the number of the true reading."""
        return {0 if self.same else 1}


def cases(told: Sequence[tuple[str, Told]]) -> list[Case]:
    """Return the pairs that grouping weighs."""
    incidents = {one.source: incident for incident, one in told}
    keys = Keys([one for _, one in told])
    found = []
    for pair in grouping.compared(keys, grouping.rarity(keys)):
        mine, other = (incidents[keys.sources[keys.document[node]]] for node in (pair.one, pair.other))
        found.append(Case(mine, [Option(pair.traits), Option([])], same=mine == other))
    return found


def b_cubed(told: Sequence[tuple[str, Told]]) -> tuple[float, float]:
    """Return the B-cubed precision and recall over articles (Bagga and Baldwin 1998) of grouping them as it stands."""
    incidents = {one.source: incident for incident, one in told}
    keys = Keys([one for _, one in told])
    events = {source: source for source in incidents}
    for first, *others in grouping.group(keys).events:
        source = keys.sources[keys.document[first]]
        events |= {keys.sources[keys.document[node]]: source for node in others if keys.own[node]}
    both = Counter((events[source], incident) for source, incident in incidents.items())
    sizes, truths = Counter(events.values()), Counter(incidents.values())
    total = len(incidents)
    precision = sum(both[events[source], incident] / sizes[events[source]] for source, incident in incidents.items())
    recall = sum(both[events[source], incident] / truths[incident] for source, incident in incidents.items())
    return precision / total, recall / total


def main(folder: Path, *, write: bool) -> None:
    """Measure half against half, or write the table."""
    told = sorted(read(folder), key=lambda one: one[1].source)
    if write:
        write_table(TABLE, cases(told))
        return
    halves: tuple[list[tuple[str, Told]], list[tuple[str, Told]]] = ([], [])
    for incident, one in told:
        halves[hashlib.sha256(incident.encode()).digest()[0] % 2].append((incident, one))
    for mine, others in (halves, halves[::-1]):
        weights = fit(cases(mine))
        pairs.weights = lambda weights=weights: weights  # type: ignore[assignment,misc]
        precision, recall = b_cubed(others)
        both = 2 * precision * recall / (precision + recall)
        figures = f"B-cubed P {precision:.3f} R {recall:.3f} F {both:.3f}"
        typer.echo(f"fitted on {len(mine)} articles: {figures} of {len(others)} others")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
