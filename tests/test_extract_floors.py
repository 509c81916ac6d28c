"""Floors for what is found, pinned beside the corpora they hold for; lowering one is a deliberate act."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

INCIDENTS = {"date exact": 0.76, "within 1 day": 0.86, "honest": 0.87, "place": 0.78, "F": 0.945, "quotes": 1.0}
STORYLINES = {"bpoil": 0.59, "egypt": 0.95, "h1n1": 0.80, "libya": 0.36, "mj": 0.53}
"""Mean date F1 of each crisis over its timelines."""
FOUND = {"bpoil": 0.30, "egypt": 0.30, "h1n1": 0.33, "libya": 0.22, "mj": 0.45}
"""Share of the journalists' entries that a story of their day tells in like words."""


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("floors")
    (folder / "timeline.toml").write_text('title = "Floors"\n', encoding="utf-8")
    return folder


def scored(timeline: Callable, bench: Path, project: Path, script: str, folder: str) -> str:
    told = timeline("extract --json", project, str(bench / folder / "articles.jsonl.gz"))
    assert told.code == 0, told.err
    found = project / "found.jsonl"
    found.write_text(told.out, encoding="utf-8")
    command = [sys.executable, str(bench / script / "score.py"), str(bench / folder), str(found)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_floors_of_single_incidents_hold(timeline, bench: Path, empty: Path):
    told = scored(timeline, bench, empty, "incidents", "incidents")
    for name, floor in INCIDENTS.items():
        found = re.search(rf"{name} ([\d.]+)", told)
        assert found, told
        assert float(found[1]) >= floor, f"{name}\n{told}"


@pytest.mark.parametrize("crisis", STORYLINES)
def test_the_floors_of_whole_crises_hold(timeline, bench: Path, empty: Path, crisis: str):
    told = scored(timeline, bench, empty, "storylines", f"storylines/{crisis}")
    found = re.search(r"mean of \d+: date F1 ([\d.]+) .* events found ([\d.]+)", told)
    assert found, told
    assert float(found[1]) >= STORYLINES[crisis], told
    assert float(found[2]) >= FOUND[crisis], told


CASE = [
    ("demolishing the Iraq-Syrian border", "2014"),
    ("convoys of military vehicles", "2017-10"),
    ("driven out of", "2017-09/2017-12"),
    ("recaptured", "2017-11"),
    ("declared victory", "2017-12-04/2017-12-10"),
    ("blamed the United States", "2018-06"),
    ("Israeli attacks on weapons depots", "[2019-09-12..2019-09-13]"),
    ("over the weekend", "2020-04"),
]
"""Words of the sentence, with Latin letters, and the date: the named events of the case."""


@pytest.fixture(scope="session")
def proposals(timeline, seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict]:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "timeline.toml").write_text('title = "Seeds"\n', encoding="utf-8")
    corpus = folder / "corpus"
    corpus.mkdir()
    published = {1: "2020-04", 2: "2018-11", 4: "2017-10"}
    rows = ["id,title,published,file"]
    for number, file in enumerate(sorted(seeds.glob("*.txt"))):
        (corpus / file.name).write_bytes(file.read_bytes())
        rows.append(f"s{number},Seed {number},{published.get(number, '')},{file.name}")
    (corpus / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = timeline("extract --json", folder)
    return [json.loads(line) for line in told.out.splitlines()]


@pytest.mark.parametrize(("words", "date"), CASE)
def test_the_named_events_of_the_case_are_proposed_with_date_sentence_and_source(
    proposals: list[dict], words: str, date: str
):
    def latin(quote: str) -> str:
        return quote.replace("\u03bf", "o")

    found = [
        proposal["date"]
        for proposal in proposals
        if any(words in latin(cited["quote"]) for cited in proposal["citations"])
    ]
    assert date in found


def test_where_an_event_was_its_own_sentence_says_before_a_place_named_far_below(proposals: list[dict]):
    places = [one["place"] for one in proposals if "over the weekend" in one["citations"][0]["quote"]]
    assert places == ["Anbar"]
