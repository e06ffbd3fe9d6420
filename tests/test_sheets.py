"""Coding sheets: drawn with known weights, blind, harmless, the same bytes, and back through a real XLSX file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.statistics.validity import validity
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.coding import code, read_coding
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches
from analysis.themes.sheet_reading import read_sheet, write_coding
from analysis.themes.sheets import write_sheet


@pytest.fixture(scope="module")
def study():
    found = sentences(read_corpus(SEEDS))
    coded = code(found, matches(tokens(found), read_lexicon(SEEDS / "themes.toml")))
    return found, coded, read_codebook(SEEDS / "themes.toml")


@pytest.fixture
def sheet(study, tmp_path):
    path = tmp_path / "sheet.xlsx"
    write_sheet(path, *study, n=24, coder="second", seed=7)
    return path


def fill(path: Path, cells: dict[str, object], speaker: str | None = "official") -> None:
    book = load_workbook(path)
    page = book["coding"]
    for row in range(2, page.max_row + 1):
        page[f"I{row}"] = speaker
    for name, value in cells.items():
        page[name] = value
    book.save(path)


def test_the_sheet_is_blind_right_to_left_and_the_same_bytes(study, sheet, tmp_path):
    again = tmp_path / "again.xlsx"
    write_sheet(again, *study, n=24, coder="second", seed=7)
    assert sheet.read_bytes() == again.read_bytes()
    book = load_workbook(sheet)
    page = book["coding"]
    assert page.sheet_view.rightToLeft
    assert [cell.value for cell in page["E"][1:]] == [None] * 24
    offered = [
        [cell.value for (cell,) in book["lists"][rule.formula1.partition("!")[2].replace("$", "")]]
        for rule in page.data_validations.dataValidation
    ]
    assert offered[0][:4] == ["ethos", "delivery", "responsiveness", "ethos+delivery"]
    assert offered[-1] == ["official", "other", "narration", "none"]
    assert book["key"].sheet_state == book["lists"].sheet_state == "veryHidden"
    assert not any(
        name in "".join(str(c.value) for row in page.iter_rows() for c in row) for name in ("weight", "rasht")
    )
    order = [row[1:3] for row in book["key"].iter_rows(min_row=2, values_only=True)]
    assert order != sorted(order)


def test_a_coder_may_write_the_names_of_the_codes(study, sheet):
    found, _, codebook = study
    fill(
        sheet, {"E2": "ارائه ی خدمات + روحیه‌ی خدمت", "F3": "citizens", "G4": "گزينش شايستگان", "I3": " هیچ کس"}, "مسئول"
    )
    key = {row[0]: row[1:3] for row in load_workbook(sheet)["key"].iter_rows(min_row=2, values_only=True)}
    table = read_sheet(sheet, found, codebook).set_index(["article", "sentence"])
    assert table.loc[key[1], "service"] == "ethos+delivery"
    assert table.loc[key[2], "participation"] == "citizens"
    assert table.loc[key[3], "meritocracy"] == "selection"
    assert table["speaker"].value_counts().to_dict() == {"official": len(table) - 1, "none": 1}


def test_text_that_looks_like_a_formula_stays_text(study, tmp_path):
    found, coded, codebook = study
    evil = found.assign(text='=HYPERLINK("http://example.org","x")\x07' + found["text"])
    path = tmp_path / "evil.xlsx"
    write_sheet(path, evil, coded, codebook, n=6, coder="second", seed=1)
    page = load_workbook(path)["coding"]
    assert {page[f"C{row}"].data_type for row in range(2, 8)} == {"s"}
    fill(path, {})
    assert len(read_sheet(path, evil, codebook)) == 6


def test_round_trip_through_a_file(study, sheet, tmp_path):
    found, coded, codebook = study
    fill(sheet, {"E2": "delivery+ethos", "G3": "selection", "I4": "narration"})
    book = load_workbook(sheet)
    places = {row[0]: row[1:3] for row in book["key"].iter_rows(min_row=2, values_only=True)}
    path = write_coding(read_sheet(sheet, found, codebook), tmp_path)
    assert path == tmp_path / "coding" / "second.csv"
    back = read_coding(path)
    assert set(back["source"]) == {"second"}
    present = back[back["present"] == 1]
    assert dict(zip(present["subthemes"], zip(present["article"], present["sentence"], strict=True), strict=True)) == {
        "ethos+delivery": places[1],
        "selection": places[2],
    }
    assert (back["speaker"] == "narration").sum() == 4
    table = validity(coded, back)
    assert np.isfinite(table["recall"].dropna()).all()
    with pytest.raises(InputError, match="exists already"):
        write_coding(read_sheet(sheet, found, codebook), tmp_path)


def test_a_sheet_that_google_stored_is_read(study, sheet):
    """Google Sheets writes each whole number as 1.0."""
    fill(sheet, {"E2": "ethos"})
    expected = read_sheet(sheet, study[0], study[2])
    with zipfile.ZipFile(sheet) as book:
        members = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(sheet, "w") as book:
        for name, content in members.items():
            book.writestr(name, re.sub(rb'(t="n"><v>[0-9]+)(</v>)', rb"\1.0\2", content))
    assert isinstance(load_workbook(sheet)["key"]["C2"].value, float)
    pd.testing.assert_frame_equal(read_sheet(sheet, study[0], study[2]), expected)


@pytest.mark.parametrize("rows", [slice(1, None), slice(2, None), slice(1, 2)])
def test_a_hidden_sheet_that_was_emptied_is_told(study, sheet, rows):
    book = load_workbook(sheet)
    book["key"].delete_rows(rows.start, (rows.stop or 100) - rows.start)
    book.save(sheet)
    with pytest.raises(InputError, match="hidden sheet 'key' was changed"):
        read_sheet(sheet, study[0], study[2])


def test_many_sub_themes_are_offered_by_threes_and_taken_as_written(study, tmp_path):
    found, coded, codebook = study
    service = codebook[codebook["theme"] == "service"]
    many = [service.iloc[[1]].assign(subtheme=f"kind_{n}") for n in range(9)]
    wide = pd.concat([service.iloc[[0]], *many, codebook[codebook["theme"] != "service"]])
    path = tmp_path / "second.xlsx"
    write_sheet(path, found, coded, wide, n=6, coder="second", seed=1)
    offered = [cell.value for cell in load_workbook(path)["lists"]["E"]]
    assert len(offered) == 9 + 36 + 84
    fill(path, {"E2": "kind_5 + kind_1+kind_2+kind_8"})
    assert "kind_1+kind_2+kind_5+kind_8" in read_sheet(path, found, wide)["service"].tolist()


def test_every_bad_cell_is_named(study, sheet):
    found, _, codebook = study
    fill(sheet, {"E2": "etos", "F3": "=1+1", "I4": "mayor", "I5": None, "A6": 99, "C7": "another text"})
    with pytest.raises(InputError) as error:
        read_sheet(sheet, found, codebook)
    told = "\n".join(error.value.problems)
    for cell in (
        "cell E2: 'etos'",
        "cell F3: '=1+1'",
        "cell I4: the speaker is 'mayor'",
        "the speaker is empty in 1 of 24 rows, the first in cell I5",
    ):
        assert cell in told
    assert "cell A6: the row number 99" in told
    assert "row 5 of the sheet was deleted" in told
    fill(sheet, {"E2": None, "F3": None, "I4": "other", "I5": "other", "A6": 5})
    with pytest.raises(InputError, match="cell C7: the text is not that of sentence"):
        read_sheet(sheet, found, codebook)


def test_a_corpus_that_changed_and_a_file_that_is_none(study, sheet, tmp_path):
    found, _, codebook = study
    with pytest.raises(InputError, match="no longer stands at"):
        read_sheet(sheet, found.assign(start=found["start"] + 1), codebook)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    with pytest.raises(InputError, match="save it as XLSX"):
        read_sheet(broken, found, codebook)


def test_the_coder_needs_a_name_that_can_be_a_file(study, tmp_path):
    with pytest.raises(InputError, match=r"name '\.\./x'"):
        write_sheet(tmp_path / "x.xlsx", *study, n=5, coder="../x", seed=1)
