"""Measure extraction against dateparser and a bare regex scan, in one run, on the same articles.

    python tests/benchmarks/extract.py ../shared/bench/incidents/articles.jsonl.gz

Prints articles and characters a CPU second of one core: reading an article whole (date, mentions, candidates), its
dates alone, dateparser's search (if installed, on a sample) and a regex for explicit dates. Then the whole command on
all cores twice, the second time on unchanged files, in wall and CPU seconds, and the most memory of a process.
"""

from __future__ import annotations

import importlib.util
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import typer

from timeline import candidates, dates
from timeline.candidates import reading
from timeline.corpus import articles
from timeline.corpus.articles import Article, Piece

EXPLICIT = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\b|"
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"
)
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


def command(file: Path, project: Path) -> tuple[float, float, int]:
    """Wall and CPU seconds of the command, and the most memory that any of its processes held so far, in MB."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "timeline", "extract", "--json", str(file)]
    subprocess.run(words, cwd=project, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, spent, after.ru_maxrss // 1024


def main(path: Path) -> None:
    """Measure, and print as it goes."""
    sample = [articles.read(piece) for piece in articles.pieces([path]) if isinstance(piece, Piece)]
    lore = candidates.Tables().lore()
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
        first, spent, memory = command(path, project)
        second, again, _ = command(path, project)
        typer.echo(
            f"the command: {first:.2f} s wall, {spent:.2f} s CPU, {len(sample) / spent:.0f} articles a CPU second"
        )
        typer.echo(
            f"again on unchanged files: {second / first:.3f} of the wall time, {again / spent:.3f} of the CPU time"
        )
        shutil.rmtree(project / "outputs")
        typer.echo(f"most memory of a process: {memory} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
