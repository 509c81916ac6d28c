from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import clean

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
ODD = "οоаνеΙ—–-“”‘’«»…\u00a0\u200b\u202e\u00adﬁﬀＡ\u0301é.\n\r\t &;"


@pytest.mark.parametrize(
    ("text", "repaired", "kinds"),
    [
        ("the frοntier", "the frontier", {clean.SCRIPTS}),
        ("Islamіc Stаte", "Islamic State", {clean.SCRIPTS}),
        ("killed а man", "killed a man", {clean.SCRIPTS}),
        ("Москва, Ηρόδοτος, Արցախ", "Москва, Ηρόδοτος, Արցախ", set()),
        ("5 μm, 3 kΩ, α particle", "5 μm, 3 kΩ, α particle", set()),
        ("нет а да", "нет а да", set()),
        ("“We’re ready”", '"We\'re ready"', {clean.QUOTES}),
        ("2017–2019 — three", "2017-2019 - three", {clean.DASHES}),
        ("near --- far", "near - far", {clean.DASHES}),
        ("wait… what . . . now", "wait... what ... now", {clean.ELLIPSES}),
        ("5\u00a0000 men", "5 000 men", {clean.SPACES}),
        ("one  two\n\nthree\r\nfour", "one two three four", {clean.BLANKS}),
        ("Is\u200blamic \u202eState", "Islamic State", {clean.INVISIBLE}),
        ("gov\u00adern\u00adment", "government", {clean.SOFT_HYPHENS}),
        ("the govern-\nment fell", "the government fell", {clean.HYPHENATION}),
        ("in al-\nQaim", "in al-Qaim", {clean.HYPHENATION}),
        ("Iran-\nbacked, again Iran-backed", "Iran-backed, again Iran-backed", {clean.HYPHENATION}),
        ("oﬃcial ﬁre", "official fire", {clean.LIGATURES}),
        ("Q&amp;A &rdquo;x&#8211;y", 'Q&A "x-y', {clean.ENTITIES, clean.QUOTES, clean.DASHES}),
        ("a&nbsp;&nbsp;b", "a b", {clean.ENTITIES, clean.SPACES, clean.BLANKS}),
        ("AT&T; R&D &c.", "AT&T; R&D &c.", set()),
        ("cafe\u0301", "café", {clean.ACCENTS}),
        ("ＡＢＣ １２ 𝐁𝐨𝐦𝐛", "ABC 12 Bomb", {clean.WIDTHS}),
        ("10² km, 1½ years, №5", "10² km, 1½ years, №5", set()),
    ],
)
def test_what_means_nothing_is_repaired_and_named(text: str, repaired: str, kinds: set[str]) -> None:
    cleaned = clean.repair(text)
    assert cleaned.text == repaired
    assert {kind for edit in cleaned.edits(0, len(cleaned.text)) for kind in edit.kinds} == kinds


def test_each_word_knows_where_it_stood() -> None:
    text = "“The cο-\nalitiοn &amp; its  ﬁghters” deny\u00a0it…"
    cleaned = clean.repair(text)
    words = {}
    start = 0
    for word in cleaned.text.split(" "):
        span = cleaned.span(start, start + len(word))
        words[word] = text[span.start : span.stop]
        start += len(word) + 1
    assert words == {
        '"The': "“The",
        "coalition": "cο-\nalitiοn",
        "&": "&amp;",
        "its": "its",
        'fighters"': "ﬁghters”",
        "deny": "deny",
        "it...": "it…",
    }


@given(st.text(st.sampled_from("abN" + ODD) | st.characters(exclude_categories=("Cs",)), max_size=60))
def test_the_way_back_leads_to_a_stretch_that_cleans_to_the_same(text: str) -> None:
    cleaned = clean.repair(text)
    whole = cleaned.span(0, len(cleaned.text))
    assert clean.repair(text[whole.start : whole.stop]).text == cleaned.text
    start = 0
    last = 0
    for word in cleaned.text.split(" "):
        span = cleaned.span(start, start + len(word))
        assert 0 <= last <= span.start <= span.stop <= len(text)
        stretch = text[span.start : span.stop]
        lone = len(word) == 1 and stretch in clean.LOOK_ALIKES  # a lone letter is judged by its neighbours
        broken = any(clean.HYPHENATION in edit.kinds for edit in cleaned.edits(start, start + len(word)))
        assert lone or broken or clean.repair(stretch).text == word
        last = span.stop if word else last
        start += len(word) + 1


@given(st.text(st.sampled_from("abN" + ODD), max_size=60))
def test_an_unrepaired_stretch_is_the_original(text: str) -> None:
    cleaned = clean.repair(text)
    for at, char in enumerate(cleaned.text):
        if not cleaned.edits(at, at + 1):
            span = cleaned.span(at, at + 1)
            assert text[span.start : span.stop] == char


@pytest.mark.parametrize(
    "text", ["aβ" * 50_000, "a" * 200_000, "- " * 100_000, "&" * 200_000, ". " * 100_000, "-\n" * 99_999]
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    clean.repair(text)
    assert time.process_time() - start < 3


def test_the_homoglyphs_of_the_third_seed_are_gone_and_named() -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here")
    text = next(SEEDS.glob("002*")).read_text(encoding="utf-8")
    cleaned = clean.repair(text)
    assert text.count("ο") > 100
    assert "ο" not in cleaned.text
    assert clean.SCRIPTS in {kind for edit in cleaned.edits(0, len(cleaned.text)) for kind in edit.kinds}
    for path in SEEDS.glob("000*"):  # Arabic and Kurdish headings stay
        arabic = path.read_text(encoding="utf-8")
        assert "نقاش" in clean.repair(arabic).text
