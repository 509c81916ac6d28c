"""The shipped case, as an editor would check it: a CSV reader, a plain string search and the articles beside it."""

from __future__ import annotations

import calendar
import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.when import When

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"

# event: its date, and the words of its quote that carry it; "" where it has none and the article’s own date serves
DATES = {
    "198x-militia-leaders-serve-with-irgc": ("198X", "In the 1980s"),
    "2005-militias-fight-us-forces": ("2005/2009", "Between 2005 and 2009"),
    "2014-border-demolished": ("2014", "gives 2014 as the year"),
    "2014-is-holds-a-third-of-iraq": ("[2014..2017]", "At one stage"),
    "2014-siege-of-khan-al-baghdadi": ("[2014..2017]", "At one stage"),
    "2014-three-years-of-fighting-is": ("2014~/2017~", "Over the past three years"),
    "2015-khan-al-baghdadi-holds-out": ("2015~/2017-10~", "for two years"),
    "2017-09-is-driven-out-of-anbar": ("2017-09~/2017-12~", "in late 2017"),
    "2017-10-raqqa-lost": ("2017-10~", "a few days after"),
    "2017-10-kirkuk-dispute": ("2017-10~", "This week"),
    "2017-10-push-on-al-qaim": ("2017-10~", "This week"),
    "2017-10-leaflets-and-bombs-on-al-qaim": ("2017-10~", ""),
    "2017-10-air-raids-kill-is-leaders": ("2017-10~", "Recently"),
    "2017-10-fighters-gather-at-border": ("2017-10~", "over the past few days"),
    "2017-10-al-baghdadi-thought-in-al-qaim": ("2017-10~", "now"),
    "2017-10-is-left-with-two-towns": ("2017-10~", "today"),
    "2017-11-al-qaim-retaken": ("2017-11", "in November 2017"),
    "2017-12-victory-declared": ("[2017-12-04..2017-12-10]", "Last week"),
    "2017-12-attacks-around-rutba": ("2017-12~", "still"),
    "2018-pmf-joins-security-forces": ("2018", "This year"),
    "2018-06-border-air-strike": ("2018-06", "In June"),
    "2018-09-bolton-on-us-troops": ("2018-09", "In September"),
    "2018-pmf-massed-at-al-qaim": ("[2018-10..2018-12]", "recently"),
    "2018-low-pass-over-pmf-outpost": ("2018~", "recently"),
    "2018-al-khazali-on-us-troops": ("[2018-10..2018-12]", ""),
    "2018-missiles-sent-to-pmu": ("{2018,2019}", "in 2018 and 2019"),
    "2019-09-israeli-attacks-on-depots": ("2019-09~", ""),
    "2019-09-us-troops-in-anbar": ("2019-09~", ""),
    "2019-09-militias-threaten-us-forces": ("2019-09~", "right now"),
    "2020-04-report-of-southern-border-operation": ("2020-04-10~", "on April 10"),
    "2020-04-anbar-weekend-operation": ("2020-04", "this month"),
    "2020-04-al-ain-accuses-pmu": ("2020-04~", ""),
}
MISSION = (
    "2014-border-demolished",
    "2017-10-push-on-al-qaim",
    "2017-12-victory-declared",
    "2018-06-border-air-strike",
    "2019-09-israeli-attacks-on-depots",
    "2020-04-anbar-weekend-operation",
    "2020-04-report-of-southern-border-operation",
)
PUBLISHED = {
    "niqash-last-stand": ("2017-10~", "Kirkuk"),
    "niqash-lives-on": ("2017-12-13", "13.12.2017"),
    "reuters-border-militia": ("[2018-10..2018-12]", "© 2020"),
    "niqash-red-lines": ("2019-09-13", "13.09.2019"),
    "pmu-anbar-column": ("[2020-04-11..2020-04-30]", "April 10"),
}
MONTHS = tuple(calendar.month_name)[1:]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


EVENTS = {row["id"]: row for row in rows(ROOT / "events.csv")}
SOURCES = {row["id"]: row for row in rows(CORPUS / "sources.csv")}


