from __future__ import annotations

import pytest

from timeline.candidates import titles

TITLES = """
Factions that fight abroad have put up camps around [the town of Meherton, which was *recaptured* from the rebels in
November 2017] and was the last of their towns to fall in the war that had begun in the hills.

The mood in the port darkened in the spring of that year when [the union *blamed* the company for the deaths of 22 of
its members in a fire on the quay] and threatened to strike for a month.

But, as farmers and soldiers in the province of Upper Dresh have told us, [that declaration *was* premature and many of
them fear that the rebels will be back.]

ELGIN, Ill. (AP) — [Two shops *burned* down on Monday.]
"""
"""A sentence a paragraph: what tells of the event stands between stars, its title in brackets."""


@pytest.mark.parametrize("paragraph", TITLES.strip().split("\n\n"))
def test_a_title_is_the_clause_that_tells_the_event_and_what_it_is_of(paragraph: str):
    marked = " ".join(paragraph.split())
    title = marked.partition("[")[2].partition("]")[0].replace("*", "")
    sentence = marked.replace("[", "").replace("]", "")
    assert titles.trim(sentence.replace("*", ""), sentence.index("*")) == title
