"""The scene: which of the places that a document names is where its event happened.

Every place has traits: how it is named (behind "in", before "police", in a dateline, as a person's second name) and
where (the title, the first paragraph, the sentence that tells the event), how often, how large it is.
timeline/data/scenes.csv says what each trait counts, in natural logarithms of odds; the sum of a place's traits, set
against those of the others, is the share of it (maximum entropy: Berger, Della Pietra and Della Pietra 1996).
tests/benchmarks/scenes.py fits the table, and measures it on incidents that it was not fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, Self

from timeline.candidates import outlets, tables
from timeline.candidates.places import COUNTIES, SECTIONED, SHORT_COUNTIES, Gazetteer, Sighting, apart, fold, sight
from timeline.model import Span

ZONES = ((400, "first"), (1500, "half"))
"""Characters of a document up to which a zone reaches; behind it is "rest"."""
LEAST, WHOLE = 0.15, 0.5
"""How much must speak for a place, however it stands beside others, before a document is said to be about it; and for
one that is named only as persons are, "Auburn" of "Mary Auburn"."""
PERSONAL = frozenset(("bare", "person", "second", "behind", "before a name", "inside", "owning"))
"""How persons are named, not only places."""
UNSURE = 0.3
"""How sure a place is that nothing else speaks for than the outlet, or one sentence."""
NEARLY = 0.8
"""Share of the likeliest place from which on another is taken that the event's own sentence names."""
TITLE_LEAST = 0.1
TITLED = 2.0
"""What a name in the title counts against one in the text, and one more for being there."""
PLACED = frozenset(("forces", "in", "region next", "dateline", "dateline region", "side", "near"))
"""How only places are named, not persons."""
OWN = frozenset(f"own {way}" for way in ("forces", "in", "region next", "dateline region", "near", "unknown in"))
"""How the sentence that tells the event names where it happened."""
SAID = frozenset(("unknown in", "unknown near", "unknown region next", "unknown town next", "unknown forces"))
"""How a place is named that no table knows."""
GOVERNED = frozenset(("forces", "dateline region"))
"""How a town of its own is named: "Evanston police"."""
LARGE = 20_000
"""People of a town that has neighbourhoods."""
CITY = 250_000
"""People of a town whose quarters are as well known to its readers as towns are."""
HALF = 2
"""How many times the people of the quarter's namesakes such a city must have."""
LIES = frozenset(("in", "unknown in", "of what", "owned"))
"""How a quarter is named."""
HOME = frozenset(("dateline", "dateline region", "forces"))
"""How the city is named that a report is from."""
NO_QUARTERS = (*COUNTIES, *SHORT_COUNTIES, *(f"{short}." for short in SHORT_COUNTIES))
FAR = 300
"""Characters."""
WITHIN = frozenset(("own in", "own unknown part", "own part in"))
"""How the sentence that tells the event names a part of the town that it happened in."""
FILED = frozenset(("dateline", "dateline region", "dateline unknown", "region next", "bare"))
"""How the place is named that a report was sent from, and no more."""
DATELINES = frozenset(("dateline", "dateline region"))
FAR_OFF = 100.0
"""Kilometres from the desk at which a report tells of another place than the desk's own surroundings."""
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
    regions: set[str] = field(default_factory=set)
    """The states and countries that stand behind it."""
    towns: dict[str, None] = field(default_factory=dict)
    """The towns that it is said to lie in."""
    count: int = 0
    first: float = math.inf
    """Where the text first names it, not only in passing."""


class Home(NamedTuple):
    """The place that a document is about, "" for none; whether only the outlet's name says its town; how sure it is."""

    place: str
    outlet: bool = False
    share: float = UNSURE


class Outlet(NamedTuple):
    """Who published a document: the towns that it is called after, and the path of the document's address."""

    towns: tuple[str, ...] = ()
    path: str = ""

    @classmethod
    def of(cls, url: str, tail: str, gazetteer: Gazetteer) -> Self:
        """Read it off an address and what stands behind a title."""
        return cls(outlets.towns(url, tail, gazetteer), outlets.address(url)[1])


