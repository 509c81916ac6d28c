"""Measure extraction against dateparser and a bare regex scan, in one run, on the same articles.

    python tests/benchmarks/extract.py ../shared/bench/incidents/articles.jsonl.gz --times 5

Prints articles and characters a CPU second of one core: reading an article whole (date, mentions, candidates), its
dates alone, dateparser's search (if installed, on a sample) and a regex for explicit dates. Then the whole command on
all cores twice, the second time on unchanged files, in wall and CPU seconds, and the most memory of the main process
and of a worker; and that for the articles so many times over, with other ids, names and numbers.
"""

from __future__ import annotations

import gc
import gzip
import importlib.util
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from timeline import candidates, dates
from timeline.candidates import reading
from timeline.corpus import articles
from timeline.corpus.articles import Article, Piece

EXPLICIT = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\b|"
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"
)
WORD = re.compile(r"[A-Za-z]{3,}")
SAMPLE = 60
"""Articles that dateparser gets: it is slow."""


def rate(name: str, work: Callable[[Article], object], sample: Sequence[Article]) -> float:
    """Print and return characters a CPU second."""
    started = time.process_time()
    for article in sample:
        work(article)
    spent = time.process_time() - started
    letters = sum(len(article.text) for article in sample)
    typer.echo(f"{name:34} {len(sample) / spent:10,.0f} articles/s {letters / spent:14,.0f} characters/s")
    return letters / spent


class Run(NamedTuple):
    """Wall and CPU seconds of a command, and the most memory of its main process and of a worker, in MB."""

    wall: float
    spent: float
    main: int
    worker: int


CODE = """
import resource, sys
from timeline.__main__ import main
try:
    main()
finally:  # a process inherits the peak that ru_maxrss tells from the one that starts it; VmHWM (Linux) is its own
    own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(int(own) // 1024, others // 1024, file=sys.stderr)
"""


def command(file: Path, project: Path) -> Run:
    """Run the command as it is once it is installed: its code is compiled, and its output waits for no terminal."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    env["PYTHONPYCACHEPREFIX"] = str(project / "compiled")
    words = [sys.executable, "-c", CODE, "extract", "--json", str(file)]
    subprocess.run([*words[:3], "--help"], cwd=project, env=env, check=True, capture_output=True)
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with (project / "out.jsonl").open("w") as out:
        told = subprocess.run(words, cwd=project, env=env, check=True, stdout=out, stderr=subprocess.PIPE, text=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    main, worker = map(int, told.stderr.splitlines()[-1].split())
    return Run(wall, spent, main, worker)


def repeated(path: Path, times: int, into: Path) -> Path:
    """Write the articles so many times over, each time with other ids, and with the rarer words exchanged."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    counted = Counter(word for row in rows for word in set(WORD.findall(row["text"].lower())))
    rare = sorted((word for word, count in counted.items() if 1 < count <= len(rows) // 20), key=counted.__getitem__)
    with into.open("w", encoding="utf-8") as stream:
        for copy in range(times):
            chance = random.Random(copy)  # noqa: S311 - the same words each time, nothing secret
            others = [
                word
                for at in range(0, len(rare), 400)
                for word in chance.sample(rare[at : at + 400], len(rare[at : at + 400]))
            ]
            table = dict(zip(rare, others, strict=True)) if copy else {}

            def other(match: re.Match[str], table: Mapping[str, str] = table) -> str:
                word = table.get(match[0].lower(), match[0])
                return word.capitalize() if match[0][0].isupper() else word

            for row in rows:
                words = {name: WORD.sub(other, row.get(name) or "") for name in ("title", "text")}
                stream.write(json.dumps({**row, **words, "id": f"{row['id']}-{copy}"}) + "\n")
    return into


def main(
    path: Path, *, times: Annotated[int, typer.Option(help="How many times over memory is measured.")] = 5
) -> None:
    """Measure, and print as it goes."""
    path = path.resolve()
    sample = [articles.read(piece) for piece in articles.pieces([path]) if isinstance(piece, Piece)]
    lore = candidates.Tables().lore()
    gc.set_threshold(100_000, 50, 50)  # as a worker has it
    reading.tell(sample[0], lore)
    whole = rate("timeline: an article whole", lambda article: reading.tell(article, lore), sample)
    rate("timeline: its dates", lambda article: dates.find(article.text, article.metadata), sample)
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates

        few = sample[:SAMPLE]
        other = rate("dateparser: search_dates", lambda article: search_dates(article.text, languages=["en"]), few)
        typer.echo(f"  reading an article whole is {whole / other:.1f} times as fast as dateparser's dates alone")
    rate("a regex for explicit dates", lambda article: EXPLICIT.findall(article.text), sample)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "timeline.toml").write_text('title = "Benchmark"\n', encoding="utf-8")
        command(path, project)  # compiles
        shutil.rmtree(project / "outputs")
        first, again = command(path, project), command(path, project)
        typer.echo(
            f"the command: {first.wall:.2f} s wall, {first.spent:.2f} s CPU, "
            f"{len(sample) / first.spent:.0f} articles a CPU second"
        )
        typer.echo(
            f"again on unchanged files: {again.wall / first.wall:.3f} of the wall time, "
            f"{again.spent / first.spent:.3f} of the CPU time"
        )
        typer.echo(f"most memory of {len(sample):,} articles: main {first.main} MB, a worker {first.worker} MB")
        many = command(repeated(path, times, project / "many.jsonl"), project)
        typer.echo(f"most memory of {times * len(sample):,} articles: main {many.main} MB, a worker {many.worker} MB")


if __name__ == "__main__":
    typer.run(main)
