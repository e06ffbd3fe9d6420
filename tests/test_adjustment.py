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
