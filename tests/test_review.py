from __future__ import annotations

from pathlib import Path

from timeline import review
from timeline.model import Citation, Event, Sought
from timeline.review import Choice, Decided, Session, Standing
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
    assert one.change == "the articles date it 2021-03-01, not 2021-03-02; also told by b"


def test_a_few_common_words_do_not_make_a_story_known():
    (one,) = review.compare([story("It burst.")], [event("It burst")], ())
    assert one.standing is Standing.NEW


def refused(*stories: Story) -> list[Decided]:
    return [Decided(one, "", Choice.REJECT) for one in stories]


def test_what_was_refused_is_not_proposed_again_even_from_a_new_extraction(tmp_path: Path):
    review.remember(tmp_path, refused(story()))
    review.remember(tmp_path, refused(story("A ferry sank off Port Lumley on Monday.", "2021-03-01", "c")))
    again = review.compare(
        [story(score=0.9), story("Nine were rescued by the cutter.")], (), review.decisions(tmp_path)
    )
    assert [one.standing for one in again] == [Standing.REFUSED, Standing.NEW]
    assert len(review.decisions(tmp_path)) == 2


def test_nothing_was_decided_where_nobody_decided(tmp_path: Path):
    assert review.decisions(tmp_path) == []


def test_an_article_that_was_renamed_or_copied_is_still_known_by_a_long_quote():
    quote = "A dam above the village of Elmford burst on Tuesday and flooded forty houses."
    (one,) = review.compare([story(quote, "2021-03-02", "renamed")], [event(quote)], ())
    assert (one.standing, one.change) == (Standing.CHANGED, "also told by renamed")


def test_two_happenings_of_one_sentence_are_two_also_when_one_is_decided():
    quote = "He was arrested on Friday for a murder on Tuesday."
    friday, tuesday = story(quote, "2021-03-05"), story(quote, "2021-03-02")
    found = review.compare([friday, tuesday], [event(quote)], ())
    assert [one.standing for one in found] == [Standing.NEW, Standing.KNOWN]
    decided = [{"event": "", "source": "a", "quote": quote, "date": "2021-03-05"}]
    assert [one.standing for one in review.compare([friday, tuesday], (), decided)] == [Standing.REFUSED, Standing.NEW]


def decided(tmp_path: Path, *sources: str) -> list[dict[str, str]]:
    review.remember(tmp_path, [Decided(story(QUOTE, "2021-03-02", *sources), "dam", Choice.ACCEPT)])
    return review.decisions(tmp_path)


def test_what_was_there_when_it_was_decided_is_no_change(tmp_path: Path):
    known = decided(tmp_path, "a", "b", "c")
    (one,) = review.compare([story(QUOTE, "2021-03-02", "a", "b", "c")], [event()], known)
    assert one.standing is Standing.KNOWN
    (one,) = review.compare([story(QUOTE, "2021-03-02", "a", "b", "c", "d")], [event()], known)
    assert (one.change, [cited.source for cited in one.further]) == ("also told by d", ["d"])


def test_a_date_that_a_person_set_right_is_no_change_and_one_that_the_articles_change_is(tmp_path: Path):
    known = decided(tmp_path, "a")
    (one,) = review.compare([story()], [event(date="2021-02")], known)
    assert one.standing is Standing.KNOWN
    (one,) = review.compare([story(date="2021-03-09")], [event(date="2021-02")], known)
    assert one.change == "the articles now date it 2021-03-09, before 2021-03-02"


def test_an_event_that_was_taken_out_of_the_table_is_proposed_again(tmp_path: Path):
    (one,) = review.compare([story()], (), decided(tmp_path, "a"))
    assert one.standing is Standing.NEW


def test_a_review_accepts_edits_rejects_skips_and_takes_back():
    at = session(story(), story("A ferry sank off Port Lumley."), story("A mast fell in Oakham."))
    at = review.accept(review.edit(at, {"title": "Dam bursts"}))
    at = review.reject(at)
    assert review.undo(at).current is at.proposals[1]
    at = review.skip(review.undo(at))
    at = review.reject(at)
    assert at.current is None
    assert [decision.choice for decision in at.made] == [Choice.ACCEPT, Choice.SKIP, Choice.REJECT]
    assert (at.made[0].cells["title"], at.made[0].cells["id"]) == ("Dam bursts", "2021-03-dam-bursts")
    assert [at.counted(choice) for choice in Choice] == [1, 1, 1]


def test_an_edit_holds_for_one_proposal_only():
    at = review.edit(session(story(), story("A mast fell in Oakham.")), {"title": "Dam bursts"})
    assert review.skip(at).cells["title"] == "A mast fell in Oakham."
    assert review.undo(review.skip(at)).cells["title"] == QUOTE[:60]


def test_undoing_at_the_start_and_deciding_at_the_end_do_nothing():
    at = session(story())
    assert review.undo(at) == at
    done = review.skip(at)
    assert review.accept(done) == done


def test_an_accepted_row_has_an_id_of_its_own_and_a_status_that_a_person_gave():
    at = review.accept(review.accept(session(story(), story())))
    first, second = (decision.cells for decision in at.made)
    assert first["id"] != second["id"]
    assert (first["status"], first["source"], first["quote"]) == ("reported", "a", QUOTE)


def test_the_bold_accept_above_a_score_and_leave_the_rest():
    at = review.accept_above(session(story(score=0.6), story("A mast fell in Oakham.", score=0.2)), 0.5)
    assert [decision.choice for decision in at.made] == [Choice.ACCEPT, Choice.SKIP]


def test_a_period_a_score_and_a_limit_narrow_what_is_wanted():
    stories = [story(), story("A mast fell in Oakham.", "2021-04"), story("Rain.", score=0.1)]
    found = list(review.compare(stories, (), ()))
    march = Sought(since=When.parse("2021-03"), until=When.parse("2021-03"), min_score=0.4)
    assert [
        one.story.quote if hasattr(one.story, "quote") else one.story.title for one in review.choose(found, march)
    ] == [QUOTE[:60]]
    assert len(review.choose(found, Sought(limit=2))) == 2
