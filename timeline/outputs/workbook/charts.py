"""Native charts: spreadsheet programs draw them from the Figures sheet, and they stay charts when they save."""

from __future__ import annotations

from timeline.outputs.workbook.cells import letter
from timeline.outputs.workbook.figures import NAME, Block
from timeline.outputs.workbook.mould import Mould
from timeline.outputs.workbook.style import MUTED, OTHER, RULE, SPREAD, Chart, Drawing, Series, Worksheet, put

POINTS = 12_700
"""English Metric Units in a point."""
SMALL = 800
"""Hundredths of a point: the letters of axes and legends."""
GRID = "E9EDF1"


def place(sheet: Worksheet, chart: Chart, *, columns: tuple[int, int], rows: tuple[int, int]) -> None:
    """Put the chart over these columns and rows, first to last, from 1: it is as wide as they are in every program."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    corner = AnchorMarker(col=columns[0] - 1, row=rows[0] - 1)
    put(chart, anchor=TwoCellAnchor(_from=corner, to=AnchorMarker(col=columns[1], row=rows[1])))
    sheet.add_chart(chart)


def over_time(mould: Mould, block: Block, names: list[str]) -> Chart:
    """Columns by stretch of time, stacked by category; the palest part is events whose date is wider than a column."""
    chart = _bars(mould, block, upright=True)
    put(chart, grouping="stacked", overlap=100, gapWidth=35)
    colours = [*(mould.categories.get(name, OTHER) for name in names), SPREAD]
    for series, colour in zip(chart.series, colours, strict=True):
        _fill(series, colour)
    put(chart.legend, position="b", txPr=_letters(mould))
    return chart


def by_place(mould: Mould, block: Block) -> Chart:
    """Bars by place, the longest on top."""
    from openpyxl.chart.label import DataLabelList

    chart = _bars(mould, block, upright=False)
    put(chart, gapWidth=45, legend=None)
    put(chart.x_axis.scaling, orientation="maxMin")
    put(chart.y_axis, delete=True, majorGridlines=None)
    _fill(chart.series[0], mould.accent)
    labels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    put(labels, txPr=_letters(mould))
    put(chart, dataLabels=labels)
    return chart


def _bars(mould: Mould, block: Block, *, upright: bool) -> Chart:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.data_source import AxDataSource, StrRef

    chart = BarChart()
    put(chart, type="col" if upright else "bar", title=None, roundedCorners=False)
    last_column = block.column + block.series
    numbers = Reference(
        mould.book[NAME], min_col=block.column + 1, max_col=last_column, min_row=block.first, max_row=block.last
    )
    chart.add_data(numbers, titles_from_data=True)
    at = letter(block.column)
    names = AxDataSource(strRef=StrRef(f=f"'{NAME}'!${at}${block.first + 1}:${at}${block.last}"))
    for series in chart.series:
        put(series, cat=names)
    for axis in (chart.x_axis, chart.y_axis):
        # openpyxl 3.1 leaves `delete` out, and Excel takes that for a yes.
        put(axis, delete=False, title=None, majorTickMark="none", minorTickMark="none", txPr=_letters(mould))
    put(chart.x_axis, graphicalProperties=_line(RULE))
    put(chart.y_axis, graphicalProperties=_line(""), number_format="0")
    put(chart.y_axis.majorGridlines, spPr=_line(GRID))
    put(chart, graphical_properties=_line(""))
    return chart


def _fill(series: Series, colour: str) -> None:
    put(series.graphicalProperties, solidFill=colour)
    put(series.graphicalProperties.line, noFill=True)
    put(series, invertIfNegative=False)


def _line(colour: str) -> Drawing:
    """Return a hairline of this colour; none at all, and no ground, where there is no colour."""
    from openpyxl.chart.shapes import GraphicalProperties

    properties = GraphicalProperties(noFill=None if colour else True)
    if colour:
        put(properties.line, solidFill=colour, width=POINTS // 2)
    else:
        put(properties.line, noFill=True)
    return properties


def _letters(mould: Mould) -> Drawing:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RichTextProperties

    face = Font(typeface=mould.brief.theme.font)
    letters = CharacterProperties(sz=SMALL, b=False, solidFill=MUTED, latin=face)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])
