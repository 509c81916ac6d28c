"""The page in Chromium: search, filters, window, address, table, export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_case import EVENTS, event, many, write

from timeline.outputs.page import packing

Open = Callable[..., Any]


def counted(tab: Any, words: str) -> None:
    tab.locator(".count-line", has_text=words).wait_for()


def titles(tab: Any) -> list[str]:
    return tab.locator("table.sheet button.open").all_text_contents()


SEARCHES = [
    ("strike", {"Aircraft strike a house at the border", "Coalition denies the strike"}),
    ("al qaim", {"Aircraft strike a house at the border", "Families return"}),
    ("AL-QA'IM", {"Aircraft strike a house at the border", "Families return"}),
    ("autumn", {"Families return"}),  # in a quote
    ("flew", {"Aircraft strike a house at the border", "Coalition denies the strike"}),  # in a quote that both cite
    ("syrian side", {"Aircraft strike a house at the border"}),  # in a summary
    ("islamic going", set()),
    ("islamic goes", {"Insurgency goes on"}),  # in an actor and in a title
    ('"goes islamic"', set()),
    ("القوات", {"القوات العراقية تدخل"}),
    ("C\u03bfuncil", {"Council meets"}),  # with a Greek omicron
    ("cóuncil", {"Council meets"}),
]


def test_search_finds_what_a_reader_types(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    for query, found in SEARCHES:
        tab.get_by_role("searchbox", name="Search").fill(query)
        counted(tab, f"{len(found)} of 10 events")
        script = "(n) => document.querySelectorAll('table.sheet button.open').length === n || n === 0"
        tab.wait_for_function(script, arg=len(found))
        assert not found or set(titles(tab)) == found, query
        tab.get_by_role("searchbox", name="Search").fill("")
        counted(tab, "10 of 10 events")


def test_the_words_searched_for_are_marked_in_table_and_panel(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    found = tab.locator("table.sheet mark.found")
    box = tab.get_by_role("searchbox", name="Search")
    box.fill('"AL QAIM" strike')
    counted(tab, "1 of 10 events")
    tab.wait_for_function("() => document.querySelectorAll('table.sheet mark.found').length === 3")
    assert found.all_text_contents() == ["strike", "strike", "al-Qa’im"]  # title, category, place
    tab.get_by_role("button", name="Aircraft strike a house").click()
    tab.get_by_role("heading", name="Aircraft strike a house at the border").wait_for()
    box.fill("syrian struck coalition")
    panel = tab.get_by_role("complementary", name="Event").locator("mark.found")
    panel.filter(has_text="Syrian").wait_for()
    assert panel.all_text_contents() == ["Syrian", "coalition", "struck", "coalition"]  # summary, actor, two quotes
    box.fill("")
    panel.first.wait_for(state="detached")
    assert found.count() == 0


ODD = (
    "<mark><img src=x onerror=alert(1)></mark> Word",
    "&lt;b&gt;word&amp;",
    "İSTANBUL ΣΟΦΟΣ Straße ﬁre wórd …½ word",
    "wo\u0301r\u0308d́ wоrd",  # marks on the letters, and a Cyrillic o
    "𝐰𝐨𝐫𝐝 \U0001f600word\u200d",
    "w'o’r`d ´ word",
)


def test_marking_words_leaves_every_text_as_it_is(opened: Open, tmp_path: Path) -> None:
    rows = tuple(event(f"odd-{number}", "2018-06-17", title, "combat") for number, title in enumerate(ODD))
    tab = opened(write(tmp_path, rows), "#q=word")
    counted(tab, f"{len(ODD)} of {len(ODD)} events")
    tab.wait_for_function("() => document.querySelectorAll('table.sheet mark.found').length >= 6")
    assert sorted(titles(tab)) == sorted(ODD)
    marked = [row.locator("mark.found").all_text_contents() for row in tab.locator("table.sheet button.open").all()]
    assert sorted(marked) == sorted(
        [["Word"], ["word"], ["wórd", "word"], ["wo\u0301r\u0308d́", "wоrd"], ["𝐰𝐨𝐫𝐝", "word"], ["w'o’r`d", "word"]]
    )
    assert tab.locator("table.sheet button.open :not(mark)").count() == 0


def test_the_counts_of_a_filter_follow_the_others(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.locator("summary", has_text="Category").click()
    tab.get_by_role("checkbox", name="combat").check()
    counted(tab, "4 of 10 events")
    tab.locator("summary", has_text="Status").click()
    tab.get_by_role("list", name="Status").get_by_role("listitem").first.wait_for()
    options = tab.get_by_role("list", name="Status").get_by_role("listitem").all_text_contents()
    assert options == ["proposed1", "reported3"]
    # Its own counts stay, so that another value can be added.
    tab.locator("summary", has_text="Category").click()
    tab.get_by_role("list", name="Category").get_by_role("listitem").first.wait_for()
    options = tab.get_by_role("list", name="Category").get_by_role("listitem").all_text_contents()
    assert options == ["combat4", "politics4", "air strike1", "displacement1"]
    tab.get_by_role("checkbox", name="politics").check()
    counted(tab, "8 of 10 events")


def test_chart_table_and_map_show_what_is_filtered(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#place=Baghdad")
    counted(tab, "1 of 10 events")
    assert titles(tab) == ["Coalition denies the strike"]
    assert tab.locator("#chart .label").all_text_contents() == ["Coalition denies the strike"]
    assert tab.locator(".map-label").all_text_contents() == ["Baghdad"]
    tab.get_by_role("button", name="Take off the filter Place: Baghdad").click()
    counted(tab, "10 of 10 events")


ADDRESSES = [
    ("category", "politics", 4),
    ("actors", "US-led+coalition", 2),
    ("place", "al-Qa%E2%80%99im", 2),
    ("sources", "daily", 2),
    ("status", "disputed", 1),
    ("tags", "border", 1),
    ("credibility", "2", 1),
    ("origins", "1", 3),
]


def test_each_filter_works_from_the_address(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    for kind, value, count in ADDRESSES:
        tab.evaluate("(hash) => { location.hash = hash; }", f"#{kind}={value}")
        counted(tab, f"{count} of 10 events")
        tab.evaluate("() => { location.hash = ''; }")
        counted(tab, "10 of 10 events")


def test_the_window_narrows_everything_and_is_in_the_address(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.get_by_label("From").fill("2018-06-01")
    tab.get_by_label("From").press("Tab")
    tab.get_by_label("To", exact=True).fill("2018-06-30")
    tab.get_by_label("To", exact=True).press("Enter")
    counted(tab, "3 of 10 events")
    assert "window=2018-06-01/2018-06-30" in tab.url
    assert set(titles(tab)) == {
        "Aircraft strike a house at the border",
        "Coalition denies the strike",
        "Insurgency goes on",
    }
    tab.get_by_role("button", name="Show the whole period", exact=True).click()
    counted(tab, "10 of 10 events")


def test_the_brush_on_the_strip_sets_the_window(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    box = tab.locator(".strip").bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 15)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 15, steps=4)
    tab.mouse.up()
    tab.get_by_role("button", name="Show the whole period, now").wait_for()
    assert "window=2017-" in tab.url
    slider = tab.get_by_role("slider", name="Last day of the window")
    before = slider.get_attribute("aria-valuenow")
    slider.press("ArrowRight")
    tab.wait_for_function("(b) => document.querySelector('.grip-right').getAttribute('aria-valuenow') > b", arg=before)


def test_dragging_the_chart_pans_and_the_pointer_keeps_its_day(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-01-01/2018-12-31")
    box = tab.locator("#chart .plot").bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] - 8, steps=5)
    tab.mouse.up()
    tab.wait_for_function("() => location.hash.includes('window=2018-04-0')")


def test_the_state_is_in_the_address_and_back_and_forward_work(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.get_by_role("button", name="Council meets").click()
    tab.get_by_role("heading", name="Council meets").wait_for()
    assert tab.url.endswith("#council")
    tab.locator("summary", has_text="Category").click()
    tab.get_by_role("checkbox", name="politics").check()
    counted(tab, "4 of 10 events")
    assert tab.url.endswith("#category=politics&event=council")
    tab.go_back()
    counted(tab, "10 of 10 events")
    tab.go_back()
    tab.get_by_role("heading", name="Council meets").wait_for(state="hidden")
    tab.go_forward()
    tab.get_by_role("heading", name="Council meets").wait_for()
    tab.go_forward()
    counted(tab, "4 of 10 events")


def test_a_link_opens_the_view_that_it_was_made_from(opened: Open, tmp_path: Path) -> None:
    made = write(tmp_path)
    hash_ = "#window=2017-09-01/2018-12-31&lanes=status&q=the&sort=-title&category=politics,combat&event=battle"
    tab = opened(made, hash_)
    tab.get_by_role("heading", name="Battle for the town").wait_for()
    assert tab.get_by_label("Lanes by").input_value() == "status"
    assert tab.get_by_role("searchbox", name="Search").input_value() == "the"
    assert tab.get_by_role("columnheader", name="Event").get_attribute("aria-sort") == "descending"
    counted(tab, "2 of 10 events")
    assert tab.evaluate("location.hash") == hash_
    tab.get_by_label("Lanes by").select_option("place")
    assert tab.evaluate("location.hash") == hash_.replace("lanes=status", "lanes=place")


BROKEN = ("#%E0%A4%A", "#window=x/y", "#window=2019-01-01/2018-01-01", "#lanes=toString&category=", "#=&=&", "#nobody")


def test_a_broken_link_shows_everything(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    for hash_ in BROKEN:
        tab.evaluate("() => { location.hash = '#category=combat'; }")
        counted(tab, "4 of 10 events")
        tab.evaluate("(hash) => { location.hash = hash; }", hash_)
        counted(tab, "10 of 10 events")


def test_the_table_sorts(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    assert titles(tab)[-1] == "A rumour that nobody dates"
    heads = tab.get_by_role("table", name="Events")
    heads.get_by_role("button", name="Event").click()
    tab.wait_for_function("() => document.querySelector('table.sheet button.open').textContent.startsWith('A rumour')")
    heads.get_by_role("button", name="Event").click()
    tab.wait_for_function("() => document.querySelector('table.sheet button.open').textContent.startsWith('القوات')")
    heads.get_by_role("button", name="Place").click()
    tab.wait_for_function("() => document.querySelector('table.sheet .col-place bdi').textContent === 'al-Qa’im'")


def test_a_long_table_holds_no_more_rows_than_are_in_sight(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(3000)))
    assert tab.get_by_role("table", name="Events").get_attribute("aria-rowcount") == "3001"
    assert len(titles(tab)) < 60
    tab.locator(".sheet-frame").evaluate("(frame) => { frame.scrollTop = frame.scrollHeight; }")
    tab.wait_for_function("() => document.querySelector('table.sheet tr[aria-rowindex=\"3001\"]') !== null")
    assert len(titles(tab)) < 60


def test_what_is_filtered_is_saved_as_csv(opened: Open, tmp_path: Path) -> None:
    odd = event("odd", "2018-01-01", '=1+1, "quoted"', "politics", summary="two\nlines")
    tab = opened(write(tmp_path, (*EVENTS, odd)), "#category=politics")
    counted(tab, "5 of 11 events")
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Save the filtered events as CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"before", "council", "odd", "denial", "rumour"}
    assert rows["odd"]["title"] == '\'=1+1, "quoted"'
    assert rows["odd"]["summary"] == "two\nlines"
    assert rows["council"]["date"] == "[2017-10-10..2017-10-20]"
    assert rows["denial"]["lat"] == "33.3"


def test_many_events_are_counted_far_out_and_drawn_near(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(6000)))
    assert tab.locator("#chart .label").count() == 0
    tab.get_by_label("From").fill("2004-03-01")
    tab.get_by_label("From").press("Tab")
    tab.get_by_label("To", exact=True).fill("2004-03-28")
    tab.get_by_label("To", exact=True).press("Enter")
    tab.wait_for_function("() => document.querySelectorAll('#chart .label').length > 5")


def test_how_many_pass_is_in_sight_also_far_down_the_table(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(300)), "#category=combat")
    tab.mouse.wheel(0, 5000)
    tab.wait_for_function("() => scrollY > 200")
    box = tab.locator(".count-line", has_text="75 of 300 events").bounding_box()
    assert 0 <= box["y"] < 120


def test_both_edges_of_a_narrow_window_can_be_held(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#window=2018-06-17/2018-06-18")
    left, right = (
        tab.get_by_role("slider", name=f"{which} day of the window").bounding_box() for which in ("First", "Last")
    )
    assert left["x"] + left["width"] <= right["x"] + 1


def test_blocks_of_a_very_long_table_hold_more_and_lose_nothing(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "VERY_LONG", 100)
    tab = opened(write(tmp_path, many(3000)), "#event-002999")
    assert tab.locator("script[id^=title-]").count() == 2
    tab.get_by_role("heading", name="Event number 2999 of many").wait_for()
