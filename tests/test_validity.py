"""Validity, corrected shares and agreement: hand arithmetic, published examples, independent sums, invariants."""

from __future__ import annotations

from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.statistics.correction import corrected_shares, rogan_gladen
from analysis.statistics.intervals import wilson
from analysis.statistics.mistakes import entry_errors, mistakes
from analysis.statistics.reliability import agreement
from analysis.statistics.validity import validity
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.coding import code, read_coding
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def coded(present: list[int], source: str = "first", per_article: int = 4, theme: str = "service") -> pd.DataFrame:
    number = np.arange(len(present))
    return pd.DataFrame(
        {
            "article": [f"a{n // per_article}" for n in number],
            "sentence": number % per_article + 1,
            "theme": theme,
            "present": present,
            "source": source,
        }
    )


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
    assert row["precision_low"] == pytest.approx(wilson(8, 8)[0])
    assert row["f1_high"] == 1


def test_an_empty_denominator_is_missing():
    row = validity(coded([0, 0], "lexicon"), coded([0, 0])).iloc[0]
    assert np.isnan([row["precision"], row["recall"], row["f1"], row["f1_low"]]).all()


def test_groups_add_up_to_the_whole():
    hand = coded([1, 0, 1, 0, 1, 1, 0, 0]).assign(city=["x", "y"] * 4)
    lexicon = coded([1, 1, 0, 0, 1, 0, 1, 0], "lexicon")
    names = ["true_positives", "false_positives", "false_negatives", "true_negatives", "sentences"]
    assert (validity(lexicon, hand, by="city")[names].sum() == validity(lexicon, hand)[names].iloc[0]).all()


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


def test_entries_that_share_a_sentence_are_not_right_alone():
    hand = coded([1, 0, 1]).assign(start=[0, 10, 20], end=[9, 19, 29], subthemes="", speaker="official")
    both = pd.DataFrame(
        {"article": "a0", "start": [0, 4, 11, 21], "end": [2, 6, 13, 23], "entry": ["x", "y", "x", "x"]}
    )
    found = both.assign(article="a0", sentence=1, theme=pd.Categorical(["service"] * 4), tier="core", form="")
    errors = entry_errors(found, hand).set_index("entry")
    assert errors.loc["x", ["right", "wrong", "only_right", "only_wrong"]].tolist() == [2, 1, 1, 1]
    assert errors.loc["y", ["right", "wrong", "only_right", "only_wrong"]].tolist() == [1, 0, 0, 0]


def test_sentences_cut_elsewhere_are_compared_by_what_they_share():
    lexicon = coded([1, 0], "lexicon").assign(start=[0, 50], end=[50, 90])
    hand = coded([1, 1, 0]).assign(start=[0, 20, 52], end=[19, 49, 90])
    assert validity(lexicon, hand)["true_positives"].tolist() == [2]


def test_sentences_the_lexicon_does_not_have_are_named():
    with pytest.raises(InputError, match="sentence 3 of 'a0'"):
        validity(coded([1, 0], "lexicon"), coded([1, 0, 1]))
    with pytest.raises(InputError, match="2 coders"):
        validity(coded([1], "lexicon"), pd.concat([coded([1]), coded([1], "second")]))


def test_rogan_gladen_by_hand_and_where_it_says_nothing():
    # 100 true of 1000, recall .9, specificity .95: 90 + 45 found.
    assert rogan_gladen(0.135, 0.9, 0.95) == pytest.approx(0.1)
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


def test_alpha_of_the_published_example():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A: binary data, two observers."""
    a = coded([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "a")
    b = coded([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], "b")
    row = agreement(pd.concat([a, b])).iloc[0]
    assert row["alpha"] == pytest.approx(0.095, abs=5e-4)
    assert row["agreement"] == pytest.approx(0.6)
    assert row["unit"] == "sentence"


def test_alpha_is_that_of_the_krippendorff_package():
    rng = np.random.default_rng(5)
    first, second, third = rng.integers(0, 2, (3, 40))
    some = coded(list(third[:25]), "c")  # who coded fewer sentences
    row = agreement(pd.concat([coded(list(first), "a"), coded(list(second), "b"), some])).iloc[0]
    table = np.array([first, second, np.append(third[:25], [np.nan] * 15)], dtype=float)
    assert row["alpha"] == pytest.approx(krippendorff.alpha(table, level_of_measurement="nominal"))
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]
    assert np.isnan(agreement(pd.concat([coded([0, 0], "a"), coded([0, 0], "b")]))["alpha"]).all()


def test_agreement_needs_two_coders_and_the_same_cuts():
    with pytest.raises(InputError, match=r"needs two coders; the codings hold 1 \(first\)"):
        agreement(coded([1, 0]))
    apart = [coded([1, 0], name).assign(start=[0, cut], end=[cut, 90]) for name, cut in (("a", 40), ("b", 50))]
    with pytest.raises(InputError) as error:
        agreement(pd.concat(apart))
    assert len(error.value.problems) == 2


@pytest.fixture(scope="module")
def study():
    articles = read_corpus(SEEDS)
    found = matches(tokens(sentences(articles)), read_lexicon(SEEDS / "themes.toml"))
    return articles, found, read_coding(SEEDS / "coding" / "first.csv")


def test_mistakes_and_entry_errors_tell_what_validity_counts(study):
    articles, found, hand = study
    table = validity(code(hand, found), hand)
    parted = mistakes(articles, found, hand)
    assert (parted["mistake"] == "missed").sum() == table["false_negatives"].sum()
    assert (parted["mistake"] == "wrong").sum() == table["false_positives"].sum()
    assert parted.loc[parted["mistake"] == "wrong", "entries"].ne("").all()
    entries = entry_errors(found, hand)
    assert set(entries["entry"]) <= set(found["entry"])
    assert (entries["only_right"] <= entries["right"]).all()
    assert (entries["only_wrong"] <= entries["wrong"]).all()


def test_the_lexicon_holds_on_the_seeds(study):
    _, found, hand = study
    f1 = validity(code(hand, found), hand).set_index("theme")["f1"]
    floors = {"service": 0.93, "participation": 0.9, "meritocracy": 0.88, "structural_change": 0.9}
    assert {theme: f1[theme] >= floor for theme, floor in floors.items()} == dict.fromkeys(floors, True)
