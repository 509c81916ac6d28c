"""Where it happened: names of places in a text, how strongly the words around say that they are places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.candidates import tables

PREFIXES = r"(?:(?:St|Ft|Mt|Ste)\. )?"
NAME = re.compile(
    rf"(?<!\w)(?=[A-ZÀ-Þ]|al-){PREFIXES}(?:[A-ZÀ-Þ][\w'’]+|[A-Z]\.(?:[A-Z]\.)+|al(?=-))(?:[-–](?:[\w'’]+))*"
    r"(?:(?: (?:of the |of |de |la |ez-|al-|el-|az-)?| (?=al-|ez-))(?:[A-ZÀ-Þ][\w'’]+|al(?=-))(?:[-–][\w'’]+)*)*"
)
"""A run of capitalised words: "St. Louis", "Khan al-Baghdadi", "North Myrtle Beach Police Department"."""
DATELINE = re.compile(
    r"(?m)^\W{0,3}(?P<name>(?:al-|Al-)?[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3})"
    r"(?P<region>, (?:[A-Z][\w.]* ?){1,3}?)?,?"
    r"(?:\s*\([^)\n]{2,40}\))?\s*(?:[—–:]|--?\s|\(|>>)"
)
"""What an agency sets before its first sentence: "SPANISH FORK — …", "Al-QAIM, Iraq - …", "ELGIN, Ill. (AP) – …"."""
BYLINE = re.compile(r"(?m)^[^\n|]{4,24}\d\s*\|\s*(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})\s*$")
"""A dateline behind the date: "13.09.2019 | Anbar"."""
POSTCODE = re.compile(r"\b\d{4,6}\s\Z")
REGION_NEXT = re.compile(r",? ?\(?((?:[A-Z]\. ?){2}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?|[A-Z]{2}\b)")
LEADS_IN = {
    "in": 2.0,
    "near": 1.2,
    "outside": 1.2,
    "inside": 1.0,
    "off": 1.0,
    "at": 0.4,
    "of": 0.7,
    "from": 0.5,
    "to": 0.4,
    "around": 0.8,
    "across": 0.8,
}
"""What a preposition before the name says of it."""
FORCES = tables.words("of-a-town")
"""Who is named by a town: "Elgin police"."""
FOLLOWERS = tuple(f" {word}" for word in sorted(FORCES))
OWNED = tables.words("behind-a-town")
"""What has a town's name before it: "a Philadelphia tavern", "a Merritt Island man"."""
PARTS = ("neighborhood", "neighbourhood", "section of", "district", "community of")
"""What makes a name that of a part of a town: "the Bushwick section of Brooklyn"."""
NOT_TOWNS = tables.words("no-town")
"""What makes a town's name the name of something else: "Prouty Avenue", "Tampa Bay Times"."""
LEAD_PARAGRAPHS, FIRST_HALF = 400, 1500
"""Characters."""
REGION, COMMON = 0.3, 0.15
"""What a region's name and a name that is mostly something else count against a town's."""
MARKS = ".,;:?!"
LONGEST = 4
"""Words of the longest name that is looked for: "Khan al-Baghdadi", "North Myrtle Beach"."""
RUNS = 1 << 16
CODE = 2
"""A region's code, "LA" or "IN", is a place only behind a comma."""
WHOLE = 0.5
"""How much must speak for a place before a document is said to be about it."""
DATELINED = 4.0
TITLE_LEAST = 0.1
UNKNOWN = 0.5
"""How much a name counts that no table knows, against one that a table knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a gazetteer; `region` is a state or governorate, "" where the table has none."""

    name: str
    region: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name, the names of regions and countries, and words that are towns on paper only."""

    towns: Mapping[str, tuple[Place, ...]]
    regions: Mapping[str, str]
    common: frozenset[str]
    runs: dict[str, tuple[tuple[int, int, str], ...]]
    """What was made of runs of words before: the same names come again and again."""

    def parts(self, run: str) -> tuple[tuple[int, int, str], ...]:
        """Return the known names in a run of capitalised words: first and last word, and the name without its 's."""
        found = self.runs.get(run)
        if found is None:
            if len(self.runs) >= RUNS:
                self.runs.clear()
            found = self.runs[run] = tuple(self._parts(run.split(" ")))
        return found

    def _parts(self, words: Sequence[str]) -> Iterable[tuple[int, int, str]]:
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + LONGEST), first, -1):
                name = " ".join(words[first:last])
                bare = (name[:-2] if name.endswith(("'s", "’s")) else name).removeprefix("The ")
                if not bare or not (bare[0].isupper() or bare.startswith("al-")):
                    continue
                if words[last : last + 1] == ["County"]:
                    break  # the county is another place than the town of its name
                if self.town(bare) is not None or (bare in self.regions and len(bare) != CODE):
                    yield first, last, bare
                    first = last - 1
                    break
            first += 1

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
            float(row["lat"]),
            float(row["lon"]),
        )
        for name in [row["name"], *filter(None, (row.get("alias") or "").split(";"))]:
            towns.setdefault(fold(name), []).append(place)
    regions = {}
    for row in tables.shipped("regions"):
        for name in [row["name"], *filter(None, row["alias"].split(";"))]:
            regions[name] = row["name"]
            regions.setdefault(name.rstrip("."), row["name"])
    common = frozenset(row["word"] for row in tables.shipped("common"))
    return Gazetteer({name: tuple(places) for name, places in towns.items()}, regions, common, {})


