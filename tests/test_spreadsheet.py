"""Spreadsheets on screen and on paper: rows as high as their text, pages as wide as the sheet."""

from __future__ import annotations

from openpyxl import Workbook

from analysis.spreadsheet import LINE_HEIGHT, MOST_LINES, fit_pages, fit_rows


def test_a_row_is_as_high_as_its_longest_text():
    sheet = Workbook().active
    sheet.column_dimensions["A"].width = 11
    for cells in (["x" * 95, "y"], ["one\ntwo", None], [None, None], ["x" * 5000, 3]):
        sheet.append(cells)
    fit_rows(sheet)
    heights = [sheet.row_dimensions[number].height / LINE_HEIGHT for number in range(1, 5)]
    assert heights == [10, 2, 1, MOST_LINES]  # ten letters fit where eleven digits would


def test_a_page_is_as_wide_as_the_sheet_and_has_its_head():
    sheet = Workbook().active
    sheet.append(["theme", "rate"])
    fit_pages(sheet)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
