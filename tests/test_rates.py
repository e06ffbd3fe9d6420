"""Rates and their intervals: by hand, against published values, against other implementations, and on empty groups."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.errors import InputError
from analysis.statistics.bursts import K, _weighted, burst_quantiles, share_likelihood, share_quantiles
from analysis.statistics.intervals import (
    log_ratio_interval,
    rate_interval,
    share_interval,
    wilson,
)
from analysis.statistics.rates import rates_of


def corpus(rows: list[tuple], themes: tuple[str, ...] = ("service",)) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and counts of their sentences (article, words, matches) of one theme, others never occurring."""
    table = pd.DataFrame(rows, columns=["article", "words", "matches"])
    table["sentence"] = table.groupby("article").cumcount() + 1
    counts = pd.concat([table.assign(theme=theme, matches=table["matches"] * (theme == themes[0])) for theme in themes])
    counts = counts.assign(
        theme=pd.Categorical(counts["theme"], categories=themes),
        sentences=1,
        coded_sentences=(counts["matches"] > 0).astype(int),
    )
    names = table["article"].unique()
    return pd.DataFrame({"article": names, "city": [name[0] for name in names]}), counts


SMALL = [("a1", 10, 1), ("a1", 20, 0), ("a2", 70, 3), ("b1", 30, 0), ("b1", 20, 0)]


def test_rates_by_hand():
    table = rates_of(*corpus(SMALL, ("service", "merit"))).set_index(["group", "theme"])
    a = table.loc[("a", "service")]
    assert (a["articles"], a["sentences"], a["words"], a["matches"], a["coded_sentences"]) == (2, 3, 100, 4, 2)
    assert a["rate"] == pytest.approx(1000 * 4 / 100)
    assert a["share"] == pytest.approx(2 / 3)
    assert a["unit"] == "sentence"
    assert (a["share_low"], a["share_high"]) == wilson(2, 3)
    assert a["dispersion"] == pytest.approx((abs(0.25 - 0.1) + 0.2 + abs(0.75 - 0.7)) / 2 / (1 - 0.1))
    nothing = table.loc[("b", "service")]
    assert (nothing["rate"], nothing["rate_low"]) == (0, 0)
    assert np.isnan(nothing["dispersion"])


def test_sums_of_the_groups_are_the_corpus_and_order_is_that_of_the_articles():
    articles, counts = corpus(SMALL)
    table = rates_of(articles, counts.sample(frac=1, random_state=1))
    assert table[["words", "matches", "sentences"]].sum().to_list() == [150, 4, 5]
    pd.testing.assert_frame_equal(table, rates_of(articles, counts))


def test_eight_articles_make_the_article_the_unit_and_sums_by_article_serve():
    rng = np.random.default_rng(0)
    rows = [(f"a{n}", 30, int(rng.poisson(1))) for n in range(8) for _ in range(5)]
    articles, counts = corpus(rows)
    summed = counts.groupby(["article", "theme"], observed=True, as_index=False)[
        ["words", "sentences", "matches", "coded_sentences"]
    ].sum()
    table = rates_of(articles, counts)
    assert table["unit"].to_list() == ["article"]
    pd.testing.assert_frame_equal(table, rates_of(articles, summed))
    fewer = rates_of(articles[1:], summed[summed["article"] != "a0"])  # an archive always has such groups
    assert fewer["rate"].notna().all()
    assert fewer[["unit", "rate_low", "share_high"]].isna().all(axis=None)


