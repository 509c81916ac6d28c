from __future__ import annotations

import pytest

from timeline.candidates import sentences, titles

PROSE = """\
The U.S. Army left on Feb. 3 at 5 a.m. Sunday. | Gen. J. F. Miller, of Salem, Ore., spoke. | "We go," he said.
The ferry sank off St. Helena. | Nobody drowned.
He moved to the U.S. | The police asked why.
It burned until 3 p.m. | Officers closed the road.
"""


@pytest.mark.parametrize("line", PROSE.splitlines())
def test_a_sentence_ends_where_an_editor_would_end_it(line: str):
    text = line.replace(" | ", " ")
    assert [text[span.start : span.stop] for span in sentences.split(text)] == line.split(" | ")


def test_two_paragraphs_run_together_are_two_sentences():
    text = "They stood at a vigil.Eight people were hurt."
    assert len(sentences.split(text)) == 2


def test_a_text_broken_at_a_column_is_not_broken_there():
    text = "The mayor opened the\nbridge over the river\non Monday. The river\nrose at night."
    found = [text[span.start : span.stop] for span in sentences.split(text)]
    assert found == ["The mayor opened the\nbridge over the river\non Monday.", "The river\nrose at night."]


def test_a_heading_is_a_sentence_of_its_own():
    text = "Bridge opened\nThe mayor opened it on Monday."
    assert len(sentences.split(text)) == 2


def test_a_page_without_a_full_stop_does_not_become_one_quote():
    assert max(span.stop - span.start for span in sentences.split("menu item " * 1000)) <= sentences.AT_MOST


def test_a_title_is_the_clause_that_tells_it_without_the_dateline():
    sentence = (
        "SPRINGFIELD, Ill. (AP) — A crane fell onto the market hall on Tuesday, which the owner of the crane regrets, "
        "he said in a long letter to all the papers of the county and of the next one."
    )
    title = titles.trim(sentence, sentence.index("fell"))
    assert title.startswith("A crane fell onto the market hall on Tuesday")
    assert len(title) <= titles.AT_MOST


def test_every_word_of_a_title_stands_in_the_sentence_in_that_order():
    sentence = "While the river rose, " * 8 + "the dam at Elmford broke, " + "and people fled to the hills, " * 6
    title = titles.trim(sentence, sentence.index("broke"))
    assert "broke" in title
    assert title in sentence
