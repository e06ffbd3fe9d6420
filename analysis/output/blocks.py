"""What a report is made of, before it is a page or a Word file."""

from __future__ import annotations

from typing import NamedTuple

from analysis.output.wording import reads_right


class Cells(NamedTuple):
    """A table ready for print: caption, heads of the columns, rows, and which columns hold numbers."""

    caption: str
    heads: list[str]
    rows: list[list[str]]
    numbers: tuple[int, ...]


def leftward(cells: Cells) -> set[int]:
    """The columns in which most cells are to be read from right to left, as Persian names in an English table."""
    columns = enumerate(zip(*cells.rows, strict=True))
    return {n for n, column in columns if 2 * sum(map(reads_right, column)) > len(column)}


class Block(NamedTuple):
    """One piece of a report: its kind (title, subtitle, heading, text, item, reference, table, figure) and its text."""

    kind: str
    text: str  # of a table or figure, its caption
    table: Cells | None = None
    image: bytes = b""  # PNG
    alt: str = ""
