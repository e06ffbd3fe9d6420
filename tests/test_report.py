"""The report: every number computed, right to left to the last run, the same in Word and on the web."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from PIL import Image, PngImagePlugin

from analysis.commands import SEEDS
from analysis.output.blocks import Block, Cells
from analysis.output.docx_fonts import DIGITS, persian_digits
from analysis.output.docx_tables import column_widths, wide
from analysis.output.docx_text import LATIN
from analysis.output.report import WORDS, report, write_report
from analysis.output.report_docx import docx
from analysis.output.report_html import html
from analysis.output.wording import FIGURES, FINDINGS, TEMPLATES, TERMS, number, reads_right, template_words
from analysis.statistics.rates import rates
from analysis.study import Study, read_study
from tests.browser import DESKTOP, PHONE, accessibility_faults, chromium, needs_chromium, quiet_page

PERSIAN = re.compile("[\u0600-\u06ff]")
# The order in which the standard wants the properties of a paragraph, a run and a table.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr bidi spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u rtl lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblBorders tblLayout tblLook",
    "tcPr": "tcW shd vAlign",
}


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS)


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory) -> Path:
    """Where a study was exported: one figure of it, and its report."""
    folder = tmp_path_factory.mktemp("report")
    for language, said in (("fa", "نموداری با <b> و ۳ ستون"), ("en", "A figure with <b> and 3 columns")):
        about = PngImagePlugin.PngInfo()
        about.add_itxt("Description", said)
        Image.new("RGB", (60, 40), "white").save(folder / f"cities.{language}.png", pnginfo=about)
        (folder / f"cities.{language}.txt").write_text(f"{said}.\n", "utf-8")
    write_report(study, folder, sorted(folder.glob("*.png")))
    return folder


@pytest.fixture(scope="module")
def blocks(study, folder) -> dict[str, list[Block]]:
    """The report in both languages."""
    return {language: report(study, sorted(folder.glob("*.png")), language) for language in ("fa", "en")}


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def texts(value) -> list[str]:
    """Every text in a TOML document."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in texts(part)]


def test_no_sentence_carries_a_number_that_is_not_computed():
    words = {language: template_words(WORDS)[language] for language in ("fa", "en")}
    cited = re.compile(r"\([A-Z][^()]+ \d{4}\)")  # (Lijffijt et al. 2011)
    assert [text for text in texts(words) if re.search(r"[0-9۰-۹]", cited.sub("", text))] == []


def shape(words) -> dict | None:
    """The keys of a TOML table, and of the tables inside it; a sentence with forms for numbers (`by`) has none."""
    if not isinstance(words, dict) or {"by", "other"} <= words.keys():
        return None
    return {key: shape(value) for key, value in words.items()}


@pytest.mark.parametrize("name", [WORDS, TERMS, FIGURES, FINDINGS, "codebook/words.toml", "reading/words.toml"])
def test_both_languages_have_the_same_words(name):
    fa, en = (shape(template_words(name)[language]) for language in ("fa", "en"))
    fa.pop("choice", None)  # in English they are called as the table calls them
    assert fa == en


@pytest.mark.parametrize("name", [WORDS, FINDINGS, "codebook/words.toml", "reading/words.toml"])
def test_both_languages_speak_of_the_same_facts(name):
    fa, en = (template_words(name)[language] for language in ("fa", "en"))
    for key, text in en.items():
        assert set(re.findall(r"{\w+}", str(fa[key]))) == set(re.findall(r"{\w+}", str(text))), key


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_table_of_rates_is_the_study_s(study, blocks, language):
    table = next(
        block.table
        for block in blocks[language]
        if block.table and len(block.table.rows[0]) == 6 and block.table.numbers == (2, 3, 4, 5)
    )
    computed = rates(study.articles, study.sentences, study.matches)
    assert [row[2] for row in table.rows] == [number(value, language) for value in computed["matches"]]
    assert [row[4].split(" (")[0] for row in table.rows] == [number(value, language, 1) for value in computed["rate"]]


def test_the_text_follows_the_study(study, tmp_path):
    fewer = dataclasses.replace(study, hand=study.hand.iloc[:0], articles=study.articles.assign(published=None))
    told = report(fewer, [], "en")
    said = " ".join(block.text for block in told)
    assert "no hand coding" in said
    assert "have a date of publication" not in said
    assert "None of them has a date" in said
    assert not [block for block in told if block.kind == "figure"]


ONE = "شهردار گفت: خدمت صادقانه به مردم وظیفه ماست.\nوی افزود: باید به شهروندان پاسخگو باشیم."


