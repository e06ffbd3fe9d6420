"""Everything about drawing Persian: what matplotlib must be given so that a reader sees the logical text.

Nothing else in the package reshapes, reorders or reverses text. A matplotlib that carries libraqm (3.11 and later)
shapes and reorders each line by itself and must get the logical text; handing it reshaped text draws it reversed and
unjoined, silently. An older one draws code points from left to right and must get presentation forms in visual order.
Which of the two is running is seen on matplotlib itself, not read off its version.

The reference for "right" is what HarfBuzz draws after the Unicode bidirectional algorithm, in the base direction of
the figure's language. So a bare minus before a Persian number stands to its right, as in any browser; `number()`
writes the marks that keep it on the left, where a reader of figures looks for it.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib import font_manager, ft2font

from analysis.errors import InputError
from analysis.output import wording
from analysis.output.wording import Language

FONTS = Path(__file__).parent / "fonts"
FAMILY = ["Vazirmatn", "DejaVu Sans"]  # DejaVu, which matplotlib ships, has the symbols that Vazirmatn lacks
NATIVE = hasattr(ft2font, "__libraqm_version__")

LRM, RLM, ZWNJ = "\u200e", "\u200f", "\u200c"

# Whatever a reader of plain text takes for the end of a line; the algorithm too ends a paragraph at most of them.
_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Marks of direction that an author may need. Overrides, which only serve to show letters backwards, become embeddings.
_DIRECTION = dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_OVERRIDES = str.maketrans({"\u202d": "\u202a", "\u202e": "\u202b", "\t": " "})
_JOINERS = "\u200b\u200c\u200d"
_EMBEDDINGS = str.maketrans({"\u2066": "\u202a", "\u2067": "\u202b", "\u2068": "\u202b", "\u2069": "\u202c"})
_PAIRS = {"(": ")", "[": "]", "{": "}"}

_language: ContextVar[Language] = ContextVar("language", default="fa")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Draw labels and numbers in this language for as long as the context lasts."""
    if language not in ("fa", "en"):
        raise InputError(f"A figure cannot speak {language!r}; its language is 'fa' (Persian) or 'en' (English).")
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> Language:
    """The language that labels are being drawn in: Persian unless `figures.style` says otherwise."""
    return _language.get()


def label(text: str) -> str:
    """What matplotlib must be told to draw so that `text`, in logical order, is read as written.

    Lines are kept apart. Text in one direction only keeps that direction; mixed text, and text that is all digits and
    marks, takes the direction of the figure's language. Characters that no shipped font has are left out, a run
    of letters among them as one ellipsis, so that no box is ever drawn.

    >>> label("مشارکت مردم") == "مشارکت مردم" or not NATIVE
    True
    """
    text = drawable(str(text))
    rtl = direction(text) == "R"
    draw = _marked if NATIVE else _visual
    return "\n".join(draw(line, rtl) if line else "" for line in text.split("\n"))


def drawable(text: str) -> str:
    """The text without what cannot be drawn: controls, lone surrogates, what no font has; tabs are spaces."""
    text = _LINE_BREAKS.sub("\n", text).translate(_OVERRIDES)
    if not text.isascii() or not text.isprintable():
        text = re.sub(r"[^ -~]+", lambda found: _covered(found.group()), text)
    return text


def direction(text: str) -> Literal["L", "R"]:
    """The base direction of a label."""
    strong = {unicodedata.bidirectional(character) for character in text if character not in _DIRECTION}
    if strong & {"R", "AL"} and "L" not in strong:
        return "R"
    if "L" in strong and not strong & {"R", "AL"}:
        return "L"
    return "R" if language() == "fa" else "L"


def number(value: float, decimals: int = 0) -> str:
    """A number as the figure's language writes it, in logical order; the empty string if it is missing.

    >>> number(1234.5, 1)
    '۱٬۲۳۴٫۵'
    >>> with speaking("en"): number(-0.25, 2)
    '−0.25'
    """
    if value is None or not math.isfinite(value):
        return ""
    written = wording.number(value, language(), decimals)
    # The first mark keeps the minus left of its number, the second keeps that from turning the numbers that follow.
    return f"{LRM}{written}{RLM}" if written.startswith("−") and language() == "fa" else written


