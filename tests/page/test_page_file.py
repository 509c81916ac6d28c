"""The page as a file: what stands in it before any browser opens it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from page_case import EVENTS, LEDGER, SETTINGS, STRUCK, case, event, many, write

from timeline.model import Citation, Document, Ledger, LeftOut, Proof, Span, Standing, Status
from timeline.outputs import figure, page
from timeline.outputs.page import assembly, context, drawn, outlines, packing
from timeline.when import When


def test_the_same_events_give_the_same_bytes() -> None:
    assert page.render(case(), EVENTS, LEDGER) == page.render(case(), EVENTS, LEDGER)


def test_the_order_of_the_rows_changes_nothing_that_is_drawn() -> None:
    there = drawn.collect(case(), EVENTS, None)
    back = drawn.collect(case(), EVENTS[::-1], None)
    assert list(there.ids()) == list(back.ids())
    assert (there.columns, there.dictionaries, there.passages) == (back.columns, back.dictionaries, back.passages)


def test_a_thousand_events_make_a_file_below_two_and_a_half_megabytes() -> None:
    events = many(1000)
    assert len(page.render(case(SETTINGS, events), events, Ledger(1000, 1000)).encode()) < 2_500_000


def test_the_page_asks_for_nothing_from_anywhere() -> None:
    html = page.render(case(), EVENTS, LEDGER)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=[\"']?https?:", html)


def test_withdrawn_events_are_not_drawn() -> None:
    layout = drawn.collect(case(), (*EVENTS, event("gone", "2018", "Gone", status=Status.WITHDRAWN)), None)
    assert '"gone"' not in list(layout.ids())
    assert len(layout.columns["category"]) == len(EVENTS)


def test_the_label_is_the_strictest_of_the_project_and_its_events() -> None:
    assert drawn.collect(case(), EVENTS, None).tlp == "GREEN"
    assert (
        drawn.collect(case(), (*EVENTS, event("told", "2018", "Told", tlp="AMBER+STRICT")), None).tlp == "AMBER+STRICT"
    )
    assert drawn.collect(case(), (), None).tlp == "GREEN"


def test_a_draft_says_so_and_lists_what_was_left_out() -> None:
    ledger = Ledger(11, 10, (LeftOut(7, "bad-date", "June has 30 days"),))
    html = page.render(case(), EVENTS, ledger, draft=True)
    assert "DRAFT" in html
    assert "June has 30 days" in html
    assert "DRAFT" not in page.render(case(), EVENTS, ledger)


@pytest.mark.parametrize(
    ("date", "kind", "ends"),
    [
        ("2018-06-17", drawn.DAY, 0),
        ("2018-06-17?", drawn.DAY, drawn.DOUBTFUL | drawn.DOUBTFUL << 2),
        ("2018-06", drawn.WITHIN, 0),
        ("2018-06~", drawn.WITHIN, drawn.DOUBTFUL | drawn.DOUBTFUL << 2),
        ("[2017-10-10..2017-10-20]", drawn.WITHIN, 0),
        ("2017-10-17/2017-11-03", drawn.LASTED, 0),
        ("2017-10/2017-11-03", drawn.LASTED, drawn.DOUBTFUL),
        ("2017-12-09/..", drawn.LASTED, drawn.OPEN << 2),
        ("/2017-12-09", drawn.LASTED, drawn.UNKNOWN),
    ],
)
def test_a_date_is_drawn_as_doubtful_as_it_is(date: str, kind: int, ends: int) -> None:
    shape = drawn.shape(When.parse(date))
    assert (shape.kind, shape.ends) == (kind, ends)


@pytest.mark.parametrize("date", ["Y-170000002", "Y170000002", "Y-17E7", "Y-170000002/2018"])
def test_a_day_beyond_the_columns_stands_at_their_rim_and_keeps_its_words(date: str) -> None:
    shape = drawn.shape(When.parse(date))
    assert drawn.FIRST_OF_ALL < shape.first <= shape.last < drawn.LAST_OF_ALL
    assert shape.words
    events = [event("far", date, "Far away"), event("near", "2018", "Near")]
    layout = drawn.collect(case(SETTINGS, events), events, None)
    assert list(layout.ids()) in (['"far"', '"near"'], ['"near"', '"far"'])
    assert assembly._period(layout) == (2018, 2018)  # noqa: SLF001


def test_an_event_may_have_more_citations_than_fit_into_a_byte() -> None:
    cited = tuple(Citation("wire", STRUCK, None, number) for number in range(1, 301))
    events = [event("much-told", "2018-06-17", "Told by many", citations=cited)]
    assert drawn.collect(case(SETTINGS, events), events, None).columns["cited.count"].tolist() == [300]


def test_years_before_christ_are_counted() -> None:
    assert assembly._year(0) == 1970  # noqa: SLF001
    assert assembly._year(-719_529) == -1  # noqa: SLF001
    when = When.parse("-0043-03-15")
    assert when.first is not None
    assert assembly._year(when.first.ordinal()) == -43  # noqa: SLF001
    events = [event("caesar", "-0043-03-15", "Caesar is killed"), event("later", "2018", "Later")]
    assert "2 events, 44 BC to 2018." in page.render(case(SETTINGS, events), events, Ledger(2, 2))


SENTENCES = "One. Two came. Three was quoted here. Four followed. Five."


def shown(text: str, *quotes: str) -> tuple[str, list[list[str]]]:
    """Return the excerpt that is shipped for the quotes of a document, and each one's context in turn plain, quoted."""
    proofs = {
        ("wire", quote): Proof(
            Standing.EXACT, tuple(Span(text.index(part), text.index(part) + len(part)) for part in quote.split(" … "))
        )
        for quote in quotes
    }
    known = replace(case(), proofs=proofs, documents={"wire": Document("wire", text, "utf-8", "")})
    (excerpt,), found = context.contexts(known, list(proofs), ["wire"])
    return excerpt, [
        [excerpt[start:stop] for _, *offsets in stretches for start, stop in pairwise(offsets)] for stretches in found
    ]


