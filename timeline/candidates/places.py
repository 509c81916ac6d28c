"""Where it happened: names of places in a text, how strongly the words around say that they are places."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from timeline.candidates import tables
from timeline.model import Span

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
BEFORE, AFTER = re.compile("[a-z,]"), re.compile(r".\b", re.DOTALL)
"""What stands before a word inside a sentence, and the last letter of one that ends there."""
STATION = re.compile(r"[KW][A-Z]{2,3}(?:-?(?:TV|FM|AM))?")
"""A call sign: "WWLTV (Photo: WWLTV)" is no dateline."""
SAINTS = (" St", " Ste", " Mt", " Ft")
"""How a run of capitalised words ends that may go on behind the dot: "Port St. Lucie"."""
WEEKDAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
MONTHS = frozenset(("March", "May", "June", "August"))
"""Months, though towns are called so."""
POSTCODE = re.compile(r"\b\d{4,6}\s\Z")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz,")
"""What stands before a blank inside a sentence."""
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
DETERMINERS = frozenset(("a", "an", "the", "his", "her", "their"))
"""What stands before a thing that is named by its town: "a Detroit community hall", "his Tulsa shop"."""
STRIKES = tables.words("strikes-a-town")
"""What is done to a town: "recaptured al-Qaim", "an earthquake flattened Bam"."""
FORCES = tables.words("of-a-town")
"""Who is named by a town: "Elgin police"."""
OWNED = tables.words("behind-a-town")
"""What has a town's name before it: "a Philadelphia tavern", "a Merritt Island man"."""
PARTS = ("neighborhood", "neighbourhood", "section of", "district", "community of")
"""What makes a name that of a part of a town: "the Bushwick section of Brooklyn"."""
FOLLOWERS = tuple(f" {word}" for word in (*sorted(FORCES), *PARTS))
STREETS = tables.words("street")
"""What makes a town's name that of a street: "Prouty Avenue", "Bourbon St."."""
RANKS = tables.words("rank")
"""What makes it a person's: "Officer Jackson", "Sgt. Jefferson"."""
SIDES = tables.words("side-of-a-town")
"""What may stand before it: "South Memphis"."""
ASIDE = tables.words("aside")
"""What is said of a place where something else was: "he was taken to a hospital in Tacoma"."""
ASIDE_REACH = 70
"""Characters."""
TOWNLESS = FORCES | OWNED
"""Words that stand behind a town and are none, though some town is called so: "Home", "Police"."""
PERSON = 0.02
"""How strongly a person's name speaks for a place."""
NOT_TOWNS = tables.words("no-town")
"""What makes a town's name the name of something else: "Medina High School", "Tampa Bay Times"."""
LANDSCAPE = frozenset(("Bridge", "Park", "Lake", "Island", "Bay", "River"))
"""Of these what a town may be called after: things happen in it."""
SETTLEMENTS = ("town of ", "city of ", "village of ", "port of ", "suburb of ", "hamlet of ", "district of ")
"""What says that a name no table knows is that of a place."""
SETTLED = ("Town", "City", "Village", "Port", "Borough", "Township")
"""The same within a name: "the City of Dallas"."""
REGION, COMMON = 0.3, 0.15
"""What a region's name and a name that is mostly something else count against a town's."""
DEGREE = 111.2
"""Kilometres of a degree of latitude."""
CROWDED = 2500
"""People on a square kilometre of a large town: what its reach is judged by."""
LARGER = 5
"""How many times the people of its part a town must have."""
NAMESAKE = 60.0
"""Kilometres from which on two places of one name are two places."""
OUTDOES = 4
"""How many times the people of its namesakes a place must have to be meant without more."""
MARKS = ".,;:?!"
COUNTIES = ("County", "Parish", "Township")
"""What makes a town's name that of another place."""
SHORT_COUNTIES = ("Co", "Twp")
"""The same, as no place is called."""
LONGEST = 4
"""Words of the longest name that is looked for: "Khan al-Baghdadi", "North Myrtle Beach"."""
RUNS = 1 << 16
CODE = 2
"""A region's code, "LA" or "IN", is a place only behind a comma."""
DATELINED = 4.0
SECTIONED = 100_000
"""People of a town whose parts are called by its name: "Red Hook, Brooklyn"."""
OUTLETS = 10_000
"""People of a town that outlets are called after."""
UNKNOWN = 0.5
"""How much a name counts that no table knows, against one that a table knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a gazetteer; `region` is a state or governorate, "" where the table has none."""

    name: str
    region: str
    lat: float
    lon: float
    people: int = 0
    country: str = ""
    own: bool = False
    """Whether the user's own gazetteer has it, or the table of what the shipped cases speak of."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by folded name, the names of regions and countries, and words that are towns on paper only."""

    towns: Mapping[str, tuple[Place, ...]]
    regions: Mapping[str, str]
    common: frozenset[str]
    squeezed: Mapping[str, str]
    """The larger towns as an address writes them: "kansascity"; "" where a state is called so, too."""
    runs: dict[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    """What was made of runs of words before: the same names come again and again."""
    hosts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The same of the hosts of addresses."""

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
                if words[last - 1] in COUNTIES:
                    continue
                name = " ".join(words[first:last])
                bare = (name[:-2] if name.endswith(("'s", "’s")) else name).removeprefix("The ")
                if not bare or not (bare[0].isupper() or bare.startswith("al-")):
                    continue
                if last < len(words) and words[last].rstrip(MARKS) in (*COUNTIES, *SHORT_COUNTIES):
                    # The county is another place than the town of its name.
                    if words[last] in COUNTIES:
                        begin = self._begin(words, first, last)
                        yield begin, last + 1, " ".join(words[begin : last + 1])
                    first = last
                    break
                if self.town(bare) is not None or (bare in self.regions and len(bare) != CODE):
                    yield first, last, bare
                    first = last - 1
                    break
            first += 1

    def _begin(self, words: Sequence[str], first: int, last: int) -> int:
        """Return where the name of a county begins: "Anne Arundel County", but "The Henry County"."""
        begin = last - 1
        while begin > first and words[begin - 1] not in self.common and words[begin - 1].rstrip(MARKS) not in RANKS:
            begin -= 1
        return begin

    def town(self, name: str) -> Place | None:
        """Return the likeliest place of that name: the user's own first, then the most people."""
        found = self.towns.get(fold(name))
        return found[0] if found else None

    def within(self, part: str, whole: str) -> Place | None:
        """Return the place named `part` that lies in the built-up area of the far larger town `whole`, if any."""
        town = self.town(whole)
        if town is None:
            return None
        reach = math.sqrt(town.people / CROWDED / math.pi)
        inside = (
            place
            for place in self.towns.get(fold(part), ())
            if place.people * LARGER <= town.people and place.name != town.name and _apart(place, town) <= reach
        )
        return next(inside, None)

    def spot(self, name: str, regions: Collection[str] = ()) -> tuple[float, float] | None:
        """Return latitude and longitude of a name as `scene` gives it, None where namesakes leave it in doubt.

        "Gresham, Chicago" lies where Chicago does. `regions` are the states and countries that the text names.
        """
        head, _, whole = name.rpartition(", ")
        part = self.within(head, whole) if head else None
        town = part or self._only(name, regions) or self._only(whole, regions)
        return (town.lat, town.lon) if town is not None else None

    def _only(self, name: str, regions: Collection[str]) -> Place | None:
        """Return the place of that name if there is but one, or one that outdoes its namesakes or the text's region."""
        found = self.towns.get(fold(name), ())
        if not found:
            return None
        first = found[0]
        if first.own:
            return first
        here = [place for place in found if place.region in regions or place.country in regions]
        best = max(here or found, key=lambda place: place.people)
        rivals = [place for place in here or found if place is not best and _apart(place, best) > NAMESAKE]
        if any(place.people * OUTDOES > best.people for place in rivals):
            return None
        return best


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance in kilometres of two latitudes and longitudes: short ones only, on a flat map."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return DEGREE * math.hypot(one[0] - other[0], east)


def _apart(one: Place, other: Place) -> float:
    return apart((one.lat, one.lon), (other.lat, other.lon))


class Sighting(NamedTuple):
    """A name of a place at an offset, and how strongly the words around it say that something is there."""

    name: str
    start: int
    strength: float
    known: bool
    trait: str
    """How it is named, in a word or two: what `scene` weighs."""
    region: str = ""
    """The state or country behind it, or the name itself where it is one."""
    town: str = ""
    """The town that it is said to lie in: "in East Elmhurst, Queens"."""


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
    regions: dict[str, str] = {}
    countries_by_code: dict[str, str] = {}
    for region in tables.shipped("regions"):
        if region["kind"] == "country":
            countries_by_code[region["country"]] = region["name"]
        for name in [region["name"], *filter(None, region["alias"].split(";"))]:
            regions[name] = region["name"]
            regions.setdefault(name.rstrip("."), region["name"])
    first = [*own, *tables.shipped("places")]
    asked = len(first)
    for number, row in enumerate([*first, *tables.shipped("cities")]):
        if wanted and row.get("country") and row["country"] not in wanted:
            continue
        place = Place(
            row["name"],
            row.get("region") or "",
            float(row["lat"]),
            float(row["lon"]),
            int(row.get("population") or 0),
            countries_by_code.get(row.get("country") or "", ""),
            number < asked,
        )
        for name in [row["name"], *filter(None, (row.get("alias") or "").split(";"))]:
            towns.setdefault(fold(name), []).append(place)
    common = frozenset(row["word"] for row in tables.shipped("common"))
    squeezed: dict[str, str] = {}
    for name, found in towns.items():
        largest = max(found, key=lambda place: place.people)
        if largest.people >= OUTLETS and largest.name not in common:
            # "Washington Post", "Delaware Online": which town or state is meant is not told.
            squeezed.setdefault(name.replace(" ", ""), "" if largest.name in regions else largest.name)
    return Gazetteer({name: tuple(places) for name, places in towns.items()}, regions, common, squeezed)


def sight(text: str, gazetteer: Gazetteer, within: Span | None = None) -> list[Sighting]:
    """Return the names of places in the text, or in a stretch of it, in order."""
    found = []
    start, stop = (within.start, within.stop) if within else (0, len(text))
    for line in DATELINE.finditer(text, start, stop):
        name = line["name"].strip()
        region = (line["region"] or "").strip(" ,")
        known = gazetteer.town(name) is not None
        if STATION.fullmatch(name):
            continue
        place = gazetteer.regions.get(region, "")
        told = bool(place)
        if (known or told or len(name) > LONGEST) and not (_common(name, gazetteer) and not told):
            town = gazetteer.town(name)
            shown = town.name if town is not None else _cased(name)
            trait = "dateline region" if told else "dateline" if known else "dateline unknown"
            strength = DATELINED if known or told else DATELINED / 4
            found.append(Sighting(shown, line.start("name"), strength, known or shown.endswith(COUNTIES), trait, place))
    found += [
        Sighting(line["name"], line.start("name"), DATELINED, known=True, trait="byline")
        for line in BYLINE.finditer(text, start, stop)
        if gazetteer.town(line["name"]) is not None
    ]
    for start, stop, run in _runs(text, within or Span(0, len(text)), gazetteer):
        parts = gazetteer.parts(run)
        # Most runs of capitalised words are people's names, and are passed over quickly.
        if not parts and not _promising(text, start, stop):
            continue
        if text[start - 2 : start - 1].isdigit() and POSTCODE.search(text, max(0, start - 8), start):
            continue  # an outlet's own address
        found += _read(text, start, stop, parts, gazetteer)
    return found


def _runs(text: str, within: Span, gazetteer: Gazetteer) -> Iterable[tuple[int, int, str]]:
    """Yield runs of capitalised words and where they stand, without the weekday: "shot in Columbus Tuesday night"."""
    done = 0
    for match in NAME.finditer(text, within.start, within.stop):
        start, stop = match.span()
        if start < done:
            continue
        run = match[0]
        if text.startswith(". ", stop) and run.endswith(SAINTS):
            # "in Sault Ste. Marie", but "on Main St. Police came".
            further = NAME.match(text, stop + 2)
            whole = text[start : further.end()] if further else ""
            if whole and any(". " in name for _, _, name in gazetteer.parts(whole)):
                stop = done = start + len(whole)
                run = whole
        elif run.endswith("day"):
            name, _, day = run.rpartition(" ")
            if name and day in WEEKDAYS:
                stop = start + len(name)
                run = name
        yield start, stop, run


def _cased(name: str) -> str:
    """Return a dateline's capitals as the name is written elsewhere: "HENRY COUNTY" is "Henry County"."""
    return " ".join(word.capitalize() if word.isupper() else word for word in name.split())


def _common(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a dateline's name is a word like "UPDATE"; "NEW ORLEANS" is a town, whatever "new" is."""
    words = name.split()
    if len(words) > 1 and gazetteer.town(name) is not None:
        return False
    return any(word.title() in gazetteer.common for word in words)


def _read(
    text: str, start: int, stop: int, parts: Sequence[tuple[int, int, str]], gazetteer: Gazetteer
) -> Iterable[Sighting]:
    """Yield the sightings within one run of capitalised words."""
    before = text[max(0, start - ASIDE_REACH) : start] if parts else ""
    aside = not ASIDE.isdisjoint(before.rpartition(". ")[2].lower().split())
    run = _Run(text[start:stop].split(" "), start, _lead(text, start), text[stop : stop + 24], _settled(text, start))
    if not parts and not _only_begins(text, start, run.words):
        yield from _unknown(run, gazetteer)
    for first, last, name in parts:
        trait, strength = _named(run, first, last, gazetteer=gazetteer, name=name)
        if strength:
            region = run.region(gazetteer) if last == len(run.words) else ""
            town = run.town(name, gazetteer) if last == len(run.words) and not region else ""
            # "A Charlotte neighborhood" is one of Charlotte's.
            part = last == len(run.words) and run.after[1:].startswith(PARTS) and run.lead not in ("a", "an")
            at = start + len(" ".join(run.words[:first])) + bool(first)
            if name.endswith(COUNTIES):
                trait = f"county {trait}"
            elif part:
                trait = f"part {trait}"
            elif aside:
                trait = f"aside {trait}"
            yield Sighting(name, at, strength, not part, trait, gazetteer.regions.get(name, "") or region, town)


def _only_begins(text: str, start: int, words: Sequence[str]) -> bool:
    """Whether a word has its capital from beginning a sentence, for all that the text says: "Several residents"."""
    begins = text[start - 2 : start - 1] not in LETTERS or text[start - 1 : start] != " "
    return len(words) == 1 and begins and not _goes_on(text, words[0])


def _goes_on(text: str, word: str) -> bool:
    """Whether the word stands inside a sentence somewhere: a pattern of each word would have to be compiled first."""
    at = text.find(f" {word}", 1)
    while at >= 0:
        if BEFORE.match(text, at - 1) and AFTER.match(text, at + len(word)):
            return True
        at = text.find(f" {word}", at + 1)
    return False


def _promising(text: str, start: int, stop: int) -> bool:
    """Whether a name that no table knows can be a place at all, by what stands right before and after it."""
    return (
        text[start - 3 : start] in ("in ", "ar ", "ff ", "de ")
        or _settled(text, start)
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
    settled: bool
    """Whether the words before say that it is a place: "the village of Meherton"."""

    @property
    def follows(self) -> str:
        """The word after the run."""
        return self.after.split(" ", 2)[1].rstrip(MARKS) if self.after.startswith(" ") else ""

    def town(self, name: str, gazetteer: Gazetteer) -> str:
        """Return the town that follows and that a place of this name lies in, "" for none: "Red Hook, Brooklyn"."""
        near = NAME.match(self.after, len(", ")) if self.after.startswith(", ") else None
        whole = gazetteer.town(near[0]) if near is not None and near.end() < len(self.after) else None
        if near is None or whole is None or whole.people < SECTIONED:
            return ""
        part = gazetteer.town(name)
        if part is None or gazetteer.within(name, whole.name) is not None:
            return whole.name
        # "in Tupelo, Memphis and Jackson" are three towns.
        listed = self.after.startswith((" and", " or", ", "), near.end())
        return "" if listed or self.lead not in ("in", "at") or part.people * LARGER > whole.people else whole.name

    def region(self, gazetteer: Gazetteer) -> str:
        """Return the state or country that follows, "" for none: "Eutaw, Ala."."""
        near = REGION_NEXT.match(self.after) if self.after.startswith(",") else None
        return _region(near[1], gazetteer) if near is not None else ""


def _settled(text: str, start: int) -> bool:
    return text.startswith("of ", start - 3) and text[max(0, start - 12) : start].lower().endswith(SETTLEMENTS)


def _lead(text: str, start: int) -> str:
    before = text[max(0, start - 14) : start]
    return before[:-1].rpartition(" ")[2].rpartition("\n")[2] if before.endswith(" ") else ""


def _named(run: _Run, first: int, last: int, *, gazetteer: Gazetteer, name: str) -> tuple[str, float]:
    """Return how a known name is named, and how strongly the words around say that it is a place here."""
    follows = run.words[last].rstrip(MARKS) if last < len(run.words) else run.follows
    before = run.words[first - 1] if first else run.lead
    if follows in STREETS or name in SIDES or name in RANKS or name in MONTHS or name.lower() in TOWNLESS:
        return "street", 0.0
    if before.rstrip(MARKS) in RANKS:
        return "person", PERSON
    region = name in gazetteer.regions and gazetteer.town(name) is None
    if last == len(run.words) and not region and follows.lower() not in FORCES and run.region(gazetteer):
        return "region next", 2.2
    weak = (REGION if region else 1.0) * (COMMON if name in gazetteer.common else 1.0)
    inside = _inside(run, first, last, gazetteer, follows=follows)
    trait, strength = inside or _outside(run, first, last, before=before, follows=follows)
    return trait, strength * weak


def _inside(run: _Run, first: int, last: int, gazetteer: Gazetteer, *, follows: str) -> tuple[str, float] | None:
    """Return what the other words of its run of capitalised words make of a name, None where they say nothing."""
    inside = last < len(run.words)
    before = run.words[first - 1] if first else ""
    if inside and last + 1 == len(run.words) and follows in SIDES:
        return None  # "in New Orleans East"
    if before.islower() and run.words[first - 2] not in SETTLED:
        return "second", 0.0  # "Gulf of Mexico", "University of Oxford"
    if first and before not in gazetteer.common and before not in SIDES and before.lower() not in LEADS_IN:
        return "second", 0.1  # a person's second name, "Auburn" in "Mount Auburn"
    if inside and follows in NOT_TOWNS:
        return "institution", 0.1
    if inside and follows.lower() not in FORCES:
        return ("inside" if follows in gazetteer.common else "before a name"), 0.2
    return None


def _outside(run: _Run, first: int, last: int, *, before: str, follows: str) -> tuple[str, float]:
    """Return what the words around a run of capitalised words make of a name at its edge."""
    if follows.lower() in FORCES:
        return "forces", 2.5
    if follows in OWNED:
        return "owned", 1.2
    # "In Dallas" begins a sentence, "Two Shot In Dallas" is a title.
    lead = "in" if run.settled and not first else before.lower()
    if run.words[last - 1].endswith(("'s", "’s")):
        return "owning", LEADS_IN.get(lead, 0.15)
    if lead in LEADS_IN or lead in STRIKES:
        return (lead if lead in LEADS_IN else "in"), LEADS_IN.get(lead, LEADS_IN["in"])
    if first or before.title() in SIDES:
        return ("side" if before.title() in SIDES else "behind"), 0.5
    of_what = lead in DETERMINERS and run.follows[:1].islower()
    return ("of what", 0.7) if of_what else ("bare", 0.15)


def _unknown(run: _Run, gazetteer: Gazetteer) -> Iterable[Sighting]:
    """Yield a name that no table knows only where the words around say that it is a place."""
    first, last = run.words[0], run.words[-1]
    # "in Hebden Bridge", but "at Dover Bridge".
    called = run.lead == "in" and last in LANDSCAPE and first not in gazetteer.common and len(run.words) > 1
    if len(run.words) >= LONGEST or last in SHORT_COUNTIES:
        return
    if not called and {first, last} & (gazetteer.common | NOT_TOWNS | STREETS):
        return
    name = " ".join(run.words)
    if run.lead.rstrip(MARKS) in RANKS or name.isupper() or name.endswith(("'s", "’s", "'", "’")):
        return
    town = run.town(name, gazetteer)
    if run.region(gazetteer):
        trait, strength = "unknown region next", 2.0
    elif town and run.lead in LEADS_IN:
        trait, strength = "unknown town next", 2.0
    elif run.after[1:].startswith(PARTS) and run.lead not in ("a", "an"):
        trait, strength = "unknown part", LEADS_IN["in"] * UNKNOWN
    elif run.settled:
        trait, strength = "unknown region next", 2.0
    elif run.lead in ("in", "near", "off", "outside", "inside"):
        trait, strength = f"unknown {run.lead}", LEADS_IN[run.lead] * UNKNOWN
    elif run.follows in FORCES:
        trait, strength = "unknown forces", 2.5 * UNKNOWN
    else:
        return
    yield Sighting(name, run.start, strength, known=False, trait=trait, town=town)


def _region(name: str, gazetteer: Gazetteer) -> str:
    spellings = name.strip(), name.replace(" ", ""), name.partition(" ")[0]
    return next((gazetteer.regions[spelling] for spelling in spellings if spelling in gazetteer.regions), "")
