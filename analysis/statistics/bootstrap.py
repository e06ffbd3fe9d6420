"""The bootstrap: counts of units (articles, sentences) drawn again, and the bounds of what is measured on them."""

from __future__ import annotations

import numpy as np

from analysis.statistics.intervals import LEVEL, MISSING

DRAWS, SEED = 2000, 1403


def resample(counts: np.ndarray, seed: int) -> np.ndarray:
    """Sums of the rows of `counts` drawn with replacement, as many as there are, one row of sums a draw.

    Equal rows are drawn together (a multinomial over the distinct ones), which is the same draw at a cost that grows
    with the kinds of rows: of sentences there are few, however many sentences.
    """
    rows, times = np.unique(counts, axis=0, return_counts=True)
    n = int(times.sum())
    return np.random.default_rng(seed).multinomial(n, times / n, size=DRAWS) @ rows


def percentiles(draws: np.ndarray) -> tuple[float, float]:
    """The bounds between which the middle 95 % of the known draws lie; missing where none is known."""
    known = draws[~np.isnan(draws)]
    if not len(known):
        return MISSING
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
