"""Matching: boundaries, compounds, conditions, and which of two claims wins."""

from __future__ import annotations

import pandas as pd

from analysis.text.tokens import tokens
from analysis.themes.matching import matches

ENTRY = {"subtheme": "", "tier": "core", "note": "", "guard": False, "near": (), "not_near": (), "near_words": 0}


def lexicon(*entries: str | dict) -> pd.DataFrame:
    rows = []
    for given in entries:
        fields = {"pattern": given} if isinstance(given, str) else given
        row = {**ENTRY, "theme": "service", "speaker": "", "lists": {}, **fields}
        rows.append({**row, "entry": f"{row['theme']}: {row['pattern']}"})
    table = pd.DataFrame(rows)
    for column in ("theme", "subtheme"):
        table[column] = table[column].astype("category")
    return table


def sentences(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"article": "a", "sentence": range(1, len(texts) + 1), "start": 0, "text": texts, "speaker": "official"}
    )


def forms(text: str, *entries: str | dict) -> list[str]:
    return matches(tokens(sentences(text)), lexicon(*entries))["form"].tolist()


def test_a_compound_is_one_however_it_is_written():
    for text in ("خدمت رسانی", "خدمت‌رسانی", "خدمترسانی"):
        for pattern in ("خدمت رسانی", "خدمت‌رسانی", "خدمترسانی", "خدمت رسان*"):
            assert forms(f"با {text} آغاز شد", pattern) == [text], (text, pattern)


def test_a_match_begins_and_ends_where_words_do():
    assert forms("کتاب‌ها و کتابخانه", "کتاب") == []
    assert forms("کتاب‌ها و کتابخانه", "کتاب*") == ["کتاب‌ها", "کتابخانه"]


def test_a_long_entry_that_fails_does_not_hide_a_shorter_one():
    entries = ("خدمت", {"pattern": "خدمت به مردم", "near": ("جشن",)})
    assert forms("خدمت به مردم مهم است", *entries) == ["خدمت"]
    assert forms("خدمت به مردم در جشن", *entries) == ["خدمت به مردم"]
    assert forms("خدمت رسا نیست", "خدمت", "خدمت رسانی") == ["خدمت"]
