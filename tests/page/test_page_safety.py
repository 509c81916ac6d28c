"""Text from outside is hostile. Escaping and the policy must each hold alone: one is taken away, the other tried."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from page_case import LEDGER, SETTINGS, case, event

from timeline.model import Citation, Event, Source, Status
from timeline.outputs import page
from timeline.outputs.page import assembly

TRAP = (
    "window.ran = 0; window.alert = window.prompt = window.confirm = () => { window.ran += 1; };"
    "window.print = () => { window.ran += 1; };"
)
PER_PAGE = 1000
ENTRY = re.compile(r"""(?:[\w-]+=)?"((?:[^"\\]|\\.)*)\"""")
"""A line of a fuzzer's dictionary: `name="text"`, with \\xNN for a byte."""


def payloads(bench: Path) -> list[str]:
    """Collect each line, string, snippet and dictionary entry of the hostile collections, once, as text."""
    found: dict[str, None] = {}
    for file in sorted((bench / "hostile").glob("xss/**/*")):
        if file.suffix in {".txt", ".md", ".py", ".test", ".data", ".svg", ".htm", ".xht", ".xml"}:
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                found[line.strip()] = None
                found.update(dict.fromkeys(re.findall(r"""["'](<[^"']+|[^"']*(?:script|:alert)[^"']*)["']""", line)))
    for file in sorted((bench / "hostile").glob("strings/**/*")):
        if file.suffix == ".json":
            found.update(dict.fromkeys(json.loads(file.read_text(encoding="utf-8"))))
        elif file.suffix == ".dict":
            found.update(dict.fromkeys(entries(file)))
        elif file.suffix in {".txt", ".md"}:
            found.update(dict.fromkeys(file.read_text(encoding="utf-8", errors="replace").splitlines()))
    return [text for text in found if told(text).strip()]


def entries(file: Path) -> Iterator[str]:
    """Yield what the entries of a fuzzer's dictionary stand for."""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := ENTRY.fullmatch(line.strip()):
            text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda byte: chr(int(byte[1], 16)), match[1])
            yield text.replace('\\"', '"').replace("\\\\", "\\").encode("latin-1", "replace").decode("utf-8", "replace")


def told(text: str) -> str:
    """Return a text as it can stand in a cell: U+0000 is refused at the edge, a lone surrogate is no text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def hostile(texts: list[str]) -> tuple[tuple[Event, ...], dict[str, Source]]:
    """Put each text into every text column of an event and of its source."""
    events, sources = [], {}
    for number, raw in enumerate(texts):
        text = told(raw)
        key = f"{text}#{number}"
        sources[key] = Source(
            key, text, publisher=text, author=text, url=text, archive_url=f"https://example.org/{text}", accessed=text,
            file=text, sha256=text, language=text, kind=text, reliability=text, origin=text, notes=text,
        )  # fmt: skip
        events.append(
            event(
                key,
                "2018-06-17" if number % 3 else "",
                text,
                text,
                summary=text,
                place=text,
                lat=30 + number % 9,
                lon=40 + number % 7,
                actors=(text,),
                tags=(text,),
                status=Status.REPORTED,
                citations=(Citation(key, text),),
            )
        )
    return tuple(events), sources


def pages(folder: Path, texts: list[str]) -> Iterator[tuple[Path, list[str]]]:
    for start in range(0, len(texts), PER_PAGE):
        some = texts[start : start + PER_PAGE]
        events, sources = hostile(some)
        settings = replace(SETTINGS, title=told(some[0]), subtitle=told(some[-1]), categories=())
        made = replace(case(settings, events), sources=sources)
        since = page.Since(told(some[0]), {one.id: (one.title,) for one in events})
        target = folder / f"hostile-{start}.html"
        target.write_text(page.render(made, events, LEDGER, since=since), encoding="utf-8", newline="")
        yield target, some


def visit(chromium: Any, target: Path) -> dict[str, Any]:
    """Open a page, events, filters, lanes and printed list, search, and tell what ran, was asked for and was linked."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda one: None if one.url.startswith(("file:", "data:", "blob:")) else asked.append(one.url))
    tab.on("dialog", lambda dialog: dialog.dismiss())
    tab.add_init_script(TRAP)
    tab.goto(target.as_uri(), wait_until="domcontentloaded")
    tab.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
    tab.locator("table.sheet button.open").first.click()
    for _ in range(3):
        tab.locator(".panel").wait_for()
        tab.keyboard.press("j")
        tab.wait_for_timeout(30)
    search = tab.get_by_role("searchbox", name="Search")
    search.fill("e")  # marked wherever it stands, also inside of what looks like a tag
    tab.wait_for_timeout(300)
    marked = tab.locator("mark.found").count(), tab.locator("mark.found *").count()
    search.fill("")
    tab.locator(".count-line", has_text=re.compile(r"^(\S+) of \1 event")).wait_for()
    for summary in tab.locator(".facet > summary").all():
        summary.click()
    tab.keyboard.press("Escape")
    tab.get_by_label("Lanes by").select_option("actor")
    tab.locator("#print").click()
    tab.wait_for_function("() => document.querySelector('.printed li') !== null")
    links = tab.eval_on_selector_all(
        "a[href], img[src], form, iframe, object, embed", "all => all.map((e) => e.outerHTML)"
    )
    told_ = {
        "ran": tab.evaluate("window.ran") - 1,  # the print button is ours
        "asked": asked,
        "links": [one for one in links if not re.match(r'<a [^>]*href="(https?://|#)', one)],
        "titles": tab.locator(".printed li strong").all_text_contents(),
        "marked": marked,
        "odd": tab.eval_on_selector_all(
            "body *", "all => all.filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length"
        ),
    }
    tab.close()
    return told_


