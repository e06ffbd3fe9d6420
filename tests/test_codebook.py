"""The codebook in print: everything themes.toml defines, and how a sentence is read, in both languages."""

from __future__ import annotations

import pytest

from analysis.codes import PARTS, SPEAKERS
from analysis.commands import SEEDS
from analysis.output.blocks import Block
from analysis.output.codebook import codebook, write_codebook
from analysis.themes.lexicon import read_codebook

THEMES = SEEDS / "themes.toml"
OWN = """
[themes.safety]
name_fa = "ایمنی"
name_en = "safety"
definition = "Keeping residents safe from <fire>."

[[entries]]
theme = "safety"
pattern = "ایمنی"
tier = "core"
note = "The word."
examples = ["ایمنی معابر مهم است."]
"""


def texts(blocks: list[Block]) -> set[str]:
    """Everything that stands in running text or in a cell."""
    rows = [row for block in blocks if block.table for row in block.table.rows]
    return {block.text for block in blocks} | {cell for row in rows for cell in row}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_it_holds_every_definition_and_every_code(language):
    said = texts(list(codebook(THEMES, language)))
    table = read_codebook(THEMES)
    field = "definition_fa" if language == "fa" else "definition"
    assert set(table[field]) <= said
    assert {*table["subtheme"], *SPEAKERS, *PARTS} - {""} <= said


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_sub_theme_is_shown_by_a_sentence(language):
    wide = {"fa": 4, "en": 3}[language]  # the English names are the codes themselves and are not told twice
    tables = [block.table for block in codebook(THEMES, language) if block.table and len(block.table.heads) == wide]
    assert len(tables) == 4
    assert all(row[-1] for table in tables for row in table.rows)


def test_a_codebook_of_one_theme_without_sub_themes_is_whole(tmp_path):
    (tmp_path / "themes.toml").write_text(OWN, "utf-8")
    paths = write_codebook(tmp_path / "themes.toml", tmp_path / "out")
    assert [path.name for path in paths] == [
        "codebook.fa.html",
        "codebook.fa.docx",
        "codebook.en.html",
        "codebook.en.docx",
    ]
    page = paths[0].read_text("utf-8")
    assert "ایمنی معابر مهم است." in page
    assert "Keeping residents safe from &lt;fire&gt;." in page  # no Persian definition: the English one, as text
    assert "ایمنی (safety)" in page


def test_the_same_file_gives_the_same_bytes(tmp_path):
    first, second = ([path.read_bytes() for path in write_codebook(THEMES, tmp_path / name)] for name in ("a", "b"))
    assert first == second
