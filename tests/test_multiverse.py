"""The multiverse: every combination once, and estimates that the table of rates gives too."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.correction import rogan_gladen
from analysis.statistics.multiverse import multiverse
from analysis.statistics.rates import rates
from tests.small_corpus import ACCURACY, ARTICLES, CHOICES, ESTIMATES, MATCHES, SENTENCES, VARIANTS
from tests.unwarned import unwarned


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
    of_merit = chosen(measure="rate", error="raw").xs("merit", level="theme").sort_values("rank")
    assert of_merit["rank"].tolist() == [1, 2, 3]
    assert of_merit["estimate"].is_monotonic_decreasing
    rate = chosen(measure="rate", error="corrected")["estimate"] / chosen(measure="rate", error="raw")["estimate"]
    assert rate.tolist() == pytest.approx((true["estimate"] / raw["estimate"]).tolist())
    together = service["coded_sentences"].sum() / service["sentences"].sum()
    assert service["log_ratio"].tolist() == pytest.approx(np.log2(service["estimate"] / together).tolist())


def test_variants_must_name_the_same_choices():
    with pytest.raises(InputError, match="name the same choices"):
        multiverse(ARTICLES, [VARIANTS[0], ({"words": "form"}, SENTENCES, MATCHES)])
    with pytest.raises(InputError, match="at least one variant"):
        multiverse(ARTICLES, [])


@unwarned
def test_a_theme_that_is_never_found_is_in_no_order():
    never = multiverse(ARTICLES, [({"lexicon": "none"}, SENTENCES, MATCHES[:0])], accuracy=ACCURACY)
    assert never["log_ratio"].isna().all()
    assert not np.isinf(never["estimate"]).any()
