"""Where it happened: names of places in a text, how strongly the words around say that they are places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.candidates import tables

PREFIXES = r"(?:(?:St|Ft|Mt|Ste)\. )?"
NAME = re.compile(
    rf"\b{PREFIXES}(?:[A-ZÀ-Þ][\w'’]+|[A-Z]\.(?:[A-Z]\.)+|al(?=-))(?:[-–](?:[\w'’]+))*"
    r"(?:(?: (?:of the |of |de |la |ez-|al-|el-|az-)?| (?=al-|ez-))(?:[A-ZÀ-Þ][\w'’]+|al(?=-))(?:[-–][\w'’]+)*)*"
)
"""A run of capitalised words: "St. Louis", "Khan al-Baghdadi", "North Myrtle Beach Police Department"."""
DATELINE = re.compile(
    r"(?m)^\W{0,3}(?P<name>(?:al-|Al-)?[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3})(?P<region>, (?:[A-Z][\w.]* ?){1,3}?)?,?"
    r"(?:\s*\([^)\n]{2,40}\))?\s*(?:[—–:]|--?\s|\(|>>)"
)
"""What a news agency sets before its first sentence: "SPANISH FORK — …", "Al-QAIM, Iraq - …", "GASTONIA, N.C. (WNCN) – …"."""
REGION_NEXT = re.compile(r",? ?\(?((?:[A-Z]\. ?){2}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?|[A-Z]{2}\b)")
LEADS_IN = {"in": 2.0, "near": 1.2, "outside": 1.2, "at": 0.4, "of": 0.7, "from": 0.5, "to": 0.4, "around": 0.8, "across": 0.8}
"""What a preposition before the name says of it."""
FORCES = frozenset(
    "police pd officers residents firefighters authorities detectives officials mayor sheriff sheriff's sheriff’s".split()
)
"""Who is named by a town: "Elgin police"."""
OWNED = frozenset(
    "man woman boy girl teen teenager couple mother father resident native family home house apartment tavern bar nightclub "
    "club neighborhood neighbourhood suburb area street restaurant store market church school base airport hospital".split()
)
"""What has a town's name before it: "a Philadelphia tavern", "a Merritt Island man"."""
NOT_TOWNS = frozenset(
    "Street St St. Avenue Ave Ave. Road Rd Rd. Drive Dr Boulevard Blvd Blvd. Lane Court Place Way Highway Parkway Pike Trail "
    "University College School High Hospital Medical Center Centre Church Park Times News Tribune Post Herald Sun Star "
    "Journal Observer Gazette Press Mall Apartments Bridge River Lake Island Airport Bay Stadium Club Hall House Hotel "
    "Company Inc Corp Foundation Institute Museum Circle Terrace Plaza Square Elementary Middle".split()
)
"""What makes a town's name the name of something else: "Prouty Avenue", "Tampa Bay Times"."""
CODE = 2
"""A region's code, "LA" or "IN", is a place only behind a comma."""
WHOLE = 0.5
"""How much must speak for a place before a document is said to be about it."""
DATELINED = 6.0
TITLE_LEAST = 0.1
UNKNOWN = 0.5
"""How much a name counts that no table knows, against one that a table knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a gazetteer; `region` is a state or governorate, "" where the table has none."""

    name: str
    region: str
    country: str
    lat: float
    lon: float
    population: int = 0


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name, the names of regions and countries, and words that are towns on paper only."""

    towns: Mapping[str, tuple[Place, ...]]
    regions: Mapping[str, str]
    common: frozenset[str]

    def town(self, name: str) -> Place | None:
        """Return the likeliest place of that name: the user's own first, then the most people."""
        found = self.towns.get(fold(name))
        return found[0] if found else None

    def spot(self, name: str) -> tuple[float, float] | None:
        """Return latitude and longitude of a name as `main` gives it: "Gresham, Chicago" lies where Chicago does."""
        for part in (name, name.rpartition(", ")[2]):
            town = self.town(part)
            if town is not None:
                return town.lat, town.lon
        return None


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name of a place at an offset, and how strongly the words around it say that something is there."""

    name: str
    start: int
    strength: float
    known: bool


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """Return the form that spellings share: "St. Louis" and "Saint Louis", "Al-Qaim" and "al Qaim"."""
    folded = name.casefold().replace("’", "'").replace("-", " ").replace("–", " ").replace(".", "").removesuffix("'s")
    head, _, rest = folded.removeprefix("the ").partition(" ")
    short = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}.get(head)
    return f"{short or head} {rest}" if rest else head


def load(own: Iterable[Mapping[str, str]] = (), *, countries: Sequence[str] = ()) -> Gazetteer:
    """Return the user's places, then the shipped ones; `countries` (ISO 3166) filters, () takes all."""
    towns: dict[str, list[Place]] = {}
    wanted = frozenset(countries)
    for row in [*own, *tables.shipped("places"), *tables.shipped("cities")]:
        if wanted and row.get("country") and row["country"] not in wanted:
            continue
        place = Place(
            row["name"],
            row.get("region") or "",
            row.get("country") or "",
            float(row["lat"]),
            float(row["lon"]),
            int(row.get("population") or 0),
        )
        for name in [row["name"], *filter(None, (row.get("alias") or "").split(";"))]:
            towns.setdefault(fold(name), []).append(place)
    regions = {}
    for row in tables.shipped("regions"):
        for name in [row["name"], *filter(None, row["alias"].split(";"))]:
            regions[name] = row["name"]
            regions.setdefault(name.rstrip("."), row["name"])
    common = frozenset(row["word"] for row in tables.shipped("common"))
    return Gazetteer({name: tuple(places) for name, places in towns.items()}, regions, common)


