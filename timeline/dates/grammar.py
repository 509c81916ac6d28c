"""The grammar of date expressions, over classes of words: no word of any language stands here.

A rule is a name and a pattern. A word in capitals is a class (`english.py`), blanks between classes mean nothing,
`<month:MONTH>` names the token for `resolve.py`, and the rest is `re`. Where two rules match at the same token, the
one that stands higher wins, so the longer forms stand first.
"""

from __future__ import annotations

from typing import Final

UNIONS: Final = {
    "ERA": ("BC", "AD"),
    "EARLIER_LATER": ("EARLIER_ADVERB", "LATER_ADVERB"),
    "ANY_UNIT": ("UNIT", "UNITS", "CLOCK_UNIT", "CLOCK_UNITS"),
    "MANY_UNITS": ("UNITS", "CLOCK_UNITS"),
    "ONE_UNIT": ("UNIT", "CLOCK_UNIT"),
    "ANY_NUMBER": ("NUMBER", "DECIMAL", "AMOUNT_NUMBER", "DOTTED_CLOCK"),
    "NUMBER_WORD": ("CARDINAL", "MULTIPLIER"),
    "BACK": ("LAST", "PREVIOUS"),
    "WHICH": ("LAST", "PREVIOUS", "NEXT", "FOLLOWING", "THIS", "THAT"),
    "STEP": ("LAST", "PREVIOUS", "NEXT", "FOLLOWING"),
    "LINK": ("DASH", "DASHES", "TO", "AND", "OR", "SLASH"),
    "ON_COMMA": ("ON", "COMMA"),
    "OF_ON": ("OF", "ON"),
    "BESIDE_CLOCK": ("OPEN", "CLOSE", "ON", "COMMA", "AND", "TO", "DASH"),
    "STRETCH": ("DASH", "DASHES", "TO"),
    "PUNCTUATION": ("COMMA", "DOT", "STOP", "CLOSE", "PARAGRAPH", "SPEECH", "DASHES", "COLON"),
    "CLOCK_DIGITS": ("CLOCK", "DOTTED_CLOCK"),
    "DETERMINER": ("A", "THE", "HIS", "THAT"),
    "BEFORE_END": ("BY", "SINCE", "UNTIL"),
    "NIGHT": ("PART", "PARTS"),
}

HALF_OF: Final = "THE? <edge:LATTER> PART_WORD OF"
"""The second half of; the early part of."""
EDGE_OF: Final = "THE? <edge:EDGE> OF"
"""The end of."""
_EDGE: Final = f"(?:{EDGE_OF}|{HALF_OF})"
_EARLY: Final = (
    "(?:THE? VERY? <early:EARLY> (?:DASH? TO DASH? <onto:EARLY>)? DASH?"
    "|(?:(?<=BEFORE_END) <early:END_WORD> DASH?|<early:END_WORD> DASH) (?=MONTH|YEAR))"
)
_EARLY_IN_SOME: Final = f"(?:{_EDGE}THE?|{_EARLY}(?:IN|ON)? THE?|<relative:EARLIER_LATER> (?:IN|ON)? THE?)"
_EARLY_IN: Final = f"{_EARLY_IN_SOME}?"
_EARLY_ON: Final = f"(?:{_EARLY} ON?|{HALF_OF})?"
_DAY: Final = "(?:<day:DAY> ORDINAL_ENDING?|<tens:CARDINAL> DASH? <dayword:ORDINAL>|<dayword:ORDINAL>)"
_YEAR: Final = (
    "(?:COMMA? (?:OF|DASH|IN)? (?:THE YEAR_WORD)? <year:YEAR> (?!S)|COMMA? <year:SMALL_YEAR> (?=BC)"
    "|COMMA? QUOTE <short:TWO_DIGITS> (?!S)) (?:<era:ERA>)?"
)
_THAT_YEAR: Final = (
    "(?:OF|IN|COMMA)? (?:<that_year:THAT|SAME>|THE <that_year:SAME>|THE? <year_step:WHICH>) YEAR_WORD (?!QUOTE)"
)
_WEEKDAY: Final = "(?:(?:<weekday:SHY_WEEKDAY> DOT?|<weekday:WEEKDAY>) COMMA? THE? )"
_COUNT: Final = (
    "(?:<count:ANY_NUMBER> (?:DASH? <times:MULTIPLIER>)? (?:DASH? <upper:NUMBER> SLASH <lower:NUMBER>)?"
    "|<upper:NUMBER> SLASH <lower:NUMBER>"
    "|<words:NUMBER_WORD> (?:DASH? AND? NUMBER_WORD){0,5}"
    "|A <fourth:QUARTER> OF A"
    "|A <words:MULTIPLIER> (?:AND? NUMBER_WORD){0,5}"
    "|(?:A|THE)? <couple:COUPLE> OF?"
    "|A? <vague:VAGUE>|<half:HALF> DASH? (?:A|OF A)?"
    "|<another:ANOTHER>|<a:A> (?:MORE|ANOTHER|ENTIRE|SINGLE)?)"
    "(?:DASH? AND DASH? A DASH? <plus:HALF>)?"
)
_WHICH: Final = "(?:(?:THE|THIS|THAT)? <which:STEP|SAME>|THE|<which:WHICH>)"
_WHAT_SORT: Final = "(?:MORE|ENTIRE|UNIT_ADJECTIVE|FISCAL)?"
_BOUND: Final = "(?:<bound:BOUND> THE?)?"
_ZONE_NAME: Final = "(?:<zone:ZONE> (?:<shift:PLUS|DASH> <shift_hours:HOUR>)?|<zone:ZONE_NAME> STANDARD? TIME_WORD?)"
_ZONE: Final = f"(?:OPEN {_ZONE_NAME} CLOSE|{_ZONE_NAME})"
_SPAN_PRE: Final = f"(?:{_EDGE}THE?|{_EARLY})?"
_WHOSE_YEAR: Final = (
    "(?:(?:OF|COMMA|IN)? (?:FISCAL YEAR_WORD?|THE YEAR_WORD)? <year:YEAR>"
    "|OF THE FISCAL? YEAR_WORD|OF? <year_step:WHICH> FISCAL? YEAR_WORD)"
)