def find(
    title: str,
    outlet: Outlet,
    *,
    gazetteer: Gazetteer,
    sightings: Sequence[Sighting],
    told: Sequence[Span] = (),
    begin: int = 0,
) -> Home:
    """Return the place that a document is about, "" where none stands out.

    `told` are the sentences that tell the document's events, its own first, `begin` is where its story begins: before
    it stand teasers of others.
    """
    found = scenes(title, outlet, gazetteer=gazetteer, sightings=sightings, told=told, begin=begin)
    if not found:
        return Home(next(iter(outlet.towns), ""), outlet=bool(outlet.towns))
    shares = weigh(found)
    order = sorted(zip(shares, found, strict=True), key=_best)
    ranked = [place for _, place in order]
    near = (place for share, place in order if "own" in place.traits and share >= NEARLY * order[0][0])
    inside = next(near, ranked[0])
    ranked.remove(inside)
    ranked.insert(0, inside)
    best = next((place for place in ranked if _in_region(place, ranked[0], gazetteer)), ranked[0])
    best = next((place for place in ranked if _reported_from(place, best, gazetteer)), best)
    share = next(share for share, place in zip(shares, found, strict=True) if place is best)
    return home(best, ranked, outlet, gazetteer)._replace(share=share)


def home(best: Scene, ranked: Sequence[Scene], outlet: Outlet, gazetteer: Gazetteer) -> Home:
    """Return the place of a document that is about `best`, as a part of its town or with such a part where told so."""
    if best.towns:
        return Home(f"{best.name}, {next(iter(best.towns))}")
    for whole in ranked:
        if whole is not best and _part_of(best, whole, gazetteer):
            return Home(f"{best.name}, {whole.name}")
    parts = (part for part in ranked if part.traits & WITHIN and part is not best and _part_of(part, best, gazetteer))
    part = next(parts, None)
    if part is not None:
        return Home(f"{part.name}, {best.name}")
    # A paper says "in Kensington" and need not say to its readers that it lies in their town.
    around = next((town for town in outlet.towns if _quarter(best, town, gazetteer)), "")
    return Home(f"{best.name}, {around}", outlet=True) if around else Home(best.name)


