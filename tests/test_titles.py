"""A proposal's title: the sentence's own words, at most 120 characters, with a sign where they are cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.candidates import titles

LONG = "the manager of the Corbett mill and four of his foremen from the neighbouring village of Old Elmford"
CASES = [
    ("A mill burned down on Monday.", "burned", "A mill burned down on Monday."),
    ("ELMFORD, Ohio (AP) — A mill burned down on Monday.", "burned", "A mill burned down on Monday."),
    (
        f"A mill burned down on Monday, said {LONG}.",
        "burned",
        "A mill burned down on Monday",
    ),
    (
        f"A mill burned down on Monday beside {LONG}.",
        "burned",
        f"A mill burned down on Monday beside {LONG.removesuffix(' village of Old Elmford')}…",
    ),
    (
        f"Nobody had warned {LONG}, when the mill burned down on Monday.",
        "burned",
        "the mill burned down on Monday.",
    ),
    (
        f"Nobody had warned {LONG}, who were killed when it burned down on Monday.",
        "killed",
        "… who were killed when it burned down on Monday.",
    ),
    (
        f"Nobody had warned {LONG}, killing two watchmen.",
        "killing",
        "… killing two watchmen.",
    ),
]


@pytest.mark.parametrize(("sentence", "word", "title"), CASES)
def test_a_title_is_the_clause_that_tells_it(sentence: str, word: str, title: str):
    assert titles.trim(sentence, sentence.index(word)) == title


WORDS = st.lists(
    st.sampled_from(["mill", "burned", "watchmen,", "who", "when", "said", "the", "a" * 50, "–", "and", "killing"]),
    min_size=1,
    max_size=60,
)


@given(WORDS, st.integers(0, 59))
def test_a_title_holds_the_word_that_tells_and_nothing_of_our_own(words: list[str], number: int):
    words.append("sank")
    sentence = " ".join(words)
    starts = [word.start() for word in re.finditer(r"[^\s–]+", sentence)]
    trigger = starts[number % len(starts)]
    title = titles.trim(sentence, trigger)
    assert len(title) <= titles.AT_MOST
    told = title.removeprefix("… ").removesuffix("…")
    assert told in sentence
    assert sentence[trigger:].split()[0].strip(titles.CLOSERS) in told
    whole = {word.strip(titles.CLOSERS) for word in words}
    assert {word.strip(titles.CLOSERS) for word in (told.split()[0], told.split()[-1])} <= whole


TITLES = """
Factions that fight abroad have put up camps around [the town of Meherton, which was *recaptured* from the rebels in
November 2017…] and was the last of their towns to fall in the war that had begun in the hills.

The mood in the port darkened in the spring of that year when [the union *blamed* the company for the deaths of 22 of
its members in a fire on the quay…] and threatened to strike for a month.

But, as farmers, soldiers, teachers and traders in the province of Upper Dresh have told us in the past week or so,
[that declaration *was* premature and many of them fear that the rebels will be back.]

ELGIN, Ill. (AP) — [Two shops *burned* down on Monday.]
"""
"""A sentence a paragraph: what tells of the event stands between stars, its title in brackets."""


@pytest.mark.parametrize("paragraph", TITLES.strip().split("\n\n"))
def test_a_title_is_the_clause_that_tells_the_event_and_what_it_is_of(paragraph: str):
    marked = " ".join(paragraph.split())
    title = marked.partition("[")[2].partition("]")[0].replace("*", "")
    sentence = marked.replace("[", "").replace("…]", "").replace("]", "")
    assert titles.trim(sentence.replace("*", ""), sentence.index("*")) == title
