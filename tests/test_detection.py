"""The smallest detectable ratio: by hand where counts come without bursts, against an exact power, and its symmetry."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.statistics.bursts import K
from analysis.statistics.detection import NOMINAL_POWER, detectable_ratio, null_reach

NO_BURSTS = np.where(np.arange(len(K)) == len(K) - 1, 0.0, -1e9)


def test_reach_without_bursts_is_that_of_two_poisson_counts():
    """ln of a ratio of 400 to 800 expected counts has the variance 1/400 + 1/800."""
    reach = null_reach(1200, np.full(40_000, 0.01), np.full(80_000, 0.01), NO_BURSTS, "article")
    assert reach == pytest.approx(stats.norm.ppf(0.975) * np.sqrt(1 / 400 + 1 / 800), rel=0.03)


def test_reach_is_the_same_from_both_sides_and_missing_where_nothing_can_vary():
    a, b = np.array([300.0, 500, 200]), np.array([900.0, 100])
    flat = np.zeros(len(K))
    assert null_reach(12, a, b, flat, "article") == null_reach(12, b, a, flat, "article")
    assert np.isnan([null_reach(0, a, b, flat, "article"), null_reach(12, a, b[:1], flat, "article")]).all()


@pytest.mark.parametrize(("df", "tests"), [(14, 1), (14, 12), (78, 12)])
def test_a_t_test_of_that_effect_has_about_that_power(df, tests):
    """The power of a t test on `df` degrees of freedom by the noncentral t, which the ratio only approximates."""
    effect = np.log(detectable_ratio(stats.norm.ppf(0.975), df, tests))  # in standard errors of 1
    critical = stats.t.ppf(1 - 0.025 / tests, df)
    assert stats.nct.sf(critical, df, effect) == pytest.approx(NOMINAL_POWER, abs=0.025)