def sight(text: str, gazetteer: Gazetteer) -> list[Sighting]:
    """Return the names of places in the text, in order."""
    found = []
    for line in DATELINE.finditer(text):
        name = line["name"].strip()
        region = (line["region"] or "").strip(" ,")
        known = gazetteer.town(name) is not None
        if (known or region in gazetteer.regions or len(name) >= LONGEST) and not _common(name, gazetteer):
            town = gazetteer.town(name)
            shown = town.name if town is not None else name.title()
            found.append(Sighting(shown, line.start("name"), DATELINED if known or region else DATELINED / 2, known))
    found += [
        Sighting(line["name"], line.start("name"), DATELINED, known=True)
        for line in BYLINE.finditer(text)
        if gazetteer.town(line["name"]) is not None
    ]
    for match in NAME.finditer(text):
        start, stop = match.span()
        parts = gazetteer.parts(match[0])
        # Most runs of capitalised words are people's names, and are passed over quickly.
        if not parts and not _promising(text, start, stop):
            continue
        if text[start - 2 : start - 1].isdigit() and POSTCODE.search(text, max(0, start - 8), start):
            continue  # an outlet's own address
        found += _read(text, match, parts, gazetteer)
    return found


def _common(name: str, gazetteer: Gazetteer) -> bool:
    return any(word.title() in gazetteer.common for word in name.split())


def _read(
    text: str, match: re.Match[str], parts: Sequence[tuple[int, int, str]], gazetteer: Gazetteer
) -> Iterable[Sighting]:
    """Yield the sightings within one run of capitalised words."""
    start, stop = match.span()
    run = _Run(match[0].split(" "), start, _lead(text, start), text[stop : stop + 24])
    if not parts:
        yield from _unknown(run, gazetteer)
    for first, last, name in parts:
        strength = _strength(run, first, last, gazetteer=gazetteer, name=name)
        if strength:
            part = last == len(run.words) and run.after[1:].startswith(PARTS)
            yield Sighting(name, start + len(" ".join(run.words[:first])) + bool(first), strength, known=not part)


def _promising(text: str, start: int, stop: int) -> bool:
    """Whether a name that no table knows can be a place at all, by what stands right before and after it."""
    return (
        text[start - 3 : start] in ("in ", "ar ")
        or text[stop : stop + 1] == ","
        or text[stop - 6 : stop] == "County"
        or text.startswith(FOLLOWERS, stop)
    )


