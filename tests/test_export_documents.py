"""Word, slides and pictures, opened by the libraries' readers, by LibreOffice and by a browser."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pptx
import pytest
from export_case import DATES, dossier
from needed import missing
from pptx.util import Pt

from timeline.model import Event
from timeline.outputs import exports
from timeline.outputs.exports import axis, picture
from timeline.outputs.exports.markdown import headed
from timeline.when import When

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CITED = sum(len(event.citations) for event in dossier().events)


def made(form: str, name: str) -> bytes:
    return exports.FORMS[form].render(dossier())[name]


def text_of(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)  # noqa: S607
    return done.stdout.decode()


def printed(libreoffice: Callable[..., Path], file: Path) -> Path:
    """Return the file as PDF; LibreOffice without Writer or Impress says nothing and makes nothing."""
    pdf = libreoffice(file, "pdf")
    if not pdf.exists():
        missing(f"LibreOffice for {file.suffix}", "Debian: apt-get install libreoffice-writer libreoffice-impress.")
    return pdf


def test_the_document_has_a_paragraph_an_event_and_a_footnote_a_citation() -> None:
    document = docx.Document(io.BytesIO(made("docx", "chronology.docx")))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for place, event in enumerate(dossier().events[: len(DATES)]):
        assert event.title.splitlines()[0][:20] in told, place
    assert document.sections[0].header.paragraphs[0].text == "TLP:AMBER"
    assert document.sections[0].footer.paragraphs[0].runs[0].font.size == Pt(12)
    with zipfile.ZipFile(io.BytesIO(made("docx", "chronology.docx"))) as package:
        notes = ET.fromstring(package.read("word/footnotes.xml"))  # noqa: S314 - we wrote it
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - we wrote it
        assert "word/footnotes.xml" in package.read("[Content_Types].xml").decode()
    ids = [note.get(f"{W}id") for note in notes.iter(f"{W}footnote")]
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    assert ids == ["-1", "0", *marks]
    assert len(marks) == CITED


@pytest.mark.parametrize(("form", "name"), [("docx", "chronology.docx"), ("pptx", "timeline.pptx")])
def test_no_member_of_a_package_knows_when_it_was_made(form: str, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(made(form, name))) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_libreoffice_prints_the_document_with_its_footnotes(libreoffice: Callable[..., Path], tmp_path: Path) -> None:
    file = tmp_path / "chronology.docx"
    file.write_bytes(made("docx", file.name))
    told = text_of(printed(libreoffice, file))
    assert "TLP:AMBER" in told
    assert "words number 1 that stand there" in told
    assert "June 2018: Event 1" in told
    assert "Disputed." in told


def test_there_is_an_overview_and_a_slide_an_event() -> None:
    show = pptx.Presentation(io.BytesIO(made("pptx", "timeline.pptx")))
    slides = list(show.slides)
    assert len(slides) == len(dossier().events) + 1
    marks = [shape.name for shape in slides[0].shapes if shape.name.endswith(": Event 1")]
    assert marks == ["June 2018: Event 1"]
    links = {
        run.hyperlink.address
        for slide in slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    assert links == {"https://example.org/1", "http://archive.example/2"}
    for slide, label in zip(slides[1:], map(dossier().label, dossier().events), strict=True):
        assert [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame][:2] == [f"TLP:{label}"] * 2


def test_libreoffice_shows_the_slides(libreoffice: Callable[..., Path], tmp_path: Path) -> None:
    file = tmp_path / "timeline.pptx"
    file.write_bytes(made("pptx", file.name))
    pages = text_of(printed(libreoffice, file)).split("\f")
    assert len([page for page in pages if page.strip()]) == len(dossier().events) + 1
    assert "26 events" in pages[0]


@pytest.mark.usefixtures("chromium")
def test_the_svg_is_the_same_each_time_and_has_all_headlines() -> None:
    once, again = (made("svg", "timeline.svg") for _ in range(2))
    assert once == again
    tree = ET.fromstring(once)  # noqa: S314 - Chromium wrote it
    told = " ".join("".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text"))
    for event in dossier().events:
        if event.date and event.title.startswith("Event") and event.id != "event-40":
            assert event.title in told
    assert "TLP:AMBER" in told
    assert "Event 42 (proposed)" in told
    assert "pale: some time within, or not certain" in told
    assert not {"script", "image", "a", "foreignObject"} & {element.tag.split("}")[1] for element in tree.iter()}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]


def test_the_png_is_a_picture_that_a_browser_shows(chromium: Any, tmp_path: Path) -> None:
    data = made("png", "timeline.png")
    (tmp_path / "timeline.png").write_bytes(data)
    page = chromium.new_page()
    try:
        page.goto((tmp_path / "timeline.png").as_uri())
        wide = page.evaluate("document.images[0].naturalWidth")
    finally:
        page.close()
    assert wide == 2 * picture.WIDTH


def test_without_a_browser_the_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(picture.NoBrowser) as refused:
        made("png", "timeline.png")
    assert "Chromium" in refused.value.hint


def test_a_vague_date_is_drawn_as_its_whole_span_and_an_open_one_to_the_rim() -> None:
    line = axis.lay(dossier())
    marks = {mark.event.id: mark for mark in line.marks}
    assert len(marks) == len([event for event in dossier().events if event.date])
    assert marks["event-01"].last - marks["event-01"].first == 29
    assert marks["event-06"].last == line.last
    assert (marks["event-00"].fuzzy, marks["event-01"].fuzzy) == (False, True)
    assert marks["event-20"].hollow
    assert all(line.first <= day <= line.last for day, _ in line.ticks)


def event(date: str) -> Event:
    return Event(date, f"Event of {date}", When.parse(date), category="attack")


def test_one_early_event_stands_at_the_rim_and_does_not_push_the_others_into_a_corner() -> None:
    dated = [event(f"2017-{month:02}-{day:02}") for month in range(1, 13) for day in (3, 17)]
    line = axis.lay(replace(dossier(), events=[event("198X"), *dated]))
    beyond = [mark for mark in line.marks if mark.beyond]
    assert [(mark.event.id, mark.beyond, mark.first) for mark in beyond] == [("198X", axis.EARLIER, line.first)]
    assert line.last - line.first < 500
    assert not [mark for mark in axis.lay(replace(dossier(), events=dated)).marks if mark.beyond]


def test_what_lasted_is_drawn_otherwise_than_what_happened_some_time_within() -> None:
    dates = ("2017-10-17/2017-11-03", "[2017-10-17..2017-11-03]", "2017-10-17/2017-11-03~", "2017-10")
    marks = axis.lay(replace(dossier(), events=[event(date) for date in dates])).marks
    assert [mark.sure for mark in marks] == [True, False, False, False]


def test_a_chronology_has_no_heading_that_is_sharper_than_what_stands_under_it() -> None:
    dates = ("198X", "2014", "2014~/2017~", "2014-06-10", "2014-12/..", "../2016", "-0498", "2017-10-17/2017-11-03")
    told = list(headed([*map(event, dates), Event("undated", "Undated")]))
    under: dict[str, list[str]] = {}
    for heading, one in told:
        name = heading or list(under)[-1]
        assert not heading or heading not in under, "a heading comes once"
        under.setdefault(name, []).append(one.id)
    assert under == {
        "499 BC": ["-0498"], "1980 to 1989": ["198X"], "2014": ["2014", "2014-06-10"],
        "2014 to 2017": ["2014~/2017~"], "2014 and on": ["2014-12/.."], "Until 2016": ["../2016"],
        "2017": ["2017-10-17/2017-11-03"], "Undated": ["undated"],
    }  # fmt: skip


def test_the_document_is_a4_in_one_typeface() -> None:
    document = docx.Document(io.BytesIO(made("docx", "chronology.docx")))
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=1)
    assert {document.styles[name].font.name for name in ("Normal", "Title", "Heading 1")} == {"Arial"}


def test_marks_of_one_lane_never_hide_each_other() -> None:
    marks = axis.lay(dossier()).marks
    for place, mark in enumerate(marks):
        for other in marks[place + 1 :]:
            assert mark.row != other.row or mark.last < other.first or other.last < mark.first
