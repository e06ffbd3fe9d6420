"""Robustness: orders and moves counted by hand, ties, and one group alone."""

from __future__ import annotations

import pytest

from analysis.statistics.contrasts import contrasts_of, no_contrasts
from analysis.statistics.counting import count
from analysis.statistics.multiverse import multiverse
from analysis.statistics.robustness import influence, orderings, pair_orders
from tests.small_corpus import ARTICLES, CHOICES, ESTIMATES, MATCHES, SENTENCES, VARIANTS

CONTRASTS = contrasts_of(ARTICLES, count(ARTICLES, SENTENCES, MATCHES), permutations=99)


def test_orderings_and_pairs_count_every_specification_and_carry_verdicts():
    table = orderings(ESTIMATES, CONTRASTS)
    assert table.groupby("theme", observed=True)["share"].sum().tolist() == pytest.approx([1, 1])
    assert table["pairs"].unique().tolist() == [3]
    pairs = pair_orders(ESTIMATES, CONTRASTS)
    assert (pairs["a_higher"] + pairs["b_higher"] <= pairs["specifications"]).all()
    assert pairs["verdict"].tolist() == CONTRASTS["verdict"].tolist()
    row = pairs.iloc[0]
    wide = ESTIMATES[ESTIMATES["theme"] == row["theme"]].pivot(
        index="specification", columns="group", values="estimate"
    )
    assert row["specifications"] == wide[[row["a"], row["b"]]].notna().all(axis=1).sum()
    assert row["a_higher"] == (wide[row["a"]] > wide[row["b"]]).sum()


def test_one_group_has_no_pairs():
    alone = ARTICLES.assign(city="a")
    estimates = multiverse(alone, VARIANTS[:1])
    none = no_contrasts(count(ARTICLES, SENTENCES, MATCHES))
    assert orderings(estimates, none)[["order", "pairs", "pairs_shown"]].values.tolist() == [["a", 0, 0], ["a", 0, 0]]
    assert pair_orders(estimates, none).empty


def test_ties_are_told():
    tied = ESTIMATES.assign(estimate=1.0, rank=1.0)
    assert orderings(tied, CONTRASTS)["order"].unique().tolist() == ["a = b = c"]


def test_influence_by_hand():
    table = influence(ESTIMATES).set_index(["theme", "choice"])
    assert len(table) == 2 * len(CHOICES)
    service = ESTIMATES[ESTIMATES["theme"] == "service"]
    keys = [*(name for name in CHOICES if name != "lexicon"), "group"]
    both = service[service["lexicon"] == "all"].merge(service[service["lexicon"] == "core"], on=keys)
    change = (both["log_ratio_x"] - both["log_ratio_y"]).abs()
    row = table.loc[("service", "lexicon")]
    assert row[["level", "against"]].tolist() == ["core", "all"]
    assert row["shift"] == pytest.approx(change.mean())
    assert row["largest"] == pytest.approx(change.max())
    assert row["compared"] == change.notna().sum()
    moved = both.assign(moved=both["rank_x"] != both["rank_y"]).groupby(keys[:-1], observed=True)["moved"].any()
    assert 0 < moved.mean() < 1
    assert row["reordered"] == pytest.approx(moved.mean())
    same = multiverse(ARTICLES, [VARIANTS[0], ({"lexicon": "again"}, SENTENCES, MATCHES)])
    again = influence(same).set_index(["theme", "choice"]).loc[("service", "lexicon")]
    assert again[["shift", "largest", "reordered"]].tolist() == [0, 0, 0]
