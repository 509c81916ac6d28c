from __future__ import annotations

import pytest

from timeline import dates
from timeline.corpus import published
from timeline.corpus.published import Rung
from timeline.when import When


def infer(text: str, *, register: str = "", metadata: str = "", url: str = ""):
    return published.infer(
        register=When.parse(register) if register else None,
        metadata=When.parse(metadata) if metadata else None,
        url=url,
        text=text,
        mentions=dates.find(text, None),
    )


LADDER = [
    ("register", "Posted: May 3, 2019\nA dam broke.", {"register": "2019-05", "metadata": "2019-05-04"}, "2019-05"),
    ("metadata", "A dam broke.", {"metadata": "2019-05-04"}, "2019-05-04"),
    ("byline", "13.09.2019  |  Basra\nA dam broke.", {}, "2019-09-13"),
    ("byline", "Posted: May 3, 2019 5:15 PM\nA dam broke.", {}, "2019-05-03"),
    ("address", "A dam broke.", {"url": "https://example.org/2019/05/03/dam-broke"}, "2019-05-03"),
    (
        "address",
        "A dam broke.",
        {"url": "http://web.archive.org/web/20200101/http://example.org/2019/may/03/dam"},
        "2019-05-03",
    ),
    ("unknown", "A dam broke.", {}, ""),
]


@pytest.mark.parametrize(("rung", "text", "known", "date"), LADDER)
def test_the_surest_rung_gives_the_date_and_is_named(rung: str, text: str, known: dict[str, str], date: str):
    found = infer(text, **known)
    assert (found.rung.value, found.when.text if found.when else "") == (rung, date)


def test_a_crawlers_date_yields_to_the_address():
    found = infer("A dam broke.", metadata="2020-01-28", url="https://example.org/2019/05/03/dam")
    assert (found.rung, str(found.when)) == (Rung.ADDRESS, "2019-05-03")


def test_what_the_text_proves_bounds_the_date_and_the_sentences_are_shown():
    text = (
        "The port was reopened in May 2014, the last to be freed last year.\n"
        "Nobody is safe, the harbour master said in August.\n"
        "© 2021 A newspaper"
    )
    found = infer(text)
    assert (found.rung, str(found.when)) == (Rung.BOUNDS, "[2015-08-01..2015-12-31]")
    assert [text[span.start : span.stop].split(maxsplit=1)[0] for span in found.evidence] == ["The", "Nobody"]
    assert not found.known


def test_a_copyright_year_is_an_upper_bound_at_most():
    assert infer("A dam broke.\n© 2021 A newspaper").when is None
    assert str(infer("The dam broke in June 2016.\n© 2021 A newspaper").when) == "[2016-06-01..2021-12-31]"


def test_a_date_within_a_sentence_is_no_byline():
    assert infer("His bond was posted on May 3, 2019 by his mother.").rung is Rung.BOUNDS
