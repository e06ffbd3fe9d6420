"""Where in each article the themes fall, with the part of the page and the voice of every sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.codes import keys_of
from analysis.output.axes import numbers_axis, rows_axis
from analysis.output.charts.words import word
from analysis.output.keys import Entry, key_height, keys
from analysis.output.panels import (
    LINE,
    POINT,
    all_of,
    drawing,
    grow,
    named,
    names,
    names_width,
    order,
    require,
    rows_of,
)
from analysis.output.rtl import label
from analysis.output.style import FAINT, INK, MUTED, PAGE_HEIGHT, QUIET, SMALL, Style
from analysis.output.wording import Language, some
from analysis.output.wrapping import wrap

VOICES = {"official": "#4d4d4d", "other": "#a3a3a3", "narration": "#dedede", "none": "#ffffff"}
PARTS = {"kicker": "|||||", "headline": "", "lead": "//////", "body": "", "meta": "......"}  # by their hatches
SHOWN_AS = {part: part for part in PARTS} | {"crosshead": "headline", "residue": "meta"}
# Millimetres from lane to lane, of a band, and the share of the width for names: closer where the page is too short.
CLOSER = ((2.1, 1.7, 0.26), (1.6, 1.3, 0.34), (1.3, 1.0, 0.44))
FOOT = 12.0  # millimetres under the last article


def dispersion(
    sentences: pd.DataFrame,
    matches: pd.DataFrame,
    ax: Axes,
    *,
    counting: pd.DataFrame,
    codebook: pd.DataFrame | None = None,
    articles: Mapping[str, str] | None = None,
    language: Language | None = None,
) -> Axes:
    """Where in each article the themes fall: a block an article, a lane a theme, and under them voice and part.

    In a Persian figure the text begins at the right, as on its page. `counting` holds the rows of `sentences` that
    count: matches elsewhere are drawn hollow. `articles` gives the articles' display names.
    """
    require(sentences, ["article", "sentence", "start", "end", "part", "speaker", "words"], "dispersion")
    with drawing(ax, language) as now:
        rows, themes = order(sentences["article"]), all_of(matches["theme"])
        key = _key(sentences, themes, names(codebook, now), now)
        beside = key_height(key, now.width - 4) + FOOT  # above the articles and under them
        blocks = _fitting(sentences, rows, articles, len(themes), PAGE_HEIGHT - beside, now)
        keys(ax, key, now.width - 4, names_width(blocks.names), now)
        grow(ax, len(rows) * blocks.height + beside, "dispersion", "draw fewer articles; the reading room shows each")
        placed = matches.assign(counted=keys_of(matches).isin(keys_of(counting)))
        for place, article in enumerate(rows):
            own, said = (table[table["article"] == article] for table in (placed, sentences))
            _block(ax, place, said, own, themes, blocks, now)
        rows_axis(ax, blocks.names, now, show=True)
        ax.grid(visible=False)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        room = now.width - names_width(blocks.names) - 4
        numbers_axis(ax, 0, float(sentences["end"].max()), room, flip=now.rtl)
        ax.set_xlabel(label(word("position", now)), fontsize=SMALL)
    return ax


class _Blocks(NamedTuple):
    """How close the articles stand: their wrapped names, and in millimetres the space of a lane, a band, a block."""

    names: list[str]
    lane: float
    band: float
    height: float


def _fitting(
    sentences: pd.DataFrame, rows: Sequence[str], articles: Mapping[str, str] | None, lanes: int, room: float,
    now: Style,
) -> _Blocks:  # fmt: skip
    """The blocks as far apart as so many millimetres of a page allow; the closest where none fits."""
    for lane, band, share in CLOSER:
        written = _names(sentences, rows, articles, share * now.width / POINT, now)
        lines = max(name.count("\n") + 1 for name in written) * LINE
        blocks = _Blocks(written, lane, band, max(lanes * lane + 2 * band, lines) + 1.5 * band)
        if len(rows) * blocks.height <= room:
            break
    return blocks


def _block(
    ax: Axes, place: int, sentences: pd.DataFrame, matches: pd.DataFrame, themes: Sequence[str], blocks: _Blocks,
    now: Style,
) -> None:  # fmt: skip
    """One article: the lanes of its matches, and under them the bands of voice and part."""
    top = place - 0.5 + 0.75 * blocks.band / blocks.height
    lanes = {theme: top + (n + 0.5) * blocks.lane / blocks.height for n, theme in enumerate(themes)}
    _lanes(ax, matches, sentences["end"].max(), lanes, now)
    _bands(ax, sentences, top + len(themes) * blocks.lane / blocks.height, blocks.band / blocks.height)


def _names(
    sentences: pd.DataFrame, rows: Sequence[str], articles: Mapping[str, str] | None, points: float, now: Style
) -> list[str]:
    """Each article's name and its number of words, which has a line of its own where the name has only one."""
    words = sentences.groupby("article", observed=True)["words"].sum()
    lines = []
    for row in rows:
        size, name = some(words[row], "word", now.language), named(row, articles)
        short = wrap(name, points, SMALL, 1) == name
        lines.append(f"{name}\n{size}" if short else wrap(f"{name} ({size})", points, SMALL, 3))
    return lines


