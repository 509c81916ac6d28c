"""Slides: an overview with the line of time, and a slide an event. python-pptx's only home."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from timeline.model import Event
from timeline.outputs.exports import axis
from timeline.outputs.exports.dossier import Dossier, ExtraMissing, address, reference, words
from timeline.outputs.exports.packed import packed, printable, put

STAMP = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
"""Inches: 16:9."""
INK, GREY, ACCENT = "1F2933", "5B6770", "1F4E5F"
BLANK = 6
"""The place of the layout without placeholders in python-pptx's own template."""
MOST_QUOTES = 4
LONG = 420
"""Characters of a text that fit where it stands; a longer one is cut with a mark, and the document has it whole."""


def render(dossier: Dossier) -> dict[str, bytes]:
    """Return the presentation. Raises ExtraMissing."""
    try:
        import pptx
        from pptx.util import Inches
    except ImportError as error:
        raise ExtraMissing(error, "pptx") from error

    show = pptx.Presentation()
    put(show, slide_width=Inches(WIDTH), slide_height=Inches(HEIGHT))
    who = {"author": "timeline", "last_modified_by": "timeline"}
    put(show.core_properties, **who, title=printable(dossier.title), created=STAMP, modified=STAMP)
    _overview(_slide(show, dossier), dossier)
    line = axis.lay(dossier)
    marks = {mark.event.id: mark for mark in line.marks}
    for event in dossier.events:
        slide = _slide(show, dossier, event)
        _event(slide, dossier, event)
        if mark := marks.get(event.id):
            _where_in_time(slide, line, mark)
    made = io.BytesIO()
    show.save(made)
    return {"timeline.pptx": packed(made.getvalue())}


def _slide(show: Any, dossier: Dossier, event: Event | None = None) -> Any:  # noqa: ANN401 - untyped library
    slide = show.slides.add_slide(show.slide_layouts[BLANK])
    label = dossier.label(event) if event else dossier.whole
    told = f"TLP:{label}{' – DRAFT' if dossier.draft else ''}"
    for top in (0.15, HEIGHT - 0.5):
        _text(slide, (WIDTH - 4 - MARGIN, top, 4, 0.35), [(told, 12, True, GREY)], right=True)
    return slide


def _overview(slide: Any, dossier: Dossier) -> None:  # noqa: ANN401 - untyped library
    sources = len(dossier.cited())
    period = dossier.period.words if dossier.period else ""
    counted = f"{len(dossier.events):,} events, {sources:,} sources"
    told = ", ".join(part for part in (counted, period) if part)
    lines = [(dossier.title, 30, True, ACCENT), (dossier.subtitle, 15, False, GREY), (told, 15, False, INK)]
    _text(slide, (MARGIN, 0.5, WIDTH - 2 * MARGIN, 1.6), [line for line in lines if line[0]])
    _line_of_time(slide, axis.lay(dossier))


def _line_of_time(slide: Any, line: axis.Axis) -> None:  # noqa: ANN401 - untyped library
    """Draw lanes, years and marks as shapes that one can move."""
    left, top, right, bottom = MARGIN + 1.7, 2.3, WIDTH - MARGIN, HEIGHT - 0.9
    high = min((bottom - top - 0.3) / line.rows, 0.3)

    def across(day: int) -> float:
        return _across(line, day, left, right)

    _years(slide, line, (left, top, right, bottom))
    for (start, _), (name, colour) in zip(line.bands, line.lanes, strict=True):
        _text(slide, (MARGIN, top + high * start - 0.05, 1.7, 0.3), [(name, 12, True, colour.lstrip("#"))])
    for mark in line.marks:
        start_at = across(mark.first)
        wide = max(across(mark.last) - start_at, 0.1)
        thick = min(high * 0.7, 0.14)
        y = top + high * (mark.row + 0.5) - thick / 2
        box = (start_at, y, wide, thick) if mark.fuzzy else (start_at - thick / 2, y, thick, thick)
        if mark.beyond:
            box = (start_at - (0 if mark.beyond == axis.EARLIER else 0.22), y, 0.22, thick)
        _shape(slide, box, line.lanes[mark.lane][1].lstrip("#"), mark)
    if beyond := [mark for mark in line.marks if mark.beyond]:
        told = ", ".join(f"{mark.beyond} {words(mark.event)}: {mark.event.title}" for mark in beyond[:MOST_BEYOND])
        more = f" and {len(beyond) - MOST_BEYOND} more" if len(beyond) > MOST_BEYOND else ""
        _text(slide, (MARGIN, bottom, right - left, 0.35), [(f"Beyond these years: {told}{more}", 11, False, GREY)])


MOST_BEYOND = 3


def _across(line: axis.Axis, day: int, left: float, right: float) -> float:
    return left + (right - left) * (day - line.first) / (line.last - line.first)


def _years(slide: Any, line: axis.Axis, box: tuple[float, float, float, float]) -> None:  # noqa: ANN401
    """Draw the years from top to bottom, their names below."""
    left, top, right, bottom = box
    for day, name in line.ticks:
        at = _across(line, day, left, right)
        _shape(slide, (at, top, 0.01, bottom - top - 0.3), "D5DADE")
        _text(slide, (at - 0.5, bottom - 0.3, 1.0, 0.3), [(name, 11, False, GREY)], centre=True)