@functools.cache
def load_fonts() -> None:
    """Make the shipped fonts known to matplotlib, once a process."""
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


@functools.cache
def _coverage() -> frozenset[int]:
    paths = [FONTS / "Vazirmatn-Regular.ttf", Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")]
    return frozenset(code for path in paths for code in ft2font.FT2Font(str(path)).get_charmap())


def _covered(run: str) -> str:
    """One run of characters beyond printable ASCII: those that some font can draw or that steer the others."""
    kept: list[str] = []
    for character in run:
        category = unicodedata.category(character)
        if character in _DIRECTION or character in _JOINERS or character == "\n":
            kept.append(character)
        elif category in ("Cc", "Cf", "Cs", "Cn", "Co") or "\ufe00" <= character <= "\ufe0f" or character == "\u034f":
            continue
        elif ord(character) in _coverage():
            kept.append(character)
        elif category[0] in "LN" and kept[-1:] != ["…"]:
            kept.append(_compatible(character))
        elif category == "Zs":
            kept.append(" ")
    return "".join(kept)


def _compatible(character: str) -> str:
    """A letter that no font has by its plain equivalent (𝐀 is A), else an ellipsis: something is left out here."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(ord(letter) in _coverage() for letter in plain) else "…"


def _marked(line: str, rtl: bool) -> str:
    """The logical line for libraqm, which follows the first strong character: a mark goes first if needed."""
    return line if _first_strong(line) == ("R" if rtl else "L") else (RLM if rtl else LRM) + line


def _first_strong(line: str) -> str:
    """The direction that a line shows by itself: L, R, or nothing (rule P2: what stands in isolates does not count)."""
    depth = 0
    for character in line:
        kind = unicodedata.bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return ""


def _visual(line: str, rtl: bool) -> str:
    """The line in presentation forms and visual order, for a matplotlib that neither joins nor reorders."""
    # `bidi.get_display` is compiled and never mirrors brackets; the module's own does, but knows neither isolates
    # nor the rule of paired brackets.
    from bidi.algorithm import get_display

    line = _paired(line.translate(_EMBEDDINGS), rtl)
    drawn = get_display(_reshaper().reshape(line), base_dir="R" if rtl else "L")
    return "".join(character for character in drawn if unicodedata.category(character) != "Cf" and character != ZWNJ)


@functools.cache
def _reshaper():  # type: ignore[no-untyped-def]  # the library has no types, and a newer matplotlib does not need it
    from arabic_reshaper import ArabicReshaper

    # By default the library deletes tanwin and hamza (مثلاً becomes مثلا) and takes isolated forms that fonts lack.
    return ArabicReshaper({"delete_harakat": False, "use_unshaped_instead_of_isolated": True})


def _paired(line: str, rtl: bool) -> str:
    """Marks beside the brackets that rule N0 gives another direction than their neighbours would."""
    base = "R" if rtl else "L"
    sides = list(_sides(line, base))
    beside: dict[int, str] = {}
    for start, end in _brackets(line):
        inside = {*sides[start + 1 : end]} - {""}
        before = next((side for side in reversed(sides[:start]) if side), base)
        if inside:
            sides[start] = sides[end] = base if base in inside else before
            beside[start] = beside[end] = LRM if sides[start] == "L" else RLM
    return "".join(f"{beside[n]}{c}{beside[n]}" if n in beside else c for n, c in enumerate(line))


def _brackets(line: str) -> list[tuple[int, int]]:
    """The pairs of matching brackets, in the order in which they open."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for n, character in enumerate(line):
        if character in _PAIRS:
            opened.append((_PAIRS[character], n))
        elif character in _PAIRS.values() and any(close == character for close, _ in opened):
            while opened[-1][0] != character:
                opened.pop()
            pairs.append((opened.pop()[1], n))
    return sorted(pairs)


def _sides(line: str, base: str) -> Iterator[str]:
    """The side each character takes in rule N0: numbers count as written from the right, unless they follow Latin."""
    last = base
    for character in line:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            last = "L" if kind == "L" else "R"
        yield last if kind in ("L", "R", "AL", "EN") else "R" if kind == "AN" else ""
