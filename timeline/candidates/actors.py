"""Who took part: names and aliases from a table, so that PMU, PMF and Hashd are one actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timeline.candidates import tables


@dataclass(frozen=True, slots=True)
class Actors:
    """One expression that finds every alias, and the name that each stands for."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]

    def find(self, text: str) -> tuple[str, ...]:
        """Return the actors named in the text, each once, in the order of their first naming."""
        found = (self.names[_fold(match[0])] for match in self.pattern.finditer(text))
        return tuple(dict.fromkeys(found))


def load(own: Iterable[Mapping[str, str]] = ()) -> Actors:
    """Return the user's actors (name, alias) before the shipped ones."""
    names: dict[str, str] = {}
    for row in [*own, *tables.shipped("actors")]:
        for alias in [row["name"], *filter(None, (row.get("alias") or "").split(";"))]:
            names.setdefault(_fold(alias.strip()), row["name"])
    longest = sorted(names, key=lambda alias: (-len(alias), alias))
    spelled = "|".join(re.escape(alias).replace("'", "['’]").replace(r"\ ", r"[\s-]") for alias in longest)
    return Actors(re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE), names)


def _fold(alias: str) -> str:
    return re.sub(r"[\s-]", " ", alias.casefold().replace("’", "'"))
