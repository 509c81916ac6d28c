"""Which day an article's own event happened on, and how precisely that is told."""

from __future__ import annotations

import pytest

from timeline import candidates, stories
from timeline.candidates import reading
from timeline.candidates.candidate import Odds
from timeline.corpus.articles import Article
from timeline.stories import dating
from timeline.when import When

LORE = candidates.Tables().lore()
DAY = 18_690  # 2021-03-04


def told(source: str, title: str, text: str, published: str = "2021-03-05") -> candidates.Told:
    return reading.tell(Article(source, title, text, "", "", "", metadata=When.parse(published)), LORE)


def date(title: str, text: str, published: str = "2021-03-05") -> str:
    """The date of the best story of one article."""
    (best, *_) = stories.tell([told("a", title, text, published)])
    return str(best.date)


PROSE = [
    # 2021-03-05 is a Friday.
    (
        "Two hurt in fire at Elmford mill",
        (
            "Two men were hurt in a fire at a mill in Elmford, police said.\n"
            "It happened about 10:30 a.m. Wednesday in the 300 block of Mill Lane."
        ),
        "2021-03-03",
    ),
    (
        "Man charged in shooting at Elmford market",
        (
            "A man was charged Thursday in a shooting at a market, prosecutors said.\n"
            "The shooting happened about 4 p.m. on Feb. 20 in the 100 block of Quay Street, where a baker was killed.\n"
            "He appeared in court Thursday."
        ),
        "2021-02-20",
    ),
    (
        "Ferry captain killed in Port Lumley shooting",
        (
            "A captain was shot and killed in Port Lumley late Tuesday, police said.\n"
            "The shooting happened about 10 p.m. Tuesday in the 200 block of Pier Road.\n"
            "A vigil will be held tonight. The mayor met his family today."
        ),
        "2021-03-02",
    ),
]


@pytest.mark.parametrize(("title", "text", "day"), PROSE)
def test_the_own_event_is_the_one_that_the_article_is_about_not_the_hearing_or_the_vigil(
    title: str, text: str, day: str
):
    assert date(title, text)[:10] == day


def test_overnight_with_a_clock_time_after_midnight_leans_to_the_later_day():
    late = "Two women were shot and killed overnight at a bar in Elmford.\nPolice were called at 11:20 p.m."
    early = late.replace("11:20 p.m.", "1:20 a.m.")
    assert later(late) < later(early)


def later(text: str) -> float:
    """What speaks for the day of publication against the day before."""
    odds = {one.first: one.share for one in told("a", "Women killed at bar", text).odds if one.first == one.last}
    return odds[DAY + 1] / (odds[DAY] + odds[DAY + 1])


def test_a_weekday_six_days_back_may_be_the_day_after_since_a_page_goes_on_being_edited():
    text = "A barn collapsed on Thursday in Elmford and a farmer was killed."
    odds = {one.first: one.share for one in told("a", "Farmer killed as barn collapses", text, "2021-03-03").odds}
    assert odds[DAY - 7] > 0.02
    assert odds[DAY] > 0.02


def test_the_sentence_that_says_the_day_is_quoted_even_if_it_names_no_kind():
    text = (
        "Two men were hurt in a fire at a mill in Elmford, police said.\n"
        "Deputies went to the mill about 10:30 a.m. Wednesday."
    )
    (story, *_) = stories.tell([told("a", "Two hurt in fire at Elmford mill", text)])
    assert str(story.date)[:10] == "2021-03-03"
    assert "10:30 a.m. Wednesday" in story.citations[0].quote


def test_of_an_article_known_to_its_month_a_day_left_open_is_news_before_a_year_looked_back_on():
    text = (
        "An operation to clear the dunes of Elmford of gunmen was conducted over the weekend. "
        "Many of the gunmen fought the army between 2005 and 2009."
    )
    (story, *_) = stories.tell([told("a", "", text, published="2020-04")])
    assert "over the weekend" in story.citations[0].quote
    assert str(story.date) == "2020-04"


ODDS = [
    ((Odds(DAY, DAY, 0.9),), {DAY}, "2021-03-04", ""),
    ((Odds(DAY, DAY, 0.9),), set(), "2021-03-04~", ""),
    ((Odds(DAY, DAY, 0.6), Odds(DAY + 1, DAY + 1, 0.3)), {DAY}, "[2021-03-04..2021-03-05]", dating.TWO_DAYS),
    ((Odds(DAY, DAY, 0.6), Odds(DAY + 9, DAY + 9, 0.3)), {DAY}, "2021-03-04?", dating.LIKELIEST),
    (
        (Odds(DAY, DAY, 0.4), Odds(DAY - 7, DAY, 0.3), Odds(DAY + 3, DAY + 3, 0.25)),
        {DAY},
        "[2021-02-25..2021-03-07]",
        dating.NOT_SAID,
    ),
    ((Odds(DAY, DAY, 0.4), Odds(-3000, -3000, 0.4), Odds(1, 1, 0.2)), {DAY}, "2021-03-04?", dating.NOT_SAID),
]


