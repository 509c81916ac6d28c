"""The page at every size, with a plain plotly.express page and vis-timeline beside it, in one run.

    python tests/benchmarks/page.py 1000 10000 100000 1000000
    python tests/benchmarks/page.py 1000 --vis PATH/vis-timeline-graph2d.min.js   (npm pack vis-timeline)

First picture: from navigation to the frame in which marks stand. Pan, filter and search: from the input to the frame
after, and the longest stretch in which the page answered nothing in the half second that follows. Medians of repeats.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from timeline.config import Category, Settings
from timeline.model import Case, Citation, Event, Ledger, Proof, Source, Standing, Status, Table
from timeline.outputs import page
from timeline.when import When

CATEGORIES = ("combat", "air strike", "politics", "diplomacy", "displacement", "law", "aid", "economy")
VERBS = ("retake", "shell", "leave", "enter", "open talks over", "count the dead in", "hold", "lose")
ACTORS = tuple(f"Unit {number}" for number in range(300))
PLACES = tuple((f"Town {number}", 30 + number % 70 / 10, 40 + number % 83 / 10) for number in range(2000))

FIRST_FRAME = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector)
    ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);
  look();
})"""
STEP = """async () => {
  const channel = new MessageChannel();
  let last = performance.now(), worst = 0, on = true;
  channel.port1.onmessage = () => {
    const now = performance.now();
    worst = Math.max(worst, now - last);
    last = now;
    if (on) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  await new Promise((go) => setTimeout(go, 120));
  worst = 0;
  const start = performance.now();
  last = start;
  await (ACT);
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  const frame = performance.now() - start;
  await new Promise((go) => setTimeout(go, 500));
  on = false;
  return [frame, worst];
}"""
UNTIL = """async ([selector, before]) => {
  const start = performance.now();
  (ACT);
  const told = () => document.querySelector(selector).textContent;
  while (told() === before || told().startsWith("Searching")) await new Promise((go) => requestAnimationFrame(go));
  return performance.now() - start;
}"""


def rows(count: int) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Yield id, date, title, category, actor and number of the place of made-up events, most of them exact days."""
    dice = random.Random(7)  # noqa: S311 - data for a measurement
    for number in range(count):
        year, month, day = dice.randint(2010, 2024), dice.randint(1, 12), dice.randint(1, 28)
        date = f"{year}-{month:02}-{day:02}"
        kind = dice.random()
        if kind > 0.97:
            date = f"{date}/{year}-12-31"
        elif kind > 0.9:
            date = date[:7]
        place = dice.randrange(len(PLACES))
        actor = dice.choice(ACTORS)
        title = f"{actor} {dice.choice(VERBS)} {PLACES[place][0]}, report {number}"
        yield f"event-{number}", date, title, dice.choice(CATEGORIES), actor, place


def events(count: int) -> Iterator[Event]:
    """Yield the rows as events, one at a time."""
    dates: dict[str, When] = {}
    for identity, date, title, category, actor, place in rows(count):
        when = dates.get(date) or dates.setdefault(date, When.parse(date))
        name, lat, lon = PLACES[place]
        cited = (Citation(f"source-{place % 50}", f"The report says that {title} was seen by many."),)
        yield Event(
            identity,
            title,
            when,
            category=category,
            place=name,
            lat=lat,
            lon=lon,
            actors=(actor,),
            status=Status.REPORTED,
            credibility=2,
            citations=cited,
        )


def build(count: int, target: Path) -> None:
    """Write our page of so many events."""
    sources = {f"source-{n}": Source(f"source-{n}", f"Source {n}", url=f"https://example.org/{n}") for n in range(50)}
    table = Table(Path("events.csv"), (), {}, ())
    settings = Settings(
        Path(), Path("timeline.toml"), title="Benchmark", categories=tuple(Category(name) for name in CATEGORIES)
    )
    proofs: dict[tuple[str, str], Proof] = {("", ""): Proof(Standing.EXACT)}
    case = Case(settings, table, table, (), sources, {}, proofs)
    target.write_text(page.render(case, events(count), Ledger(count, count)), encoding="utf-8")


def built(count: int, target: Path) -> dict[str, float]:
    """Build in a process of its own; return seconds of processor time and peak memory in MB."""
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import page; from pathlib import Path; "
    last = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", f"{script}page.build({count}, Path({str(target)!r})); {last}"],
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"build s": spent, "build MB": int(done.stdout) / 1024, "file MB": target.stat().st_size / 1e6}


def express(count: int, target: Path) -> None:
    """Write the page that a reader of the plotly.express documentation would write."""
    import pandas as pd
    import plotly.express as px

    frame = pd.DataFrame(
        [
            (date[:10].ljust(10, "0").replace("000", "-15")[:10], title, category)
            for _, date, title, category, *_ in rows(count)
        ],
        columns=["date", "title", "category"],
    )
    px.scatter(frame, x="date", y="category", color="category", hover_name="title").write_html(target)


def vis(count: int, target: Path, script: Path) -> None:
    """Write the page that vis-timeline's first example makes, its script beside it."""
    items = [
        {
            "id": n,
            "content": title,
            "start": date[:10].ljust(8, "-") + ("" if len(date) > 7 else "15"),
            "group": CATEGORIES.index(category),
        }
        for n, (_, date, title, category, *_) in enumerate(rows(count))
    ]
    shutil.copy(script, target.parent / "vis.js")
    target.write_text(
        "<!doctype html><meta charset=utf-8><div id=v></div><script src=vis.js></script><script>"
        f"const tl = new vis.Timeline(document.getElementById('v'), {json.dumps(items)},"
        f"{json.dumps([{'id': n, 'content': name} for n, name in enumerate(CATEGORIES)])}, {{height: 600}});</script>",
        encoding="utf-8",
    )


