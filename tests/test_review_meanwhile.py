"""What becomes of a review while others work on the same project and the same articles."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from timeline import config, corpus, events, pipeline, review, screen
from timeline.model import Sought
from timeline.pipeline.proposing import Review
from timeline.review import Session

SETTINGS = 'title = "A trial"\ncategories = ["attack", "accident", "disaster"]\n'
DAM = "5.3.2021 | Elmford\n\nA dam above the village of Elmford burst on Tuesday and flooded forty houses."
FERRY = (
    "5.3.2021 | Port Lumley\n\nA ferry with nine passengers sank on Wednesday off Port Lumley after it struck a reef."
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "trial"
    for name in ("corpus", "articles"):
        (folder / name).mkdir(parents=True)
    (folder / "timeline.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "articles" / "dam.txt").write_text(DAM, encoding="utf-8")
    (folder / "articles" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return folder


def begun(project: Path) -> Review:
    return pipeline.review_begin(config.load(project), [project / "articles"], Sought(), tell=lambda _: None)


def ended(one: Review, session: Session) -> list[bool]:
    return [entered.written for entered in pipeline.review_end(one, session, tell=lambda _: None)]


def accepted(one: Review) -> Session:
    return review.accept_above(one.session, 0.0)


def rows(project: Path) -> list[dict[str, str]]:
    with (project / "events.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_event_that_a_colleague_entered_meanwhile_is_not_written_over(project: Path):
    mine, theirs = begun(project), begun(project)
    ended(theirs, accepted(theirs))
    told = (project / "events.csv").read_text(encoding="utf-8")
    (project / "events.csv").write_text(told.replace(",reported,", ",disputed,"), encoding="utf-8")
    before = rows(project)
    ended(mine, accepted(mine))
    after = rows(project)
    assert after[: len(before)] == before
    assert len({row["id"] for row in after}) == len(after)


def test_an_event_that_was_taken_out_meanwhile_does_not_take_the_rest_along(project: Path):
    first = begun(project)
    ended(first, accepted(first))
    (project / "articles" / "again.txt").write_text(f"{DAM} It rains.", encoding="utf-8")
    (project / "articles" / "fire.txt").write_text(
        "5.3.2021 | Oakham\n\nA fire destroyed a mill in Oakham on Monday.", encoding="utf-8"
    )
    second = begun(project)
    changed = [one.event for one in second.session.proposals if one.event]
    assert changed
    told = (project / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "events.csv").write_text(
        "".join(line for line in told if not line.startswith(changed[0])), encoding="utf-8"
    )
    ended(second, accepted(second))
    assert any("mill" in row["title"] for row in rows(project))
    assert changed[0] not in {row["id"] for row in rows(project)}


def test_an_article_that_was_moved_away_costs_its_own_event_and_no_other_decision(project: Path):
    one = begun(project)
    session = one.session
    while session.current is not None:
        dam = "dam" in session.current.story.title
        session = review.accept(session) if dam or "ferry" in session.current.story.title else review.reject(session)
    (project / "articles" / "dam.txt").unlink()
    assert "dam" not in one.texts(["dam", "ferry"])
    assert sorted(ended(one, session)) == [False, True]
    assert [row["source"] for row in rows(project)] == ["ferry"]


def test_what_was_rejected_is_kept_even_if_nothing_else_can_be_written(project: Path):
    one = begun(project)
    session = review.accept(review.reject(one.session))
    (project / "events.csv").write_text('id,title\na,"open\n', encoding="utf-8")
    with pytest.raises(events.DamagedTable):
        ended(one, session)
    assert {row["decision"] for row in review.decisions(project)} == {"refused"}


DAMAGED = [
    ("events.csv", 'id,title\na,"open\n', events.DamagedTable),
    ("corpus/sources.csv", 'id,title\na,"open\n', corpus.DamagedRegister),
    ("decisions.csv", "decision;event;date;title;source;quote\nrefused;;2021;t;dam;q\n", events.DamagedTable),
]


@pytest.mark.parametrize(("name", "text", "error"), DAMAGED, ids=[name for name, _, _ in DAMAGED])
def test_nobody_is_asked_where_what_is_decided_could_not_be_written(project: Path, name, text, error):
    (project / name).write_text(text, encoding="utf-8")
    with pytest.raises(error):
        begun(project)
    assert (project / name).read_text(encoding="utf-8") == text


def test_decisions_keep_the_columns_that_somebody_added(project: Path):
    (project / "decisions.csv").write_text("who,decision,source,quote\nAnna,refused,dam,no such words\n", "utf-8")
    one = begun(project)
    ended(one, review.reject(one.session))
    assert review.decisions(project)[0]["who"] == "Anna"


def test_words_that_an_article_no_longer_has_are_not_shown_in_it(project: Path):
    one = begun(project)
    (project / "articles" / "dam.txt").write_text(DAM.replace("burst", "was said to have burst"), encoding="utf-8")
    session = one.session
    while session.current is not None and "dam" not in session.current.story.title:
        session = review.skip(session)
    look = screen.Look(80, str, str, colour=False)
    shown = " ".join(" ".join(screen.proposal(session, one.texts(["dam", "ferry"]), look)).split())
    assert ">>A dam above the village of Elmford burst on Tuesday and flooded forty houses.<<" in shown


def test_a_file_that_nobody_entered_is_left_alone_and_stops_nothing(project: Path):
    (project / "corpus" / "dam.txt").write_text("Something else.", encoding="utf-8")
    one = begun(project)
    assert all(ended(one, accepted(one)))
    assert (project / "corpus" / "dam.txt").read_text(encoding="utf-8") == "Something else."
    assert {row["source"] for row in rows(project)} == {"dam-2", "ferry"}


def test_two_copies_of_an_article_are_one_source_that_is_cited_once(project: Path):
    (project / "articles" / "copy.txt").write_text(DAM, encoding="utf-8")
    one = begun(project)
    assert all(ended(one, accepted(one)))
    (dam,) = (row for row in rows(project) if "dam" in row["title"])
    assert dam["source"] in {"dam", "copy"}
    assert not dam.get("source_2")


def test_two_copies_of_a_further_article_are_cited_once(project: Path):
    first = begun(project)
    ended(first, accepted(first))
    for name in ("echo", "copy"):
        (project / "articles" / f"{name}.txt").write_text(f"{DAM} It rains.", encoding="utf-8")
    again = begun(project)
    assert {one.done for one in pipeline.review_end(again, accepted(again), tell=lambda _: None)} >= {"changed"}
    (dam,) = (row for row in rows(project) if "dam" in row["title"])
    assert dam["source_2"] in {"echo", "copy"}
    assert not dam.get("source_3")


def test_another_date_is_for_a_person_to_look_at_and_is_told_as_kept(project: Path):
    one = begun(project)
    ended(one, accepted(one))
    register = project / "corpus" / "sources.csv"
    register.write_text(register.read_text(encoding="utf-8").replace("2021-03-05", "2021-03-25"), encoding="utf-8")
    again = begun(project)
    assert [found.change for found in again.session.proposals if found.event]
    assert ended(again, accepted(again)) == []
    assert [found.change for found in begun(project).session.proposals if found.event]
    kept = pipeline.review_end(again, review.accept(again.session), tell=lambda _: None)
    assert [event.done for event in kept] == ["kept"]


def test_an_article_marks_no_sentence_itself() -> None:
    text = f"Nobody died{screen.CLOSED}. A dam burst{screen.OPENED}. It rains."
    shown = screen.around(text, text.index("A dam"), text.index(" It rains"))
    assert (shown.count(screen.OPENED), shown.count(screen.CLOSED)) == (1, 1)


def test_a_row_that_a_colleague_writes_at_the_same_moment_costs_no_decision(project: Path):
    mine = begun(project)
    session = accepted(mine)
    theirs = ["id,date,title\nmill,2021,A mill burns\n"]

    def tell(stage: str) -> None:
        if stage == "proving the quotes" and theirs:  # the table is read, and not yet written
            (project / "events.csv").write_text(theirs.pop(), encoding="utf-8")

    assert all(entered.written for entered in pipeline.review_end(mine, session, tell=tell))
    assert rows(project)[0]["id"] == "mill"
    assert len(rows(project)) == 1 + session.counted(review.Choice.ACCEPT)
