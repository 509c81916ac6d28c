"""PNG and SVG of the line of time, drawn by Plotly in the installed Chromium. kaleido's only home."""

from __future__ import annotations

import re
import shutil
from typing import Any

from timeline.errors import TimelineError
from timeline.outputs.exports import axis
from timeline.outputs.exports.dossier import Dossier, ExtraMissing, words
from timeline.outputs.exports.packed import printable

WIDTH, ROW, MOST_HIGH = 1600, 24, 8000
"""Pixels."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ID = re.compile(r'(?<= id=")[^"]+|(?<=")trace[0-9a-f]{6}(?=")|(?<= )trace[0-9a-f]{6}(?=")')
"""Plotly names its clip paths and its traces anew at every drawing."""
LABELLED = 80
"""Events that are few enough for a headline beside each mark."""
HEADLINE = 70
SAME_LINE = "&nbsp;&nbsp;&nbsp;&nbsp;"
LEAST = 350
"""The shortest span is drawn as this part of the whole, so that "about 10 April" is seen beside forty years."""


class NoBrowser(TimelineError):
    """Pictures are drawn by a browser, and there is none."""

    hint = "Install Chromium (Debian: apt-get install chromium); or take --to pptx, which draws the line without one."

    def __init__(self, reason: str = "none is installed") -> None:
        super().__init__(f"no picture without a browser of the Chromium family: {reason}")


def png(dossier: Dossier) -> dict[str, bytes]:
    """Return the picture, two pixels for each of the SVG's. Raises ExtraMissing, NoBrowser."""
    return {"timeline.png": _drawn(dossier, "png", scale=2)}


def svg(dossier: Dossier) -> dict[str, bytes]:
    """Return the picture as curves and text. Raises ExtraMissing, NoBrowser."""
    text = _drawn(dossier, "svg", scale=1).decode("utf-8")
    names = {name: f"id{place}" for place, name in enumerate(dict.fromkeys(ID.findall(text)))}
    used = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")
    return {"timeline.svg": used.sub(lambda match: names[match[0]], text).encode("utf-8")}


def _drawn(dossier: Dossier, form: str, *, scale: int) -> bytes:
    try:
        import kaleido
        import kaleido.errors
    except ImportError as error:
        raise ExtraMissing(error, form) from error
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise NoBrowser
    figure = _figure(axis.lay(dossier, 16, alone=len(dossier.events) <= LABELLED), dossier)
    size = {"width": WIDTH, "height": figure["layout"]["height"], "scale": scale, "format": form}
    try:
        made = kaleido.calc_fig_sync(figure, opts=size, kopts={"path": browser, "n": 1, "timeout": 120})
    except (kaleido.errors.KaleidoError, RuntimeError, OSError, TimeoutError) as error:
        raise NoBrowser(str(error)) from error
    return bytes(made)


def _figure(line: axis.Axis, dossier: Dossier) -> dict[str, Any]:
    """Return the figure as JSON: points for certain days, bars for spans, hollow or dotted where disputed."""
    traces: list[dict[str, Any]] = []
    told = len(line.marks) <= LABELLED
    for mark in line.marks:
        colour = line.lanes[mark.lane][1]
        trace = _span(mark, colour, (line.last - line.first) // LEAST) if mark.fuzzy else _day(mark, colour)
        # What lies beyond the window is drawn by its headline alone: a mark at the rim would be a false date.
        traces += [] if mark.beyond and told else [trace]
        if told:
            traces.append(_headline(mark, line))
    return {"data": traces, "layout": _layout(line, dossier, min(206 + ROW * line.rows, MOST_HIGH))}


def _headline(mark: axis.Mark, line: axis.Axis) -> dict[str, Any]:
    """Return the headline beside its mark, on the side where there is room."""
    left = mark.first - line.first > line.last - mark.last
    title = mark.event.title if len(mark.event.title) <= HEADLINE else f"{mark.event.title[: HEADLINE - 1]}…"
    title += f" ({mark.event.status.value})" if mark.hollow else ""
    if mark.beyond:
        left, title = mark.beyond == axis.LATER, f"{mark.beyond} {words(mark.event)}: {title}"
    return {
        "type": "scatter",
        "mode": "text",
        "x": [mark.first if left else mark.last],
        "y": [-mark.row],
        "text": [f"{_plain(title)}  " if left else f"  {_plain(title)}"],
        "textposition": "middle left" if left else "middle right",
        "textfont": {"size": 12},
    }


def _day(mark: axis.Mark, colour: str) -> dict[str, Any]:
    symbol = "circle-open" if mark.hollow else "circle"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.first],
        "y": [-mark.row],
        "marker": {"color": colour, "size": 10, "symbol": symbol, "line": {"width": 2, "color": colour}},
    }


