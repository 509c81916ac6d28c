"""Who took part: names and aliases from a table, so that PMU, PMF and Hashd are one actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.candidates import tables

FIRST = re.compile(r"(?<!\w)\w+")
WORDS = re.compile(r"\w+")
BLANK = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True)
class Actors:
    """For each first word the aliases that begin with it, longest first, each with the name that it stands for."""

    aliases: Mapping[str, tuple[tuple[str, str], ...]]

    def find(self, text: str) -> tuple[str, ...]:
        """Return the actors named in the text, each once, in the order of their first naming."""
        if self.aliases.keys().isdisjoint(WORDS.findall(text.casefold())):
            return ()
        found: dict[str, None] = {}
        done = 0
        for word in FIRST.finditer(text):
            start = word.start()
            if start < done:
                continue
            for alias, name in self.aliases.get(word[0].casefold(), ()):
                stop = start + len(alias)
                if _fold(text[start:stop]) == alias and not text[stop : stop + 1].isalnum():
                    found.setdefault(name)
                    done = stop
                    break
        return tuple(found)


def load(own: Iterable[Mapping[str, str]] = ()) -> Actors:
    """Return the user's actors (name, alias) before the shipped ones."""
    names: dict[str, str] = {}
    for row in [*own, *tables.shipped("actors")]:
        for alias in [row["name"], *filter(None, (row.get("alias") or "").split(";"))]:
            names.setdefault(_fold(alias.strip()), row["name"])
    aliases: dict[str, list[tuple[str, str]]] = {}
    for alias in sorted(names, key=lambda alias: (-len(alias), alias)):
        first = FIRST.match(alias)
        if first:
            aliases.setdefault(first[0], []).append((alias, names[alias]))
    return Actors({first: tuple(found) for first, found in aliases.items()})


def _fold(alias: str) -> str:
    return BLANK.sub(" ", alias.casefold().replace("’", "'"))
