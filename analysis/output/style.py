"""The look of every figure: a journal's sizes, the fonts, the colours, and what makes files the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib as mpl
from cycler import cycler

from analysis.errors import InputError
from analysis.output import rtl
from analysis.output.wording import Language

Width = Literal["column", "page"]

MM = 1 / 25.4  # inches
WIDTHS = {"column": 85.0, "page": 175.0}  # millimetres: one column of a journal, and the type area of its page
PAGE_HEIGHT = 240.0  # millimetres, of the type area with room for a caption
SMALL, TEXT, TITLE = 7.0, 8.0, 8.5  # points at print size; journals ask for no less than 7

INK, MUTED, QUIET, FAINT = "#1a1a1a", "#595959", "#b8b8b8", "#e6e6e6"

# Okabe & Ito's colours that keep enough contrast on white, each with a marker and a dash of its own,
# so that a reader who sees no colour, or a photocopy, still tells them apart. The greys differ in lightness by steps.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
GREYS = ("#000000", "#6e6e6e", "#3c3c3c", "#969696", "#545454", "#828282", "#1e1e1e")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", (0, (4, 1.5)), (0, (1, 1.2)), (0, (5, 1.2, 1, 1.2)), (0, (7, 2)), (0, (2, 2)), (0, (3, 1, 1, 1)))


@dataclass(frozen=True)
class Style:
    """What the charts need to know of the style that is in force."""

    width: float  # millimetres
    language: Language
    grey: bool

    @property
    def rtl(self) -> bool:
        """Whether the figure is read from the right."""
        return self.language == "fa"

    @property
    def start(self) -> Literal["left", "right"]:
        """The side on which reading starts."""
        return "right" if self.rtl else "left"

    @property
    def end(self) -> Literal["left", "right"]:
        """The side on which reading ends."""
        return "left" if self.rtl else "right"

    def colour(self, n: int) -> str:
        """The colour of the n-th category, from 0."""
        return (GREYS if self.grey else COLOURS)[n % len(COLOURS)]

    def marker(self, n: int) -> str:
        """The marker of the n-th category, from 0."""
        return MARKERS[n % len(MARKERS)]


_style: ContextVar[Style | None] = ContextVar("style", default=None)


def current() -> Style | None:
    """The style in force, if any."""
    return _style.get()


@contextmanager
def style(width: Width = "page", language: Language = "fa", grey: bool = False) -> Iterator[Style]:
    """Draw and save figures in the house style, for as long as the context lasts.

    `width` is a journal's column (85 mm) or page (175 mm); figures made by `plt.subplots()` have that width and keep it
    when saved. `language` is that of every label and number. `grey` draws without colour.
    """
    if width not in WIDTHS:
        raise InputError(f"There is no figure width {width!r}; choose 'column' (85 mm) or 'page' (175 mm).")
    rtl.load_fonts()
    now = Style(WIDTHS[width], language, grey)
    with rtl.speaking(language), mpl.rc_context(_parameters(now)):
        token = _style.set(now)
        try:
            yield now
        finally:
            _style.reset(token)


def _parameters(now: Style) -> dict[Any, Any]:
    return {
        "figure.figsize": (now.width * MM, 0.6 * now.width * MM),
        "figure.dpi": 150,
        "figure.facecolor": "white",
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 1.5 * MM,
        "figure.constrained_layout.h_pad": 1.5 * MM,
        "savefig.dpi": 300,
        "savefig.bbox": None,  # the size asked for, not the size of what was drawn
        "savefig.facecolor": "white",
        "font.family": rtl.FAMILY,
        "font.size": TEXT,
        "axes.titlesize": TITLE,
        "axes.titleweight": "bold",
        "axes.titlelocation": now.start,
        "axes.titlepad": 5,
        "axes.labelsize": TEXT,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "legend.fontsize": SMALL,
        "legend.frameon": False,
        "text.color": INK,
        "text.hinting": "none",  # a letter stands where it stands in SVG and PDF
        "text.parse_math": False,  # two dollar signs in a label are two dollar signs
        "axes.unicode_minus": True,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": QUIET,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.grid": False,
        "axes.prop_cycle": cycler(color=[now.colour(n) for n in range(7)], marker=MARKERS, linestyle=DASHES),
        "grid.color": FAINT,
        "grid.linewidth": 0.6,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": INK,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.major.size": 0,
        "lines.linewidth": 1.1,
        "lines.markersize": 4.2,
        "hatch.linewidth": 0.5,
        "svg.fonttype": "path",
        "svg.hashsalt": "analysis",
        "pdf.fonttype": 42,
    }
