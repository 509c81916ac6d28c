from __future__ import annotations

import re

import pytest

from timeline import dates
from timeline.candidates import happenings, kinds, sentences
from timeline.when import When

KINDS = kinds.load()
PUBLISHED = When.parse("2021-03-05")  # a Friday


def told(text: str) -> list[tuple[str, str]]:
    """The happenings of the first sentence: the word that tells it and its date."""
    span = sentences.split(text)[0]
    mentions = [mention for mention in dates.find(text, PUBLISHED) if mention.when is not None]
    found = happenings.find(text, sentence=span, mentions=mentions, kinds=KINDS)
    return [
        (
            text[one.trigger.start : one.trigger.stop],
            one.mention.when.text if one.mention is not None and one.mention.when is not None else "",
        )
        for one in found
    ]


TOLD = [
    ("A bomb exploded in the market on Tuesday.", ("exploded", "2021-03-02")),
    ("The strikers, who had marched on Monday, attacked the gate on Thursday.", ("attacked", "2021-03-04")),
    ("The strikers, who had marched on Monday, attacked the gate on Thursday.", ("marched", "2021-03-01")),
    ("A man accused of shooting a guard was arraigned on Wednesday.", ("arraigned", "2021-03-03")),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_date_belongs_to_the_nearest_event_of_its_own_clause(text: str, expected: tuple[str, str]):
    assert expected in told(text)


PLANS = [
    "The union will march to the palace on Sunday.",
    "Doctors may strike if the talks with the minister end.",
    "The army plans to attack the town at dawn.",
    "The village is a quiet place on a hill.",
]


@pytest.mark.parametrize("text", PLANS)
def test_plans_conditions_and_standing_conditions_did_not_happen(text: str):
    assert not told(text)


NOWADAYS = [
    "We used to fish here at night but [today -> nowadays] this road is almost completely closed.",
    "[Today -> nowadays] the road is closed.",
    "[Today -> a day] soldiers closed the road, which is narrow.",
    "The road is closed [today -> a day].",
    "A man was shot [today -> a day].",
]


@pytest.mark.parametrize("line", NOWADAYS)
def test_today_may_mean_nowadays(line: str):
    text = re.sub(r"\[(\w+) -> [\w ]+\]", r"\1", line)
    span = sentences.split(text)[0]
    today = next(one for one in dates.find(text, PUBLISHED) if text[one.span.start : one.span.stop].lower() == "today")
    assert happenings.standing(text, today, span) == ("nowadays" in line)


def test_the_date_of_the_telling_is_marked_as_such():
    text = "Four miners were killed in a blast, the company said Thursday."
    span = sentences.split(text)[0]
    found = happenings.find(text, sentence=span, mentions=dates.find(text, PUBLISHED), kinds=KINDS)
    assert [one.told for one in found] == [True]


def test_talk_of_an_event_is_of_the_event():
    text = "In January the rebels blamed the army for the deaths in an air strike."
    assert told(text)[0][0] in {"air", "strike", "deaths"}


def test_a_project_without_that_category_leaves_it_empty():
    own = kinds.load(({"category": "flood", "word": "dyke", "weight": "1"},), categories=("flood",))
    assert own.words["dyk"].category == "flood"
    assert (own.words["bomb"].category, own.words["bomb"].sort) == ("", "attack")
    assert own.words["bomb"].weight == 1.0


WORDS = [("a *storm* came", "disaster"), ("they *stormed* it", "operation"), ("went on *strike* then", "protest")]


@pytest.mark.parametrize(("marked", "category"), WORDS)
def test_a_word_is_of_a_kind_by_its_form_and_the_word_beside_it(marked: str, category: str):
    words = marked.replace("*", "").split()
    kind = KINDS.at(words, next(place for place, word in enumerate(marked.split()) if "*" in word))
    assert kind is not None
    assert kind.category == category


def test_nobody_marches_in_the_name_of_a_month():
    assert told("On March 2 the crowd attacked the gate.") == [("attacked", "2021-03-02")]
    assert not told("The village was quiet on March 2.")
