"""Intervals for proportions, rates and ratios of sums on plain numbers; missing where nothing can be said."""

from __future__ import annotations

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

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
    return max(0.0, float(low)), min(1.0, float(high))


def poisson_interval(count: float, exposure: float, level: float = LEVEL) -> tuple[float, float]:
    """Exact (Garwood) interval for a Poisson rate; missing where the exposure is 0."""
    if not exposure > 0:
        return MISSING
    if count == 0:
        return 0.0, float(stats.chi2.ppf((1 + level) / 2, 2) / 2 / exposure)
    low, high = confint_poisson(count, exposure, method="exact-c", alpha=1 - level)
    return float(low), float(high)


def ratio_interval(y: np.ndarray, w: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """Interval for Σy/Σw over units (articles or sentences) whose counts may be bursty; missing with fewer than two."""
    y, w = y[w > 0], w[w > 0]
    total, exposure, n = y.sum(), w.sum(), len(y)
    if n < 2 or not exposure > 0:
        return MISSING
    if total == 0:
        return poisson_interval(0, exposure, level)
    rate = total / exposure
    residual = y - rate * w
    error = np.sqrt(n / (n - 1) * (residual @ residual)) / total
    factor = np.exp(stats.t.ppf((1 + level) / 2, n - 1) * error)
    return float(rate / factor), float(rate * factor)
