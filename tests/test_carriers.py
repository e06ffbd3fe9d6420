"""Entries that carry a theme, by hand count."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.carriers import carriers

ARTICLES = pd.DataFrame({"article": ["a", "b", "c"], "official": ["z", "y", "z"]})
THEME = pd.Categorical(["service"] * 5 + ["participation"], categories=["service", "participation", "change"])
MATCHES = pd.DataFrame(
    {"article": ["a", "a", "c", "b", "c", "a"], "theme": THEME, "entry": ["e1", "e2", "e2", "e1", "e2", "e9"]}
)


def test_shares_are_of_the_group_s_own_matches():
    table = carriers(ARTICLES, MATCHES)
    assert table.drop(columns="theme").values.tolist() == [
        ["z", "e2", 3, 0.75, 1],
        ["z", "e1", 1, 0.25, 2],
        ["z", "e9", 1, 1.0, 1],
        ["y", "e1", 1, 1.0, 1],
    ]


def test_an_article_may_be_a_category():
    kinds = MATCHES.astype({"article": pd.CategoricalDtype(["c", "b", "a"])})
    pd.testing.assert_frame_equal(carriers(ARTICLES, kinds), carriers(ARTICLES, MATCHES))


def test_every_match_is_counted_once():
    assert carriers(ARTICLES, MATCHES, by="article")["matches"].sum() == len(MATCHES)


def test_an_unknown_column_is_refused():
    with pytest.raises(InputError, match="no column 'party'"):
        carriers(ARTICLES, MATCHES, by="party")
