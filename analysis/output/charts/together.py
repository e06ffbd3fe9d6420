"""Which themes share sentences."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.axes import rows_axis
from analysis.output.charts.words import word
from analysis.output.panels import LINE, POINT, all_of, drawing, grow, names, names_width, require, rows_of
from analysis.output.rtl import label, number
from analysis.output.style import INK, MUTED, SMALL, Style
from analysis.output.wording import Language
from analysis.output.wrapping import wrap

CELL, FOOT = 13.0, 9.0  # millimetres
BIGGEST = 7.0  # millimetres across the circle of the most frequent pair, less where cells are narrow
ASIDE = 0.22  # of a cell, from its middle towards the side where reading starts: room for the numbers


def cooccurrence(
    table: pd.DataFrame,
    ax: Axes,
    *,
    codebook: pd.DataFrame | None = None,
    language: Language | None = None,
) -> Axes:
    """The sentences that two themes share, and how many chance would give; a full circle where the two depart.

    `table` is the table of co-occurrence, one row a pair of themes: a, b, both, expected, p_adjusted. The circle's
    area is the number of sentences, full where the adjusted p is at most .05.
    """
    require(table, ["a", "b", "both", "expected", "p_adjusted"], "cooccurrence")
    with drawing(ax, language) as now:
        known = names(codebook, now)
        themes = list(dict.fromkeys([*all_of(table["a"]), *all_of(table["b"])]))
        shown = [known.get((theme, ""), theme) for theme in themes]
        rows, columns = themes[1:], themes[:-1]
        sides = [wrap(name, 0.3 * now.width / POINT, SMALL) for name in shown[1:]]
        wide = (now.width - names_width(sides) - 4) / len(columns)
        heads = [wrap(name, (wide - 2) / POINT, SMALL) for name in shown[:-1]]
        grow(ax, len(rows) * CELL + (max(h.count("\n") for h in heads) + 1) * LINE + FOOT + 4, "cooccurrence")
        rows_axis(ax, sides, now, show=True)
        ax.grid(visible=False)
        ax.set_xticks([x - ASIDE for x in range(len(columns))], [label(head) for head in heads])
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", length=0, labelcolor=INK)
        ax.spines[:].set_visible(False)
        most = table["both"].max()
        for pair in rows_of(table):
            first, second = sorted((themes.index(pair.a), themes.index(pair.b)))
            if first != second:
                _circle(ax, first - ASIDE, second - 1, pair, min(BIGGEST, 0.3 * wide), most, now)
        ax.set_xlim((len(columns) - 0.5, -0.5) if now.rtl else (-0.5, len(columns) - 0.5))
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xlabel(label(wrap(word("together", now), 0.55 * now.width / POINT, SMALL)), fontsize=SMALL)
    return ax


def _circle(ax: Axes, x: float, y: int, pair: Any, biggest: float, most: float, now: Style) -> None:
    across = biggest / POINT * math.sqrt(pair.both / most) if most else 0.0
    ax.plot(
        [x], [y], marker="o", markersize=across, linestyle="", markeredgecolor=now.colour(0), markeredgewidth=1.0,
        markerfacecolor=now.colour(0) if pair.p_adjusted <= 0.05 else "white",
    )  # fmt: skip
    beside = (across / 2 + 4) * (-1 if now.rtl else 1)
    for text, offset, colour in (
        (number(pair.both), LINE / 2, INK),
        (word("by chance", now, n=number(pair.expected, 1)), -LINE / 2, MUTED),
    ):
        ax.annotate(
            label(text), (x, y), (beside, offset / POINT), textcoords="offset points",
            ha=now.start, va="center", fontsize=SMALL, color=colour,
        )  # fmt: skip
