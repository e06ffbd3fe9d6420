"""Tables as one workbook: right to left in Persian, numbers formatted, every column explained, nothing computed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analysis.output.export import digits
from analysis.packing import saved, storable
from analysis.spreadsheet import fit_pages, fit_rows
from analysis.versions import PACKAGE

NO_TITLE = re.compile(r"[\[\]*?:/\\]")  # what the name of a sheet may not have, besides more than 31 characters
MOST_ROWS = 1_000_000  # a sheet ends at 1,048,576; the CSV holds every row
MOST_CHARACTERS = 32_000  # a cell ends at 32,767
PERSIAN_DIGITS = "[$-3000429]"  # Excel's mark for the digits of Persian, before a number format
WIDTHS = (8, 60)
NAME = "Tahoma"  # stands on Windows and Mac with every Persian letter; LibreOffice has a substitute
HEAD = PatternFill("solid", fgColor="E8EEF3")
LINE = Border(bottom=Side("thin", color="B8B8B8"))


def workbook(tables: Mapping[str, pd.DataFrame], words: Mapping[str, Mapping[str, Any]], language: str) -> bytes:
    """An XLSX file with a guide and one sheet for each table, the same bytes each time.

    `words` gives the names and meanings of columns and sheets (templates/columns.toml).
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = PACKAGE
    book.properties.language = language
    for name, table in {"about": _guide(tables, words, language), **tables}.items():
        called = words["sheets"].get(name, {}).get(language, name)
        _fill(book.create_sheet(NO_TITLE.sub(" ", called)[:31]), table, words["columns"], language)
    return saved(book)


def _guide(tables: Mapping[str, pd.DataFrame], words: Mapping[str, Mapping[str, Any]], language: str) -> pd.DataFrame:
    """What each column means, its name in the CSV files, and the sheets that have it."""
    where: dict[str, list[str]] = {}
    for name, table in tables.items():
        for column in table:
            where.setdefault(str(column), []).append(words["sheets"].get(name, {}).get(language, name))
    comma = "، " if language == "fa" else ", "
    rows = []
    for column, sheets in where.items():
        known = words["columns"].get(column, {})
        rows.append((known.get(language, column), known.get(f"about_{language}", ""), column, comma.join(sheets)))
    return pd.DataFrame(rows, columns=["column", "about", "CSV", "sheet"])


def _fill(sheet: Worksheet, table: pd.DataFrame, columns: Mapping[str, Any], language: str) -> None:
    rtl = language == "fa"
    looks: dict[tuple[object, ...], Any] = {}
    sheet.sheet_view.rightToLeft = rtl
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "A2"
    fit_pages(sheet)
    for place, name in enumerate(table.columns, 1):
        known = columns.get(name, {})
        _head(sheet.cell(1, place), known.get(language, str(name)), known.get(f"about_{language}", ""), rtl)
        values = [_plain(value) for value in table[name].head(MOST_ROWS)]
        shape = (PERSIAN_DIGITS if rtl else "") + known.get("format", "General")
        for row, value in enumerate(values, 2):
            _write(sheet.cell(row, place), value, shape, rtl, looks)
        sheet.column_dimensions[get_column_letter(place)].width = _width(values, known.get(language, str(name)))
    fit_rows(sheet)
    sheet.auto_filter.ref = sheet.dimensions


def _head(cell: Cell, name: str, about: str, rtl: bool) -> None:
    cell.value, cell.data_type = name, "s"
    cell.font, cell.fill, cell.border = Font(name=NAME, bold=True), HEAD, LINE
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if rtl else 1)
    if about:
        cell.comment = Comment(about, PACKAGE, height=60, width=240)


def _write(cell: Cell, value: Any, shape: str, rtl: bool, looks: dict[tuple[object, ...], Any]) -> None:
    """One cell; text is text even where it looks like a formula, and is read in its own direction."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        persian = any(unicodedata.bidirectional(char) in ("R", "AL") for char in value)
        look: tuple[object, ...] = (persian, value[:1] in tuple("=+-@"))
    else:
        look = (shape,)
    if look not in looks:  # a style is found once, for looking it up costs more than the cell
        _style(cell, look, rtl)
        looks[look] = cell._style
    cell._style = looks[look]


def _style(cell: Cell, look: tuple[object, ...], rtl: bool) -> None:
    cell.font = Font(name=NAME)
    if len(look) == 2:
        persian, cell.quotePrefix = look
        cell.alignment = Alignment("right" if rtl else "left", "top", wrap_text=True, readingOrder=2 if persian else 1)
    else:
        cell.number_format = look[0]
        cell.alignment = Alignment("left" if rtl else "right", "top")


def _plain(value: Any) -> Any:
    """A value that a cell can hold: no control characters, no missing numbers, dates as text of their own."""
    if isinstance(value, str):
        return storable(value)[:MOST_CHARACTERS]
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    value = value.item() if hasattr(value, "item") else value
    return float(digits(value)) if isinstance(value, float) else value


def _width(values: list[Any], name: str) -> float:
    """Wide enough for most of what stands in the column."""
    lengths = sorted(len(str(value)) for value in values if value is not None) or [0]
    usual = lengths[int(0.9 * (len(lengths) - 1))]
    return min(max(usual + 2, len(name) + 3, WIDTHS[0]), WIDTHS[1])
