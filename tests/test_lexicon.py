"""The lexicon of the seeds and the reader of themes.toml: what every entry says, and every fault named."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def as_sentences(texts: pd.Series) -> pd.DataFrame:
    """One article per text, named by its place."""
    frame = pd.DataFrame({"article": texts.index.astype(str), "sentence": 1, "start": 0, "text": texts.to_numpy()})
    return frame.assign(speaker="official")


def claimed(lexicon: pd.DataFrame, column: str) -> pd.DataFrame:
    """Each example of `column` with its entry and the entries of the same theme that claim words in it."""
    asked = lexicon[["entry", "theme", column]].explode(column).dropna(subset=[column]).reset_index(drop=True)
    found = matches(tokens(as_sentences(asked[column])), lexicon.assign(guard=False))
    by_text = found.groupby("article", observed=True)["entry"].agg(set)
    return asked.assign(found=[by_text.get(str(n), set()) for n in asked.index])


@pytest.fixture(scope="module")
def lexicon() -> pd.DataFrame:
    return read_lexicon(SEEDS / "themes.toml")


def test_every_example_is_matched_by_its_entry(lexicon):
    examples = claimed(lexicon, "examples")
    assert set(examples["entry"]) == set(lexicon["entry"])
    missed = [f"{row.entry}: {row.examples} {row.found}" for row in examples.itertuples() if row.entry not in row.found]
    assert missed == []


def test_no_counter_example_is_matched_by_its_entry(lexicon):
    counter = claimed(lexicon, "counter_examples")
    wrong = [f"{row.entry}: {row.counter_examples}" for row in counter.itertuples() if row.entry in row.found]
    assert wrong == []
    conditioned = lexicon[(lexicon["near"].str.len() > 0) | (lexicon["not_near"].str.len() > 0)]
    assert set(conditioned["entry"]) <= set(counter["entry"])
