"""Dates as precise as their source: EDTF in and out, first and last day, order, overlap, words.

`day` is the calendar, `grammar` reads the text into a shape, `bounds` finds its days, `words` tells it to a person,
`propose` guesses what a person meant, `date` puts them together as When.
"""

from timeline.when.date import Precision, When
from timeline.when.day import Day
from timeline.when.propose import propose
from timeline.when.trouble import BadDate

__all__ = ["BadDate", "Day", "Precision", "When", "propose"]
