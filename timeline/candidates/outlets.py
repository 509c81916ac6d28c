"""Which towns an article's outlet is of: what its address and the name behind its title say.

A town's own paper says "police" and "the South Side", and leaves it to its name which town's they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.candidates.places import Gazetteer, sight
from timeline.corpus.articles import HOST

PREFIX = re.compile(r"(?:the|my|nbc|abc|cbs|fox|click|connect|local|news|everything|daily|to|\d)*")
"""What stands before a town in the name of an outlet: "abc7chicago", "click2houston"."""
SHORTEST = 5
"""Letters of a town's name that is looked for within a word."""
SECTION = 100_000
"""People of a town that has a section of its own: "dnainfo.com/chicago/"."""
DEEPEST = 4
"""Folders of an address that may be such a section."""
HOSTS = 1 << 14


def towns(url: str, tail: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the towns that an article's address or what stands behind its title is called after, likeliest first."""
    host, path = address(url)
    return tuple(dict.fromkeys([*_hosted(host, gazetteer), *_sections(path, gazetteer), *_behind(tail, gazetteer)]))


def address(url: str) -> tuple[str, str]:
    """Return host and path of an address, behind an archive's own, in small letters; "" for none."""
    found = HOST.match(url)
    if found is None:
        return "", ""
    return found["host"].lower(), url[found.end() :].partition("?")[0].partition("#")[0].lower()


def slug(name: str) -> str:
    """Return a name as an address writes it: "new-paris"."""
    return "-".join(re.findall(r"\w+", name.lower()))


def _hosted(host: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    found = gazetteer.hosts.get(host)
    if found is None:
        if len(gazetteer.hosts) >= HOSTS:
            gazetteer.hosts.clear()
        labels = (label.replace("-", "") for label in host.split(".")[:-1])
        found = gazetteer.hosts[host] = tuple(name for label in labels if (name := _in_word(label, gazetteer)))
    return found


def _in_word(word: str, gazetteer: Gazetteer) -> str:
    """Return the town that a word begins or ends with: "buffalonews", "abc7chicago"; "" for none."""
    first = PREFIX.match(word)
    begins = {0, first.end() if first else 0}
    spans = {(begin, stop) for begin in begins for stop in range(begin + SHORTEST, len(word) + 1)}
    spans |= {(begin, len(word)) for begin in range(len(word) - SHORTEST + 1)}
    for begin, stop in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        # The Columbian is not of Columbia.
        if len(word) - stop != 1 and word[begin:stop] in gazetteer.squeezed:
            return gazetteer.squeezed[word[begin:stop]]
    return ""


def _sections(path: str, gazetteer: Gazetteer) -> Iterable[str]:
    for folder in path.split("/")[1 : DEEPEST + 1]:
        name = gazetteer.squeezed.get(folder.replace("-", ""))
        town = gazetteer.town(name) if name else None
        if town is not None and town.people >= SECTION:
            yield town.name


def _behind(tail: str, gazetteer: Gazetteer) -> list[str]:
    """Return the towns in the outlet's name: " - WMC Action News 5 - Memphis, Tennessee"."""
    if not tail:
        return []
    named = (gazetteer.town(seen.name) for seen in sight(tail, gazetteer))
    return [town.name for town in named if town is not None and town.name not in gazetteer.common]
