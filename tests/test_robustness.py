"""Robustness: every combination once, estimates that plain pandas gives too, and what leaving out changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.contrasts import contrasts_of, no_contrasts
from analysis.statistics.correction import rogan_gladen
from analysis.statistics.counting import count
from analysis.statistics.rates import rates
from analysis.statistics.robustness import influence, leave_one_out, multiverse, orderings, pair_orders

THEMES = ["service", "merit"]


def corpus(seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Six articles in three cities; the last sentence of each repeats its headline."""
    rng = np.random.default_rng(seed)
    articles = pd.DataFrame(
        {"article": [f"{city}{n}" for city in "abc" for n in (1, 2)], "city": list("aabbcc"), "outlet": list("xyxyxx")}
    )
    rows, found = [], []
    for article in articles["article"]:
        for number, part in enumerate(["headline", "lead", *["body"] * 8], start=1):
            speaker = "official" if rng.random() < 0.6 else "narration"
            rows.append((article, number, part, speaker, 1 if number == 10 else None, int(rng.integers(5, 40))))
            for _ in range(rng.poisson(0.8)):
                theme = THEMES[int(rng.random() < 0.4)]
                found.append((article, number, theme, f"{theme}: {int(rng.integers(3))}"))
    sentences = pd.DataFrame(rows, columns=["article", "sentence", "part", "speaker", "repeat_of", "words"])
    matches = pd.DataFrame(found, columns=["article", "sentence", "theme", "entry"])
    matches["theme"] = pd.Categorical(matches["theme"], categories=THEMES)
    return articles, sentences.astype({"repeat_of": "Int64"}), matches


ARTICLES, SENTENCES, MATCHES = corpus()
FEWER = MATCHES[MATCHES["entry"].str.endswith("0")]
VARIANTS = [({"lexicon": "all"}, SENTENCES, MATCHES), ({"lexicon": "core"}, SENTENCES, FEWER)]
ACCURACY = pd.DataFrame({"theme": THEMES, "recall": [0.8, 0.7], "specificity": [0.95, 0.9]})
ESTIMATES = multiverse(ARTICLES, VARIANTS, accuracy=ACCURACY)
CHOICES = ["lexicon", "repeats", "headline and lead", "voices", "measure", "error"]
CONTRASTS = contrasts_of(ARTICLES, count(ARTICLES, SENTENCES, MATCHES), permutations=99)


def test_every_combination_is_there_once():
    assert len(ESTIMATES) == 2**6 * 3 * 2
    assert ESTIMATES["specification"].nunique() == 2**6
    assert not ESTIMATES.duplicated([*CHOICES, "group", "theme"]).any()
    first = ESTIMATES[ESTIMATES["specification"] == 1].iloc[0]
    assert first[CHOICES].tolist() == ["all", "once", "in", "all", "rate", "raw"]


def chosen(**levels: str) -> pd.DataFrame:
    wanted = {"lexicon": "all", "repeats": "once", "headline and lead": "in", "voices": "all"} | levels
    rows = np.logical_and.reduce([ESTIMATES[name] == level for name, level in wanted.items()])
    return ESTIMATES[rows].set_index(["group", "theme"]).sort_index()


@pytest.mark.parametrize(
    ("levels", "options"),
    [
        ({}, {}),
        ({"repeats": "every time"}, {"repeats": "every"}),
        ({"headline and lead": "out"}, {"parts": ("body",)}),
        ({"voices": "official"}, {"speakers": ("official",)}),
    ],
)
def test_each_specification_is_what_rates_gives(levels, options):
    expected = rates(ARTICLES, SENTENCES, MATCHES, **options).set_index(["group", "theme"]).sort_index()
    for measure in ("rate", "share"):
        got = chosen(**levels, measure=measure, error="raw")
        assert got["estimate"].tolist() == pytest.approx(expected[measure].tolist())
        assert got["matches"].tolist() == expected["matches"].tolist()


def test_corrected_and_log_ratio_by_hand():
    raw, true = chosen(measure="share", error="raw"), chosen(measure="share", error="corrected")
    service = raw.xs("service", level="theme")
    assert true.xs("service", level="theme")["estimate"].tolist() == pytest.approx(
        rogan_gladen(service["estimate"], 0.8, 0.95).tolist()
    )
    rate = chosen(measure="rate", error="corrected")["estimate"] / chosen(measure="rate", error="raw")["estimate"]
    assert rate.tolist() == pytest.approx((true["estimate"] / raw["estimate"]).tolist())
    together = service["coded_sentences"].sum() / service["sentences"].sum()
    assert service["log_ratio"].tolist() == pytest.approx(np.log2(service["estimate"] / together).tolist())


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
    same = multiverse(ARTICLES, [VARIANTS[0], ({"lexicon": "again"}, SENTENCES, MATCHES)])
    again = influence(same).set_index(["theme", "choice"]).loc[("service", "lexicon")]
    assert again[["shift", "largest", "reordered"]].tolist() == [0, 0, 0]


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


@pytest.mark.filterwarnings("error")
def test_a_group_left_without_words_is_missing():
    alone = ARTICLES.assign(city=list("aabbbc"))
    table = leave_one_out(alone, SENTENCES, MATCHES)
    gone = table[(table["which"] == "c2") & (table["group"] == "c")]
    assert gone["rate"].isna().all()
    never = multiverse(ARTICLES, [({"lexicon": "none"}, SENTENCES, MATCHES[:0])], accuracy=ACCURACY)
    assert never["log_ratio"].isna().all()
    assert not np.isinf(never["estimate"]).any()


def test_variants_must_name_the_same_choices():
    with pytest.raises(InputError, match="name the same choices"):
        multiverse(ARTICLES, [VARIANTS[0], ({"words": "form"}, SENTENCES, MATCHES)])
    with pytest.raises(InputError, match="at least one variant"):
        multiverse(ARTICLES, [])
