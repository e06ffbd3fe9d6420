"""What is exported of a corpus that has least: two themes without sub-themes, three short articles, no hand coding."""

from __future__ import annotations

import dataclasses
import json
import shutil

import openpyxl
import pandas as pd
import pytest

from analysis.errors import InputError, PageError
from analysis.output.exchange_refi import variables
from analysis.output.findings import findings_text
from analysis.output.manifest import manifest
from analysis.output.plates import texts
from analysis.output.plates.comparison import groups, subthemes
from analysis.output.plates.instrument import _commonest
from analysis.output.publish import jobs
from analysis.output.report import report, write_report
from analysis.output.tables import study_tables, write_tables
from analysis.study import Study, folder_problems, read_study

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
    write_report(study, tmp_path, [])
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


def test_a_figure_that_no_page_holds_is_left_out_with_a_sentence(study, tmp_path):
    """Two hundred articles: the figure of every article's text would be metres high, and all else is made."""
    numbers = [str(n) for n in range(200)]
    many = study.articles.iloc[[0] * 200].assign(article=numbers)
    own = study.sentences[study.sentences["article"] == "a1"]
    said = pd.concat([own.assign(article=n) for n in numbers], ignore_index=True)
    matches = study.matches[study.matches["article"] == "a1"]
    found = pd.concat([matches.assign(article=n) for n in numbers], ignore_index=True)
    wide = dataclasses.replace(study, articles=many, sentences=said, matches=found)
    job = next(job for job in jobs(wide, tmp_path) if job.name == "figure: dispersion")
    with pytest.raises(PageError, match="a page holds 240 mm; draw fewer articles; the reading room shows each"):
        job.write()
    assert list(tmp_path.iterdir()) == []


def test_articles_without_a_value_of_the_column_are_told(study, tmp_path):
    for unknown, told in ((0, ""), (1, "1 article has no value"), (2, "2 articles have no value")):
        party = [*["الف", "ب", "ب"][: 3 - unknown], *[None] * unknown]
        by_party = dataclasses.replace(study, articles=study.articles.assign(party=party), by=(*study.by, "party"))
        said = [block.text for block in report(by_party, [], "en")]
        assert any(text.startswith(told) and "in this column" in text for text in said) is bool(told)
        assert ("in this column" in findings_text(by_party, "party")) is bool(told)


def test_a_study_compares_by_a_column_of_ones_own(study, tmp_path):
    index = (study.folder / "articles.csv").read_text("utf-8").splitlines()
    folder = tmp_path / "corpus"
    shutil.copytree(study.folder, folder)
    lines = [f"{line},{value}" for line, value in zip(index, ("party", "الف", "ب", "ب"), strict=True)]
    (folder / "articles.csv").write_text("\n".join(lines), "utf-8")
    by_party = read_study(folder, by=["party"])
    tables = study_tables(by_party)
    assert set(tables["rates-party"]["group"]) == {"الف", "ب"}
    assert len(tables["contrasts-party"]) == 2
    assert [plate.name for plate in groups(by_party)] == ["officials", "groups-party"]
    also = dataclasses.replace(
        by_party, articles=by_party.articles.assign(حزب=by_party.articles["party"]), by=(*by_party.by, "حزب")
    )
    assert [plate.name for plate in groups(also)] == ["officials", "groups-party", "group-2"]
    said = [block.text for block in report(by_party, [], "fa")]
    assert any("(الف)" in text for text in said[said.index("به تفکیک «party»:") :])
    assert any("هر جفت گروه «party» در هر مضمون" in text for text in said)
    assert any(text.startswith("به تفکیک «party»: ") for text in said[said.index("نتایج") :])
    assert "هر مسئول تنها در یک شهر سخن می‌گوید: تفاوت شهرها می‌تواند تفاوت مسئولان باشد." in said
    next(job for job in jobs(by_party, tmp_path) if job.name == "findings").write()
    cities, _, parties = (tmp_path / "findings.en.md").read_text("utf-8").partition("\n## party\n\n- Safety: 2 matches")
    assert cities.startswith("- Safety: 2 matches")
    assert "(الف" in parties
    assert variables(by_party) == ["city", "official", "role", "outlet", "published", "party"]
    write_tables(by_party, tmp_path)
    sheets = openpyxl.load_workbook(tmp_path / "tables.fa.xlsx").sheetnames
    assert {"بسامد به تفکیک party", "یافته‌ها به تفکیک party"} <= set(sheets)
    with pytest.raises(InputError, match="has no column 'sect' to compare by; it has city, official"):
        read_study(folder, by=["sect"])
    (folder / "articles.csv").write_text("\n".join(lines).replace("party", "a/b"), "utf-8")
    with pytest.raises(InputError, match="the column 'a/b' is compared by and names files, which it cannot"):
        read_study(folder, by=["a/b"])


