"""p-values adjusted for how many of them are read together; those that are missing are no tests and stay missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control


def holm(p: pd.Series) -> np.ndarray:
    """Holm's (1979) adjusted p-values: no false claim among all.

    statsmodels' multipletests gives the same and collects garbage at every call, a fifth of a second each time.

    >>> [round(float(value), 2) for value in holm(pd.Series([0.01, 0.04, float("nan"), 0.03]))]
    [0.03, 0.06, nan, 0.06]
    """
    values = p.to_numpy(float)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * np.arange(len(order), 0, -1)), 1)
    return adjusted


def benjamini_hochberg(p: pd.Series) -> pd.Series:
    """Benjamini and Hochberg's (1995) adjusted p-values: few false claims among those made.

    >>> benjamini_hochberg(pd.Series([0.01, 0.04, float("nan"), 0.03])).round(2).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    known = p.dropna()
    return pd.Series(false_discovery_control(known, method="bh"), known.index, dtype=float).reindex(p.index)
