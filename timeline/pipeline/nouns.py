"""What the commands come to, and what they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import TimelineError
from timeline.model import Severity

if TYPE_CHECKING:  # what a second look at unchanged articles need not load
    from timeline import events
    from timeline.checks import Verdict
    from timeline.corpus.articles import Unread
    from timeline.events.foreign import Incoming
    from timeline.model import Case, Finding, Ledger, Source, Span
    from timeline.spool import Lines
    from timeline.when import When


Tell = Callable[[str], None]
"""Is told what is being done ("reading events.csv"), for progress."""


class NotEmpty(TimelineError):
    """`init` never writes into a folder that holds a project's files."""

    hint = "Name a new or an empty folder. Nothing was written."

    def __init__(self, folder: Path, held: str) -> None:
        super().__init__(f"{folder} already holds {held}")


class NoEvents(TimelineError):
    """The project has no table of events."""

    hint = "`timeline add` makes it with its first event; or put it back from a copy."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there")


class UnknownCategory(TimelineError):
    """A category was asked for that the project does not have: nothing would be left, and nobody would know why."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no category {asked!r}", f"The project has: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation read and what the rules say of it."""

    case: Case
    verdict: Verdict

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.verdict.findings if finding.severity is Severity.ERROR)

    @property
    def clean(self) -> bool:
        """Whether nothing but notes was found."""
        return all(finding.severity is Severity.NOTE for finding in self.verdict.findings)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the files, empty where errors forbade it, and the account of every row."""

    report: Report
    ledger: Ledger
    files: tuple[Path, ...] = ()
    draft: bool = False
    unready: tuple[Finding, ...] = ()
    """What forbids a release."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An event that was to be written: its cells, and what the checks say of them. It was written if `written`."""

    cells: Mapping[str, str]
    findings: tuple[Finding, ...]
    written: bool
    done: str = "added"
    """Added, changed, or kept as it is."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: what was taken and what was not, and what the checks say of the rows that changed.

    `came` is the file as it was understood. The table was written if `written`; a dry run writes nothing.
    """

    merge: events.Merge
    findings: tuple[Finding, ...]
    came: Incoming
    written: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made: the files, empty where errors forbade it, and the account of every row."""

    report: Report
    ledger: Ledger
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of a run, best first, each as the line of JSON that it is printed as: numbers among the stories."""

    stories: Lines
    """As stories.Ranked has them."""
    numbers: Sequence[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[2] for line in self.kept())

    def kept(self) -> Iterator[str]:
        """Yield the lines of their stories."""
        return self.stories.chosen(self.numbers)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extraction found: the proposals that are wanted, best first, and the account of articles and proposals."""

    proposals: Proposals
    changed: tuple[tuple[str, str], ...]
    """Events that the articles now tell otherwise, and what changed."""
    standings: Mapping[str, int]
    articles: int
    anew: int
    unread: tuple[Unread, ...]
    file: Path
    misdated: tuple[Unread, ...] = ()
    """Articles that were read as if their file gave no date, and why."""
    mended: bool = False
    """Whether what was kept from earlier runs was damaged and is begun anew."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder to a document's date: what it rests on, the date, and the words that say or prove it.

    `counts` marks the one whose date is taken; `agrees` tells whether another can be the same.
    """

    rests_on: str
    date: When
    evidence: tuple[tuple[Span, str], ...]
    counts: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A source of the register, and all that says when it was published, from the surest."""

    source: Source
    ladder: tuple[Rung, ...]
    trouble: str = ""
    """Why its document was not looked at."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file from outside and what is known of it: its encoding, and the file or revision that it began from."""

    file: Path
    base: str = ""
    encoding: str = ""


NOT_ASKED = "not asked for"
"""Why an event is left out that the filters of a command did not name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events go out: `most` is the narrowest TLP label that may, the rest as a brief is asked for."""

    most: str = "RED"
    since: When | None = None
    until: When | None = None
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether no event is kept back."""
        return self == Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a build is asked for. `earlier` and `earlier_brief` are what the page and the brief mark changes against."""

    wanted: Wanted = Wanted()
    outputs: tuple[str, ...] = ("page", "brief")
    earlier: str = ""
    earlier_brief: Path | None = None
    draft: bool = False
    release: bool = False
    hxl: bool = False
