"""The verdicts on every pair of many groups, as a table of marks: where a list of pairs would fill the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.axes import rows_axis
from analysis.output.charts.words import word
from analysis.output.panels import POINT, all_of, drawing, fitting, multiples, named, names, require, rows_of
from analysis.output.rtl import label, number
from analysis.output.style import MUTED, SMALL, TITLE, Style
from analysis.output.wording import Language
from analysis.output.wrapping import wrap

FRAME, FOOT = 12.0, 9.0  # millimetres: above and below a panel's rows, under them all
CELL, CLOSE = 2.7, 1.8  # millimetres of a column of marks, and where the page is full
OPPOSITE = {"higher": "lower", "lower": "higher"}


def verdicts(
    contrasts: pd.DataFrame,
    ax: Axes,
    *,
    codebook: pd.DataFrame | None = None,
    groups: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """Every group against every other, a panel a theme: full where the row's group says more, hollow where less.

    `contrasts` is the table of that name. A dot means no difference shown, an empty place insufficient evidence. The
    columns are the rows' groups by their numbers.
    """
    require(contrasts, ["a", "b", "theme", "verdict"], "verdicts")
    with drawing(ax, language) as now:
        known, themes = names(codebook, now), all_of(contrasts["theme"])
        members = list(dict.fromkeys([*contrasts["a"], *contrasts["b"]]))
        shown = [f"{number(n)}. {named(member, groups)}" for n, member in enumerate(members, 1)]
        wide = (max(20.0, CELL * len(members)), max(15.0, CLOSE * len(members)))
        fitted = fitting(ax, shown, len(themes), FRAME, FOOT, wide, now, "verdicts")
        read = wrap(word("verdict marks", now), fitted.columns * fitted.panel / POINT, SMALL)
        panels = multiples(ax, len(themes), fitted.columns, read, now)
        for n, (panel, theme) in enumerate(zip(panels, themes, strict=True)):
            pairs = contrasts[contrasts["theme"] == theme]
            _marks(panel, pairs, members, n, now)
            if not pairs["verdict"].isin(VERDICTS).any():
                _unmarked(panel, now)
            rows_axis(panel, fitted.names, now, n % fitted.columns == 0)
            _columns(panel, len(members), now)
            title = wrap(known.get((theme, ""), theme), (fitted.panel - 1) / POINT, TITLE, 2, "bold")
            panel.set_title(label(title), loc=now.start, pad=4)
    return ax


VERDICTS = ("higher", "lower", "no difference shown")


def _marks(panel: Axes, pairs: pd.DataFrame, members: Sequence[str], look: int, now: Style) -> None:
    places = {member: n for n, member in enumerate(members)}
    for pair in rows_of(pairs[pairs["verdict"].isin(VERDICTS)]):
        a, b = places[pair.a], places[pair.b]
        panel.plot([b], [a], **_look(pair.verdict, look, now))
        panel.plot([a], [b], **_look(OPPOSITE.get(pair.verdict, pair.verdict), look, now))


def _look(verdict: str, n: int, now: Style) -> dict[str, Any]:
    colour = now.colour(n)
    if verdict == "no difference shown":
        return {"color": MUTED, "marker": ".", "markersize": 2.5, "linestyle": ""}
    return {
        "color": colour, "marker": now.marker(n), "markersize": 3.4, "linestyle": "", "markeredgewidth": 0.7,
        "markerfacecolor": colour if verdict == "higher" else "white",
    }  # fmt: skip


def _unmarked(panel: Axes, now: Style) -> None:
    """Say why a panel is empty."""
    panel.text(
        0.5, 0.5, label(word("insufficient evidence", now)), transform=panel.transAxes,
        ha="center", va="center", fontsize=SMALL, color=MUTED, backgroundcolor="white",
    )  # fmt: skip


def _columns(panel: Axes, count: int, now: Style) -> None:
    """The columns' numbers, every fifth of many."""
    ticks = [n for n in range(count) if count <= 8 or (n + 1) % 5 == 0 or n == 0]
    panel.set_xticks(ticks, [label(number(n + 1)) for n in ticks])
    panel.set_xlim((count - 0.4, -0.6) if now.rtl else (-0.6, count - 0.4))
    panel.tick_params(axis="x", length=0, labelbottom=True)
