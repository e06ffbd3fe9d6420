"""Where the texts of a figure stand once it is drawn, and which of them are clipped or overlap."""

from __future__ import annotations

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SLACK = 0.75  # points; boxes hold the font's line, letters stand well inside it


def texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Every text that shows, with the box it takes, in points."""
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    scale = 72 / figure.dpi
    hidden = {id(text) for axes in figure.axes for text in _hidden(axes)}
    shown = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and id(text) not in hidden:
            box = text.get_window_extent(renderer)
            shown.append((text, Bbox(box.get_points() * scale)))
    return shown


def faults(figure: Figure) -> list[str]:
    """One sentence for each text that leaves the figure and each pair that overlap."""
    width, height = figure.get_size_inches() * 72
    found = []
    shown = texts(figure)
    for text, box in shown:
        if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK:
            found.append(f"{text.get_text()!r} is clipped: {box} in {width:.0f} × {height:.0f}.")
    for (a, box), (b, other) in combinations(shown, 2):
        wide = min(box.x1, other.x1) - max(box.x0, other.x0)
        high = min(box.y1, other.y1) - max(box.y0, other.y0)
        if wide > SLACK and high > SLACK:
            found.append(f"{a.get_text()!r} and {b.get_text()!r} overlap by {wide:.1f} × {high:.1f} points.")
    return found


def _hidden(axes: Axes) -> list[Text]:
    """The texts of an axes that are not drawn: those of ticks beyond its limits, and of axes switched off."""
    if not axes.get_visible():
        return axes.findobj(Text)
    hidden = []
    for axis in (axes.xaxis, axes.yaxis):
        drawn = axis._update_ticks() if axes.axison and axis.get_visible() else []
        kept = {id(text) for tick in drawn for text in (tick.label1, tick.label2)}
        kept |= {id(axis.label)} if axes.axison else set()
        hidden += [text for text in axis.findobj(Text) if id(text) not in kept]
    return hidden
