"""From articles to proposals: `timeline extract`; where nothing changed since an earlier run, its outcome again.

A second look loads no rules, no stories and no table of events: what is loaded is most of what it takes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from timeline import candidates, files
from timeline.candidates import Gathered, Kept, Tables
from timeline.config import Settings
from timeline.corpus import articles, register
from timeline.corpus.articles import Piece, Unread
from timeline.model import Sought
from timeline.pipeline.nouns import Extracted, Proposals, Tell
from timeline.spool import Lines

if TYPE_CHECKING:
    from timeline.review import Found
    from timeline.stories import Ranked

CACHE = ".cache"
PROPOSALS = "proposals.csv"
NUMBERS = "I"
"""How the numbers of proposals are kept."""


def extract(settings: Settings, paths: Sequence[Path], sought: Sought, *, tell: Tell) -> Extracted:
    """Read articles, propose events, and write outputs/proposals.csv. events.csv is left alone.

    Where nothing changed since an earlier run, neither the articles nor what came of them is looked at again.
    """
    look = Look(settings, paths)
    with Kept(settings.outputs / CACHE) as known:
        key = look.key(sought)
        made = _held(known, key, settings)
        if made is None:
            told, gathered = look.told(known, tell=tell)
            proposals, outcome = _chosen(look.found(told), told, gathered, sought)
            outcome = outcome._replace(sheet=_write(proposals, outcome.most, settings))
            if look.key(sought) == key:  # else an article came or went while we read
                known.make(key, (outcome.packed(), array(NUMBERS, proposals.numbers).tobytes()))
            made = _extracted(outcome, proposals, settings, anew=gathered.anew)
        return replace(made, mended=known.mended)


class Look:
    """A look at the articles: what is to be read, and with which tables and register."""

    def __init__(self, settings: Settings, paths: Sequence[Path]) -> None:
        self.settings = settings
        self.paths = paths or (settings.corpus,)
        self.tables = Tables.named(settings)
        self.sources = tuple(register.read(settings.register)[1])

    def key(self, sought: Sought) -> str:
        """Name a run by all that goes in: articles, tables, rules, what is known and decided, and what is sought."""
        known = (self.settings.events, self.settings.decisions, self.settings.register)
        seals = [files.seal(files.read(path)) if files.exists(path) else "" for path in known]
        told = [candidates.seal(articles.prints(self.paths), self.tables), *seals, repr(sought)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def told(self, known: Kept, *, tell: Tell) -> tuple[Ranked, Gathered]:
        """Work in this order: articles, what each tells, stories."""
        from timeline import stories

        progress: Callable[[int], None] = lambda done: tell(f"{done:,} articles read")  # noqa: E731 - a line
        gathered = candidates.gather(self._pieces(), self.tables, known=known, progress=progress)
        tell("putting together what tells the same")
        return stories.told(gathered, known), gathered

    def found(self, told: Ranked) -> Iterator[Found]:
        """Yield how the stories stand to what is known."""
        from timeline import review
        from timeline.pipeline import reading

        decided = review.decisions(self.settings.root)
        return review.compare(told, reading.known(self.settings), decided)

    def _pieces(self) -> Iterator[Piece | Unread]:
        return articles.pieces(self.paths, sources=self.sources, corpus=self.settings.corpus)


class _Outcome(NamedTuple):
    """What a run came to; its proposals are numbers among the stories that are kept under the key `stories`."""

    stories: str
    changed: Sequence[tuple[str, str]]
    standings: Mapping[str, int]
    articles: int
    unread: Sequence[tuple[str, str]]
    misdated: Sequence[tuple[str, str]]
    most: int
    """Citations that a proposal has at most."""
    sheet: str = ""
    """The seal of the table of proposals."""

    def packed(self) -> bytes:
        """Return it as `unpacked` takes it."""
        return zlib.compress(json.dumps(self._asdict()).encode(), 1)

    @classmethod
    def unpacked(cls, data: bytes) -> _Outcome:
        """Return what `packed` was of."""
        return cls(**json.loads(zlib.decompress(data)))


def _chosen(found: Iterable[Found], told: Ranked, gathered: Gathered, sought: Sought) -> tuple[Proposals, _Outcome]:
    """Choose what is new and wanted."""
    from timeline import stories
    from timeline.review import Standing

    numbers = array(NUMBERS)
    standings: Counter[str] = Counter()
    changed: list[tuple[str, str]] = []
    most = 0
    for number, one in enumerate(found):
        standings[one.standing.value] += 1
        if not sought.wants(one.story.date, one.story.score):
            continue
        if one.standing is Standing.CHANGED:
            changed.append((one.event, one.change))
        elif one.standing is Standing.NEW and len(numbers) < (sought.limit or len(told)):
            numbers.append(number)
            most = max(most, len(one.story.citations))
    outcome = _Outcome(
        stories=stories.key(gathered),
        changed=changed,
        standings=standings,
        articles=len(gathered.told),
        unread=[(one.where, one.reason) for one in gathered.unread],
        misdated=[(one.where, one.reason) for one in gathered.misdated],
        most=most,
    )
    return Proposals(told.lines, numbers), outcome


def _write(proposals: Proposals, most: int, settings: Settings) -> str:
    """Write the table of proposals and return its seal."""
    from timeline import stories
    from timeline.pipeline import reading

    told = map(stories.story, proposals.kept())
    with files.replacing(settings.outputs / PROPOSALS) as out:
        csv.writer(out, lineterminator="\n").writerows(stories.sheet(told, reading.ids(settings), most))
    return out.seal


def _held(known: Kept, key: str, settings: Settings) -> Extracted | None:
    """Return what the same run came to before, and see that its table is there."""
    made = known.made(key)
    outcome = _Outcome.unpacked(made[0]) if made is not None else None
    parts = known.made(outcome.stories) if outcome is not None else None
    if made is None or outcome is None or parts is None:
        return None
    proposals = Proposals(Lines(parts), array(NUMBERS, made[1]))
    file = settings.outputs / PROPOSALS
    if not file.is_file() or files.seal(files.read(file)) != outcome.sheet:
        _write(proposals, outcome.most, settings)
    return _extracted(outcome, proposals, settings, anew=0)


def _extracted(outcome: _Outcome, proposals: Proposals, settings: Settings, *, anew: int) -> Extracted:
    return Extracted(
        proposals=proposals,
        changed=tuple((event, change) for event, change in outcome.changed),
        standings=outcome.standings,
        articles=outcome.articles,
        anew=anew,
        unread=tuple(Unread(where, reason) for where, reason in outcome.unread),
        misdated=tuple(Unread(where, reason) for where, reason in outcome.misdated),
        file=settings.outputs / PROPOSALS,
    )