def test_two_coders_are_compared_with_the_lexicon_and_with_each_other(study, tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(study.folder, folder)
    (folder / "coding").mkdir()
    columns = ["article", "sentence", "start", "end", "part", "speaker", "repeat_of"]
    for coder, word in (("sara", "ایمنی"), ("ali", "معابر")):
        codes = ["safety" if word in text else "" for text in study.sentences["text"]]
        coding = study.sentences[columns].assign(safety=codes, green="")
        coding.to_csv(folder / "coding" / f"{coder}.csv", index=False)
    both = read_study(folder)
    assert both.coders == ["ali", "sara"]
    assert both.agreement is not None
    write_tables(both, tmp_path)
    assert pd.read_csv(tmp_path / "agreement.csv")["coders"].tolist() == [2, 2]
    assert "agreement of coders" in openpyxl.load_workbook(tmp_path / "tables.en.xlsx").sheetnames
    said = [block.text for block in report(both, [], "en")]
    assert any("Krippendorff's α with its interval" in text for text in said)
    assert not any("weighted back" in text for text in said)
    coding = pd.read_csv(folder / "coding" / "ali.csv")
    coding.assign(weight=[4] + [1] * (len(coding) - 1)).to_csv(folder / "coding" / "ali.csv", index=False)
    assert any("weighted back" in block.text for block in report(read_study(folder), [], "en"))
    coding.loc[0, "end"] = coding.loc[0, "start"] + len("زهرا محمدی")
    coding.to_csv(folder / "coding" / "ali.csv", index=False)
    assert read_study(folder).agreement is None
    assert "cut sentence 1 of 'a1' at different offsets" in folder_problems(folder)[0]


def test_without_sub_themes_there_is_no_figure_of_them(study):
    assert subthemes(study) == []


def test_what_so_few_articles_cannot_show_is_not_called_undifferent(study):
    """Two articles against one: no split of them tests a word."""
    many = pd.concat([study.tokens] * 3, ignore_index=True)
    (plate,) = texts.keywords(dataclasses.replace(study, tokens=many))
    assert plate.takeaway["en"].startswith("With so few articles no word could be shown to differ")
    assert "۰٫۰۵" in plate.takeaway["fa"]


def test_a_name_s_part_in_brackets_is_no_keyword(study):
    many = dataclasses.replace(study, tokens=pd.concat([study.tokens] * 3, ignore_index=True))
    named = dataclasses.replace(many, articles=many.articles.assign(city=many.articles["city"] + " (سبز)"))
    (before,), (after,) = texts.keywords(many), texts.keywords(named)
    assert {*before.table["word"]} - {*after.table["word"]} == {"سبز"}


def test_of_two_cities_the_one_pair_is_named():
    orders = pd.DataFrame({"order": ["a > b"], "specifications": 4, "share": 1.0, "pairs": 1, "pairs_shown": 0})
    assert _commonest(orders, {}, "en").endswith("no difference between the two cities is shown")
    assert _commonest(orders.assign(pairs=6), {}, "en").endswith("for any of the 6 pairs of cities")
    assert _commonest(orders.assign(pairs_shown=1), {}, "fa").endswith("تفاوت دو شهر نشان داده شد")


@pytest.mark.parametrize(("both", "verdict"), [(1, "it is shown to be fewer."), (9, "it is shown to be more.")])
def test_of_themes_that_share_sentences_it_is_said_whether_more_or_fewer(study, monkeypatch, both, verdict):
    pair = {"a": "safety", "b": "green", "both": both, "expected": 4.7, "p_adjusted": 0.01}
    monkeypatch.setattr(texts.shared, "cooccurrence", lambda counts: pd.DataFrame([pair]))
    (plate,) = texts.together(study)
    assert f"{plate.takeaway['en']}.".endswith(f"where chance would give 4.7; {verdict}")


def test_the_manifest_names_everything_the_numbers_rest_on(study, tmp_path):
    told = manifest(study)
    assert list(told["articles"]) == list(ARTICLES)
    assert set(told["files"]) == {"themes.toml"}
    assert {"hazm", "pandas", "persian-discourse"} <= set(told["versions"])
    assert json.loads(json.dumps(told)) == told
