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


ARTICLES = [
    {
        "id": "gazette:7",
        "published": "2021-03-05",
        "title": "Dam bursts",
        "text": "A dam above the village of Elmford burst on Tuesday and flooded forty houses.\n\nNobody was hurt.",
        "url": "https://gazette.example/2021/dam",
    },
    {"published": "2021-03-05", "text": "A ferry with nine passengers sank on Wednesday off Port Lumley."},
]


@pytest.fixture
def newcomer(timeline, tmp_path: Path) -> Path:
    """A fresh project, and beside it a folder of articles that its register does not know."""
    timeline("init fresh", tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ARTICLES), encoding="utf-8")
    (folder / "A bomb.txt").write_bytes(
        "13.03.2021 | Oakham\n\nA bomb exploded on Monday in Oakham; a café was damaged.".encode("cp1252")
    )
    (folder / "undated.txt").write_text(
        "The bridge at Aldham was opened in May 2019. A lorry broke through its railing on Friday.", encoding="utf-8"
    )
    return tmp_path / "fresh"


def test_a_newcomers_articles_become_events_whose_every_quote_is_proven(timeline, newcomer: Path):
    assert "4 articles" in timeline("extract ../articles", newcomer).out
    told = timeline("review ../articles --accept-above 0.01", newcomer)
    assert told.code == 0, told.out + told.err
    checked = timeline("validate --json", newcomer).out.splitlines()
    assert not [line for line in checked if json.loads(line).get("severity") == "error"], checked
    assert timeline("source verify", newcomer).code == 0
    assert timeline("build", newcomer).code == 0
    register = {row["id"]: row for row in map(json.loads, timeline("source list --json", newcomer).out.splitlines())}
    assert {"gazette-7", "news-2", "A-bomb", "undated"} <= set(register)
    assert (register["gazette-7"]["title"], register["gazette-7"]["published"]) == ("Dam bursts", "2021-03-05")
    assert register["A-bomb"]["published"] == "2021-03-13"
    assert register["undated"]["published"] == ""
    assert "inferred from its text: [2019-05-01..]" in register["undated"]["notes"]


def test_what_was_accepted_is_known_from_the_folder_and_from_the_corpus(timeline, newcomer: Path):
    timeline("review ../articles --accept-above 0.01", newcomer)
    for place in ("../articles", ""):
        told = timeline(f"extract {place}", newcomer).out
        assert "0 changed" in told, told
        assert not [line for line in told.splitlines() if "Elmford" in line], told


def test_articles_that_the_register_knows_go_by_its_ids_wherever_they_lie(timeline, newcomer: Path):
    timeline("source add ../articles/undated.txt --id aldham --title Bridge", newcomer)
    told = timeline("extract ../articles --json", newcomer).out
    assert '"aldham"' in told
    assert '"undated"' not in told


def test_a_second_article_about_an_event_is_a_change_that_review_adds(timeline, newcomer: Path):
    timeline("review ../articles --accept-above 0.01", newcomer)
    again = {**ARTICLES[0], "id": "echo", "publisher": "The Echo", "published": "2021-03-06"}
    with (newcomer.parent / "articles" / "news.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({**again, "text": f"{again['text']} It rains."}) + "\n")
    told = timeline("extract ../articles", newcomer)
    assert "changed: 2021-03-dam-above-village-elmford-burst: also told by echo" in told.out, told.out
    timeline("review ../articles --accept-above 0.01", newcomer)
    with (newcomer / "events.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = (row for row in csv.DictReader(stream) if row["id"] == "2021-03-dam-above-village-elmford-burst")
    assert (row["source"], row["source_2"]) == ("gazette-7", "echo")
    assert "1 changed" not in timeline("extract ../articles", newcomer).out
    assert timeline("source verify", newcomer).code == 0


def test_everything_can_be_accepted_without_a_terminal(timeline, project: Path):
    told = timeline("review --accept-above 0", project)
    assert told.code == 0, told.err
    assert "2 accepted, 0 rejected, 0 skipped, 0 not looked at" in told.out


def test_a_limit_below_nothing_is_refused(timeline, project: Path):
    told = timeline("extract --limit -1", project)
    assert told.code == 2
    assert "--limit" in told.err


def test_what_can_not_be_read_is_told_where_it_lies_now(timeline, project: Path):
    (project / "corpus" / "north").mkdir()
    (project / "corpus" / "north" / "scan.txt").write_bytes(b"%PDF-1.7")
    assert "not read: north/scan.txt" in timeline("extract", project).out
    (project / "corpus" / "north").rename(project / "corpus" / "south")
    assert "not read: south/scan.txt" in timeline("extract", project).out


def test_the_line_that_dates_an_article_is_no_event_of_it(timeline, newcomer: Path):
    folder = newcomer / "dated"
    folder.mkdir()
    (folder / "bomb.txt").write_text(
        "9 March 2021\n\nA bomb exploded on Monday at the market of Oakham and killed three traders.", encoding="utf-8"
    )
    (folder / "park.txt").write_text(
        "10 March 2021\n\nThe council of Elmford met for hours. Nothing was decided.", encoding="utf-8"
    )
    proposals = [json.loads(line) for line in timeline("extract --json dated", newcomer).out.splitlines()]
    assert not [one for one in proposals if one["title"].endswith("March 2021")]
    assert (proposals[0]["date"], proposals[0]["title"][:6]) == ("2021-03-08", "A bomb")


def test_a_publication_known_to_the_month_gives_no_day(timeline, project: Path):
    register = project / "corpus" / "sources.csv"
    register.write_text(register.read_text(encoding="utf-8").replace("2021-03-05", "2021-03"), encoding="utf-8")
    (project / "corpus" / "dam.txt").write_text(
        "The general celebrated the demolition of the old dam back in 2014 (photo: AP).\n\n"
        "The air force has been dropping leaflets on the town of Elmford and bombing it this week. Soldiers attacked "
        "the village, an officer said, and are now massed at the river.",
        encoding="utf-8",
    )
    proposals = [json.loads(line) for line in timeline("extract --json", project).out.splitlines()]
    dam = {(one["title"][:8], one["date"]) for one in proposals if one["citations"][0]["source"] == "dam"}
    assert dam == {("The air ", "2021-03"), ("Soldiers", "2021-03"), ("The gene", "2014")}


def test_a_review_tells_what_it_could_not_read(timeline, project: Path):
    (project / "corpus" / "scan.pdf.txt").write_bytes(b"%PDF-1.7\x00\x01\x02")
    told = timeline("review --accept-above 0", project)
    assert told.code == 0, told.err
    assert "not read: " in told.err
    assert "scan.pdf.txt" in told.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--since 2019 --until 2018", "--since 2019 is later than --until 2018"),
        ("--min-score 2", "--min-score: 2.0 is no score"),
        ("--min-score nan", "--min-score: nan is no score"),
    ],
)
def test_a_question_that_nothing_can_answer_is_refused(timeline, project: Path, options: str, words: str):
    told = timeline(f"extract {options}", project)
    assert told.code == 2
    assert words in told.err