@pytest.mark.filterwarnings("error")
def test_where_nothing_can_be_said_the_value_is_missing():
    articles, counts = corpus([*SMALL, ("c1", 0, 0), ("d1", 40, 2)])
    articles = pd.concat([articles, pd.DataFrame({"article": ["e1"], "city": ["e"]})]).assign(
        city=lambda table: table["city"].where(table["city"] != "d")
    )
    table = rates_of(articles, counts).set_index("group")
    missing = ["rate", "rate_low", "rate_high", "dispersion"]
    assert table.loc[["c", "e"], missing].isna().all(axis=None)
    assert table.loc["e", "share_low":"share_high"].isna().all()
    unknown = table[table.index.isna()].iloc[0]
    assert (unknown["articles"], unknown["words"], unknown["matches"]) == (1, 40, 2)
    assert pd.isna(unknown["unit"])
    assert not np.isinf(table.select_dtypes("number").to_numpy(float)).any()


def test_questions_without_sense_get_a_sentence():
    articles, counts = corpus(SMALL)
    with pytest.raises(InputError, match="no column 'town'; it has article, city"):
        rates_of(articles, counts, by="town")
    with pytest.raises(InputError, match="is empty, so it groups nothing"):
        rates_of(articles.assign(city=None), counts)
    with pytest.raises(InputError, match="stands twice"):
        rates_of(pd.concat([articles, articles]), counts)
    with pytest.raises(InputError, match="'b1' is not in the table articles"):
        rates_of(articles[:2], counts)


# R 3.6.2 prop.test, in scipy/stats/tests/test_morestats.py (BSD-3)
@pytest.mark.parametrize(
    ("k", "n", "level", "expected"),
    [
        (3, 10, 0.95, (0.1077913, 0.6032219)),
        (0, 10, 0.95, (0.0, 0.2775328)),
        (10, 10, 0.95, (0.7224672, 1.0)),
        (3, 10, 0.99, (0.07956632, 0.6799753)),
    ],
)
def test_wilson_as_published(k, n, level, expected):
    assert wilson(k, n, level) == pytest.approx(expected, abs=1e-6)


def test_without_bursts_the_rate_interval_is_jeffreys():
    """As k → ∞ the interval is Jeffreys's for a Poisson rate, which statsmodels has (R DescTools::PoissonCI)."""
    surely_poisson = np.where(np.arange(len(K)) == len(K) - 1, 0.0, -1e9)
    low, high = burst_quantiles(surely_poisson, 15, np.full(40_000, 0.01), 0.95, "article")
    assert (low, high) == pytest.approx(confint_poisson(15, 400, method="jeff"), rel=1e-3)


def test_rate_interval_with_known_bursts_is_the_beta_prime_of_scipy():
    place, w = 12, np.array([100.0, 200.0, 300.0])
    known = np.where(np.arange(len(K)) == place, 0.0, -1e9)
    kappa = K[place] * w.sum() ** 2 / (w**2).sum()
    for total in (1, 12, 5000):
        expected = kappa * stats.betaprime(total + 0.5, kappa).ppf([0.025, 0.975]) / w.sum()
        assert burst_quantiles(known, total, w, 0.95, "article") == pytest.approx(expected, rel=1e-3)


def test_rate_interval_scales_with_the_unit_of_length_and_ignores_units_without_words():
    y, w = np.array([0, 3, 1, 0, 7, 2, 0, 1]), np.array([400, 350, 500, 120, 800, 300, 250, 600])
    low, high = rate_interval(y, w)
    assert low < y.sum() / w.sum() < high
    assert rate_interval(y, w * 10) == pytest.approx((low / 10, high / 10))
    assert rate_interval([*y, 0], [*w, 0]) == pytest.approx((low, high))


def test_bursts_widen_the_rate_interval():
    even, bursty = rate_interval([2] * 8, [300] * 8), rate_interval([16] + [0] * 7, [300] * 8)
    assert bursty[1] / bursty[0] > 2 * even[1] / even[0]