def _layout(line: axis.Axis, dossier: Dossier, high: int) -> dict[str, Any]:
    label = f"<b>TLP:{dossier.whole}{' DRAFT' if dossier.draft else ''}</b>"
    below = f"<br><span style='font-size:15px;color:{GREY}'>{_plain(dossier.subtitle)}</span>"
    paper = {"xref": "paper", "yref": "paper", "showarrow": False}
    return {
        "width": WIDTH,
        "height": high,
        "title": {
            "text": f"<b>{_plain(dossier.title)}</b>{below if dossier.subtitle else ''}",
            "font": {"size": 24, "color": ACCENT},
            "x": 0.01,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": 40},
        },
        "annotations": [
            *(
                {**paper, "text": label, "x": 1, "y": y, "yshift": shift, "font": {"size": 16}}
                for y, shift in ((1, 66), (0, -62))
            ),
            {
                **paper,
                "text": SAME_LINE.join(_legend(line)),
                "x": 0,
                "xanchor": "left",
                "y": 0,
                "yshift": -62,
                "font": {"size": 13, "color": GREY},
            },
        ],
        "showlegend": False,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "font": {"family": "Arial, DejaVu Sans, sans-serif", "size": 15, "color": "#1f2933"},
        "margin": {"l": 150, "r": 30, "t": 116, "b": 80},
        "xaxis": {
            "range": [line.first, line.last],
            "tickvals": [day for day, _ in line.ticks],
            "ticktext": [name for _, name in line.ticks],
            "gridcolor": "#e1e5e8",
            "zeroline": False,
        },
        "yaxis": {
            "range": [-line.rows + 0.4, 0.6],
            "tickvals": [-(start + stop - 1) / 2 for start, stop in line.bands],
            "ticktext": [_plain(name) for name, _ in line.lanes],
            "showgrid": False,
            "zeroline": False,
        },
        "shapes": [
            {
                "type": "rect",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": -start + 0.5,
                "y1": -stop + 0.5,
                "fillcolor": "#f4f6f7",
                "line": {"width": 0},
                "layer": "below",
            }
            for start, stop in line.bands[::2]
        ],
    }


def _legend(line: axis.Axis) -> list[str]:
    """Return what the kinds of marks that are drawn mean."""
    spans = [mark for mark in line.marks if mark.fuzzy]
    signs = {
        "● on one day": any(not mark.fuzzy for mark in line.marks),
        "▬ lasted from … to …": any(mark.sure for mark in spans),
        "<span style='opacity:0.4'>▬</span> pale: some time within, or not certain": any(
            not mark.sure for mark in spans
        ),
        "○ ┄ disputed or proposed": any(mark.hollow for mark in line.marks),
        "◂ ▸ beyond the years that are drawn": any(mark.beyond for mark in line.marks),
    }
    return [sign for sign, shown in signs.items() if shown]


ACCENT, GREY = "#1f4e5f", "#5b6770"


def _span(mark: axis.Mark, colour: str, least: int) -> dict[str, Any]:
    dash = "dot" if mark.hollow else "solid"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [mark.first, max(mark.last, mark.first + max(least, 1))],
        "y": [-mark.row, -mark.row],
        "opacity": 1 if mark.sure else 0.45,
        "line": {"color": colour, "width": 7, "dash": dash},
    }


def _plain(text: str) -> str:
    """Return text that Plotly does not read as markup."""
    return " ".join(printable(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace("$", "＄")