def open_page(browser: Any, target: Path, selector: str, patience: int) -> tuple[Page, float]:
    """Open a page afresh and wait for its first picture."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(patience * 1000)
    tab.goto(target.as_uri(), wait_until="commit")
    return tab, float(tab.evaluate(FIRST_FRAME, selector))


def steps(tab: Page, act: str, times: int = 5) -> tuple[float, float]:
    """Return the median frame and the longest block of the same step taken several times, in milliseconds."""
    seen = [tab.evaluate(STEP.replace("ACT", act)) for _ in range(times)]
    return statistics.median(frame for frame, _ in seen), statistics.median(worst for _, worst in seen)


def press(key: str) -> str:
    """Return the script of a key press on the page."""
    return f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: {key!r}, bubbles: true}}))"


def ours(browser: Any, count: int, folder: Path, repeats: int) -> dict[str, float]:
    """Measure our page."""
    target = folder / f"ours-{count}.html"
    found = built(count, target)
    pictures = []
    for _ in range(repeats):
        tab, picture = open_page(browser, target, "#chart .plot .main-svg", 120)
        pictures.append(picture)
        if len(pictures) < repeats:
            tab.close()
    found["picture ms"] = statistics.median(pictures)
    tab.wait_for_selector("html[data-ready]")
    tab.wait_for_timeout(3000)
    marks = tab.evaluate("performance.getEntriesByName('timeline:table')[0].startTime")
    found["table ms"] = marks
    found["filter ms"], found["filter block ms"] = steps(tab, FILTER, 6)
    tab.evaluate(press("c"))
    tab.wait_for_timeout(1500)
    found["zoom ms"], found["zoom block ms"] = steps(tab, press("+"))
    found["pan ms"], found["pan block ms"] = steps(tab, press("]"))
    tab.evaluate(press("0"))
    tab.wait_for_timeout(2500)
    line = ".count-line"
    searches = []
    for query in ("report 4711", "town 12 shell", "unit 17 hold"):
        before = tab.text_content(line)
        act = f"((s) => {{ s.value = {query!r}; s.dispatchEvent(new Event('input')); }})(search)"
        searches.append(tab.evaluate(UNTIL.replace("ACT", act), [line, before]))
    found["search ms"] = statistics.median(searches)
    session = tab.context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    found["heap MB"] = tab.evaluate("performance.memory.usedJSHeapSize") / 1e6
    tab.close()
    return found


def theirs(browser: Any, target: Path, selector: str, pan: str, patience: int) -> dict[str, float]:
    """Measure a peer's page: first picture, pan, heap, size."""
    tab, picture = open_page(browser, target, selector, patience)
    tab.wait_for_timeout(1000)
    frame, block = steps(tab, pan, 3)
    heap = tab.evaluate("performance.memory.usedJSHeapSize") / 1e6
    tab.close()
    return {
        "picture ms": picture,
        "pan ms": frame,
        "pan block ms": block,
        "heap MB": heap,
        "file MB": target.stat().st_size / 1e6,
    }


