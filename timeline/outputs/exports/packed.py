"""A zipped file (docx, pptx) with the same bytes whenever it is made."""

from __future__ import annotations

import io
import zipfile


def packed(data: bytes) -> bytes:
    """Return the package with its members in their order, all their times those of a new ZipInfo: 1 January 1980."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def printable(text: str) -> str:
    """Return the text without what XML 1.0 can't hold: controls and halves of surrogate pairs become U+FFFD."""
    return "".join(char if _is_xml(char) else "\ufffd" for char in text)


def _is_xml(char: str) -> bool:
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"


def put(thing: object, **properties: object) -> None:
    """Set properties of a library's object: what only its writer reads looks like dead code where it is assigned."""
    for name, value in properties.items():
        setattr(thing, name, value)
