"""Counts in bursts: the limits of no bursts, known bursts against SciPy, the prior by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.statistics import bursts
from analysis.statistics.bursts import K, burst_quantiles, share_likelihood, share_quantiles, weighted


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


def test_prior_of_bursts_by_hand():
    """1/(1 + k) ~ Beta(1/4, 1/4) over ln k; sentences Beta(1/2, 3/2), which is half-t with 3 degrees for √(3/k)."""
    for unit, log_density in (
        ("article", stats.beta(0.25, 0.25).logpdf(1 / (1 + K)) + np.log(K / (1 + K) ** 2)),
        ("sentence", stats.t(3).logpdf(np.sqrt(3 / K)) - np.log(K) / 2),
    ):
        k, weight = weighted(np.zeros(len(K)), unit)
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


def test_bursts_of_counts_as_published(monkeypatch):
    """Bliss & Fisher (1953), mites on 150 apple leaves: the likeliest k, not adjusted, is 1.0246."""
    fine = np.linspace(0.9, 1.2, 3001)
    monkeypatch.setattr(bursts, "K", fine)
    mites = np.repeat(np.arange(8.0), [70, 38, 17, 10, 9, 3, 2, 1])
    information = len(mites) * mites.mean() * fine / (fine + mites.mean())
    profile = bursts.burst_likelihood(mites, np.ones(len(mites))) + 0.5 * np.log(information)
    assert fine[profile.argmax()] == pytest.approx(1.0246, abs=1e-4)


def test_clustering_of_shares_as_published(monkeypatch):
    """Boys in 6,115 families of twelve children (Geissler 1889; Lindsey & Altham 1998): Beta(34.1, 31.6) fits best."""
    fine = np.linspace(15, 18, 3001)
    monkeypatch.setattr(bursts, "K", fine)
    boys = np.repeat(np.arange(13), [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7])
    p = boys.mean() / 12
    m = fine / (p * (1 - p))
    information = p * (1 - p) * boys.size * 12 / (1 + 11 / (m + 1))
    profile = bursts.share_likelihood(boys, np.full(boys.size, 12)) + 0.5 * np.log(information)
    best = m[profile.argmax()]
    assert (best * p, best * (1 - p)) == pytest.approx((34.1, 31.6), abs=0.05)