@pytest.mark.parametrize(("odds", "said", "text", "doubt"), ODDS)
def test_a_date_is_told_as_precisely_as_the_odds_allow(odds: tuple[Odds, ...], said: set[int], text: str, doubt: str):
    found = dating.tell(odds, {(day, day): When.parse("2021-03-04") for day in said})
    assert found is not None
    assert (str(found.when), found.doubt) == (text, doubt)


def test_a_month_that_is_said_stays_a_month():
    found = dating.tell(
        [Odds(DAY - 3, DAY + 27, 0.6), Odds(DAY, DAY, 0.3)], {(DAY - 3, DAY + 27): When.parse("2021-03")}
    )
    assert found is not None
    assert str(found.when) == "2021-03"


def test_two_articles_that_lean_to_a_day_are_surer_of_it_than_one():
    leaning = (Odds(DAY, DAY, 0.6), Odds(DAY - 7, DAY - 7, 0.3))
    other = (Odds(DAY, DAY, 0.6), Odds(DAY - 2, DAY - 2, 0.3))
    (best, *_) = dating.together([leaning, other])
    assert best.first == DAY
    assert best.share > 0.7


FLOOD = (
    "A flood swept through the market of Elmford on {} and three traders drowned.\n"
    "The flood happened about 3 p.m. {} in the 100 block of Quay Street when the river Ash broke the spillway.\n"
    "Engineer Maud Sorensen inspected the gravel spillway and the quay."
)


def test_articles_that_are_sure_of_days_far_apart_tell_two_events_however_alike_their_words():
    found = stories.tell(
        [
            told("a", "Three drown in Elmford flood", FLOOD.format("March 2, 2021", "March 2, 2021")),
            told("b", "Three drown in Elmford flood", FLOOD.format("June 8, 2021", "June 8, 2021"), "2021-06-09"),
        ]
    )
    days = {str(story.date): {cited.source for cited in story.citations} for story in found if story.citations}
    assert days["2021-03-02"] == {"a"}
    assert days["2021-06-08"] == {"b"}


BURST = "The river had risen for days.\n\nA dam above Elmford burst on {} and flooded forty houses."
PLAIN = [
    # 2021-03-05 is a Friday: a Sunday five days before it may be the one after it, as a page goes on being edited.
    ("The dam", BURST.format("Tuesday"), "2021-03-02"),
    ("The dam", BURST.format("Sunday"), "2021-02-28?"),
    ("The dam", BURST.format("Tuesday") + "\nA vigil was held on Thursday.", "2021-03-02?"),
]


@pytest.mark.parametrize(("title", "text", "day"), PLAIN)
def test_a_day_that_the_sentence_says_is_doubted_only_where_another_day_is_said_or_the_weekday_may_be_two(
    title: str, text: str, day: str
):
    assert date(title, text) == day


def test_only_days_that_can_not_be_the_story_s_are_said_to_be_others():
    (doubted, *_) = stories.tell([told("a", "The dam", BURST.format("Sunday"))])
    assert (str(doubted.date), "others" in doubted.reason) == ("2021-02-28?", False)
    title = "Three drown in Elmford flood"
    days = {"a": "March 2, 2021", "b": "March 2, 2021", "c": "March 4, 2021"}
    (flood, *_) = stories.tell([told(name, title, FLOOD.format(day, day)) for name, day in days.items()])
    assert str(flood.date) == "2021-03-02"
    assert flood.reason.endswith("others date it 2021-03-04")


INFERRED = (
    "The army recaptured the town in November 2017 last year.\n"
    "A convoy was attacked on June 3, 2016 and two drivers were killed.\n"
    "A barge sank off the quay last year and a sailor drowned.\n"
)


def test_the_own_date_is_said_to_be_inferred_only_where_the_event_s_hangs_on_it():
    article = Article("a", "", INFERRED, "", "", "")
    found = {story.title[:8]: story for story in stories.tell([reading.tell(article, LORE)])}
    inferred = "the article's own date is inferred from its text"
    assert inferred not in found["A convoy"].reason
    assert inferred not in found["The army"].reason
    assert (str(found["A barge "].date), inferred in found["A barge "].reason) == ("2017", True)
