"""`timeline build --only page` beside pandas reading the same CSV and writing it as JSON, in one run.

    python tests/benchmarks/build.py 100000

The rows are clean, as those of a table that may go out are. CPU seconds of whole processes, imports included; least of
the repeats, since whatever else the machine does only adds. Where the time goes: the stages before the drawing are
those of `timeline validate` (the table and the corpus read, the quotes proven, all rules run).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import validate

BUILD = """
import sys
from pathlib import Path
from timeline import config, pipeline
order = pipeline.Order(outputs=("page",))
made = pipeline.build(config.load(Path(sys.argv[1])), order, tell=lambda _: None)
sys.exit(0 if made.files else 2)
"""
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
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as folder:
            home = validate.project(Path(folder) / "project", rows, mistakes=()).parent
            best = {
                name: min(
                    validate.measured([sys.executable, "-c", script, str(home)], home) for _ in range(asked.repeats)
                )
                for name, script in (("pandas", PANDAS), ("checked", STAGES), ("built", BUILD))
            }
            size = (home / "outputs" / "timeline.html").stat().st_size / 1e6
        plain, checked, built = best["pandas"], best["checked"], best["built"]
        sys.stdout.write(
            f"{rows:,} rows: build {built.seconds:.2f} s, {built.megabytes:.0f} MB, a page of {size:.1f} MB "
            f"(reading, proving and checking alone {checked.seconds:.2f} s); pandas read_csv and to_json "
            f"{plain.seconds:.2f} s, {plain.megabytes:.0f} MB; {built.seconds / plain.seconds:.2f} times that\n"
        )


if __name__ == "__main__":
    main()