def sight(text: str, gazetteer: Gazetteer) -> list[Sighting]:
    """Return the names of places in the text, in order."""
    found = []
    for line in DATELINE.finditer(text):
        name = line["name"].strip()
        region = (line["region"] or "").strip(" ,")
        known = gazetteer.town(name) is not None
        if (known or region in gazetteer.regions or len(name) > 3) and not _common(name, gazetteer):
            shown = name if not name.isupper() else name.title()
            found.append(Sighting(shown, line.start("name"), DATELINED if known or region else DATELINED / 2, known))
    for match in NAME.finditer(text):
        found += _read(text, match, gazetteer)
    return found


def _common(name: str, gazetteer: Gazetteer) -> bool:
    return any(word.title() in gazetteer.common for word in name.split())


def _read(text: str, match: re.Match[str], gazetteer: Gazetteer) -> Iterable[Sighting]:
    """Sightings within one run of capitalised words."""
    words = match[0].split(" ")
    starts = [match.start()]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    before = text[max(0, match.start() - 9) : match.start()].split(" ")
    lead = before[-2].lower() if len(before) > 1 and not before[-1] else ""
    after = text[match.end() : match.end() + 24]
    first = 0
    seen = False
    while first < len(words):
        for last in range(min(len(words), first + 4), first, -1):
            name = " ".join(words[first:last])
            bare = name[:-2] if name.endswith(("'s", "’s")) else name
            if not bare[0].isupper() and not bare.startswith("al-"):
                continue
            if gazetteer.town(bare) is None and (bare not in gazetteer.regions or len(bare) == CODE):
                continue
            seen = True
            strength = _strength(words, first, last, lead=lead, after=after, gazetteer=gazetteer, name=bare)
            if strength:
                yield Sighting(bare, starts[first], strength, known=True)
            first = last - 1
            break
        first += 1
    if not seen:
        yield from _unknown(words, starts, lead=lead, after=after, gazetteer=gazetteer)


def _strength(
    words: Sequence[str], first: int, last: int, *, lead: str, after: str, gazetteer: Gazetteer, name: str
) -> float:
    """How strongly the words around a known name say that it is a place here."""
    follows = words[last] if last < len(words) else after.split(" ", 2)[1] if after.startswith(" ") else ""
    follows = follows.rstrip(".,;:?!")
    region = name in gazetteer.regions and gazetteer.town(name) is None
    weak = 0.3 if region else 1.0
    if name in gazetteer.common:
        weak *= 0.25
    if follows.lower() in FORCES:
        return 2.5 * weak
    if follows in OWNED and last == len(words):
        return 1.2 * weak
    if last == len(words) and not region:
        near = REGION_NEXT.match(after) if after.startswith(",") else None
        if near and _region(near[1], gazetteer):
            return 2.2
    if last < len(words):
        return 0.1 * weak if follows in NOT_TOWNS or first else 0.4 * weak
    if first:
        return 0.3 * weak if words[first - 1] in ("North", "South", "East", "West") else 0.1 * weak
    return LEADS_IN.get(lead, 0.15) * weak


def _unknown(
    words: Sequence[str], starts: Sequence[int], *, lead: str, after: str, gazetteer: Gazetteer
) -> Iterable[Sighting]:
    """A name that no table knows is a place only where the words around say so."""
    name = " ".join(words)
    if len(words) > 3 or any(word in gazetteer.common or word in NOT_TOWNS for word in words[:1] + words[-1:]):
        return
    bare = name[:-2] if name.endswith(("'s", "’s")) else name
    near = REGION_NEXT.match(after) if after.startswith(",") else None
    if near and _region(near[1], gazetteer):
        yield Sighting(bare, starts[0], 2.0, known=False)
    elif words[-1] == "County" and len(words) > 1:
        yield Sighting(bare, starts[0], 0.6, known=False)
    elif lead in ("in", "near"):
        yield Sighting(bare, starts[0], LEADS_IN[lead] * UNKNOWN, known=False)
    elif after[1:].split(" ", 1)[0] in FORCES:
        yield Sighting(bare, starts[0], 2.5 * UNKNOWN, known=False)


def _region(name: str, gazetteer: Gazetteer) -> bool:
    return name.strip() in gazetteer.regions or name.replace(" ", "") in gazetteer.regions or name.split(" ")[0] in gazetteer.regions


def main(title: str, *, gazetteer: Gazetteer, sightings: Sequence[Sighting]) -> str:
    """Return the place that a document is about, "" where none stands out."""
    score: dict[str, float] = {}
    shown: dict[str, str] = {}
    known: dict[str, bool] = {}
    in_title = [sighting for sighting in sight(title, gazetteer) if sighting.strength >= TITLE_LEAST]
    for sighting, weight in [*((s, 0.0) for s in in_title), *((s, _position(s.start)) for s in sightings)]:
        key = fold(sighting.name)
        shown.setdefault(key, sighting.name)
        known[key] = known.get(key, False) or sighting.known
        score[key] = score.get(key, 0.0) + (sighting.strength * weight if weight else 2 * sighting.strength + 1)
    if not score:
        return ""
    best = max(score, key=lambda key: (score[key], key))
    if score[best] < WHOLE:
        return ""
    if not known[best]:
        cities = [key for key in score if known[key] and shown[key] not in gazetteer.regions]
        city = max(cities, key=lambda key: score[key], default="")
        if city and score[city] >= WHOLE:
            return f"{shown[best]}, {shown[city]}"
    return shown[best]


def _position(start: int) -> float:
    return 1.6 if start < 400 else 1.0 if start < 1500 else 0.5
