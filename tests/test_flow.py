"""The flow from characters to counted sentences adds up, and names every exclusion."""

from __future__ import annotations

import pandas as pd

from analysis.statistics.flow import flow

ARTICLES = pd.DataFrame({"article": ["b", "a"], "text": ["x" * 50, "y" * 20]})
SENTENCES = pd.DataFrame(
    {
        "article": ["b", "b", "b", "b", "a"],
        "sentence": [1, 2, 3, 4, 1],
        "start": [0, 10, 20, 40, 0],
        "end": [9, 19, 39, 45, 20],
        "part": ["headline", "lead", "body", "residue", "body"],
        "speaker": ["official", "narration", "official", "none", "other"],
        "repeat_of": pd.array([None, None, 1, None, None], dtype="Int64"),
        "words": [2, 2, 4, 1, 5],
    }
)


def test_every_character_is_somewhere():
    table = flow(ARTICLES, SENTENCES)
    assert table.groupby("article")["characters"].sum().to_dict() == {"b": 50, "a": 20}
    assert table["words"].sum() == SENTENCES["words"].sum()
    assert table["characters"].tolist() == [9 + 19, 9, 5, 50 - 42, 20, 0]
    assert list(dict.fromkeys(table["article"])) == ["b", "a"]


def test_an_article_may_be_a_category():
    kinds = [table.astype({"article": "category"}) for table in (ARTICLES, SENTENCES)]
    pd.testing.assert_frame_equal(flow(*kinds), flow(ARTICLES, SENTENCES))


def test_each_exclusion_is_named():
    table = flow(ARTICLES, SENTENCES).set_index(["article", "outcome"])["sentences"]
    assert table["b"].to_dict() == {
        "counted": 2,
        "repeat of a sentence that counts": 1,
        "residue": 1,
        "between sentences": 0,
    }


def test_choices_change_the_reasons():
    table = flow(ARTICLES, SENTENCES, speakers=("official",), repeats="every").set_index(["article", "outcome"])
    assert table.loc[("b", "voice not asked for"), "sentences"] == 1
    assert table.loc[("a", "voice not asked for"), "characters"] == 20