def test_prior_of_bursts_by_hand():
    """1/(1 + k) ~ Beta(1/4, 1/4) over ln k; sentences Beta(1/2, 3/2), which is half-t with 3 degrees for √(3/k)."""
    for unit, log_density in (
        ("article", stats.beta(0.25, 0.25).logpdf(1 / (1 + K)) + np.log(K / (1 + K) ** 2)),
        ("sentence", stats.t(3).logpdf(np.sqrt(3 / K)) - np.log(K) / 2),
    ):
        k, weight = _weighted(np.zeros(len(K)), unit)
        assert k.tolist() == K.tolist()
        expected = np.exp(log_density - log_density.max())
        assert weight == pytest.approx(expected / expected.sum())


def test_share_likelihood_is_the_beta_binomial_of_scipy():
    y, n, place = np.array([1, 0, 4, 2]), np.array([10, 10, 10, 10]), 9
    p = 7 / 40
    m = K[place] / (p * (1 - p))
    clustered = 1 + 9 / (m + 1)
    expected = stats.betabinom(10, m * p, m * (1 - p)).logpmf(y).sum() - 0.5 * np.log(p * (1 - p) * 40 / clustered)
    constant = share_likelihood(y, n)[place] - expected
    other = share_likelihood(y, n)[-1] - (
        stats.betabinom(10, K[-1] / (1 - p), K[-1] / p).logpmf(y).sum()
        - 0.5 * np.log(p * (1 - p) * 40 / (1 + 9 / (K[-1] / (p * (1 - p)) + 1)))
    )
    assert constant == pytest.approx(other)  # the binomial coefficients, the same for every k


def test_without_clustering_the_share_interval_is_jeffreys():
    surely_binomial = np.where(np.arange(len(K)) == len(K) - 1, 0.0, -1e9)
    expected = proportion_confint(12, 40, method="jeffreys")
    assert share_quantiles(surely_binomial, 12, np.ones(40), 0.95) == pytest.approx(expected, rel=5e-3)


def test_rare_shares_are_rates_and_sides_are_alike():
    y, n = np.array([0, 3, 1, 0, 7, 2, 0, 1]), np.full(8, 100_000)
    assert share_interval(y, n) == pytest.approx(rate_interval(y, n), rel=0.02)
    low, high = share_interval(np.arange(6), [5, 7, 5, 8, 5, 6])
    assert 0 < low < 15 / 36 < high < 1
    flipped = share_interval(np.array([5, 7, 5, 8, 5, 6]) - np.arange(6), [5, 7, 5, 8, 5, 6])
    assert (low, high) == pytest.approx((1 - flipped[1], 1 - flipped[0]))
    assert share_interval([0] * 9, [5] * 9)[0] == 0
    assert share_interval([5] * 9, [5] * 9)[1] == 1


def test_log_ratio_interval_by_hand():
    by_hand = (2, 2 - np.hypot(1, 2), 2 + np.hypot(1, 1))
    assert log_ratio_interval(16, 2, (4, 16), 4, 2, (1, 8)) == pytest.approx(by_hand)
    none = log_ratio_interval(0, 10, (0, 0.2), 8, 10, (0.4, 1.6))
    assert none[2] == pytest.approx(np.log2(0.05 / 0.8) + np.hypot(2, 1))
    assert np.isnan(none[:2]).all()
    assert np.isnan(log_ratio_interval(0, 10, (0, 1), 0, 10, (0, 1))).all()


def test_missing_and_not_infinite():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for bounds in (wilson(0, 0), rate_interval([], []), rate_interval([3], [10])):
            assert np.isnan(bounds).all()
        assert rate_interval([0, 0, 0], [10, 10, 10])[0] == 0
        assert np.isfinite(rate_interval([0, 0, 0], [10, 10, 10])[1])


def test_impossible_counts_get_a_sentence():
    with pytest.raises(InputError, match="5 of 3 is no share"):
        wilson(5, 3)
    with pytest.raises(InputError, match="2 counts for 1 parts"):
        rate_interval([1, 2], [10])
    with pytest.raises(InputError, match="is negative"):
        rate_interval([1, -2], [10, 10])
    with pytest.raises(InputError, match="more coded sentences than sentences"):
        share_interval([3, 4], [2, 5])
