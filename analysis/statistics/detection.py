"""The smallest ratio of two rates that a corpus of this size, with these bursts, would have shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.statistics.bursts import burst_quantiles
from analysis.statistics.intervals import ALPHA, LEVEL

# The smallest detectable ratio is reckoned with a power of 90 % by Student's t. Where counts come in bursts the verdict
# then shows it in 70 to 88 of 100 corpora, about four of five (measured: benchmarks/statistics.py), and that is said.
NOMINAL_POWER, POWER = 0.9, 0.8


def null_reach(total: float, w_a: np.ndarray, w_b: np.ndarray, bursts: np.ndarray, unit: str) -> float:
    """Half the width, in ln, of the 95 % interval of the ratio that these units would give if both had one rate.

    `total` is both groups' count, `w_a` and `w_b` the exposures of their units, `bursts` the log likelihood of each
    burstiness. Missing with fewer than two units in a group, or without a count.
    """
    if min(len(w_a), len(w_b)) < 2 or total == 0:
        return np.nan
    rate = total / (w_a.sum() + w_b.sum())
    (low_a, high_a), (low_b, high_b) = (
        np.log(burst_quantiles(bursts, rate * w.sum(), w, LEVEL, unit) / rate) for w in (w_a, w_b)
    )
    return float(max(np.hypot(low_a, high_b), np.hypot(high_a, low_b)))


def detectable_ratio(reach: ArrayLike, df: ArrayLike, tests: int) -> np.ndarray:
    """The ratio found with NOMINAL_POWER at the level ALPHA / tests, from `null_reach` and its degrees of freedom.

    exp(s (t(1 - α/2m) + t(power))), s = reach / z(1 - α/2) the standard error of ln ratio, m tests.
    """
    df = np.maximum(df, 1)
    errors = stats.t.ppf(1 - ALPHA / 2 / tests, df) + stats.t.ppf(NOMINAL_POWER, df)
    return np.exp(np.asarray(reach) / stats.norm.ppf(1 - ALPHA / 2) * errors)
