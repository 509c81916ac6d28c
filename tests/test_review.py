from __future__ import annotations

from pathlib import Path

from timeline import review
from timeline.model import Citation, Event
from timeline.review import Choice, Session, Sought, Standing
from timeline.stories import Cited, Story
from timeline.when import When

QUOTE = "A dam above the village of Elmford burst on Tuesday."


def story(quote: str = QUOTE, date: str = "2021-03-02", *sources: str, score: float = 0.5) -> Story:
    cited = tuple(Cited(source, quote, 0, len(quote), When.parse(date)) for source in sources or ("a",))
    return Story(When.parse(date), quote[:60], "Elmford", None, (), "", score, "told by 1 article", cited)


def event(quote: str = QUOTE, date: str = "2021-03-02") -> Event:
    return Event("dam", "The dam", date=When.parse(date), citations=(Citation("a", quote),))


def session(*found: Story) -> Session:
    return Session(tuple(review.compare(found, (), ())), frozenset({"2021-03-dam"}))


def test_a_story_is_known_by_its_words_however_they_were_cut_or_spaced():
    found = review.compare([story()], [event("the  village of\nElmford burst on Tuesday")], ())
    assert [(one.standing, one.event) for one in found] == [(Standing.KNOWN, "dam")]


def test_another_date_and_further_articles_are_a_change_and_say_which():
    (one,) = review.compare([story(QUOTE, "2021-03-01", "a", "b")], [event()], ())
    assert one.standing is Standing.CHANGED
    assert one.change == "dated 2021-03-01, not 2021-03-02; also told by b"


def test_a_few_common_words_do_not_make_a_story_known():
    (one,) = review.compare([story("It burst.")], [event("It burst")], ())
    assert one.standing is Standing.NEW


def test_what_was_refused_is_not_proposed_again_even_from_a_new_extraction(tmp_path: Path):
    review.refuse(tmp_path, [story()])
    review.refuse(tmp_path, [story("A ferry sank off Port Lumley on Monday.", "2021-03-01", "c")])
    again = review.compare([story(score=0.9), story("Nine were rescued by the cutter.")], (), review.refused(tmp_path))
    assert [one.standing for one in again] == [Standing.REFUSED, Standing.NEW]
    assert len(review.refused(tmp_path)) == 2


def test_nothing_was_refused_where_nobody_refused(tmp_path: Path):
    assert review.refused(tmp_path) == []


def test_a_review_accepts_edits_rejects_skips_and_takes_back():
    at = session(story(), story("A ferry sank off Port Lumley."), story("A mast fell in Oakham."))
    at = review.accept(at, {"title": "Dam bursts"})
    at = review.reject(at)
    assert review.undo(at).current is at.proposals[1]
    at = review.skip(review.undo(at))
    at = review.reject(at)
    assert at.current is None
    assert [decision.choice for decision in at.made] == [Choice.ACCEPT, Choice.SKIP, Choice.REJECT]
    assert [row["title"] for row in at.accepted] == ["Dam bursts"]
    assert [one.title for one in at.rejected] == ["A mast fell in Oakham."]


def test_undoing_at_the_start_and_deciding_at_the_end_do_nothing():
    at = session(story())
    assert review.undo(at) == at
    done = review.skip(at)
    assert review.accept(done) == done


def test_an_accepted_row_has_an_id_of_its_own_and_a_status_that_a_person_gave():
    at = review.accept(review.accept(session(story(), story())))
    first, second = at.accepted
    assert first["id"] != second["id"]
    assert (first["status"], first["source"], first["quote"]) == ("reported", "a", QUOTE)


def test_the_bold_accept_above_a_score_and_leave_the_rest():
    at = review.accept_above(session(story(score=0.6), story("A mast fell in Oakham.", score=0.2)), 0.5)
    assert len(at.accepted) == 1
    assert not at.rejected


def test_a_period_a_score_and_a_limit_narrow_what_is_wanted():
    found = review.compare([story(), story("A mast fell in Oakham.", "2021-04"), story("Rain.", score=0.1)], (), ())
    march = Sought(since=When.parse("2021-03"), until=When.parse("2021-03"), min_score=0.4)
    assert [
        one.story.quote if hasattr(one.story, "quote") else one.story.title for one in review.choose(found, march)
    ] == [QUOTE[:60]]
    assert len(review.choose(found, Sought(limit=2))) == 2
