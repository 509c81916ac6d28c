from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import clean, quotes
from timeline.model import Document, Standing
from timeline.quotes import places

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

TEXT = """---
title: The camp is closed
---

The camp is not permitted to stay open, the mayor said. Col. Hadi couldn’t say when it will close.

“We hold the bοrder,” he said ... “and 5,000 men guard it.” The militia
denied any role in the strike. Non-state groups hold the govern-
ment quarter; Iran-
backed units hold the bridge.

Later the camp is by law always permitted to stay open, a lawyer said.
"""


def document(text: str = TEXT) -> Document:
    return Document("gazette", text, "utf-8", "", {}, text.find("The camp is not") if text == TEXT else 0)


def stands(quote: str) -> str:
    """The standing, with what was folded or why not."""
    proof = quotes.prove(document(), quote)
    told = ", ".join(proof.folds) or proof.reason
    return f"{proof.standing}: {told}" if told else proof.standing.value


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("not permitted to stay open", "exact"),
        ("  The camp is  ", "exact"),
        ("title: The camp is closed", "exact"),
        ("We hold the border", "folded: mixed-script letters"),
        ('"We hold the bοrder,"', "folded: curly quotes"),
        ("couldn't say when", "folded: curly quotes"),
        ("The militia denied any role", "folded: blanks and line breaks"),
        ("hold the government quarter", "folded: hyphenation"),
        ("Iran-backed units", "folded: hyphenation"),
        ('"not permitted to stay open"', "folded: quotation marks around it"),
        ("he said ... “and 5,000 men", "exact"),
        ("he said … “and 5,000 men", "folded: ellipses"),
        ("… not permitted to stay open …", "exact"),
        ("the camp is by law […] permitted to stay open", "exact"),
        ("said the mayor of", "missing: it is not in the document"),
        ("ot permitted to stay", "missing: it starts or ends inside a word"),
        ("Col. Hadi could", "missing: it starts or ends inside a word"),
        ("000 men guard it", "missing: it starts or ends inside a word"),
        ("state groups hold", "missing: it starts or ends inside a word"),
        ("…", "missing: the quote holds no words"),
        ("5,000 men guard it ... We hold the bοrder", "missing: the fragments stand in another order"),
        ("say when it will close. ... 5,000 men guard it", "exact"),
        (
            "The militia ... in the strike",
            'negated: the gap leaves out "denied"; the fragment "The militia" has fewer than 12',
        ),
        (
            "The camp is ... permitted",
            'negated: the gap leaves out "not"; the fragment "The camp is" has fewer than 12',
        ),
        ("mayor said. Col ... say when it will", 'negated: the gap leaves out "couldn\'t"'),
        ("he said ... guard it", 'missing: the fragment "he said" has fewer than 12 characters'),
        ("the mayor said ... the militia fled", 'missing: the fragment "the militia fled" is not in the document'),
    ],
)
def test_a_quote_stands_or_the_reason_is_told(quote: str, expected: str) -> None:
    told = stands(quote)
    assert told.startswith(expected) if "fewer" in expected else told == expected


def test_fragments_far_from_each_other_are_two_quotes() -> None:
    text = "The first fragment is here. " + "Filler words. " * 100 + "The second fragment is there."
    proof = quotes.prove(document(text), "first fragment is here ... second fragment is there")
    assert proof.standing is Standing.MISSING
    assert "characters apart" in proof.reason


def test_of_several_places_the_fragments_take_those_near_each_other() -> None:
    text = (
        "The strike on the town. "
        + "Filler words. " * 100
        + "The strike on the town was brief, the officer said today."
    )
    proof = quotes.prove(document(text), "The strike on the town … the officer said today")
    assert proof.standing is Standing.EXACT
    assert proof.places[0].start > 1000


def test_a_gap_over_a_denial_is_taken_elsewhere_if_it_stands_there_without() -> None:
    text = "The road is said to be not open for traffic today. The road is said to be wide open for traffic today."
    proof = quotes.prove(document(text), "The road is said to be … open for traffic today")
    assert proof.standing is Standing.EXACT
    assert proof.places[0].start == text.rfind("The road")


@pytest.mark.parametrize(
    "word", ["not", "never", "no", "without", "neither", "hardly", "denied that", "isn’t", "cannot"]
)
def test_no_gap_swallows_a_negation(word: str) -> None:
    text = f"The camp at the border is {word} very much permitted to stay open."
    proof = quotes.prove(document(text), "The camp at the border is … permitted to stay open")
    assert proof.standing is Standing.NEGATED


@pytest.mark.parametrize("words", ["a no-fly zone", "on Highway No. 5", "a notable", "the Normans'"])
def test_what_only_looks_like_a_negation_may_be_left_out(words: str) -> None:
    text = f"The camp at the border is {words} very much permitted to stay open."
    proof = quotes.prove(document(text), "The camp at the border is … permitted to stay open")
    assert proof.standing is Standing.EXACT


def test_the_place_is_kept_as_the_web_annotation_selectors() -> None:
    proof = quotes.prove(document(), "hold the border")
    place, selector = proof.positions[0], proof.quotes[0]
    assert TEXT[place.start : place.end] == selector.exact == "hold the bοrder"
    assert TEXT[: place.start].endswith(selector.prefix)
    assert TEXT[place.end :].startswith(selector.suffix)
    assert len(selector.prefix) == len(selector.suffix) == 32


