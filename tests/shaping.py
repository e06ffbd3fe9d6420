"""What HarfBuzz draws for a line of text whose bidirectional levels are known: the reference for every label."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import groupby
from pathlib import Path

import matplotlib as mpl
import uharfbuzz as hb

from analysis.output.rtl import FONTS

DEJAVU = Path(mpl.get_data_path(), "fonts", "ttf")
FACES = {
    "normal": [FONTS / "Vazirmatn-Regular.ttf", DEJAVU / "DejaVuSans.ttf"],
    "bold": [FONTS / "Vazirmatn-Bold.ttf", DEJAVU / "DejaVuSans-Bold.ttf"],
}
INVISIBLE = set("\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


def visual_order(levels: list[int]) -> list[int]:
    """Rule L2: from the highest level to the lowest odd one, reverse every run of that level and above."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def glyphs(text: str, levels: list[int], weight: str = "normal") -> list[tuple[str, int]]:
    """Font and glyph of every visible glyph, from left to right."""
    fonts = [_font(path) for path in FACES[weight]]
    places = [0 if ord(c) in fonts[0][1] or c in INVISIBLE else 1 for c in text]
    runs = [list(run) for _, run in groupby(range(len(text)), key=lambda n: (levels[n], places[n]))]
    drawn: list[tuple[str, int]] = []
    for position in visual_order([levels[run[0]] for run in runs]):
        run = runs[position]
        font, _, name, space = fonts[places[run[0]]]
        buffer = hb.Buffer()
        buffer.add_str(text, run[0], len(run))
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if levels[run[0]] % 2 else "ltr"
        hb.shape(font, buffer)
        drawn += [(name, info.codepoint) for info in buffer.glyph_infos if info.codepoint != space]
    return drawn


@cache
def _font(path: Path) -> tuple[hb.Font, set[int], str, int]:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    font = hb.Font(face)
    return font, set(face.unicodes), path.stem, font.get_nominal_glyph(32)


def in_svg(svg: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Every line of text of an SVG whose text is drawn as paths: the string given, font and glyph of what was drawn."""
    texts = []
    for piece in svg.split("<!-- ")[1:]:
        comment, rest = piece.split(" -->", 1)
        uses = re.findall(r'href="#([A-Za-z]+(?:-[A-Z][A-Za-z]+)?)-([0-9a-f]+)"', rest)
        drawn = [(name, int(glyph, 16)) for name, glyph in uses]
        texts.append((html.unescape(comment), [(name, glyph) for name, glyph in drawn if glyph != _space(name)]))
    return texts


def _space(name: str) -> int:
    path = next(path for faces in FACES.values() for path in faces if path.stem == name)
    return _font(path)[3]
