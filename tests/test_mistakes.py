"""Mistakes of the lexicon: they are those that validity counts, and each stands with its entries."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.statistics.mistakes import entry_errors, mistakes
from analysis.statistics.validity import validity
from analysis.study import read_study
from analysis.themes.coding import code
from tests.codings import coded


def test_entries_that_share_a_sentence_are_not_right_alone():
    hand = coded([1, 0, 1]).assign(start=[0, 10, 20], end=[9, 19, 29], subthemes="", speaker="official")
    both = pd.DataFrame(
        {"article": "a0", "start": [0, 4, 11, 21], "end": [2, 6, 13, 23], "entry": ["x", "y", "x", "x"]}
    )
    found = both.assign(article="a0", sentence=1, theme=pd.Categorical(["service"] * 4), tier="core", form="")
    errors = entry_errors(found, hand).set_index("entry")
    assert errors.index.tolist() == ["x", "y"]  # the more often wrong first
    assert errors["precision"].tolist() == [2 / 3, 1]
    assert errors.loc["x", ["right", "wrong", "only_right", "only_wrong"]].tolist() == [2, 1, 1, 1]
    assert errors.loc["y", ["right", "wrong", "only_right", "only_wrong"]].tolist() == [1, 0, 0, 0]


def test_an_article_that_only_the_coder_has_is_named():
    study = read_study(SEEDS)
    with pytest.raises(InputError, match="of the hand coding is not in the table articles"):
        mistakes(study.articles[1:], study.matches, study.hand)


def test_mistakes_and_entry_errors_tell_what_validity_counts():
    study = read_study(SEEDS)
    articles, found, hand = study.articles, study.matches, study.hand
    table = validity(code(hand, found), hand)
    parted = mistakes(articles, found, hand)
    assert (parted["mistake"] == "missed").sum() == table["false_negatives"].sum()
    assert (parted["mistake"] == "wrong").sum() == table["false_positives"].sum()
    assert parted.loc[parted["mistake"] == "wrong", "entries"].ne("").all()
    alike = found.set_axis([0] * len(found))  # as tables put together have them
    pd.testing.assert_frame_equal(mistakes(articles, alike, hand), parted)
    entries = entry_errors(found, hand)
    assert set(entries["entry"]) <= set(found["entry"])
    assert (entries["only_right"] <= entries["right"]).all()
    assert (entries["only_wrong"] <= entries["wrong"]).all()
