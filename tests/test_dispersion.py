"""Dispersion: published values, hand arithmetic, invariants."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cityblock

from analysis.errors import InputError
from analysis.statistics.dispersion import dp, dp_norm, dp_norms, first_half
from tests.unwarned import unwarned

SIZES = [9, 10, 10, 10, 11]


# Gries (2020), Practical Handbook of Corpus Linguistics, ch. 5, in scattertext/test/test_Dispersion.py (Apache-2.0)
@pytest.mark.parametrize(
    ("counts", "deviation", "normed"),
    [
        ([2, 2, 2, 2, 2], 0.02, 0.024),
        ([1, 0, 0, 0, 0], 0.82, 1),
        ([0, 1, 0, 0, 0], 0.8, 0.976),
        ([0, 0, 0, 0, 1], 0.78, 0.951),
    ],
)
def test_as_published(counts, deviation, normed):
    assert dp(counts, SIZES) == pytest.approx(deviation, abs=6e-4)
    assert dp_norm(counts, SIZES) == pytest.approx(normed, abs=6e-4)


def test_equal_parts_as_published():
    """Gries (2008: 416); Lijffijt & Gries (2012: 148)."""
    assert dp([3, 3, 3], [1, 1, 1]) == 0
    assert dp_norm([2, 1, 0], [1, 1, 1]) == pytest.approx(0.5)


def test_by_hand_and_against_scipy():
    assert dp([3, 1], [10, 30]) == pytest.approx((abs(0.75 - 0.25) + abs(0.25 - 0.75)) / 2)
    assert dp([3, 1, 4], [5, 9, 2]) == pytest.approx(cityblock(np.array([3, 1, 4]) / 8, np.array([5, 9, 2]) / 16) / 2)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 900)), min_size=2, max_size=20), st.integers(2, 9))
def test_bounds_order_and_scale(parts, times):
    counts, sizes = np.array(parts).T
    value = dp_norm(counts, sizes)
    if counts.sum() == 0:
        assert np.isnan(value)
        return
    assert -1e-9 <= value <= 1 + 1e-9
    assert dp_norm(counts[::-1] * times, sizes[::-1] * times) == pytest.approx(value)


@unwarned
def test_missing_where_nothing_is_counted():
    assert np.isnan([dp([0, 0], [3, 4]), dp([], []), dp_norm([2], [10]), dp_norm([2, 0], [10, 0])]).all()
    assert dp_norms(np.array([[2, 0], [1, 0], [0, 0]]), np.ones(3)) == pytest.approx([0.5, np.nan], nan_ok=True)
    for counts, sizes in (([1, 2], [3]), (3, 4), ([[1, 2]], [[3, 4]])):
        with pytest.raises(InputError, match="each part needs one count"):
            dp(counts, sizes)
    with pytest.raises(InputError, match="is negative"):
        dp_norm([1, -2], [3, 4])
    texts = pd.DataFrame({"article": ["a"], "text": ["مردم"]})
    assert np.isnan(first_half(texts, pd.DataFrame({"article": [], "start": []})))
