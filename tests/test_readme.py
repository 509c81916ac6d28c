"""The README says what is true: its tables are the code's, its commands are those that CI runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["explain --columns --markdown", "explain --markdown"])
def test_the_tables_are_those_of_the_code(timeline, tmp_path, command):
    block = re.search(rf"<!-- \w+: `timeline {re.escape(command)}` -->\n(.*?)<!-- end -->", README, re.DOTALL)
    assert block is not None
    assert block[1].strip() == timeline(command, tmp_path).out.strip()


def test_the_pictures_are_there():
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / picture).stat().st_size > 10_000
