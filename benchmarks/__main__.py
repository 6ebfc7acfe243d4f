"""Run every benchmark that needs nothing but this repository, one after the other.

python -m benchmarks [--results FOLDER]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALONE = ("parsing", "indexing", "compression", "answering_speed", "import_memory", "adapters", "ui")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    results = parser.parse_args().results
    for name in ALONE:
        print(f"== {name}", flush=True)
        subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", "--json", str(results / f"{name}.json")], check=True
        )


if __name__ == "__main__":
    main()
