"""How well and how fast wire copies are found: python -m benchmarks.copies [ARTICLES …]

Precision and recall of pairs on generated copies (a new headline, up to half of the body cut, one word in 25 edited,
another spelling) beside follow-ups that quote a third of an article; then what the banding alone can find.
"""

from __future__ import annotations

import argparse
import time

import pandas as pd

from analysis.scale.copies import BAND, BANDS, THRESHOLD, clusters, recall_of_banding, sketches
from benchmarks import generate


def pairs(sizes: pd.Series) -> int:
    """Pairs of articles in groups of these sizes."""
    return int((sizes * (sizes - 1) // 2).sum())


def measured(count: int) -> dict[str, float]:
    """Precision and recall of pairs among the copies of `count` articles, and processor time."""
    articles, origin = generate.wire(count)
    start = time.process_time()
    sketched = sketches(articles)
    middle = time.process_time()
    found = clusters(sketched)
    spent = time.process_time() - middle
    labelled = found.assign(origin=found["article"].map(origin))
    right = pairs(labelled.groupby(["cluster", "origin"]).size())
    return {
        "articles": len(articles),
        "precision": right / pairs(labelled.groupby("cluster").size()),
        "recall": right / pairs(pd.Series(origin).value_counts()),
        "sketches": (middle - start) / len(articles) * 1e6,
        "clusters": spent / len(articles) * 1e6,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=int, nargs="*", default=[1000, 2000, 4000])
    for count in parser.parse_args().articles:
        one = measured(count)
        print(
            f"{one['articles']:,} articles: precision {one['precision']:.3f}, recall {one['recall']:.3f} of pairs; "
            f"microseconds an article: sketches {one['sketches']:,.0f}, clusters {one['clusters']:,.0f}"
        )
    print(f"banding ({BANDS} of {BAND}), texts of one length; from {THRESHOLD:.2f} contained on they count as copies")
    for percent in range(10, 101, 10):
        contained = percent / 100
        found = recall_of_banding(contained / (2 - contained))
        print(f"  contained {contained:.1f}  resemblance {contained / (2 - contained):.2f}  found {found:.3f}")


if __name__ == "__main__":
    main()