def _quarter(part: Scene, town: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is a part of its outlet's town."""
    whole = Scene(town, ways={"forces"})
    return fold(part.name) != fold(town) and _part_of(part, whole, gazetteer)


def _in_region(town: Scene, region: Scene, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in a state or country that stands out, and says more: "a Montana town", "in Deer Lodge"."""
    namesake = gazetteer.town(region.name)
    if region.name not in gazetteer.regions or (namesake is not None and namesake.people >= SECTIONED):
        return False  # "Washington" may well be the town, "Montana" is hardly that of Bulgaria
    if town is region or not town.ways & PLACED or town.ways <= FILED:
        return False
    namesakes = gazetteer.towns.get(fold(town.name), ())
    return region.name in town.regions or any(region.name in (place.region, place.country) for place in namesakes)


def _reported_from(place: Scene, desk: Scene, gazetteer: Gazetteer) -> bool:
    """Whether `desk` is only where a report was sent from, far from what it tells: "BAGHDAD - The army took Qaim"."""
    if not desk.ways <= FILED or desk.ways.isdisjoint(DATELINES) or place.traits.isdisjoint(OWN) or not place.known:
        return False
    here, there = gazetteer.spot(desk.name, desk.regions), gazetteer.spot(place.name, place.regions | desk.regions)
    return here is not None and there is not None and apart(here, there) > FAR_OFF


def _best(weighed: tuple[float, Scene]) -> tuple[float, str]:
    share, place = weighed
    return -share, place.name


def _part_of(part: Scene, whole: Scene, gazetteer: Gazetteer) -> bool:
    """Whether the text speaks of a part of a town: its "neighborhood", or what lies in it and has no own police."""
    town = gazetteer.town(whole.name)
    if town is None or not whole.known or whole.name.endswith(COUNTIES) or not whole.ways & PLACED:
        return False
    if gazetteer.town(part.name) is None and any("part" in way.split() for way in part.ways):
        return town.people >= LARGE
    if part.ways & GOVERNED:
        return False
    if gazetteer.within(part.name, whole.name) is not None:
        return True
    return bool(whole.count) and _unlisted(part, whole, gazetteer)


def _unlisted(part: Scene, whole: Scene, gazetteer: Gazetteer) -> bool:
    """Whether the place is a quarter that no table knows of the city that the report is from: "Evanston" of Cincinnati.

    Some town elsewhere may be called so. The text must not name that one's state, nor have another state for the city.
    """
    town = gazetteer.town(whole.name)
    if town is None or town.people < CITY or not part.ways & LIES or not whole.ways & HOME:
        return False
    if "in its state" in part.traits or "no state" in whole.traits or part.name.endswith(NO_QUARTERS):
        return False
    states = {place.region for place in gazetteer.towns[fold(whole.name)]}
    return part.name not in gazetteer.regions and all(
        place.people * HALF <= town.people and place.region not in states
        for place in gazetteer.towns.get(fold(part.name), ())
    )


def scenes(
    title: str,
    outlet: Outlet,
    *,
    gazetteer: Gazetteer,
    sightings: Sequence[Sighting],
    told: Sequence[Span] = (),
    begin: int = 0,
) -> list[Scene]:
    """Return the places that a document names strongly enough, each with its traits, in the order of their names."""
    places: dict[str, Scene] = {}
    titled = [one for one in sight(title, gazetteer) if one.strength >= TITLE_LEAST]
    for seen, zone in [*((one, "title") for one in titled), *((one, _zone(one.start - begin)) for one in sightings)]:
        town = gazetteer.town(seen.name)
        name = town.name if town is not None else seen.name
        scene = places.setdefault(fold(name), Scene(name))
        scene.known &= seen.known
        scene.strength += TITLED * seen.strength + 1 if zone == "title" else seen.strength * POSITION[zone]
        scene.traits.update(("title",) if zone == "title" else (zone, seen.trait))
        scene.ways.add(seen.trait)
        if seen.region:
            scene.regions.add(seen.region)
        if seen.town:
            scene.towns.setdefault(seen.town)
        if zone != "title":
            scene.count += 1
            if seen.strength >= TITLE_LEAST:
                scene.first = min(scene.first, seen.start)
            scene.traits.update(_telling(seen, told))
            scene.traits.update(_near(seen, told))
    ordered = [places[key] for key in sorted(places)]
    found = [place for place in ordered if place.strength >= (WHOLE if place.ways <= PERSONAL else LEAST)]
    states = regions(sightings)
    first = min((place.first for place in found), default=math.inf)
    others = any(not place.traits.isdisjoint(OWN) for place in found)
    for place in found:
        place.traits.update(_whole(place, outlet, gazetteer))
        place.traits.update(_in_state(place, states, gazetteer))
        if place.first == first:
            place.traits.add("named first")
        if others and place.traits.isdisjoint(OWN):
            place.traits.add("not own")
    return found


@cache
def _there(where: str, trait: str) -> tuple[str, str, str]:
    return f"{where} {trait}", trait, where


def weigh(found: Sequence[Scene]) -> list[float]:
    """Return the share of each place, 0 to 1."""
    table = weights()
    # fsum gives the same sum in whatever order a set has them.
    sums = [math.fsum(table[trait] for trait in place.traits if trait in table) for place in found]
    most = max(sums, default=0.0)
    odds = [math.exp(weight - most) for weight in sums]
    total = sum(odds)
    return [one / total for one in odds]


@cache
def weights() -> dict[str, float]:
    """Return what each trait counts, in natural logarithms of odds."""
    return {row["trait"]: float(row["weight"]) for row in tables.shipped("scenes")}


POSITION = {"teaser": 0.3, "first": 1.6, "half": 1.0, "rest": 0.5}
"""What a sighting counts by where it stands: the first paragraphs say where, later ones where else."""


def _zone(start: int) -> str:
    if start < 0:
        return "teaser"
    return next((zone for end, zone in ZONES if start < end), "rest")


def _telling(seen: Sighting, told: Sequence[Span]) -> tuple[str, ...]:
    """Return the traits of a name in the sentences that tell the events."""
    for number, span in enumerate(told):
        if span.start <= seen.start < span.stop:
            return _there("told" if number else "own", seen.trait)
    return ()


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


def _whole(scene: Scene, outlet: Outlet, gazetteer: Gazetteer) -> list[str]:
    """Return the traits of a place that no single sighting gives."""
    traits = [f"times {next((str(most) for most in COUNTS if scene.count <= most), 'more')}", _size(scene, gazetteer)]
    if "title" in scene.traits:
        traits.append("title and text" if scene.count else "title only")
    ways = scene.ways
    if ways & {"person", "second", "before a name"}:
        traits.append("person and place" if ways & PLACED else "person")
    true = {
        "common word": scene.name in gazetteer.common,
        "part": not scene.known,
        "outlet": scene.name in outlet.towns,
        "in address": bool(outlet.path) and outlets.slug(scene.name) in outlet.path,
        "filed only": ways <= FILED,
        "title and forces": "title" in scene.traits and "forces" in ways,
        "never placed": not ways & (PLACED | SAID),
        "aside only": all(way.startswith("aside ") for way in ways),
    }
    return [*traits, *(trait for trait, holds in true.items() if holds)]


def _size(scene: Scene, gazetteer: Gazetteer) -> str:
    town = gazetteer.town(scene.name)
    if town is not None:
        return f"size {sum(town.people >= people for people in SIZES)}"
    return "region" if scene.name in gazetteer.regions else "county" if scene.name.endswith(COUNTIES) else "unknown"
