"""Where in each article the themes fall, with the part of the page and the voice of every sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

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
from analysis.output.rtl import label, number
from analysis.output.style import FAINT, INK, MUTED, PAGE_HEIGHT, QUIET, SMALL, Style
from analysis.output.wording import Language
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
    counting: pd.DataFrame | None = None,
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
        rows = order(sentences["article"])
        themes = all_of(matches["theme"])
        known = names(codebook, now)
        key = _key(sentences, themes, known, counting is not None, now)
        for pitch, band, share in CLOSER:
            written = _names(sentences, rows, articles, share * now.width / POINT, now)
            room = now.width - names_width(written) - 4
            high = max(name.count("\n") + 1 for name in written) * LINE
            block = max(len(themes) * pitch + 2 * band, high) + 1.5 * band
            height = len(rows) * block + key_height(key, now.width - 4) + FOOT
            if height <= PAGE_HEIGHT:
                break
        keys(ax, key, now.width - 4, names_width(written), now)
        grow(ax, height, "dispersion", " The reading room shows each article.")
        ends = sentences.groupby("article", observed=True)["end"].max()
        for place, article in enumerate(rows):
            top = place - 0.5 + 0.75 * band / block
            lanes = [top + (n + 0.5) * pitch / block for n in range(len(themes))]
            own = matches[matches["article"] == article]
            _lanes(ax, own, ends[article], dict(zip(themes, lanes, strict=True)), _counted(own, counting), now)
            under = top + len(themes) * pitch / block
            _bands(ax, sentences[sentences["article"] == article], under, band / block)
        rows_axis(ax, written, now, show=True)
        ax.grid(visible=False)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        numbers_axis(ax, 0, float(ends.max()), room, flip=now.rtl)
        ax.set_xlabel(label(word("position", now)), fontsize=SMALL)
    return ax


def _names(
    sentences: pd.DataFrame, rows: Sequence[str], articles: Mapping[str, str] | None, points: float, now: Style
) -> list[str]:
    """Each article's name and its number of words, which has a line of its own where the name has only one."""
    words = sentences.groupby("article", observed=True)["words"].sum()
    lines = []
    for row in rows:
        size, name = word("words", now, n=number(words[row])), named(row, articles)
        short = wrap(name, points, SMALL, 1) == name
        lines.append(f"{name}\n{size}" if short else wrap(f"{name} ({size})", points, SMALL, 3))
    return lines


def _counted(matches: pd.DataFrame, counting: pd.DataFrame | None) -> pd.Series:
    if counting is None:
        return pd.Series(True, index=matches.index)
    known = set(zip(counting["article"], counting["sentence"], strict=True))
    places = zip(matches["article"], matches["sentence"], strict=True)
    return pd.Series([place in known for place in places], matches.index, dtype=bool)


def _lanes(
    ax: Axes, matches: pd.DataFrame, end: int, lanes: Mapping[str, float], counted: pd.Series, now: Style
) -> None:
    for n, (theme, y) in enumerate(lanes.items()):
        ax.plot([0, end], [y, y], color=FAINT, linewidth=0.5, linestyle="-", marker="", zorder=1)
        for full in (False, True):
            starts = matches.loc[(matches["theme"] == theme) & (counted == full), "start"]
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
    sentences: pd.DataFrame, themes: Sequence[str], known: Mapping[tuple[Any, str], str], hollow: bool, now: Style
) -> list[tuple[str, Sequence[Entry]]]:
    def marks(n: int, full: bool) -> Line2D:
        return Line2D([], [], **_look(n, full, now))

    shown = [(marks(n, True), known.get((theme, ""), theme)) for n, theme in enumerate(themes)]
    if hollow:
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
