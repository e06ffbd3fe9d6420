"""The specification curve: one estimate under every combination of reasonable choices, and the choices beneath it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.output.panels import (
    POINT,
    decimals_of,
    drawing,
    figure_of,
    grow,
    named,
    names_width,
    order,
    place_of,
    require,
    row_height,
    rows_axis,
)
from analysis.output.rtl import Language, label, number, wrap
from analysis.output.style import INK, MUTED, QUIET, SMALL, TEXT, Style
from analysis.output.words import word

CURVE, FOOT = 42.0, 8.0  # millimetres


def specification(
    table: pd.DataFrame,
    ax: Axes,
    *,
    choices: Sequence[str],
    title: str,
    value: str = "estimate",
    shown: Mapping[str, str] | None = None,
    zero: float | None = None,
    language: Language | None = None,
) -> Axes:
    """Every estimate in order of size with its interval, and under it which value each choice had.

    `table` has one row a combination: `value`, `low`, `high` and the columns named in `choices`. `title` says what is
    estimated, `shown` how columns and values of choices are called, `zero` where a line of no difference stands.
    """
    require(table, [value, "low", "high", *choices], "specification")
    with drawing(ax, language) as now:
        table = table.dropna(subset=[value]).sort_values(value, kind="stable").reset_index(drop=True)
        rows = [(choice, option) for choice in choices for option in [None, *order(table[choice])]]
        calls = [named(str(choice if option is None else option), shown) for choice, option in rows]
        written = [wrap(call, 0.3 * now.width / POINT, SMALL) for call in calls]
        below = len(rows) * row_height(written)
        grow(ax, CURVE + below + FOOT, "specification")
        curve, matrix = _halves(ax, below)
        _curve(curve, table, value, zero, now)
        room = (now.width - names_width(written) - 3) / POINT
        curve.set_title(label(wrap(title, room, TEXT, 3, "bold")), loc=now.start, fontsize=TEXT)
        rows_axis(matrix, written, now, show=True, headings=[n for n, (_, option) in enumerate(rows) if option is None])
        thin = min(2.0, 100 / len(table))  # points, so that neighbours stay apart
        for y, (choice, option) in enumerate(rows):
            at = np.flatnonzero((table[choice] == option).to_numpy(bool))  # none for a choice's own line
            matrix.plot(at, [y] * len(at), color=INK, marker="|", markersize=5, markeredgewidth=thin, linestyle="")
        for half in (curve, matrix):
            half.set_xlim((len(table) - 0.4, -0.6) if now.rtl else (-0.6, len(table) - 0.4))
            half.set_xticks([])
            half.spines["bottom"].set_visible(False)
        matrix.set_xlabel(label(word("specifications", now, n=number(len(table)))), fontsize=SMALL)
    return ax


def _halves(ax: Axes, below: float) -> tuple[Axes, Axes]:
    grid = place_of(ax).subgridspec(2, 1, height_ratios=[CURVE, below])
    ax.set_axis_off()
    figure = figure_of(ax)
    return figure.add_subplot(grid[0]), figure.add_subplot(grid[1])


def _curve(curve: Axes, table: pd.DataFrame, value: str, zero: float | None, now: Style) -> None:
    x = np.arange(len(table))
    curve.vlines(x, table["low"], table["high"], color=QUIET, linewidth=max(0.4, min(1.4, 120 / len(table))))
    size = max(1.5, min(4.0, 300 / len(table)))
    curve.plot(x, table[value], color=now.colour(0), marker="o", linestyle="", markersize=size)
    if zero is not None:
        curve.axhline(zero, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), marker="")
    low, high = curve.get_ylim()
    ticks = [tick for tick in MaxNLocator(4).tick_values(low, high) if low <= tick <= high]
    curve.set_yticks(ticks, [label(number(tick, decimals_of(ticks))) for tick in ticks])
    curve.yaxis.set_ticks_position(now.start)
    curve.tick_params(axis="y", length=0, labelcolor=MUTED)
    curve.grid(axis="y")
