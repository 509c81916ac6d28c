"""The English of dates: word tables and nothing else.

`WORDS` gives each class of words (the name that `grammar.py` uses) its words and what each means. Words are written
in lower case and stand for their Capitalised and UPPER CASE forms too; a word with a capital stands for itself and
its UPPER CASE form alone. A word may be in several classes ("second" counts and measures, "may" is a month and a
verb). Where a class needs no meaning, the words are a set.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _table(words: str) -> dict[str, int]:
    """Words separated by blanks, counted from 1; the spellings of one word are joined by a slash."""
    return {spelling: number for number, word in enumerate(words.split(), 1) for spelling in word.split("/")}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _all(words: str, value: object) -> dict[str, object]:
    return dict.fromkeys(words.split(), value)


def _all_of(phrases: str) -> dict[str, object]:
    return dict.fromkeys(phrases.split("|"))


MONTHS: Final = _table(
    "january/Jan february/Feb March/Mar april/Apr May june/Jun july/Jul August/Aug"
    " september/Sept/Sep october/Oct november/Nov december/Dec"
)

WEEKDAYS: Final = _table(
    "monday/Mon tuesday/Tue/Tues wednesday/Wed/Weds thursday/Thu/Thur/Thurs friday/Fri saturday/Sat sunday/Sun"
)

WEEKDAYS_PLURAL: Final = _table("mondays tuesdays wednesdays thursdays fridays saturdays sundays")

SEASONS: Final = {
    "spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "midsummer": "SU",
    "autumn": "FA", "fall": "FA", "winter": "WI", "wintertime": "WI", "midwinter": "WI",
}  # fmt: skip

SEASONS_PLURAL: Final = {"springs": "SP", "summers": "SU", "autumns": "FA", "winters": "WI"}

UNITS: Final = {
    "day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "decade": "E", "century": "C",
    "fortnight": "F", "millennium": "L",
}  # fmt: skip

UNITS_PLURAL: Final = {
    "days": "D", "weeks": "W", "months": "M", "years": "Y", "yrs": "Y", "quarters": "Q", "decades": "E",
    "centuries": "C", "fortnights": "F", "millennia": "L", "millenniums": "L",
}  # fmt: skip

CLOCK_UNITS: Final = {"hour": "H", "minute": "M", "second": "S", "hr": "H"}

CLOCK_UNITS_PLURAL: Final = {"hours": "H", "minutes": "M", "seconds": "S", "hrs": "H", "mins": "M"}

DAY_PARTS: Final = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "daybreak": "MO",
    "sunrise": "MO", "midmorning": "MO", "midafternoon": "AF", "dusk": "EV", "sunset": "EV", "nightfall": "EV",
    "nighttime": "NI", "daytime": "DT",
}  # fmt: skip

DAY_PARTS_PLURAL: Final = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}

MOMENTS: Final = {"noon": "12:00", "midday": "12:00", "noontime": "12:00", "midnight": "24:00"}

CARDINALS: Final = {
    **_table(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty"
    ),
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

MULTIPLIERS: Final = {"hundred": 100, "thousand": 1000, "dozen": 12}

ORDINALS: Final = {
    **_table(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    "thirtieth": 30,
}

DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "noughties": 0,
}  # fmt: skip

ZONES: Final = _words(
    "AEDT AEST AST BST CDT CEST CET CST CT EDT EEST EET EST ET GMT HKT IST JST MDT MSK MST PDT PST PT SGT UTC Z"
)

ZONE_NAMES: Final = {
    "eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT", "local": "local", "greenwich": "GMT",
    "universal": "UTC", "moscow": "MSK", "beijing": "CST",
}  # fmt: skip

# Said once, meant for good: these never place an event on the calendar.
REFERENCES: Final = {
    **_all("now currently nowadays presently", "PRESENT_REF"),
    **_all("recently lately", "PAST_REF"),
    **_all("soon", "FUTURE_REF"),
}

# As above, but adjectives: only before a noun, "the former president".
REFERENCES_BEFORE_NOUN: Final = {
    **_all("current", "PRESENT_REF"),
    **_all("recent former", "PAST_REF"),
    **_all("future", "FUTURE_REF"),
}

# Sets whose period is in the word. The value is TIMEX3's.
FREQUENCIES: Final = {
    "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W",
    "monthly": "P1M", "bimonthly": "P2M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
    "semiannual": "P6M", "biennial": "P2Y",
}  # fmt: skip

# Names of days that stand on the same day every year: month and day.
FIXED_DAYS: Final = {
    "new year's day": (1, 1), "new year's": (1, 1), "new year's eve": (12, 31), "epiphany": (1, 6),
    "groundhog day": (2, 2), "valentine's day": (2, 14), "st. valentine's day": (2, 14),
    "st. patrick's day": (3, 17), "saint patrick's day": (3, 17), "international women's day": (3, 8),
    "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1), "victory day": (5, 9),
    "juneteenth": (6, 19), "canada day": (7, 1), "independence day": (7, 4), "fourth of july": (7, 4),
    "bastille day": (7, 14), "halloween": (10, 31), "all saints' day": (11, 1), "all souls' day": (11, 2),
    "guy fawkes night": (11, 5), "armistice day": (11, 11), "veterans day": (11, 11), "veterans' day": (11, 11),
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "xmas": (12, 25),
    "boxing day": (12, 26), "st. stephen's day": (12, 26), "orthodox christmas": (1, 7),
}  # fmt: skip

# Names of days that are counted: month, weekday (1 is Monday), which one (-1 is the last), days after that.
COUNTED_DAYS: Final = {
    "martin luther king day": (1, 1, 3, 0), "martin luther king jr. day": (1, 1, 3, 0), "mlk day": (1, 1, 3, 0),
    "super bowl sunday": (2, 7, 1, 0), "presidents' day": (2, 1, 3, 0), "presidents day": (2, 1, 3, 0),
    "mother's day": (5, 7, 2, 0), "memorial day": (5, 1, -1, 0), "father's day": (6, 7, 3, 0),
    "labor day": (9, 1, 1, 0), "columbus day": (10, 1, 2, 0), "election day": (11, 1, 1, 1),
    "thanksgiving": (11, 4, 4, 0), "thanksgiving day": (11, 4, 4, 0), "black friday": (11, 4, 4, 1),
    "cyber monday": (11, 4, 4, 4),
}  # fmt: skip

# Names of days that came once.
SINGLE_DAYS: Final = {
    "d-day": (1944, 6, 6), "ve day": (1945, 5, 8), "v-e day": (1945, 5, 8), "vj day": (1945, 8, 15),
    "v-j day": (1945, 8, 15),
}  # fmt: skip

# Names of days that hang on the Easter of the eastern churches: days after it.
EASTERN_EASTER_DAYS: Final = {
    "orthodox good friday": -2,
    "orthodox easter": 0,
    "orthodox easter sunday": 0,
    "orthodox easter monday": 1,
    "orthodox pentecost": 49,
}

# Names of days that hang on Easter: days after it.
EASTER_DAYS: Final = {
    "ash wednesday": -46, "shrove tuesday": -47, "palm sunday": -7, "maundy thursday": -3, "good friday": -2,
    "holy saturday": -1, "easter": 0, "easter sunday": 0, "easter day": 0, "easter monday": 1, "ascension day": 39,
    "whit sunday": 49, "pentecost": 49, "whit monday": 50, "feast of corpus christi": 60,
}  # fmt: skip

# Phrases of several words that behave as one word of a class; longest first is the reader's business.
PHRASES: Final[Mapping[str, Mapping[str, object]]] = {
    "NAMED_DAY": {
        **{name: ("fixed", day) for name, day in FIXED_DAYS.items()},
        **{name: ("counted", day) for name, day in COUNTED_DAYS.items()},
        **{name: ("single", day) for name, day in SINGLE_DAYS.items()},
        **{name: ("easter", day) for name, day in EASTER_DAYS.items()},
        **{name: ("eastern", day) for name, day in EASTERN_EASTER_DAYS.items()},
    },
    "REFERENCE": {
        "right now": "PRESENT_REF", "at present": "PRESENT_REF", "at the moment": "PRESENT_REF",
        "these days": "PRESENT_REF", "just now": "PRESENT_REF",
        "moments ago": "PAST_REF", "not long ago": "PAST_REF", "long ago": "PAST_REF", "some time ago": "PAST_REF",
        "as soon as possible": "FUTURE_REF",
    },
    "BOUND": {
        "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "not less than": "EQUAL_OR_MORE",
        "no fewer than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS",
        "not more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "more than": "MORE_THAN",
        "longer than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN", "just over": "MORE_THAN",
        "just under": "LESS_THAN", "well over": "MORE_THAN",
    },
    "MOMENT": {"12 noon": "12:00", "12 midnight": "24:00", "mid-day": "12:00"},
    "PRESENT_VERB": _all_of(
        "kicks off|kick off|heads to|head to|heads for|head for|gets underway|get underway|gets under way|get under way"
    ),
    "NAME": _all_of(
        "sunday times|sunday telegraph|sunday mirror|sunday express|sunday mail|sunday herald|sunday mercury"
        "|saturday night live|saturday evening post|monday night football|thursday night football"
        "|sunday night football|super sunday|winter olympics|summer olympics|winter games|summer games|winter palace"
        "|fall river|christmas island|easter island|arab spring|prague spring|good morning america"
    ),
}  # fmt: skip

BOUNDS: Final = {
    "nearly": "APPROX", "almost": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
}  # fmt: skip

WORDS: Final[Mapping[str, Mapping[str, object] | frozenset[str]]] = MappingProxyType(
    {
        "MONTH": MONTHS,
        "SHY_MONTH": _words("August March May"),
        "MONTH_DOTTED": _words("Apr Aug Dec Feb Jan Jul Jun Mar Nov Oct Sep Sept"),
        "SOON": _words("soon"),
        "RECENTLY": _words("recently"),
        "WEEKDAY": WEEKDAYS,
        "SHY_WEEKDAY": _words("Fri Mon Sat Sun Thu Thur Thurs Tue Tues Wed Weds"),
        "WEEKDAYS": WEEKDAYS_PLURAL,
        "SEASON": SEASONS,
        "SHY_SEASON": _words("fall spring springs"),
        "SEASONS": SEASONS_PLURAL,
        "UNIT": UNITS,
        "UNITS": UNITS_PLURAL,
        "CLOCK_UNIT": CLOCK_UNITS,
        "CLOCK_UNITS": CLOCK_UNITS_PLURAL,
        "PART": DAY_PARTS,
        "PARTS": DAY_PARTS_PLURAL,
        "MOMENT": MOMENTS,
        "CARDINAL": CARDINALS,
        "CENTURY_NUMBER": _words("thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty two"),
        "MULTIPLIER": MULTIPLIERS,
        "ORDINAL": ORDINALS,
        "ORDINAL_ENDING": _words("nd rd st th"),
        "DECADE_WORD": DECADES,
        "ZONE": ZONES,
        "ZONE_NAME": ZONE_NAMES,
        "TIME_WORD": _words("time"),
        "REFERENCE": REFERENCES,
        "ADJECTIVE_REFERENCE": REFERENCES_BEFORE_NOUN,
        "CURRENT": {"current": 0},
        "FREQUENCY": FREQUENCIES,
        "YEARLY": _words("annual"),
        "VAGUE": _words("several few many some numerous"),
        "RECENT": _words("recent"),
        "COMING": _words("coming upcoming"),
        "MORE": _words("additional extra further more"),
        "ANOTHER": _words("additional another"),
        "SO": _words("so"),
        "COUPLE": _words("couple"),
        "HALF": _words("half"),
        "PAST_NOUN": {"past": "PAST_REF", "future": "FUTURE_REF"},
        "BOUND": BOUNDS,
        "ABOUT": _words("about approximately around ca circa over roughly some under"),
        "THE": _words("the"),
        "A": _words("a an"),
        "THIS": {"this": 0},
        "THAT": {"that": 0},
        "SAME": {"same": 0},
        "COMPARABLE": _words("same corresponding comparable"),
        "VERY": _words("very"),
        "LAST": {"last": -1, "past": -1},
        "PAST": _words("past"),
        "PREVIOUS": {"previous": -1, "preceding": -1, "prior": -1},
        "LATEST": {"latest": -1},
        "NEXT": {"next": 1, "coming": 1},
        "FOLLOWING": {"following": 1, "subsequent": 1, "ensuing": 1, "succeeding": 1},
        "AGO": _words("ago"),
        "EARLIER": _words("before beforehand earlier previously prior"),
        "EARLIER_ADVERB": _words("earlier"),
        "LATER": _words("after afterward afterwards hence later thereafter"),
        "LATER_ADVERB": _words("later"),
        "BEFORE": _words("before preceding"),
        "AFTER": _words("after following"),
        "EARLY": {"early": "START", "mid": "MID", "late": "END", "earliest": "START"},
        "LATTER": {
            "early": "START", "first": "START", "opening": "START", "middle": "MID", "second": "END", "latter": "END",
            "later": "END", "last": "END", "closing": "END", "final": "END", "dying": "END", "waning": "END",
        },
        "PART_WORD": _words("days half hours months part parts portion stages weeks years"),
        "CENTURY": {"century": "C"},
        "CENTURIES": _words("centuries"),
        "TERM": _words("term"),
        "TERM_LENGTH": {"short": "FUTURE_REF", "near": "FUTURE_REF", "long": "FUTURE_REF"},
        "END_WORD": {"end": "END"},
        "STANDARD": _words("daylight mean standard summer"),
        "DISTANT": _words("distant foreseeable immediate near recent"),
        "NOW_WORD": _words("now"),
        "EDGE": {
            "start": "START", "beginning": "START", "outset": "START", "opening": "START", "middle": "MID",
            "midst": "MID", "end": "END", "close": "END", "turn": "START",
        },
        "DAY_NAME": {"today": 0, "yesterday": -1, "tomorrow": 1},
        "TONIGHT": _words("tonight"),
        "OVERNIGHT": _words("overnight"),
        "EVERY": _words("each every"),
        "ALTERNATE": {"other": 2, "second": 2, "third": 3, "single": 1},
        "PER": _words("per"),
        "WEEKEND": _words("weekend"),
        "WEEKENDS": _words("weekends"),
        "QUARTER": _words("quarter"),
        "PERIOD": _words("period"),
        "LONG": _words("long"),
        "OLD": _words("old olds"),
        "AGE": _words("age aged ages"),
        "FISCAL": _words("financial fiscal"),
        "FISCAL_YEAR": _words("FY"),
        "QUARTER_SIGN": _words("Q"),
        "HALF_SIGN": _words("H"),
        "TIMES": _words("once thrice times twice"),
        "YEAR_WORD": _words("year"),
        "YEARS_WORD": _words("years"),
        "WEEK_WORD": _words("week"),
        "MONTH_WORD": _words("month"),
        "MONTHS_WORD": _words("months"),
        "MINUTES": _words("mins minutes"),
        "DAY_WORD": _words("day"),
        "AHEAD": _words("ahead"),
        "OFF_SCHEDULE": _words("ahead behind"),
        "TAKES": _words(
            "last lasted lasting lasts spend spending spent take taken takes taking took wait waited waiting"
        ),
        "EVEN": _words("even not"),
        "ENTIRE": _words("entire full whole"),
        "SINGLE": _words("single"),
        "TRADING": _words("trade trading"),
        "COME": _words("come comes coming"),
        "INTO": _words("into"),
        "UNIT_ADJECTIVE": _words(
            "business calendar consecutive long short solid straight successive trading working"
        ),
        "FINAL": _words("final last"),
        "AM": {"am": 0, "AM": 0, "a.m.": 0, "a.m": 0, "A.M.": 0, "pm": 12, "PM": 12, "p.m.": 12, "p.m": 12, "P.M.": 12},
        "OCLOCK": _words("o'clock"),
        "BC": _words("B.C B.C. B.C.E. BC BCE"),
        "AD": _words("A.D. AD C.E. CE"),
        "S": _words("s"),
        "OF": _words("of"),
        "HIS": _words("her his its my our their your"),
        "BEFORE_DATE": _words(
            "about after and around as before between by during for from in into last next of on or since this through"
            " throughout til till to until"
        ),
        "ENDED": _words("ended ending"),
        "SEASON_LEADER": _words("by during in of since through throughout until"),
        "AS": _words("as"),
        "IN": _words("in"),
        "ON": _words("on"),
        "AT": _words("at"),
        "BY": _words("by"),
        "FROM": _words("from"),
        "TO": _words("through till to until"),
        "BETWEEN": _words("between"),
        "AND": _words("& and"),
        "OR": _words("or"),
        "THAN": _words("than"),
        "DURING": _words("around during into over throughout within"),
        "SINCE": _words("since"),
        "HOURS_WORD": _words("h hours hrs"),
        "NUMBER_SIGN": _words(
            "apartment apt article box bus channel chapter directive docket exit ext extension flight form gate highway"
            " interstate no nos number page pages psalm regulation resolution resolutions room route rule section"
            " serial suite unit verse"
        ),
        "COPYRIGHT": _words("c copyright ©"),
        "STREET": _words(
            "Ave Avenue Blvd Boulevard Court Crescent Drive Highway Lane Park Parkway Place Plaza Rd Road Square St"
            " Street Terrace Way"
        ),
        # Of the calendar of the Hijra, by the moon and by the sun.
        "OTHER_MONTH": _words(
            "Muharram Safar Rabi Jumada Rajab Shaaban Shaban Sha'ban Ramadan Ramadhan Ramazan Shawwal Qadah Qidah"
            " Hijjah Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"
        ),
        "OTHER_ERA": _words("AH A.H. AP SH Hijri"),
        "PRE": _words("post pre"),
        "PRESENT_NOUN": _words("date now present"),
        "GIVEN_NAME": _words("April August June May"),
        "SOME": _words("many some"),
        "WITH": _words("with"),
        "FOR": _words("for"),
        "HAVE": _words("'ve had has have having"),
        "WAS": _words("did was were"),
        "IS": _words("am are be is"),
        "BE": _words("be been being"),
        "WILL": _words("ll shall will wo"),
        "WOULD": _words("can could might must should would"),
        "PRESENT_VERB": _words(
            "addresses arrives begins closes convenes decides departs elects ends expires faces go goes hears hosts"
            " meets opens resumes returns starts takes travels"
        ),
        "PRESENT_PLURAL": _words(
            "arrive begin choose convene decide depart elect gather leave meet open play resume return start"
            " travel vote"
        ),
        "PLANNED": _words(
            "aim aims anticipated bound deadline due expect expected expects forecast going hope hopes intend intends"
            " likely plan planned planning plans poised predicted projected ready scheduled slated supposed want"
            " wants"
        ),
        "POSTPONED": _words("adjourned deferred delayed extended postponed rescheduled"),
        "STAY": _words("keep remain stay"),
        "UNTIL": _words("through til till until"),
        "WHEN": _words("that when which"),
        "MUCH": _words("all course half most much part remainder rest"),
        "SUBJECT": _words("he i it she they we who you"),
        "SET": _words("set"),
        "PROMISED": _words(
            "agreed hoped offered pledged promised threatened vowed wanted"
        ),
        "PAST_VERB": _words(
            "arose awoke beat became began bore bought broke brought built came caught chose cut dealt died drew drove"
            " fell felt fled flew forced fought found gave got grew heard held hit hung hurt kept knew laid lay led"
            " left let lost made meant met overthrew paid put quit ran rang read rode rose said sank sat saw sent"
            " shook shot shut slid sold sought spent split spoke spread stole stood struck stuck swept swore taught"
            " thought threw told took tore understood went withdrew won wore wound wrote"
        ),
        "AMOUNT": _words(
            "% acres aircraft apartments barrels beds billion block blocks buildings cars cases casualties cavalry"
            " cents children civilians cm copies dead deaths degrees demonstrators dollars employees euros families"
            " feet fighters firefighters francs gallons guns hectares homes horses houses infantry inhabitants inmates"
            " jobs kg killed kilograms kilometers kilometres km lb lbs liters litres marks members men meters metres"
            " miles million mm mph officers pages passengers patients people percent pesos pieces planes points police"
            " pounds prisoners protesters pupils rebels refugees residents rifles rooms roubles rubles seats shares"
            " ships soldiers strong students tanks tonnes tons trillion troops trucks units vehicles villagers voters"
            " votes women workers wounded yards"
        ),
    }
)  # fmt: skip

ABBREVIATIONS: Final = (
    "a.m.", "p.m.", "A.M.", "P.M.", "a.m", "p.m", "B.C.E.", "B.C.", "A.D.", "C.E.", "B.C", "o'clock",
)  # fmt: skip
"""Words with a dot or an apostrophe inside, which would otherwise be read in pieces; longest first."""

BEFORE_FIGURES: Final = ("FY", "Q", "H")
"""What figures follow without a blank: FY2007, Q3."""

DOTTED: Final = _words(
    "Adm Apr Aug Bros Capt Co Col Corp Dec Dr Feb Fri Gen Gov Inc Jan Jr Jul Jun Lt Ltd Maj Mar Mon Mr Mrs Ms No"
    " Nov Oct Prof Rep Rev Sat Sen Sep Sept Sgt Sr St Sun Thu Thur Thurs Tue Tues Wed Weds approx ca etc vs"
)
"""Abbreviations after which a dot ends no sentence."""

PAST_ENDING: Final = "ed"
"""What a regular verb of the past ends in."""

ONGOING_ENDING: Final = "ing"
"""What the participle of a verb ends in that goes on."""

PLURAL_ENDING: Final = "s"
"""What most nouns end in where they are many."""