FILTER = "(document.querySelector('.chip') || document.querySelector('button.lane')).click()"
EXPRESS_PAN = """(async () => { const g = document.querySelector('.js-plotly-plot');
  const [a, b] = g._fullLayout.xaxis.range.map((d) => +new Date(d));
  const s = (b - a) * 0.25 * (window.q = -(window.q || 1));
  await Plotly.relayout(g, {'xaxis.range': [new Date(a + s).toISOString(), new Date(b + s).toISOString()]}); })()"""
VIS_PAN = """(() => { const w = tl.getWindow(); const s = (w.end - w.start) * 0.25 * (window.q = -(window.q || 1));
  tl.setWindow(+w.start + s, +w.end + s, {animation: false}); })()"""


def against_pandas(folder: Path, count: int) -> dict[str, float]:
    """Return processor seconds of `pandas read_csv + to_json` on the same events as CSV."""
    source = folder / f"events-{count}.csv"
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "title", "category", "actors", "place", "lat", "lon", "source", "quote"])
        for identity, date, title, category, actor, place in rows(count):
            quote = f"The report says that {title} was seen by many."
            writer.writerow([identity, date, title, category, actor, *PLACES[place], f"source-{place % 50}", quote])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    script = (
        f"import pandas; pandas.read_csv({str(source)!r}).to_json({str(folder / 'events.json')!r}, orient='records')"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"build s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def main() -> None:
    """Measure and print a table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000, 100_000])
    words.add_argument("--vis", type=Path, help="vis-timeline's standalone script")
    words.add_argument("--express-most", type=int, default=10_000, help="the largest plotly.express page to wait for")
    words.add_argument("--vis-most", type=int, default=1_000, help="the largest vis-timeline page to wait for")
    words.add_argument("--repeats", type=int, default=3)
    asked = words.parse_args()
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--enable-precise-memory-info"]
        )
        for count in asked.sizes:
            if count <= asked.express_most:
                express(count, folder / "express.html")
                runs = [
                    theirs(browser, folder / "express.html", ".scatterlayer .point, .gl-canvas", EXPRESS_PAN, 120)
                    for _ in range(asked.repeats)
                ]
                found[f"plotly.express {count:,}"] = {
                    key: statistics.median(run[key] for run in runs) for key in runs[0]
                }
            if asked.vis and count <= asked.vis_most:
                vis(count, folder / "vis.html", asked.vis)
                found[f"vis-timeline {count:,}"] = theirs(browser, folder / "vis.html", ".vis-item", VIS_PAN, 120)
            found[f"pandas CSV to JSON {count:,}"] = against_pandas(folder, count)
            found[f"timeline {count:,}"] = ours(browser, count, folder, asked.repeats)
        browser.close()
    heads = list(dict.fromkeys(key for row in found.values() for key in row))
    print("| page | " + " | ".join(heads) + " |\n|---" * 1 + "|---" * len(heads) + "|")  # noqa: T201 - the result
    for title, row in found.items():
        cells = (
            f"{row[head]:.1f}" if head in row and row[head] < 100 else f"{row[head]:.0f}" if head in row else ""
            for head in heads
        )
        print(f"| {title} | " + " | ".join(cells) + " |")  # noqa: T201 - the result
    print(time.strftime("measured with Python %H:%M"), file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
