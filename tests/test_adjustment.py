"""Adjusted p-values: by hand, as published, and against statsmodels."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.statistics.adjustment import benjamini_hochberg, holm


def test_holm_by_hand():
    """Holm (1979): the smallest p times m, the next times m - 1, …, never smaller than the one before."""
    expected = {0.01: 0.04, 0.02: 0.06, 0.03: 0.06, 0.5: 0.5}
    for order in permutations(expected):
        assert holm(pd.Series(order)) == pytest.approx([expected[p] for p in order])
    p = np.random.default_rng(0).random(40) ** 3
    assert holm(pd.Series(p)) == pytest.approx(multipletests(p, method="holm")[1])
    assert holm(pd.Series([np.nan])).tolist() == pytest.approx([np.nan], nan_ok=True)


# TileStats, in scipy/stats/tests/test_morestats.py (BSD-3)
def test_benjamini_hochberg_as_published_and_what_is_missing_is_no_test():
    p = pd.Series([0.005, 0.009, np.nan, 0.019, 0.022, 0.051, 0.101, 0.361, 0.387])
    expected = [0.036, 0.036, np.nan, 0.044, 0.044, 0.082, 0.135, 0.387, 0.387]
    assert benjamini_hochberg(p).tolist() == pytest.approx(expected, abs=1e-3, nan_ok=True)


def numbers(written: str) -> pd.Series:
    return pd.Series(written.split(), dtype=float)


def test_both_as_published():
    """Benjamini & Hochberg (1995: 4.1): of 15 tests theirs shows four, one that keeps the error of all three; and
    McDonald's 25 foods (Handbook of Biological Statistics; adjusted in Mangiafico's R Companion)."""
    p = numbers(".0001 .0004 .0019 .0095 .0201 .0278 .0298 .0344 .0459 .3240 .4262 .5719 .6528 .7590 1")
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3
    foods = ".001 .008 .039 .041 .042 .06 .074 .205 .212 .216 .222 .251 .269 .275 .34 .341 .384 .569 .594 .696 .762"
    p = numbers(f"{foods} .94 .942 .975 .986")
    expected = [0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.2643, 0.4911]
    assert benjamini_hochberg(p)[:8].tolist() == pytest.approx(expected, abs=5e-5)
    assert holm(p)[:5] == pytest.approx([0.025, 0.192, 0.897, 0.902, 0.902], abs=5e-4)
