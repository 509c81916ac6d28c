"""Dates in English text: where they stand and which they mean.

`tokens` splits the text, `english` holds the words, `grammar` how they follow each other, `tag` finds the expressions,
`tense` and `resolve` say which date each means, `calendar` reckons, `place` puts it on the calendar.
"""

from timeline.dates.mentions import find, mark

__all__ = ["find", "mark"]