def study_of(folder: Path, rows: list[str]) -> Study:
    """A study of one short text under each of these lines of articles.csv."""
    (folder / "articles").mkdir(parents=True)
    (folder / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    (folder / "articles.csv").write_text("\n".join(["article,city,official", *rows]), "utf-8")
    for row in rows:
        (folder / "articles" / f"{row.partition(',')[0]}.txt").write_text(ONE, "utf-8")
    return read_study(folder)


def test_one_article_is_spoken_of_in_the_singular(tmp_path):
    alone = study_of(tmp_path / "corpus", ["a,شیراز,Ali Rezaei"])
    told = report(alone, [], "en")
    said = " ".join(block.text for block in told)
    assert "in the talk of Ali Rezaei" in said
    assert "It has no date of publication" in said
    assert "The official speaks in one article only" in said
    assert "only one group" in said
    assert not re.search(r"\b1 (of them have|articles|officials|cities|words|matches)\b|outlets", said)
    assert said.count("no English names (city_en and official_en)") == 1
    heads = next(block.table.heads for block in told if block.table)
    assert heads == ["article", "city", "official"]
    persian = " ".join(block.text for block in report(alone, [], "fa"))
    assert "در گفتار Ali Rezaei\u200f" in persian
    assert "تاریخ انتشار آن دانسته نیست" in persian
    assert "city_en" not in persian


def test_one_pair_is_named_and_nothing_is_told_twice(tmp_path):
    two = study_of(tmp_path / "corpus", ["a,Shiraz,Ali Rezaei", "b,تبریز,مریم کریمی"])
    told = [block.text for block in report(two, [], "en")]
    assert any("insufficient evidence to compare Shiraz with تبریز\u200e." in text for text in told)
    assert any("Each of the 2 officials speaks in one article only" in text for text in told)
    assert all(text.count("comparison") <= 1 for text in told)


def test_each_of_several_codings_has_its_rows(study, tmp_path):
    again = study.hand.assign(source="second")
    told = report(dataclasses.replace(study, hand=pd.concat([study.hand, again])), [], "fa")
    assert any("کدگذاری‌های دستی «نخست» و «دوم»" in block.text for block in told)
    table = next(block.table for block in told if block.table and "F1" in block.table.heads)
    assert [row[0] for row in table.rows] == ["نخست"] * 4 + ["دوم"] * 4


def test_guards_are_no_entries_that_count(study, blocks):
    entries = study.lexicon[~study.lexicon["guard"]]["tier"].value_counts()
    said = next(block.text for block in blocks["en"] if block.text.startswith("Lexicon."))
    assert f"{len(study.lexicon[~study.lexicon['guard']]):,} entries, {entries['core']} core and" in said


def test_no_word_and_no_number_of_a_table_is_broken(blocks):
    for block in blocks["en"] + blocks["fa"]:
        if block.table:
            for n, (width, *column) in enumerate(
                zip(column_widths(block.table), block.table.heads, *block.table.rows, strict=True)
            ):
                whole = column[1:] if n in block.table.numbers else []
                assert width > max(wide(word) for text in column for word in [*text.split(), *whole])


def test_every_claim_has_its_verdict(blocks):
    english = blocks["en"]
    items = [
        block.text
        for block in english[: next(n for n, b in enumerate(english) if b.text == "Question")]
        if block.kind == "item"
    ]
    assert len(items) == 4
    assert all(
        re.search("insufficient evidence|no difference shown|times as often|never does|no match", item)
        for item in items
    )


def test_word_is_right_to_left_to_the_last_run(folder):
    persian = Document(folder / "report.fa.docx")
    body = persian.element.body
    for paragraph in body.iter(qn("w:p")):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        if not PERSIAN.search(text):
            continue
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None, text
        for run in paragraph.iter(qn("w:r")):
            if PERSIAN.search("".join(node.text or "" for node in run.iter(qn("w:t")))):
                assert run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None, text
    for table in body.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None
    for name in ("Title", "Heading 1", "Normal", "List Bullet", "Caption"):
        style = persian.styles[name].element
        assert style.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        assert style.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:cs")) == "Vazirmatn"
    assert body.find(qn("w:sectPr")).find(qn("w:bidi")) is not None
    english = Document(folder / "report.en.docx").element.body
    assert not list(english.iter(qn("w:bidiVisual")))
    for paragraph in english.iter(qn("w:p")):  # a Persian name or example in an English table, and nothing else
        said = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        assert bool(list(paragraph.iter(qn("w:rtl")))) == reads_right(said), said


@pytest.mark.parametrize("language", ["fa", "en"])
def test_word_finds_every_property_in_its_order(folder, language):
    document = Document(folder / f"report.{language}.docx")
    roots = [document.element.body, document.styles.element]
    for name, order in ORDERS.items():
        places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
        for element in [found for root in roots[: 1 if name != "rPr" else 2] for found in root.iter(qn(f"w:{name}"))]:
            known = [places[child.tag] for child in element if child.tag in places]
            assert known == sorted(known), [child.tag for child in element]


def test_figures_have_captions_and_alternative_text(folder):
    for language, said in (("fa", "نموداری با <b> و ۳ ستون"), ("en", "A figure with <b> and 3 columns")):
        document = Document(folder / f"report.{language}.docx")
        assert [picture._inline.docPr.get("descr") for picture in document.inline_shapes] == [said]
        captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
        assert any(said in caption for caption in captions)
        page = (folder / f"report.{language}.html").read_text("utf-8")
        assert f'alt="{said.replace("<", "&lt;").replace(">", "&gt;")}"' in page


def test_the_font_stands_in_the_word_file(folder):
    with zipfile.ZipFile(folder / "report.fa.docx") as archive:
        table = archive.read("word/fontTable.xml").decode("utf-8")
        key = re.search(r'embedRegular [^>]*fontKey="{([^}]+)}"', table).group(1)
        data = archive.read("word/fonts/font1.odttf")
    mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    plain = bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
    assert plain == (TEMPLATES.parent / "fonts" / "Vazirmatn-Regular.ttf").read_bytes()
    assert '<w:altName w:val="Tahoma"/>' in table


def test_a_persian_page_is_numbered_in_persian(folder):
    """Word and LibreOffice write the number in Latin digits; a font of the file's own draws those as Persian."""
    drawn = TTFont(io.BytesIO(persian_digits())).getBestCmap()
    assert [drawn[ord(latin)] for latin in "0123456789"] == [drawn[ord(persian)] for persian in "۰۱۲۳۴۵۶۷۸۹"]
    assert len(set(drawn.values())) == 10
    for language, own in (("fa", True), ("en", False)):
        footer = Document(folder / f"report.{language}.docx").sections[0].footer.paragraphs[0]
        fonts = {run._r.rPr.rFonts.get(qn("w:cs")) for run in footer.runs if run._r.rPr is not None}
        assert (fonts == {DIGITS}) == own
    with zipfile.ZipFile(folder / "report.fa.docx") as archive:
        assert f'w:name="{DIGITS}"' in archive.read("word/fontTable.xml").decode("utf-8")


def test_the_same_bytes_each_time(blocks, folder):
    for language in ("fa", "en"):
        assert docx(blocks[language], language) == (folder / f"report.{language}.docx").read_bytes()
        assert html(blocks[language], language) == (folder / f"report.{language}.html").read_text("utf-8")


def test_markup_in_a_name_is_text():
    hostile = "<script>alert(1)</script> & {{ 7*7 }} \u202eخ"
    blocks = [Block("title", hostile), Block("table", hostile, Cells(hostile, [hostile], [[hostile]], ()))]
    page = html(blocks, "fa")
    assert "<script" not in page
    assert "{{ 7*7 }}" in page
    assert Document(io.BytesIO(docx(blocks, "fa"))).paragraphs[0].text == hostile


@needs_chromium
@pytest.mark.parametrize(
    ("language", "light", "viewport"),
    [("fa", "light", DESKTOP), ("en", "dark", DESKTOP), ("fa", "dark", PHONE), ("en", "light", PHONE)],
    ids=["fa-light-desktop", "en-dark-desktop", "fa-dark-phone", "en-light-phone"],
)
def test_the_page_is_accessible_and_asks_for_nothing(browser, folder, language, light, viewport):
    with quiet_page(browser, viewport=viewport, color_scheme=light) as page:
        page.goto((folder / f"report.{language}.html").as_uri())
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tables = page.locator(".wide").evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)")
        assert set(tables) == {0}, "no table scrolls sideways"
        assert page.evaluate("document.fonts.check('1rem Vazirmatn')")


def test_the_references_are_those_that_the_report_names(study):
    blocks = report(study, [], "en")
    listed = [block.text for block in blocks if block.kind == "reference"]
    said = " ".join(block.text for block in blocks if block.kind != "reference")
    assert listed
    assert all(text.partition(",")[0] in said for text in listed)
    assert not any(text.startswith("Hayes") for text in listed)  # one coder, so no agreement is told


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("خوشه‌وار می‌آیند (Lijffijt et al. 2011)، و", ["Lijffijt et al. 2011"]),
        ("اثر انگشت آن 6e4bc01ce071 است.", ["6e4bc01ce071"]),
        ("خدمت (service)", ["service"]),
        ("نام Text (abc) و X.", ["Text (abc)", "X"]),
        ("تعریف: \u2068Public money, in view.\u2069", ["\u2068Public money, in view.\u2069"]),
        ("۱۲ خبر", []),
    ],
)
def test_a_run_of_latin_in_a_word_file_ends_where_the_latin_does(text, latin):
    """Word sets each run in its own direction, so a bracket of the Persian around would be turned with the Latin."""
    assert LATIN.split(text)[1::2] == latin
