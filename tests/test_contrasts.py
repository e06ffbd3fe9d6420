"""Contrasts: the permutation p by enumeration and against SciPy, Holm, the verdicts, and questions without sense."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.errors import InputError
from analysis.statistics.contrasts import contrasts_of, holm, no_contrasts
from analysis.statistics.permutation import _splits, permutation_p

THEMES = ["service", "merit"]


def corpus(sizes: dict[str, int], mean: dict[str, float], k: float = 2.0, seed: int = 0):
    """Articles, and counts of each: gamma–Poisson matches of "service" at a mean by group; "merit" never occurs."""
    rng = np.random.default_rng(seed)
    rows = []
    for group, size in sizes.items():
        for n in range(size):
            words = int(rng.integers(200, 600))
            matches = int(rng.poisson(rng.gamma(k, 1 / k) * mean[group] * words / 400))
            rows += [(f"{group}{n}", theme, words, 20, matches * (theme == "service"), 0) for theme in THEMES]
    counts = pd.DataFrame(rows, columns=["article", "theme", "words", "sentences", "matches", "coded_sentences"])
    counts["theme"] = pd.Categorical(counts["theme"], categories=THEMES)
    counts["coded_sentences"] = counts["matches"].clip(upper=20)
    names = counts["article"].unique()
    return pd.DataFrame({"article": names, "city": [name[0] for name in names]}), counts


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
    columns = [np.array([[1.0], [2.0]], np.float32), np.array([[4.0], [8.0], [16.0]], np.float32)]
    drawn = _splits(np.random.default_rng(1), columns, np.array([0]), np.array([1]), 50_000)[0, :, 0]
    values, counts = np.unique(drawn, return_counts=True)
    assert values.tolist() == sorted(a + b for a, b in combinations([1, 2, 4, 8, 16], 2))
    assert stats.chisquare(counts).pvalue > 0.001


def test_swapping_the_groups_changes_only_signs():
    articles, counts = corpus({"a": 9, "b": 10}, {"a": 2, "b": 5})
    there = contrasts_of(articles, counts).set_index("theme").loc["service"]
    back = contrasts_of(articles[::-1], counts).set_index("theme").loc["service"]
    assert (back["a"], back["b"]) == ("b", "a")
    assert back["log_ratio"] == pytest.approx(-there["log_ratio"])
    assert (back["low"], back["high"]) == pytest.approx((-there["high"], -there["low"]))
    assert back["p"] == pytest.approx(there["p"], abs=0.02)


def test_verdicts():
    sizes = dict.fromkeys("abc", 60)
    articles, counts = corpus(sizes, {"a": 8, "b": 8, "c": 1}, k=20)
    table = contrasts_of(articles, counts).set_index(["a", "b", "theme"])
    assert table.loc[("a", "c", "service"), "verdict"] == "higher"
    assert table.loc[("a", "b", "service"), "verdict"] == "no difference shown"
    assert table.loc[("a", "b", "service"), "detectable_ratio"] < 2
    never = table.loc[("a", "b", "merit")]
    assert never["verdict"] == "insufficient evidence"
    assert never[["log_ratio", "low", "high", "p", "p_adjusted", "detectable_ratio"]].isna().all()
    articles, counts = corpus({"a": 8, "b": 8}, {"a": 2, "b": 2}, k=0.5)
    few = contrasts_of(articles, counts).iloc[0]
    assert few["verdict"] == "insufficient evidence"
    assert few["detectable_ratio"] > 2


def test_log_ratio_and_family_by_hand():
    articles, counts = corpus({"a": 8, "b": 8, "c": 8}, {"a": 3, "b": 3, "c": 3})
    table = contrasts_of(articles, counts)
    sums = (
        counts.assign(city=counts["article"].str[0])[counts["theme"] == "service"]
        .groupby("city")[["matches", "words"]]
        .sum()
    )
    rate = sums["matches"] / sums["words"]
    row = table.iloc[0]
    assert row["log_ratio"] == pytest.approx(np.log2(rate["a"] / rate["b"]))
    assert (row["count_a"], row["count_b"]) == (sums["matches"]["a"], sums["matches"]["b"])
    known = table["p"].dropna()
    assert len(known) == 3
    assert table["family"].unique().tolist() == ["Holm over 3 tests: 3 pairs of city × 2 themes"]
    assert table["p_adjusted"].dropna().tolist() == holm(known).tolist()


def test_holm_by_hand():
    """Holm (1979): the smallest p times m, the next times m - 1, …, never smaller than the one before."""
    expected = {0.01: 0.04, 0.02: 0.06, 0.03: 0.06, 0.5: 0.5}
    for order in permutations(expected):
        assert holm(pd.Series(order)) == pytest.approx([expected[p] for p in order])
    p = np.random.default_rng(0).random(40) ** 3
    assert holm(pd.Series(p)) == pytest.approx(multipletests(p, method="holm")[1])
    assert holm(pd.Series([np.nan])).tolist() == pytest.approx([np.nan], nan_ok=True)


@pytest.mark.filterwarnings("error")
def test_where_nothing_can_be_said_the_value_is_missing():
    articles, counts = corpus({"a": 9, "b": 9, "c": 1, "d": 8}, {"a": 3, "b": 3, "c": 3, "d": 0})
    counts.loc[counts["article"] == "c0", ["words", "sentences", "matches", "coded_sentences"]] = 0
    table = contrasts_of(articles, counts, unit="article").set_index(["a", "b", "theme"]).xs("service", level="theme")
    assert table.loc[("a", "c"), ["log_ratio", "p", "detectable_ratio"]].isna().all()
    assert table.loc[("a", "c"), "verdict"] == "insufficient evidence"
    assert np.isnan(table.loc[("a", "d"), "log_ratio"])
    assert table.loc[("a", "d"), "verdict"] == "higher"
    assert table.loc[("a", "d"), "low"] > 0
    assert np.isnan(table.loc[("a", "d"), "high"])
    assert not np.isinf(table.select_dtypes("number").to_numpy(float)).any()


def test_questions_without_sense_get_a_sentence():
    articles, counts = corpus({"a": 9}, {"a": 3})
    with pytest.raises(InputError, match="nothing to compare"):
        contrasts_of(articles, counts)
    none = no_contrasts(counts)
    assert none.empty
    assert none["theme"].cat.categories.tolist() == THEMES
    articles, counts = corpus({"a": 9, "b": 2}, {"a": 3, "b": 3})
    with pytest.raises(InputError, match="sums by article"):
        contrasts_of(articles, counts)
    with pytest.raises(InputError, match="measure is 'odds'"):
        contrasts_of(articles, counts, measure="odds")
    with pytest.raises(InputError, match="unit is 'word'"):
        contrasts_of(articles, counts, unit="word")
