"""Dates in English text: where they stand and which they mean.

    from timeline import dates
    dates.find("A crane fell on Tuesday.", datetime.date(2021, 3, 4))

Types, values and modifiers are those of TIMEX3 (ISO 24617-1); `when` is the place on the calendar as EDTF, or None
where the text does not say enough: a false day in a timeline is worse than none. Beside TIMEX3, years before our era
are BC0499, and a date that the text leaves open has X for what is unknown.

The way through the rooms: `tokens` splits the text, `language` names the tables of words (`english`), `grammar` says
how they follow each other (`patterns` makes regular expressions of it), `tag` finds the expressions (each is `found`;
`refusals` and `figures` say what only looks like one, `joins` which two are one), `mode` tells news from narrative,
`story` finds the years of a narrative, `resolve` reads each (`days`, `named`, `periods`, `units`, `lengths`, `times` by
its subject, `context` by what it hangs on, `tense` by the verbs around it), `calendar` reckons, `place` puts it on the
calendar, `ranges` joins the ends of ranges.

Which way a bare date looks was measured on news: nine in ten weekdays are the last one, the day of publication
included; nearly all days without a year are the nearest; a month is the nearest one unless a verb of its clause says
otherwise.
"""

from timeline.dates.mentions import find, mark

__all__ = ["find", "mark"]
