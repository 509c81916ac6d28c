"""Links of a poured sheet: inside the workbook, or to http and https. Nothing else becomes one."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from timeline.outputs.workbook.cells import attribute

MOST_LINKS = 65_530
"""Of a sheet; with one more Excel offers to repair the file."""
LONGEST_ADDRESS = 2_079
"""In characters; Excel repairs a file with a longer one."""
UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]")
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def address(text: str) -> str:
    """Return the text as the target of a link, or "" where it is no http or https address that Excel can hold."""
    text = text.strip()
    if UNSAFE.search(text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # "http://[::1" and the like
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    target = re.sub(r"""["<>\\^`{|}]""", lambda found: quote(found.group()), text)
    return target if len(target) <= LONGEST_ADDRESS else ""


class Links:
    """The links of one sheet, up to what Excel takes; the cells beyond stay plain text."""

    def __init__(self) -> None:
        self._marks: list[str] = []
        self._targets: dict[str, int] = {}

    def jump(self, cell: str, sheet: str, there: str) -> None:
        """From the cell to another of this workbook."""
        if self._room():
            self._marks.append(f'<hyperlink ref="{cell}" location="\'{attribute(sheet)}\'!{there}"/>')

    def web(self, cell: str, target: str) -> None:
        """From the cell to an address that `address` let through."""
        if self._room():
            number = self._targets.setdefault(target, len(self._targets) + 1)
            self._marks.append(f'<hyperlink ref="{cell}" r:id="web{number}"/>')

    def marks(self) -> str:
        """Return what stands inside `<hyperlinks>`."""
        return "".join(self._marks)

    def relations(self) -> str:
        """Return what stands inside the sheet's `<Relationships>`."""
        return "".join(
            f'<Relationship Id="web{number}" Type="{RELATION}" Target="{attribute(target)}" TargetMode="External"/>'
            for target, number in self._targets.items()
        )

    def _room(self) -> bool:
        return len(self._marks) < MOST_LINKS
