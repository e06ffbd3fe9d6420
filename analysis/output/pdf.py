"""A mend of matplotlib's PDF writer, which moves some glyphs twice.

Since 3.11 `RendererPdf.draw_text` sets the pen to a glyph's absolute place whenever the font or its subset changes, and
then applies that glyph's kern once more, so the rest of a Persian line slides. The place already holds the kern, so a
kern at such a change has to be nothing. Were matplotlib mended, the same holds and this changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from matplotlib.backends import backend_pdf

from analysis.output import rtl


@dataclass
class _Glyph:
    """What `draw_text` reads of a glyph."""

    ft_object: Any
    char: str
    glyph_index: int
    x: float
    y: float
    prev_kern: float


@contextmanager
def right_kerns() -> Iterator[None]:
    """Save PDFs with every glyph in its place."""
    if not rtl.NATIVE:  # the older writer neither shapes nor has the fault
        yield
        return
    draw, layout = backend_pdf.RendererPdf.draw_text, backend_pdf._text_helpers.layout

    def draw_text(self: Any, *arguments: Any, **named: Any) -> None:
        def mended(*given: Any, **options: Any) -> Iterator[_Glyph]:
            last = None
            for item in layout(*given, **options):
                subset, _ = self.file._character_tracker.track_glyph(item.ft_object, item.char, item.glyph_index)
                kern = item.prev_kern if (item.ft_object, subset) == last else 0.0
                last = (item.ft_object, subset)
                yield _Glyph(item.ft_object, item.char, item.glyph_index, item.x, item.y, kern)

        with patch.object(backend_pdf._text_helpers, "layout", mended):
            draw(self, *arguments, **named)

    with patch.object(backend_pdf.RendererPdf, "draw_text", draw_text):
        yield
