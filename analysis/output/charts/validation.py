"""How well the lexicon agrees with a hand coding."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.charts.dots import Categories, dots
from analysis.output.charts.words import word
from analysis.output.panels import all_of, drawing, names, order, require
from analysis.output.wording import Language

MEASURES = ("precision", "recall", "f1")


def validity(
    validity: pd.DataFrame,
    ax: Axes,
    *,
    codebook: pd.DataFrame | None = None,
    language: Language | None = None,
) -> Axes:
    """Precision, recall and F1 of each theme with their intervals: a panel a measure, a row a theme.

    `validity` is the table of that name.
    """
    measured = [f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high")]
    require(validity, ["theme", *measured], "validity")
    with drawing(ax, language) as now:
        known, themes = names(codebook, now), order(validity["theme"])
        dots(
            ax,
            _cells(validity),
            Categories(MEASURES, [word(measure, now) for measure in MEASURES]),
            Categories(themes, [known.get((theme, ""), theme) for theme in themes]),
            {theme: n for n, theme in enumerate(all_of(validity["theme"]))},
            now,
            word("agreement", now),
            "validity",
            end=1.0,
        )
    return ax


def _cells(validity: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (measure, row["theme"], *(row[f"{measure}{end}"] for end in ("", "_low", "_high")))
        for row in validity.to_dict("records")
        for measure in MEASURES
    ]
    return pd.DataFrame(rows, columns=["panel", "row", "value", "low", "high"])
