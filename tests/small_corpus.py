"""A made-up corpus of six articles in three cities, and its tables under other choices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics.multiverse import multiverse

THEMES = ["service", "merit"]


def corpus(seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Six articles in three cities; the last sentence of each repeats its headline."""
    rng = np.random.default_rng(seed)
    articles = pd.DataFrame(
        {"article": [f"{city}{n}" for city in "abc" for n in (1, 2)], "city": list("aabbcc"), "outlet": list("xyxyxx")}
    )
    rows, found = [], []
    for article in articles["article"]:
        for number, part in enumerate(["headline", "lead", *["body"] * 8], start=1):
            speaker = "official" if rng.random() < 0.6 else "narration"
            rows.append((article, number, part, speaker, 1 if number == 10 else None, int(rng.integers(5, 40))))
            for _ in range(rng.poisson(0.8)):
                theme = THEMES[int(rng.random() < 0.4)]
                found.append((article, number, theme, f"{theme}: {int(rng.integers(3))}"))
    sentences = pd.DataFrame(rows, columns=["article", "sentence", "part", "speaker", "repeat_of", "words"])
    matches = pd.DataFrame(found, columns=["article", "sentence", "theme", "entry"])
    matches["theme"] = pd.Categorical(matches["theme"], categories=THEMES)
    return articles, sentences.astype({"repeat_of": "Int64"}), matches


ARTICLES, SENTENCES, MATCHES = corpus()
FEWER = MATCHES[MATCHES["entry"].str.endswith("0")]
VARIANTS = [({"lexicon": "all"}, SENTENCES, MATCHES), ({"lexicon": "core"}, SENTENCES, FEWER)]
ACCURACY = pd.DataFrame({"theme": THEMES, "recall": [0.8, 0.7], "specificity": [0.95, 0.9]})
ESTIMATES = multiverse(ARTICLES, VARIANTS, accuracy=ACCURACY)
CHOICES = ["lexicon", "repeats", "headline and lead", "voices", "measure", "error"]
