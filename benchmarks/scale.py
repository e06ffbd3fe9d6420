"""How counting grows: python -m benchmarks.scale [ARTICLES …] [--workers 1 2 pool] [--folder FOLDER]

For each number of generated articles (default 10,000, 100,000 and 1,000,000, which takes an hour or two) the whole
count, from Parquet files to finished tables, in this process, by Dask's worker processes, and for comparison by a
bare process pool with the same function for a partition. Each is measured in a process of its own.
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


def count_once(source: Path, out: Path, workers: str) -> dict[str, float]:
    """Seconds, words, and the peak memory of this process and of its largest child, of one whole count."""
    from analysis.scale import workers as hands
    from analysis.scale.count import read_manifest, run

    start = time.perf_counter()
    if workers == "pool":
        with ProcessPoolExecutor(2) as pool, patch.object(hands, "_each", partial(_in_pool, pool)):
            run(source, out, THEMES, client=_NoClient())
    else:
        run(source, out, THEMES, workers=int(workers))
    return {
        "seconds": time.perf_counter() - start,
        "words": read_manifest(out)["words"],
        "own": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "stored": sum(path.stat().st_size for path in out.rglob("*.parquet")) / 2**20,
    }


class _NoClient:
    """What stands for Dask's client where a pool does the work."""

    dashboard_link = ""

    def wait_for_workers(self, count: int, timeout: float) -> None:
        pass


def _in_pool(pool: ProcessPoolExecutor, client: object, function, items):
    return pool.map(function, items)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", nargs="+", default=["1", "2", "pool"])
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
    print(
        "| articles | input, MB | workers | seconds | M words/s | largest worker, MB | this process, MB | tables, MB |"
    )
    print("|---:|---:|---|---:|---:|---:|---:|---:|")
    for number in options.articles:
        source = generate.dataset(options.folder / str(number), number)
        size = sum(path.stat().st_size for path in source.iterdir()) / 2**20
        for workers in options.workers:
            command = [sys.executable, "-m", "benchmarks.scale", "--folder", str(source), "--only", workers]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            found = json.loads(done.stdout)
            speed = found["words"] / found["seconds"] / 1e6
            memory = found["own"] if workers == "1" else found["child"]
            print(
                f"| {number:,} | {size:,.0f} | {workers} | {found['seconds']:,.1f} | {speed:.3f} | {memory:,.0f} | "
                f"{found['own']:,.0f} | {found['stored']:,.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
