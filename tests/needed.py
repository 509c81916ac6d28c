"""Programs that tests prove our outputs by, and what is said where one is not there."""

from __future__ import annotations

import os

import pytest


def missing(what: str, remedy: str) -> None:
    """Skip for want of a program, in plain words; where everything is required, fail instead."""
    told = f"{what} is not installed, so this claim was not tested here. {remedy}"
    if os.environ.get("TIMELINE_REQUIRE_ALL") == "1":
        pytest.fail(told)
    pytest.skip(told)
