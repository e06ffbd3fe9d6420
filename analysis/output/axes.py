"""The axes of a chart: rows of names, and numbers in the figure's language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.output.panels import POINT
from analysis.output.rtl import label, number
from analysis.output.style import SMALL, Style
from analysis.output.wrapping import width


def rows_axis(panel: Axes, names: Sequence[str], now: Style, show: bool, headings: Sequence[int] = ()) -> None:
    """Rows from top to bottom, as high as their names, the names on the side where reading starts."""
    panel.set_yticks(range(len(names)), [label(name) for name in names] if show else None)
    panel.set_ylim(len(names) - 0.4, -0.6)
    panel.yaxis.set_ticks_position(now.start)
    panel.tick_params(axis="y", labelleft=show and not now.rtl, labelright=show and now.rtl, length=0, pad=4)
    panel.grid(axis="y")
    for y, tick in enumerate(panel.yaxis.get_major_ticks()):
        text = tick.label2 if now.rtl else tick.label1
        text.set_horizontalalignment(now.end)
        text.set_multialignment(now.end)
        if y in headings:
            tick.gridline.set_visible(False)
            text.set_fontweight("bold")


def numbers_axis(panel: Axes, low: float, high: float, wide: float, flip: bool = False) -> None:
    """A horizontal axis of numbers from `low` to `high`, ticks in the figure's language, on `wide` millimetres.

    Numbers run from left to right in both languages; `flip` is for places in a text, which a Persian reader starts at
    the right. Ticks whose label would reach into the next panel are left out.
    """
    if not high > low:
        high = low + 1.0
    scale = (high - low) / wide  # of the axis to a millimetre
    for most in range(max(2, min(6, int(wide // 9))), 7):
        ticks = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], min_n_ticks=2).tick_values(low, high)
        texts = tick_labels(ticks)
        room = [0.5 * width(text, SMALL) * POINT - 0.8 for text in texts]
        inside = [n for n, tick in enumerate(ticks) if low <= tick <= high and high - tick >= room[n] * scale]
        if len(inside) > 1:
            break
    panel.set_xticks([ticks[n] for n in inside], [texts[n] for n in inside])
    panel.set_xlim((high, low) if flip else (low, high))


def tick_labels(ticks: Sequence[float]) -> list[str]:
    """Ticks as the figure's language writes them, whole numbers without decimals."""
    decimals = decimals_of(ticks)
    return [label(number(tick, 0 if float(tick).is_integer() else decimals)) for tick in ticks]


def decimals_of(ticks: Sequence[float]) -> int:
    """As many decimals as it takes to tell ticks apart.

    >>> decimals_of([0, 0.25, 0.5]), decimals_of([0, 20, 40])
    (2, 0)
    """
    step = min((b - a for a, b in pairwise(ticks)), default=1.0)
    return next((d for d in range(4) if abs(round(step, d) - step) < 1e-9), 3)


def reach(values: pd.Series, highs: pd.Series) -> float:
    """Where an axis of values with intervals ends: at the highest bound, or at three times the highest value.

    A rare theme's interval may be so wide that it would leave nothing to see of the others.
    """
    highest = float(values.max()) if values.notna().any() else 0.0
    bound = float(highs.max()) if highs.notna().any() else highest
    return 1.04 * (min(bound, 3 * highest) if highest > 0 else bound) or 1.0
