"""What a person sees of a proposal under review, as lines: the date in words and why, the sentences where they stand.

All that comes from articles is tamed before anything is coloured; nothing here prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.corpus.articles import Article
from timeline.errors import tame
from timeline.model import Finding
from timeline.review import Choice, Found, Session
from timeline.stories import Cited
from timeline.when import BadDate, When

FULL = 2
"""Citations that are shown in their paragraphs; the others have a line each, until more is asked for."""
LISTED = 8
"""Citations that have a line each."""
AROUND = 420
"""Characters of the paragraph on each side of the sentence that are shown."""
SHORT = 90
"""A paragraph that gives its sentence fewer characters of company is shown with its neighbours."""
OPENED, CLOSED = "\ue000", "\ue001"
"""Stand for the marks around the sentence until the lines are broken."""
UNMARKED = str.maketrans({OPENED: "\ufffd", CLOSED: "\ufffd"})
"""An article that has such characters itself could mark another sentence."""
BARE = (">>", "<<")
"""The marks where there is no colour."""
LABEL = 11
KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [u]ndo  [m]ore  [q]uit  [?]"
HELP = """
  a  accept: the row enters events.csv as `reported`, its articles enter the register; of an event that changed,
     its further articles are added to it
  e  edit a field: it is checked at once; then accept
  r  reject: never proposed again, in whatever order or wording a later extraction finds it
  s  skip: it comes again next time
  u  undo the last decision
  m  more: every citation in its paragraph
  q  quit: what was decided is written; so it is after Ctrl-C, and when the terminal is closed
     (in a field that is being edited, Ctrl-C leaves it as it was)
"""
FIELDS = ("date", "title", "summary", "category", "place", "position", "actors", "tags", "status", "notes")
"""What can be edited, in the order of the list; `position` is latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Look:
    """How wide the screen is, and whether it has colour."""

    width: int
    bold: Callable[[str], str]
    """Makes a text bold; leaves it alone where there is no colour."""
    dim: Callable[[str], str]
    colour: bool


def proposal(session: Session, articles: Mapping[str, Article], look: Look, *, more: bool = False) -> Iterator[str]:
    """Yield the current proposal: where we are, the row as it would be, and who says so."""
    found = session.current
    if found is None:
        return
    story, row = found.story, {**_row(found), **session.edits}
    yield ""
    yield look.dim("─" * look.width)
    yield look.dim(f"{len(session.made) + 1} of {len(session.proposals)}  score {story.score:.2f}  {_tally(session)}")
    if found.event:
        yield look.bold(f"changes {tame(found.event)}: {tame(found.change)}")
    yield from _filled(look, f"{in_words(row['date'])}: {row['title'] or 'without a title'}", bold=True)
    yield ""
    edited = {name: f"{value}  (edited)" if name in session.edits else value for name, value in row.items()}
    position = ", ".join(filter(None, (row["lat"], row["lon"])))
    told = {
        "date": edited["date"] or "none",
        "why": story.reason,
        "place": edited["place"] + (f"  ({position})" if position else ""),
        "actors": edited["actors"],
        "category": edited["category"] or "none of the project's",
        "summary": edited.get("summary", ""),
    }
    for name, value in told.items():
        if value:
            yield from _filled(look, value, label=name)
    full = len(story.citations) if more else FULL
    for cited in story.citations[:full]:
        yield ""
        yield from _cited(cited, articles.get(cited.source), look)
    yield from _further(story.citations[full:], look)
    yield ""


def in_words(date: str) -> str:
    """Tell a date in words, "undated" for none."""
    try:
        return When.parse(date).words if date else "undated"
    except BadDate:
        return date


def fields(row: Mapping[str, str], look: Look) -> Iterator[str]:
    """Yield the fields that can be edited, by their numbers."""
    for number, name in enumerate(FIELDS):
        value = row.get(name, "") if name != "position" else position(row)
        yield from _filled(look, value or "–", label=f"{number} {name}")


def position(row: Mapping[str, str]) -> str:
    """Return latitude and longitude as they are edited."""
    return ", ".join(filter(None, (row.get("lat", ""), row.get("lon", ""))))


def objection(finding: Finding) -> str:
    """Tell what is wrong with a value that was just typed; its place is before the reader's eyes."""
    return tame(f"  {finding.severity}: {finding.problem}. {finding.remedy} [{finding.code}]")