def _where_in_time(slide: Any, line: axis.Axis, mark: axis.Mark) -> None:  # noqa: ANN401 - untyped library
    """Draw the whole line small at the foot of an event's slide, and the event on it."""
    left, right, y = MARGIN, WIDTH - MARGIN, HEIGHT - 1.15
    _years(slide, line, (left, y - 0.07, right, y + 0.42))
    _shape(slide, (left, y, right - left, 0.015), "AEB7BE")
    begins = _across(line, mark.first, left, right)
    wide = max(_across(line, mark.last, left, right) - begins, 0.14)
    box = (begins, y - 0.06, wide, 0.14) if mark.fuzzy else (begins - 0.08, y - 0.07, 0.16, 0.16)
    if mark.beyond:
        side = left if mark.beyond == axis.EARLIER else right - 4
        _text(slide, (side, y - 0.35, 4, 0.3), [(f"{mark.beyond} {words(mark.event)}", 11, True, ACCENT)],
              right=mark.beyond == axis.LATER)  # fmt: skip
        return
    _shape(slide, box, line.lanes[mark.lane][1].lstrip("#"), mark)


def _event(slide: Any, dossier: Dossier, event: Event) -> None:  # noqa: ANN401 - untyped library
    wide = WIDTH - 2 * MARGIN
    where = " · ".join(part for part in (event.category, event.place, event.status.value) if part)
    _text(
        slide,
        (MARGIN, 0.55, wide, 1.7),
        [(words(event), 16, True, GREY), (event.title, 28, True, ACCENT), (where, 13, False, GREY)],
    )
    title_lines = -(-len(event.title) // 62)
    top = 1.6 + 0.45 * title_lines
    doubts = " ".join(dossier.doubts_beside_the_date(event))
    body = [line for line in ((_cut(event.summary), 20, False, INK), (doubts, 14, False, "9A3412")) if line[0]]
    if body:
        _text(slide, (MARGIN, top, wide, 1.2), body)
    top += 0.35 + sum(-(-len(text) * size // CHARACTERS) * size / 55 for text, size, _, _ in body)
    quotes: list[tuple[str, int, bool, str]] = []
    links: list[str] = []
    for citation in event.citations[:MOST_QUOTES]:
        source = dossier.source(citation)
        if citation.quote:
            quotes.append((f"“{_cut(citation.quote)}”", 14, False, INK))
            links.append("")
        quotes.append((_cut(reference(source)), 11, False, GREY))
        links.append(address(source))
    more = len(event.citations) - MOST_QUOTES
    if more > 0:
        quotes.append((f"and {more} more", 11, False, GREY))
        links.append("")
    if quotes:
        high = sum(-(-len(text) * size // CHARACTERS) * size / 58 for text, size, _, _ in quotes)
        top = min(top, LOWEST - high)
        _shape(slide, (MARGIN + 0.05, top + 0.06, 0.04, high), ACCENT)
        _text(slide, (MARGIN + 0.2, top, wide - 0.2, high), quotes, links=links)


CHARACTERS = 1_800
"""Characters of one point's size that go across a slide."""
LOWEST = HEIGHT - 1.5
"""Inches from the top at which the quotes must end."""


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 2].rsplit(' ', 1)[0]} […]"


Line = tuple[str, int, bool, str]
"""Text, size in points, bold, colour."""


def _text(
    slide: Any,  # noqa: ANN401 - untyped library
    box: tuple[float, float, float, float],
    lines: list[Line],
    *,
    right: bool = False,
    centre: bool = False,
    links: list[str] | None = None,
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*map(Inches, box)).text_frame
    put(frame, word_wrap=True)
    for number, (text, size, bold, colour) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        put(paragraph, alignment=PP_ALIGN.RIGHT if right else PP_ALIGN.CENTER if centre else PP_ALIGN.LEFT)
        run = paragraph.add_run()
        run.text = printable(" ".join(text.split()))
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor(*bytes.fromhex(colour))
        if links and links[number]:
            run.hyperlink.address = links[number]


def _shape(
    slide: Any,  # noqa: ANN401 - untyped library
    box: tuple[float, float, float, float],
    colour: str,
    mark: axis.Mark | None = None,
) -> None:
    """Draw a box; of a mark a point, a bar or an arrow to where it lies, hollow or pale where it is in doubt."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    shape = slide.shapes.add_shape(_kind(mark), *map(Inches, box))
    rgb = RGBColor(*bytes.fromhex(colour))
    if mark and mark.hollow:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb
        put(shape.fill.fore_color, brightness=0.5 if mark and mark.fuzzy and not mark.sure else 0)
    put(shape.shadow, inherit=False)
    if mark:
        shape.name = printable(f"{words(mark.event)}: {mark.event.title}")[:200]
        shape.line.color.rgb = rgb
        shape.line.width = Pt(1)
    else:
        shape.line.fill.background()


def _kind(mark: axis.Mark | None) -> Any:  # noqa: ANN401 - untyped library
    from pptx.enum.shapes import MSO_SHAPE

    if mark and mark.beyond:
        return MSO_SHAPE.LEFT_ARROW if mark.beyond == axis.EARLIER else MSO_SHAPE.RIGHT_ARROW
    return MSO_SHAPE.OVAL if mark and not mark.fuzzy else MSO_SHAPE.RECTANGLE
