"""Sampling: weights that give back the corpus, and small strata read whole."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.coding import code
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches
from analysis.themes.sampling import allocate, draw


@pytest.fixture(scope="module")
def study():
    found = sentences(read_corpus(SEEDS))
    coded = code(found, matches(tokens(found), read_lexicon(SEEDS / "themes.toml")))
    return found, coded, read_codebook(SEEDS / "themes.toml")


def test_weights_give_back_the_corpus(study):
    found, coded, _ = study
    drawn = draw(found, coded, 24, seed=7)
    assert len(drawn) == 24
    assert not drawn.duplicated(["article", "sentence"]).any()
    assert set(drawn["stratum"]) == {"none", *coded.loc[coded["present"] == 1, "theme"].unique()}
    whole = draw(found, coded, round(drawn["weight"].sum()), seed=1)
    assert (whole["weight"] == 1).all()
    with pytest.raises(InputError, match="cannot be drawn"):
        draw(found, coded, 10_000, seed=1)


def test_the_order_of_articles_decides_nothing(study):
    found, coded, _ = study
    turned = found.iloc[::-1].assign(article=found["article"].astype(str))
    first, second = draw(found, coded, 24, seed=7), draw(turned, coded.iloc[::-1], 24, seed=7)
    for column in ("article", "sentence", "stratum", "weight"):
        assert first[column].tolist() == second[column].tolist()


def test_a_sample_too_small_for_every_stratum_is_drawn_from_all_alike(study):
    found, coded, _ = study
    strata = draw(found, coded, 24, seed=7)["stratum"].nunique()
    assert set(draw(found, coded, strata, seed=7)["stratum"].value_counts()) == {1}
    drawn = draw(found, coded, strata - 1, seed=7)
    assert drawn["stratum"].eq("all").all()
    assert drawn["weight"].sum() == pytest.approx(draw(found, coded, 24, seed=7)["weight"].sum())


def test_allocation_fills_small_strata_first():
    assert allocate(pd.Series([2, 100, 100]), 32).tolist() == [2, 15, 15]
    assert allocate(pd.Series([1, 1]), 2).tolist() == [1, 1]
