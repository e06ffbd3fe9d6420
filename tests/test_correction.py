"""Corrected shares: by hand, the coverage of their interval, and weights."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.correction import corrected_shares, rogan_gladen
from tests.codings import coded


def test_rogan_gladen_by_hand_and_where_it_says_nothing():
    # 100 true of 1000, recall .9, specificity .95: 90 + 45 found.
    assert rogan_gladen(0.135, 0.9, 0.95) == pytest.approx(0.1)
    # epiR, ?epi.prev: 23 of 150 cows found ill by a test of .96 and .89; 5.1 of 100 are.
    assert rogan_gladen(23 / 150, 0.96, 0.89) == pytest.approx(0.051, abs=5e-4)
    assert np.isnan(rogan_gladen(0.4, 0.5, 0.5))
    assert rogan_gladen(0.01, 0.9, 0.9) == 0


def test_corrected_interval_covers_the_true_share():
    rng = np.random.default_rng(11)
    covered = 0
    for run in range(40):
        truth = rng.random(900) < 0.2
        found = np.where(truth, rng.random(900) < 0.75, rng.random(900) < 0.05).astype(int)
        lexicon = coded(list(found), "lexicon", per_article=1)
        known = slice(0, 300)
        hand = coded(list(truth[known].astype(int)), per_article=1)
        row = corrected_shares(lexicon.iloc[300:], lexicon.iloc[known], hand, seed=run).iloc[0]
        covered += row["corrected_low"] <= 0.2 <= row["corrected_high"]
    assert covered >= 36


def test_whole_articles_are_resampled():
    """Half of sixteen articles say nothing else and half never: the share varies as 16 coins, not as 160 sentences."""
    perfect = [1, 0] * 2000
    lexicon = coded([1] * 80 + [0] * 80, "lexicon", per_article=10)
    row = corrected_shares(lexicon, coded(perfect, "lexicon"), coded(perfect)).iloc[0]
    assert (row["unit"], row["share"], row["corrected"]) == ("article", 0.5, 0.5)
    assert (row["corrected_low"], row["corrected_high"]) == pytest.approx((0.25, 0.75), abs=0.07)


def test_a_perfect_lexicon_on_few_sentences_is_no_certainty():
    """Twelve sentences without an error: recall and specificity are drawn around them with half an error each."""
    perfect = [1, 0] * 6
    lexicon = coded([1, 0] * 5000, "lexicon", per_article=5000)
    row = corrected_shares(lexicon, coded(perfect, "lexicon"), coded(perfect)).iloc[0]
    rng = np.random.default_rng(3)
    positive = rng.binomial(12, 0.5, 100_000)
    recall, specificity = rng.beta(positive + 0.5, 0.5), rng.beta(12.5 - positive, 0.5)
    expected = np.nanquantile(rogan_gladen(0.5, recall, specificity), [0.025, 0.975])
    assert (row["corrected_low"], row["corrected_high"]) == pytest.approx(expected.tolist(), abs=0.05)


def test_bounds_are_missing_where_the_lexicon_may_tell_nothing():
    found, truth = [1, 1, 0, 0, 1, 0, 0, 0], [1, 0, 1, 0, 1, 1, 0, 0]
    row = corrected_shares(coded([1, 0, 0], "lexicon"), coded(found, "lexicon"), coded(truth)).iloc[0]
    assert row[["recall", "specificity"]].tolist() == [1 / 2, 3 / 4]
    assert row["corrected"] == pytest.approx((1 / 3 - 1 / 4) / (1 / 4))
    assert np.isnan(row[["corrected_low", "corrected_high"]].tolist()).all()
