"""Permutation of units between two groups: p of studentised differences of rates, all themes and pairs at once.

Janssen 1997, doi 10.1016/S0167-7152(97)00043-6; Chung & Romano 2013, doi 10.1214/13-AOS1090.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, islice
from math import comb

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

PERMUTATIONS, SEED = 10_000, 1
# All splits of a pair's units are enumerated up to here; 8 against 8 articles have 12,870.
EXACT = 20_000
CELLS = 2_000_000  # numbers held at once in an array, so that memory does not grow with the corpus
TIE = 1e-9  # statistics nearer than this are the same number, summed in another order or on another processor
Group = tuple[np.ndarray, np.ndarray]
Pairs = Sequence[tuple[int, int]]


def permutation_p(groups: Sequence[Group], pairs: Pairs, permutations: int, seed: int, tests: int = 1) -> np.ndarray:
    """Two-sided p of each pair of groups (row) × theme (column); each group is its counts (unit × theme) and exposures.

    p = (hits + 1) / (n + 1), or exact over all splits where there are few. Among many `tests` the smallest p that n
    draws allow can be too large to pass Holm's first step at .05; what had no hit is then drawn on until it can.
    Missing with fewer than two units in a group or without a count in both.
    """
    p = np.full((len(pairs), groups[0][0].shape[1]), np.nan)
    exposure = sum(w.sum() for _, w in groups)
    if not exposure:
        return p
    rate = sum(y.sum(axis=0) for y, _ in groups) / exposure
    sizes = [len(w) for _, w in groups]
    columns = [_columns(y, w, rate) for y, w in groups]
    drawn = []
    for place, (a, b) in enumerate(pairs):
        if min(sizes[a], sizes[b]) < 2:
            continue
        if comb(sizes[a] + sizes[b], sizes[a]) <= EXACT:
            p[place] = _exact(columns[a], columns[b], rate)
        else:
            drawn.append(place)
    if drawn:
        at_most = max(permutations, int(2 * tests / 0.05))
        # Many small products: threads cost more than they bring, ten times as much where the machine is shared.
        with threadpool_limits(1, user_api="blas"):
            p[drawn] = _drawn(columns, [pairs[place] for place in drawn], rate, permutations, at_most, seed)
    for place, (a, b) in enumerate(pairs):
        p[place, (groups[a][0].sum(axis=0) + groups[b][0].sum(axis=0)) == 0] = np.nan
    return p


def least_p(a: int, b: int) -> float:
    """The smallest p that so many units against so many others can have; 1 where nothing is tested.

    Of two groups of one size each split has a mirror image, which differs as much.

    >>> least_p(2, 3), least_p(3, 3), least_p(1, 9)
    (0.1, 0.1, 1.0)
    """
    return (1 + (a == b)) / comb(a + b, a) if min(a, b) > 1 else 1.0


def _drawn(columns: Sequence[np.ndarray], pairs: Pairs, rate, permutations: int, at_most: int, seed: int) -> np.ndarray:
    """p of each pair (row) × theme from random splits, drawn on to `at_most` where there was no hit."""
    rng = np.random.default_rng(seed)
    a, b = np.array(pairs).T
    sizes = np.array([len(table) for table in columns])
    own = np.array([table.sum(axis=0) for table in columns]).T
    whole = own[:, a] + own[:, b]
    observed = _statistic(own[:, a], whole, rate, sizes[a], sizes[b])
    hits, draws = np.zeros((2, *observed.shape))
    undecided = np.ones(hits.shape, dtype=bool)
    done = 0
    while undecided.any() and done < at_most:
        some = np.flatnonzero(undecided.any(axis=0))
        rows = max(1, CELLS // (sizes.sum() + len(whole) * (len(some) + 40 * len(sizes))))
        rows = min(rows, (permutations if done < permutations else at_most) - done)
        inside = splits(rng, columns, a[some], b[some], rows)
        values = _statistic(inside, whole[:, None, some], rate, sizes[a[some]], sizes[b[some]])
        found = _as_large(values, observed[:, None, some]).sum(axis=1)
        hits[:, some] += np.where(undecided[:, some], found, 0)
        draws[:, some] += np.where(undecided[:, some], rows, 0)
        done += rows
        if done >= permutations:
            undecided &= hits == 0
    return ((hits + 1) / (draws + 1)).T


def splits(rng: np.random.Generator, columns: Sequence[np.ndarray], a: np.ndarray, b: np.ndarray, rows: int):
    """Sums of the columns inside the first part of random splits of each pair a, b of groups: column × row × pair.

    Each group's units stand in random order, and a split takes the first i of one group and the first n_a - i of the
    other, i hypergeometric. So every split is equally likely, those of one pair are independent, and one order of each
    group serves all its pairs.
    """
    sizes = np.array([len(table) for table in columns])
    first = rng.hypergeometric(sizes[a], sizes[b], sizes[a], (rows, len(a)))
    taken, group = np.concatenate([first, sizes[a] - first], axis=1), np.concatenate([a, b])
    found: list[np.ndarray] = []
    place = np.empty(taken.shape, dtype=np.intp)  # of each sum among those found
    start = 0
    for number in np.unique(group):
        its = np.flatnonzero(group == number)
        sums, at = _first_of(rng, columns[number], taken[:, its])
        place[:, its] = start + at
        start += len(sums)
        found.append(sums)
    every = np.concatenate(found)
    inside = every.take(place[:, : len(a)], axis=0) + every.take(place[:, len(a) :], axis=0)
    return np.ascontiguousarray(np.moveaxis(inside, -1, 0))


def _first_of(rng: np.random.Generator, table: np.ndarray, taken: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sums of the first i rows of the table in random order, an order for each row of i, and where each i's sum stands.

    What all i of a row share is summed as a product, from there one row of the table after the other. An order is that
    of random numbers whose last bits are the place in the table.
    """
    rows, n = len(taken), len(table)
    bits = (n - 1).bit_length()
    drawn = rng.integers(0, 2**64, (rows, n), dtype=np.uint64) << np.uint64(bits) | np.arange(n, dtype=np.uint64)
    ordered = np.sort(drawn, axis=1)
    least = taken.min(axis=1, keepdims=True)
    shared = (drawn < np.take_along_axis(ordered, np.minimum(least, n - 1), axis=1)) | (least == n)
    more = np.arange((taken - least).max())
    order = np.take_along_axis(ordered, np.minimum(least + more, n - 1), axis=1) & (
        (np.uint64(1) << bits) - np.uint64(1)
    )
    sums = np.empty((len(more) + 1, rows, table.shape[1]))
    sums[0] = shared.astype(float) @ table
    sums[1:] = table.take(order.T.astype(np.intp), axis=0)
    for step in more:
        sums[step + 1] += sums[step]
    return sums.reshape(-1, table.shape[1]), (taken - least) * rows + np.arange(rows)[:, None]


