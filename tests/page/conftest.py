"""A page opened in Chromium, with an ear for everything that it must not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """`opened(file, "#hash", width=320)` is a ready tab; at the end, no error, request or refusal may have come up."""
    tabs: list[Any] = []
    trouble: list[str] = []

    def open_(file: Path, hash_: str = "", *, width: int = 1280, height: int = 900, **context: Any) -> Any:
        tab = chromium.new_page(viewport={"width": width, "height": height}, **context)
        tabs.append(tab)
        tab.set_default_timeout(20_000)
        tab.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:", "blob:")) else trouble.append(request.url)
            ),
        )
        tab.goto(file.as_uri() + hash_)
        if context.get("java_script_enabled", True):
            tab.wait_for_selector("html[data-ready]", state="attached")
            tab.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 50)))")
        return tab

    yield open_
    for tab in tabs:
        tab.close()
    assert trouble == []
