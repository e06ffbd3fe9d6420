"""Rates of the themes, and of their sub-themes, by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.charts.dots import Categories, dots
from analysis.output.charts.ratios import DIFFERENT
from analysis.output.charts.words import word
from analysis.output.panels import all_of, drawing, named, names, order, require, rows_of, with_unknown
from analysis.output.rtl import number
from analysis.output.style import Style
from analysis.output.wording import Language, some


def profile(
    rates: pd.DataFrame,
    ax: Axes,
    *,
    contrasts: pd.DataFrame | None = None,
    codebook: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """How much each group speaks of each theme: a panel a theme, a row a group, a dot and its interval.

    `rates` is the table of that name (group, theme, articles, and rate with _low and _high); with the table of
    `contrasts`, each panel says what is to be held of the differences. `codebook` gives the themes' display names,
    `groups` the groups'.
    """
    require(rates, ["group", "theme", "articles", "rate", "rate_low", "rate_high"], "profile")
    with drawing(ax, language) as now:
        rates = with_unknown(rates, "group", now)
        themes, rows = order(rates["theme"]), order(rates["group"])
        known = names(codebook, now)
        articles = rates.groupby("group", observed=True)["articles"].max()
        sizes = {row: some(articles[row], "article", now.language) for row in rows}
        dots(
            ax,
            _cells(rates, panel="theme", row="group"),
            Categories(themes, [known.get((theme, ""), theme) for theme in themes]),
            Categories(rows, [f"{named(row, groups)} ({sizes[row]})" for row in rows]),
            {theme: n for n, theme in enumerate(all_of(rates["theme"]))},
            now,
            word("rate", now),
            "profile",
            notes=None if contrasts is None else [_verdict(contrasts, theme, groups, now) for theme in themes],
        )
    return ax


def subthemes(
    rates: pd.DataFrame,
    ax: Axes,
    *,
    codebook: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """How each group's talk of a theme divides: a panel a group, a row a sub-theme, the themes told by their markers.

    `rates` has the columns of the table of rates and `subtheme`.
    """
    require(rates, ["group", "theme", "subtheme", "rate", "rate_low", "rate_high"], "subthemes")
    with drawing(ax, language) as now:
        rates = with_unknown(rates, "group", now)
        known, themes, groups_in = names(codebook, now), all_of(rates["theme"]), order(rates["group"])
        cells = _cells(rates, panel="group", row="subtheme")
        cells["row"] = list(zip(rates["theme"], rates["subtheme"], strict=True))
        dots(
            ax,
            cells,
            Categories(groups_in, [named(group, groups) for group in groups_in]),
            _under_themes(rates, known),
            {key: themes.index(key[0]) for key in cells["row"]},
            now,
            word("rate", now),
            "subthemes",
        )
    return ax


def _verdict(contrasts: pd.DataFrame, theme: str, groups: Mapping[str, str] | None, now: Style) -> str:
    """What the contrasts say of a theme: the pair that differs, how many do, or why none is shown to."""
    pairs = contrasts[contrasts["theme"] == theme]
    differ = pairs[pairs["verdict"].isin(DIFFERENT)]
    if len(differ) == 1 and len(pairs) == 1:
        row = differ.iloc[0]
        return word("more", now, a=named(row["a"] if row["verdict"] == "higher" else row["b"], groups))
    if len(differ):
        return word("differ" if len(differ) > 1 else "one differs", now, n=number(len(differ)), all=number(len(pairs)))
    verdicts = set(pairs["verdict"])
    return word(verdicts.pop() if len(verdicts) == 1 else "none differ", now)


def _under_themes(rates: pd.DataFrame, known: Mapping[tuple[str, str], str]) -> Categories:
    """Every sub-theme as a row, each theme's under its name."""
    pairs = rates[["theme", "subtheme"]].drop_duplicates().sort_values(["theme", "subtheme"], kind="stable")
    keys: list[Any] = []
    for theme, subtheme in rows_of(pairs):
        keys += [(theme, "")] * ((theme, "") not in keys) + [(theme, subtheme)]
    headings = frozenset(key for key in keys if not key[1])
    return Categories(keys, [known.get(key, key[1] or key[0]) for key in keys], headings)


def _cells(rates: pd.DataFrame, panel: str, row: str) -> pd.DataFrame:
    columns = {panel: "panel", row: "row", "rate": "value", "rate_low": "low", "rate_high": "high"}
    return rates[[*columns]].rename(columns=columns)
