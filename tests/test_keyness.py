"""Keyness: by hand, adjusted p against statsmodels, and questions without sense."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.errors import InputError
from analysis.statistics.keyness import keyness, keywords, word_counts
from analysis.statistics.measures import log_likelihood_2x2
from tests.unwarned import unwarned

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


def test_the_order_of_articles_decides_nothing():
    rng = np.random.default_rng(3)
    articles = pd.DataFrame({"article": [f"a{n:02}" for n in range(30)], "city": ["a"] * 14 + ["b"] * 16})
    said = [(article, word, rng.integers(1, 9)) for article in articles["article"] for word in ("شهر", "مردم", "باران")]
    words = pd.DataFrame(said, columns=["article", "word", "count"])
    mixed = keyness(articles.sample(frac=1, random_state=1), words.sample(frac=1, random_state=2), "city", "a", "b")
    pd.testing.assert_frame_equal(mixed, keyness(articles, words, "city", "a", "b"))


def test_keyness_by_hand():
    table = keyness(ARTICLES, WORDS, "city", "a", "b", minimum=2).set_index("word")
    assert table.index.tolist() == ["شهر", "مردم"]
    city = table.loc["شهر"]
    assert city[["count_a", "words_a", "count_b", "words_b", "range_a", "range_b"]].tolist() == [14, 20, 4, 20, 2, 2]
    assert city["log_ratio"] == pytest.approx(np.log2(14 / 4))
    assert city["log_likelihood"] == pytest.approx(2 * (14 * np.log(14 / 9) + 4 * np.log(4 / 9)))
    assert city["log_likelihood_2x2"] == pytest.approx(log_likelihood_2x2(14, 20 - 14, 4, 20 - 4))
    odds = np.log((14 + 18) / (20 + 40 - 32)) - np.log((4 + 18) / (20 + 40 - 22))
    assert city["log_odds"] == pytest.approx(odds)
    assert city["z"] == pytest.approx(odds / np.sqrt(1 / 32 + 1 / 22))
    assert city["dp_norm"] == pytest.approx((abs(6 / 18 - 0.25) + abs(8 / 18 - 0.25) + 7 / 36 + 3 / 36) / 2 / 0.75)
    assert city["p"] == pytest.approx(2 / 6)  # of six splits of four articles, this one and its mirror


def test_keyness_against_all_others_and_adjusted_p():
    table = keyness(ARTICLES, WORDS, "city", "b", minimum=1)
    assert table.set_index("word").loc["مردم", ["range_a", "range_b", "count_b"]].tolist() == [2, 2, 6]
    assert table.set_index("word").loc["باران", ["range_a", "range_b", "count_b"]].tolist() == [1, 1, 7]
    assert table["words_b"].unique().tolist() == [27]
    assert table["p_adjusted"].tolist() == pytest.approx(multipletests(table["p"], method="fdr_bh")[1])
    assert (table["z"].abs().diff().dropna() <= 1e-12).all()
    shuffled = keyness(ARTICLES, WORDS.sample(frac=1, random_state=2), "city", "b", minimum=1)
    pd.testing.assert_frame_equal(table, shuffled)


@unwarned
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
    with pytest.raises(InputError, match="No group of city is named"):
        keywords(ARTICLES, WORDS, "city", [])
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
