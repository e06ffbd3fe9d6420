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
