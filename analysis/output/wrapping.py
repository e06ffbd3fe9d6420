"""How wide a line of logical text is drawn, and logical text broken into lines before anything is reordered."""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.output import rtl

WORD = re.compile(r"\(\S+ \S+\)\S*|\S+")  # what a line ends after; a count in brackets, «(1 article)», stays together
NARROWER = (0.55, 0.65, 0.75, 0.85)  # shares of the width that are tried for even lines
LONGEST = 800  # characters of a name that are looked at: more would not fit four lines of a page


def width(text: str, size: float, weight: str = "normal") -> float:
    """How wide one line of logical text is drawn, in points."""
    return _width(rtl.label(text), size, weight)


def wrap(text: str, points: float, size: float, lines: int = 4, weight: str = "normal") -> str:
    """Break logical text into lines no wider than so many points; what needs more than `lines` ends in an ellipsis."""
    paragraphs = rtl.drawable(str(text)[:LONGEST]).split("\n")
    broken = [line for paragraph in paragraphs for line in _even(paragraph, points, size, weight)]
    if len(broken) > lines:
        last = broken[lines - 1]
        while last and width(last + "…", size, weight) > points:
            last = last[:-1]
        broken = [*broken[: lines - 1], last.rstrip() + "…"]
    return "\n".join(broken)


def _even(paragraph: str, points: float, size: float, weight: str) -> list[str]:
    """As few lines as fit, as even as they can be, so that no word stands alone in the last one."""
    lines = _broken(paragraph, points, size, weight)
    for share in NARROWER if len(lines) > 1 else ():
        even = _broken(paragraph, share * points, size, weight)
        if len(even) == len(lines) and " ".join(even) == " ".join(lines):  # and no word was cut for it
            return even
    return lines


def _broken(paragraph: str, points: float, size: float, weight: str) -> list[str]:
    lines, line = [], ""
    for piece in (part for word in WORD.findall(paragraph) for part in _pieces(word, points, size, weight)):
        longer = f"{line} {piece}" if line else piece
        if line and width(longer, size, weight) > points:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line] if line else lines


def _pieces(word: str, points: float, size: float, weight: str) -> Iterator[str]:
    """A word, cut where it alone is wider than the line: after a ZWNJ, hyphen, slash or space if it has one."""
    while len(word) > 1 and width(word, size, weight) > points:
        fits = max(1, bisect_right(range(len(word)), points, key=lambda n: width(word[:n], size, weight)) - 1)
        seams = [n for n in range(fits, fits // 2, -1) if word[n - 1] in f"{rtl.ZWNJ}-/_ "]
        cut = seams[0] if seams else fits
        while cut > 1 and unicodedata.combining(word[cut]):
            cut -= 1
        yield word[:cut].rstrip()
        word = word[cut:].lstrip()
    yield word


@functools.lru_cache(maxsize=2**14)
def _width(drawn: str, size: float, weight: str) -> float:
    rtl.load_fonts()
    if not drawn.strip():
        return 0.0
    with mpl.rc_context({"text.parse_math": False}):
        prop = FontProperties(family=rtl.FAMILY, size=size, weight=weight)
        return max(text_to_path.get_text_width_height_descent(line, prop, False)[0] for line in drawn.split("\n"))
