"""Rates with one article, one outlet or one entry of the lexicon left out: whether a result hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.codes import keys_of, require
from analysis.statistics.counting import groups_of, themes_of
from analysis.statistics.rates import PER_WORDS
from analysis.text.counted import counted


def leave_one_out(
    articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, by: str = "city", **choices
) -> pd.DataFrame:
    """Rates of every group × theme with each article, each outlet and each entry of the lexicon left out in turn.

    Columns: `left_out` ("article", "outlet" or "entry"), `which`, `group`, `theme`, `words`, `matches`, `rate`, `rank`,
    `rate_all`, `rank_all` (nothing left out). An entry left out leaves its words to no other. `choices` are those of
    `counted`.
    """
    groups = groups_of(articles, by).dropna()
    require(matches, ("entry",), "matches")
    rows = counted(sentences, **choices)
    kept = matches[keys_of(matches).isin(keys_of(rows))]
    themes = themes_of(matches["theme"])
    whole = _rates(rows, kept, groups, themes)
    tables: list[pd.DataFrame] = []
    for kind, rows_of, matches_of in _leavings(articles, rows, kept):
        for which in dict.fromkeys([*rows_of.dropna(), *matches_of.dropna()]):
            part = _rates(
                rows[(rows_of != which).to_numpy(bool)], kept[(matches_of != which).to_numpy(bool)], groups, themes
            )
            tables.append(part.assign(left_out=kind, which=which, rate_all=whole["rate"], rank_all=whole["rank"]))
    columns = ["left_out", "which", "group", "theme", "words", "matches", "rate", "rank", "rate_all", "rank_all"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _leavings(
    articles: pd.DataFrame, rows: pd.DataFrame, matches: pd.DataFrame
) -> Iterator[tuple[str, pd.Series, pd.Series]]:
    """Each kind of thing that can be left out, with its value for every sentence and every match."""
    yield "article", rows["article"].astype(object), matches["article"].astype(object)
    if "outlet" in articles.columns and articles["outlet"].nunique() > 1:
        outlet = groups_of(articles, "outlet")
        yield "outlet", rows["article"].map(outlet).astype(object), matches["article"].map(outlet).astype(object)
    yield "entry", pd.Series(None, index=rows.index, dtype=object), matches["entry"].astype(object)


def _rates(rows: pd.DataFrame, matches: pd.DataFrame, groups: pd.Series, themes: pd.Index) -> pd.DataFrame:
    """Words, matches, rate and rank of every group × theme, zeros included."""
    names = list(dict.fromkeys(groups))
    words = rows["words"].groupby(rows["article"].map(groups).to_numpy()).sum().reindex(names, fill_value=0)
    cells = pd.crosstab(matches["article"].map(groups).to_numpy(), matches["theme"].astype(object).to_numpy())
    cells = cells.reindex(index=names, columns=themes, fill_value=0)
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(names, dtype=object), len(themes)),
            "theme": pd.Categorical(np.tile(themes, len(names)), categories=themes),
            "words": np.repeat(words.to_numpy(np.int64), len(themes)),
            "matches": cells.to_numpy(np.int64).ravel(),
        }
    )
    rate = table["matches"] / table["words"].where(table["words"] > 0) * PER_WORDS
    return table.assign(
        rate=rate, rank=rate.groupby(table["theme"], observed=False).rank(ascending=False, method="min")
    )
