"""How a spreadsheet stands on screen and on paper: rows as high as their text, pages as wide as the sheet."""

from __future__ import annotations

from math import ceil

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT, MOST_LINES = 15, 25  # points; Excel allows a row 409


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as its longest text needs, which not every program works out when it opens the file."""
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, sheet.max_column + 1)]
    for number, row in enumerate(sheet.iter_rows(min_row=1, values_only=True), 1):
        lines = [_lines(str(value), width) for value, width in zip(row, widths, strict=True) if value]
        sheet.row_dimensions[number].height = LINE_HEIGHT * min(max(lines, default=1), MOST_LINES)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; a letter is a little wider than the digit that widths are counted in."""
    return sum(max(1, ceil(1.1 * len(part) / width)) for part in text.split("\n"))


def fit_pages(sheet: Worksheet) -> None:
    """Print the sheet across, all columns on one page, its head on each."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
