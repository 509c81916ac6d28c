"""Characters that are not what they seem: garbled, borrowed from another script, invisible, or turning the line."""

from __future__ import annotations

import re
import unicodedata

from timeline.clean import LOOK_ALIKES

CONTINUATION = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
"""How the second and further bytes of a UTF-8 character look when read as Windows-1252."""
_NEXT = f"[{re.escape(CONTINUATION)}]"
_PUNCTUATION = "[€‚„…†‡‹‘’“”•–—˜™›]"
GARBLED = re.compile(
    # Ã© is é and Â° is °. A capital Â before a blank or a quotation mark is Portuguese or Vietnamese, not damage.
    rf"[ÂÃ](?:(?!{_PUNCTUATION}){_NEXT}|{_PUNCTUATION}(?=\w))"
    # â€™ is ’, â€” a dash; ï¿½ was lost already; ðŸ… an emoji.
    rf"|[âï]{_NEXT}{{2}}|ð{_NEXT}{{3}}"
    # Two in a row, since Ñ before a degree sign occurs: Ð¼Ð¾ is мо, Ù…Ø± is مر, Ä…Å¼ is ąż.
    rf"|(?:[ÄÅÎÏÐÑØÙÚÛ]{_NEXT}){{2,}}"
)
LOST = "\ufffd"

LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
MIXED = re.compile(rf"[{LATIN}][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][{LATIN}]")
WORD = re.compile(r"[^\W\d_]+")

UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2028\u2029"
    "\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
JOINERS = "\u200c\u200d"
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKS = "\u061c\u200e\u200f"
"""They only say which way a neighbour runs; Arabic and Hebrew text needs them."""


def mojibake(text: str) -> tuple[str, str] | None:
    """Return the first garbled characters and what they were ("" where that is lost), None where nothing is."""
    for found in GARBLED.finditer(text):
        meant = _meant(found.group())
        if meant and LOST not in meant:
            return found.group(), meant
    start = text.find(LOST)
    return (text[max(0, start - 8) : start + 8], "") if start >= 0 else None


def _meant(garbled: str) -> str:
    # Windows-1252 leaves five bytes without a character; decoders let them through as C1 controls.
    try:
        return b"".join(bytes([ord(char)]) if char <= "\xff" else char.encode("cp1252") for char in garbled).decode()
    except UnicodeError:
        return ""


def mixed(text: str) -> tuple[str, str] | None:
    """Return the first word that mixes look-alike letters, and the name of the letter out of place.

    The letters of the scarcer script are the ones out of place; IL-2β and µm are no mixture, since β and µ are taken
    for nothing else.
    """
    if not MIXED.search(text):
        return None
    for found in WORD.finditer(text):
        word = found.group()
        latin = [char for char in word if char < "\u0250"]
        other = [char for char in word if "\u0370" <= char <= "\u052f"]
        if latin and other and any(char in LOOK_ALIKES for char in other):
            stranger = other[0] if len(other) <= len(latin) else latin[0]
            return word, unicodedata.name(stranger, "an unnamed letter").lower()
    return None


def invisible(text: str) -> str:
    """Name the first character that nobody sees, "" where there is none. Line breaks and tabs don't count."""
    for found in UNSEEN.finditer(text):
        if found.group() not in JOINERS or not _joins(text, found.start()):
            return _called(found.group())
    return ""


def _joins(text: str, place: int) -> bool:
    # Persian, Kurdish, Hindi and family emoji are written with joiners; between Latin letters they hide.
    return any(char >= "\u0590" for char in text[max(0, place - 1) : place + 2] if char not in JOINERS)


def bidirectional(text: str) -> str:
    """Name the first character that turns the direction of writing, "" where there is none."""
    for found in TURNING.finditer(text):
        if found.group() not in MARKS or not any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
            return _called(found.group())
    return ""


def _called(char: str) -> str:
    # Controls have no name of their own in Unicode.
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character').lower()}"
