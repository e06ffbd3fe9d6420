"""What the intervals and p-values are worth, and what contrasts of a large corpus cost: python -m benchmarks.statistics

Corpora are drawn from bursty counts: article i has w_i words (log-normal, 400 in the middle) and Poisson(g_i μ w_i)
matches, g_i ~ Gamma(k, 1/k). k = .3 is what machine-matched news articles show for the rarer themes, k = 1 is
milder.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
import pandas as pd

from analysis.statistics.bursts import burst_likelihood
from analysis.statistics.contrasts import contrasts_of
from analysis.statistics.detection import detectable_ratio, null_reach
from analysis.statistics.intervals import log_ratio_interval, rate_interval, share_interval
from analysis.statistics.measures import log_likelihood
from analysis.statistics.permutation import permutation_p

CORPORA = 10_000  # a share of them is known to .0022 where it is .95 or .05, standard error
PERMUTATIONS = 999
Groups = tuple[np.ndarray, np.ndarray]


def draw(rng: np.random.Generator, size: int, k: float, mean: float, longer: float = 1.0) -> Groups:
    """Counts and words of one group's articles, `mean` matches in 400 words."""
    words = np.round(longer * 400 * np.exp(0.6 * rng.standard_normal(size))) + 30
    return rng.poisson(rng.gamma(k, 1 / k, size) * mean * words / 400).astype(float), words


def bootstrap_interval(rng: np.random.Generator, y: np.ndarray, w: np.ndarray, times: int = 500) -> np.ndarray:
    """Percentile bootstrap of the rate over articles, for comparison only."""
    drawn = rng.integers(0, len(y), (times, len(y)))
    return np.quantile(y[drawn].sum(axis=1) / w[drawn].sum(axis=1), [0.025, 0.975])


def coverage(mean: float, k: float, size: int) -> tuple[float, ...]:
    """Share of corpora whose 95 % interval holds the true rate, share of sentences, and ratio of two rates; the rate
    also by a bootstrap, in one corpus of ten. A ratio without a bound on one side holds all on that side."""
    rng = np.random.default_rng([size, int(10 * k), int(10 * mean)])
    held = np.full((CORPORA, 4), np.nan)
    for i in range(CORPORA):
        (y, w), (other, others) = draw(rng, size, k, mean), draw(rng, size, k, mean)
        interval, second = rate_interval(y, w), rate_interval(other, others)
        ratio = log_ratio_interval(y.sum(), w.sum(), interval, other.sum(), others.sum(), second)[1:]
        sentences = np.maximum(np.round(w / 25), 1)
        coded = rng.binomial(sentences.astype(int), 1 - np.exp(-rng.gamma(k, 1 / k, size) * mean / 16))
        share = 1 - (1 + mean / 16 / k) ** -k
        held[i, :2] = holds(interval, mean / 400), holds(share_interval(coded, sentences), share)
        if not np.isnan(ratio).all():
            held[i, 2] = holds(ratio, 0.0)
        if i % 10 == 0:
            held[i, 3] = holds(bootstrap_interval(rng, y, w), mean / 400)
    return tuple(np.nanmean(held, axis=0))


def holds(bounds: Sequence[float], truth: float) -> bool:
    """Whether an interval holds the truth; a missing bound excludes nothing."""
    return not (bounds[0] > truth or bounds[1] < truth)


def called(groups: list[Groups], seed: int) -> tuple[bool, bool]:
    """Whether two groups are called different by p <= .05 alone, and by the verdict, which asks the interval too."""
    (y, w), (other, others) = groups
    p = permutation_p([(y[:, None], w) for y, w in groups], [(0, 1)], PERMUTATIONS, seed).item()
    intervals = rate_interval(y, w), rate_interval(other, others)
    _, low, high = log_ratio_interval(y.sum(), w.sum(), intervals[0], other.sum(), others.sum(), intervals[1])
    return p <= 0.05, p <= 0.05 and (low > 0 or high < 0)


NULLS = [
    *(("alike", mean, (n, k, 1.0), (n, k, 1.0)) for mean, k, n in product((1, 5), (1, 0.3), (8, 15, 40))),
    ("unequal sizes", 5, (8, 0.3, 1.0), (40, 0.3, 1.0)),
    ("unequal lengths", 5, (15, 0.3, 3.0), (15, 0.3, 1.0)),
    ("unequal bursts", 5, (8, 0.3, 1.0), (8, 1.0, 1.0)),
    ("unequal bursts", 5, (15, 0.3, 1.0), (15, 1.0, 1.0)),
    ("unequal bursts", 5, (40, 0.3, 1.0), (40, 1.0, 1.0)),
    ("all unequal", 5, (8, 0.3, 3.0), (40, 1.0, 1.0)),
]


