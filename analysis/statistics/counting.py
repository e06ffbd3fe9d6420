"""Counts: the matches in the sentences that count, by sentence, article or group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.codes import keys_of, require
from analysis.errors import InputError
from analysis.text.counted import counted_places

COUNTS = ["words", "sentences", "matches", "coded_sentences"]


def count(articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, **choices) -> pd.DataFrame:
    """The table *counts*: one row per counted sentence × theme, zeros included.

    Columns: `article`, `sentence`, `part`, `speaker`, `theme`, `words`, `sentences` (1), `matches` (number),
    `coded_sentences` (1 if any match). Summed over sentences it says the same of articles, and serves wherever
    the unit is the article. `choices` are those of `counted`. Themes are the categories of `matches["theme"]`.
    """
    require(articles, ("article",), "articles")
    require(sentences, ("article", "sentence", "part", "speaker", "repeat_of", "words"), "sentences")
    require(matches, ("article", "sentence", "theme"), "matches")
    themes = themes_of(matches["theme"])
    keys = keys_of(sentences)
    positions = counted_places(sentences, keys, **choices)
    found = keys.get_indexer(keys_of(matches))
    _same_corpus(articles, keys, matches, found)
    places = np.full(len(sentences), -1)
    places[positions] = np.arange(len(positions))
    place = places[found] if len(found) else found
    theme = pd.Categorical(matches["theme"], categories=themes).codes
    inside = (place >= 0) & (theme >= 0)
    cells = np.bincount(place[inside] * len(themes) + theme[inside], minlength=len(positions) * len(themes))
    row = np.repeat(positions, len(themes))
    counts = sentences[["article", "sentence", "part", "speaker"]].take(row).reset_index(drop=True)
    return counts.assign(
        theme=pd.Categorical.from_codes(np.tile(np.arange(len(themes)), len(positions)), themes),
        words=sentences["words"].to_numpy(np.int64)[row],
        sentences=1,
        matches=cells,
        coded_sentences=(cells > 0).astype(np.int64),
    )


def themes_of(column: pd.Series) -> pd.Index:
    """The themes of a table: all categories where the column knows them, else those that occur."""
    themes = (
        column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else pd.Index(column.dropna().unique())
    )
    if themes.empty:
        raise InputError(
            "No theme is known: the column theme is empty and has no categories; "
            "matches(tokens, lexicon) names every theme of the lexicon, also those without a match."
        )
    return themes


def groups_of(articles: pd.DataFrame, by: str) -> pd.Series:
    """Each article's group (the column `by` of *articles*), indexed by article; missing where not known."""
    if by not in articles.columns:
        raise InputError(f"The table articles has no column {by!r}; it has {', '.join(map(str, articles.columns))}.")
    if articles.empty:
        raise InputError("The table articles is empty, so there is nothing to count.")
    if articles["article"].duplicated().any():
        twice = articles.loc[articles["article"].duplicated(), "article"].iloc[0]
        raise InputError(f"The article {twice!r} stands twice in the table articles; each article may stand once.")
    groups = articles[by].astype(object).set_axis(pd.Index(articles["article"].astype(object), name="article"))
    if groups.isna().all():
        raise InputError(f"The column {by!r} of the table articles is empty, so it groups nothing.")
    return groups


class Units(NamedTuple):
    """The units that are resampled, as arrays: group and exposure of each, and its counts by theme (unit × theme)."""

    group: np.ndarray
    words: np.ndarray
    sentences: np.ndarray
    matches: np.ndarray
    coded_sentences: np.ndarray


def units(counts: pd.DataFrame, groups: pd.Series, themes: pd.Index, unit: str) -> Units:
    """The table *counts* as arrays with one row per unit, "article" or "sentence", in the order of their names."""
    require(counts, ("article", "theme", *COUNTS), "counts")
    keys = ["article"] if unit == "article" else ["article", "sentence"]
    if unit == "sentence" and "sentence" not in counts.columns:
        raise InputError(
            "The counts are sums by article (they have no column sentence), so sentences cannot be resampled; "
            "give counts by sentence, or leave out the groups with fewer than 8 articles."
        )
    strangers = ~counts["article"].isin(groups.index)
    if strangers.any():
        raise InputError(f"The article {counts.loc[strangers, 'article'].iloc[0]!r} is not in the table articles.")
    if not all((counts[name].to_numpy(float) >= 0).all() for name in COUNTS):
        raise InputError(f"A number of the table counts is missing or negative; {', '.join(COUNTS)} are 0 or more.")
    row = counts.groupby(keys, sort=True, observed=True).ngroup().to_numpy()
    size = int(row.max(initial=-1)) + 1
    theme = pd.Categorical(counts["theme"], categories=themes).codes.astype(np.int64)
    sums = [
        np.bincount(row * len(themes) + theme, counts[name].to_numpy(float), size * len(themes)).reshape(
            size, len(themes)
        )
        for name in COUNTS
    ]
    words, sentences, matches, coded = sums
    of_row = np.empty(size, dtype=object)
    of_row[row] = groups.reindex(counts["article"]).to_numpy()
    # A sum by article may leave out themes without a match there; words and sentences are the same for every theme.
    return Units(of_row, words.max(axis=1, initial=0), sentences.max(axis=1, initial=0), matches, coded)


def _same_corpus(articles: pd.DataFrame, keys: pd.MultiIndex, matches: pd.DataFrame, found: np.ndarray) -> None:
    """Raise InputError where a table speaks of articles or sentences that the one before it does not hold."""
    strangers = keys.unique("article").difference(pd.Index(articles["article"]), sort=False)
    if len(strangers):
        raise InputError(f"The article {strangers[0]!r} is not in the table articles.")
    strange = found < 0
    if strange.any():
        row = matches[strange].iloc[0]
        raise InputError(
            f"A match stands in sentence {row['sentence']} of article {row['article']!r}, "
            "which the table sentences does not hold; make both from the same corpus."
        )
