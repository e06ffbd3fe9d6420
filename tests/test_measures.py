"""Corpus measures: published values, SciPy, statsmodels and NLTK, hand arithmetic, and what must not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2

from analysis.errors import InputError
from analysis.statistics.measures import log_dice, log_likelihood, log_likelihood_2x2, log_odds, log_ratio
from tests.unwarned import unwarned

COUNT = st.integers(0, 500)
SIZE = st.integers(501, 100_000)


# Paul Rayson, Corpora List, 18 January 2002 (rounded to whole numbers); the UCREL wizard's own example
@pytest.mark.parametrize(
    ("f1", "n1", "f2", "n2", "expected", "within"),
    [
        (52, 50_000, 57, 75_000, 2.65, 0.005),
        (348, 1_000_000, 99, 1_000_000, 147, 0.5),
        (15, 1_000_000, 14, 1_000_000, 0, 0.5),
        (9, 1_000_000, 32, 1_000_000, 14, 0.5),
        (392, 1_000_000, 170, 1_000_000, 90, 0.5),
    ],
)
def test_log_likelihood_as_published(f1, n1, f2, n2, expected, within):
    assert log_likelihood(f1, n1, f2, n2) == pytest.approx(expected, abs=within)


def test_log_likelihood_2x2_as_published():
    """Dunning (1993: 72), the pairs of words in a text of 31,777: the swiss, can be, mineral water, at the, …"""
    table = [
        (110, 2442, 111, 29_114, 270.72),
        (29, 13, 123, 31_612, 263.90),
        (10, 0, 3, 31_764, 167.23),
        (76, 104, 2476, 29_121, 157.21),
        (16, 0, 865, 30_896, 115.02),
        (5, 13, 0, 31_759, 76.30),
        (16, 2536, 1, 29_224, 73.35),
        (24, 43, 1316, 30_394, 68.61),
        (3, 0, 0, 31_774, 61.61),
        (9, 12, 429, 31_327, 48.94),
    ]
    *cells, expected = np.array(table).T
    assert log_likelihood_2x2(*cells) == pytest.approx(expected, abs=0.005)


def test_log_likelihood_is_the_g_of_a_goodness_of_fit():
    """McDonald, Handbook of Biological Statistics: 1752 crossbills with right bills, 1895 with left, G 5.61."""
    assert log_likelihood(1752, 1, 1895, 1) == pytest.approx(5.61, abs=0.005)


def test_log_likelihoods_by_hand():
    """A word once in 2 and 3 times in 6 is expected once in 2: no difference; 2 in 4 against 0 in 4 is 4 ln 2."""
    assert log_likelihood(1, 2, 3, 6) == pytest.approx(0)
    assert log_likelihood(2, 4, 0, 4) == pytest.approx(2 * 2 * np.log(2 / 1))
    assert log_likelihood_2x2(2, 2, 0, 4) == pytest.approx(2 * (2 * np.log(2) + 2 * np.log(2 / 3) + 4 * np.log(4 / 3)))


@given(COUNT, SIZE, COUNT, SIZE)
def test_log_likelihoods_against_scipy(f1, n1, f2, n2):
    if f1 + f2 == 0:
        assert log_likelihood(f1, n1, f2, n2) == 0
        return
    expected = np.array([n1, n2]) * (f1 + f2) / (n1 + n2)
    two, _ = stats.power_divergence([f1, f2], expected, lambda_="log-likelihood")
    assert log_likelihood(f1, n1, f2, n2) == pytest.approx(two, rel=1e-6, abs=1e-6)
    table = [[f1, n1 - f1], [f2, n2 - f2]]
    four = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
    assert log_likelihood_2x2(*np.ravel(table)) == pytest.approx(four, rel=1e-6, abs=1e-6)


def test_log_ratio_as_published():
    """Hardie (2014): equal frequencies give 0, each doubling adds 1, a zero counts as one half; Austen: log2(RR)."""
    assert log_ratio(1, 1_000_000, 1, 1_000_000) == 0
    assert log_ratio(8, 1000, 2, 1000) == 2
    assert log_ratio(600, 1_000_000, 200, 1_000_000) == pytest.approx(np.log2(3))  # .0006 against .0002, "three times"
    assert log_ratio(4, 1000, 0, 1000) == 3
    assert log_ratio(0, 1000, 4, 1000) == -3
    # amacanovic/KeynessMeasures README (MIT): "emma" 786 : 1 gives 11.426616, "harriet" 415 : 4 gives 8.505198
    assert log_ratio(786, 100, 1, 100) - log_ratio(415, 100, 4, 100) == pytest.approx(11.426616 - 8.505198, abs=1e-6)


def test_log_odds_as_published():
    """kenlimmj/fightin-words, README (MIT): two sentences of nine words, α = .05 for each of eleven words."""
    for y_i, y_j, expected in ((0, 1, -0.6894227886807968), (1, 1, 0.0), (1, 0, 0.6894227886807968)):
        assert log_odds(y_i, 9, y_j, 9, 0.05, 0.55)[1] == pytest.approx(expected)


def test_log_odds_without_prior_is_the_log_odds_ratio_of_statsmodels():
    table = Table2x2([[30, 970], [10, 1190]])
    delta, z = log_odds(30, 1000, 10, 1200, 0, 0)
    assert delta == pytest.approx(table.log_oddsratio)
    assert log_ratio(30, 1000, 10, 1200) == pytest.approx(np.log2(table.riskratio))
    assert z == pytest.approx(delta / np.sqrt(1 / 30 + 1 / 10))


@given(COUNT, SIZE, COUNT, SIZE)
def test_swapping_the_corpora_changes_only_signs(f1, n1, f2, n2):
    assert log_likelihood(f1, n1, f2, n2) == pytest.approx(log_likelihood(f2, n2, f1, n1), abs=1e-9)
    there, back = log_odds(f1, n1, f2, n2, 1, 1000), log_odds(f2, n2, f1, n1, 1, 1000)
    assert there == pytest.approx((-back[0], -back[1]))
    if f1 + f2:
        assert log_ratio(f1, n1, f2, n2) == pytest.approx(-log_ratio(f2, n2, f1, n1))


@unwarned
def test_an_empty_corpus_leaves_them_missing():
    assert np.isnan([log_likelihood(0, 0, 3, 10), log_likelihood_2x2(0, 0, 0, 0), log_ratio(0, 0, 3, 10)]).all()
    assert np.isnan(log_ratio(0, 10, 0, 10))
    assert np.isnan(log_odds(0, 10, 0, 10, 0, 0)).all()
    assert np.isnan(log_likelihood([1, 2], [10, 0], [1, 2], [10, 10])).tolist() == [False, True]


def test_impossible_frequencies_get_a_sentence():
    with pytest.raises(InputError, match="A frequency is negative"):
        log_ratio(-1, 10, 2, 10)
    with pytest.raises(InputError, match="A frequency is negative"):
        log_likelihood_2x2(3, 4, -1, 5)
    with pytest.raises(InputError, match="more often than one of them"):
        log_dice([1, 3], [4, 2], [4, 9])


# Output of the R script on the Sugiura wiki, formula of Rychlý (2008)
@pytest.mark.parametrize(
    ("f_xy", "f_x", "f_y", "expected"),
    [
        (8, 389, 230, 8.726204),
        (300, 300, 300, 14),
        (3, 3000, 3000, 4.034216),
        (6, 3000, 3000, 5.034216),
        (300, 3000, 3000, 10.67807),
    ],
)
def test_log_dice_as_published(f_xy, f_x, f_y, expected):
    assert log_dice(f_xy, f_x, f_y) == pytest.approx(expected, abs=1e-5)


def test_log_dice_by_hand_and_its_bounds():
    """One of two nodes near one of six words: 14 + log2(2/8); a pair that is always together has 14, no corpus more."""
    assert log_dice(1, 2, 6) == 12
    assert (log_dice(np.arange(1, 50), 50, np.arange(1, 50)) < 14).all()
    assert log_dice(10, 20, 30) == log_dice(100, 200, 300)  # only proportions count (Rychlý 2008)


def test_log_dice_is_nltk_s_dice_on_another_scale():
    dice = BigramAssocMeasures.dice(8, (389, 230), 100_000)
    assert log_dice(8, 389, 230) == pytest.approx(14 + np.log2(dice))
