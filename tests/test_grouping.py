"""Which articles tell one event: what each pair says, and what that makes of all of them together."""

from __future__ import annotations

import dataclasses
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline import candidates, stories
from timeline.candidates import reading
from timeline.candidates.candidate import Odds
from timeline.corpus.articles import Article
from timeline.stories import linkage
from timeline.when import When

LORE = candidates.Tables().lore()
DAY = 18_690  # 2021-03-04, a Thursday
SLIP = 1e-9
"""What sums of fractions may be off by."""


def told(source: str, title: str, text: str, published: str = "2021-03-05") -> candidates.Told:
    return reading.tell(Article(source, title, text, "", "", "", metadata=When.parse(published)), LORE)


def together(*articles: candidates.Told) -> list[set[str]]:
    """The articles of each story, as sets of their ids."""
    return [{cited.source for cited in story.citations} for story in stories.tell(articles)]


def mean(likely: dict[tuple[int, int], float], one: list[int], other: list[int]) -> float:
    pairs = [likely.get((min(a, b), max(a, b)), 0.0) for a in one for b in other]
    return sum(pairs) / len(pairs)


def clusters(size: int, likely: dict[tuple[int, int], float], least: float) -> list[list[int]]:
    found = linkage.clusters(likely, least)
    return sorted([*found, *([item] for item in set(range(size)).difference(*found))])


def test_a_chain_of_neighbours_is_not_one():
    chain = {(0, 1): 0.9, (1, 2): 0.8, (2, 3): 0.9}
    assert clusters(4, chain, 0.5) == [[0, 1], [2, 3]]
    assert clusters(4, chain | {(0, 2): 0.5, (0, 3): 0.4, (1, 3): 0.5}, 0.5) == [[0, 1, 2, 3]]


PAIRS = st.dictionaries(
    st.sampled_from(list(combinations(range(9), 2))), st.integers(1, 100).map(lambda percent: percent / 100)
)


@given(PAIRS, st.sampled_from([0.2, 0.35, 0.6]))
def test_no_two_clusters_are_left_that_belong_together_and_none_was_made_that_does_not(
    likely: dict[tuple[int, int], float], least: float
):
    found = clusters(9, likely, least)
    assert sorted(item for cluster in found for item in cluster) == list(range(9))
    assert all(mean(likely, one, other) < least + SLIP for one, other in combinations(found, 2))
    for cluster in found:
        inside = [likely.get(pair, 0.0) for pair in combinations(cluster, 2)]
        assert not inside or sum(inside) / len(inside) >= least - SLIP


FIRE = (
    "A fire at the Corbett grain mill in Elmford killed two night watchmen on Monday, police said. "
    "Deputy chief Ines Halvorsen said the blaze began in a conveyor. "
    "The watchmen, Tom Arkwright and Denis Lund, were found on the upper floor."
)
TRIAL = (
    "The manager of the Corbett grain mill was charged on Wednesday with manslaughter, prosecutors said. "
    "A fire at the mill in Elmford on March 1 killed two night watchmen, Tom Arkwright and Denis Lund. "
    "Deputy chief Ines Halvorsen said the conveyor had not been serviced."
)
OTHER_FIRE = (
    "A fire at a paint store in Elmford killed two customers on Thursday, police said. "
    "Deputy chief Ines Halvorsen said the blaze began in a cellar. "
    "The customers, Ana Reyes and Paul Osborne, were found near the stairs."
)


def test_a_follow_up_is_told_with_the_event_and_another_event_of_the_town_is_not():
    found = together(
        told("fire", "Two killed in fire at Elmford mill", FIRE, "2021-03-02"),
        told("trial", "Mill manager charged after fire killed two in Elmford", TRIAL, "2021-03-11"),
        told("other", "Two killed in fire at Elmford paint store", OTHER_FIRE, "2021-03-05"),
    )
    assert any({"fire", "trial"} <= sources for sources in found)
    assert not any({"fire", "other"} <= sources for sources in found)


def test_a_look_back_on_another_day_is_no_evidence_of_the_story():
    fire = told("fire", "Two killed in fire at Elmford mill", FIRE, "2021-03-02")
    # It may have been Thursday for all that the first article says, and the second looks back on a Thursday.
    doubted = dataclasses.replace(fire, odds=(Odds(DAY - 3, DAY - 3, 0.9), Odds(DAY, DAY, 0.1)))
    own = told("other", "Two killed in fire at Elmford paint store", OTHER_FIRE, "2021-03-05").candidates[0]
    harbour = told("harbour", "Harbour closed", "The harbour of Port Lumley was closed on Tuesday.", "2021-03-10")
    back = dataclasses.replace(own, words=frozenset(list(fire.candidates[0].words)[:8]))
    looking = dataclasses.replace(harbour, candidates=(*harbour.candidates, back))
    cited = {str(story.date): {cited.source for cited in story.citations} for story in stories.tell([doubted, looking])}
    assert cited["2021-03-01"] == {"fire"}
    assert cited["2021-03-04"] == {"harbour"}
