"""Permutation of units between two groups: p-values of studentised differences of rates, many themes at once."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np

# All splits are enumerated up to here; 8 against 8 units have 12,870.
EXACT = 20_000
CELLS = 20_000_000  # labels held at once: 160 MB


def permutation_p(y: np.ndarray, w: np.ndarray, in_a: int, permutations: int, seed: int) -> np.ndarray:
    """Two-sided p of each theme (column of y): the first `in_a` of the units with exposure w against the others."""
    n = len(w)
    p = np.full(y.shape[1], np.nan)
    known = y.sum(axis=0) > 0
    if not 0 < in_a < n or n < 3 or not known.any():
        return p
    y = y[:, known]
    observed = _statistics(np.arange(n)[None, :] < in_a, y, w)[0]
    exact = comb(n, in_a) <= EXACT
    hits = np.zeros(y.shape[1])
    drawn = 0
    for labels in _all(n, in_a) if exact else _random(n, in_a, permutations, seed):
        hits += (_statistics(labels, y, w) >= observed * (1 - 1e-9)).sum(axis=0)
        drawn += len(labels)
    p[known] = hits / drawn if exact else (hits + 1) / (drawn + 1)
    return p


def _statistics(labels: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """|R_a - R_b| over its standard error, from the residuals of the pooled rate, for each labelling × theme.

    Studentising keeps the level where the groups differ in variance or in the lengths of their units
    (Janssen 1997; Chung & Romano 2013): the plain difference does not.
    """
    e = y - w[:, None] * (y.sum(axis=0) / w.sum())
    columns = np.column_stack([w, e, e**2])
    inside = labels.astype(float) @ columns
    outside = columns.sum(axis=0) - inside
    themes = y.shape[1]
    difference, variance = 0.0, 0.0
    for sums, n, sign in ((inside, labels.sum(axis=1)[:, None], 1), (outside, (~labels).sum(axis=1)[:, None], -1)):
        exposure, total, square = sums[:, :1], sums[:, 1 : 1 + themes], sums[:, 1 + themes :]
        difference = difference + sign * total / exposure
        variance = variance + np.maximum(square - total**2 / n, 0) * n / np.maximum(n - 1, 1) / exposure**2
    floor = np.finfo(float).eps * (e**2).sum(axis=0) / w.sum() ** 2
    return np.abs(difference) / np.sqrt(np.maximum(variance, floor))


def _all(n: int, in_a: int):
    chosen = np.array(list(combinations(range(n), in_a)))
    labels = np.zeros((len(chosen), n), dtype=bool)
    np.put_along_axis(labels, chosen, True, axis=1)
    yield labels


def _random(n: int, in_a: int, permutations: int, seed: int):
    rng = np.random.default_rng(seed)
    step = max(1, CELLS // n)
    for start in range(0, permutations, step):
        keys = rng.random((min(step, permutations - start), n))
        yield keys <= np.partition(keys, in_a - 1, axis=1)[:, in_a - 1 : in_a]
