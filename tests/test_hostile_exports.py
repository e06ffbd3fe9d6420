"""An article that tries every format it is written into: in each of them it is text and nothing else."""

from __future__ import annotations

import csv
import zipfile
from xml.etree import ElementTree as Xml

import openpyxl
import pytest
from docx import Document

from analysis.commands import SEEDS
from analysis.output.exchange_refi import NAMESPACE, plain, write_refi
from analysis.output.exchange_tokens import write_conllu, write_tokens
from analysis.output.report import write_report
from analysis.output.tables import DANGEROUS, write_tables
from analysis.study import Study, read_study

TEXT = (
    "=HYPERLINK(A1) خدمت به مردم </script><script>alert(1)</script>\r\n"
    "@SUM(A1) وی گفت: <img src=x onerror=alert(2)> خدمت به مردم &amp; ]]> \u202eوارونه\u202c و 😀 خدمت‌رسانی به مردم.\n"
    "-1+1 خدمت\tبه مردم {{ 7*7 }} <!-- | --> \\p \u2028 و خدمت صادقانه به مردم \u2067هست\u2069.\n"
)
OFFICIAL = "<b>نام</b> & {{ 7*7 }}"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Study:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "articles").mkdir()
    (folder / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    (folder / "articles.csv").write_text(f'article,city,official\nbad,=1+1,"{OFFICIAL}"\n', "utf-8")
    (folder / "articles" / "bad.txt").write_bytes(TEXT.encode("utf-8"))
    return read_study(folder)


def test_the_words_are_found_in_it(study):
    assert len(study.matches) >= 4
    assert all(TEXT[row.start : row.end] == row.form for row in study.matches.itertuples())


def test_no_cell_of_a_table_is_a_formula(study, tmp_path):
    paths = write_tables(study, tmp_path)
    for path in paths:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            wrong = [cell for cell in cells if cell.startswith(DANGEROUS) and not is_number(cell)]
            assert wrong == [], path.name
        else:
            book = openpyxl.load_workbook(path)
            assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    with (tmp_path / "sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"].removeprefix("'") for row in csv.DictReader(file)]
    assert texts == study.sentences["text"].tolist()


def is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


def test_a_project_holds_it_as_it_is(study, tmp_path):
    with zipfile.ZipFile(write_refi(study, tmp_path)) as archive:
        root = Xml.fromstring(archive.read("project.qde"))
        (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
        text = archive.read(name).decode("utf-8")
    assert text == plain(TEXT)
    selections = list(root.iter(f"{{{NAMESPACE}}}PlainTextSelection"))
    slices = [text[int(one.get("startPosition")) : int(one.get("endPosition"))] for one in selections]
    assert slices == study.matches["form"].tolist()


def test_every_line_of_the_words_has_its_fields(study, tmp_path):
    lines = write_tokens(study, tmp_path).read_text("utf-8").split("\n")[:-1]
    assert len(lines) == len(study.tokens) + 1
    assert {line.count("\t") for line in lines} == {10}
    rows = [line for line in write_conllu(study, tmp_path).read_text("utf-8").split("\n") if line and line[0] != "#"]
    assert len(rows) == len(study.tokens)
    assert all(len(row.split("\t")) == 10 and all(row.split("\t")) for row in rows)


def test_a_report_shows_it_and_obeys_nothing(study, tmp_path):
    write_report(study, tmp_path, [])
    for language in ("fa", "en"):
        page = (tmp_path / f"report.{language}.html").read_text("utf-8")
        assert "<script" not in page
        assert "<b>" not in page
        assert "&lt;b&gt;نام&lt;/b&gt; &amp; {{ 7*7 }}" in page
        document = Document(tmp_path / f"report.{language}.docx")
        assert any(OFFICIAL in paragraph.text for paragraph in document.paragraphs)
