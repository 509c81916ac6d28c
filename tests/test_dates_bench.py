"""How well and how fast: floors of the figures on the development data, and time that grows with the text and no more.

The figures are those of `timex/run.py` in the folder of development data; the peers' stand in its README. A floor is
lowered on purpose or not at all.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from timeline import dates

# Value F1, relaxed F1: what was measured when the floor was set, less a third of a point.
FLOORS = {"tbaq": (88.4, 94.0), "wikiwars": (89.4, 95.6), "meantime": (81.0, 90.4)}

# Texts in which careless patterns begin anew at every character; none holds many dates.
HOSTILE = (
    *("7", "0" * 500 + " ", "1 ", "1 1 1 ", "1/", "1/1/1/1/", "1-1-", "1.", "1,000,", "(c) 2013 ", "１２３ "),
    *("on ", "of of of ", "the the ", "in the ", "the end of the ", "the first and ", "half a ", "early ", "until "),
    *("May ", "May May May ", "MAY ", "AB ", "A", "x" * 1000 + " ", "said ", "will be ", "April Jones ", "second "),
    *("between 2005 and ", "1914 Elm Street ", "before last ", "12:00 (", "1 GMT+", "twenty-"),
    *("-", "- ", "(", "'", '"', "“", "\n", "\n\n", "\u00a0on", "\u200b", "\u00ad", "a-\n", "戰爭", "é", "\x00"),
)

CHARACTERS = 100_000
DAY = dt.date(2018, 6, 17)
NEWS = (
    "The council said on Tuesday that the bridge, closed since March 3 after a lorry hit it, will open next week. "
    "Work began in the autumn of 2016 and was to last six months; a year later the mayor, who had been in office for "
    "more than ten years, resigned. Nobody was hurt. The firm that built it paid 2,000 people a total of $1.5 million "
    "and denies that it knew of the cracks found by an engineer, as the paper reported first. It has been sued twice. "
    "A judge is to rule in the case before the end of the year, her office said; the lawyers did not want to comment. "
    "Drivers take the ferry, which runs every day from 6 a.m., or the long way by the old mill and the quarry.\n\n"
)


def load(folder: Path, name: str) -> ModuleType:
    """The scorer's own files, which are no package."""
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_hold_their_floors(bench: Path, corpus: str) -> None:
    folder = bench / "timex"
    tml, score = load(folder, "tml"), load(folder, "score")
    gold = [
        tml.parse(path.read_text(encoding="utf-8", errors="replace"), path.name)
        for path in sorted((folder / corpus).glob("*.tml"))
    ]
    system = {}
    for doc in gold:
        mentions = dates.find(doc.text, dt.date.fromisoformat(doc.dct[:10]))
        spans = [(one.span.start, one.span.stop, one.type, one.value) for one in mentions]
        times = [tml.Timex(start, stop, doc.text[start:stop], kind, value) for start, stop, kind, value in spans]
        system[doc.name] = tml.Doc(doc.name, doc.dct, doc.text, times)
    result = score.score(gold, system)
    value, relaxed = FLOORS[corpus]
    assert 100 * result["value_f1"] >= value
    assert 100 * result["rel"][2] >= relaxed


def seconds(text: str) -> float:
    """CPU seconds to read a text, the best of four tries."""
    tries = []
    for _ in range(4):
        started = time.process_time()
        dates.find(text, DAY)
        tries.append(time.process_time() - started)
    return min(tries)


@pytest.mark.parametrize(
    "piece", ["7", "on ", "1/", "May ", "\n", "the ", "two ", "1999-", "a-\n", "half a ", "(", "of the "]
)
def test_time_grows_with_the_text_and_no_more(piece: str) -> None:
    """Twice the text takes twice the time, not four times; the factor leaves room for a busy machine."""
    short, long = (seconds(piece * (size // len(piece))) for size in (CHARACTERS, 4 * CHARACTERS))
    assert long < 10 * short + 0.05


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_takes_three_times_as_long_as_news(piece: str) -> None:
    news = seconds(NEWS * (CHARACTERS // len(NEWS)))
    assert seconds(piece * (CHARACTERS // len(piece))) < 3 * news


@pytest.mark.parametrize("piece", ["Sept. ", "Monday ", "now ", "'90 ", "March 3 ", "9 a.m. ", "3 years ago today "])
def test_a_text_of_dates_alone_takes_no_longer_by_the_date_than_news(piece: str) -> None:
    """A hundred thousand dates are not read in the time of ten thousand, but each costs what it costs among words.

    Half as much again is left for the one that is put together from two.
    """
    news, dense = NEWS * (CHARACTERS // len(NEWS)), piece * (CHARACTERS // len(piece))
    by_date = [seconds(text) / len(dates.find(text, DAY)) for text in (news, dense)]
    assert by_date[1] < 1.5 * by_date[0]


def test_a_text_of_dates_alone_takes_time_by_the_date() -> None:
    short, long = (seconds("In May 1990, on Friday, May 1, at 5 p.m. " * n) for n in (500, 2000))
    assert long < 8 * short + 0.05
