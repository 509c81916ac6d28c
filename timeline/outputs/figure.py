"""The only home of Plotly: its script from the installed package, and what our two figures look like before data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from timeline.errors import TimelineError

CONFIG: dict[str, Any] = {"staticPlot": True, "responsive": False, "displayModeBar": False}
"""Static: the page does panning, hovering and picking itself, so that hover text is plain text and never markup."""


_STYLE = re.compile(r'if\(!document\.getElementById\("(\w{16,})"\)\)\{var \w+=document\.createElement\("style"\)')


_CHARTS = re.compile(r"\.register\(\[[\w$]+\(\)(?:,[\w$]+\(\)){9,}\]\)")
"""Where the bundle registers all of its kinds of charts, by calling the module of each."""


class NoPlotly(TimelineError):
    """The installed plotly has no bundled script."""

    hint = "Reinstall it: pip install --force-reinstall plotly."

    def __init__(self, path: Path) -> None:
        super().__init__(f"the plotly package has no script at {path}")


def script() -> str:
    """Return plotly.js as it is bundled with the installed package, with no kinds of charts but the core's own scatter.

    Setting up the other fifty, their maps and their WebGL takes a browser longer than all else that the page does. A
    bundle that registers them in another way than today's is returned as it is, and works as well. Raises NoPlotly.
    """
    import plotly

    path = Path(plotly.__path__[0]) / "package_data" / "plotly.min.js"
    try:
        return _CHARTS.sub(".register([])", path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NoPlotly(path) from error


def styles(source: str) -> list[str]:
    """Return the ids of the style elements that the script would add for parts that we don't use (its street maps).

    Where an element of that id stands already it adds none, and the page's policy need not forbid it.
    """
    return _STYLE.findall(source)


def layouts() -> dict[str, Any]:
    """Return the layouts that the page's script completes with sizes, ranges, ticks and the theme's colours."""
    bare = {"fixedrange": True, "zeroline": False, "showgrid": False, "showline": False, "showticklabels": False}
    plain = {
        "showlegend": False,
        "hovermode": False,
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
    }
    # Days since 1970 on a linear axis: Plotly's own dates end at the year 9999 and know no days before -9999.
    time_axis = {**bare, "type": "linear", "side": "top", "showgrid": True, "showticklabels": True, "ticks": "outside"}
    return {
        "config": CONFIG,
        "chart": {**plain, "margin": {"l": 0, "r": 0, "t": 40, "b": 2}, "xaxis": time_axis, "yaxis": bare},
        "map": {**plain, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "xaxis": bare, "yaxis": bare},
    }