def test_a_quote_stands_between_the_sentences_around_it() -> None:
    assert shown(SENTENCES, "was quoted") == (
        SENTENCES,
        [["One. Two came. Three ", "was quoted", " here. Four followed. Five."]],
    )


def test_a_long_document_is_cut_where_a_sentence_ends() -> None:
    text = "Far away. " * 100 + "The quote stands here. " + "Far behind. " * 100
    excerpt, [(before, quote, after)] = shown(text, "The quote stands here.")
    assert quote == "The quote stands here."
    assert before.startswith("Far away.")
    assert after.rstrip().endswith("Far behind.")
    assert len(before) <= context.REACH
    assert len(after) <= context.REACH
    assert excerpt == before + quote + after


def test_words_that_are_cut_are_told() -> None:
    text = "word " * 200 + "the quote" + " word" * 200
    proof = (Span(1000, 1009),)
    document = Document("wire", text, "utf-8", "")
    assert [stretch[0] for stretch in context.around(document, proof, [])] == [context.CUT_BEFORE | context.CUT_AFTER]


def test_fragments_keep_what_stands_between_them_unless_they_are_far_apart() -> None:
    assert shown("ab cd ef", "ab … ef")[1] == [["", "ab", " cd ", "ef", ""]]
    text = "First part. " + "Between. " * 200 + "Second part. "
    excerpt, _ = shown(text, "First part. … Second part.")
    assert len(excerpt) < len(text) / 2


def test_what_several_quotes_need_of_a_source_is_shipped_once() -> None:
    excerpt, found = shown(SENTENCES, "Two came", "was quoted", "Four followed")
    assert excerpt == SENTENCES
    assert [quoted for _, quoted, _ in found] == ["Two came", "was quoted", "Four followed"]


def test_what_no_quote_needs_stays_at_home() -> None:
    text = "The first quote. " + "Secret. " * 200 + "The last quote. " + "Secret. " * 200
    excerpt, found = shown(text, "The first quote.", "The last quote.")
    assert excerpt.count("Secret") < 120
    assert [quoted for _, quoted, _ in found] == ["The first quote.", "The last quote."]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x.org", "//x.org", ""]
)
def test_only_the_web_is_linked(url: str) -> None:
    assert context.web(url) == ""


def test_json_in_the_page_can_end_neither_a_script_nor_a_line() -> None:
    text = assembly.embedded({"x": "</script><!--&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)


def test_columns_are_as_narrow_as_their_values() -> None:
    assert [packing.width(most) for most in (0, 255, 256, 65_535, 65_536)] == ["B", "B", "H", "H", "I"]


def test_the_map_brings_the_outlines_around_the_events_only() -> None:
    here = outlines.near([(34.4, 41.0), (36.3, 43.1)])
    world = outlines.near([(60.0, -150.0), (-40.0, 175.0)])
    assert here["land"]
    assert here["border"]
    assert len(here["border"]) < len(world["border"]) / 2
    assert outlines.near([]) == {}


def test_the_outlines_name_their_origin() -> None:
    first = (Path(outlines.__file__).parent / "outlines.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "Natural Earth" in first
    assert "public domain" in first


def test_plotly_comes_from_the_installed_package_and_is_not_in_the_tree() -> None:
    assert "plotly.js v" in figure.script()[:400]
    tree = Path(page.__file__).parent
    assert not [path for path in tree.rglob("*") if path.is_file() and path.stat().st_size > 400_000]


def test_plotly_sets_up_no_chart_that_the_page_does_not_draw() -> None:
    assert figure.script().count(".register([])") == 1


def test_a_bundle_of_another_make_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import plotly

    monkeypatch.setattr(plotly, "__path__", [str(tmp_path)])
    (tmp_path / "package_data").mkdir()
    (tmp_path / "package_data" / "plotly.min.js").write_text("P.register([bar(), box()]);", encoding="utf-8")
    assert figure.script() == "P.register([bar(), box()]);"


def test_a_plotly_without_its_script_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import plotly

    monkeypatch.setattr(plotly, "__path__", [str(tmp_path)])
    with pytest.raises(figure.NoPlotly, match=r"plotly\.min\.js"):
        figure.script()


def test_a_logo_is_carried_as_data_and_only_from_below_the_project(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    settings = replace(SETTINGS, root=tmp_path, logo="logo.svg")
    assert 'src="data:image/svg+xml;base64,' in page.render(case(settings), EVENTS, LEDGER)
    for wrong in ("../logo.svg", "missing.png", "/etc/passwd"):
        with pytest.raises(assembly.BadLogo):
            page.render(case(replace(settings, logo=wrong)), EVENTS, LEDGER)


def test_the_list_without_javascript_counts_what_it_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assembly, "LISTED", 4)
    html = write(tmp_path).read_text(encoding="utf-8")
    listed = html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert listed.count("<li>") == 4
    assert "the first 4 events; 6 more" in listed
