"""What tests share: projects in a temporary folder, the installed command, and the programs that prove our outputs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from needed import missing

# A machine shared with others is slow now and then; that is no failure. CI tries the same examples at every run, so
# that what lands doesn't hang on luck; at the desk new ones are tried each time.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five articles, for tests and trials only."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the articles of the case (../shared/seeds) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of development data."""
    folder = SHARED / "bench"
    if not folder.is_dir():
        pytest.skip("the development data (../shared/bench) is not on this machine")
    return folder


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said: exit code, results (stdout), progress and trouble (stderr)."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def timeline() -> Callable[..., Told]:
    """Run the installed command as a process: `timeline("validate", project)` is `timeline validate` in that folder."""

    def run(command: str, folder: Path, *more: str, stdin: str | None = None, **environ: str) -> Told:
        words = [sys.executable, "-m", "timeline", *command.split(), *more]
        env = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", **environ}
        given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
        done = subprocess.run(  # type: ignore[call-overload]  # input and stdin exclude each other
            words,
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
            **given,
        )
        return Told(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped case: settings, events and corpus. Tests that write make a copy of their own."""
    folder = tmp_path_factory.mktemp("case") / "project"
    folder.mkdir()
    for name in ("pyproject.toml", "events.csv"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


@pytest.fixture
def case(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the shipped case that a test may change."""
    return Path(shutil.copytree(shipped, tmp_path / "project"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium (a Playwright Browser), Debian's own; skips in plain words where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("Chromium", "Debian: apt-get install chromium.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-sync", "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """LibreOffice as a second reader: `libreoffice(file, "pdf")` converts and returns the new file."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        missing("LibreOffice Calc", "Debian: apt-get install libreoffice-calc-nogui.")
    profile = tmp_path_factory.mktemp("libreoffice-profile")

    def convert(file: Path, form: str, folder: Path | None = None) -> Path:
        target = folder or tmp_path_factory.mktemp("converted")
        subprocess.run(
            [
                str(path),
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                str(target),
                str(file),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return target / f"{file.stem}.{form.split(':', maxsplit=1)[0]}"

    return convert
