"""Keyness measures: published values, SciPy and statsmodels, hand arithmetic, and what must not change them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

from analysis.errors import InputError
from analysis.statistics.keyness import keyness, keywords, word_counts
from analysis.statistics.measures import log_likelihood, log_likelihood_2x2, log_odds, log_ratio

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
    """Dunning (1993: 72)."""
    assert log_likelihood_2x2(10, 0, 3, 31_764) == pytest.approx(167.23, abs=0.005)


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


@pytest.mark.filterwarnings("error")
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


WORDS = pd.DataFrame(
    [
        ("a1", "شهر", 6),
        ("a1", "مردم", 4),
        ("a2", "شهر", 8),
        ("a2", "مردم", 2),
        ("b1", "شهر", 1),
        ("b1", "مردم", 9),
        ("b2", "شهر", 3),
        ("b2", "مردم", 6),
        ("b2", "باران", 1),
        ("c1", "باران", 7),
    ],
    columns=["article", "word", "count"],
)
ARTICLES = pd.DataFrame({"article": ["a1", "a2", "b1", "b2", "c1"], "city": ["a", "a", "b", "b", "c"]})


def test_keyness_by_hand():
    table = keyness(ARTICLES, WORDS, "city", "a", "b", minimum=2).set_index("word")
    assert table.index.tolist() == ["شهر", "مردم"]
    city = table.loc["شهر"]
    assert city[["count_a", "words_a", "count_b", "words_b", "range_a", "range_b"]].tolist() == [14, 20, 4, 20, 2, 2]
    assert city["log_ratio"] == pytest.approx(np.log2(14 / 4))
    assert city["log_likelihood"] == pytest.approx(2 * (14 * np.log(14 / 9) + 4 * np.log(4 / 9)))
    odds = np.log((14 + 18) / (20 + 40 - 32)) - np.log((4 + 18) / (20 + 40 - 22))
    assert city["log_odds"] == pytest.approx(odds)
    assert city["z"] == pytest.approx(odds / np.sqrt(1 / 32 + 1 / 22))
    assert city["dp_norm"] == pytest.approx((abs(6 / 18 - 0.25) + abs(8 / 18 - 0.25) + 7 / 36 + 3 / 36) / 2 / 0.75)
    assert city["p"] == pytest.approx(2 / 6)  # of six splits of four articles, this one and its mirror


def test_keyness_against_all_others_and_adjusted_p():
    table = keyness(ARTICLES, WORDS, "city", "b", minimum=1)
    assert table["words_b"].unique().tolist() == [27]
    assert table["p_adjusted"].tolist() == pytest.approx(multipletests(table["p"], method="fdr_bh")[1])
    assert (table["z"].abs().diff().dropna() <= 1e-12).all()
    shuffled = keyness(ARTICLES, WORDS.sample(frac=1, random_state=2), "city", "b", minimum=1)
    pd.testing.assert_frame_equal(table, shuffled)


@pytest.mark.filterwarnings("error")
def test_where_nothing_can_be_said_the_value_is_missing():
    table = keyness(ARTICLES, WORDS, "city", "a", "c", minimum=1)
    assert table["p"].isna().all()
    assert table["p_adjusted"].isna().all()
    assert len(keyness(ARTICLES, WORDS, "city", "a", "b", minimum=1000)) == 0
    none = keyness(ARTICLES, WORDS[WORDS["article"] != "c1"], "city", "a", "c", minimum=1)
    assert none[["log_ratio", "log_likelihood", "z"]].isna().all(axis=None)


def test_questions_without_sense_get_a_sentence():
    with pytest.raises(InputError, match="No article has 'd' as its city; there are a, b, c"):
        keyness(ARTICLES, WORDS, "city", "d")
    with pytest.raises(InputError, match="compared with itself"):
        keyness(ARTICLES, WORDS, "city", "a", "a")


def test_word_counts_count_words_of_counted_sentences():
    sentences = pd.DataFrame(
        {
            "article": "x",
            "sentence": [1, 2],
            "part": ["body", "meta"],
            "speaker": "official",
            "repeat_of": [None, None],
            "words": [2, 1],
        }
    )
    tokens = pd.DataFrame(
        {
            "article": "x",
            "sentence": [1, 1, 1, 2],
            "lemma": ["شهر", "شهر", ".", "شهر"],
            "is_word": [True, True, False, True],
        }
    )
    assert word_counts(sentences, tokens).to_dict("records") == [{"article": "x", "word": "شهر", "count": 2}]


def test_each_group_is_compared_with_all_others_and_adjusted_with_them():
    articles = pd.DataFrame({"article": list("abcdef"), "city": ["x", "x", "y", "y", "z", "z"]})
    said = {"شهر": [9, 8, 1, 2, 1, 1], "باغ": [1, 1, 7, 9, 1, 1], "و": [20, 21, 20, 19, 20, 21]}
    words = pd.DataFrame(said, index=list("abcdef")).rename_axis("article").reset_index()
    words = words.melt("article", var_name="word", value_name="count")
    table = keywords(articles, words, "city", ["x", "y"], left_out={"و"})
    assert table["word"].tolist() == ["شهر", "باغ", "باغ", "شهر"]
    alone = keyness(articles, words, "city", "x", left_out={"و"}).set_index("word")
    first = table[table["group"] == "x"].set_index("word")
    assert first["log_ratio"].to_dict() == alone["log_ratio"].to_dict()
    assert first["words_a"].tolist() == [60, 60]  # what is left out is a word all the same
    expected = multipletests(table["p"], method="fdr_bh")[1]
    assert table["p_adjusted"].tolist() == pytest.approx(expected.tolist())
