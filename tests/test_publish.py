"""What is exported of a corpus that has least: two themes without sub-themes, three short articles, no hand coding."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis.output.manifest import manifest
from analysis.output.plates.comparison import subthemes
from analysis.output.publish import jobs
from analysis.output.report import write_report
from analysis.study import Study, read_study

ARTICLES = {
    "a1": ("یزد", "زهرا محمدی", "زهرا محمدی شهردار یزد گفت: ایمنی معابر مهم است. وی افزود: فضای سبز دو برابر شد."),
    "a2": ("یزد", "زهرا محمدی", "زهرا محمدی گفت: درختان تازه کاشته شد. وی بیان کرد: ایمنی ساختمان‌ها بررسی می‌شود."),
    "a3": ("قم", "علی کاظمی", "علی کاظمی شهردار قم گفت: فضای سبز افزایش یافت. وی افزود: بودجه تصویب شد."),
}
THEME = '[themes.{0}]\nname_fa = "{1}"\nname_en = "{0}"\ndefinition = "Whatever is said of {0}."\n'
ENTRY = '[[entries]]\ntheme = "{0}"\npattern = "{1}"\ntier = "core"\nnote = "The word."\n'


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Study:
    folder = tmp_path_factory.mktemp("least")
    (folder / "articles").mkdir()
    lines = [f"{article},{city},{official}" for article, (city, official, _) in ARTICLES.items()]
    (folder / "articles.csv").write_text("\n".join(["article,city,official", *lines]), "utf-8")
    for article, (_, _, text) in ARTICLES.items():
        (folder / "articles" / f"{article}.txt").write_text(text, "utf-8")
    themes = [("safety", "ایمنی"), ("green", "فضای سبز")]
    written = [THEME.format(*theme) for theme in themes] + [ENTRY.format(*theme) for theme in themes]
    (folder / "themes.toml").write_text("\n".join(written), "utf-8")
    return read_study(folder)


def test_everything_but_figures_is_written(study, tmp_path):
    for job in jobs(study, tmp_path):
        if "figure" not in job.name:
            job.write()
    write_report(study, tmp_path)
    made = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"report.fa.docx", "reading.html", "codebook.fa.html", "findings.fa.md", "tables.fa.xlsx"} <= made
    assert not [path.name for path in tmp_path.rglob(".*")]
    rates = pd.read_csv(tmp_path / "tables" / "rates-city.csv", encoding="utf-8-sig")
    assert rates.set_index(["group", "theme"])["matches"].to_dict() == {
        ("یزد", "safety"): 2,
        ("یزد", "green"): 1,
        ("قم", "safety"): 0,
        ("قم", "green"): 1,
    }


def test_without_sub_themes_there_is_no_figure_of_them(study):
    assert subthemes(study) == []


def test_the_manifest_names_everything_the_numbers_rest_on(study, tmp_path):
    told = manifest(study)
    assert list(told["articles"]) == list(ARTICLES)
    assert set(told["files"]) == {"themes.toml"}
    assert {"hazm", "pandas", "persian-discourse"} <= set(told["versions"])
    assert json.loads(json.dumps(told)) == told
