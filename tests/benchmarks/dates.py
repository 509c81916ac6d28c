"""How fast dates are found: ours, dateparser's search and a bare regular expression on the same text, in one run.

    python tests/benchmarks/dates.py [FOLDER OF .txt, .md OR .tml FILES] [--characters 200000] [--hostile]

Characters per CPU second, what loads on first use left out. Without a folder the text is made here. dateparser is a
yardstick and no dependency: `pip install dateparser`. It gets the publication date too, and is asked for English only.
`--hostile` adds texts that make careless patterns slow, as ratios to the time of as much news.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from timeline import dates

PUBLISHED = dt.date(2018, 6, 17)
MADE = (
    "The council said on Tuesday that the bridge, closed since March 3 after a lorry hit it, will open next week. Work "
    "began in the autumn of 2016 and was to last six months; a year later the mayor, who had been in office for more "
    "than ten years, resigned. Nobody was hurt. The firm that built it paid 2,000 people a total of $1.5 million and "
    "denies that it knew of the cracks found by an engineer. It was fined on 12 May 2018. Drivers take the ferry.\n\n"
)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
BARE = re.compile(
    rf"\b(?:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?|\b\d{{1,2}} (?:{MONTHS})(?: \d{{4}})?|\b\d{{4}}-\d\d-\d\d\b"
)
HOSTILE = (
    *("7", "on ", "1/", "1/1/1/1/", "May ", "May May May ", "\n", "the ", "of of of ", "1 1 1 ", "-", '"', "A"),
    *("between 2005 and ", "x" * 1000 + " ", "\u00a0on", "戰爭", "ON TUESDAY ", "a-\n", "early ", "twenty-"),
)
MARKUP = re.compile(r"<[^<>]*>")

Finder = Callable[[str], int]


def read(folder: Path | None, characters: int) -> list[str]:
    """The texts, markup taken out, together about as long as asked for; two thousand characters each where made."""
    if folder is None:
        return [MADE * (2000 // len(MADE))] * (characters // 2000)
    texts: list[str] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".md", ".tml"} and sum(map(len, texts)) < characters:
            texts.append(MARKUP.sub("", path.read_text(encoding="utf-8", errors="replace")))
    return texts


def bare(text: str) -> int:
    """Explicit dates by one pattern: the floor of what a search can cost."""
    return sum(1 for _ in BARE.finditer(text))


def ours(text: str) -> int:
    """All expressions, resolved and placed."""
    return len(dates.find(text, PUBLISHED))


def yardstick() -> Finder | None:
    """dateparser's search, or None where it is not installed."""
    if importlib.util.find_spec("dateparser") is None:
        return None
    from dateparser.search import search_dates

    base = {"RELATIVE_BASE": dt.datetime.combine(PUBLISHED, dt.time())}
    return lambda text: len(search_dates(text, languages=["en"], settings=base) or [])


def seconds(find: Finder, texts: list[str]) -> tuple[float, int]:
    """CPU seconds for all texts, and how much was found."""
    find("It began on Tuesday.")
    started = time.process_time()
    found = sum(find(text) for text in texts)
    return max(time.process_time() - started, 1e-9), found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--characters", type=int, default=200_000)
    parser.add_argument("--hostile", action="store_true")
    args = parser.parse_args()
    texts = read(args.folder, args.characters)
    total = sum(map(len, texts))
    if not total:
        sys.exit("No text there: the folder has no .txt, .md or .tml files.")
    out = sys.stdout.write
    out(f"{len(texts)} texts, {total:,} characters\n")
    finders: dict[str, Finder | None] = {"ours": ours, "dateparser search": yardstick(), "bare regex": bare}
    for name, find in finders.items():
        if find is None:
            out(f"{name:18} is not installed: pip install dateparser\n")
            continue
        spent, found = seconds(find, texts)
        out(f"{name:18} {total / spent:14,.0f} characters a CPU second, {found} found\n")
    if args.hostile:
        size = 1_000_000
        joined = "\n\n".join(texts)
        news, _ = seconds(ours, [(joined * (size // len(joined) + 1))[:size]])
        for piece in HOSTILE:
            spent, _ = seconds(ours, [piece * (size // len(piece))])
            out(f"1 MB of {piece[:20]!r:22} {spent / news:6.2f} times the time of 1 MB of news\n")


if __name__ == "__main__":
    main()
