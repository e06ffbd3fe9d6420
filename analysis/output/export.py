"""Figures as files: PNG at 300 dpi, SVG, PDF, the numbers behind them and a caption; the same bytes on every run."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import InputError
from analysis.files import write_whole
from analysis.output.pdf import right_kerns
from analysis.output.style import current, style

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


def export(figure: Figure, folder: str | Path, name: str, table: pd.DataFrame, caption: str, alt: str) -> list[Path]:
    """Write a figure under `name` and the language of the style in force; gives the paths written.

    `NAME.fa.png`, `.svg` and `.pdf` carry the alternative text `alt` in their metadata; `NAME.csv` holds `table`, the
    numbers that were drawn; `NAME.fa.txt` holds the caption. Each file is whole or not there.
    """
    if not NAME.match(name):
        raise InputError(
            f"A figure cannot be named {name!r}; use small Latin letters, digits, hyphens and underscores."
        )
    now = current()
    if now is None:
        with style():
            return export(figure, folder, name, table, caption, alt)
    stem = Path(folder) / f"{name}.{now.language}"
    files: list[tuple[str, bytes | str]] = [
        (f"{stem}.png", _drawn(figure, "png", {"Title": name, "Description": alt, "Software": None})),
        (f"{stem}.svg", _svg(figure, name, alt, now.language)),
        (f"{stem}.pdf", _pdf(figure, name, alt)),
        (f"{stem}.txt", caption.strip() + "\n"),
        (f"{Path(folder) / name}.csv", table.to_csv(index=False, lineterminator="\n", float_format=digits)),
    ]
    return [write_whole(path, data) for path, data in files]


def digits(value: float) -> str:
    """A number as files have it: six significant digits, and all of its whole part.

    What follows hangs on the processor, as numpy takes what each has for logarithms and sums: with all the digits
    the same study gives other bytes on another machine.

    >>> digits(12.379642365887207), digits(2.0), digits(1234567.89)
    ('12.3796', '2', '1234568')
    """
    return f"{value:.0f}" if abs(value) >= 1e6 else f"{value:.6g}"


def _drawn(figure: Figure, kind: str, metadata: dict[str, str | None]) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=kind, metadata=metadata)
    return file.getvalue()


def _pdf(figure: Figure, name: str, alt: str) -> bytes:
    with right_kerns():
        return _drawn(
            figure, "pdf", {"Title": name, "Subject": alt, "CreationDate": None, "Creator": None, "Producer": None}
        )


def _svg(figure: Figure, name: str, alt: str, language: str) -> bytes:
    """The SVG with its alternative text also where a screen reader looks for it."""
    svg = _drawn(figure, "svg", {"Title": name, "Description": alt, "Date": None, "Creator": None}).decode("utf-8")
    described = f"<desc>{escape(alt)}</desc>\n <metadata>"
    svg = svg.replace("<svg ", f'<svg role="img" xml:lang="{language}" ', 1)
    return svg.replace("<metadata>", described, 1).encode("utf-8")