def _row(found: Found) -> dict[str, str]:
    story = found.story
    lat, lon = map(str, story.spot) if story.spot else ("", "")
    return {
        "date": story.date.text if story.date is not None else "",
        "title": story.title,
        "category": story.category,
        "place": story.place,
        "lat": lat,
        "lon": lon,
        "actors": "; ".join(story.actors),
    }


def _tally(session: Session) -> str:
    told = {"accepted": Choice.ACCEPT, "rejected": Choice.REJECT, "skipped": Choice.SKIP}
    counted = [f"{count} {name}" for name, choice in told.items() if (count := session.counted(choice))]
    return "  ".join(("·", ", ".join(counted))) if counted else ""


def _cited(cited: Cited, article: Article | None, look: Look) -> Iterator[str]:
    """Yield a citation: its article, and the paragraph around the sentence, which is marked."""
    who = [cited.source]
    if article is not None:
        published = article.registered or article.metadata
        who += [part for part in (article.title, article.outlet, published.words if published else "") if part]
    yield from (look.dim(line) for line in _lines(" · ".join(map(_flat, who)), look.width - 2, "  "))
    # An article that was edited since it was read may have other words there.
    stands = article is not None and article.text[cited.start : cited.stop] == cited.quote
    quote = cited.quote.translate(UNMARKED)
    text = around(article.text, cited.start, cited.stop) if article and stands else f"{OPENED}{quote}{CLOSED}"
    yield from _marked(_lines(text, look.width - 4, "    "), look)


def around(text: str, start: int, stop: int) -> str:
    """Return the paragraph around a sentence, on one line, the sentence between OPENED and CLOSED."""
    first = _begin(text, start)
    last = _end(text, stop)
    if last - first - (stop - start) < SHORT:
        first, last = _begin(text, max(first - 1, 0)), _end(text, min(last + 1, len(text)))
    before, sentence, after = (
        part.translate(UNMARKED) for part in (text[first:start], text[start:stop], text[stop:last])
    )
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return _flat(f"{before}{OPENED}{sentence}{CLOSED}{after}")


def _begin(text: str, at: int) -> int:
    """Return where the paragraph starts that holds the place, behind blank lines."""
    return text.rfind("\n", 0, len(text[:at].rstrip("\n"))) + 1


def _end(text: str, at: int) -> int:
    stop = text.find("\n", at + len(text[at:]) - len(text[at:].lstrip("\n")))
    return len(text) if stop < 0 else stop


def _further(cited: Sequence[Cited], look: Look) -> Iterator[str]:
    """Yield a line a citation for those that are not shown in full."""
    if not cited:
        return
    yield ""
    for one in cited[:LISTED]:
        date = f" ({one.date.words})" if one.date is not None else ""
        told = textwrap.shorten(tame(f"{one.source}{date}: {_flat(one.quote)}"), look.width - 7, placeholder=" …")
        yield f"  also {told}"
    if len(cited) > LISTED:
        yield look.dim(f"  and {len(cited) - LISTED} more: press m")


def _filled(look: Look, text: str, *, label: str = "", bold: bool = False) -> Iterator[str]:
    room = LABEL + 2 if label else 0
    for number, line in enumerate(_lines(_flat(text), look.width - room, "")):
        head = f"  {label:<{LABEL}}" if label and not number else " " * room
        yield head + (look.bold(line) if bold else line)


def _lines(text: str, width: int, indent: str) -> list[str]:
    broken = textwrap.wrap(tame(text), max(width, 20), break_on_hyphens=False) or [""]
    return [indent + line for line in broken]


def _marked(lines: Iterable[str], look: Look) -> Iterator[str]:
    """Mark the sentence: bold on each of its lines, or between arrows where there is no colour."""
    inside = False
    for line in lines:
        if not look.colour:
            yield line.replace(OPENED, BARE[0]).replace(CLOSED, BARE[1])
            continue
        before, opened, rest = line.partition(OPENED)
        if not opened and inside:
            before, rest = "", line
        elif not opened:
            yield line
            continue
        sentence, closed, after = rest.partition(CLOSED)
        inside = not closed
        yield before + look.bold(sentence) + after


def _flat(text: str) -> str:
    return " ".join(text.split())
