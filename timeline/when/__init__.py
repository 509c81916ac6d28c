"""Dates as precise as their source: EDTF in and out, first and last day, order, overlap, words.

`grammar` reads a text into a shape, `bounds` finds its days on the calendar (`day`), `words` tells it to a person, and
`date` puts them together as When. Where a text is no EDTF, `trouble` names why, `human` knows how people type dates,
and `propose` says what to write instead. The rule for seasons stands in `bounds`, that for centuries in `words`, the
limits of length in `grammar`.
"""

from timeline.when.date import Precision, When
from timeline.when.day import Day
from timeline.when.propose import propose
from timeline.when.trouble import BadDate

__all__ = ["BadDate", "Day", "Precision", "When", "propose"]
