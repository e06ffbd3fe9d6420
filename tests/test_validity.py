"""Validity: hand arithmetic, scikit-learn's measures, weights, and sentences cut elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.statistics.correction import corrected_shares
from analysis.statistics.intervals import wilson
from analysis.statistics.validity import validity, weighed_cells
from analysis.study import read_study
from analysis.themes.coding import code
from tests.codings import coded


def test_counts_and_measures_by_hand():
    row = validity(coded([1, 1, 1, 1, 0, 0, 0, 0], "lexicon"), coded([1, 1, 1, 0, 1, 1, 0, 0])).iloc[0]
    names = ["true_positives", "false_positives", "false_negatives", "true_negatives"]
    assert row[names].tolist() == [3, 1, 2, 2]
    assert (row["precision"], row["recall"]) == (3 / 4, 3 / 5)
    assert row["f1"] == pytest.approx(6 / 9)
    assert row["unit"] == "sentence"


def test_measures_equal_scikit_learn_and_bounds_hold_them():
    rng = np.random.default_rng(5)
    truth, found = rng.integers(0, 2, 120), rng.integers(0, 2, 120)
    row = validity(coded(list(found), "lexicon"), coded(list(truth))).iloc[0]
    for name, score in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        assert row[name] == pytest.approx(score(truth, found))
        assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]
    assert row["unit"] == "article"


def test_a_perfect_record_on_few_sentences_is_no_certainty():
    row = validity(coded([1] * 8, "lexicon"), coded([1] * 8)).iloc[0]
    low = wilson(8, 8)[0]
    assert row["precision_low"] == pytest.approx(low)
    assert row["f1_low"] == pytest.approx(2 * low / (1 + low))  # F1 of the share of hits that has the bound
    assert row["f1_high"] == 1


def test_an_empty_denominator_is_missing():
    row = validity(coded([0, 0], "lexicon"), coded([0, 0])).iloc[0]
    assert np.isnan([row["precision"], row["recall"], row["f1"], row["f1_low"]]).all()


def test_weighed_cells_add_up_to_the_effective_number_of_sentences():
    """Kish (1965): of the weights 1, 1, 4 the effective number is 36/18 = 2."""
    table = pd.DataFrame({"present": [1, 1, 0], "found": [1, 0, 0], "weight": [1, 1, 4]})
    assert weighed_cells(table).sum().tolist() == pytest.approx([1 / 3, 0, 1 / 3, 4 / 3])


def test_groups_add_up_to_the_whole():
    hand = coded([1, 0, 1, 0, 1, 1, 0, 0]).assign(city=["x", "y"] * 4)
    lexicon = coded([1, 1, 0, 0, 1, 0, 1, 0], "lexicon")
    names = ["true_positives", "false_positives", "false_negatives", "true_negatives", "sentences"]
    assert (validity(lexicon, hand, by="city")[names].sum() == validity(lexicon, hand)[names].iloc[0]).all()


def test_two_verdicts_on_a_sentence_are_refused():
    lexicon, hand = coded([1, 0], "lexicon"), coded([1, 1])
    with pytest.raises(InputError, match="The lexicon's coding has two verdicts on service in sentence 1 of 'a0'"):
        validity(pd.concat([lexicon, lexicon]), hand)
    with pytest.raises(InputError, match="The hand coding has two verdicts on service in sentence 2 of 'a0'"):
        validity(lexicon, pd.concat([hand, hand[1:]]))


def test_of_two_sentences_that_share_as_much_the_first_counts():
    lexicon = coded([1, 0], "lexicon").assign(start=[0, 50], end=[50, 100])
    hand = coded([1]).assign(start=[40], end=[60])
    for table in (lexicon, lexicon[::-1]):
        assert validity(table, hand)["true_positives"].tolist() == [1]


def test_weights_make_a_sample_stand_for_the_corpus():
    """Of ten sentences without a find one was drawn, weight 10; of two with a find both, weight 1."""
    hand = coded([1, 0, 1]).assign(weight=[1.0, 1.0, 10.0])
    lexicon = coded([1, 1, 0], "lexicon")
    row = validity(lexicon, hand).iloc[0]
    assert row["recall"] == pytest.approx(1 / 11)
    assert row["precision"] == pytest.approx(1 / 2)
    assert [row[name] for name in ("true_positives", "false_positives", "false_negatives")] == [1, 1, 1]
    corrected = corrected_shares(lexicon, lexicon, hand).iloc[0]
    assert corrected["recall"] == pytest.approx(1 / 11)


def test_sentences_cut_elsewhere_are_compared_by_what_they_share():
    lexicon = coded([1, 0], "lexicon").assign(start=[0, 50], end=[50, 90])
    hand = coded([1, 1, 0, 1]).assign(start=[0, 20, 52, 91], end=[19, 49, 90, 99])
    row = validity(lexicon, hand).iloc[0]
    assert (row["true_positives"], row["false_negatives"]) == (2, 1)  # nothing was found where there is no sentence


def test_sentences_the_lexicon_does_not_have_are_named():
    with pytest.raises(InputError, match="sentence 3 of 'a0'"):
        validity(coded([1, 0], "lexicon"), coded([1, 0, 1]))
    with pytest.raises(
        InputError, match="'first' has the verdict nan on service in sentence 2 of 'a0'; a verdict is 0"
    ):
        validity(coded([1, 0], "lexicon"), coded([1, np.nan]))
    with pytest.raises(InputError, match="2 coders"):
        validity(coded([1], "lexicon"), pd.concat([coded([1]), coded([1], "second")]))


def test_the_lexicon_holds_on_the_seeds():
    study = read_study(SEEDS)
    f1 = validity(code(study.hand, study.matches), study.hand).set_index("theme")["f1"]
    floors = {"service": 0.93, "participation": 0.9, "meritocracy": 0.88, "structural_change": 0.9}
    assert {theme: f1[theme] >= floor for theme, floor in floors.items()} == dict.fromkeys(floors, True)
