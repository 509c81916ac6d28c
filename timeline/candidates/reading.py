"""An article to what it tells: letters mended, its own date, the dates in it, the candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline import dates
from timeline.candidates import find
from timeline.candidates.candidate import Told
from timeline.candidates.find import Lore
from timeline.clean import FOREIGN, LOOK_ALIKES
from timeline.corpus import published
from timeline.corpus.articles import Article
from timeline.corpus.published import Published, Rung
from timeline.model import Mention

SUSPECT = re.compile(f"[{FOREIGN}]")
MIXED = re.compile(rf"\w*(?:[A-Za-z][{FOREIGN}]|[{FOREIGN}][A-Za-z])\w*")
"""A word of Latin letters with Greek, Cyrillic or Armenian ones among them."""
DATED = re.compile(
    r"\d|(?i:day\b|night|week|month|year|christmas|easter)|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
"""Only a title with one of these is looked through for dates."""
NEAR = re.compile("XXXX-(?:W|XX)")
"""The value of a weekday, a week, a day that nothing places in a year."""
LATIN = str.maketrans(LOOK_ALIKES)


def tell(article: Article, lore: Lore) -> Told:
    """Return what the article tells. Quotes are the article's own words, offsets those of its own text."""
    text = _legible(article.text, article.body)
    own = _own(article, text)
    mentions = dates.find(text, own.when)
    plain = None if own.known or own.when is None else frozenset(dates.find(text, None))
    left_open = _left_open(mentions) if own.when is not None and own.when.first != own.when.last else ()
    subject = find.Article(
        article.source, article.title, text, own, article.text, plain, url=article.url, left_open=left_open
    )
    dated = [mention for mention in find.events_of(text, mentions) if not _own_line(text, mention, own)]
    titled = dates.find(article.title, own.when) if DATED.search(article.title) else []
    found, odds = find.find(subject, dated, about=find.frame(subject, mentions, dated), titled=titled, lore=lore)
    return Told(
        source=article.source,
        origin=article.origin,
        outlet=article.outlet,
        published=own.when,
        candidates=tuple(found),
        days=find.days(subject, dated),
        odds=odds,
    )


def _left_open(mentions: Iterable[Mention]) -> tuple[int, ...]:
    """Return where the dates stand that hang on the day of publication: TIMEX3 has X for what that leaves open."""
    return tuple(mention.span.start for mention in mentions if mention.when is None and NEAR.match(mention.value))


def _own_line(text: str, mention: Mention, own: Published) -> bool:
    """Whether the mention is the article's own date once more, on a line at its head: it dates no event."""
    when = mention.when
    return (
        when is not None and own.when is not None and when.overlaps(own.when) and published.is_own(text, mention.span)
    )


def own_date(article: Article) -> Published:
    """Return when an article was published, and what says so."""
    return _own(article, _legible(article.text, article.body))


def rungs(article: Article) -> tuple[Published, ...]:
    """Return all that says when an article was published, from the surest."""
    text = _legible(article.text, article.body)
    mentions = dates.find(text, None)
    return published.ladder(
        register=article.registered, metadata=article.metadata, url=article.url, text=text, mentions=mentions
    )


def _own(article: Article, text: str) -> Published:
    """Return the article's own date; the text is read for it where nothing else says it, or a byline may contradict."""
    if article.registered is not None:
        return Published(article.registered, Rung.REGISTER)
    explicit = []
    if article.metadata is None:
        explicit = dates.find(text, None)
    else:
        stamps = published.stamps(text)
        explicit = dates.find(stamps, None) if stamps else []
    return published.infer(register=None, metadata=article.metadata, url=article.url, text=text, mentions=explicit)


def _legible(text: str, body: int) -> str:
    """Return the text with letters that only look Latin made Latin and its head blanked; no character moves."""
    if body:
        text = re.sub(r"[^\n]", " ", text[:body]) + text[body:]
    suspect = not text.isascii() and SUSPECT.search(text)
    return MIXED.sub(lambda word: word[0].translate(LATIN), text) if suspect else text
