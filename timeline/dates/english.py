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


def _all(words: str, value: object) -> dict[str, object]:
    return dict.fromkeys(words.split(), value)


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
    "sunrise": "MO", "dusk": "EV", "sunset": "EV", "nightfall": "EV", "nighttime": "NI", "daytime": "DT",
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
    "nineties": 90,
}  # fmt: skip

ZONES: Final = frozenset(
    ["GMT", "UTC", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "BST", "CET", "CEST", "EET", "EEST", "MSK", "IST", "JST", "AEST", "AEDT", "HKT", "SGT", "ET", "PT", "CT", "AST"]
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
    "ve day": (5, 8), "v-e day": (5, 8), "vj day": (8, 15), "v-j day": (8, 15), "d-day": (6, 6),
    "juneteenth": (6, 19), "canada day": (7, 1), "independence day": (7, 4), "fourth of july": (7, 4),
    "bastille day": (7, 14), "halloween": (10, 31), "all saints' day": (11, 1), "all souls' day": (11, 2),
    "guy fawkes night": (11, 5), "armistice day": (11, 11), "veterans day": (11, 11), "veterans' day": (11, 11),
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "xmas": (12, 25),
    "boxing day": (12, 26), "st. stephen's day": (12, 26),
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

# Names of days that hang on Easter: days after it.
EASTER_DAYS: Final = {
    "ash wednesday": -46, "shrove tuesday": -47, "palm sunday": -7, "maundy thursday": -3, "good friday": -2,
    "holy saturday": -1, "easter": 0, "easter sunday": 0, "easter day": 0, "easter monday": 1, "ascension day": 39,
    "whit sunday": 49, "pentecost": 49, "whit monday": 50, "corpus christi": 60,
}  # fmt: skip

# Phrases of several words that behave as one word of a class; longest first is the reader's business.
PHRASES: Final[Mapping[str, Mapping[str, object]]] = {
    "NAMED_DAY": {
        **{name: ("fixed", day) for name, day in FIXED_DAYS.items()},
        **{name: ("counted", day) for name, day in COUNTED_DAYS.items()},
        **{name: ("easter", day) for name, day in EASTER_DAYS.items()},
    },
    "REFERENCE": {
        "right now": "PRESENT_REF", "at present": "PRESENT_REF", "at the moment": "PRESENT_REF",
        "these days": "PRESENT_REF", "just now": "PRESENT_REF", "until now": "PRESENT_REF",
        "not long ago": "PAST_REF", "long ago": "PAST_REF", "some time ago": "PAST_REF",
        "as soon as possible": "FUTURE_REF",
    },
    "PHRASE_OTHER": {"so far": None, "all the time": None, "every time": None, "some day": None, "every day's": None},
    "BOUND": {
        "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "not less than": "EQUAL_OR_MORE",
        "no fewer than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS",
        "not more than": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "more than": "MORE_THAN",
        "longer than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN", "just over": "MORE_THAN",
        "just under": "LESS_THAN", "well over": "MORE_THAN",
    },
    "MOMENT": {"12 noon": "12:00", "12 midnight": "24:00"},
}  # fmt: skip

BOUNDS: Final = {
    "nearly": "APPROX", "almost": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
}  # fmt: skip

WORDS: Final[Mapping[str, Mapping[str, object] | frozenset[str]]] = MappingProxyType(
    {
        "MONTH": MONTHS,
        "SHY_MONTH": frozenset({"May", "March", "August"}),
        "MONTH_DOTTED": frozenset(
            {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"}
        ),
        "SOON": frozenset({"soon"}),
        "WEEKDAY": WEEKDAYS,
        "SHY_WEEKDAY": frozenset({"Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"}),
        "WEEKDAYS": WEEKDAYS_PLURAL,
        "SEASON": SEASONS,
        "SHY_SEASON": frozenset({"fall", "spring", "springs"}),
        "SEASONS": SEASONS_PLURAL,
        "UNIT": UNITS,
        "UNITS": UNITS_PLURAL,
        "CLOCK_UNIT": CLOCK_UNITS,
        "CLOCK_UNITS": CLOCK_UNITS_PLURAL,
        "PART": DAY_PARTS,
        "PARTS": DAY_PARTS_PLURAL,
        "MOMENT": MOMENTS,
        "CARDINAL": CARDINALS,
        "MULTIPLIER": MULTIPLIERS,
        "ORDINAL": ORDINALS,
        "ORDINAL_ENDING": frozenset({"st", "nd", "rd", "th"}),
        "DECADE_WORD": DECADES,
        "ZONE": {zone: zone for zone in ZONES},
        "ZONE_NAME": ZONE_NAMES,
        "TIME_WORD": frozenset({"time"}),
        "REFERENCE": REFERENCES,
        "ADJECTIVE_REFERENCE": REFERENCES_BEFORE_NOUN,
        "CURRENT": {"current": 0},
        "FREQUENCY": FREQUENCIES,
        "YEARLY": frozenset({"annual"}),
        "VAGUE": {"several": None, "few": None, "many": None, "some": None, "numerous": None},
        "RECENT": frozenset({"recent"}),
        "COMING": frozenset({"coming", "upcoming"}),
        "MORE": frozenset({"more", "additional", "further", "extra"}),
        "ANOTHER": frozenset({"another", "additional"}),
        "SO": frozenset({"so"}),
        "COUPLE": frozenset({"couple"}),
        "FEW": frozenset({"few"}),
        "HALF": frozenset({"half"}),
        "PAST_NOUN": {"past": "PAST_REF", "future": "FUTURE_REF"},
        "BOUND": BOUNDS,
        "ABOUT": frozenset({"about", "around", "circa", "ca", "some", "approximately", "roughly", "over", "under"}),
        "THE": frozenset({"the"}),
        "A": frozenset({"a", "an"}),
        "ONE": frozenset({"one"}),
        "MANY_WORD": frozenset({"many"}),
        "THIS": {"this": 0},
        "THESE": frozenset({"these", "those"}),
        "THAT": {"that": 0},
        "SAME": {"same": 0},
        "VERY": frozenset({"very"}),
        "LAST": {"last": -1, "past": -1},
        "PAST": frozenset({"past"}),
        "PREVIOUS": {"previous": -1, "preceding": -1, "prior": -1},
        "LATEST": {"latest": -1},
        "NEXT": {"next": 1, "coming": 1},
        "FOLLOWING": {"following": 1, "subsequent": 1, "ensuing": 1, "succeeding": 1},
        "AGO": frozenset({"ago"}),
        "EARLIER": frozenset({"earlier", "before", "previously", "beforehand", "prior"}),
        "EARLIER_ADVERB": frozenset({"earlier"}),
        "LATER": frozenset({"later", "after", "afterwards", "afterward", "thereafter", "hence"}),
        "LATER_ADVERB": frozenset({"later"}),
        "BEFORE": frozenset({"before", "preceding"}),
        "AFTER": frozenset({"after", "following"}),
        "EARLY": {"early": "START", "mid": "MID", "late": "END", "earliest": "START"},
        "LATTER": {"latter": "END", "later": "END", "early": "START", "first": "START", "middle": "MID", "last": "END"},
        "PART_WORD": frozenset(
            {"part", "parts", "portion", "stages", "half", "days", "weeks", "months", "years", "hours"}
        ),
        "CENTURY": {"century": "C"},
        "TERM": frozenset({"term"}),
        "TERM_LENGTH": {"short": "FUTURE_REF", "near": "FUTURE_REF", "long": "FUTURE_REF"},
        "END_WORD": {"end": "END"},
        "STANDARD": frozenset({"standard", "daylight", "summer", "mean"}),
        "DISTANT": frozenset({"recent", "near", "distant", "immediate"}),
        "NOW_WORD": frozenset({"now"}),
        "ONWARD": frozenset({"onward", "onwards"}),
        "EDGE": {
            "start": "START",
            "beginning": "START",
            "outset": "START",
            "opening": "START",
            "middle": "MID",
            "midst": "MID",
            "end": "END",
            "close": "END",
            "turn": "START",
        },
        "DAY_NAME": {"today": 0, "yesterday": -1, "tomorrow": 1},
        "TONIGHT": frozenset({"tonight"}),
        "OVERNIGHT": frozenset({"overnight"}),
        "EVERY": frozenset({"every", "each"}),
        "OTHER": frozenset({"other"}),
        "PER": frozenset({"per"}),
        "WEEKEND": frozenset({"weekend"}),
        "WEEKENDS": frozenset({"weekends"}),
        "QUARTER": frozenset({"quarter"}),
        "PERIOD": frozenset({"period"}),
        "LONG": frozenset({"long"}),
        "OLD": frozenset({"old", "olds"}),
        "AGE": frozenset({"age"}),
        "FISCAL": frozenset({"fiscal", "financial"}),
        "FISCAL_YEAR": frozenset({"FY"}),
        "QUARTER_SIGN": frozenset({"Q"}),
        "HALF_SIGN": frozenset({"H"}),
        "TIMES": frozenset({"once", "twice", "thrice", "times"}),
        "YEAR_WORD": frozenset({"year"}),
        "YEARS_WORD": frozenset({"years"}),
        "WEEK_WORD": frozenset({"week"}),
        "MONTH_WORD": frozenset({"month"}),
        "DAY_WORD": frozenset({"day"}),
        "AHEAD": frozenset({"ahead"}),
        "ENTIRE": frozenset({"entire", "whole", "full"}),
        "FINAL": frozenset({"final", "last"}),
        "AM": {"am": 0, "AM": 0, "a.m.": 0, "a.m": 0, "A.M.": 0, "pm": 12, "PM": 12, "p.m.": 12, "p.m": 12, "P.M.": 12},
        "OCLOCK": frozenset({"o'clock"}),
        "BC": frozenset({"BC", "BCE", "B.C.", "B.C.E.", "B.C"}),
        "AD": frozenset({"AD", "CE", "A.D.", "C.E."}),
        "S": frozenset({"s"}),
        "OF": frozenset({"of"}),
        "HIS": frozenset({"his", "her", "their", "my", "your", "our", "its"}),
        "BEFORE_DATE": frozenset(
            {
                "in",
                "of",
                "by",
                "since",
                "from",
                "to",
                "until",
                "till",
                "through",
                "between",
                "during",
                "after",
                "before",
                "for",
                "this",
                "last",
                "next",
                "around",
                "about",
                "and",
                "or",
                "throughout",
                "as",
                "on",
            }
        ),
        "ENDED": frozenset({"ended", "ending"}),
        "SEASON_LEADER": frozenset({"in", "by", "since", "during", "of", "until", "through", "throughout"}),
        "AS": frozenset({"as"}),
        "IN": frozenset({"in"}),
        "ON": frozenset({"on"}),
        "AT": frozenset({"at"}),
        "BY": frozenset({"by"}),
        "FOR": frozenset({"for"}),
        "FROM": frozenset({"from"}),
        "TO": frozenset({"to", "through", "until", "till"}),
        "BETWEEN": frozenset({"between"}),
        "AND": frozenset({"and", "&"}),
        "OR": frozenset({"or"}),
        "NOT": frozenset({"not", "n't"}),
        "THAN": frozenset({"than"}),
        "SINCE": frozenset({"since"}),
        "DURING": frozenset({"during", "throughout", "over", "within", "into", "around"}),
        "HOURS_WORD": frozenset({"hours"}),
        "NUMBER_SIGN": frozenset(
            {
                "no",
                "nos",
                "number",
                "resolution",
                "resolutions",
                "flight",
                "route",
                "highway",
                "page",
                "room",
                "chapter",
                "channel",
            }
        ),
        "HAVE": frozenset({"have", "has", "had", "'ve", "having"}),
        "WAS": frozenset({"was", "were", "did"}),
        "IS": frozenset({"is", "are", "am", "be"}),
        "BE": frozenset({"be", "been", "being"}),
        "WILL": frozenset({"will", "shall", "ll", "wo"}),
        "WOULD": frozenset({"would", "could", "might", "should"}),
        "CAN": frozenset({"can", "may", "must"}),
        "PLANNED": frozenset(
            {
                "expected",
                "scheduled",
                "due",
                "set",
                "planned",
                "slated",
                "going",
                "plans",
                "plan",
                "planning",
                "expects",
                "expect",
                "hopes",
                "hope",
                "intends",
                "intend",
                "aims",
                "bound",
                "supposed",
                "poised",
                "ready",
                "deadline",
            }
        ),
        "PAST_VERB": frozenset(
            ["said", "told", "made", "took", "went", "came", "got", "gave", "found", "left", "held", "sent", "met", "won", "lost", "led", "began", "fell", "rose", "sold", "bought", "paid", "kept", "put", "saw", "knew", "thought", "brought", "spoke", "wrote", "ran", "grew", "became", "stood", "built", "fought", "hit", "shot", "cut", "let", "struck", "broke", "drew", "threw", "heard", "felt", "meant", "shut", "spent", "swept", "sought", "sank", "drove", "flew", "rode", "bore", "withdrew", "laid", "overthrew", "beat", "caught", "chose", "dealt", "fled", "forced", "hung", "hurt", "lay", "quit", "read", "rang", "sat", "shook", "slid", "split", "spread", "stole", "stuck", "swore", "taught", "tore", "understood", "wore", "wound", "arose", "awoke"]
        ),
        "AMOUNT": frozenset(
            ["percent", "%", "million", "billion", "trillion", "dollars", "euros", "pounds", "people", "men", "women", "troops", "soldiers", "prisoners", "tons", "tonnes", "miles", "kilometers", "kilometres", "km", "kg", "feet", "metres", "meters", "acres", "points", "votes", "shares", "jobs", "employees", "workers", "students", "police", "officers", "civilians", "aircraft", "tanks", "planes", "guns", "casualties", "killed", "wounded", "dead", "units", "barrels", "degrees", "cents", "yards", "members", "passengers", "seats", "copies", "homes", "houses", "families", "children", "cases", "francs", "marks", "rubles", "roubles", "pesos", "cavalry", "infantry", "ships", "hectares", "inhabitants", "deaths", "lb", "lbs", "mm", "cm", "mph", "kilograms", "block", "blocks", "pages", "pieces", "refugees", "strong"]
        ),
    }
)

ABBREVIATIONS: Final = (
    "a.m.", "p.m.", "A.M.", "P.M.", "a.m", "p.m", "B.C.E.", "B.C.", "A.D.", "C.E.", "B.C", "o'clock",
)  # fmt: skip
"""Words with a dot or an apostrophe inside, which would otherwise be read in pieces; longest first."""

BEFORE_FIGURES: Final = ("FY", "Q", "H")
"""What figures follow without a blank: FY2007, Q3."""

DOTTED: Final = frozenset(
    ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "Mr", "Mrs", "Ms", "Dr", "Gen", "Col", "Lt", "Sgt", "Capt", "Maj", "Adm", "Gov", "Sen", "Rep", "Rev", "St", "Prof", "Jr", "Sr", "Inc", "Corp", "Co", "Ltd", "Bros", "No", "vs", "ca", "approx", "etc"]
)
"""Abbreviations after which a dot ends no sentence."""

PAST_ENDING: Final = "ed"
"""What a regular verb of the past ends in."""
