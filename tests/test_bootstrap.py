"""The bootstrap: every draw is of as many units, the seed decides, bounds hold the middle of the known draws."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.bootstrap import DRAWS, percentiles, resample


def test_a_draw_is_of_as_many_units_and_on_average_the_sums():
    counts = np.array([[3, 10, 1], [0, 4, 1], [0, 4, 1], [1, 90, 1]])
    drawn = resample(counts, seed=1)
    assert drawn.shape == (DRAWS, 3)
    assert set(drawn[:, 2]) == {4}
    assert drawn.mean(axis=0) == pytest.approx([4, 108, 4], rel=0.05)
    assert drawn[:, 0].var() == pytest.approx(4 * counts[:, 0].var(), rel=0.1)
    assert (drawn == resample(counts, seed=1)).all()
    assert (drawn != resample(counts, seed=2)).any()


def test_percentiles_by_hand():
    assert percentiles(np.arange(1001.0)) == pytest.approx((25, 975))
    assert percentiles(np.array([np.nan, 7, np.nan])) == (7, 7)
    assert np.isnan(percentiles(np.array([np.nan]))).all()
