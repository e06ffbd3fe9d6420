"""Counts that come in bursts: an article that says a word at all says it again (Church & Gale 1995).

Unit i with w_i words has y_i ~ Poisson(g_i μ w_i), g_i ~ Gamma(k, 1/k): a negative binomial with mean m_i = μ w_i and
variance m_i + m_i²/k. Small k is strong bursts, k → ∞ is Poisson. Eight articles say little about k, and intervals that
take its estimate for the truth cover too seldom; so k is averaged over a grid, weighted by what the units say of it.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammaln, ndtri

K = np.exp(np.linspace(np.log(0.04), np.log(400), 24))
# σ = 1/√k, the coefficient of variation between units beyond Poisson, has a weakly informative prior (Gelman 2006):
# half-Cauchy for articles; for sentences, too short to hold a long burst, half-t with 3 degrees of freedom.
DEGREES = {"article": 1, "sentence": 3}
REACH = np.linspace(-9, 9, 181)  # where the quantiles of log(rate / estimate) are sought, in standard errors


def burst_likelihood(y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """log likelihood of each K by the counts y of units with w words.

    Cox & Reid's (1987) adjusted profile: the likelihood of k at the best μ, less half the log of the information on
    log μ, which makes good what estimating μ costs. All 0 without a count, which says nothing about bursts.
    """
    if not y.any():
        return np.zeros(K.shape)
    k = K[:, None]
    m = np.exp(_best_log_rate(y, w))[:, None] * w
    share = m / (k + m)
    profile = (gammaln(y + k) - gammaln(k) + y * np.log(share) - k * np.log1p(m / k)).sum(axis=1)
    return profile - 0.5 * np.log(((y + k) * share * (1 - share)).sum(axis=1))


def _best_log_rate(y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """log μ that maximises the likelihood at each K, by Newton's method on a concave function."""
    u = np.full(K.shape, np.log(y.sum() / w.sum()))
    k = K[:, None]
    for _ in range(50):
        m = np.exp(u)[:, None] * w
        share = m / (k + m)
        score = y.sum() - ((y + k) * share).sum(axis=1)
        step = np.clip(score / ((y + k) * share * (1 - share)).sum(axis=1), -1, 1)
        u = u + step
        if np.abs(step).max() < 1e-8:
            break
    return u


def _log_prior(unit: str) -> np.ndarray:
    """log density of each log K: half-t of σ = 1/√K, times dσ/dlog K."""
    sigma = K**-0.5
    return np.log(sigma) - (DEGREES[unit] + 1) / 2 * np.log1p(sigma**2)


def burst_quantiles(likelihood: np.ndarray, total: float, w: np.ndarray, level: float, unit: str) -> np.ndarray:
    """The two quantiles of the rate total/Σw at the level, over all K weighted by prior and likelihood.

    The sum of the units is taken as negative binomial with mean M = μ Σw and size κ = k (Σw)²/Σw² (its first two
    moments); under Jeffreys's prior for M, M/(M + κ) is Beta(total + 1/2, κ). As k → ∞ this is Jeffreys's interval
    for a Poisson rate.
    """
    log_weight = _log_prior(unit) + likelihood
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    some = weight > 1e-9
    kappa = K[some] * w.sum() ** 2 / (w @ w)
    estimate = max(total, 0.5)
    error = min(1.0, np.sqrt(1 / estimate + weight[some] @ (1 / kappa)))
    mean = estimate * np.exp(REACH * error)
    below = weight[some] @ betainc(total + 0.5, kappa[:, None], mean / (mean + kappa[:, None]))
    # Between the nodes the normal scores of the distribution are nearly straight, the distribution itself is not.
    scores = ndtri(np.clip(below, 1e-12, 1 - 1e-12))
    sought = np.interp(ndtri([(1 - level) / 2, (1 + level) / 2]), scores, REACH * error)
    return estimate / w.sum() * np.exp(sought)
