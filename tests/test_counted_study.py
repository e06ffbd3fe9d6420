"""The study of a counted archive: the same numbers as from its texts, and everything that needs no text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import ROOT, SEEDS
from analysis.errors import InputError
from analysis.output.notebooks import OF_COUNTS, run_notebooks
from analysis.output.publish import publish
from analysis.scale.count import run
from analysis.statistics.contrasts import contrasts_of
from analysis.statistics.counting import count
from analysis.statistics.rates import rates_of
from analysis.study import Study, read_study
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches
from benchmarks import generate

THEMES = SEEDS / "themes.toml"
FEW = "یزد"  # of this city fewer articles than an interval over articles needs


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    made = generate.articles(40)
    return made.assign(city=["رشت"] * 18 + ["کرج"] * 18 + [FEW] * 4).sort_values("article", ignore_index=True)


@pytest.fixture(scope="module")
def folder(articles, tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("archive")
    articles.to_parquet(base / "all.parquet")
    return run(base / "all.parquet", base / "counted", THEMES)


@pytest.fixture(scope="module")
def study(folder) -> Study:
    return read_study(folder, by=["outlet"])


@pytest.fixture(scope="module")
def counts(articles) -> pd.DataFrame:
    said = sentences(articles)
    return count(articles, said, matches(tokens(said), read_lexicon(THEMES)))


def test_rates_are_those_of_the_texts(study, articles, counts):
    exact = ["group", "theme", "articles", "sentences", "words", "matches", "coded_sentences", "rate", "share"]
    pd.testing.assert_frame_equal(study.rates("city")[exact], rates_of(articles, counts, "city")[exact])
    bounded = study.rates("city").set_index("group")["rate_low"].notna()
    assert bounded[["رشت", "کرج"]].all()
    assert not bounded[[FEW]].any()


def test_contrasts_are_those_of_the_groups_with_articles_enough(study, articles, counts):
    kept = articles[articles["city"] != FEW]
    expected = contrasts_of(kept, counts[counts["article"].isin(kept["article"])], "city")
    pd.testing.assert_frame_equal(study.contrasts("city"), expected)


def test_groups_are_cities_and_what_is_asked_for(study, folder):
    assert study.by == ("city", "outlet")
    with pytest.raises(InputError, match="has no column 'party' to compare by; it has city, official"):
        read_study(folder, by=["party"])


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: shutil.rmtree(folder / "articles"), "has no table of articles; copy the folder"),
        (lambda folder: next((folder / "counts").iterdir()).write_bytes(b"PAR1"), "could not be read"),
    ],
    ids=["gone", "cut"],
)
def test_a_folder_that_was_not_copied_whole_is_one_sentence(folder, tmp_path, damage, told):
    copied = shutil.copytree(folder, tmp_path / "copied")
    damage(copied)
    with pytest.raises(InputError, match=told):
        read_study(copied)


def test_what_needs_no_text_is_published(study, tmp_path):
    publish(study, tmp_path, report=lambda name: None)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"cities.fa.png", "groups-outlet.en.svg", "pairs.fa.pdf", "findings.fa.md", "codebook.fa.html"} <= made
    assert {"tables/rates-city.csv", "tables/contrasts-city.csv", "tables/tables.fa.xlsx"} <= made
    assert not [name for name in made if name.startswith(("report", "reading", "exchange", "officials", "keywords"))]
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert set(told["files"]) == {"themes.toml", "manifest.json"}


def test_the_notebooks_take_the_folder_and_the_columns(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("CORPUS", "elsewhere")  # as Make hands it on
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    written = run_notebooks(paths, corpus=folder, out=tmp_path, by=["outlet"])
    assert [path.name for path in written] == list(OF_COUNTS)
    assert "**By outlet.**" in written[0].read_text("utf-8")
