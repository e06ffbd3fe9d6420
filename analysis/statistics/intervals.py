"""Intervals for proportions, rates and ratios on plain numbers; missing where nothing can be said."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.stats.proportion import proportion_confint

from analysis.errors import InputError
from analysis.statistics.bursts import burst_likelihood, burst_quantiles, share_likelihood, share_quantiles
from analysis.statistics.measures import in_parts

LEVEL = 0.95
ALPHA = 1 - LEVEL
MISSING = (float("nan"), float("nan"))


def wilson(k: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % score interval for k of n; missing where n is 0.

    >>> [round(bound, 4) for bound in wilson(3, 10)]
    [0.1078, 0.6032]
    """
    if k < 0 or k > n:
        raise InputError(f"{k} of {n} is no share; the part is between 0 and the whole.")
    if not n > 0:
        return MISSING
    low, high = proportion_confint(k, n, alpha=ALPHA, method="wilson")
    return 0.0 if k == 0 else float(low), 1.0 if k == n else float(high)


def rate_interval(y: ArrayLike, w: ArrayLike, unit: str = "article") -> tuple[float, float]:
    """95 % interval for the rate Σy/Σw of units (articles, sentences) whose counts y over w words come in bursts.

    Given the burstiness, the rate's Jeffreys interval under the negative binomial; the burstiness is averaged over
    what these units say of it (bursts.py). Missing with fewer than two units; the lower bound is 0 without a count,
    the upper at most 1, a match at every word. Measured over bursty articles, 95 % intervals cover .93 to .97 from one
    match an article on; where eight articles have two or three matches in all, the bound of a zero lies above the rate
    and no sample can miss on that side: up to .98.
    """
    y, w = in_parts(y, w)
    if len(w) < 2:
        return MISSING
    low, high = burst_quantiles(burst_likelihood(y, w), y.sum(), w, LEVEL, unit)
    return (float(low) if y.any() else 0.0), max(float(y.sum() / w.sum()), min(1.0, float(high)))


def share_interval(y: ArrayLike, n: ArrayLike) -> tuple[float, float]:
    """95 % interval for the share Σy/Σn of the sentences of articles, whose sentences need not be independent.

    As `rate_interval`, with the beta-binomial in the negative binomial's place (bursts.py): measured there, intervals
    cover .93 to .97, up to .98 where two sentences in five are coded, in bursts. Missing with fewer than two articles;
    the lower bound is 0 where none, the upper 1 where all are coded.
    """
    y, n = in_parts(y, n)
    if (y > n).any():
        raise InputError("An article cannot have more coded sentences than sentences.")
    if len(n) < 2:
        return MISSING
    low, high = share_quantiles(share_likelihood(y, n), y.sum(), n, LEVEL)
    return (float(low) if y.any() else 0.0), (float(high) if (y < n).any() else 1.0)


def log_ratio_interval(
    total_a: float, w_a: float, bounds_a: tuple[float, float], total_b: float, w_b: float, bounds_b: tuple[float, float]
) -> tuple[float, float, float]:
    """log2 of the ratio of two rates total/w and its interval from the rates' own (MOVER: Zou & Donner 2008, doi
    10.1002/sim.3095).

    Measured as in `rate_interval`, 95 % intervals cover .95 to .985 from one match an article on, on the safe side, and
    up to 1.00 where there are fewer. Without a count in one group the ratio has no estimate and only one bound, for
    which that count is taken as 1/2.
    """
    if not (w_a > 0 and w_b > 0 and total_a + total_b > 0):
        return (float("nan"), *MISSING)
    a, b = np.log2(max(total_a, 0.5) / w_a), np.log2(max(total_b, 0.5) / w_b)
    low = high = float("nan")
    if bounds_a[0] > 0:
        low = a - b - np.hypot(a - np.log2(bounds_a[0]), np.log2(bounds_b[1]) - b)
    if bounds_b[0] > 0:
        high = a - b + np.hypot(np.log2(bounds_a[1]) - a, b - np.log2(bounds_b[0]))
    return float(a - b) if total_a > 0 and total_b > 0 else float("nan"), float(low), float(high)
