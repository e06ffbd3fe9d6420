"""Intervals: published values, hand arithmetic, invariants, and where nothing can be said."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.statistics.intervals import (
    log_ratio_interval,
    rate_interval,
    share_interval,
    wilson,
)
from tests.unwarned import unwarned


# R 3.6.2 prop.test, in scipy/stats/tests/test_morestats.py (BSD-3)
@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        (3, 10, (0.1077913, 0.6032219)),
        (0, 10, (0.0, 0.2775328)),
        (10, 10, (0.7224672, 1.0)),
    ],
)
def test_wilson_as_in_r(k, n, expected):
    assert wilson(k, n) == pytest.approx(expected, abs=1e-6)


# Newcombe (1998), Statistics in Medicine 17, Table I, method 3; Agresti, An Introduction to Categorical Data Analysis:
# 9 of 10, and none of 25 students a vegetarian
@pytest.mark.parametrize(
    ("k", "n", "expected", "within"),
    [
        (81, 263, (0.2553, 0.3662), 5e-5),
        (15, 148, (0.0624, 0.1605), 5e-5),
        (0, 20, (0, 0.1611), 5e-5),
        (1, 29, (0.0061, 0.1718), 5e-5),
        (9, 10, (0.596, 0.982), 5e-4),
        (0, 25, (0, 0.133), 5e-4),
    ],
)
def test_wilson_as_published(k, n, expected, within):
    assert wilson(k, n) == pytest.approx(expected, abs=within)


def test_rate_interval_scales_with_the_unit_of_length_and_ignores_units_without_words():
    y, w = np.array([0, 3, 1, 0, 7, 2, 0, 1]), np.array([400, 350, 500, 120, 800, 300, 250, 600])
    low, high = rate_interval(y, w)
    assert low < y.sum() / w.sum() < high
    assert rate_interval(y, w * 10) == pytest.approx((low / 10, high / 10))
    assert rate_interval([*y, 0], [*w, 0]) == pytest.approx((low, high))


def test_bursts_widen_the_rate_interval():
    even, bursty = rate_interval([2] * 8, [300] * 8), rate_interval([16] + [0] * 7, [300] * 8)
    assert bursty[1] / bursty[0] > 2 * even[1] / even[0]


def test_rare_shares_are_rates_and_sides_are_alike():
    y, n = np.array([0, 3, 1, 0, 7, 2, 0, 1]), np.full(8, 100_000)
    assert share_interval(y, n) == pytest.approx(rate_interval(y, n), rel=0.02)
    low, high = share_interval(np.arange(6), [5, 7, 5, 8, 5, 6])
    assert 0 < low < 15 / 36 < high < 1
    flipped = share_interval(np.array([5, 7, 5, 8, 5, 6]) - np.arange(6), [5, 7, 5, 8, 5, 6])
    assert (low, high) == pytest.approx((1 - flipped[1], 1 - flipped[0]))
    assert share_interval([0] * 9, [5] * 9)[0] == 0
    assert share_interval([5] * 9, [5] * 9)[1] == 1


def test_log_ratio_interval_by_hand():
    by_hand = (2, 2 - np.hypot(1, 2), 2 + np.hypot(1, 1))
    assert log_ratio_interval(16, 2, (4, 16), 4, 2, (1, 8)) == pytest.approx(by_hand)
    none = log_ratio_interval(0, 10, (0, 0.2), 8, 10, (0.4, 1.6))
    assert none[2] == pytest.approx(np.log2(0.05 / 0.8) + np.hypot(2, 1))
    assert np.isnan(none[:2]).all()
    assert np.isnan(log_ratio_interval(0, 10, (0, 1), 0, 10, (0, 1))).all()
    assert np.isnan(log_ratio_interval(3, 10, (0.1, 1), 0, 0, (0, 1))).all()
    assert np.isnan(log_ratio_interval(0, 0, (0, 1), 3, 10, (0.1, 1))).all()
    assert log_ratio_interval(0, 10, (0, 0.4), 1, 10, (0.01, 0.5))[2] == pytest.approx(-1 + np.hypot(3, np.log2(10)))


def test_log_ratio_interval_as_published():
    """Rothman, Epidemiology: An Introduction: 41 cases in 28,010 woman-years against 15 in 19,017, 1.86 (1.03 to 3.35).

    From intervals of the two rates that are symmetric in the logarithm, MOVER's is the textbook's.
    """
    cases, years = (41, 15), (28_010, 19_017)
    bounds = [tuple(y / w * np.exp(np.array([-1.96, 1.96]) / np.sqrt(y))) for y, w in zip(cases, years, strict=True)]
    ratio = log_ratio_interval(41, 28_010, bounds[0], 15, 19_017, bounds[1])
    assert np.exp2(ratio) == pytest.approx([1.86, 1.03, 3.35], abs=0.005)


@unwarned
def test_missing_and_not_infinite():
    for bounds in (wilson(0, 0), rate_interval([], []), rate_interval([3], [10])):
        assert np.isnan(bounds).all()
    assert rate_interval([0, 0, 0], [10, 10, 10])[0] == 0
    assert np.isfinite(rate_interval([0, 0, 0], [10, 10, 10])[1])


def test_impossible_counts_get_a_sentence():
    with pytest.raises(InputError, match="5 of 3 is no share"):
        wilson(5, 3)
    with pytest.raises(InputError, match="2 counts for 1 parts"):
        rate_interval([1, 2], [10])
    with pytest.raises(InputError, match="is negative"):
        rate_interval([1, -2], [10, 10])
    with pytest.raises(InputError, match="more coded sentences than sentences"):
        share_interval([3, 4], [2, 5])