class _Run(NamedTuple):
    """A run of capitalised words, where it starts, the word before it and what comes after."""

    words: list[str]
    start: int
    lead: str
    after: str

    @property
    def follows(self) -> str:
        """The word after the run."""
        return self.after.split(" ", 2)[1].rstrip(MARKS) if self.after.startswith(" ") else ""

    def in_region(self, gazetteer: Gazetteer) -> bool:
        """Whether a state or country follows: "Eutaw, Ala."."""
        near = REGION_NEXT.match(self.after) if self.after.startswith(",") else None
        return near is not None and _region(near[1], gazetteer)


def _lead(text: str, start: int) -> str:
    before = text[max(0, start - 9) : start]
    return before[:-1].rpartition(" ")[2].rpartition("\n")[2] if before.endswith(" ") else ""


def _strength(run: _Run, first: int, last: int, *, gazetteer: Gazetteer, name: str) -> float:
    """Weigh how strongly the words around a known name say that it is a place here."""
    inside = last < len(run.words)
    follows = run.words[last].rstrip(MARKS) if inside else run.follows
    region = name in gazetteer.regions and gazetteer.town(name) is None
    weak = (REGION if region else 1.0) * (COMMON if name in gazetteer.common else 1.0)
    if (first and run.words[first - 1] not in gazetteer.common) or (inside and follows in NOT_TOWNS):
        strength = 0.1  # a person's second name, "Auburn" in "Mount Auburn", "Prouty" in "Prouty Avenue"
    elif follows.lower() in FORCES:
        strength = 2.5
    elif not inside and follows in OWNED:
        strength = 1.2
    elif not inside and not region and run.in_region(gazetteer):
        return 2.2
    elif inside:
        strength = 0.2
    else:
        strength = 0.5 if first else LEADS_IN.get(run.lead, 0.15)
    return strength * weak


def _unknown(run: _Run, gazetteer: Gazetteer) -> Iterable[Sighting]:
    """Yield a name that no table knows only where the words around say that it is a place."""
    first, last = run.words[0], run.words[-1]
    if len(run.words) >= LONGEST or {first, last} & (gazetteer.common | NOT_TOWNS):
        return
    name = " ".join(run.words)
    bare = name[:-2] if name.endswith(("'s", "’s")) else name
    if run.in_region(gazetteer):
        strength = 2.0
    elif last == "County" and len(run.words) > 1:
        strength = 0.9 if run.lead == "in" else 0.6
    elif run.lead in ("in", "near"):
        strength = LEADS_IN[run.lead] * UNKNOWN
    elif run.follows in FORCES:
        strength = 2.5 * UNKNOWN
    else:
        return
    yield Sighting(bare, run.start, strength, known=False)


def _region(name: str, gazetteer: Gazetteer) -> bool:
    spellings = name.strip(), name.replace(" ", ""), name.partition(" ")[0]
    return any(spelling in gazetteer.regions for spelling in spellings)


def main(title: str, *, gazetteer: Gazetteer, sightings: Sequence[Sighting]) -> str:
    """Return the place that a document is about, "" where none stands out."""
    score: dict[str, float] = {}
    shown: dict[str, str] = {}
    known: dict[str, bool] = {}
    in_title = [sighting for sighting in sight(title, gazetteer) if sighting.strength >= TITLE_LEAST]
    for sighting, weight in [*((s, 0.0) for s in in_title), *((s, _position(s.start)) for s in sightings)]:
        town = gazetteer.town(sighting.name)
        name = town.name if town is not None else sighting.name
        key = fold(name)
        shown.setdefault(key, name)
        known[key] = known.get(key, True) and sighting.known
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
    """Weigh a sighting by where it stands: the first paragraphs say where, later ones where else."""
    return 1.6 if start < LEAD_PARAGRAPHS else 1.0 if start < FIRST_HALF else 0.5
