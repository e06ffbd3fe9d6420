"""Leaving out: it is counting without, and a group left without words has no rate."""

from __future__ import annotations

import pytest

from analysis.statistics.leave_one_out import leave_one_out
from analysis.statistics.rates import rates
from tests.small_corpus import ARTICLES, MATCHES, SENTENCES
from tests.unwarned import unwarned


def test_leaving_out_is_counting_without():
    table = leave_one_out(ARTICLES, SENTENCES, MATCHES)
    assert set(table["left_out"]) == {"article", "outlet", "entry"}
    without = rates(
        ARTICLES[ARTICLES["article"] != "b1"],
        SENTENCES[SENTENCES["article"] != "b1"],
        MATCHES[MATCHES["article"] != "b1"],
    )
    part = table[(table["left_out"] == "article") & (table["which"] == "b1")]
    assert part["rate"].tolist() == pytest.approx(without["rate"].tolist())
    entry = table[(table["left_out"] == "entry") & (table["which"] == "service: 1")]
    expected = rates(ARTICLES, SENTENCES, MATCHES[MATCHES["entry"] != "service: 1"])
    assert entry["rate"].tolist() == pytest.approx(expected["rate"].tolist())
    assert entry["rate_all"].tolist() == pytest.approx(rates(ARTICLES, SENTENCES, MATCHES)["rate"].tolist())


def test_an_outlet_that_all_articles_share_is_not_left_out():
    table = leave_one_out(ARTICLES.assign(outlet="x"), SENTENCES, MATCHES)
    assert set(table["left_out"]) == {"article", "entry"}
    assert leave_one_out(ARTICLES, SENTENCES, MATCHES).query("left_out == 'outlet'")["which"].unique().tolist() == [
        "x",
        "y",
    ]


@unwarned
def test_a_group_left_without_words_is_missing():
    alone = ARTICLES.assign(city=list("aabbbc"))
    table = leave_one_out(alone, SENTENCES, MATCHES)
    gone = table[(table["which"] == "c2") & (table["group"] == "c")]
    assert gone["rate"].isna().all()
