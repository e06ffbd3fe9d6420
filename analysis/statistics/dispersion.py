"""Dispersion over the parts of a corpus: how evenly a word or theme is spread."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def dp(counts: ArrayLike, part_sizes: ArrayLike) -> float:
    """Gries's (2008) deviation of proportions, from 0 (spread as the parts' sizes) towards 1; missing without counts.

    >>> round(dp([2, 2, 2, 2, 2], [9, 10, 10, 10, 11]), 3)
    0.02
    """
    f, sizes = _parts(counts, part_sizes)
    if f.sum() == 0 or sizes.sum() == 0:
        return float("nan")
    v, s = f / f.sum(), sizes / sizes.sum()  # observed and expected proportions (Gries 2008: 415)
    return float(np.abs(v - s).sum() / 2)


def dp_norm(counts: ArrayLike, part_sizes: ArrayLike) -> float:
    """DP / (1 - min s), which reaches 1 (Lijffijt & Gries 2012: 148); missing with one part or without counts.

    >>> round(dp_norm([2, 1, 0], [1, 1, 1]), 3)
    0.5
    """
    deviation = dp(counts, part_sizes)
    _, sizes = _parts(counts, part_sizes)
    if np.isnan(deviation) or (sizes > 0).sum() < 2:
        return float("nan")
    return float(deviation / (1 - sizes.min() / sizes.sum()))


def part_range(counts: ArrayLike) -> int:
    """Range: the number of parts in which the word or theme occurs."""
    return int((np.asarray(counts) > 0).sum())


def _parts(counts: ArrayLike, part_sizes: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    f, sizes = np.asarray(counts, dtype=float), np.asarray(part_sizes, dtype=float)
    if f.shape != sizes.shape:
        raise ValueError(f"There are {f.size} counts for {sizes.size} parts; each part needs one count.")
    return f, sizes
