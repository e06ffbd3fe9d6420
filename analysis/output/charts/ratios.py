"""Ratios on a log scale, one a row, with what is to be said of each in words beside it: contrasts and keywords."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import InputError
from analysis.output.axes import rows_axis
from analysis.output.charts.words import word
from analysis.output.panels import (
    ADVICE,
    POINT,
    all_of,
    drawing,
    grow,
    named,
    names,
    order,
    require,
    row_height,
    rows_of,
)
from analysis.output.rtl import label, number
from analysis.output.style import INK, MUTED, PAGE_HEIGHT, QUIET, SMALL, Style
from analysis.output.wording import Language
from analysis.output.wrapping import wrap
from analysis.statistics.intervals import ALPHA

FOOT, HEAD = 12.0, 3.0  # millimetres
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # hides the lines under a text
DIFFERENT = ("higher", "lower")


@dataclass(frozen=True)
class Ratio:
    """One row: name, log2 ratio and interval (counts where there is none), look, whether established, what is said."""

    name: str
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    counts: str = ""
    look: int = 0
    full: bool = True
    said: str = ""
    heading: bool = False

    @property
    def one_sided(self) -> bool:
        """Whether only one bound is known, as where one side has no count."""
        return not math.isfinite(self.value) and math.isfinite(self.low) != math.isfinite(self.high)


def contrasts(
    contrasts: pd.DataFrame,
    ax: Axes,
    *,
    codebook: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """Every pair of groups under each theme: the ratio of their rates, its interval and the verdict in words.

    `contrasts` is the table of that name. A full marker stands for a pair that differs, a hollow one for the others.
    Where a group has no match there is no ratio: an arrow goes from the bound of the interval to the side where it has
    none, and the counts stand beside the verdict.
    """
    require(contrasts, ["a", "b", "theme", "count_a", "count_b", "log_ratio", "low", "high", "verdict"], "contrasts")
    with drawing(ax, language) as now:
        known, rows = names(codebook, now), []
        for n, theme in enumerate(all_of(contrasts["theme"])):
            pairs = contrasts[contrasts["theme"] == theme]
            if len(pairs):
                rows.append(Ratio(known.get((theme, ""), theme), heading=True))
                rows += [_pair(pair, n, groups, now) for pair in rows_of(pairs)]
        title = word("ratio", now)
        if any(row.one_sided for row in rows):
            title += f"\n{word('one-sided', now)}"
        _ratios(ax, rows, title, now, "contrasts")
    return ax


def _pair(pair: Any, look: int, groups: Mapping[str, str] | None, now: Style) -> Ratio:
    a, b, verdict = named(pair.a, groups), named(pair.b, groups), pair.verdict
    said = word("more", now, a=a if verdict == "higher" else b) if verdict in DIFFERENT else word(verdict, now)
    name = word("pair", now, a=a, b=b)
    counts = word("counts", now, a=number(pair.count_a), b=number(pair.count_b))
    row = Ratio(name, pair.log_ratio, pair.low, pair.high, counts, look, verdict in DIFFERENT, said)
    return replace(row, said=f"{said} ({counts})") if row.one_sided else row


def keywords(
    keywords: pd.DataFrame,
    ax: Axes,
    *,
    groups: Mapping[str, str] | None = None,
    most: int = 12,
    language: Language | None = None,
) -> Axes:
    """The words that each group says more than all others together: how many times as often, and the raw counts.

    `keywords` is the table of that name, strongest first (group, word, count_a, count_b, log_ratio, p_adjusted);
    `groups` gives the groups' display names, `most` the number of words of each. A hollow marker is a word whose
    adjusted p is above .05 or missing.
    """
    require(keywords, ["group", "word", "count_a", "count_b", "log_ratio", "p_adjusted"], "keywords")
    with drawing(ax, language) as now:
        rows = []
        for look, group in enumerate(order(keywords["group"])):
            words = keywords[(keywords["group"] == group) & (keywords["log_ratio"] > 0)].head(most)
            if len(words):
                rows.append(Ratio(word("more", now, a=named(group, groups)), heading=True))
                rows += [_word(row, look, now) for row in rows_of(words)]
        _ratios(ax, rows, word("ratio to rest", now), now, "keywords")
    return ax


def _word(row: Any, look: int, now: Style) -> Ratio:
    said = word("counts", now, a=number(row.count_a), b=number(row.count_b))
    return Ratio(str(row.word), row.log_ratio, look=look, full=row.p_adjusted <= ALPHA, said=said)


def _ratios(ax: Axes, rows: Sequence[Ratio], title: str, now: Style, chart: str) -> None:
    if not rows:
        raise InputError(f"The chart {chart} was given no row with a ratio, so there is nothing to draw.")
    said = [wrap(row.said, 0.24 * now.width / POINT, SMALL, 2) for row in rows]
    for share in (0.34, 0.44, 0.52):  # of the width for the names, more where the page would be too short
        written = [wrap(row.name, share * now.width / POINT, SMALL) for row in rows]
        longest = [max(pair, key=lambda text: text.count("\n")) for pair in zip(written, said, strict=True)]
        height = len(rows) * row_height(longest) + FOOT + HEAD
        if height <= PAGE_HEIGHT:
            break
    other = "; the chart verdicts holds the pairs of many groups" if chart == "contrasts" else ""
    grow(ax, height, chart, ADVICE + other)
    rows_axis(ax, written, now, show=True, headings=[n for n, row in enumerate(rows) if row.heading])
    far = _reach(rows)
    ax.axvline(0, color=QUIET, linewidth=0.8, zorder=1)
    for y, (row, text) in enumerate(zip(rows, said, strict=True)):
        if not row.heading:
            _ratio(ax, y, row, far, now)
            _said(ax, y, text, INK if row.full else MUTED, now)
    onward = all(row.value >= 0 for row in rows if not row.heading)  # as where only what is said more is drawn
    _ratio_axis(ax, -0.03 * far if onward else -far, far, now)
    ax.set_xlabel(label(wrap(title, 0.6 * now.width / POINT, SMALL)), fontsize=SMALL)


def _said(ax: Axes, y: int, text: str, colour: str, now: Style) -> None:
    """What is said of a row, on the side where reading ends."""
    at, offset = ((0, y), (-6, 0)) if now.rtl else ((1, y), (6, 0))
    ax.annotate(
        label(text), at, offset, ax.get_yaxis_transform(), "offset points",
        ha=now.start, va="center", multialignment=now.start, fontsize=SMALL, color=colour,
    )  # fmt: skip


def _reach(rows: Sequence[Ratio]) -> float:
    """How far the axis goes to both sides, in doublings: to the furthest ratio, intervals at most three more."""
    values = [abs(row.value) for row in rows if math.isfinite(row.value)]
    bounds = [abs(x) for row in rows for x in (row.low, row.high) if math.isfinite(x)]
    most = max(values, default=1.0)
    return max(1.0, min(max([*bounds, most]), most + 3)) * 1.06


def _ratio(ax: Axes, y: int, row: Ratio, far: float, now: Style) -> None:
    if row.one_sided:
        _arrow(ax, y, row, far, now)
        return
    if not math.isfinite(row.value):
        ax.text(0, y, label(row.counts), ha="center", va="center", fontsize=SMALL, color=MUTED, bbox=PAPER)
        return
    colour = now.colour(row.look)
    if math.isfinite(row.low) and math.isfinite(row.high):
        ax.plot([max(row.low, -far), min(row.high, far)], [y, y], color=colour, linestyle="-", marker="", zorder=2)
        for beyond, x, marker in ((row.low < -far, -far, 4), (row.high > far, far, 5)):
            if beyond:
                ax.plot([x], [y], color=colour, marker=marker, markersize=4, clip_on=False, zorder=3)
    ax.plot(
        [row.value], [y], color=colour, marker=now.marker(row.look), linestyle="", clip_on=False, zorder=3,
        markerfacecolor=colour if row.full else "white", markeredgecolor="white" if row.full else colour,
        markeredgewidth=0.3 if row.full else 0.9, markersize=5.0 if row.full else 4.2,
    )  # fmt: skip


def _arrow(ax: Axes, y: int, row: Ratio, far: float, now: Style) -> None:
    """An interval that has one bound: a stroke there, and an arrow's head at the end of the axis on the other side."""
    upward = math.isfinite(row.low)
    bound, end = max(-far, min(far, row.low if upward else row.high)), far if upward else -far
    colour, width = now.colour(row.look), 1.6 if row.full else 0.9
    ax.plot([bound, end], [y, y], color=colour, linestyle="-", linewidth=width, marker="", zorder=2)
    for x, marker in ((bound, "|"), (end, 5 if upward else 4)):
        ax.plot([x], [y], color=colour, marker=marker, markersize=5, clip_on=False, zorder=3)


def _ratio_axis(ax: Axes, near: float, far: float, now: Style) -> None:
    """Ticks at the powers of two, written as what they mean: half as often, twice as often."""
    step = max(1, math.ceil(far / 3.5))
    ticks = [n for n in range(math.ceil(near), int(far) + 1) if n % step == 0]
    ax.set_xticks(ticks, [label(number(2**n) if n >= 0 else word("one in", now, n=number(2**-n))) for n in ticks])
    ax.set_xlim(near, far)
