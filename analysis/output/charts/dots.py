"""Dots with intervals in small multiples: the shape that profile, sub-themes and validity share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.axes import numbers_axis, reach, rows_axis
from analysis.output.charts.words import word
from analysis.output.panels import POINT, Rows, fitting, multiples, rows_of
from analysis.output.rtl import label
from analysis.output.style import MUTED, SMALL, TITLE, Style
from analysis.output.wrapping import wrap

TOP, BOTTOM = 7.0, 3.0  # millimetres that a panel takes above its rows for its title, and below them
HEADING = 4  # lines of a panel's title; there is room for two in TOP
FOOT = 10.0  # millimetres under the lowest panels: the numbers and the axis title
COMFORT, LEAST = 26.0, 11.0  # millimetres of a panel's width: where there is room, and where the page is full


@dataclass(frozen=True)
class Categories:
    """The categories along one side of a chart, in order: keys of the table, names to show, which keys are headings."""

    keys: Sequence[Any]
    names: Sequence[str]
    headings: frozenset[Any] = field(default_factory=frozenset)


def dots(
    ax: Axes, table: pd.DataFrame, panels: Categories, rows: Categories, looks: dict[Any, int], now: Style,
    title: str, chart: str, notes: Sequence[str] | None = None, end: float | None = None,
) -> list[Axes]:  # fmt: skip
    """Draw a table of panel, row, value, low, high, one small multiple a panel.

    `looks` gives each panel's or each row's place among the colours and markers, `notes` a line under each title;
    `end` is where the axis ends, if that is known.
    """
    lines = max(wrap(name, COMFORT / POINT, TITLE, HEADING, "bold").count("\n") for name in panels.names)
    top = TOP + (4.0 if notes else 0.0) + TITLE * POINT * max(lines - 1, 0)
    fitted = fitting(ax, rows.names, len(panels.keys), top + BOTTOM, FOOT, (COMFORT, LEAST), now, chart)
    drawn = multiples(ax, len(panels.keys), fitted.columns, title, now)
    end = reach(table["value"], table["high"]) if end is None else end
    cells = {(cell.panel, cell.row): cell for cell in rows_of(table)}
    for n, (panel, key) in enumerate(zip(drawn, panels.keys, strict=True)):
        for y, row in enumerate(rows.keys):
            if row not in rows.headings:
                _dot(panel, y, cells.get((key, row)), end, looks.get(key, looks.get(row, 0)), now)
        _head(panel, panels.names[n], notes[n] if notes else "", fitted, now)
        rows_axis(
            panel,
            fitted.names,
            now,
            n % fitted.columns == 0,
            [y for y, r in enumerate(rows.keys) if r in rows.headings],
        )
        panel.tick_params(axis="x", labelbottom=n + fitted.columns >= len(drawn))
    for panel in drawn:
        numbers_axis(panel, 0, end, fitted.panel)
    return drawn


def _head(panel: Axes, name: str, note: str, fitted: Rows, now: Style) -> None:
    points = (fitted.panel - 1) / POINT
    x = 1 if now.rtl else 0
    panel.set_title(label(wrap(name, points, TITLE, HEADING, "bold")), loc=now.start, pad=18 if note else 4)
    if note:
        panel.annotate(
            label(wrap(note, points, SMALL, 1)), (x, 1), (0, 6), "axes fraction", "offset points",
            ha=now.start, va="baseline", fontsize=SMALL, color=MUTED,
        )  # fmt: skip


def _dot(panel: Axes, y: int, cell: Any, end: float, look: int, now: Style) -> None:
    value = getattr(cell, "value", float("nan"))
    if value != value:
        panel.text(
            0.5, y, label(word("no data", now)), transform=panel.get_yaxis_transform(),
            ha="center", va="center", fontsize=SMALL, color=MUTED, backgroundcolor="white",
        )  # fmt: skip
        return
    colour = now.colour(look)
    low, high = getattr(cell, "low", value), getattr(cell, "high", value)
    panel.plot([low, min(high, end)], [y, y], color=colour, marker="", linestyle="-", zorder=2)
    if high > end:  # the interval goes on beyond the axis
        panel.plot([end], [y], color=colour, marker=5, markersize=4, clip_on=False, zorder=3)
    panel.plot(
        [value], [y], color=colour, marker=now.marker(look), linestyle="", clip_on=False,
        markeredgecolor="white", markeredgewidth=0.5, zorder=3,
    )  # fmt: skip
