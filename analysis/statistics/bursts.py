"""Counts that come in bursts: an article that says a word at all says it again.

Unit i with w_i words has y_i ~ Poisson(g_i μ w_i), g_i ~ Gamma(k, 1/k): a negative binomial with mean m_i = μ w_i and
variance m_i + m_i²/k. Small k is strong bursts, k → ∞ is Poisson. Of n_i sentences y_i ~ Binomial(n_i, p_i) are coded,
p_i ~ Beta(m p, m (1 - p)): a beta-binomial, with k = m p (1 - p) what it is for counts where p is small.

Eight articles say little about k, and intervals that take its estimate for the truth cover too seldom; so k is averaged
over a grid, weighted by what the units say of it and by a prior.

Church & Gale 1995, doi 10.1017/S1351324900000139 (words in bursts); Cox & Reid 1987, doi
10.1111/j.2517-6161.1987.tb01422.x (the adjusted profile likelihood); Gelman 2006, doi 10.1214/06-BA117A (the prior).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaln, gammaln, ndtri

K = np.exp(np.linspace(np.log(0.04), np.log(400), 24))
# The prior of 1/(1 + k), the part that bursts have in the variance where one match is expected, is Beta(a, b). Of
# articles it says as little as still keeps the level: a = b = 1/2 is the half-Cauchy prior of 1/√k (Gelman 2006), a and
# b → 0 a flat one of ln k; between them, at 1/4, the intervals cover what they claim over all settings measured
# (benchmarks/statistics.py). Sentences are too short to hold a long burst.
SHAPES = {"article": (0.25, 0.25), "sentence": (0.5, 1.5)}
REACH = np.linspace(-9, 9, 181)  # where the quantiles of a log rate or log odds are sought, in standard errors
NEGLIGIBLE = 1e-9  # weights of k below this are left out


def burst_likelihood(y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """log likelihood of each K by the counts y of units with w words, but for what all K share.

    Cox & Reid's (1987) adjusted profile, ℓ(k, μ̂) - ½ ln i(ln μ̂), which makes good what estimating μ costs. With
    q = m/(k + m), ℓ = Σ lnΓ(y + k) - lnΓ(k) + y ln q - k ln(1 + m/k), and the information on ln μ is
    i = Σ (y + k) q (1 - q). All 0 without a count, which says nothing about bursts.
    """
    if not y.any():
        return np.zeros(K.shape)
    k = K[:, None]
    m = np.exp(_best_log_rate(y, w))[:, None] * w
    q = m / (k + m)
    log_nb = gammaln(y + k) - gammaln(k) + y * np.log(q) - k * np.log1p(m / k)
    information = (y + k) * q * (1 - q)
    return log_nb.sum(axis=1) - 0.5 * np.log(information.sum(axis=1))


def _best_log_rate(y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """ln μ̂ at each K, by Newton's method on a concave function: its slope is Σ y - (y + k) q, its curvature -i."""
    u = np.full(K.shape, np.log(y.sum() / w.sum()))
    k = K[:, None]
    for _ in range(50):
        m = np.exp(u)[:, None] * w
        q = m / (k + m)
        slope = y.sum() - ((y + k) * q).sum(axis=1)
        information = (y + k) * q * (1 - q)
        step = np.clip(slope / information.sum(axis=1), -1, 1)
        u = u + step
        if np.abs(step).max() < 1e-8:
            break
    return u


def burst_quantiles(likelihood: np.ndarray, total: float, w: np.ndarray, level: float, unit: str) -> np.ndarray:
    """The two quantiles of the rate total/Σw at the level, over all K weighted by prior and likelihood.

    The sum of the units is taken as negative binomial with mean M = μ Σw and size κ = k (Σw)²/Σw² (its first two
    moments); under Jeffreys's prior for M, M/(M + κ) is Beta(total + 1/2, κ). As k → ∞ this is Jeffreys's interval
    for a Poisson rate.
    """
    k, weight = weighted(likelihood, unit)
    kappa = k * w.sum() ** 2 / (w @ w)
    estimate = max(total, 0.5)
    error = min(1.0, np.sqrt(1 / estimate + weight @ (1 / kappa)))
    mean = estimate * np.exp(REACH * error)
    below = weight @ betainc(total + 0.5, kappa[:, None], mean / (mean + kappa[:, None]))
    return estimate / w.sum() * np.exp(error * _sought(below, level))


def share_likelihood(y: np.ndarray, n: np.ndarray) -> np.ndarray:
    """log likelihood of each K by the y coded of n sentences of articles, adjusted as that of `burst_likelihood`.

    ℓ = Σ lnB(y + a, n - y + b) - lnB(a, b), a = m p, b = m (1 - p). The best p at each k is taken as the mean weighted
    by n/D, D = 1 + (n - 1)/(m + 1) what clustering makes of the variance, and i(logit p) = p (1 - p) Σ n/D. All 0 where
    none or all are coded.
    """
    share = y.sum() / n.sum()
    if share in (0, 1):
        return np.zeros(K.shape)
    m = (K / (share * (1 - share)))[:, None]
    weight = n / (1 + (n - 1) / (m + 1))
    p = weight @ (y / n) / weight.sum(axis=1)
    a, b = p[:, None] * m, (1 - p)[:, None] * m
    log_bb = betaln(y + a, n - y + b) - betaln(a, b)
    return log_bb.sum(axis=1) - 0.5 * np.log(p * (1 - p) * weight.sum(axis=1))


def share_quantiles(likelihood: np.ndarray, total: float, n: np.ndarray, level: float) -> np.ndarray:
    """The two quantiles of the share total/Σn at the level, over all K weighted by prior and likelihood.

    Jeffreys's posterior of the share is Beta(A, B), A = total + 1/2, B = Σn - total + 1/2. Clustering adds 1/κ,
    κ = (k + p (1 - p)) (Σn)²/Σn², to the variance 1/A + 1/B of the log odds, to each side as much as the other side is
    common, so that the longer tail is that of the rarer side: where p is small this is `burst_quantiles`.
    """
    k, weight = weighted(likelihood, "article")
    coded, others = total + 0.5, n.sum() - total + 0.5
    p = coded / (coded + others)
    kappa = (k + p * (1 - p)) * n.sum() ** 2 / (n @ n)
    a, b = 1 / (1 / coded + p / kappa), 1 / (1 / others + (1 - p) / kappa)
    error = min(1.0, np.sqrt(1 / coded + 1 / others + weight @ (1 / kappa)))
    odds = (a / b)[:, None] * np.exp(REACH * error)
    below = weight @ betainc(a[:, None], b[:, None], odds / (1 + odds))
    odds = coded / others * np.exp(error * _sought(below, level))
    return odds / (1 + odds)


def weighted(likelihood: np.ndarray, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """Each K that is not negligible and its weight, by its likelihood and the prior of the unit."""
    a, b = SHAPES[unit]
    log_weight = likelihood + b * np.log(K) - (a + b) * np.log1p(K)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    some = weight > NEGLIGIBLE
    return K[some], weight[some]


def _sought(below: np.ndarray, level: float) -> np.ndarray:
    """Where a distribution with the values `below` at REACH has its two quantiles.

    Between the nodes the normal scores of the distribution are nearly straight, the distribution itself is not.
    """
    scores = ndtri(np.clip(below, 1e-12, 1 - 1e-12))
    return np.interp(ndtri([(1 - level) / 2, (1 + level) / 2]), scores, REACH)
