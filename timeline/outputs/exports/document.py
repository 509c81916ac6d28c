"""A Word document: a chronology with footnotes. python-docx's only home."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from xml.sax.saxutils import escape

from timeline.model import Event
from timeline.outputs.exports.dossier import Dossier, ExtraMissing, reference, words
from timeline.outputs.exports.markdown import headed
from timeline.outputs.exports.packed import packed, printable, put

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
STAMP = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
FIRST_NOTE = 1
"""-1 and 0 are Word's own: the line above the footnotes, and its continuation."""
HEAD = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the chronology: a heading a year, a paragraph an event, a footnote a citation. Raises ExtraMissing."""
    try:
        import docx
    except ImportError as error:
        raise ExtraMissing(error, "docx") from error

    document = docx.Document()
    _dress(document)
    label = f"TLP:{dossier.whole}{' – DRAFT' if dossier.draft else ''}"
    title = printable(dossier.title)
    put(document.core_properties, author="timeline", title=title, comments="", created=STAMP, modified=STAMP)
    for part in (document.sections[0].header, document.sections[0].footer):
        _run(part.paragraphs[0], label, bold=True, size=12)
    document.add_heading(title, 0)
    if dossier.subtitle:
        document.add_paragraph(printable(dossier.subtitle))
    notes: list[str] = []
    for heading, event in headed(dossier.events):
        if heading:
            document.add_heading(heading, 1)
        _event(document, dossier, event, notes)
    _attach(document, notes)
    made = io.BytesIO()
    document.save(made)
    return {"chronology.docx": packed(made.getvalue())}


def _dress(document: Any) -> None:  # noqa: ANN401 - untyped library
    """Set one typeface, that of the workbook, and a single accent; A4 instead of the library's Letter."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    put(section, page_width=Mm(210), page_height=Mm(297), left_margin=Mm(25), right_margin=Mm(25))
    put(section, top_margin=Mm(22), bottom_margin=Mm(20))
    for name, size in (("Normal", 10.5), ("Title", 24), ("Heading 1", 14)):
        style = document.styles[name]
        put(style.font, name=FONT, size=Pt(size))
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            put(style.font.color, rgb=RGBColor.from_string(ACCENT))
    put(document.styles["Normal"].paragraph_format, space_after=Pt(6), line_spacing=1.1)


FONT, ACCENT = "Arial", "1F4E5F"


def _event(document: Any, dossier: Dossier, event: Event, notes: list[str]) -> None:  # noqa: ANN401 - untyped library
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    put(paragraph.paragraph_format, keep_together=True, space_after=Pt(8))
    _run(paragraph, f"{words(event)}: ", bold=True)
    _run(paragraph, event.title, bold=True)
    for place, citation in enumerate(event.citations):
        if place:
            _run(paragraph, " ")
        quote = f"“{citation.quote}” " if citation.quote else ""
        notes.append(f"{quote}{reference(dossier.source(citation))}")
        _mark(paragraph, len(notes) - 1 + FIRST_NOTE)
    if event.summary:
        _run(paragraph, f"\n{event.summary}")
    told = [f"Place: {event.place}." if event.place else "", *dossier.doubts_beside_the_date(event)]
    if dossier.label(event) != dossier.whole:
        told.append(f"TLP:{dossier.label(event)}.")
    if any(told):
        _run(paragraph, "\n" + " ".join(part for part in told if part), italic=True, size=9)


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> None:  # noqa: ANN401
    from docx.shared import Pt

    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _mark(paragraph: Any, number: int) -> None:  # noqa: ANN401 - untyped library
    """Set the number of a footnote; python-docx has no footnotes of its own."""
    from docx.oxml import parse_xml

    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    mark = f'<w:r xmlns:w="{W}">{raised}<w:footnoteReference w:id="{number}"/></w:r>'
    paragraph._p.append(parse_xml(mark))  # noqa: SLF001 - the library's way to the element below


def _attach(document: Any, notes: list[str]) -> None:  # noqa: ANN401 - untyped library
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    told = "".join(_note(number, note) for number, note in enumerate(notes, FIRST_NOTE))
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{W}">{HEAD}{told}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


CLOSE = '<w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'


def _note(number: int, note: str) -> str:
    small = '<w:rPr><w:sz w:val="18"/></w:rPr>'
    mark = '<w:r><w:rPr><w:sz w:val="18"/><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    text = escape(" ".join(printable(note).split()))
    return (
        f'<w:footnote w:id="{number}"><w:p>{CLOSE}{mark}<w:r>{small}<w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        "</w:footnote>"
    )
