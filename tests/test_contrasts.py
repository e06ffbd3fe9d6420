"""Contrasts: the log ratio by hand, the verdicts, what swapping changes, and questions without sense."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.adjustment import holm
from analysis.statistics.bursts import burst_likelihood
from analysis.statistics.contrasts import _judged, contrasts_of, no_contrasts
from analysis.statistics.detection import detectable_ratio, null_reach
from analysis.statistics.intervals import log_ratio_interval, share_interval, wilson
from tests.unwarned import unwarned

THEMES = ["service", "merit"]


def corpus(sizes: dict[str, int], mean: dict[str, float], k: float = 2.0, seed: int = 0):
    """Articles, and counts of each: gamma–Poisson matches of "service" at a mean by group; "merit" never occurs."""
    rng = np.random.default_rng(seed)
    rows = []
    for group, size in sizes.items():
        for n in range(size):
            words = int(rng.integers(200, 600))
            matches = int(rng.poisson(rng.gamma(k, 1 / k) * mean[group] * words / 400))
            rows += [(f"{group}{n}", theme, words, 20, matches * (theme == "service"), 0) for theme in THEMES]
    counts = pd.DataFrame(rows, columns=["article", "theme", "words", "sentences", "matches", "coded_sentences"])
    counts["theme"] = pd.Categorical(counts["theme"], categories=THEMES)
    counts["coded_sentences"] = counts["matches"].clip(upper=20)
    names = counts["article"].unique()
    return pd.DataFrame({"article": names, "city": [name[0] for name in names]}), counts


def test_swapping_the_groups_changes_only_signs():
    articles, counts = corpus({"a": 9, "b": 10}, {"a": 2, "b": 5})
    there = contrasts_of(articles, counts).set_index("theme").loc["service"]
    back = contrasts_of(articles[::-1], counts).set_index("theme").loc["service"]
    assert (back["a"], back["b"]) == ("b", "a")
    assert back["log_ratio"] == pytest.approx(-there["log_ratio"])
    assert (back["low"], back["high"]) == pytest.approx((-there["high"], -there["low"]))
    assert back["p"] == there["p"]


def test_the_order_of_articles_and_of_counts_decides_nothing():
    articles, counts = corpus({"b": 9, "c": 9, "a": 10}, {"a": 2, "b": 5, "c": 3})
    mixed = contrasts_of(articles.sample(frac=1, random_state=1), counts.sample(frac=1, random_state=2))
    p = {frozenset((row.a, row.b)): row.p for row in mixed.itertuples() if row.theme == "service"}
    straight = contrasts_of(articles, counts)
    assert p == {frozenset((row.a, row.b)): row.p for row in straight.itertuples() if row.theme == "service"}
    assert len(set(p.values())) == 3


def test_verdicts():
    sizes = dict.fromkeys("abc", 60)
    articles, counts = corpus(sizes, {"a": 8, "b": 8, "c": 1}, k=20)
    table = contrasts_of(articles, counts).set_index(["a", "b", "theme"])
    assert table.loc[("a", "c", "service"), "verdict"] == "higher"
    assert table.loc[("a", "b", "service"), "verdict"] == "no difference shown"
    assert table.loc[("a", "b", "service"), "detectable_ratio"] < 2
    never = table.loc[("a", "b", "merit")]
    assert never["verdict"] == "insufficient evidence"
    assert never[["log_ratio", "low", "high", "p", "p_adjusted", "detectable_ratio"]].isna().all()
    articles, counts = corpus({"a": 20, "b": 20}, {"a": 4, "b": 4}, k=2)
    few = contrasts_of(articles, counts).iloc[0]
    assert few["verdict"] == "insufficient evidence"
    assert 2 < few["detectable_ratio"] < 2.1


def test_a_verdict_reads_the_adjusted_p_and_what_all_tests_together_can_detect():
    judged = _judged(
        pd.DataFrame({"p": [0.02, 0.04, np.nan], "low": 0.1, "high": 0.9, "reach": 0.2, "df": 14}, index=range(3))
    )
    assert judged["p_adjusted"].tolist() == pytest.approx([0.04, 0.04, np.nan], nan_ok=True)
    assert judged["verdict"].tolist() == ["higher", "higher", "no difference shown"]
    judged = _judged(judged.assign(p=[0.03, 0.04, np.nan]))
    assert judged["verdict"].tolist() == ["no difference shown"] * 3
    assert judged["detectable_ratio"].tolist() == pytest.approx(detectable_ratio([0.2] * 3, [14] * 3, tests=2).tolist())


def test_an_article_without_words_is_no_unit():
    articles, counts = corpus({"a": 9, "b": 9}, {"a": 3, "b": 3})
    empty = counts["article"].eq("a0")
    counts.loc[empty, ["words", "sentences", "matches", "coded_sentences"]] = 0
    found = contrasts_of(articles, counts).drop(columns="tests")
    pd.testing.assert_frame_equal(
        found, contrasts_of(articles[articles["article"] != "a0"], counts[~empty]).drop(columns="tests")
    )
    row = found.iloc[0]
    y, w = (counts.loc[counts["theme"] == "service", name].to_numpy(float) for name in ("matches", "words"))
    a, b = slice(1, 9), slice(9, 18)
    bursts = burst_likelihood(y[a], w[a]) + burst_likelihood(y[b], w[b])
    reach = null_reach(y.sum(), w[a], w[b], bursts, "article")
    assert row["detectable_ratio"] == pytest.approx(detectable_ratio(reach, 8 + 9 - 2, tests=1).item())


def test_shares_by_hand_have_the_bounds_of_the_table_of_rates():
    articles, counts = corpus({"a": 8, "b": 9}, {"a": 2, "b": 5})
    by_sentence = counts.assign(sentence=counts.groupby(["article", "theme"], observed=True).cumcount())
    for unit, interval in (("article", share_interval), ("sentence", lambda y, n: wilson(y.sum(), n.sum()))):
        row = contrasts_of(articles, by_sentence, unit=unit, measure="share").iloc[0]
        its = counts[counts["theme"] == "service"].groupby(counts["article"].str[0])
        (y_a, n_a), (y_b, n_b) = ((part["coded_sentences"], part["sentences"]) for _, part in its)
        expected = log_ratio_interval(
            y_a.sum(), n_a.sum(), interval(y_a, n_a), y_b.sum(), n_b.sum(), interval(y_b, n_b)
        )
        assert (row["count_a"], row["count_b"]) == (y_a.sum(), y_b.sum())
        assert row[["log_ratio", "low", "high"]].tolist() == pytest.approx(expected)


def test_log_ratio_and_number_of_tests_by_hand():
    articles, counts = corpus({"a": 8, "b": 8, "c": 8}, {"a": 3, "b": 3, "c": 3})
    table = contrasts_of(articles, counts)
    sums = (
        counts.assign(city=counts["article"].str[0])[counts["theme"] == "service"]
        .groupby("city")[["matches", "words"]]
        .sum()
    )
    rate = sums["matches"] / sums["words"]
    row = table.iloc[0]
    assert row["log_ratio"] == pytest.approx(np.log2(rate["a"] / rate["b"]))
    assert (row["count_a"], row["count_b"]) == (sums["matches"]["a"], sums["matches"]["b"])
    known = table["p"].dropna()
    assert len(known) == 3
    assert table["tests"].eq(len(known)).all()
    assert table["p_adjusted"].dropna().tolist() == holm(known).tolist()


@unwarned
def test_where_nothing_can_be_said_the_value_is_missing():
    articles, counts = corpus({"a": 9, "b": 9, "c": 1, "d": 8}, {"a": 3, "b": 3, "c": 3, "d": 0})
    counts.loc[counts["article"] == "c0", ["words", "sentences", "matches", "coded_sentences"]] = 0
    table = contrasts_of(articles, counts, unit="article").set_index(["a", "b", "theme"]).xs("service", level="theme")
    assert table.loc[("a", "c"), ["log_ratio", "p", "detectable_ratio"]].isna().all()
    assert table.loc[("a", "c"), "verdict"] == "insufficient evidence"
    assert np.isnan(table.loc[("a", "d"), "log_ratio"])
    assert table.loc[("a", "d"), "verdict"] == "higher"
    assert table.loc[("a", "d"), "low"] > 0
    assert np.isnan(table.loc[("a", "d"), "high"])
    assert not np.isinf(table.select_dtypes("number").to_numpy(float)).any()


def test_questions_without_sense_get_a_sentence():
    articles, counts = corpus({"a": 9}, {"a": 3})
    with pytest.raises(InputError, match="nothing to compare"):
        contrasts_of(articles, counts)
    none = no_contrasts(counts)
    assert none.empty
    assert none["theme"].cat.categories.tolist() == THEMES
    articles, counts = corpus({"a": 9, "b": 2}, {"a": 3, "b": 3})
    with pytest.raises(InputError, match="sums by article"):
        contrasts_of(articles, counts)
    with pytest.raises(InputError, match="measure is 'odds'"):
        contrasts_of(articles, counts, measure="odds")
    with pytest.raises(InputError, match="unit is 'word'"):
        contrasts_of(articles, counts, unit="word")
