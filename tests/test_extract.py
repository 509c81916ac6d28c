from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

SETTINGS = 'title = "A trial"\ncategories = ["attack", "accident", "disaster"]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "trial"
    (folder / "corpus").mkdir(parents=True)
    (folder / "timeline.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "corpus" / "sources.csv").write_text(
        "id,title,published,file\ndam,The dam,2021-03-05,dam.txt\nferry,The ferry,2021-03-05,ferry.txt\n",
        encoding="utf-8",
    )
    (folder / "corpus" / "dam.txt").write_text(
        "A dam above the village of Elmford burst on Tuesday and flooded forty houses.", encoding="utf-8"
    )
    (folder / "corpus" / "ferry.txt").write_text(
        "A ferry with nine passengers sank on Wednesday off Port Lumley after it struck a reef.", encoding="utf-8"
    )
    return folder


def test_extracting_writes_proposals_that_can_be_copied_over_and_leaves_the_events_alone(timeline, project: Path):
    told = timeline("extract", project)
    assert told.code == 0, told.err
    assert "2 articles (2 read anew), 0 not read; proposals: 2 new" in told.out
    with (project / "outputs" / "proposals.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["date"], row["source"], row["status"]) for row in rows] == [
        ("2021-03-02", "dam", "proposed"),
        ("2021-03-03", "ferry", "proposed"),
    ]
    assert not (project / "events.csv").exists()


def test_json_is_a_proposal_a_line_whose_quote_stands_at_its_place(timeline, project: Path):
    told = timeline("extract --json", project)
    for line in told.out.splitlines():
        proposal = json.loads(line)
        assert list(proposal) == ["date", "title", "place", "actors", "category", "score", "reason", "citations"]
        for cited in proposal["citations"]:
            text = (project / "corpus" / f"{cited['source']}.txt").read_text(encoding="utf-8")
            assert text[cited["start"] : cited["stop"]] == cited["quote"]


def test_a_second_look_reads_nothing_anew_and_says_the_same(timeline, project: Path):
    first, second = timeline("extract --json", project), timeline("extract --json", project)
    assert first.out == second.out
    assert "(0 read anew)" in timeline("extract", project).out


def test_a_file_that_can_not_be_read_is_listed_and_the_rest_goes_on(timeline, project: Path):
    (project / "corpus" / "scan.txt").write_bytes(b"%PDF-1.7")
    told = timeline("extract", project)
    assert told.code == 0
    assert "not read: scan.txt: it is a PDF" in told.out
    assert "1 not read; proposals: 2 new" in told.out


def test_a_period_narrows_the_proposals(timeline, project: Path):
    told = timeline("extract --json --since 2021-03-03", project)
    assert [json.loads(line)["date"] for line in told.out.splitlines()] == ["2021-03-03"]


def test_accepting_above_a_score_writes_events_that_are_known_from_then_on(timeline, project: Path):
    told = timeline("review --accept-above 0.4", project)
    assert told.code == 0, told.out + told.err
    assert told.out.count("added ") == 2
    assert "proposals: 0 new, 0 changed, 2 known" in timeline("extract", project).out
    assert "2 rows in events.csv: 2 good" in timeline("validate", project).out


def test_a_review_without_a_terminal_asks_nothing(timeline, project: Path):
    told = timeline("review", project)
    assert told.code == 2
    assert "a review needs a terminal" in told.err


def test_nothing_to_read_is_said_with_what_to_do(timeline, project: Path):
    (project / "empty").mkdir()
    told = timeline("extract empty", project)
    assert told.code == 2
    assert "no articles in" in told.err


def test_a_table_of_the_users_that_lacks_a_column_is_named(timeline, project: Path):
    (project / "timeline.toml").write_text(SETTINGS + 'gazetteer = "towns.csv"\n', encoding="utf-8")
    (project / "towns.csv").write_text("name,latitude\nElmford,1\n", encoding="utf-8")
    told = timeline("extract", project)
    assert told.code == 2
    assert "towns.csv: there is no column lat, lon" in told.err


def test_the_users_own_places_and_triggers_are_used(timeline, project: Path):
    (project / "timeline.toml").write_text(
        SETTINGS + 'gazetteer = "towns.csv"\ntriggers = "kinds.csv"\n', encoding="utf-8"
    )
    (project / "towns.csv").write_text("name,lat,lon\nPort Lumley,1.5,2.5\n", encoding="utf-8")
    (project / "kinds.csv").write_text("category,word\naccident,sank\n", encoding="utf-8")
    told = timeline("extract --json --since 2021-03-03", project)
    (proposal,) = map(json.loads, told.out.splitlines())
    assert (proposal["place"], proposal["category"]) == ("Port Lumley", "accident")