RULES: Final[dict[str, str]] = {
    # --- dates in figures
    "stamp": "<stamp:STAMP>",
    "numeric": "<numeric:NUMERIC_DATE>",
    # --- clock times; a date beside one is joined to it in joins.py
    "clock_words": (
        "(?:<half:HALF> PAST|A? <fourth:QUARTER> (?:PAST|<until:TO>)"
        "|<minutes:CARDINAL|DAY|TWO_DIGITS> MINUTES (?:PAST|<until:TO>))"
        f" (?:<hour:HOUR|CARDINAL>|<moment:MOMENT>) OCLOCK? (?:<ampm:AM>|IN THE <part:PART>)? {_ZONE}?"
    ),
    "clock": (
        "(?:<clock:CLOCK_DIGITS>|<hour:HOUR|CARDINAL>)"
        f" (?:<ampm:AM>|OCLOCK (?:IN THE <part:PART>)?|IN THE <part:PART>) {_ZONE}?"
        "|(?<=AT) <hour:HOUR|CARDINAL> (?=TONIGHT|THIS PART|THAT PART|ON? (?:WEEKDAY|DAY_NAME) PART)"
    ),
    "clock_digits": f"<clock:CLOCK> HOURS_WORD? {_ZONE}?",
    "military": f"<military:MILITARY> (?:HOURS_WORD {_ZONE}?|<zone:ZONE>)|(?<=AT) <military:MILITARY>",
    "moment": f"<moment:MOMENT> {_ZONE}?",
    # --- days and months by name
    "days_of_month": (
        f"{_WEEKDAY}? THE? <day:DAY> ORDINAL_ENDING? (?:COMMA <middle_day:DAY> ORDINAL_ENDING? COMMA?)?"
        " <link:LINK|COMMA> THE? <last_day:DAY> ORDINAL_ENDING?"
        f" OF? <month:MONTH> (?:DOT? {_YEAR})?"
    ),
    "month_days": (
        f"{_WEEKDAY}? <month:MONTH> DOT? THE? <day:DAY> ORDINAL_ENDING?"
        " (?:COMMA <middle_day:DAY> ORDINAL_ENDING? COMMA?)? <link:LINK> THE? <last_day:DAY> ORDINAL_ENDING?"
        f" (?!(?:MONTH|AMOUNT|COLON|AM|ANY_UNIT|OCLOCK)) (?:{_YEAR})?"
    ),
    "month_day": (
        f"{_EARLY_ON} {_WEEKDAY}? <which:LAST|NEXT>? <month:MONTH> (?:DOT|COMMA (?=DAY COMMA? YEAR))? THE? {_DAY}"
        f" (?!AM|COLON NUMBER) (?:{_YEAR}|{_THAT_YEAR})?"
    ),
    "day_month": (
        "<day:DAY> DASH <month:MONTH> DASH <short:TWO_DIGITS> (?!MONTH)"
        f"|{_EARLY_ON} {_WEEKDAY}? THE? {_DAY} DAY_WORD? (?:OF|DASH)? <month:MONTH>"
        f" (?:DOT? DASH? (?:{_YEAR}|{_THAT_YEAR}))?"
    ),
    "weekday_of_month": (
        "THE (?:<nth:ORDINAL>|<final:LAST|FINAL>) <weekday:WEEKDAY> (?:OF|IN)"
        " (?:THE|THE? <which:WHICH>) <unit:MONTH_WORD> (?!S)"
    ),
    "weekday_of_each": "THE (?:ORDINAL|FINAL) WEEKDAY (?:OF|IN) (?:EVERY|THE) <unit:MONTH_WORD|MONTHS_WORD>",
    "weekday_the": "<weekday:WEEKDAY> THE <day:DAY> ORDINAL_ENDING (?!OF|UNKNOWN)",
    "week_of_month": (
        "THE? (?:<nth:ORDINAL>|<final:LAST|FINAL>) <unit:WEEK_WORD> (?:OF|IN) <month:MONTH> (?:<year:YEAR>)?"
    ),
    "year_month": "<year:YEAR> DASH <figures:TWO_DIGITS>",
    "nth_weekday": (
        "THE (?:<nth:ORDINAL>|<final:LAST|FINAL>) <weekday:WEEKDAY> (?:OF|IN) <month:MONTH>"
        f" (?:DOT? {_YEAR}|{_THAT_YEAR})?"
    ),
    "month_quarter": "THE <month:MONTH> DASH? <unit:QUARTER> (?:(?:OF|COMMA)? <year:YEAR>)?",
    "month_year": f"{_EARLY_IN} <month:MONTH> DOT? (?:{_YEAR}|{_THAT_YEAR})",
    "which_month": f"{_EARLY_IN} THE? (?:THIS <which:STEP>|<which:WHICH>) <month:MONTH> (?!DOT? DAY)",
    # A shy month is one only after a word that leads to a date, before the noun that it tells of ("the March vote"), in
    # a list, or at the start of a range: May is a verb and a name.
    "month": (
        f"(?:{_EARLY_IN_SOME} <month:MONTH>|(?<=BEFORE_DATE) (?=SHY_MONTH) <month:MONTH>"
        "|(?<=DETERMINER) (?=SHY_MONTH) <month:MONTH> (?=UNKNOWN|AMOUNT|PART|PRESENT_PLURAL)"
        "|(?<=MONTH COMMA) (?=SHY_MONTH) <month:MONTH> (?=AND|OR)"
        "|(?=SHY_MONTH) <month:MONTH> (?=STRETCH MONTH|DASH TO DASH MONTH)|(?!SHY_MONTH) <month:MONTH>)"
    ),
    # --- seasons; first what lies one further than the last and the next
    "unit_beyond": (
        "THE (?:<unit:UNIT>|<season:SEASON>|<weekend:WEEKEND>|<weekday:WEEKDAY>)"
        " (?:<back:BEFORE> LAST|<on:AFTER> NEXT) (?!ANY_UNIT|WEEKDAY|MONTH)"
    ),
    "season_year": (
        f"{_EARLY_IN} THE? <season:SEASON> (?:OF|COMMA|IN)? (?:<year:YEAR>|<year:SMALL_YEAR> (?=BC))"
        " (?:<link:DASH|SLASH> <year_end:TWO_DIGITS|YEAR>)? (?:<era:ERA>)?"
        f"|{_EARLY_IN} THE? <season:SEASON> OF QUOTE <short:TWO_DIGITS> (?!S)"
    ),
    "season": f"{_EARLY_IN} {_WHICH}? <season:SEASON> (?:{_THAT_YEAR})?",
    # --- decades, centuries
    "decade": (
        f"{_SPAN_PRE} THE? (?:<year:YEAR> QUOTE? S|<year:SMALL_YEAR> S (?=ERA)|QUOTE? <two:TWO_DIGITS> QUOTE? S)"
        " (?:<era:ERA>)?"
    ),
    "decade_words": f"{_SPAN_PRE} THE? (?:<hundreds:CARDINAL> DASH?)? QUOTE? <decade:DECADE_WORD>",
    "centuries": (
        f"{_SPAN_PRE} THE? (?:<number:NUMBER> ORDINAL_ENDING|<ordinal:ORDINAL>) <link:LINK> THE?"
        " (?:<last_number:NUMBER> ORDINAL_ENDING|<last_ordinal:ORDINAL>) DASH? <unit:CENTURIES> (?:<era:ERA>)?"
    ),
    "century": (
        f"{_SPAN_PRE} THE? (?:<number:NUMBER> ORDINAL_ENDING|<tens:CARDINAL> DASH? <ordinal:ORDINAL>|<ordinal:ORDINAL>)"
        " DASH? <unit:CENTURY> (?:<era:ERA>)?"
    ),
    # --- ranges of years, years in words
    "years": (
        "(?:THE YEARS_WORD|THE? (?:<fiscal:FISCAL> YEAR_WORD?|<fiscal:FISCAL_YEAR>))?"
        " (?:<year:YEAR> <link:DASH|DASHES|SLASH> <year_end:TWO_DIGITS|YEAR> (?!S) (?:<era:ERA>)?"
        "|<year:SMALL_YEAR> <link:DASH|DASHES|AND|TO|COMMA|OR> <year_end:SMALL_YEAR> <era:ERA>)"
    ),
    "year_words": (
        "(?:THE YEAR_WORD)? <words:CENTURY_NUMBER> DASH?"
        " (?:MULTIPLIER (?:AND? CARDINAL (?:DASH? CARDINAL)?)?|CARDINAL (?:DASH? CARDINAL)?) (?!DASH? NUMBER_WORD)"
    ),
    # --- quarters and halves
    "year_ago_units": f"THE? YEAR_WORD DASH (?:AGO|EARLIER_ADVERB) {_COUNT} <unit:UNITS>",
    "year_ago": (
        "THE? COMPARABLE? YEAR_WORD DASH <ago:AGO|EARLIER_ADVERB>"
        " (?:<nth:ORDINAL> DASH? <unit:QUARTER>|<unit:QUARTER>|<period:PERIOD>)"
        "|YEAR_WORD DASH <ago:AGO|EARLIER_ADVERB>"
    ),
    "quarters": (
        f"THE? FISCAL? <nth:ORDINAL> <link:AND|OR|TO> THE? <last_nth:ORDINAL|FINAL> <unit:UNITS> (?:{_WHOSE_YEAR})?"
    ),
    "quarter": (
        f"{_EARLY_IN} THE? (?:<year_step:WHICH> YEAR_WORD QUOTE S|<year:YEAR>)?"
        " FISCAL? (?:<nth:ORDINAL>|<final:FINAL>) DASH?"
        f" <unit:QUARTER> (?:{_WHOSE_YEAR})?"
    ),
    "quarter_sign": (
        "(?:<sign:QUARTER_SIGN> <nth:NUMBER>|<nth:NUMBER> <sign:QUARTER_SIGN>)"
        " (?:(?:OF|COMMA|DASH)? FISCAL_YEAR? <year:YEAR>|QUOTE? <short:TWO_DIGITS>)?"
    ),
    "half_sign": (
        "(?:<sign:HALF_SIGN> <nth:NUMBER>|<nth:NUMBER> <sign:HALF_SIGN>) (?:OF|COMMA|DASH)? FISCAL_YEAR? <year:YEAR>"
    ),
    "half": (f"{_EARLY_IN} THE? FISCAL? (?:<nth:ORDINAL>|<final:LAST|LATTER>) DASH? <unit:HALF> (?:{_WHOSE_YEAR})?"),
    "quarter_of": (
        "THE? (?:<year:YEAR>|<year_step:WHICH> YEAR_WORD QUOTE S) (?:<unit:QUARTER>|<period:PERIOD>)"
        "|THE (?:<unit:QUARTER>|<period:PERIOD>) A YEAR_WORD <ago:AGO|EARLIER_ADVERB>"
    ),
    "latest_quarter": "THE? (?:<which:LATEST> FISCAL? <unit:QUARTER|PERIOD>|<which:WHICH> FISCAL? <unit:QUARTER>)",
    # --- weekdays, weekends
    "which_weekday": (
        f"{_EARLY_IN} THE? (?:THIS <which:STEP>|<which:WHICH>) <weekday:WEEKDAY> (?:COMMA <month:MONTH> DOT? {_DAY})?"
    ),
    "weekday_after": "<weekday:WEEKDAY> (?:OF|IN)? THE? <which:STEP|THIS> WEEK_WORD",
    "weekdays": "(?:<weekday:WEEKDAYS>|<weekday:WEEKDAY> <parts:PARTS>)",
    "weekday": f"{_EARLY_IN} <weekday:WEEKDAY>",
    "weekend": f"{_EARLY_IN} {_WHICH} <weekend:WEEKEND>",
    # --- units that hang on another date
    "named_day": f"THE? (?:<which:WHICH>)? <named:NAMED_DAY> (?:{_YEAR}|{_THAT_YEAR})?",
    "last_count": (
        f"{_BOUND} THE? <last:LAST|PREVIOUS|NEXT|FOLLOWING|ORDINAL|FINAL|COMING|RECENT> {_COUNT}"
        f" {_WHAT_SORT} DASH? <unit:ANY_UNIT|SEASONS|SEASON>"
    ),
    "count_shift": (
        f"{_BOUND} {_COUNT} MORE? DASH? <unit:ANY_UNIT|WEEKEND|NIGHT> (?:OR SO|OR CARDINAL)?"
        " (?:<ago:AGO>|<earlier:EARLIER>|<later:LATER>|FROM <hence:NOW_WORD>)"
    ),
    "vague_shift": "(?:ABOUT)? <unit:MANY_UNITS> (?:<ago:AGO>|<earlier:EARLIER_ADVERB>|<later:LATER_ADVERB>)",
    "count_to_count": (
        "(?:<first:ANY_NUMBER>|<first_words:NUMBER_WORD>) DASH? <link:STRETCH|AND|OR>"
        " (?:<count:ANY_NUMBER>|<words:NUMBER_WORD>) DASH? <unit:ANY_UNIT> (?!DASH? OLD)"
    ),
    "same_of_year": (
        "THE COMPARABLE (?:<unit:UNIT>|PERIOD|TIME_WORD) (?:OF|IN)?"
        " (?:<year_step:WHICH> YEAR_WORD|A YEAR_WORD <ago:AGO|EARLIER_ADVERB>)"
    ),
    "same_unit": f"{_EARLY_IN} (?:THE|THAT|THIS) VERY? <same:SAME> <unit:UNIT>",
    "day_beside": "THE? DAY_WORD (?:<back:BEFORE>|<on:AFTER>) <day_name:DAY_NAME>",
    "unit_before": "THE <unit:UNIT> (?:<back:BEFORE|PREVIOUS|EARLIER_ADVERB>|<on:AFTER|FOLLOWING|LATER_ADVERB>)",
    "which_unit": (
        f"{_EARLY_IN} THE? (?:THIS <which:STEP>|<which:WHICH|CURRENT|LATEST>) FISCAL? ENTIRE? <unit:UNIT> (?!S)"
    ),
    "ordinal_day": (
        "THE (?:<number:DAY> ORDINAL_ENDING|<tens:CARDINAL> DASH? <ordinal:ORDINAL>|<ordinal:ORDINAL>)"
        " (?:<unit:DAY_WORD>)?"
    ),
    "mid_unit": "<early:EARLY> DASH <unit:UNIT> (?!S)",
    "the_unit": f"{_EARLY_IN} THE (?:<entire:ENTIRE>)? FISCAL? <unit:UNIT> (?!YEAR|DASH (?:AGO|EARLIER_ADVERB))",
    "year_edge": "<unit:YEAR_WORD|MONTH_WORD> (?:DASH|QUOTE <possessive:S>)? <edge:END_WORD>",
    # --- sets
    "every": (
        "<every:EVERY> (?:<alternate:ALTERNATE>|UNKNOWN)?"
        " (?:(?:<unit:ONE_UNIT>|<weekday:WEEKDAY> <part:PART>?|<month:MONTH>|<season:SEASON>|<part:PART>"
        "|<weekend:WEEKEND>)|(?:<count:ANY_NUMBER>|<words:NUMBER_WORD>|<vague:VAGUE>) <unit:MANY_UNITS>)"
    ),
    "each_of": f"<every:EVERY> OF THE <last:STEP>? {_COUNT} <unit:MANY_UNITS>",
    "frequency": "<frequency:FREQUENCY>",
    "yearly": "<yearly:YEARLY>",
    "per": "<per:PER> <unit:ONE_UNIT>",
    "weekends": "<weekends:WEEKENDS>",
    # --- durations
    "count_units": (
        f"(?:{_BOUND}|THE) {_COUNT} {_WHAT_SORT} DASH? <unit:ANY_UNIT> (?:DASH? <old:OLD|LONG>|AND A <plus:HALF>)?"
    ),
    "unit_long": "(?:<unit:ONE_UNIT>|<many:MANY_UNITS>) DASH LONG",
    "units": "THE? (?:<vague:VAGUE|RECENT|COMING|NEXT|LAST|FINAL|ORDINAL>)? <unit:MANY_UNITS> (?:AHEAD (?!OF))?",
    # --- parts of days
    "part_before": (
        "THE <part:PART> (?:<back:BEFORE|PREVIOUS|EARLIER_ADVERB>|<on:AFTER>) (?=PUNCTUATION|HAVE|WAS|AND|IN|AT)"
    ),
    "which_part": (
        f"{_EARLY_IN} (?:(?:THE|THAT) <step:LAST|PREVIOUS|NEXT|FOLLOWING|SAME>|<which:WHICH>|THE) <part:PART>"
        " (?:HOURS_WORD)?"
    ),
    "part": f"{_EARLY}? <part:PART> (?:HOURS_WORD)?",
    "tonight": f"{_EARLY_IN} <tonight:TONIGHT>",
    "overnight": "<overnight:OVERNIGHT>",
    "day_name": f"{_EARLY_IN} <day_name:DAY_NAME>",
    # --- years
    "year_era": f"{_EARLY_IN} (?:THE YEAR_WORD)? <year:YEAR|SMALL_YEAR> <era:ERA>",
    "year_of_era": "(?<=IN) <year:SMALL_YEAR> (?=PUNCTUATION)",
    "era_year": "<era:AD> <year:YEAR|SMALL_YEAR>",
    "fiscal": f"{_EARLY_IN} THE? (?:<fiscal:FISCAL> YEAR_WORD?|<fiscal:FISCAL_YEAR>) (?:<year:YEAR>|<two:TWO_DIGITS>)",
    "year": f"{_EARLY_IN} (?:THE YEAR_WORD|YEAR_WORD)? <year:YEAR>",
    "short_year": "QUOTE <two:TWO_DIGITS>",
    # --- what hangs on no date
    "the_past": "THE DISTANT? <noun:PAST_NOUN>|THE <noun:TERM_LENGTH> TERM",
    "reference": "<reference:REFERENCE>",
    "adjective": "<adjective:ADJECTIVE_REFERENCE>",
}

