"""Rates: by hand, the unit of their intervals, and on empty groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.intervals import (
    wilson,
)
from analysis.statistics.rates import rates_of
from tests.unwarned import unwarned


def corpus(rows: list[tuple], themes: tuple[str, ...] = ("service",)) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and counts of their sentences (article, words, matches) of one theme, others never occurring."""
    table = pd.DataFrame(rows, columns=["article", "words", "matches"])
    table["sentence"] = table.groupby("article").cumcount() + 1
    counts = pd.concat([table.assign(theme=theme, matches=table["matches"] * (theme == themes[0])) for theme in themes])
    counts = counts.assign(
        theme=pd.Categorical(counts["theme"], categories=themes),
        sentences=1,
        coded_sentences=(counts["matches"] > 0).astype(int),
    )
    names = table["article"].unique()
    return pd.DataFrame({"article": names, "city": [name[0] for name in names]}), counts


SMALL = [("a1", 10, 1), ("a1", 20, 0), ("a2", 70, 3), ("b1", 30, 0), ("b1", 20, 0)]


def test_rates_by_hand():
    table = rates_of(*corpus(SMALL, ("service", "merit"))).set_index(["group", "theme"])
    a = table.loc[("a", "service")]
    assert (a["articles"], a["sentences"], a["words"], a["matches"], a["coded_sentences"]) == (2, 3, 100, 4, 2)
    assert a["rate"] == pytest.approx(1000 * 4 / 100)
    assert a["share"] == pytest.approx(2 / 3)
    assert a["unit"] == "sentence"
    assert (a["share_low"], a["share_high"]) == wilson(2, 3)
    assert a["dispersion"] == pytest.approx((abs(0.25 - 0.1) + 0.2 + abs(0.75 - 0.7)) / 2 / (1 - 0.1))
    nothing = table.loc[("b", "service")]
    assert (nothing["rate"], nothing["rate_low"]) == (0, 0)
    assert np.isnan(nothing["dispersion"])


def test_sums_of_the_groups_are_the_corpus_and_order_is_that_of_the_articles():
    articles, counts = corpus(SMALL)
    table = rates_of(articles, counts.sample(frac=1, random_state=1))
    assert table[["words", "matches", "sentences"]].sum().to_list() == [150, 4, 5]
    pd.testing.assert_frame_equal(table, rates_of(articles, counts))


def test_eight_articles_make_the_article_the_unit_and_sums_by_article_serve():
    rng = np.random.default_rng(0)
    rows = [(f"a{n}", 30, int(rng.poisson(1))) for n in range(8) for _ in range(5)]
    articles, counts = corpus(rows)
    summed = counts.groupby(["article", "theme"], observed=True, as_index=False)[
        ["words", "sentences", "matches", "coded_sentences"]
    ].sum()
    table = rates_of(articles, counts)
    assert table["unit"].to_list() == ["article"]
    pd.testing.assert_frame_equal(table, rates_of(articles, summed))
    fewer = rates_of(articles[1:], summed[summed["article"] != "a0"])  # an archive always has such groups
    assert fewer["rate"].notna().all()
    assert fewer[["unit", "rate_low", "share_high"]].isna().all(axis=None)


@unwarned
def test_where_nothing_can_be_said_the_value_is_missing():
    articles, counts = corpus([*SMALL, ("c1", 0, 0), ("d1", 40, 2)])
    articles = pd.concat([articles, pd.DataFrame({"article": ["e1"], "city": ["e"]})]).assign(
        city=lambda table: table["city"].where(table["city"] != "d")
    )
    table = rates_of(articles, counts).set_index("group")
    missing = ["rate", "rate_low", "rate_high", "dispersion"]
    assert table.loc[["c", "e"], missing].isna().all(axis=None)
    assert table.loc["e", "share_low":"share_high"].isna().all()
    unknown = table[table.index.isna()].iloc[0]
    assert (unknown["articles"], unknown["words"], unknown["matches"]) == (1, 40, 2)
    assert pd.isna(unknown["unit"])
    assert not np.isinf(table.select_dtypes("number").to_numpy(float)).any()


def test_questions_without_sense_get_a_sentence():
    articles, counts = corpus(SMALL)
    with pytest.raises(InputError, match="no column 'town'; it has article, city"):
        rates_of(articles, counts, by="town")
    with pytest.raises(InputError, match="is empty, so it groups nothing"):
        rates_of(articles.assign(city=None), counts)
    with pytest.raises(InputError, match="stands twice"):
        rates_of(pd.concat([articles, articles]), counts)
    for impossible in (-1, np.nan):
        with pytest.raises(InputError, match="A number of the table counts is missing or negative"):
            rates_of(articles, counts.assign(matches=impossible))
    with pytest.raises(InputError, match="'b1' is not in the table articles"):
        rates_of(articles[:2], counts)
