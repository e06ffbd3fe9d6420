"""What the README, the datasheet and the guide say is what the study says and the project holds today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import analysis
from analysis.commands import ROOT
from analysis.themes.check import lexicon_problems


def test_the_finding_of_the_readme_is_the_study_s():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme.partition("<!-- findings -->\n")[2].partition("<!-- /findings -->")[0]
    assert told == (ROOT / "figures" / "findings.en.md").read_text(encoding="utf-8")


def test_every_figure_that_the_readme_shows_is_exported():
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("!["):
            assert (ROOT / line.partition("](")[2].rstrip(")")).is_file(), line


def test_the_datasheet_counts_what_the_study_counts():
    """A line an article: id, official, outlet, date, sentences, those that count, and their words."""
    datasheet = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    rows = [[cell.strip("` ") for cell in line.split("|")[1:-1]] for line in datasheet.splitlines() if "| `" in line]
    said = analysis.sentences(analysis.read_corpus(ROOT / "seeds"))
    counted = analysis.counted(said)
    expected = {
        article: [
            len(of_article),
            (counted["article"] == article).sum(),
            counted[counted["article"] == article].words.sum(),
        ]
        for article, of_article in said.groupby("article")
    }
    assert {row[0]: [int(cell) for cell in row[4:]] for row in rows if len(row) == 7} == expected
    assert f"{len(said)} sentences on the pages, {len(counted)} of which count" in " ".join(datasheet.split())


def test_every_file_that_a_document_names_is_there():
    for document in ("README.md", "CONTRIBUTING.md", "seeds/README.md"):
        for named in re.findall(r"`([\w./-]+(?:\.(?:py|toml|md|csv|cff)|/))`", (ROOT / document).read_text("utf-8")):
            places = (ROOT, ROOT / Path(document).parent, ROOT / "analysis", ROOT / "seeds", ROOT / "figures")
            example = re.search(r"NAME|ID|my-|FOLDER", named)
            assert example or any((place / named).exists() for place in places), f"{document}: {named}"


@pytest.mark.parametrize("document", ["README.md", "README.fa.md"])
def test_the_themes_that_a_document_shows_are_sound(document, tmp_path):
    shown = (ROOT / document).read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "themes.toml").write_text(shown, encoding="utf-8")
    assert lexicon_problems(tmp_path / "themes.toml") == []
