"""Intervals for proportions, rates and ratios on plain numbers; missing where nothing can be said."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from analysis.statistics.bursts import burst_likelihood, burst_quantiles

LEVEL = 0.95
MISSING = (float("nan"), float("nan"))


def wilson(k: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval for k of n; missing where n is 0.

    >>> [round(bound, 4) for bound in wilson(3, 10)]
    [0.1078, 0.6032]
    """
    if not n > 0:
        return MISSING
    low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")
    return 0.0 if k == 0 else float(low), 1.0 if k == n else float(high)


def poisson_interval(count: float, exposure: float, level: float = LEVEL) -> tuple[float, float]:
    """Exact (Garwood) interval for a Poisson rate; missing where the exposure is 0.

    >>> [round(bound, 4) for bound in poisson_interval(15, 400)]
    [0.021, 0.0619]
    """
    if not exposure > 0:
        return MISSING
    if count == 0:
        return 0.0, float(stats.chi2.ppf((1 + level) / 2, 2) / 2 / exposure)
    low, high = confint_poisson(count, exposure, method="exact-c", alpha=1 - level)
    return float(low), float(high)


def rate_interval(y: ArrayLike, w: ArrayLike, level: float = LEVEL, unit: str = "article") -> tuple[float, float]:
    """Interval for the rate Σy/Σw of units (articles, sentences) whose counts y over w words come in bursts.

    Given the burstiness, the rate's Jeffreys interval under the negative binomial; the burstiness is averaged over
    what these units say of it (bursts.py). Missing with fewer than two units; the lower bound is 0 without a count,
    the upper at most 1, a match at every word.
    """
    y, w = _said(y, w)
    if len(w) < 2:
        return MISSING
    low, high = burst_quantiles(burst_likelihood(y, w), y.sum(), w, level, unit)
    return (float(low) if y.any() else 0.0), max(float(y.sum() / w.sum()), min(1.0, float(high)))


def share_interval(y: ArrayLike, n: ArrayLike, level: float = LEVEL) -> tuple[float, float]:
    """Interval for the share Σy/Σn of the sentences of articles: ratio estimator, logit scale, Student's t.

    The variance is that of the residuals between articles (Cochran 1977: 66), so sentences of one article need not be
    independent. Where no sentence or every sentence is coded, the far bound is that of a rate in bursts.
    """
    y, n = _said(y, n)
    if len(n) < 2:
        return MISSING
    total, size, units = y.sum(), n.sum(), len(n)
    if total == 0:
        return 0.0, rate_interval(y, n, level)[1]
    if total == size:
        return 1 - rate_interval(n - y, n, level)[1], 1.0
    share = total / size
    error = np.sqrt(units / (units - 1) * ((y - share * n) ** 2).sum()) / size
    half = stats.t.ppf((1 + level) / 2, units - 1) * error / (share * (1 - share))
    odds = share / (1 - share) * np.exp([-half, half])
    low, high = odds / (1 + odds)
    return float(low), float(high)


def log_ratio_interval(
    a: float, a_bounds: tuple[float, float], b: float, b_bounds: tuple[float, float]
) -> tuple[float, float, float]:
    """log2(a/b) and its interval from the intervals of a and b (MOVER: Zou & Donner 2008); missing unless both > 0."""
    if not (a > 0 and b > 0):
        return (float("nan"), *MISSING)
    (la, ua), (lb, ub) = np.log2(a_bounds), np.log2(b_bounds)
    ta, tb = np.log2([a, b])
    low, high = np.hypot(ta - la, ub - tb), np.hypot(ua - ta, tb - lb)
    return float(ta - tb), float(ta - tb - low), float(ta - tb + high)


def _said(y: ArrayLike, w: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Counts and exposures of the units that have any exposure."""
    y, w = np.asarray(y, dtype=float), np.asarray(w, dtype=float)
    return y[w > 0], w[w > 0]
