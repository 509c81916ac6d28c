"""The page in Chromium: for every reader, every screen, on paper, and without JavaScript."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_case import CAME_BACK, EVENTS, many, write

Open = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 700), (1280, 900)])
def test_axe_finds_nothing(opened: Open, tmp_path: Path, scheme: str, width: int, height: int) -> None:
    tab = opened(write(tmp_path), width=width, height=height, color_scheme=scheme, bypass_csp=True)
    tab.locator("summary", has_text="Category").click()
    for hash_ in (
        "",
        "#border-strike",
        "#category=combat&lanes=place&window=2017-01-01/2018-12-31",
        "#q=nobody+writes+this",
    ):
        tab.evaluate("(hash) => { location.hash = hash; }", hash_)
        tab.wait_for_timeout(400)
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_the_screen(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), "#border-strike")
    for width in (320, 375, 768, 1280, 1920, 3840):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(300)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.get_by_role("complementary", name="Event").bounding_box()["width"] <= width


def test_all_of_it_by_key(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.keyboard.press("?")
    tab.get_by_role("dialog", name="Keys").wait_for()
    tab.keyboard.press("Escape")
    tab.get_by_role("dialog", name="Keys").wait_for(state="hidden")
    tab.wait_for_timeout(200)  # a closing dialog gives the focus back in a turn of its own
    tab.keyboard.press("/")
    tab.wait_for_function("document.activeElement.id === 'search'")
    tab.keyboard.type("council")
    tab.locator(".count-line", has_text="1 of 10 events").wait_for()
    tab.keyboard.press("Escape")
    tab.get_by_role("searchbox", name="Search").fill("")
    tab.locator(".count-line", has_text="10 of 10 events").wait_for()
    tab.get_by_role("searchbox", name="Search").blur()
    tab.keyboard.press("g")
    assert tab.evaluate("document.activeElement.id") == "chart"
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    tab.locator("#said", has_text="Council meets").wait_for(state="attached")
    tab.keyboard.press("Enter")
    heading = tab.get_by_role("heading", name="Council meets")
    heading.wait_for()
    assert tab.evaluate("document.activeElement.textContent") == "Council meets"
    tab.keyboard.press("j")
    tab.get_by_role("heading", name="Battle for the town").wait_for()
    tab.keyboard.press("Escape")
    tab.get_by_role("heading", name="Battle for the town").wait_for(state="hidden")
    assert tab.evaluate("document.activeElement.id") == "chart"
    tab.keyboard.press("+")
    tab.get_by_role("button", name="Show the whole period, now").wait_for()
    tab.keyboard.press("0")
    tab.get_by_role("button", name="Show the whole period, now").wait_for(state="hidden")


def test_single_keys_can_be_switched_off(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.keyboard.press("?")
    tab.get_by_role("checkbox", name="Single keys are on").uncheck()
    tab.get_by_role("button", name="Close").click()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") != "search"


def test_focus_is_seen(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    for _ in range(14):
        tab.keyboard.press("Tab")
        outline = tab.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle; })()"
        )
        assert outline != "none"


def test_light_and_dark_by_the_system_and_by_the_switch(opened: Open, tmp_path: Path) -> None:
    made = write(tmp_path)
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = opened(made, color_scheme="dark")
    light = opened(made, color_scheme="light")
    assert dark.evaluate(paper) != light.evaluate(paper)
    dark.get_by_role("button", name="Light colours").click()
    assert dark.evaluate(paper) == light.evaluate(paper)
    light.get_by_role("button", name="Dark colours").click()
    assert dark.evaluate(paper) != light.evaluate(paper)


def test_the_label_stands_in_head_and_foot_in_the_colours_of_first(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, tlp="AMBER+STRICT"))
    for place in ("banner", "contentinfo"):
        label = tab.get_by_role(place).get_by_text("TLP:AMBER+STRICT", exact=True)
        assert label.evaluate("(e) => getComputedStyle(e).color") == "rgb(255, 192, 0)"
        assert label.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(0, 0, 0)"


def test_words_from_the_right_turn_nothing_around_them(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    label = tab.locator("#chart .label", has_text="القوات")
    assert label.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    tab.get_by_role("button", name="القوات العراقية تدخل").click()
    place = tab.get_by_role("complementary", name="Event").locator("dd bdi", has_text="الموصل")
    assert place.evaluate("(e) => getComputedStyle(e).unicodeBidi") == "isolate"
    assert tab.locator("html").evaluate("(e) => getComputedStyle(e).direction") == "ltr"


def test_motion_is_left_out_for_those_who_ask(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), reduced_motion="reduce")
    moving = tab.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


def test_without_javascript_all_events_are_listed(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), java_script_enabled=False)
    listed = tab.locator(".plain-list li")
    assert listed.count() == len(EVENTS)
    assert "17 June 2018 Aircraft strike a house at the border (al-Qa’im)" in listed.all_inner_texts()[5].replace(
        "\n", " "
    )
    assert listed.get_by_role("link").first.get_attribute("rel") == "noopener noreferrer"


def test_paper_has_title_legend_chart_and_the_list_with_its_quotes(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path))
    tab.wait_for_function("() => document.querySelectorAll('.printed li').length === 10")
    tab.emulate_media(media="print")
    assert tab.locator(".printed").is_visible()
    assert CAME_BACK in tab.locator(".printed").inner_text()
    assert tab.locator(".legend").is_visible()
    assert tab.get_by_role("heading", level=1).is_visible()
    assert not tab.locator(".sheet-frame").is_visible()
    if pdftotext := shutil.which("pdftotext"):
        tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        done = subprocess.run([pdftotext, str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True)
        assert "TLP:GREEN" in done.stdout
        assert "Families came back in the autumn." in " ".join(done.stdout.split())


def test_the_chart_is_as_wide_as_the_paper_whatever_the_screen(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path), width=375, height=700)
    wide = "document.getElementById('chart').getBoundingClientRect().width"
    before = tab.evaluate(wide)
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(wide) == pytest.approx(670, abs=2)
    assert len(tab.locator("#chart .label").all_text_contents()) == sum(1 for one in EVENTS if one.date)
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate(wide) == before


def test_head_and_table_stand_before_plotly_has_loaded(opened: Open, tmp_path: Path) -> None:
    tab = opened(write(tmp_path, many(500)))
    table, picture = (
        tab.evaluate("(name) => performance.getEntriesByName(name)[0].startTime", f"timeline:{name}")
        for name in ("table", "picture")
    )
    assert table < picture
