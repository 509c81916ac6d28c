"""The years of a story: dates told without a year, read so that the whole runs on most smoothly.

"On 10 March 1975 the campaign began … planned for 1976 … collapsed on 11 March": history goes mostly forward, and a
year alone is often a glance aside. Between the dates that name their year, the years of the others are those that cost
least in going back and in leaping ahead: a shortest path (Viterbi), so one odd date does not carry the rest away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from timeline.dates import calendar
from timeline.dates.found import SETS, Found

BACK: Final = 1.0
"""What a month backward costs."""
TURN: Final = 3.5
"""What turning back costs at all."""
AHEAD: Final = 0.7
"""What a month forward costs."""
GLANCE: Final = 0.1
"""What a month away from a year that stood alone in between costs, and the same where that year opened a sentence."""
OPENING: Final = 0.7
_MOST: Final = 24.0
"""Farther than two years costs no more: a story may leap, and then it leaps any distance."""
_MOST_UNNAMED: Final = 36.0
"""The same to a date without a year: where a story leaps, it mostly names the year that it comes to."""
_YEAR: Final = 12
"""Months: the August told after a spring is hardly that of the next year."""
_ELSEWHERE: Final = 100.0
"""What another year than the last costs where the text says that it is the last: "earlier that year, in February"."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A date with a month: its place among the expressions, its year if it names one, years alone told before it.

    `stays` says that the text keeps to the year: "earlier that year, in February"; `until`, that it is an end, which
    lies ahead, and from which the story comes back: "began on 21 February; it lasted until December".
    """

    index: int
    month: int
    year: int | None
    glances: tuple[tuple[int, float], ...]
    stays: bool
    until: bool
    opens: bool


def years(founds: Sequence[Found | None]) -> dict[int, int]:
    """For each expression that tells a month or a day without a year: the year that it has in the story.

    None stands for an expression that is outside the story. Empty where no expression of the text names a year.
    """
    nodes = _line(_nodes(founds))
    out: dict[int, int] = {}
    columns: list[dict[int, _Pick]] = []
    first = 0
    for at, (node, choices) in enumerate(zip(nodes, _choices(nodes), strict=True)):
        before = nodes[at - 1] if at else None
        columns.append({year: _pick(columns[-1] if columns else {}, before, node, year) for year in choices})
        if node.year is not None or at == len(nodes) - 1:
            out.update(_walk_back(columns, nodes[first : at + 1]))
            first, columns = at, [{year: _Pick(0.0, 0) for year in choices}] if node.year is not None else []
    return out


class _Pick(NamedTuple):
    """The least cost of a year, and the year before on that path."""

    cost: float
    year: int


def _walk_back(columns: list[dict[int, _Pick]], nodes: Sequence[_Node]) -> dict[int, int]:
    out: dict[int, int] = {}
    year = min(columns[-1], key=lambda one: (columns[-1][one].cost, one), default=0)
    for column, node in zip(reversed(columns), reversed(nodes), strict=True):
        if not column:
            break
        if node.year is None:
            out[node.index] = year
        year = column[year].year
    return out


def _pick(column: dict[int, _Pick], before: _Node | None, node: _Node, year: int) -> _Pick:
    own = sum(weight * min(abs(year - glance) * 12, _MOST) for glance, weight in node.glances)
    if before is None or not column:
        return _Pick(own, year)
    return min(_Pick(pick.cost + own + _step(before, last, node, year), last) for last, pick in column.items())


def _step(before: _Node, last: int, node: _Node, year: int) -> float:
    """Return what it costs to come from the one, in its year, to the other."""
    if node.stays and year != (node.glances[-1][0] if node.glances else last):
        return _ELSEWHERE
    months = (year - last) * 12 + node.month - before.month
    if months < 0 and node.until:
        return _ELSEWHERE
    if -_YEAR < months < 0 and before.until:
        return min(-GLANCE * months, _MOST)
    if node.year is None:
        return min(AHEAD * months + TURN * (months >= _YEAR) if months >= 0 else TURN - BACK * months, _MOST_UNNAMED)
    return min(AHEAD * months if months >= 0 else TURN - BACK * months, _MOST)


def _choices(nodes: Sequence[_Node]) -> list[list[int]]:
    """For each date the years that it may have: its own, or those near the last and the next that are named."""
    ahead: list[tuple[int, ...]] = []
    named: tuple[int, ...] = ()
    for node in reversed(nodes):
        named = (node.year,) if node.year is not None else named
        ahead.append(named)
        named = tuple(glance for glance, _ in node.glances[:1]) or named
    behind: tuple[int, ...] = ()
    choices: list[list[int]] = []
    for node, after in zip(nodes, reversed(ahead), strict=True):
        glances = tuple(glance for glance, _ in node.glances[-2:])
        if node.year is not None:
            behind = (node.year,)
            choices.append([node.year])
            continue
        choices.append(sorted({year + step for year in (*behind, *glances, *after) for step in (-1, 0, 1)}))
        behind = (*behind, *glances)[-2:]
    return choices


def _nodes(founds: Sequence[Found | None]) -> list[_Node]:
    nodes: list[_Node] = []
    glances: list[tuple[int, float]] = []
    for index, said in enumerate(founds):
        if said is None:
            continue
        found = said.dated
        month = found.mean("month")
        season = found.mean("season")
        number = found.number("year")
        if number is not None and found.says("era", "BC"):
            number = 1 - number
        if (
            isinstance(season, str)
            and found.rule in {"season", "season_year"}
            and not {"which", "step"} & found.at.keys()
        ):
            month = calendar.SEASON_MONTH[season]
        if (
            isinstance(month, int)
            and found.rule != "every"
            and not (number is not None and found.before("SINCE"))
            and not {"that_year", "year_step", "short"} & found.at.keys()
        ):
            stays = index > 0 and _stays(founds[index - 1], said)
            nodes.append(
                _Node(index, month, number, tuple(glances), stays, until=said.before("UNTIL"), opens=_opens(said))
            )
            glances = []
        elif number is not None and found.rule in {"year", "year_era", "years"}:
            glances.append((number, OPENING if _opens(found) else GLANCE))
    return nodes


def _line(nodes: Sequence[_Node]) -> list[_Node]:
    """Return the dates on which the story runs; no glance far back: "132 years after the landing of June 1830"."""
    named = [node for node in nodes if node.year is not None]
    aside = set()
    for at, node in enumerate(named[1:], 1):
        last, after = named[at - 1].year or 0, named[at + 1].year if at + 1 < len(named) else None
        back = node.year is not None and node.year < last - _GLANCE_BACK
        if back and not node.opens and (after is None or after >= last):
            aside.add(node.index)
    return [node for node in nodes if node.index not in aside]


_GLANCE_BACK: Final = 2
"""Years."""


def _stays(before: Found | None, found: Found) -> bool:
    """Whether it is the February of "earlier that year, in February"."""
    if before is None or before.mean("unit") != "Y" or not (before.says("which", "THAT") or "same" in before):
        return False
    gap = found.tokens.codes[before.stop : found.first]
    return len(gap) <= 2 and SETS["COMMA|IN|ON"].issuperset(gap)  # noqa: PLR2004 - ", in"


def _opens(found: Found) -> bool:
    """Whether a date opens a sentence or is a heading."""
    tokens = found.tokens
    at = found.first - 1
    if at >= 0 and tokens.codes[at] in SETS["IN|BY|ON"]:
        at -= 1
    return at < 0 or tokens.codes[at] in SETS["PARAGRAPH"] or tokens.codes[at] in SETS["DOT"]
