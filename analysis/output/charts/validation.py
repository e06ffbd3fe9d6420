"""How well the lexicon agrees with a hand coding."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.charts.dots import Categories, dots
from analysis.output.charts.words import word
from analysis.output.panels import all_of, drawing, named, names, order, require
from analysis.output.wording import Language

MEASURES = ("precision", "recall", "f1")


def validity(
    validity: pd.DataFrame,
    ax: Axes,
    *,
    by: str | None = None,
    codebook: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """Precision, recall and F1 of each theme with their intervals: a panel a measure, a row a theme.

    `validity` is the table of that name; `by` names its column of groups, whose rows stand under each theme's.
    """
    measured = [f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high")]
    require(validity, ["theme", *([by] if by else []), *measured], "validity")
    with drawing(ax, language) as now:
        known, themes = names(codebook, now), order(validity["theme"])
        keys = [(theme, group) for theme in themes for group in ["", *(order(validity[by]) if by else [])]]
        shown = [named(group, groups) if group else known.get((theme, ""), theme) for theme, group in keys]
        dots(
            ax,
            _cells(validity, by),
            Categories(MEASURES, [word(measure, now) for measure in MEASURES]),
            Categories(keys, shown, frozenset(key for key in keys if by and not key[1])),
            {key: all_of(validity["theme"]).index(key[0]) for key in keys},
            now,
            word("agreement", now),
            "validity",
            end=1.0,
        )
    return ax


def _cells(validity: pd.DataFrame, by: str | None) -> pd.DataFrame:
    rows = [
        (measure, (row["theme"], row[by] if by else ""), *(row[f"{measure}{e}"] for e in ("", "_low", "_high")))
        for row in validity.to_dict("records")
        for measure in MEASURES
    ]
    return pd.DataFrame(rows, columns=["panel", "row", "value", "low", "high"])
