"""A state of the events out of git's history."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from timeline.errors import TimelineError


class NoSuchRevision(TimelineError):
    """What was named is neither a file nor something that git knows."""

    hint = "Name a file, a revision (HEAD~1, a tag), or a file of a revision (HEAD~1:events.csv)."

    def __init__(self, named: str, reason: str) -> None:
        super().__init__(f"{named!r} is no file, and git finds no such revision: {reason}")


def read(named: str, events: Path) -> bytes:
    """Return the bytes of a file as it was: `HEAD~1:events.csv`, or `HEAD~1` for `events` itself.

    git is asked in the folder of `events`. Raises NoSuchRevision.
    """
    spec = named if ":" in named else f"{named}:./{events.name}"
    git = shutil.which("git")
    if git is None:
        raise NoSuchRevision(named, "git is not installed")
    if spec.startswith("-"):
        raise NoSuchRevision(named, "it would be an option")
    # cat-file gives the bytes as they were committed: no filter, no pager, no program of somebody's settings is run.
    asked = [git, "cat-file", "blob", spec]
    done = subprocess.run(asked, cwd=events.parent, capture_output=True, check=False)  # noqa: S603 - the line above
    if done.returncode:
        raise NoSuchRevision(named, done.stderr.decode(errors="replace").strip().removeprefix("fatal: "))
    return done.stdout
