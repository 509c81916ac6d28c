"""What is put on disk instead of in memory comes back as it was, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import files
from timeline.spool import TOGETHER, Lines, Spool


@given(st.lists(st.tuples(st.binary(max_size=200), st.integers(1, 400))))
def test_pieces_come_back_by_their_numbers_also_between_two_that_are_added(pieces: list[tuple[bytes, int]]):
    spool, added = Spool(), []
    for piece, times in pieces:
        added.append(piece * times)
        assert spool.add(added[-1]) == len(added) - 1
        assert spool[len(added) // 2] == added[len(added) // 2]
    assert list(spool) == added


def test_nothing_is_seen_of_it_in_the_folder(tmp_path: Path):
    spool = Spool(tmp_path)
    spool.add(b"x" * 1_000_000)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("count", [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 3 * TOGETHER])
def test_lines_come_back_all_or_by_their_numbers(count: int):
    lines = [f"é {number}" for number in range(count)]
    packed = Lines.pack(lines)
    assert (len(packed), list(packed)) == (count, lines)
    assert list(Lines(packed.parts)) == lines
    assert list(packed.chosen(range(0, count, 7))) == lines[::7]


def test_an_output_that_could_not_be_finished_leaves_the_old_one(tmp_path: Path):
    file = tmp_path / "proposals.csv"
    file.write_text("old", encoding="utf-8")
    with contextlib.suppress(KeyboardInterrupt), files.replacing(file) as out:
        out.write("new" * 100_000)
        raise KeyboardInterrupt
    assert (file.read_text(encoding="utf-8"), list(tmp_path.iterdir())) == ("old", [file])
    with files.replacing(file) as out:
        out.write("né")
    assert (file.read_text(encoding="utf-8"), out.seal) == ("né", files.seal("né".encode()))


def extract(project: Path, room: int) -> subprocess.CompletedProcess[str]:
    """The command where no file can grow over so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", "extract", "news.jsonl"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )


def test_a_disk_that_is_full_is_told_and_leaves_no_half_table(tmp_path: Path):
    (tmp_path / "timeline.toml").write_text('title = "Full"\n', encoding="utf-8")
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(600):
            text = (
                f"On {1 + number % 28} May 2019 gunmen attacked the market of X{number:x}ton and killed {number} men."
            )
            stream.write(json.dumps({"id": f"n{number}", "published": "2021-03-05", "text": text}) + "\n")
    outputs = tmp_path / "outputs"
    told = [extract(tmp_path, room=60_000)]  # what was found in the articles can't be kept
    assert [file.name for file in outputs.iterdir()] == [".cache"]
    assert extract(tmp_path, room=1 << 30).returncode == 0
    (outputs / "proposals.csv").write_text("sorted by hand", encoding="utf-8")
    told += [extract(tmp_path, room) for room in (2_000, 60_000)]  # the stories, the table
    assert sorted(file.name for file in outputs.iterdir()) == [".cache", "proposals.csv"]
    assert (outputs / "proposals.csv").read_text(encoding="utf-8") == "sorted by hand"
    for one in told:
        assert (one.returncode, "Traceback" in one.stderr, "the room on the disk" in one.stderr) == (2, False, True)
    assert len({one.stderr for one in told}) == len(told)
