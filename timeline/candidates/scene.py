"""The scene: which of the places that a document names is where its event happened.

Every place has traits: how it is named (behind "in", before "police", in a dateline, as a person's second name) and where
(the title, the first paragraph, the sentence that tells the event), how often, how large it is.
timeline/data/scenes.csv says what each trait counts, in natural logarithms of odds; the sum of a place's traits, set
against those of the others, is the share of it (maximum entropy: Berger, Della Pietra and Della Pietra 1996).
tests/benchmarks/scenes.py fits the table, and measures it on incidents that it was not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from timeline.candidates import tables
from timeline.candidates.places import COUNTIES, Gazetteer, Sighting, fold, sight
from timeline.model import Span

ZONES = ((400, "first"), (1500, "half"))
"""Characters of a document up to which a zone reaches; behind it is "rest"."""
WHOLE = 0.5
"""How much must speak for a place, however it stands beside others, before a document is said to be about it."""
TITLE_LEAST = 0.1
TITLED = 2.0
"""What a name in the title counts against one in the text, and one more for being there."""
PLACED = frozenset(("forces", "in", "region next", "dateline", "dateline region", "side", "near"))
"""How only places are named, not persons."""
GOVERNED = frozenset(("forces", "dateline region"))
"""How a town of its own is named: "Evanston police" """
FAR = 300
"""Characters."""
SIZES = (5_000, 20_000, 100_000, 500_000)
"""People."""
COUNTS = (1, 2, 4, 8)


@dataclass(slots=True)
class Scene:
    """A place that a document names, as it may be where its event happened."""

    name: str
    known: bool = True
    strength: float = 0.0
    traits: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)
    """How it is named, wherever that is."""
    count: int = 0


def find(
    title: str, outlet: str, *, gazetteer: Gazetteer, sightings: Sequence[Sighting], told: Sequence[Span] = ()
) -> str:
    """Return the place that a document is about, "" where none stands out.

    `outlet` is what stands behind the title, `told` the sentences that tell the document's events, its own first.
    """
    found = scenes(title, outlet, gazetteer=gazetteer, sightings=sightings, told=told)
    if not found:
        return ""
    ranked = [place for _, place in sorted(zip(weigh(found), found, strict=True), key=_best)]
    best = ranked[0]
    for whole in ranked[1:]:
        if _part_of(best, whole, gazetteer):
            return f"{best.name}, {whole.name}"
    return best.name


def _best(weighed: tuple[float, Scene]) -> tuple[float, str]:
    share, place = weighed
    return -share, place.name


def _part_of(part: Scene, whole: Scene, gazetteer: Gazetteer) -> bool:
    """Whether the text speaks of a part of a town: a "neighborhood", or what lies in it and has no police of its own."""
    if not whole.known or whole.name in gazetteer.regions or whole.name.endswith(COUNTIES):
        return False
    if any("part" in way.split() for way in part.ways):
        return True
    governed = part.ways & GOVERNED
    return not governed and not part.name.endswith(COUNTIES) and gazetteer.within(part.name, whole.name) is not None


def scenes(
    title: str, outlet: str, *, gazetteer: Gazetteer, sightings: Sequence[Sighting], told: Sequence[Span] = ()
) -> list[Scene]:
    """Return the places that a document names strongly enough, each with its traits, in the order of their names."""
    places: dict[str, Scene] = {}
    titled = [one for one in sight(title, gazetteer) if one.strength >= TITLE_LEAST]
    for seen, zone in [*((one, "title") for one in titled), *((one, _zone(one.start)) for one in sightings)]:
        town = gazetteer.town(seen.name)
        name = town.name if town is not None else seen.name
        scene = places.setdefault(fold(name), Scene(name))
        scene.known &= seen.known
        scene.strength += TITLED * seen.strength + 1 if zone == "title" else seen.strength * POSITION[zone]
        scene.traits.update((f"{zone} {seen.trait}", seen.trait, zone))
        scene.ways.add(seen.trait)
        if zone != "title":
            scene.count += 1
            scene.traits.update(_telling(seen, told))
            scene.traits.update(_near(seen, told))
    found = [places[key] for key in sorted(places) if places[key].strength >= WHOLE]
    states = regions(sightings)
    for place, first in ((place, number == 0) for number, place in enumerate(_in_order(found, sightings, gazetteer))):
        place.traits.update(_whole(place, outlet, gazetteer))
        place.traits.update(_in_state(place, states, gazetteer))
        if first:
            place.traits.add("named first")
    return found


def _in_order(found: Sequence[Scene], sightings: Sequence[Sighting], gazetteer: Gazetteer) -> list[Scene]:
    """Return the places as they are first named in the text."""
    order: dict[str, int] = {}
    for seen in sightings:
        town = gazetteer.town(seen.name)
        if seen.strength >= TITLE_LEAST:
            order.setdefault(fold(town.name if town is not None else seen.name), seen.start)
    return sorted(found, key=lambda place: (order.get(fold(place.name), math.inf), place.name))


def weigh(found: Sequence[Scene]) -> list[float]:
    """Return the share of each place, 0 to 1."""
    table = weights()
    sums = [sum(table.get(trait, 0.0) for trait in sorted(place.traits)) for place in found]
    most = max(sums, default=0.0)
    odds = [math.exp(weight - most) for weight in sums]
    total = sum(odds)
    return [one / total for one in odds]


@cache
def weights() -> dict[str, float]:
    """Return what each trait counts, in natural logarithms of odds."""
    return {row["trait"]: float(row["weight"]) for row in tables.shipped("scenes")}


POSITION = {"first": 1.6, "half": 1.0, "rest": 0.5}
"""What a sighting counts by where it stands: the first paragraphs say where, later ones where else."""


def _zone(start: int) -> str:
    return next((zone for end, zone in ZONES if start < end), "rest")


def _telling(seen: Sighting, told: Sequence[Span]) -> list[str]:
    """Return the traits of a name in the sentences that tell the events."""
    for number, span in enumerate(told):
        if span.start <= seen.start < span.stop:
            which = "told" if number else "own"
            return [which, f"{which} {seen.trait}"]
    return []


def regions(sightings: Iterable[Sighting]) -> frozenset[str]:
    """Return the states and countries that the text names."""
    return frozenset(seen.region for seen in sightings if seen.region)


def _in_state(scene: Scene, states: Collection[str], gazetteer: Gazetteer) -> list[str]:
    """Return whether a place lies in a state or country that the text names."""
    namesakes = gazetteer.towns.get(fold(scene.name), ())
    if not states or not namesakes:
        return []
    return [
        "in its state" if any(place.region in states or place.country in states for place in namesakes) else "no state"
    ]


def _near(seen: Sighting, told: Sequence[Span]) -> list[str]:
    """Return where a name stands to the sentence that tells the event: far before it stand teasers of other stories."""
    if not told or seen.strength < TITLE_LEAST:
        return []
    away = seen.start - told[0].start
    return ["long before" if away < -FAR else "before" if away < 0 else "after" if away < FAR else "long after"]


def _whole(scene: Scene, outlet: str, gazetteer: Gazetteer) -> list[str]:
    """Return the traits of a place that no single sighting gives."""
    traits = [f"times {next((str(most) for most in COUNTS if scene.count <= most), 'more')}"]
    town = gazetteer.town(scene.name)
    if scene.name in gazetteer.regions and town is None:
        traits.append("region")
    elif town is not None:
        size = sum(town.people >= people for people in SIZES)
        traits.append(f"size {size}")
    elif not scene.name.endswith(COUNTIES):
        traits.append("unknown")
    if scene.name in gazetteer.common:
        traits.append("common word")
    if not scene.known:
        traits.append("part")
    if scene.name in outlet:
        traits.append("outlet")
    if scene.ways & {"person", "second", "before a name"}:
        traits.append("person and place" if scene.ways & PLACED else "person")
    if not scene.ways & PLACED:
        traits.append("never placed")
    if all(way.startswith("aside ") for way in scene.ways):
        traits.append("aside only")
    return traits