def false_positives(mean: float, a: tuple[int, float, float], b: tuple[int, float, float]) -> tuple[float, ...]:
    """Share of corpora without a difference that are called different at .05: by p alone, by the verdict, and by the
    log-likelihood of words; a side is its articles, k, and how many times as long they are."""
    rng = np.random.default_rng([int(10 * value) for value in (mean, *a, *b)])
    called_so = np.zeros((CORPORA // 2, 3))
    for i in range(len(called_so)):
        (y, w), (other, others) = groups = [draw(rng, size, k, mean, longer) for size, k, longer in (a, b)]
        words = log_likelihood(y.sum(), w.sum(), other.sum(), others.sum()) > 3.84
        called_so[i] = *called(groups, seed=i), words
    return tuple(called_so.mean(axis=0))


def power() -> pd.DataFrame:
    """Share of corpora that show, at .05, a difference as large as the median smallest detectable ratio."""
    rows = []
    for k, size in product((1, 0.3), (8, 15, 40)):
        rng = np.random.default_rng([size, int(10 * k)])
        reaches = []
        for _ in range(CORPORA // 50):
            (y, w), (other, others) = (draw(rng, size, k, 4) for _ in "ab")
            both = burst_likelihood(y, w) + burst_likelihood(other, others)
            reaches.append(null_reach(y.sum() + other.sum(), w, others, both, "article"))
        ratio = detectable_ratio(np.median(reaches), 2 * size - 2, tests=1).item()
        found = []
        for i in range(CORPORA // 10):
            groups = [draw(rng, size, k, 4 * change) for change in (ratio**-0.5, ratio**0.5)]
            found.append(called(groups, seed=i))
        rows.append((k, size, ratio, *np.mean(found, axis=0)))
    return pd.DataFrame(rows, columns=["k", "articles", "detectable ratio", "p", "verdict"])


def speed(articles: int = 10_000, groups: int = 30, permutations: int = 10_000) -> str:
    """Time and memory of all contrasts of 4 themes between the groups of a large corpus."""
    rng = np.random.default_rng(0)
    themes = ["service", "participation", "meritocracy", "structural_change"]
    names = np.array([f"a{i}" for i in range(articles)])
    table = pd.DataFrame({"article": names, "city": rng.integers(0, groups, articles)})
    tables = []
    for theme in themes:
        y, w = draw(rng, articles, 0.5, 3)
        tables.append(pd.DataFrame({"article": names, "theme": theme, "words": w, "sentences": 20, "matches": y}))
    counts = pd.concat(tables, ignore_index=True)
    counts["words"] = np.tile(counts["words"].to_numpy()[:articles], len(themes))
    counts = counts.assign(
        theme=pd.Categorical(counts["theme"], themes), coded_sentences=counts["matches"].clip(upper=20)
    )
    start, start_busy = time.perf_counter(), time.process_time()
    result = contrasts_of(table, counts, permutations=permutations)
    seconds, busy = time.perf_counter() - start, time.process_time() - start_busy
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{len(result)} contrasts ({groups} groups, {len(themes)} themes, {articles} articles, {permutations} "
        f"permutations): {seconds:.1f} s ({busy:.1f} s of processor), {megabytes:.0f} MB in all"
    )


def table(title: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Print rows as they come, each after minutes of drawing."""
    print(title, " | ".join(columns), sep="\n")
    for row in rows:
        print(" | ".join(f"{value:.3f}" if isinstance(value, float) else str(value) for value in row), flush=True)
    print(flush=True)


def main() -> None:
    print(speed(), end="\n\n", flush=True)
    table(
        f"Coverage of 95 % intervals, {CORPORA:,} corpora each",
        ["matches an article", "k", "articles", "rate", "share", "ratio", "rate by percentile bootstrap"],
        ((*s, *coverage(*s)) for s in product((1, 5, 20, 0.3), (1, 0.3), (8, 15, 40))),
    )
    table(
        f"False positives at .05, {CORPORA // 2:,} corpora each; a side is its articles, k, length",
        ["setting", "matches an article", "a", "b", "p", "verdict", "log-likelihood of words"],
        ((*null, *false_positives(*null[1:])) for null in NULLS),
    )
    print(f"Power at the smallest detectable ratio, {CORPORA // 10:,} corpora each")
    print(power().to_string(index=False, float_format="{:.2f}".format))


if __name__ == "__main__":
    main()
