"""What the charts share: language and look while drawing, room for names, small multiples, axes of numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.errors import InputError, PageError
from analysis.output import rtl
from analysis.output.charts.words import word
from analysis.output.rtl import label
from analysis.output.style import MM, MUTED, PAGE_HEIGHT, SMALL, Style, Width, current, style
from analysis.output.wording import Language, opening
from analysis.output.wrapping import width, wrap

POINT = 25.4 / 72  # millimetres
# Vazirmatn leaves more than half an em between lines; wrapped names are set tighter. An older matplotlib counts from
# the height of "lp", a newer one from the font's own line.
TIGHT = 0.78 if rtl.NATIVE else 1.15
LINE = 0.78 * 1.5625 * SMALL * POINT  # millimetres from one line of a wrapped name to the next
GAP = 1.3  # millimetres between the names of two rows
ADVICE = "draw fewer groups, give them shorter names, or choose the width 'page'"


@contextmanager
def drawing(ax: Axes, language: Language | None) -> Iterator[Style]:
    """The style a chart draws in: the one in force, or the house style; in `language` where that is given.

    Its width is what the axes has of the figure, with all that belongs to it.
    """
    outer = current()
    figure = figure_of(ax)
    width: Width = "column" if outer and outer.width < 100 else "page"
    with style(width, language or (outer.language if outer else "fa"), outer.grey if outer else False) as now:
        if figure.get_layout_engine() is None:
            figure.set_layout_engine("constrained")
        yield replace(now, width=figure.get_figwidth() / MM * _share(ax).width)
        for text in figure.findobj(Text):
            text.set_linespacing(TIGHT)


def _share(ax: Axes) -> Bbox:
    """What an axes has of its figure, before any layout: its place in the grid of subplots."""
    place, edges = ax.get_subplotspec(), figure_of(ax).subplotpars
    if place is None:
        return Bbox.unit()
    box, high, wide = place.get_position(figure_of(ax)), edges.top - edges.bottom, edges.right - edges.left
    return Bbox.from_bounds(0, 0, box.width / wide, box.height / high)


def figure_of(ax: Axes) -> Figure:
    """The figure that an axes stands in, through any subfigures."""
    figure = ax.get_figure(root=True)
    if not isinstance(figure, Figure):
        raise InputError("A chart needs an axes that stands in a figure; make one with plt.subplots().")
    return figure


def place_of(ax: Axes) -> SubplotSpec:
    """The place of an axes in the grid of its figure, which a chart of several panels divides."""
    place = ax.get_subplotspec()
    if place is None:
        raise InputError("A chart of several panels needs an axes made by plt.subplots() or Figure.add_subplot().")
    return place


def require(table: pd.DataFrame, columns: Sequence[str], chart: str) -> None:
    """Say in one sentence what a chart's table lacks."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(
            f"The chart {chart} needs a table with the columns {', '.join(columns)}; "
            f"the one given lacks {', '.join(missing)}."
        )
    if table.empty:
        raise InputError(f"The chart {chart} was given a table without rows, so there is nothing to draw.")


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table as named tuples."""
    yield from table.itertuples(index=False)


def with_unknown(table: pd.DataFrame, column: str, now: Style) -> pd.DataFrame:
    """The table with the rows whose group is missing under the word for unknown, so that none is left out unsaid."""
    if not table[column].isna().any():
        return table
    return table.assign(**{column: table[column].astype(object).where(table[column].notna(), word("unknown", now))})


def order(column: pd.Series) -> list[str]:
    """The categories of a column in their order, or its values as they first come; missing ones left out."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        present = set(column.dropna())
        return [value for value in column.cat.categories if value in present]
    return list(pd.unique(column.dropna()))


