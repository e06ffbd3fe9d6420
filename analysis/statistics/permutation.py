"""Permutation of units between two groups: p of studentised differences of rates, all themes and pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, islice
from math import comb

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

# All splits of a pair's units are enumerated up to here; 8 against 8 articles have 12,870.
EXACT = 20_000
CELLS = 5_000_000  # labels held at once, so that memory does not grow with the corpus
TIE = 1e-5  # statistics nearer than this are the same number, summed in another order in single precision


def permutation_p(
    groups: Sequence[tuple[np.ndarray, np.ndarray]],
    pairs: Sequence[tuple[int, int]],
    permutations: int,
    seed: int,
    tests: int = 1,
) -> np.ndarray:
    """Two-sided p of each pair of groups (row) × theme (column); each group is its counts (unit × theme) and exposures.

    p = (hits + 1) / (n + 1), or exact over all splits where there are few. Among many `tests` the smallest p that n
    draws allow can be too large to pass Holm's first step at .05; what had no hit is then drawn on until it can.
    Missing with fewer than two units in a group or without a count in both.
    """
    themes = groups[0][0].shape[1]
    p = np.full((len(pairs), themes), np.nan)
    drawn = []
    for place, (a, b) in enumerate(pairs):
        na, nb = len(groups[a][1]), len(groups[b][1])
        if min(na, nb) < 2:
            continue
        if comb(na + nb, na) <= EXACT:
            p[place] = _exact(groups[a], groups[b])
        else:
            drawn.append(place)
    if drawn:
        at_most = max(permutations, int(2 * tests / 0.05))
        # Many small products: threads cost more than they bring, ten times as much where the machine is shared.
        with threadpool_limits(1, user_api="blas"):
            p[drawn] = _drawn(groups, [pairs[place] for place in drawn], permutations, at_most, seed)
    for place, (a, b) in enumerate(pairs):
        p[place, (groups[a][0].sum(axis=0) + groups[b][0].sum(axis=0)) == 0] = np.nan
    return p


def _drawn(groups, pairs, permutations: int, at_most: int, seed: int) -> np.ndarray:
    """p from random splits: each group's units stand in random order, and a split takes the first i of one group and
    the first n_a - i of the other, i hypergeometric. So every split is equally likely, and orders serve all pairs."""
    rng = np.random.default_rng(seed)
    columns = [_columns(groups[a], groups[b]) for a, b in pairs]
    totals = [groups[a][0].sum(axis=0) + groups[b][0].sum(axis=0) for a, b in pairs]
    wholes = [table.sum(axis=0) for table in columns]
    sizes = [(len(groups[a][1]), len(groups[b][1])) for a, b in pairs]
    observed = [
        _statistic(table[:na].sum(axis=0)[None], whole, total, na, nb)
        for table, whole, total, (na, nb) in zip(columns, wholes, totals, sizes, strict=True)
    ]
    single = [table.astype(np.float32) for table in columns]
    hits, draws = np.zeros((2, len(pairs), groups[0][0].shape[1]))
    undecided = np.ones(hits.shape, dtype=bool)
    rows = max(1, min(500, CELLS // sum(len(groups[group][1]) for group in set(chain(*pairs)))))
    done = 0
    while undecided.any() and done < at_most:
        size = min(rows, (permutations if done < permutations else at_most) - done)
        active = np.flatnonzero(undecided.any(axis=1))
        orders = {g: _order(rng, size, len(groups[g][1])) for g in sorted(set(chain(*(pairs[i] for i in active))))}
        for i in active:
            a, b = (orders[group] for group in pairs[i])
            na, nb = sizes[i]
            first = rng.hypergeometric(na, nb, na, size)[:, None].astype(a.dtype)
            inside = np.concatenate([a < first, b < na - first], axis=1).astype(np.float32) @ single[i]
            values = _statistic(inside.astype(float), wholes[i], totals[i], na, nb)
            found = (values >= observed[i] * (1 - TIE)).sum(axis=0)
            hits[i] += np.where(undecided[i], found, 0)
            draws[i] += np.where(undecided[i], size, 0)
        done += size
        if done >= permutations:
            undecided &= hits == 0
    return (hits + 1) / (draws + 1)


def _order(rng: np.random.Generator, rows: int, n: int) -> np.ndarray:
    """The places of n units in random orders, one order a row."""
    kind = np.int16 if n < 2**14 else np.int32  # half the memory to read, for the place of a unit
    return rng.permuted(np.tile(np.arange(n, dtype=kind), (rows, 1)), axis=1)


def _exact(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """p over all splits, the observed one among them."""
    na, n = len(a[1]), len(a[1]) + len(b[1])
    columns, total = _columns(a, b), a[0].sum(axis=0) + b[0].sum(axis=0)
    whole = columns.sum(axis=0)
    observed = _statistic(columns[:na].sum(axis=0)[None], whole, total, na, n - na)
    splits = combinations(range(n), na)
    hits = np.zeros(len(total))
    while chosen := list(islice(splits, max(1, CELLS // n))):
        labels = np.zeros((len(chosen), n))
        np.put_along_axis(labels, np.array(chosen), 1, axis=1)
        hits += (_statistic(labels @ columns, whole, total, na, n - na) >= observed * (1 - TIE)).sum(axis=0)
    return hits / comb(n, na)


def _columns(a: tuple[np.ndarray, np.ndarray], b: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Per unit: exposure w, w², and for each theme the residual e = y - r w from the pair's pooled rate r, e², e w."""
    y, w = np.concatenate([a[0], b[0]]), np.concatenate([a[1], b[1]])
    e = y - w[:, None] * (y.sum(axis=0) / w.sum())
    return np.column_stack([w, w**2, e, e**2, e * w[:, None]])


def _statistic(inside: np.ndarray, whole: np.ndarray, total: np.ndarray, na: int, nb: int) -> np.ndarray:
    """|ln(R_a/R_b)| over its standard error, from the columns' sums inside group a and in both: split × theme.

    A rate is (Y + 1/2)/W, its error that of a ratio estimator, n/(n-1) Σ(y - R w)² (Cochran 1977: 66). Studentising
    keeps the level where the groups differ in variance or length (Janssen 1997; Chung & Romano 2013); the logarithm
    where they differ in size too, as bursty counts have their variance rise with their mean.
    """
    themes = len(total)
    log_rate, variance = [], []
    for sums, n in ((inside, na), (whole - inside, nb)):
        w, ww = sums[:, :1], sums[:, 1:2]
        e, ee, ew = (sums[:, 2 + part * themes : 2 + (part + 1) * themes] for part in range(3))
        excess = e / w  # the group's rate less the pooled one
        y = excess * w + total / whole[0] * w + 0.5
        square = np.maximum(ee - 2 * excess * ew + excess**2 * ww, 0) * n / (n - 1)
        log_rate.append(np.log(np.maximum(y, 0.25) / w))
        variance.append((square + 0.25) / np.maximum(y, 0.25) ** 2)
    return np.abs(log_rate[0] - log_rate[1]) / np.sqrt(variance[0] + variance[1])