def _exact(a: np.ndarray, b: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """p over all splits of two groups' columns, the observed one among them."""
    na, n = len(a), len(a) + len(b)
    columns, whole = np.concatenate([a, b]), (a.sum(axis=0) + b.sum(axis=0))[:, None]
    observed = _statistic(a.sum(axis=0)[:, None], whole, rate, na, n - na)
    every = combinations(range(n), na)
    hits = np.zeros(len(rate))
    while chosen := list(islice(every, max(1, CELLS // n))):
        labels = np.zeros((len(chosen), n))
        np.put_along_axis(labels, np.array(chosen), 1, axis=1)
        hits += _as_large(_statistic((labels @ columns).T, whole, rate, na, n - na), observed).sum(axis=1)
    return hits / comb(n, na)


def _as_large(values: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Whether statistics are no smaller than those observed, but for how they were summed."""
    return values >= observed - TIE * (1 + observed)


def _columns(y: np.ndarray, w: np.ndarray, rate: np.ndarray) -> np.ndarray:
    """Per unit: exposure w, w², and for each theme the residual e = y - r w from the rate r of all, e², e w."""
    e = y - w[:, None] * rate
    return np.column_stack([w, w**2, e, e**2, e * w[:, None]])


def _statistic(inside: np.ndarray, whole: np.ndarray, rate: np.ndarray, na, nb) -> np.ndarray:
    """(ln R_a/R_b)² over its variance, from the columns' sums inside group a and in both: theme × ….

    A rate is R = (Y + 1/2)/W, its variance that of a ratio estimator, n/(n-1) Σ(y - R w)²/W² (Cochran 1977).
    Studentising keeps the level where the groups differ in variance or length (Janssen 1997; Chung & Romano 2013);
    the logarithm where they differ in size too, as bursty counts have their variance rise with their mean.
    """
    rate = rate.reshape(-1, *[1] * (inside.ndim - 1))
    logs, variance = [], []
    for sums, n in ((inside, na), (whole - inside, nb)):
        w, ww, (e, ee, ew) = sums[0], sums[1], sums[2:].reshape(3, len(rate), *sums.shape[1:])
        excess = e / w  # the group's rate less that of all
        square = np.maximum(ee - excess * (2 * ew - excess * ww), 0) * (n / (n - 1)) + 0.25
        y = e + rate * w + 0.5
        logs.append(np.log(y / w))
        variance.append(square / y**2)
    return (logs[0] - logs[1]) ** 2 / (variance[0] + variance[1])
