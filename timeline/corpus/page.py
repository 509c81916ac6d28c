"""HTML: the article's text without the page around it, by trafilatura, and its date as htmldate finds it.

Both come with `pip install timeline[html]`: they bring a dozen packages (lxml, dateparser, justext), which a project of
plain texts does not need. Offsets point into the extracted text, which is the document.
"""

from __future__ import annotations

from timeline import files
from timeline.corpus.plain import Reading
from timeline.errors import TimelineError


class NoReader(TimelineError):
    """The packages that read HTML are not installed."""

    hint = "pip install 'timeline[html]', or save the article as plain text."

    def __init__(self) -> None:
        super().__init__("it is HTML, and trafilatura is not installed")
        self.reason = str(self)


def read(data: bytes) -> Reading:
    """Extract the text; title, address and date go into the head. Raises NoReader."""
    try:
        import htmldate
        import trafilatura
    except ImportError as error:
        raise NoReader from error
    page, encoding = files.decode(data)
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False)
    if found is None or isinstance(found, dict) or not found.text:
        return Reading("", encoding, {}, 0)
    date = htmldate.find_date(page, original_date=True, extensive_search=False)
    head = {
        "title": found.title,
        "url": found.url,
        "publisher": found.sitename,
        "author": found.author,
        "published": date,
    }
    return Reading(found.text, encoding, {key: value for key, value in head.items() if value}, 0)
