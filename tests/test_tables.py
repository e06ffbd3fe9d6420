"""Tables as files: what a spreadsheet reads is what was computed, in both directions, and never a formula."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.output.tables import DANGEROUS, harmless, headings, named, study_tables, write_csv, write_tables
from analysis.output.workbook import workbook
from analysis.study import Study, read_study

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", "＝۱"]


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS)


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_tables(study, folder)
    return folder


def test_csv_opens_in_excel_and_reads_back(study, folder):
    for name, table in study_tables(study).items():
        raw = (folder / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        again = pd.read_csv(io.BytesIO(raw))
        assert list(again.columns) == list(table.columns)
        assert len(again) == len(table)
    rates = pd.read_csv(folder / "rates-city.csv")
    assert rates["matches"].tolist() == study_tables(study)["rates-city"]["matches"].tolist()


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_is_a_formula(attack, tmp_path):
    table = pd.DataFrame({"text": [attack], "log_ratio": [-1.5]})
    again = pd.read_csv(write_csv(table, tmp_path / "t.csv"), skip_blank_lines=False)
    assert not again["text"].item().startswith(DANGEROUS)
    assert again["log_ratio"].item() == -1.5
    sheet = openpyxl.load_workbook(io.BytesIO(workbook({"t": table}, headings(), "fa")))["t"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == attack
    assert sheet["B2"].value == -1.5


def test_a_sheet_is_named_as_excel_lets_it():
    book = openpyxl.load_workbook(
        io.BytesIO(workbook({"rates-[a]/b?" * 4: pd.DataFrame({"n": [1]})}, headings(), "en"))
    )
    assert book.sheetnames == ["guide", "rates- a  b rates- a  b rates- "]


def test_harmless_changes_nothing_else():
    table = pd.DataFrame({"text": ["خدمت به مردم", None, "a=b"], "n": [-1, 0, 1]})
    pd.testing.assert_frame_equal(harmless(table), table)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_workbook_has_every_table_in_its_direction(study, folder, language):
    book = openpyxl.load_workbook(folder / f"tables.{language}.xlsx")
    called = {name: words[language] for name, words in headings()["sheets"].items()}
    for name, table in study_tables(study).items():
        assert name in called, f"templates/columns.toml has no name for the sheet {name}"
        sheet = book[called[name]]
        assert bool(sheet.sheet_view.rightToLeft) == (language == "fa")
        assert sheet.max_row == len(table) + 1
        unnamed = [column for column in table if column not in headings()["columns"]]
        assert not unnamed, f"templates/columns.toml has no name for {unnamed} of the table {name}"
        assert [cell.value for cell in sheet[1]] == [headings()["columns"][column][language] for column in table]
        assert all(cell.comment for cell in sheet[1])
    rates = book[called["rates-city"]]
    column = list(study_tables(study)["rates-city"]).index("rate") + 1
    assert rates.cell(2, column).value == pytest.approx(study_tables(study)["rates-city"]["rate"].iloc[0], rel=1e-5)
    assert rates.cell(2, column).number_format == {"fa": "[$-3000429]0.0", "en": "0.0"}[language]


def test_the_persian_workbook_speaks_persian(folder):
    book = openpyxl.load_workbook(folder / "tables.fa.xlsx")
    assert "شواهد ناکافی" in {cell.value for row in book["مقایسه‌ی شهرها"] for cell in row}
    assert {row[1].value for row in book["بسامد شهرها"].iter_rows(min_row=2)} >= {"خدمت", "مشارکت"}


def test_the_same_bytes_each_time_and_no_clock(study, folder, tmp_path):
    write_tables(study, tmp_path)
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
    with zipfile.ZipFile(folder / "tables.fa.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_sheet_cannot_hold_is_made_to_fit():
    table = pd.DataFrame({"text": ["a\x00b\x0b", "خ" * 40_000], "when": [pd.Timestamp("2024-09-29"), pd.NaT]})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook({"t": table}, headings(), "en")))["t"]
    assert sheet["A2"].value == "a\ufffdb\ufffd"
    assert len(sheet["A3"].value) < 32_767
    assert (sheet["B2"].value, sheet["B3"].value) == ("2024-09-29", None)


def test_a_group_that_bears_the_name_of_a_code_keeps_it(study):
    table = pd.DataFrame(
        {"group": ["official", "core"], "speaker": ["official", "other"], "tier": ["core", "extended"]}
    )
    shown = named(table, study, "fa")
    assert shown["group"].tolist() == ["official", "core"]
    assert shown["speaker"].tolist() == ["مسئول", "دیگری"]
