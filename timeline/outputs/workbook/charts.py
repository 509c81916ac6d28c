"""Native charts: spreadsheet programs draw them from the Figures sheet, and they stay charts when they save."""

from __future__ import annotations

from timeline.outputs.workbook.figures import NAME, Block
from timeline.outputs.workbook.mould import Mould
from timeline.outputs.workbook.style import MUTED, OTHER, RULE, SPREAD, Chart, Drawing, Series

POINTS = 12_700
"""English Metric Units in a point."""


def over_time(mould: Mould, block: Block, names: list[str], *, width: float, height: float) -> Chart:
    """Columns by stretch of time, stacked by category; the palest part is events whose date is wider than a column."""
    chart = _bars(mould, block, upright=True, width=width, height=height)
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 35
    colours = [*(mould.categories.get(name, OTHER) for name in names), SPREAD]
    for series, colour in zip(chart.series, colours, strict=True):
        _fill(series, colour)
    chart.legend.position = "b"
    chart.legend.txPr = _letters(mould, 800, MUTED)
    return chart


def by_place(mould: Mould, block: Block, *, width: float, height: float) -> Chart:
    """Bars by place, the longest on top."""
    chart = _bars(mould, block, upright=False, width=width, height=height)
    chart.gapWidth = 45
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.delete = True
    _fill(chart.series[0], mould.accent)
    chart.legend = None
    from openpyxl.chart.label import DataLabelList

    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    chart.dataLabels.txPr = _letters(mould, 800, MUTED)
    return chart


def _bars(mould: Mould, block: Block, *, upright: bool, width: float, height: float) -> Chart:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.shapes import GraphicalProperties

    figures = mould.book[NAME]
    chart = BarChart()
    chart.type = "col" if upright else "bar"
    chart.width, chart.height = width, height
    numbers = Reference(figures, min_col=block.column + 1, max_col=block.column + block.series, min_row=block.first,
                        max_row=block.last)  # fmt: skip
    names = Reference(figures, min_col=block.column, min_row=block.first + 1, max_row=block.last)
    chart.add_data(numbers, titles_from_data=True)
    chart.set_categories(names)
    chart.title = None
    chart.plot_visible_only = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl 3.1 leaves it out, and Excel takes that for a yes
        axis.title = None
        axis.txPr = _letters(mould, 800, MUTED)
        axis.majorTickMark = "none"
        axis.minorTickMark = "none"
        axis.graphicalProperties = _line(RULE)
    chart.y_axis.majorGridlines.spPr = _line("E9EDF1")
    chart.y_axis.graphicalProperties = GraphicalProperties(noFill=True)
    chart.y_axis.graphicalProperties.line.noFill = True
    chart.y_axis.number_format = "0"
    if not upright:
        chart.y_axis.majorGridlines = None
    chart.graphical_properties = GraphicalProperties(noFill=True)
    chart.graphical_properties.line.noFill = True
    chart.roundedCorners = False
    return chart


def _fill(series: Series, colour: str) -> None:
    series.graphicalProperties.solidFill = colour
    series.graphicalProperties.line.noFill = True
    series.invertIfNegative = False


def _line(colour: str) -> Drawing:
    from openpyxl.chart.shapes import GraphicalProperties

    properties = GraphicalProperties()
    properties.line.solidFill = colour
    properties.line.width = POINTS // 2
    return properties


def _letters(mould: Mould, size: int, colour: str) -> Drawing:
    """Text properties; the size in hundredths of a point."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RichTextProperties

    letters = CharacterProperties(sz=size, b=False, solidFill=colour, latin=Font(typeface=mould.brief.theme.font))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])
