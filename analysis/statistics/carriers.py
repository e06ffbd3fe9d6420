"""Which entries carry a theme: how much of each group's matches stands on one entry."""

from __future__ import annotations

import pandas as pd

from analysis.statistics.counting import groups_of


def carriers(articles: pd.DataFrame, matches: pd.DataFrame, by: str = "official") -> pd.DataFrame:
    """Matches of every entry by group and theme, the heaviest entry first.

    Columns: group, theme, entry, matches, share (of the group's matches of the theme), rank (1 = the top entry, whose
    share tells how far the theme's count stands on one expression). A group without a match of a theme has no row.
    """
    groups = groups_of(articles, by)
    table = (
        matches.assign(group=groups.reindex(matches["article"]).to_numpy())
        .groupby(["group", "theme", "entry"], observed=True, sort=False)
        .size()
        .rename("matches")
        .reset_index()
    )
    order = table["group"].map({name: place for place, name in enumerate(dict.fromkeys(groups))})
    table = (
        table.assign(order=order)
        .sort_values(["order", "theme", "matches", "entry"], ascending=[True, True, False, True])
        .drop(columns="order")
        .reset_index(drop=True)
    )
    within = table.groupby(["group", "theme"], observed=True, sort=False)["matches"]
    return table.assign(share=table["matches"] / within.transform("sum"), rank=within.cumcount() + 1)
