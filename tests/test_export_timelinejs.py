"""TimelineJS itself, from npm, reads our JSON and our sheet in a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from typing import Any

import pytest
from export_case import dossier
from needed import missing

from timeline.outputs import exports
from timeline.outputs.exports import timelinejs

VERSION = "3.9.11"
HOME = "http://timeline.test"
PAGE = f"""<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="/timeline.css"><script src="/timeline.js"></script>
<div id="t" style="width:1000px;height:600px"></div>
<script>
window.alert = () => {{ window.ran = true }};
const line = new TL.Timeline("t", "{HOME}" + location.hash.slice(1), {{script_path: "{HOME}/"}});
line.on("loaded", () => {{ window.done = true }});
</script>"""
READ = """() => {
  const parts = date => ["year", "month", "day"].map(p => date.data[p]).filter(p => p !== "" && p != null).map(Number);
  return {
    ran: !!window.ran,
    errors: line.config.messages.errors.map(String),
    title: line.config.title ? line.config.title.text.headline : null,
    events: line.config.events.map(e => ({
      start: parts(e.start_date), end: e.end_date ? parts(e.end_date) : [],
      shown: e.display_date || "", headline: e.text.headline, group: e.group || "",
    })),
  }
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return timeline.js and timeline.css of the published package."""
    npm = shutil.which("npm")
    if npm is None:
        missing("npm", "TimelineJS itself did not read the export. Debian: apt-get install npm.")
    folder = tmp_path_factory.mktemp("npm")
    asked = [npm, "pack", "--silent", f"@knight-lab/timelinejs@{VERSION}"]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    found = next(folder.glob("*.tgz"), None)
    if done.returncode or found is None:
        missing(f"@knight-lab/timelinejs {VERSION}", f"npm could not fetch it: {done.stderr.strip()[-300:]}")
    with tarfile.open(found) as package:
        return {
            f"/timeline.{kind}": package.extractfile(f"package/dist/{kind}/timeline.{kind}").read()  # type: ignore[union-attr]
            for kind in ("js", "css")
        }


def read(browser: Any, library: dict[str, bytes], name: str) -> tuple[dict[str, Any], list[str]]:
    """Return what TimelineJS made of the file, and where else the page wanted to go."""
    held = {**library, **{f"/{file}": data for file, data in exports.FORMS["timelinejs"].render(dossier()).items()}}
    kinds = {"js": "text/javascript", "css": "text/css", "json": "application/json", "csv": "text/csv"}
    elsewhere: list[str] = []

    def answer(route: Any) -> None:
        url = route.request.url.split("#")[0]
        path = url.removeprefix(HOME)
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        elif path in held:
            route.fulfill(body=held[path], content_type=f"{kinds[path.rsplit('.')[-1]]}; charset=utf-8")
        else:
            elsewhere.append(url)
            route.abort()

    page = browser.new_page()
    try:
        page.route("**/*", answer)
        page.goto(f"{HOME}/#/{name}")
        page.wait_for_function("window.done === true", timeout=60_000)
        return page.evaluate(READ), elsewhere
    finally:
        page.close()


def expected() -> list[tuple[list[int], str]]:
    told = json.loads(exports.FORMS["timelinejs"].render(dossier())["timelinejs.json"])["events"]
    return [([*event["start_date"].values()], event["display_date"]) for event in told]


@pytest.mark.parametrize("name", ["timelinejs.json", "timelinejs.csv"])
def test_timelinejs_shows_every_dated_event_as_vaguely_as_it_is(
    name: str, chromium: Any, library: dict[str, bytes]
) -> None:
    found, elsewhere = read(chromium, library, name)
    assert found["errors"] == []
    assert found["title"] == "A case"
    dated = [event for event in dossier().events if timelinejs.drawn(event)]
    assert len(found["events"]) == len(dated)
    shown = {event["headline"]: event for event in found["events"]}
    assert (shown["Event 1"]["start"], shown["Event 1"]["end"]) == ([2018, 6], [])
    assert (shown["Event 2"]["start"], shown["Event 2"]["shown"]) == ([2014], "2014")
    assert (shown["Event 5"]["start"], shown["Event 5"]["end"]) == ([2017, 10, 17], [2017, 11, 3])
    assert (shown["Event 6"]["start"], shown["Event 6"]["shown"]) == ([2017, 12, 9], "since 9 December 2017")
    assert shown["Event 10"]["start"][0] == -498
    assert sorted((event["start"], event["shown"]) for event in found["events"]) == sorted(expected())
    assert not found["ran"], "a cell was run as code"
    assert not [url for url in elsewhere if "evil" in url or url.endswith("/x")]