def test_the_nearest_passage_is_shown_with_the_words_that_differ() -> None:
    proof = quotes.prove(document(), "the camp is by law never permitted to stay shut")
    assert proof.marked == "the camp is by law [-never-] {+always+} permitted to stay [-shut-]"
    assert proof.nearest is not None
    assert TEXT[proof.nearest.start : proof.nearest.stop] == "the camp is by law always permitted to stay"
    assert 70 < proof.likeness < 100


def test_a_quote_of_nothing_like_it_shows_no_passage() -> None:
    proof = quotes.prove(document(), "Bananas 12345 zzz qqq")
    assert (proof.standing, proof.nearest, proof.marked) == (Standing.MISSING, None, "")


def test_the_context_is_the_sentences_around() -> None:
    text = "A first one. The U.S. forces left. The town fell on Monday, they said. Then rain. Then sun.\n\nOther news."
    proof = quotes.prove(document(text), "fell on Monday")
    assert quotes.context(document(text), proof) == (
        "The U.S. forces left. The town ",
        "fell on Monday",
        ", they said. Then rain.",
    )


def test_a_long_quote_that_a_megabyte_lacks_takes_seconds_at_most() -> None:
    text = "".join(
        f"On day {n} the militia of district {n % 97} moved {n % 13} km to the border. " for n in range(15000)
    )
    quote = text[500_000:501_000].strip().replace("militia", "army")
    start = time.process_time()
    proof = quotes.prove(document(text), quote)
    assert time.process_time() - start < 4
    assert proof.likeness > 80


@pytest.mark.parametrize(("text", "quote"), [("a" * 500_000, "a" * 900), ("the " * 200_000, "the the … " * 300 + "zz")])
def test_hostile_quotes_end(text: str, quote: str) -> None:
    start = time.process_time()
    assert quotes.prove(document(text), quote).standing is Standing.MISSING
    assert time.process_time() - start < 5


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_quote_of_any_text_has_an_answer(text: str, quote: str) -> None:
    proof = quotes.prove(document(text), quote)
    for place, selector in zip(proof.places, proof.quotes, strict=True):
        assert text[place.start : place.stop] == selector.exact


def typed(text: str) -> str:
    """The text as a reader types it: Latin letters, straight quotes, single blanks."""
    plain = text.translate(str.maketrans({"ο": "o", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "}))
    return re.sub(r"\s+", " ", plain).strip()


def test_quotes_typed_by_a_reader_are_found_at_their_place_in_the_seeds() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")
    folds = set()
    count = 0
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"(?<=\n)[“A-Z][^\n]{60,}", text):
            sentence = match.group()[:200].rsplit(" ", 1)[0].rstrip(".,” ")
            if text.find(sentence) != match.start():
                continue  # a caption that stands twice is found at its first place
            proof = quotes.prove(document(text), typed(sentence))
            assert proof.standing in (Standing.EXACT, Standing.FOLDED), sentence
            assert proof.places[0].start == match.start()
            assert text[proof.places[0].start : proof.places[0].stop] == sentence
            assert (clean.SCRIPTS in proof.folds) == ("ο" in sentence)
            folds |= set(proof.folds)
            count += 1
    assert count > 50
    assert {clean.SCRIPTS, clean.QUOTES} <= folds


NOTHING = "a \n\x01\xad\u200b_.…“-"


@given(st.text(alphabet=NOTHING, max_size=40), st.text(alphabet=NOTHING, max_size=30))
def test_texts_and_quotes_of_next_to_nothing_are_no_trouble(text: str, quote: str) -> None:
    assert quotes.prove(document(text), quote).standing in Standing


def test_a_fragment_that_nobody_can_see_is_none() -> None:
    text = document("\n\n")
    assert quotes.prove(text, "the camp is closed … \x01").standing is Standing.MISSING
    assert stands("is not permitted … \x01\x02 … to stay open") == "exact"


PIECES = st.lists(
    st.sampled_from(["The camp", " can't", "5,000", " men", "\n", "“", "é", "_", "non-", "held", ". ", " ", "o", "ο"]),
    max_size=40,
).map("".join)


@given(
    text=PIECES,
    words=st.lists(PIECES, max_size=6),
    cut=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    data=st.data(),
)
def test_many_quotes_are_proven_as_each_alone(text: str, words: list[str], cut: tuple[int, int], data: st.DataObject):
    body = data.draw(st.integers(0, len(text)))
    told = Document("gazette", text, "utf-8", "", {}, body)
    cited = [*words, text, text[min(cut) : max(cut)], text[cut[0] :]]
    alone = {("gazette", quote): quotes.prove(told, quote) for quote in cited}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "SEARCHED", -1)
        patch.setattr(places, "OPENINGS", (6, 2))
        together = quotes.prove_all({"gazette": told}, [("gazette", quote) for quote in cited])
    assert together == alone


def test_a_table_that_cites_each_of_its_rows_is_read_once(monkeypatch: pytest.MonkeyPatch):
    rows = [f"On day {row} the village of Number {row * 7919 % 3000} was shelled." for row in range(3000)]
    told = Document("table", "\n".join(rows), "utf-8", "")
    monkeypatch.delattr(
        places, "first_place"
    )  # what goes through the text for one quote, for a million a million times
    proofs = quotes.prove_all({"table": told}, [("table", row) for row in rows])
    assert all(proof.standing is Standing.EXACT for proof in proofs.values())