def _lanes(ax: Axes, matches: pd.DataFrame, end: int, lanes: Mapping[str, float], now: Style) -> None:
    for n, (theme, y) in enumerate(lanes.items()):
        ax.plot([0, end], [y, y], color=FAINT, linewidth=0.5, linestyle="-", marker="", zorder=1)
        for full in (False, True):
            starts = matches.loc[(matches["theme"] == theme) & (matches["counted"] == full), "start"]
            if len(starts):  # a line without points would be given room at the figure's corner
                ax.plot(starts, [y] * len(starts), **_look(n, full, now), clip_on=False, zorder=3)


def _look(n: int, full: bool, now: Style) -> dict[str, Any]:
    colour = now.colour(n)
    return {
        "color": colour, "marker": now.marker(n), "linestyle": "", "markersize": 3.4,
        "markerfacecolor": colour if full else "white", "markeredgecolor": "white" if full else colour,
        "markeredgewidth": 0.3 if full else 0.7,
    }  # fmt: skip


def _bands(ax: Axes, sentences: pd.DataFrame, top: float, high: float) -> None:
    for sentence in rows_of(sentences):
        span = [(sentence.start, sentence.end - sentence.start)]
        ax.broken_barh(
            span, (top, 0.8 * high), facecolor=VOICES[sentence.speaker], edgecolor=QUIET, linewidth=0.3, zorder=2
        )
        ax.broken_barh(span, (top + high, 0.8 * high), **_part(SHOWN_AS[sentence.part]), zorder=2)


def _part(part: str) -> dict[str, Any]:
    return {
        "facecolor": INK if part == "headline" else "white",
        "edgecolor": MUTED,
        "linewidth": 0.3,
        "hatch": PARTS[part],
    }


def _key(
    sentences: pd.DataFrame, themes: Sequence[str], known: Mapping[tuple[Any, str], str], now: Style
) -> list[tuple[str, Sequence[Entry]]]:
    def marks(n: int, full: bool) -> Line2D:
        return Line2D([], [], **_look(n, full, now))

    shown = [(marks(n, True), known.get((theme, ""), theme)) for n, theme in enumerate(themes)]
    shown.append((marks(0, False), word("not counted", now)))
    voices = [voice for voice in VOICES if (sentences["speaker"] == voice).any()]
    parts = [part for part in PARTS if (sentences["part"].map(SHOWN_AS) == part).any()]
    return [
        (word("theme", now), shown),
        (
            word("voice", now),
            [(Patch(facecolor=VOICES[v], edgecolor=QUIET, linewidth=0.3), word(v, now)) for v in voices],
        ),
        (word("part", now), [(Patch(**_part(part)), word(part, now)) for part in parts]),
    ]
