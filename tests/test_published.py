from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from timeline import dates
from timeline.corpus import articles, published
from timeline.corpus.published import Rung
from timeline.when import When


def infer(text: str, *, register: str = "", metadata: str = "", url: str = ""):
    return published.infer(
        register=When.parse(register) if register else None,
        metadata=When.parse(metadata) if metadata else None,
        url=url,
        text=text,
        mentions=dates.find(text, None),
    )


LADDER = [
    ("register", "Posted: May 3, 2019\nA dam broke.", {"register": "2019-05", "metadata": "2019-05-04"}, "2019-05"),
    ("metadata", "A dam broke.", {"metadata": "2019-05-04"}, "2019-05-04"),
    ("byline", "13.09.2019  |  Basra\nA dam broke.", {}, "2019-09-13"),
    ("byline", "Posted: May 3, 2019 5:15 PM\nA dam broke.", {}, "2019-05-03"),
    ("address", "A dam broke.", {"url": "https://example.org/2019/05/03/dam-broke"}, "2019-05-03"),
    (
        "address",
        "A dam broke.",
        {"url": "http://web.archive.org/web/20200101/http://example.org/2019/may/03/dam"},
        "2019-05-03",
    ),
    ("unknown", "A dam broke.", {}, ""),
]


@pytest.mark.parametrize(("rung", "text", "known", "date"), LADDER)
def test_the_surest_rung_gives_the_date_and_is_named(rung: str, text: str, known: dict[str, str], date: str):
    found = infer(text, **known)
    assert (found.rung.value, found.when.text if found.when else "") == (rung, date)


def test_a_crawlers_date_yields_to_the_address():
    found = infer("A dam broke.", metadata="2020-01-28", url="https://example.org/2019/05/03/dam")
    assert (found.rung, str(found.when)) == (Rung.ADDRESS, "2019-05-03")


def test_what_the_text_proves_bounds_the_date_and_the_sentences_are_shown():
    text = (
        "The port was reopened in May 2014, the last to be freed last year.\n"
        "Nobody is safe, the harbour master said in August.\n"
        "© 2021 A newspaper"
    )
    found = infer(text)
    assert (found.rung, str(found.when)) == (Rung.BOUNDS, "[2015-08-01..2015-12-31]")
    assert [text[span.start : span.stop].split(maxsplit=1)[0] for span in found.evidence] == ["The", "Nobody"]
    assert not found.known


PROVEN = [
    ("Media reports indicate Iran sent missiles to the militia in 2018 and 2019.", "[2019-01-01..]"),
    ("In late 2017 the town was taken.", "[2017-09-01..]"),
    ("Residents celebrate the opening back in 2014.", "[2014-01-01..]"),
    ("The attack in Lumley in July 2016 was the deadliest in the country last year.", "[2017-01-01..2017-12-31]"),
    ("He was elected in November 2017, last year.", "[2018-01-01..2018-12-31]"),
]


@pytest.mark.parametrize(("text", "date"), PROVEN)
def test_what_is_told_as_past_was_there_before_the_article(text: str, date: str):
    assert str(infer(text).when) == date


LURES = [
    "The mayor said the bridge would open in 2025.",
    "Congress was asked for a new round of closures in 2017.",
    "She said the city planned to celebrate its 300th anniversary in 2018.",
    "They spoke out against the president, whose term ends in 2013.",
    "He led in the polls for the 2016 race.",
    "The contract was signed and runs until 2030.",
    "A report by 2020 Vision was published.",
    "The team hoped to win the cup in 2022.",
]


@pytest.mark.parametrize("text", LURES)
def test_a_date_that_may_lie_ahead_proves_nothing(text: str):
    found = infer(text)
    assert found.when is None, found


def test_two_events_of_one_sentence_do_not_date_each_other():
    text = "Smith joined the force in 2014 and was dismissed last year."
    assert str(infer(text).when) == "[2014-01-01..]"


def test_a_month_without_its_year_bounds_nothing_where_the_year_is_not_proven():
    assert str(infer("The dam broke in June 2016. A minister was dismissed in November.").when) == "[2016-06-01..]"


def test_no_article_is_older_than_what_it_tells(bench: Path):
    """Bounds hold on news whose date is known; what is later than that date is a note of the page's own."""
    pieces = islice(articles.pieces([bench / "incidents" / "articles.jsonl.gz"]), 800)
    bounded, wrong = 0, []
    for article in map(articles.read, pieces):
        found = infer(article.text)
        if found.rung is Rung.BOUNDS and article.metadata is not None:
            bounded += 1
            wrong += [] if found.when.overlaps(article.metadata) else [article.source]
    assert bounded > 50
    assert len(wrong) <= 3, wrong


def test_a_copyright_year_is_an_upper_bound_at_most():
    assert infer("A dam broke.\n© 2021 A newspaper").when is None
    assert str(infer("The dam broke in June 2016.\n© 2021 A newspaper").when) == "[2016-06-01..2021-12-31]"
    assert str(infer("The dam broke in June 2016.\n© 2009-2021 A newspaper").when) == "[2016-06-01..2021-12-31]"
    assert str(infer(f"Photo © 2008 Agency\n{'The dam broke in June 2016. ' * 40}").when) == "[2016-06-01..]"


def test_the_whole_ladder_is_told_from_the_surest_rung():
    text = "13.09.2019  |  Basra\nThe dam broke in June 2016.\n© 2021 A newspaper"
    rungs = published.ladder(
        register=When.parse("2019-09"),
        metadata=When.parse("2019-09-14"),
        url="https://example.org/2019/09/13/dam",
        text=text,
        mentions=dates.find(text, None),
    )
    assert [(rung.rung.value, str(rung.when)) for rung in rungs] == [
        ("register", "2019-09"),
        ("metadata", "2019-09-14"),
        ("byline", "2019-09-13"),
        ("address", "2019-09-13"),
        ("bounds", "[2016-06-01..2021-12-31]"),
        ("copyright", "[..2021-12-31]"),
    ]


def test_a_date_within_a_sentence_is_no_byline():
    assert infer("His bond was posted on May 3, 2019 by his mother.").rung is Rung.BOUNDS


DATELINES = [
    "BOSTON, April 16, 2013 (AP) - Two bombs exploded on Monday.",
    "BAGHDAD, April 16, 2013 (Xinhua) -- Two bombs exploded on Monday.",
    "OSLO, Norway (AP) — April 16, 2013 — Two bombs exploded on Monday.",
]


@pytest.mark.parametrize("text", DATELINES)
def test_the_date_of_a_dateline_is_the_articles_own_and_no_event_s(text: str):
    found = infer(text)
    assert (found.rung, str(found.when)) == (Rung.BYLINE, "2013-04-16")
    assert published.is_own(text, dates.find(text, None)[0].span)


def test_a_wrapped_line_that_is_only_a_date_is_no_byline():
    assert infer("The driver was arrested on\nTuesday, May 5, 2015.").rung is not Rung.BYLINE
