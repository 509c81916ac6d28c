"""The page in Chromium: reading the chart, the panel, the table, the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from page_case import BODY, EVENTS, SETTINGS, STRUCK, event, many, write

from timeline.outputs import page as outputs_page

Open = Callable[..., Any]


def boxes(tab: Any, selector: str) -> list[dict[str, float]]:
    return tab.evaluate(
        "(s) => [...document.querySelectorAll(s)].map((e) => { const b = e.getBoundingClientRect();"
        "return {left: b.left, right: b.right, top: b.top, bottom: b.bottom, text: e.textContent}; })",
        selector,
    )


def test_every_dated_event_has_its_label_in_the_lane_of_its_category(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    titles = {box["text"] for box in boxes(tab, "#chart .label")}
    assert titles == {one.title for one in EVENTS if one.date}
    lanes = [re.sub(r"\d+$", "", box["text"]) for box in boxes(tab, "#chart .lane")]
    assert lanes == ["combat", "air strike", "politics", "displacement"]


def test_labels_do_not_run_into_each_other(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(70)), width=1000, height=640)
    labels = boxes(tab, "#chart .label")
    assert len(labels) > 40
    for number, one in enumerate(labels):
        for other in labels[number + 1 :]:
            apart = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
            assert apart or one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1, (one, other)


def test_lane_names_are_whole_however_low_the_lane(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    cut = tab.eval_on_selector_all(
        "#chart .lane", "all => all.filter((e) => e.scrollHeight > e.clientHeight + 1).map((e) => e.textContent)"
    )
    assert cut == []
    heights = {box["bottom"] - box["top"] for box in boxes(tab, "#chart .lane-name")}
    assert min(heights) >= 16


def test_a_span_that_begins_where_the_window_ends_is_not_in_it(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-06-01/2018-09-30")
    assert "Families return" not in {box["text"] for box in boxes(tab, "#chart .label")}
    tab.get_by_role("button", name="2 later").wait_for()


def test_a_short_table_is_whole_as_on_paper(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(60)), height=500)
    frame = tab.locator(".sheet-frame")
    assert tab.get_by_role("table", name="Events").get_by_role("button", name="Event number").count() == 60
    assert frame.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1")


@pytest.mark.parametrize("width", [1280, 375])
def test_a_short_table_cuts_no_date_and_no_title(opened: Open, tmp_path: Path, width: int) -> None:
    title = "A title that is so long that it does not fit on two lines " * 2
    tab = opened(write(tmp_path, (event("retreat", "2017-09~/2017-12~", title.strip(), "combat"),)), width=width)
    tab.get_by_role("cell", name="from about September 2017 to about December 2017").wait_for()
    cut = tab.eval_on_selector_all(
        ".sheet .clamp, .sheet .open",
        "all => all.filter((e) => e.offsetParent && e.scrollHeight > e.clientHeight + 1).map((e) => e.textContent)",
    )
    assert cut == []


def test_a_label_stays_in_sight_when_its_bar_starts_before_the_window(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-04-01/2018-12-31")
    label = next(box for box in boxes(tab, "#chart .label") if box["text"] == "Insurgency goes on")
    plot = boxes(tab, "#chart .plot")[0]
    assert plot["left"] <= label["left"] < plot["left"] + 40


def test_the_chart_tells_what_lies_beyond_its_edges(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-04-01/2018-12-31")
    assert [box["text"] for box in boxes(tab, "#chart .lane")] == [
        "combat1",
        "air strike1",
        "politics1",
        "displacement1",
    ]
    tab.get_by_role("button", name="1 later").wait_for()
    tab.get_by_role("button", name="4 earlier").click()
    tab.wait_for_function("() => document.querySelector('#chart .labels').textContent.includes('القوات')")


def test_lanes_go_by_what_the_reader_chooses_each_with_its_count(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.get_by_label("Lanes by").select_option("actor")
    tab.wait_for_function("() => document.querySelectorAll('#chart .lane').length === 4")
    lanes = {box["text"] for box in boxes(tab, "#chart .lane")}
    assert lanes == {"Islamic State2", "US-led coalition2", "Iraqi army1", "no actor5"}
    assert "lanes=actors" in tab.url


def test_lanes_with_nothing_in_the_window_share_one_line(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2017-09-10/2017-11-30")
    folded = tab.locator("#chart .lanes-folded")
    assert [box["text"] for box in boxes(tab, "#chart .lane")] == ["combat1", "politics1"]
    assert folded.inner_text() == "2 lanes with nothing here"
    assert folded.get_attribute("title") == "air strike\ndisplacement"
    assert boxes(tab, "#chart .lanes-folded")[0]["top"] >= max(box["bottom"] for box in boxes(tab, "#chart .lane"))
    tab.get_by_role("button", name="Show the whole period", exact=True).click()
    folded.wait_for(state="detached")
    assert len(boxes(tab, "#chart .lane")) == 4


def test_lanes_that_the_window_has_left_fold_once_it_rests(opened: Open, tmp_path: Path) -> None:
    rows = (
        event("one", "2017-10-17", "One", "combat"),
        event("two", "2018-06-17", "Two", "politics"),
        event("three", "2018-07-17", "Three", "displacement"),
    )
    tab = opened(write(tmp_path, rows))
    assert len(boxes(tab, "#chart .lane")) == 3
    tab.get_by_label("From").fill("2017-10-01")
    tab.get_by_label("From").press("Tab")
    tab.get_by_label("To", exact=True).fill("2017-10-31")
    tab.get_by_label("To", exact=True).press("Enter")
    tab.locator("#chart .lanes-folded").wait_for()
    assert [box["text"] for box in boxes(tab, "#chart .lane")] == ["combat1"]
    assert tab.locator("#chart .lanes-folded").inner_text() == "2 lanes with nothing here"


def test_a_lone_lane_with_nothing_in_the_window_keeps_its_place(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-06-01/2018-09-30")
    assert [box["text"] for box in boxes(tab, "#chart .lane")][-1] == "displacement0"
    assert tab.locator("#chart .lanes-folded").count() == 0


def test_the_undated_have_a_tray_of_their_own(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tray = tab.locator(".tray")
    assert "1 undated event" in tray.inner_text()
    tray.get_by_role("button", name="A rumour that nobody dates").click()
    assert "undated" in tab.get_by_role("complementary", name="Event").inner_text()


def test_disputed_and_proposed_and_doubt_are_told_by_shape(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    traces = tab.evaluate(
        "document.querySelector('.plot').data.filter((t) => t.mode === 'markers').flatMap((t) => t.marker.symbol)"
    )
    assert {"circle", "square", "diamond-open", "circle-open-dot", "triangle-right", "circle-open"} <= set(traces)
    legend = tab.get_by_role("list", name="Legend").inner_text()
    for word in (
        "confirmed",
        "disputed",
        "proposed",
        "some time within",
        "lasted",
        "sharp end",
        "doubtful end",
        "unknown end",
        "open end",
    ):
        assert word in legend


def widths(tab: Any, colour: str) -> list[float]:
    """Return how long each drawn piece of bar in a colour is, in days, in the order in which they are drawn."""
    outlines = tab.evaluate(
        "(c) => document.querySelector('.plot').data.filter((t) => t.fill === 'toself' && t.fillcolor === c)"
        ".map((t) => t.x)",
        colour,
    )
    return [x[at + 1] - x[at] for x in outlines for at in range(0, len(x), 6)]


def test_a_bar_breaks_up_at_a_doubtful_end_and_is_whole_at_a_sharp_one(opened: Open, tmp_path: Path) -> None:
    kind = replace(SETTINGS.categories[0], colour="#123456")
    sharp, doubtful = (event(name, date, name, "combat") for name, date in (("a", "2018"), ("b", "2018~")))
    pieces = {}
    for one in (sharp, doubtful):
        tab = opened(write(tmp_path, (one,), categories=(kind,)))
        pieces[one.id] = widths(tab, "#123456")
    assert pieces["a"] == [365]
    assert len(pieces["b"]) > 4
    assert 365 * 0.8 < max(pieces["b"]) < 365


def test_hover_text_is_plain_text(opened: Open, tmp_path: Path) -> None:
    hostile = "<b>bold</b> & <img src=x onerror=alert(1)>"
    tab = opened(write(tmp_path, (event("one", "2018-06-17", hostile),)))
    box = boxes(tab, "#chart .label")[0]
    tab.mouse.move(box["left"] + 5, (box["top"] + box["bottom"]) / 2)
    tip = tab.locator("#tip")
    tip.wait_for(state="visible")
    assert hostile in tip.text_content()
    assert tip.locator("*").count() == 0


def test_the_panel_tells_all_that_is_known_of_an_event(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.get_by_role("button", name="Aircraft strike a house at the border").click()
    panel = tab.get_by_role("complementary", name="Event")
    panel.get_by_role("heading", name="Aircraft strike a house at the border").wait_for()
    told = panel.inner_text()
    for words in (
        "17 June 2018",
        "2018-06-17",
        "al-Qa’im",
        "34.37, 41.09",
        "A house on the Syrian side was hit.",
        "Islamic State; US-led coalition",
        "2, probably true",
        "B, usually reliable",
        "one independent origin, cited 2 times",
        "Dates that sources give",
        "As dated here",
        "18 June 2018",
        "TLP:GREEN",
        "ab" * 32,
        "Stands word for word in the source",
    ):
        assert words in told
    assert panel.locator("mark").first.text_content() == STRUCK
    assert "The river had been quiet" in panel.locator("blockquote").first.text_content()
    links = panel.get_by_role("link")
    at_quote = panel.get_by_role("link", name="At the quote").get_attribute("href")
    assert at_quote == "https://example.org/strike#:~:text=aircraft%20struck%20a%20house%20near%20the%20border"
    for link in links.all():
        if link.get_attribute("target"):
            assert link.get_attribute("rel") == "noopener noreferrer"
    assert panel.get_by_role("link", name="Archived copy").get_attribute("href") == "https://archive.example/x"


def test_a_link_that_leads_elsewhere_than_to_the_web_is_no_link(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#return")
    tab.get_by_role("heading", name="Families return").wait_for()
    assert not [a for a in tab.eval_on_selector_all("a", "all => all.map((a) => a.protocol)") if "script" in a]


def test_the_whole_document_is_there_where_the_settings_say_so(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, context="document"), "#border-strike")
    document = tab.get_by_label("The whole document").first
    document.wait_for()
    assert document.text_content() == BODY
    assert document.locator("mark").text_content() == STRUCK


def test_previous_and_next_follow_the_filters(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#category=politics&event=before")
    for title in ("Council meets", "Coalition denies the strike"):
        tab.get_by_role("button", name="Next event").click()
        tab.get_by_role("heading", name=title).wait_for()
    tab.get_by_role("button", name="Previous event").click()
    tab.get_by_role("heading", name="Council meets").wait_for()


def test_an_event_is_taken_along_as_link_and_as_citation(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#category=air+strike&event=border-strike")
    tab.evaluate("navigator.clipboard.writeText = async (text) => { window.took = text; }")
    tab.get_by_role("button", name="Copy the link to this event").click()
    assert tab.evaluate("window.took").endswith("timeline.html#border-strike")
    tab.get_by_role("button", name="Copy this event as a citation").click()
    took = tab.evaluate("window.took")
    assert took.startswith("17 June 2018: Aircraft strike a house at the border (al-Qa’im)")
    assert f"“{STRUCK}”" in took
    assert "https://example.org/strike" in took


def test_the_map_shows_where_and_filters_by_place(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    section = tab.get_by_role("region", name="Map")
    assert {"al-Qa’im", "Baghdad", "الموصل"} == set(section.locator(".map-label").all_text_contents())
    assert "6 events without coordinates are not on the map" in section.inner_text()
    assert "A ring" not in section.inner_text()
    label = section.locator(".map-label", has_text="Baghdad").bounding_box()
    tab.mouse.click(label["x"] - 6, label["y"] + label["height"] / 2)
    tab.locator(".count-line", has_text="1 of 10 events").wait_for()


def test_rounded_coordinates_are_drawn_as_such_and_told(opened: Open, tmp_path: Path) -> None:
    rough = tuple(
        replace(one, lat=round(one.lat), lon=round(one.lon)) if one.lat and one.lon else one for one in EVENTS
    )
    tab = opened(write(tmp_path, rough))
    told = tab.get_by_role("region", name="Map").inner_text()
    assert "A ring shows how far a place’s coordinates are rounded" in told


def test_without_coordinates_there_is_no_map(opened: Open, tmp_path: Path) -> None:
    bare = tuple(replace(one, lat=None, lon=None) for one in EVENTS)
    tab = opened(write(tmp_path, bare))
    assert tab.get_by_role("region", name="Map").count() == 0
    assert tab.locator("#outlines").count() == 0


def test_dates_are_written_as_the_settings_say(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, date_style="edtf"))
    assert "2019-09~" in tab.get_by_role("table", name="Events").inner_text()


def test_new_and_changed_events_are_marked_and_can_be_filtered(opened: Open, tmp_path: Path) -> None:
    since = outputs_page.Since("the first of June", {"battle": (), "return": ("date: 2018-10, was 2018",)})
    tab = opened(write(tmp_path, since=since))
    assert "Changes since the first of June are marked" in tab.get_by_role("banner").inner_text()
    tab.locator("summary", has_text="Since last time").click()
    tab.get_by_role("checkbox", name="changed").check()
    tab.locator(".count-line", has_text="1 of 10 events").wait_for()
    tab.get_by_role("button", name="Families return").click()
    tab.get_by_role("heading", name="Families return").wait_for()
    assert "date: 2018-10, was 2018" in tab.get_by_role("complementary", name="Event").inner_text()


def test_category_colours_and_title_come_from_the_settings(opened: Open, tmp_path: Path) -> None:
    first, *rest = SETTINGS.categories
    tab = opened(write(tmp_path, categories=(replace(first, colour="#123456"), *rest)))
    assert tab.title() == SETTINGS.title
    assert "#123456" in tab.evaluate("JSON.stringify(document.querySelector('.plot').data)")


@pytest.mark.parametrize("dates", [("-0498-01-01", "-0043-03-15"), ("12000", "Y-20000")])
def test_far_years_are_drawn(opened: Open, tmp_path: Path, dates: tuple[str, str]) -> None:
    shifted = [f"Y{date}" if len(date) == 5 else date for date in dates]
    events = tuple(event(f"far-{n}", date, f"Far event {n}") for n, date in enumerate(shifted))
    tab = opened(write(tmp_path, events))
    assert len(boxes(tab, "#chart .label")) == 2


def test_an_empty_table_makes_a_page_that_says_so(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, ()))
    assert "0 of 0 events" in tab.inner_text("main")