def citations(event: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for number in ("", "_2", "_3"):
        if event[f"source{number}"]:
            yield event[f"source{number}"], event[f"quote{number}"], event[f"source_date{number}"]


def abstract(source: str) -> str:
    return (CORPUS / SOURCES[source]["file"]).read_text(encoding="utf-8")


def body(source: str) -> str:
    return abstract(source).split("---\n", 2)[2]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words; a Greek omicron reads as the o that it stands for, any apostrophe parts two words."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("ο", "o"))
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_all_events_of_the_five_articles_are_there_once() -> None:
    told = [row["id"] for row in rows(ROOT / "events.csv")]
    assert len(told) == len(set(told)) >= 18
    assert set(told) == set(DATES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in told)


@pytest.mark.parametrize("name", MISSION)
def test_an_event_that_the_case_is_known_for_is_told(name: str) -> None:
    assert EVENTS[name]["date"] == DATES[name][0]
    assert EVENTS[name]["status"] != "withdrawn"


@pytest.mark.parametrize(("name", "date", "words"), [(name, *told) for name, told in DATES.items()])
def test_a_date_is_that_of_its_text(name: str, date: str, words: str) -> None:
    event = EVENTS[name]
    assert event["date"] == date
    assert words in event["quote"]
    if not words:  # the state of things at the time of the article; the notes say so
        published = When.parse(SOURCES[event["source"]]["published"])
        assert When.parse(date).overlaps(published)
        assert re.search(r"[Dd]ated by the (article|column)|at the time of the article", event["notes"])


@pytest.mark.parametrize("name", EVENTS)
def test_a_date_is_no_sharper_than_its_text(name: str) -> None:
    event = EVENTS[name]
    date, quote = event["date"], event["quote"]
    if re.search(r"\d{4}-\d\d-\d\d", date):
        assert re.search(rf"\b({'|'.join(MONTHS)}) \d|[Ll]ast week", quote)
    elif re.search(r"\d{4}-\d\d", date) and "~" not in date and date != SOURCES[event["source"]]["published"]:
        assert any(month in quote for month in MONTHS) or "this month" in quote


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_does_not_begin_after_its_source_appeared(name: str) -> None:
    first = When.parse(EVENTS[name]["date"]).first
    for source, _, _ in citations(EVENTS[name]):
        last = When.parse(SOURCES[source]["published"]).last
        assert first is not None
        assert last is not None
        assert first <= last


@pytest.mark.parametrize("name", EVENTS)
def test_every_quote_stands_in_its_document_word_for_word(name: str) -> None:
    cited = list(citations(EVENTS[name]))
    assert cited
    for source, quote, _ in cited:
        assert len(quote) >= 20
        assert body(source).count(quote) == 1


@pytest.mark.parametrize("name", EVENTS)
def test_a_source_date_stands_only_where_it_differs_and_could_be_the_same_day(name: str) -> None:
    event = EVENTS[name]
    for _, _, date in citations(event):
        if date:
            assert date != event["date"]
            assert When.parse(date).overlaps(When.parse(event["date"]))


@pytest.mark.parametrize(
    ("name", "origins"),
    [
        ("2017-12-victory-declared", {"niqash-lives-on", "Reuters"}),
        ("2017-11-al-qaim-retaken", {"niqash-red-lines", "Reuters"}),
        ("2017-09-is-driven-out-of-anbar", {"niqash-red-lines", "Reuters"}),
        ("2014-three-years-of-fighting-is", {"niqash-last-stand", "niqash-lives-on", "Reuters"}),
    ],
)
def test_an_event_told_by_several_cites_them_and_none_twice(name: str, origins: set[str]) -> None:
    told = [SOURCES[source]["origin"] or source for source, _, _ in citations(EVENTS[name])]
    assert set(told) == origins
    assert len(told) == len(origins)
    assert EVENTS[name]["status"] == "confirmed"


def test_nothing_is_confirmed_by_one_origin_alone() -> None:
    for event in EVENTS.values():
        origins = {SOURCES[source]["origin"] or source for source, _, _ in citations(event)}
        assert event["status"] != "confirmed" or len(origins) >= 2
        assert event["credibility"] != "1" or len(origins) >= 2


def test_who_flew_the_strike_of_june_2018_is_disputed_in_the_quote_itself() -> None:
    strike = EVENTS["2018-06-border-air-strike"]
    assert strike["status"] == "disputed"
    assert "accused the United States" in strike["quote"]
    assert "denied any part" in strike["quote"]


@pytest.mark.parametrize("name", EVENTS)
def test_a_place_has_both_coordinates_in_the_region_or_none_and_a_reason(name: str) -> None:
    event = EVENTS[name]
    if event["lat"] or event["lon"]:
        assert event["place"]
        assert 29 < float(event["lat"]) < 37.5
        assert 38.7 < float(event["lon"]) < 48.6
    elif event["place"]:
        assert "No coordinates" in event["notes"]


@pytest.mark.parametrize("name", SOURCES)
def test_the_register_holds_the_hash_of_the_file_as_it_is(name: str) -> None:
    source = SOURCES[name]
    assert hashlib.sha256((CORPUS / source["file"]).read_bytes()).hexdigest() == source["sha256"]
    assert (source["kind"], source["language"]) == ("abstract", "en")


def test_every_document_is_registered() -> None:
    assert {path.name for path in CORPUS.glob("*.md")} == {source["file"] for source in SOURCES.values()}


@pytest.mark.parametrize(("name", "published", "proof"), [(name, *told) for name, told in PUBLISHED.items()])
def test_a_source_is_dated_as_its_text_proves_and_says_from_what(name: str, published: str, proof: str) -> None:
    assert SOURCES[name]["published"] == published
    assert proof in SOURCES[name]["notes"]


@pytest.mark.parametrize("name", SOURCES)
def test_the_head_of_an_abstract_says_what_the_register_says(name: str) -> None:
    head = dict(line.split(": ", 1) for line in abstract(name).split("---\n")[1].splitlines())
    for key, value in head.items():
        assert SOURCES[name][key] == value
    # A date that was worked out is the register's; the head has only a date that the article prints.
    assert ("published" in head) == (name in {"niqash-lives-on", "niqash-red-lines"})


@pytest.mark.parametrize("name", SOURCES)
def test_an_abstract_has_an_abstracts_length_and_latin_letters(name: str) -> None:
    assert 250 <= len(body(name).split()) <= 450
    assert not re.search(r"[\u0370-\u03ff\u0400-\u04ff\u00a0\u00ad\u200b-\u200f'\"]", abstract(name))


@pytest.mark.parametrize("path", ["events.csv", "corpus/sources.csv", *sorted(f"corpus/{s}.md" for s in SOURCES)])
def test_no_ten_words_in_a_row_are_an_articles_own(path: str, seeds: Path) -> None:
    articles = [runs(seed.read_text(encoding="utf-8"), 10) for seed in seeds.glob("*.txt")]
    assert len(articles) == 5
    own = runs((ROOT / path).read_text(encoding="utf-8"), 10)
    assert own
    assert not own & set().union(*articles)