def all_of(column: pd.Series) -> list[str]:
    """All categories, also those absent here, so that a theme keeps its colour from figure to figure."""
    return list(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else order(column)


def names(codebook: pd.DataFrame | None, now: Style) -> dict[tuple[str, str], str]:
    """Display names from the codebook: (theme, sub-theme) -> name; the theme's own under an empty sub-theme."""
    if codebook is None:
        return {}
    rows = codebook.fillna({"subtheme": ""})
    called = rows[f"name_{now.language}"].map(opening)  # as the head of a panel
    return dict(zip(zip(rows["theme"], rows["subtheme"], strict=True), called, strict=True))


def named(value: str, known: Mapping[str, str] | None) -> str:
    """A value's display name where one is known."""
    return (known or {}).get(value, str(value))


@dataclass(frozen=True)
class Rows:
    """How rows of names and panels beside them fit: the wrapped names, panels side by side, the width of one in mm."""

    names: list[str]
    columns: int
    panel: float


def names_width(names: Sequence[str]) -> float:
    """Millimetres that wrapped names take beside the panels, with the space before them."""
    return max(width(line, SMALL) for name in names for line in name.split("\n")) * POINT + 4


def row_height(names: Sequence[str]) -> float:
    """Millimetres from one row to the next, so that no two neighbouring names touch."""
    lines = [name.count("\n") + 1 for name in names]
    return max([(a + b) / 2 for a, b in pairwise(lines)] or lines) * LINE + GAP


def fitting(
    ax: Axes, names: Sequence[str], panels: int, frame: float, foot: float, widths: tuple[float, float], now: Style,
    chart: str,
) -> Rows:  # fmt: skip
    """Give the figure the height that rows of names need, in as many panels side by side as are comfortable.

    `frame` is what a panel needs above and below its rows, `foot` what stands under them all, `widths` the comfortable
    and the least width of a panel, all in millimetres. Where the page is too short, panels become narrower and names
    longer lines, before the chart is refused.
    """
    comfort, least = widths
    tries = []
    for share in (0.3, 0.38, 0.46):  # of the figure's width for the names
        lines = [wrap(name, share * now.width / POINT, SMALL) for name in names]
        room = now.width - names_width(lines) - 3
        height = len(lines) * row_height(lines) + frame
        for columns in range(max(1, min(panels, int(room // comfort))), max(1, min(panels, int(room // least))) + 1):
            even = math.ceil(panels / math.ceil(panels / columns))
            total = math.ceil(panels / columns) * height + foot
            tries.append((total, Rows(lines, even, room / even - 2)))
            if total <= PAGE_HEIGHT:
                break
        if tries[-1][0] <= PAGE_HEIGHT:
            break
    total, rows = next((t for t in tries if t[0] <= PAGE_HEIGHT), min(tries, key=lambda t: t[0]))
    grow(ax, total, chart)
    return rows


def grow(ax: Axes, height: float, chart: str, advice: str = ADVICE) -> None:
    """Give the chart's axes, with all that belongs to it, so many millimetres by making the figure higher."""
    figure = figure_of(ax)
    share = _share(ax)
    needed = height / share.height
    if needed > PAGE_HEIGHT:
        raise PageError(
            f"The chart {chart} would be {math.ceil(needed)} mm high and a page holds {PAGE_HEIGHT:.0f} mm; {advice}."
        )
    alone = min(share.width, share.height) > 0.99
    if alone or needed > figure.get_figheight() / MM:
        figure.set_figheight(needed * MM)


def multiples(ax: Axes, count: int, columns: int, title: str, now: Style) -> list[Axes]:
    """Split an axes into small multiples of one scale, the first where reading starts, one title under them all."""
    figure, place = figure_of(ax), place_of(ax)
    ax.set_axis_off()
    rows = math.ceil(count / columns)
    grid = place.subgridspec(rows + 1, columns, height_ratios=[1.0] * rows + [1e-6])
    panels: list[Axes] = []
    for n in range(count):
        row, column = divmod(n, columns)
        column = columns - 1 - column if now.rtl else column
        first = panels[0] if panels else None
        panels.append(figure.add_subplot(grid[row, column], sharex=first, sharey=first))
    foot = figure.add_subplot(
        grid[rows, :]
    )  # its text makes room for itself, which the label of an outer axes does not
    foot.set_axis_off()
    foot.text(0.5, 0, label(title), ha="center", va="bottom", fontsize=SMALL, color=MUTED)
    return panels
