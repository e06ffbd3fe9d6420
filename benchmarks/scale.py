"""How counting grows: python -m benchmarks.scale [ARTICLES …] [--workers 1 pool 2] [--folder FOLDER]

For each number of generated articles (default 10,000, 100,000 and 1,000,000, which takes an hour or so and 1.3 GB) the
whole count, from Parquet files to finished tables, in this process, by a bare process pool of two with the same
function for a partition, and by two of Dask's worker processes. Each is measured in a process of its own. Beside the
time stand the processor seconds of all its processes, which tell of the work also where other programs run.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from unittest.mock import patch

from benchmarks import generate

THEMES = generate.SEEDS / "themes.toml"
NAMES = {"1": "1", "pool": "2, bare pool", "2": "2, Dask"}
HEAD = (
    *("articles", "input, MB", "workers", "seconds", "processor seconds", "M words/s"),
    *("largest process, MB", "tables, MB", "times one worker", "time of the pool"),
)


def count_once(source: Path, out: Path, workers: str) -> dict[str, float]:
    """Seconds, words, memory and storage of one whole count."""
    from analysis.scale import workers as hands
    from analysis.scale.count import read_manifest, run
    from analysis.scale.process import lean

    start = time.perf_counter()
    if workers == "pool":
        lean()
        with ProcessPoolExecutor(2) as pool, patch.object(hands, "_each", partial(_in_pool, pool)):
            run(source, out, THEMES, client=_NoClient())
    else:
        run(source, out, THEMES, workers=int(workers))
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "words": read_manifest(out)["words"],
        "memory": max(one.ru_maxrss for one in used) / 1024,
        "stored": sum(path.stat().st_size for path in out.rglob("*.parquet")) / 2**20,
    }


class _NoClient:
    """What stands for Dask's client where a pool does the work."""

    dashboard_link = ""

    def wait_for_workers(self, count: int, timeout: float) -> None:
        pass


def _in_pool(pool: ProcessPoolExecutor, client: object, function, items):
    return pool.map(function, items)


def measured(source: Path, workers: str) -> dict[str, float]:
    """`count_once` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--folder", str(source), "--only", workers]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def row(number: int, size: float, workers: str, seconds: dict[str, float], found: dict[str, float]) -> str:
    """A line of the table; `seconds` of what was measured on these articles already."""
    compared = [f"{seconds['1'] / found['seconds']:.2f}" if "1" in seconds else ""]
    compared.append(f"{found['seconds'] / seconds['pool']:.2f}" if "pool" in seconds and workers != "1" else "")
    cells = [f"{number:,}", f"{size:,.0f}", NAMES.get(workers, f"{workers}, Dask")]
    cells += [
        f"{found['seconds']:,.1f}",
        f"{found['processor']:,.1f}",
        f"{found['words'] / found['seconds'] / 1e6:.3f}",
    ]
    return line([*cells, f"{found['memory']:,.0f}", f"{found['stored']:,.1f}", *compared])


def line(cells) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", nargs="+", default=["1", "pool", "2"])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "generated-articles")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        out = options.folder.with_name(f"{options.folder.name}-counted")
        print(json.dumps(count_once(options.folder, out, options.only)))
        shutil.rmtree(out)
        return
    words, types, beta = generate.heaps(5000)
    print(
        f"generated text: {words[-1]:,} words, {types[-1]:,} types, growing by Heaps' law with the exponent {beta:.2f}"
    )
    print(line(HEAD), line("---" if cell == "workers" else "---:" for cell in HEAD), sep="\n")
    for number in options.articles:
        source = generate.dataset(options.folder / str(number), number)
        size = sum(path.stat().st_size for path in source.iterdir()) / 2**20
        seconds: dict[str, float] = {}
        for workers in options.workers:
            found = measured(source, workers)
            seconds[workers] = found["seconds"]
            print(row(number, size, workers, seconds, found), flush=True)


if __name__ == "__main__":
    main()
