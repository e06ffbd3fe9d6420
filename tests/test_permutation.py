"""The permutation p: by enumeration, against SciPy, never 0, and what drawing must not change."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.permutation import _columns, _statistic, least_p, permutation_p, splits


def studentised(y, w, inside):
    """The statistic of one split, written out."""
    logs, variance = [], []
    for rows in (inside, ~inside):
        n, rate = rows.sum(), y[rows].sum() / w[rows].sum()
        logs.append(np.log((y[rows].sum() + 0.5) / w[rows].sum()))
        square = n / (n - 1) * ((y[rows] - rate * w[rows]) ** 2).sum()
        variance.append((square + 0.25) / (y[rows].sum() + 0.5) ** 2)
    return abs(logs[0] - logs[1]) / np.sqrt(sum(variance))


def test_exact_p_by_writing_out_every_split():
    y, w = np.array([0, 3, 1, 6, 5, 9, 2.0]), np.array([90, 80, 110, 100, 70, 120, 100.0])
    splits = [np.isin(np.arange(7), chosen) for chosen in combinations(range(7), 3)]
    values = np.array([studentised(y, w, inside) for inside in splits])
    expected = (values >= values[0] * (1 - 1e-9)).mean()
    p = permutation_p([(y[:3, None], w[:3]), (y[3:, None], w[3:])], [(0, 1)], 100, seed=1)
    assert p.item() == pytest.approx(expected)


def test_the_statistic_of_a_split_is_that_written_out():
    y, w = np.array([0, 3, 1, 6, 5, 9, 2.0]), np.array([90, 80, 110, 100, 70, 120, 100.0])
    rate = np.array([0.04])  # that of all groups of a corpus, of which these are two
    columns, inside = _columns(y[:, None], w, rate), np.arange(7) < 3
    found = _statistic(columns[inside].sum(axis=0)[:, None], columns.sum(axis=0)[:, None], rate, 3, 4)
    assert found.item() == pytest.approx(studentised(y, w, inside) ** 2)


def test_splits_that_differ_as_much_are_hits_though_their_sums_have_other_last_digits():
    """One match among units of two lengths: each split differs as much as the one that swaps units of a length."""
    y = np.zeros((26, 1))
    y[0] = 1
    groups = [(y, np.full(26, 103.7)), (np.zeros((26, 1)), np.full(26, 103.7))]
    assert permutation_p(groups, [(0, 1)], 999, seed=1).item() == 1


@pytest.mark.parametrize("sizes", [(4, 5), (14, 15)], ids=["enumerated", "drawn"])
def test_themes_side_by_side_have_each_its_own_p(sizes):
    rng = np.random.default_rng(5)
    tables = [(rng.poisson(3, (size, 2)).astype(float), rng.integers(50, 200, size).astype(float)) for size in sizes]
    together = permutation_p(tables, [(0, 1)], 4000, seed=1)[0]
    alone = [permutation_p([(y[:, [n]], w) for y, w in tables], [(0, 1)], 4000, seed=1).item() for n in range(2)]
    assert together.tolist() == pytest.approx(alone, abs=0.03)


@pytest.mark.parametrize(("a", "b"), [(2, 2), (2, 3), (3, 3), (2, 5), (4, 4)])
def test_the_least_p_is_that_of_groups_that_could_not_differ_more(a, b):
    groups = [(np.full((a, 1), 20.0), np.full(a, 100.0)), (np.zeros((b, 1)), np.full(b, 100.0))]
    assert permutation_p(groups, [(0, 1)], 100, seed=1).item() == pytest.approx(least_p(a, b))


def test_drawn_p_agrees_with_scipy():
    rng = np.random.default_rng(4)
    y, w = rng.poisson(rng.gamma(1, 4, 30)).astype(float), rng.integers(100, 500, 30).astype(float)

    def statistic(units, others):
        rows = np.concatenate([units, others]).astype(int)
        return studentised(y[rows], w[rows], np.arange(30) < len(units))

    other = stats.permutation_test(
        (np.arange(12), np.arange(12, 30)), statistic, n_resamples=3999, alternative="greater", rng=1
    )
    p = permutation_p([(y[:12, None], w[:12]), (y[12:, None], w[12:])], [(0, 1)], 20_000, seed=2)
    assert p.item() == pytest.approx(other.pvalue, abs=0.025)


def test_p_is_never_zero_and_the_seed_decides():
    y = np.concatenate([np.zeros(30), np.full(30, 9)])[:, None] + np.arange(60)[:, None] % 2
    groups = [(y[:30], np.full(30, 100.0)), (y[30:], np.full(30, 100.0))]
    assert permutation_p(groups, [(0, 1)], 999, seed=1).item() == 1 / 1000
    noise = np.random.default_rng(0).poisson(2, (60, 1)).astype(float)
    groups = [(noise[:30], np.full(30, 100.0)), (noise[30:], np.full(30, 100.0))]
    first, again, other = (permutation_p(groups, [(0, 1)], 999, seed).item() for seed in (1, 1, 2))
    assert first == again != other


def test_without_a_hit_more_is_drawn_until_holm_can_decide():
    y = np.concatenate([np.zeros(30), np.full(30, 9)])[:, None] + np.arange(60)[:, None] % 2
    groups = [(y[:30], np.full(30, 100.0)), (y[30:], np.full(30, 100.0))]
    assert permutation_p(groups, [(0, 1)], 999, seed=1, tests=500).item() * 500 < 0.05


def test_one_order_of_a_group_serves_all_its_pairs_and_each_p_is_its_own():
    """What a pair's p is does not hang on the other pairs that are permuted with it, but for what drawing changes."""
    rng = np.random.default_rng(7)
    sizes = (11, 25, 40)
    groups = [
        (rng.poisson(rng.gamma(1, mean, size))[:, None] + 0.0, rng.integers(90, 400, size) + 0.0)
        for size, mean in zip(sizes, (2, 3, 5), strict=True)
    ]
    pairs = list(combinations(range(3), 2))
    together = permutation_p(groups, pairs, 20_000, seed=3)
    alone = [permutation_p(groups, [pair], 20_000, seed=4).item() for pair in pairs]
    assert together.ravel() == pytest.approx(alone, abs=0.015)


def test_every_split_is_equally_likely():
    """Sums of 2 of 5 units over random splits: each of the ten pairs of units in a tenth of them."""
    columns = [np.array([[1.0], [2.0]]), np.array([[4.0], [8.0], [16.0]])]
    drawn = splits(np.random.default_rng(1), columns, np.array([0]), np.array([1]), 50_000)[0, :, 0]
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == sorted(a + b for a, b in combinations([1, 2, 4, 8, 16], 2))
    assert stats.chisquare(counts).pvalue > 0.001
