"""Collocates: windows by hand, and the themes' words as nodes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.collocates import collocates, theme_nodes
from analysis.statistics.measures import log_dice
from tests.unwarned import unwarned


def text(*sentences: str) -> pd.DataFrame:
    """Tokens of made-up sentences, one letter a word, a full stop for punctuation."""
    rows = [
        ("one", number, place, letter, letter != ".")
        for number, sentence in enumerate(sentences, start=1)
        for place, letter in enumerate(sentence)
    ]
    table = pd.DataFrame(rows, columns=["article", "sentence", "start", "lemma", "is_word"])
    return table.assign(start=range(len(table)), end=range(1, len(table) + 1))


def test_window_by_hand():
    tokens = text("abxcd.e", "cxa", "zzc")
    table = collocates(tokens, tokens["lemma"] == "x", window=1, minimum=1).set_index("word")
    assert sorted(table.index) == ["a", "b", "c"]
    assert table.loc["c", ["count", "frequency", "nodes"]].tolist() == [2, 3, 2]
    assert table.loc["c", "log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (2 + 3)))
    wider = collocates(tokens, tokens["lemma"] == "x", window=3, minimum=1).set_index("word")
    assert {"d", "e"} <= set(wider.index)  # the full stop takes no place in the window
    assert "z" not in wider.index
    assert wider["window"].unique().tolist() == ["3 words each side"]


def test_a_node_of_several_words_is_one_and_nothing_counts_twice():
    tokens = text("axxb", "xax")
    table = collocates(tokens, tokens["lemma"] == "x", window=2, minimum=1).set_index("word")
    assert table.loc["a", ["count", "frequency", "nodes"]].tolist() == [2, 2, 3]
    assert "x" not in table.index
    assert (table["log_dice"] <= 14).all()


def test_neighbours_are_those_of_the_page_in_whatever_order_the_rows_come():
    tokens = text("abxcd", "efxgh", "axxb")
    mixed = tokens.sample(frac=1, random_state=3)
    table, other = (collocates(rows, rows["lemma"] == "x", window=1, minimum=1) for rows in (tokens, mixed))
    pd.testing.assert_frame_equal(table, other)


def test_words_of_a_theme_are_its_nodes():
    tokens = text("abc", "def")
    matches = pd.DataFrame({"article": ["one", "one"], "start": [1, 3], "end": [3, 4], "theme": ["merit", "service"]})
    assert tokens["lemma"][theme_nodes(tokens, matches, "merit")].tolist() == ["b", "c"]


@unwarned
def test_no_node_no_collocates_and_bad_questions():
    tokens = text("abc")
    assert len(collocates(tokens, tokens["lemma"] == "x")) == 0
    assert np.isnan(log_dice(0, 0, 0))
    with pytest.raises(InputError, match="1 or more words away"):
        collocates(tokens, tokens["lemma"] == "a", window=0)
    with pytest.raises(InputError, match="2 values for 3 tokens"):
        collocates(tokens, [True, False])