CORE: Final = (
    "STAMP|NUMERIC_DATE|CLOCK|AM|OCLOCK|MOMENT|MONTH|SEASON|SEASONS|DECADE_WORD|UNIT|UNITS|CLOCK_UNIT|CLOCK_UNITS|HALF"
    "|WEEKDAY|WEEKDAYS|WEEKEND|WEEKENDS|NAMED_DAY|FREQUENCY|YEARLY|PART|PARTS|TONIGHT|OVERNIGHT|DAY_NAME|YEAR|BC|AD|FISCAL"
    "|FISCAL_YEAR|PAST_NOUN|TERM|REFERENCE|ADJECTIVE_REFERENCE|HOURS_WORD|ZONE|ORDINAL_ENDING|PERIOD|QUARTER_SIGN|HALF_SIGN"
)
"""Every expression has one of these somewhere; the grammar is tried only where one stands."""
BEFORE_CORE: Final = (
    "THE|A|NUMBER|DECIMAL|AMOUNT_NUMBER|DOTTED_CLOCK|CARDINAL|MULTIPLIER|ORDINAL|EDGE|LATTER|PART_WORD|OF|EARLY|VERY"
    "|EARLIER_LATER|WHICH|SAME|IN|ON|DASH|BOUND|VAGUE|COUPLE|ANOTHER|MORE|ENTIRE|AND|LATEST|COMPARABLE|PERIOD|TIME_WORD|FINAL|RECENT|COMING|QUOTE"
    "|EVERY|ALTERNATE|UNIT_ADJECTIVE|SINGLE|PER|DISTANT|ABOUT|YEAR_WORD|YEARS_WORD|TERM_LENGTH|TO|OR|COMMA|CLOCK_DIGITS|S|YEAR|SLASH"
)
"""What may stand before that one."""
