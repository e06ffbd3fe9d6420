"""Rates of themes by group: matches per 1,000 words and the share of sentences, with intervals and raw counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.statistics.counting import COUNTS, Units, count, groups_of, themes_of, units
from analysis.statistics.dispersion import dp_norm
from analysis.statistics.intervals import MISSING, rate_interval, share_interval, wilson

PER_WORDS = 1000
# Below this the variance between articles cannot be estimated well enough for an interval that keeps its level.
ENOUGH_ARTICLES = 8


def rates(
    articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, by: str = "city", **choices
) -> pd.DataFrame:
    """The table *rates* of a corpus: `rates_of` its counts. `choices` are those of `counted`."""
    return rates_of(articles, count(articles, sentences, matches, **choices), by)


def subtheme_rates(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    matches: pd.DataFrame,
    codebook: pd.DataFrame,
    by: str = "city",
    **choices,
) -> pd.DataFrame:
    """The table *rates* of every sub-theme of the codebook, with the columns `theme` and `subtheme`, zeros included.

    Raises InputError where the codebook has no sub-theme.
    """
    tables = []
    for theme, inside in codebook[codebook["subtheme"] != ""].groupby("theme", observed=True, sort=False):
        own = matches[(matches["theme"] == theme) & matches["subtheme"].isin(inside["subtheme"])]
        own = own.assign(theme=pd.Categorical(own["subtheme"].astype(object), categories=inside["subtheme"]))
        table = rates(articles, sentences, own, by, **choices).rename(columns={"theme": "subtheme"})
        table.insert(1, "theme", theme)
        tables.append(table.astype({"subtheme": object}))
    if not tables:
        raise InputError("The codebook has no sub-theme, so there are no rates of sub-themes.")
    made = pd.concat(tables, ignore_index=True)
    return made.astype({name: pd.CategoricalDtype(list(made[name].unique())) for name in ("theme", "subtheme")})


def rates_of(articles: pd.DataFrame, counts: pd.DataFrame, by: str = "city") -> pd.DataFrame:
    """The table *rates*: one row per group × theme, groups in the order of *articles*.

    Columns: `group`, `theme`, `articles` (of the group), `sentences`, `words`, `matches`, `coded_sentences`,
    `rate` (matches per 1,000 words), `share` (of sentences), each with its 95 % interval `_low`, `_high`,
    `dispersion` (Gries's DPnorm over the units), and `unit`: what the intervals take as sampled. With at least
    8 articles in a group that is the "article"; below, the "sentence", and the interval describes these texts and
    supports no inference about the speakers; of counts that are sums by article (those of an archive) such a group has
    no interval. Articles of unknown group are a row with a missing group.
    """
    groups = groups_of(articles, by)
    themes = themes_of(counts["theme"])
    sizes = groups.value_counts()
    tables = {"article": units(counts, groups, themes, "article")}
    rows = []
    for name in dict.fromkeys(groups.dropna()):
        unit = _unit(tables["article"], name, "sentence" in counts.columns)
        if unit == "sentence" and unit not in tables:
            tables[unit] = units(counts, groups, themes, unit)
        table = tables[unit or "article"]
        rows += _rows(table, table.group == name, themes, unit, name, sizes[name])
    unknown = groups.isna()
    if unknown.any():
        table = tables["article"]
        rows += _rows(table, pd.isna(table.group), themes, None, None, unknown.sum())
    made = pd.DataFrame(rows)
    return made.assign(theme=pd.Categorical(made["theme"], categories=themes)).astype(dict.fromkeys(COUNTS, np.int64))


def with_enough(articles: pd.DataFrame, counts: pd.DataFrame, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both tables whose group has articles enough, with words that count, for an interval over articles."""
    group = groups_of(articles, by)
    sizes = group[group.index.isin(counts.loc[counts["words"] > 0, "article"])].value_counts()
    enough = group.map(sizes) >= ENOUGH_ARTICLES
    return articles[enough.to_numpy()], counts[counts["article"].isin(enough.index[enough])]


def _unit(by_article: Units, group: object, sentences_known: bool) -> str | None:
    """What a group's intervals take as sampled; nothing where its articles are few and its sentences not known."""
    if (by_article.words[by_article.group == group] > 0).sum() >= ENOUGH_ARTICLES:
        return "article"
    return "sentence" if sentences_known else None


def _rows(
    table: Units, inside: np.ndarray, themes: pd.Index, unit: str | None, group: object, articles: int
) -> list[dict]:
    """One row per theme for the units inside a group; without a unit the intervals are missing."""
    rows = []
    words, sentences = table.words[inside], table.sentences[inside]
    for place, theme in enumerate(themes):
        matches, coded = table.matches[inside, place], table.coded_sentences[inside, place]
        rate_bounds, share_bounds = _bounds(words, sentences, matches, coded, unit)
        rows.append(
            {
                "group": group,
                "theme": theme,
                "articles": articles,
                "sentences": sentences.sum(),
                "words": words.sum(),
                "matches": matches.sum(),
                "coded_sentences": coded.sum(),
                "rate": divide(matches.sum(), words.sum()) * PER_WORDS,
                "rate_low": rate_bounds[0] * PER_WORDS,
                "rate_high": rate_bounds[1] * PER_WORDS,
                "share": divide(coded.sum(), sentences.sum()),
                "share_low": share_bounds[0],
                "share_high": share_bounds[1],
                "dispersion": dp_norm(matches, words),
                "unit": unit,
            }
        )
    return rows


def _bounds(
    words: np.ndarray, sentences: np.ndarray, matches: np.ndarray, coded: np.ndarray, unit: str | None
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The intervals of the rate and of the share; missing where no unit is taken as sampled."""
    if unit is None:
        return MISSING, MISSING
    if unit == "sentence":
        return rate_interval(matches, words, unit=unit), wilson(coded.sum(), sentences.sum())
    return rate_interval(matches, words), share_interval(coded, sentences)


def divide(part: float, whole: float) -> float:
    """part / whole; missing where the whole is 0."""
    return float(part / whole) if whole > 0 else MISSING[0]
