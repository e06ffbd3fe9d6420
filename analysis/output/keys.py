"""The key of a chart, in lines above it, read from the side where reading starts."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from analysis.output.panels import POINT, figure_of
from analysis.output.rtl import label
from analysis.output.style import MM, MUTED, SMALL, Style
from analysis.output.wrapping import width

Entry = tuple[Artist, str]

LINE_HEIGHT = 4.2  # millimetres
HANDLE = 8.0  # millimetres of a key's picture with the space on both sides


Row = tuple[str, Sequence[Entry]]


def keys(ax: Axes, rows: Sequence[Row], room: float, beside: float, now: Style) -> None:
    """Draw each heading and its entries above the axes, in lines of `room` millimetres.

    The lines start so many millimetres `beside` the axes, where the names of its rows start.
    """
    lines = [line for row in rows for line in _lines(row, room)]
    for n, line in enumerate(lines):
        _legend(ax, line, (beside if now.rtl else -beside, (len(lines) - 1 - n) * LINE_HEIGHT), now)


def key_height(rows: Sequence[Row], room: float) -> float:
    """Millimetres that such a key takes above the axes."""
    return sum(len(_lines(row, room)) for row in rows) * LINE_HEIGHT + 2


def _lines(row: Row, room: float) -> list[list[Entry]]:
    """The heading and its entries, broken into lines that fit."""
    heading, entries = row
    nothing = Line2D([], [], linestyle="")
    lines: list[list[Entry]] = [[(nothing, heading)]]
    used = _wide(heading)
    for entry in entries:
        if used + _wide(entry[1]) > room and len(lines[-1]) > 1:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += _wide(entry[1])
    return lines


def _wide(text: str) -> float:
    return width(text, SMALL) * POINT + HANDLE


def _legend(ax: Axes, line: Sequence[Entry], moved: tuple[float, float], now: Style) -> None:
    shown = list(reversed(line)) if now.rtl else list(line)
    handles, texts = zip(*shown, strict=True)
    legend = Legend(
        ax,
        handles,
        [label(text) for text in texts],
        loc="lower right" if now.rtl else "lower left",
        bbox_to_anchor=(1 if now.rtl else 0, 1),
        bbox_transform=ax.transAxes + ScaledTranslation(moved[0] * MM, moved[1] * MM, figure_of(ax).dpi_scale_trans),
        ncols=len(shown),
        markerfirst=not now.rtl,
        alignment=now.start,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.4,
        handleheight=0.8,
        handletextpad=0.5,
        columnspacing=1.2,
        labelcolor=MUTED,
    )
    ax.add_artist(legend).set_clip_on(False)  # what is clipped to the axes would be given no room by the layout