def test_without_the_policy_nothing_runs_and_every_text_is_shown_as_it_is(
    chromium: Any, bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "_policy", lambda *_: "")
    texts = payloads(bench)
    assert len(texts) > 9000
    marks = 0
    for target, some in pages(tmp_path, texts):
        seen = visit(chromium, target)
        assert (seen["ran"], seen["asked"], seen["links"], seen["odd"], seen["marked"][1]) == (0, [], [], 0, 0)
        marks += seen["marked"][0]
        shown = [re.sub(r"\s+", " ", title) for title in seen["titles"]]
        assert sorted(shown) == sorted(re.sub(r"\s+", " ", told(text)) for text in some)
    assert marks > 500


def test_without_escaping_the_policy_lets_nothing_run(
    chromium: Any, bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = assembly._parts  # noqa: SLF001 - the layer that is taken away

    def careless(folder: str, names: tuple[str, ...], suffix: str) -> Iterator[str]:
        for part in original(folder, names, suffix):
            yield part.replace("element.textContent = value", "element.innerHTML = value").replace(
                'const bdi = (text) => el("bdi", { text });', 'const bdi = (text) => el("bdi", { text: text || "" });'
            )

    texts = [text for text in payloads(bench) if "<" in text][:PER_PAGE]
    assert len(texts) == PER_PAGE
    careless_parts = "".join(careless("script", assembly.SCRIPTS, "js"))
    assert "innerHTML = value" in careless_parts
    monkeypatch.setattr(assembly, "_parts", careless)
    monkeypatch.setattr(assembly, "embedded", lambda value: Markup(json.dumps(value)))  # noqa: S704 - on purpose
    events, sources = hostile(texts)
    made = replace(case(replace(SETTINGS, categories=()), events), sources=sources)
    target = tmp_path / "careless.html"
    target.write_text(page.render(made, events, LEDGER), encoding="utf-8", newline="")
    tab = chromium.new_page()
    ran: list[str] = []
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    refused: list[str] = []
    asked: list[str] = []
    tab.on("requestfailed", lambda one: (refused if one.failure == "csp" else asked).append(one.url))
    tab.on("requestfinished", lambda one: None if one.url.startswith("file:") else asked.append(one.url))
    tab.add_init_script(TRAP)
    tab.goto(target.as_uri(), wait_until="domcontentloaded")
    tab.wait_for_selector("table.sheet button.open", timeout=60_000)
    for _ in range(5):
        tab.keyboard.press("j")
        tab.wait_for_timeout(100)
    tab.wait_for_timeout(1000)
    assert tab.locator("table.sheet button.open *").count() > 0  # the layer is indeed gone
    assert (tab.evaluate("window.ran"), ran, asked) == (0, [], [])
    assert refused  # the policy was asked, and said no
    tab.close()


def test_without_autoescape_the_policy_lets_nothing_of_the_list_run(
    chromium: Any, bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = assembly._environment  # noqa: SLF001 - the layer that is taken away

    def careless() -> Any:
        return original().overlay(autoescape=False)

    monkeypatch.setattr(assembly, "_environment", careless)
    texts = [f"</noscript></title>{text}" for text in payloads(bench) if "<" in text][:PER_PAGE]
    events, sources = hostile(texts)
    made = replace(case(replace(SETTINGS, title=texts[0], categories=()), events), sources=sources)
    target = tmp_path / "careless.html"
    target.write_text(page.render(made, events, LEDGER), encoding="utf-8", newline="")
    assert "</noscript></title><" in target.read_text(encoding="utf-8")
    tab = chromium.new_page()
    asked: list[str] = []
    tab.on("request", lambda one: None if one.url.startswith(("file:", "data:", "blob:")) else asked.append(one.url))
    tab.on("dialog", lambda dialog: dialog.dismiss())
    tab.add_init_script(TRAP)
    tab.goto(target.as_uri(), wait_until="domcontentloaded")
    tab.wait_for_timeout(1500)
    assert tab.evaluate("window.ran") == 0
    assert [url for url in asked if not tab.url.startswith("file:")] == []
    tab.close()
