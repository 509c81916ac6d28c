"""What `timeline build` does before it draws, beside pandas reading the same CSV and writing it as JSON, in one run.

    python tests/benchmarks/build.py 100000

CPU seconds of whole processes, imports included. The stages before the drawing are those of `timeline validate`: the
table and the corpus read, the quotes proven, all rules run. The drawing has a benchmark of its own, page.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import validate

STAGES = """
import sys
from pathlib import Path
from timeline import config, pipeline
pipeline.validate(config.load(Path(sys.argv[1])), tell=lambda _: None)
"""
PANDAS = """
import sys
import pandas
table = pandas.read_csv(sys.argv[1] + "/events.csv")
table.to_json(sys.argv[1] + "/events.json", orient="records")
"""


def main() -> None:
    """Measure at each size, and print both and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[100_000])
    for rows in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as folder:
            home = validate.project(Path(folder) / "project", rows).parent
            plain = validate.measured([sys.executable, "-c", PANDAS, str(home)], home)
            ours = validate.measured([sys.executable, "-c", STAGES, str(home)], home)
        ratio = ours.seconds / plain.seconds
        sys.stdout.write(
            f"{rows:,} rows: reading, proving and checking {ours.seconds:.2f} s, {ours.megabytes:.0f} MB; pandas "
            f"read_csv and to_json {plain.seconds:.2f} s, {plain.megabytes:.0f} MB; {ratio:.2f} times that\n"
        )


if __name__ == "__main__":
    main()
