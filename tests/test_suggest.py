"""Suggestions: a phrase that stands in every missed sentence is found, noise is told as noise, nothing is changed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics.suggest import COLUMNS, suggest
from analysis.text.tokens import tokens
from analysis.themes.matching import matches
from tests.test_matching import lexicon

PLAIN = ("هوا امروز سرد است", "بازی فردا آغاز می‌شود", "کتاب تازه چاپ شد", "باران دیشب بارید")


def study(missed: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    texts = [PLAIN[n % 4] + (" " + missed if n % 5 == 0 else "") for n in range(60)]
    frame = pd.DataFrame({"article": [f"a{n // 3}" for n in range(60)], "sentence": [n % 3 + 1 for n in range(60)]})
    lengths = pd.Series([len(text) + 1 for text in texts])
    start = lengths.groupby(frame["article"]).cumsum() - lengths
    frame = frame.assign(start=start, end=start + lengths - 1, text=texts, speaker="official")
    hand = frame.drop(columns="text").assign(
        theme="service", present=[int(n % 5 == 0) for n in range(60)], source="first"
    )
    words = tokens(frame)
    return words, matches(words, lexicon("خدمت")), hand


def test_a_phrase_of_every_missed_sentence_is_suggested():
    table = suggest(*study("گره‌گشایی از کار مردم"))
    assert list(table.columns) == COLUMNS
    assert set(table["kind"]) == {"missed"}
    best = table.iloc[0]
    assert best["phrase"] in "گره‌گشایی از کار مردم"
    assert (best["in_mistakes"], best["in_others"], best["folds"]) == (12, 0, 4)
    assert best["auc"] == 1


def test_what_separates_nothing_has_a_low_auc():
    words, found, hand = study("")
    shuffled = hand.assign(present=np.random.default_rng(3).permutation(hand["present"]))
    table = suggest(words, found, shuffled)
    assert table["auc"].max() < 0.75


def test_the_order_of_the_coding_changes_nothing():
    words, found, hand = study("گره‌گشایی از کار مردم")
    hand.loc[np.random.default_rng(3).random(60) < 0.15, "present"] = 1
    table = suggest(words, found, hand)
    pd.testing.assert_frame_equal(suggest(words, found, hand.sample(frac=1, random_state=1)), table, check_exact=True)


def test_few_mistakes_give_no_row():
    words, found, hand = study("گره‌گشایی")
    few = hand.assign(present=0)
    assert suggest(words, found, few).empty
