"""The specification curve: one estimate under every combination of reasonable choices, and the choices beneath it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.output.axes import rows_axis, tick_labels
from analysis.output.charts.words import word
from analysis.output.panels import (
    LINE,
    POINT,
    drawing,
    figure_of,
    grow,
    named,
    names_width,
    order,
    place_of,
    require,
    row_height,
)
from analysis.output.rtl import label, number
from analysis.output.style import INK, MUTED, SMALL, TEXT, Style
from analysis.output.wording import Language
from analysis.output.wrapping import wrap

CURVE, FOOT = 48.0, 8.0  # millimetres


def specification(
    table: pd.DataFrame,
    ax: Axes,
    *,
    choices: Sequence[str],
    title: str,
    shown: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """Every group's estimate under every combination of choices, and under it which value each choice had.

    `table` has one row a combination and group: `specification`, `group`, `log_ratio` and the columns named in
    `choices`. Combinations stand in the order of the first group's estimates. `title` says what is estimated, `shown`
    how choices, their values and groups are called.
    """
    require(table, ["specification", "group", "log_ratio", *choices], "specification")
    require(table.dropna(subset="log_ratio"), ["log_ratio"], "specification")
    with drawing(ax, language) as now:
        groups = order(table["group"])
        combinations = _in_order(table, groups[0])
        rows = [(choice, option) for choice in choices for option in [None, *order(table[choice])]]
        calls = [named(str(choice if option is None else option), shown) for choice, option in rows]
        written = [wrap(call, 0.3 * now.width / POINT, SMALL) for call in calls]
        below = len(rows) * row_height(written)
        grow(ax, CURVE + below + FOOT, "specification")
        curve, matrix = _halves(ax, below)
        for half in (curve, matrix):
            half.set_xlim((len(combinations) - 0.4, -0.6) if now.rtl else (-0.6, len(combinations) - 0.4))
            half.set_xticks([])
            half.spines["bottom"].set_visible(False)
        room = (now.width - names_width(written) - 3) / POINT
        curve.set_title(label(wrap(title, room, TEXT, 3, "bold")), loc=now.start, fontsize=TEXT)
        _curves(curve, table, combinations.index, groups, now)
        curve.axhline(0, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), marker="")
        _heights(curve, now)
        if len(groups) > 1:
            ends = [named(group, shown) + _lacking(table, group, len(combinations), now) for group in groups]
            _names(curve, [wrap(end, 0.2 * now.width / POINT, SMALL, 2) for end in ends], now)
        _choices(matrix, combinations, rows, written, now)
    return ax


def _lacking(table: pd.DataFrame, group: str, combinations: int, now: Style) -> str:
    """A note on the combinations that a group has no point in: without a match there is no ratio to draw."""
    lacking = table[(table["group"] == group) & table["log_ratio"].isna()]
    if lacking.empty:
        return ""
    what = word("no match" if "estimate" in table and lacking["estimate"].eq(0).all() else "no estimate", now)
    some = word("in some", now, what=what, n=number(len(lacking)), all=number(combinations))
    return f" ({what if len(lacking) == combinations else some})"


def _in_order(table: pd.DataFrame, first: str) -> pd.DataFrame:
    """One row a combination, those that the first group has an estimate for by its size, the others after them."""
    combinations = table.drop_duplicates("specification").set_index("specification")
    sizes = table[table["group"] == first].set_index("specification")["log_ratio"].reindex(combinations.index)
    return combinations.loc[sizes.sort_values(kind="stable").index]


def _halves(ax: Axes, below: float) -> tuple[Axes, Axes]:
    grid = place_of(ax).subgridspec(2, 1, height_ratios=[CURVE, below])
    ax.set_axis_off()
    figure = figure_of(ax)
    return figure.add_subplot(grid[0]), figure.add_subplot(grid[1])


def _curves(curve: Axes, table: pd.DataFrame, combinations: pd.Index, groups: Sequence[str], now: Style) -> None:
    size = max(1.5, min(4.0, 300 / len(combinations)))
    for n, group in enumerate(groups):
        of_group = table[table["group"] == group].set_index("specification").reindex(combinations)
        curve.plot(
            np.arange(len(of_group)), of_group["log_ratio"], color=now.colour(n), marker=now.marker(n), linestyle="",
            markersize=size,
        )  # fmt: skip


def _heights(curve: Axes, now: Style) -> None:
    low, high = curve.get_ylim()
    ticks = [tick for tick in MaxNLocator(4).tick_values(low, high) if low <= tick <= high]
    curve.set_yticks(ticks, tick_labels(ticks))
    curve.set_ylim(low, high)
    curve.yaxis.set_ticks_position(now.start)
    curve.tick_params(axis="y", length=0, labelcolor=MUTED)
    curve.grid(axis="y")


def _names(curve: Axes, names: Sequence[str], now: Style) -> None:
    """The groups' names where reading ends, beside their last points, moved apart where these lie close."""
    low, high = curve.get_ylim()
    line = LINE / (CURVE - 6) * (high - low)
    last = [np.asarray(points.get_ydata(), dtype=float) for points in curve.lines[: len(names)]]
    wanted = [float(points[np.isfinite(points)][-1]) if np.isfinite(points).any() else low for points in last]
    top = np.inf
    for n in sorted(range(len(names)), key=lambda n: -wanted[n]):
        half = (names[n].count("\n") + 1) * line / 2
        y = min(wanted[n], top - half)
        top = y - half
        curve.annotate(
            label(names[n]), (0 if now.rtl else 1, y), (-4 if now.rtl else 4, 0), curve.get_yaxis_transform(),
            "offset points", ha=now.start, va="center", fontsize=SMALL, color=now.colour(n),
        )  # fmt: skip


def _choices(
    matrix: Axes, combinations: pd.DataFrame, rows: Sequence[tuple[str, object]], written: Sequence[str], now: Style
) -> None:
    rows_axis(matrix, written, now, show=True, headings=[n for n, (_, option) in enumerate(rows) if option is None])
    thin = min(2.0, 100 / len(combinations))  # points, so that neighbours stay apart
    for y, (choice, option) in enumerate(rows):
        at = np.flatnonzero((combinations[choice] == option).to_numpy(bool))  # none for a choice's own line
        matrix.plot(at, [y] * len(at), color=INK, marker="|", markersize=5, markeredgewidth=thin, linestyle="")
    many = number(len(combinations))
    matrix.set_xlabel(label(word("specifications", now, n=many)), fontsize=SMALL)
