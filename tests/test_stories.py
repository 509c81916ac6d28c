from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from timeline import candidates, stories
from timeline.candidates import reading
from timeline.corpus.articles import Article
from timeline.when import When

LORE = candidates.Tables().lore()
DAM = (
    "A dam above the village of Elmford burst on Tuesday and flooded forty houses. "
    "The flood killed three shepherds, Anna Obermoser, Piet Kuiper and Luca Benetti. "
    "The regional engineer Maud Sorensen inspected the gravel spillway."
)
DAM_AGAIN = (
    "Three shepherds were killed when the Elmford dam burst Tuesday. "
    "Piet Kuiper, Luca Benetti and Anna Obermoser drowned in the flood. "
    "Maud Sorensen, an engineer, had inspected the spillway in spring."
)
FERRY = (
    "A ferry with nine passengers sank on Wednesday off Port Lumley after it struck a reef. "
    "The coastguard cutter Heron rescued all. Captain Osei Mensah blamed a broken compass and a chart from 1961."
)


def told(source: str, text: str, published: str = "2021-03-05", **more: str) -> candidates.Told:
    article = Article(
        source,
        more.get("title", ""),
        text,
        more.get("url", ""),
        more.get("outlet", ""),
        more.get("origin", ""),
        metadata=When.parse(published),
    )
    return reading.tell(article, LORE)


def test_one_event_in_two_articles_is_one_story_with_both_citations():
    found = stories.tell([told("a", DAM), told("b", DAM_AGAIN), told("c", FERRY)])
    (dam,) = [story for story in found if {cited.source for cited in story.citations} == {"a", "b"}]
    assert str(dam.date) == "2021-03-02"
    assert not any({cited.source for cited in story.citations} >= {"a", "c"} for story in found)


def test_a_quote_is_what_stands_at_its_place():
    for story in stories.tell([told("a", DAM), told("c", FERRY)]):
        for cited in story.citations:
            text = {"a": DAM, "c": FERRY}[cited.source]
            assert text[cited.start : cited.stop] == cited.quote


def test_conflicting_dates_are_kept_by_source():
    other = DAM_AGAIN.replace("Tuesday", "Monday")
    found = stories.tell([told("a", DAM), told("b", other), told("d", DAM, title="The dam")])
    dam = max(found, key=lambda story: len(story.citations))
    assert str(dam.date) == "2021-03-02?"
    assert {str(cited.date) for cited in dam.citations if cited.source == "b"} == {"2021-03-01"}
    assert "others date it 2021-03-01" in dam.reason


def test_copies_are_one_origin():
    (alone, *_) = stories.tell([told("a", DAM)])
    (dam, *_) = stories.tell([told("a", DAM), told("b", DAM)])
    assert "told by 2 articles of 1 origin" in dam.reason
    assert dam.score == alone.score


def test_what_two_copies_tell_on_the_side_is_one_story():
    found = stories.tell([told("a", DAM), told("b", DAM)])
    assert {tuple(sorted(cited.source for cited in story.citations)) for story in found} == {("a", "b")}


def test_the_place_is_that_which_the_articles_are_surest_of():
    unsure, sure = told("a", DAM), told("b", DAM)
    sides = [
        replace(one, candidates=tuple(replace(c, place=name, placed=share) for c in one.candidates))
        for one, name, share in ((unsure, "Elmford", 0.4), (sure, "Lumley", 0.9))
    ]
    for order in permutations(sides):
        story, *_ = stories.tell([replace(one, source=str(number)) for number, one in enumerate(order)])
        assert story.place == "Lumley"


SHOP = (
    "A shop burned down in Orlesham on Tuesday, and a family of four lost their home above it. "
    "Fire crews fought the flames until midnight. The cause is not known, a spokesman said."
)


def test_reports_in_the_same_words_of_two_places_that_no_table_knows_are_two_stories():
    found = stories.tell([told("a", SHOP), told("b", SHOP.replace("Orlesham", "Tarvenby")), told("c", SHOP)])
    sources = {tuple(sorted(cited.source for cited in story.citations)) for story in found}
    assert sources == {("a", "c"), ("b",)}


def test_one_article_is_no_second_event_of_its_own_kind_that_week():
    (story,) = stories.tell([told("a", SHOP)])
    assert (story.place, story.category, str(story.date)) == ("Orlesham", "accident", "2021-03-02")


def test_a_place_that_only_the_outlet_names_is_told_as_such():
    text = "A shop burned down in Kensington on Tuesday, police said."
    (story,) = stories.tell([told("a", text, url="http://www.nbcphiladelphia.com/news")])
    assert story.place == "Kensington, Philadelphia"
    assert "the town is that of the outlet" in story.reason


def test_the_same_story_a_year_later_is_another():
    found = stories.tell([told("a", DAM), told("b", FERRY, "2022-03-05"), told("c", FERRY)])
    assert not any({cited.source for cited in story.citations} >= {"b", "c"} and story.date is None for story in found)
    assert {"2021-03-03", "2022-03-02"} <= {str(story.date).rstrip("?") for story in found}


def test_what_is_about_the_day_of_publication_says_so():
    (story, *_) = stories.tell([told("a", "A ferry sank off Port Lumley and nine passengers were rescued.")])
    assert str(story.date) == "[2021-02-26..2021-03-05]"  # the week up to it: nothing says the day
    assert "no date in the sentence" in story.reason


def test_what_hangs_on_an_inferred_date_says_so():
    text = "The port was reopened in May 2014, the last one to be freed last year. In June rebels attacked the port."
    article = Article("a", "", text, "", "", "")
    found = stories.tell([reading.tell(article, LORE)])
    assert any("inferred from its text" in story.reason for story in found)


def test_a_line_that_an_outlet_sets_into_many_pages_is_no_news():
    line = "Rebels attacked our archive on 3 May 2010."
    pages = [
        told(str(day), f"{line}\nThe mayor of ward {day} opened a school on Tuesday.", f"2021-03-1{day}", outlet="x")
        for day in range(6)
    ]
    assert not any(cited.quote == line for story in stories.tell(pages) for cited in story.citations)


def test_letters_that_only_look_latin_are_read_and_quoted_as_they_stand():
    text = "A bοmb explοded in the market οn Tuesday."
    (story, *_) = stories.tell([told("a", text)])
    assert (str(story.date), story.citations[0].quote) == ("2021-03-02", text)
