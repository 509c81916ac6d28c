"""News of many kinds, told in our own words: what is proposed of each report, its sentence, date, place and kind."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline import candidates, stories
from timeline.candidates import reading
from timeline.corpus.articles import Article
from timeline.when import When

LORE = candidates.Tables().lore()
LEAD = re.compile(r"\[(?P<sentence>[^\]]+?) -> (?P<date>[\d/-]+), (?P<place>[^\]]+), (?P<kind>[a-z ]+)\]")


class Report(NamedTuple):
    """A paragraph of test_reports.txt: the day and the title, then the text with the sentence that leads marked."""

    published: str
    title: str
    marked: str

    @property
    def text(self) -> str:
        return LEAD.sub(lambda lead: lead["sentence"], self.marked)


def reports() -> list[Report]:
    paragraphs = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").strip().split("\n\n")
    lines = (paragraph.split("\n", 1) for paragraph in paragraphs)
    return [Report(head[:10], head[11:], " ".join(body.split())) for head, body in lines]


def told(report: Report, source: str = "a") -> candidates.Told:
    article = Article(source, report.title, report.text, "", "", "", metadata=When.parse(report.published))
    return reading.tell(article, LORE)


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.title)
def test_a_report_is_proposed_by_the_sentence_that_tells_its_event(report: Report):
    found, *_ = stories.tell([told(report)])
    lead = LEAD.search(report.marked)
    assert lead is not None
    assert found.citations[0].quote == lead["sentence"]
    assert found.date is not None
    assert found.date.overlaps(When.parse(lead["date"])), f"{found.date}"
    assert (found.place, found.category) == (lead["place"], lead["kind"])


@pytest.mark.parametrize("most", [20, 35, 50, 100])
def test_reports_of_different_events_are_different_stories(most: int):
    found = stories.tell([told(report, f"s{number:02}") for number, report in enumerate(reports()[-most:])])
    assert {len({cited.source for cited in story.citations}) for story in found} == {1}
