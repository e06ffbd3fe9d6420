"""The choices upstream of the counts: each takes away what it is said to take away, and no more."""

from __future__ import annotations

import pandas as pd

from analysis.statistics.variants import variants
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon

THEMES = """
[themes.order]
name_fa = "نظم"
name_en = "order"
definition = "Whatever is said of plans and changes."

[[entries]]
theme = "order"
pattern = "lemma:برنامه"
tier = "core"
note = "The word in any form."

[[entries]]
theme = "order"
pattern = "lemma:تغییر"
tier = "extended"
note = "The word in any form."
"""
TEXT = "برنامهها و برنامه و تغییرات"  # a plural that lost its ZWNJ, the bare word, a plural without one


def test_each_choice_takes_away_its_own_matches(tmp_path):
    (tmp_path / "themes.toml").write_text(THEMES, encoding="utf-8")
    lexicon = read_lexicon(tmp_path / "themes.toml")
    sentences = pd.DataFrame({"article": ["a"], "sentence": [1], "start": [0], "end": [len(TEXT)], "text": [TEXT]})
    made = variants(sentences, tokens(sentences), lexicon)
    assert all(told is sentences for _, told, _ in made)
    forms = [(*choices.values(), found["form"].tolist()) for choices, _, found in made]
    assert forms == [
        ("restored", "core + extended", "lemma", ["برنامهها", "برنامه", "تغییرات"]),
        ("restored", "core + extended", "form", ["برنامه"]),
        ("restored", "core", "lemma", ["برنامهها", "برنامه"]),
        ("restored", "core", "form", ["برنامه"]),
        ("as scraped", "core + extended", "lemma", ["برنامه", "تغییرات"]),
        ("as scraped", "core + extended", "form", ["برنامه"]),
        ("as scraped", "core", "lemma", ["برنامه"]),
        ("as scraped", "core", "form", ["برنامه"]),
    ]
    assert {tuple(found["theme"].cat.categories) for _, _, found in made} == {("order",)}
