"""Hostile corpora: each attack meets a clear sentence or comes to nothing; nothing is written elsewhere or run."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from itertools import islice, product
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from analysis import InputError, read_corpus, read_lexicon, show
from analysis.__main__ import main
from analysis.commands import SEEDS
from analysis.output.publish import jobs
from analysis.output.report import write_report
from analysis.study import read_study
from analysis.text.folder import read_folder
from analysis.themes.matching import matches
from analysis.themes.sheet_reading import read_sheet, write_coding
from analysis.themes.sheets import write_sheet
from tests import properties
from tests.test_lexicon import THEMES, entry

ARTICLE = "شهردار گفت: خدمت به مردم وظیفه ماست."
RTL, LTR = "\u202e", "\u202d"


def folder_of(folder: Path, index: str | bytes) -> Path:
    """A corpus folder of one article, a.txt, under this articles.csv."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "articles.csv").write_bytes(index.encode() if isinstance(index, str) else index)
    return folder


def the_problem(folder: Path) -> str:
    (problem,) = InputError(read_folder(folder)[1]).problems
    properties.sentences_hold([problem])
    return problem


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "..",
        ".hidden",
        "/etc/passwd",
        "C:\\a",
        "a/../../b",
        "CON",
        "nul",
        "Lpt1.news",
        "a" * 4096,
        "ﷺ" * 100,
        "a\u200fb",
        "a\u00a0b",
        "a.",
        "a|b",
        "a\nb",
    ],
)
def test_an_article_cannot_be_named_after_what_is_no_file_of_the_folder(name, tmp_path):
    assert "cannot name a file" in the_problem(folder_of(tmp_path, f'article,city,official\n"{name}",رشت,علوی\n'))


@pytest.mark.parametrize("field", ["article", "city", "official", "outlet"])
@pytest.mark.parametrize("hidden", [RTL, LTR, "\u2066", "\x1b[2J", "\x00", "\x85", "\u2028"])
def test_what_does_not_show_cannot_stand_in_a_name(field, hidden, tmp_path):
    row = {"article": "a", "city": "رشت", "official": "علوی", "outlet": "خبر"}
    row[field] += f"{hidden}gnp.exe"
    folder = folder_of(tmp_path, f"article,city,official,outlet\n{','.join(row.values())}\n")
    assert f"line 2: {field} holds the character U+{ord(hidden[0]):04X}, which does not show" in the_problem(folder)


def test_joiners_and_marks_of_direction_that_names_need_are_let_in(tmp_path):
    folder = folder_of(tmp_path, "article,city,official\na,شهر\u200cری\u200f,رحیم\u00a0شوقی\n")
    assert read_corpus(folder).loc[0, "city"] == "شهر\u200cری\u200f"


@pytest.mark.parametrize("what", ["a text", "the folder of texts"])
def test_a_link_out_of_the_folder_is_not_followed(what, tmp_path):
    folder = folder_of(tmp_path / "corpus", "article,city,official\na,رشت,علوی\n")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("a secret", encoding="utf-8")
    (folder / "articles" / "a.txt").unlink()
    if what == "a text":
        (folder / "articles" / "a.txt").symlink_to(outside / "a.txt")
    else:
        (folder / "articles").rmdir()
        (folder / "articles").symlink_to(outside)
    assert "is a link that leads out of the corpus folder" in the_problem(folder)


def test_a_link_inside_the_folder_is_followed(tmp_path):
    folder = folder_of(tmp_path, "article,city,official\na,رشت,علوی\nb,رشت,علوی\n")
    (folder / "articles" / "b.txt").symlink_to("a.txt")
    assert read_corpus(folder)["text"].tolist() == [ARTICLE, ARTICLE]


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)])
def test_a_text_that_is_no_file_is_not_opened(make: Callable[[Path], None], tmp_path):
    folder = folder_of(tmp_path, "article,city,official\nb,رشت,علوی\n")
    make(folder / "articles" / "b.txt")
    assert "b.txt does not exist" in the_problem(folder)


# articles.csv as programs write it


@pytest.mark.parametrize(
    "index",
    [
        "\ufeffarticle,city,official\r\na,رشت,علوی\r\n",
        "article,city,official\ra,رشت,علوی\r",
        "article,city,official,,\na,رشت,علوی,,\n,,,,\n",
        "article,city,official\na,رشت,علوی,,,\n\n",
        " article , city , official\n a ,رشت , علوی\n",
        "article;city;official;note\na;رشت;علوی;x, y\n",
        '"article"\t"city"\t"official"\r\n"a"\t"رشت"\t"علوی"\r\n',
        "article,city,official,text,path\na,رشت,علوی,=cmd,/etc/passwd\n",
    ],
)
def test_what_a_spreadsheet_leaves_behind_is_no_fault(index, tmp_path):
    (row,) = read_corpus(folder_of(tmp_path, index)).to_dict("records")
    assert (row["article"], row["city"], row["official"], row["text"]) == ("a", "رشت", "علوی", ARTICLE)


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ("article|city|official\na|رشت|علوی\n", "The file must be comma-separated"),
        ("sep=;\narticle;city;official\n", "the header lacks article, city, official"),
        ("مقاله,شهر,مسئول\na,رشت,علوی\n", "the header lacks article, city, official; it has مقاله, شهر, مسئول"),
        ("article,city\na,رشت\n", "the header lacks official"),
        ("article,city,official,city\na,رشت,علوی,کرج\n", "the columns city stand twice"),
        ("article,,city,official\na,x,رشت,علوی\n", "column 2 has no name"),
        ("article,city,official\na,رشت,\n", "a merged cell fills only its first row"),
        ("article,city,official\na,رشت,علوی,x\n", "4 fields where the header has 3"),
        (f'article,city,official\na,"{"x" * 200_000}",علوی\n', "is a quotation mark never closed?"),
        ('article,city,official\na,رشت,علوی\nb,رشت,"علوی\nc,رشت,علوی\n', "line 3 is not CSV (unexpected end of data)"),
        ('article,city,official\na,"رشت,علوی\nb,"رشت",علوی\n', "line 2 is not CSV (',' expected after '\"')"),
        ('article,city,official,note\na,,علوی,"x\ny"\n', "line 2: the field 'city' is empty"),
        ("article,city,official\na,رشت,علوی\n".encode("utf-16"), "it looks like UTF-16"),
        (b"", "it has nothing"),
        (b"\x00" * 1000, "the header lacks"),
        (b"PK\x03\x04" + b"\xff" * 1000, "is a Word, Excel or ZIP file and not a text file"),
    ],
)
def test_what_is_no_table_of_articles_is_told(index, said, tmp_path):
    assert said in the_problem(folder_of(tmp_path, index))


def test_hundreds_of_thousands_of_bad_rows_are_told_in_two_hundred_lines(tmp_path):
    rows = "".join(f"../{number},رشت,علوی\n" for number in range(200_000))
    with pytest.raises(InputError) as error:
        read_corpus(folder_of(tmp_path, "article,city,official\n" + rows))
    assert len(error.value.problems) == 200_000
    told = str(error.value).splitlines()
    assert len(told) == 201
    assert told[-1] == "… and 199,800 more."
    assert [str(InputError(["x."] * n)).splitlines()[-1] for n in (200, 201)] == ["x.", "… and 1 more."]


# themes.toml


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = " + "[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ("x = " + "{a=" * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        (".".join("a" * 100_000) + " = 1", "has more than 1,000 full stops"),
        ("\n".join(".".join(["a"] * 900 + [f"b{n}"]) + " = 1" for n in range(20)), "[a] is unknown"),
        ("x = " + "9" * 5_000, "is not TOML"),
        (THEMES + entry(near='["مردم"]', near_words="0x" + "f" * 9_000), "1 to 1000"),
        (THEMES + entry(note="0x" + "f" * 9_000), "a number of thousands of digits"),
        (THEMES + entry(pattern="{" + "a." * 300 + "b = 1}"), "it must be a text in quotes"),
        (THEMES + entry(pattern='"' + "خدمت " * 100_000 + '"'), "the pattern has 100,000 parts and 500,000 letters"),
        (THEMES + entry(pattern='"' + "خ" * 1_000_000 + '"'), "at most 50 and 500"),
        (THEMES + entry(pattern='"خدمت' + " {0,12} مردم" * 3_000 + '"'), "the pattern has 6,001 parts"),
        (THEMES + '"\\u001b[2J" = 1\n"\\u202e" = 2\n', "'\\x1b[2J'"),
        ("themes = 1\nlists = 1\nentries = 1", "[themes] must hold at least one table"),
        ("\0", "is not TOML"),
    ],
)
def test_a_bomb_of_a_lexicon_is_one_clear_sentence(source, said, tmp_path):
    path = tmp_path / "themes.toml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_lexicon(path)
    properties.sentences_hold(error.value.problems)
    assert said in str(error.value)
    assert max(map(len, error.value.problems)) < 1_100


def test_a_hundred_thousand_entries_are_read_and_matched(tmp_path):
    letters = "بپتجچخدرزسشعغفقکگلمنوی"
    words = ("".join(word) for word in islice(product(letters, repeat=4), 100_000))
    body = '[[entries]]\ntheme="service"\nsubtheme="ethos"\ntier="core"\nnote="n"\npattern='
    (tmp_path / "themes.toml").write_text(THEMES + "\n" + "".join(f'{body}"{word}"\n' for word in words), "utf-8")
    lexicon = read_lexicon(tmp_path / "themes.toml")
    assert len(lexicon) == 100_001
    words_of_page = properties.page_holds(ARTICLE + " " + " ".join(lexicon["pattern"][1:2_001]))
    assert len(matches(words_of_page, lexicon)) == 2_001


# Coding sheets


@pytest.fixture(scope="module")
def study():
    return read_study(SEEDS)


@pytest.fixture
def sheet(study, tmp_path) -> Path:
    """A coding sheet of four sentences, each with a speaker chosen."""
    path = tmp_path / "sheet.xlsx"
    write_sheet(path, study.sentences, study.coded, study.codebook, n=4, coder="second", seed=1)
    book = load_workbook(path)
    for row in range(2, 6):
        book["coding"].cell(row, 9).value = "official"
    book.save(path)
    return path


def replaced(sheet: Path, part: str, change: Callable[[bytes], bytes | None]) -> Path:
    """The sheet with one part of its archive changed, or taken out."""
    made = io.BytesIO()
    with zipfile.ZipFile(sheet) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = change(source.read(name)) if name == part else source.read(name)
            if data is not None:
                target.writestr(name, data)
    sheet.write_bytes(made.getvalue())
    return sheet


def refusal(sheet: Path, study) -> str:
    with pytest.raises(InputError) as error:
        read_sheet(sheet, study.sentences, study.codebook)
    properties.sentences_hold(error.value.problems)
    return str(error.value)


PAGE = "xl/worksheets/sheet2.xml"  # of the sentences
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 1000 + b'"><!ENTITY c "' + b"&b;" * 1000 + b'">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


def cell(place: str, text: bytes) -> bytes:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>'.encode() + text + b"</t></is></c></row></sheetData>"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: page.replace(b"</sheetData>", cell("A9", b"x" * 250_000_000)), "unpacks to 25"),
        (lambda page: page.replace(b"</sheetData>", cell("XFD1048576", b"x")), "reaches to row 1,048,576"),
        (lambda page: LAUGHS + page.replace(b"</sheetData>", cell("A9", b"&c;")), "; save it as XLSX."),
        (lambda page: OUTSIDE + page.replace(b"</sheetData>", cell("A9", b"&c;")), "; save it as XLSX."),
        (lambda page: page[:1000], "; save it as XLSX."),
        (lambda page: b"", "; save it as XLSX."),
        (lambda page: None, "lacks the sheets coding"),
    ],
    ids=["zip bomb", "far cell", "a billion laughs", "a file of the machine", "cut", "empty", "gone"],
)
def test_a_sheet_made_to_do_harm_is_refused(change, said, sheet, study):
    assert said in refusal(replaced(sheet, PAGE, change), study)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("data", [None, b"", b"<a/>", b"\x00" * 99])
def test_a_damaged_workbook_is_told_or_read_without_its_ornaments(part, data, sheet, study):
    replaced(sheet, part, lambda _: data)
    try:
        assert len(read_sheet(sheet, study.sentences, study.codebook)) == 4
    except InputError as error:
        properties.sentences_hold(error.problems)


def test_a_formula_is_no_code_and_is_not_computed(sheet, study):
    book = load_workbook(sheet)
    book["coding"]["E2"] = '=HYPERLINK("http://example.org","ethos")'
    book["coding"]["F3"] = "='[http://example.org/a.xlsx]Sheet1'!A1"
    book.save(sheet)
    told = refusal(sheet, study)
    assert "cell E2: '=HYPERLINK(" in told
    assert "cell F3: \"='[http://example.org/a.xlsx]Sheet1'!A1\" is no code of participation" in told


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "NUL", "lexicon", "", 7, "a" * 41, f"a{RTL}b"])
def test_the_hidden_name_of_the_coder_cannot_choose_another_place(name, sheet, study):
    book = load_workbook(sheet)
    for row in range(2, 6):
        book["key"].cell(row, 7).value = name
    book.save(sheet)
    assert "the hidden sheet 'key' was changed" in refusal(sheet, study)


@pytest.mark.parametrize("linked", ["coding", "coding/second.csv"])
def test_a_coding_is_not_stored_through_a_link(linked, sheet, study, tmp_path):
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    (corpus / "coding").mkdir(parents=True)
    outside.mkdir()
    if linked == "coding":
        (corpus / "coding").rmdir()
    (corpus / linked).symlink_to(outside / "x" if "." in linked else outside)
    with pytest.raises(InputError, match="leads out of the corpus folder by a link"):
        write_coding(read_sheet(sheet, study.sentences, study.codebook), corpus)
    assert list(outside.iterdir()) == []


# Parquet


GOOD = {"article": ["a", "b"], "city": ["رشت", "کرج"], "official": ["علوی", "کیانی"], "text": [ARTICLE, ARTICLE]}


def parquet(folder: Path, table: pa.Table) -> Path:
    pq.write_table(table, folder / "a.parquet")
    return folder / "a.parquet"


@pytest.mark.parametrize(
    "column",
    [
        {"note": [{"a": [1]}, None]},
        {"city": pa.array(["رشت", "کرج"]).dictionary_encode()},
        {"text": pa.array([ARTICLE, ARTICLE], pa.large_string())},
        {"text": [text.encode() for text in (ARTICLE, ARTICLE)]},
        {"published": ["yesterday", "2024-01-01"]},
        {"published": [10**18, -1]},
        {"published": pa.array([1, 2], pa.duration("s"))},
        {"article": [1, 2]},
        {"city": [f"رشت{RTL}", "کرج\x1b[2J"]},
    ],
    ids=["nested", "dictionary", "large text", "bytes", "no day", "seconds", "duration", "number", "turned"],
)
def test_columns_of_odd_types_are_read_as_what_they_say(column, tmp_path):
    articles = read_corpus(parquet(tmp_path, pa.table({**GOOD, **column})))
    assert articles["text"].tolist() == [ARTICLE, ARTICLE]
    assert set(articles["city"]) == {"رشت", "کرج"} or articles["city"].tolist() == ["رشت", "کرج[2J"]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ({"text": [{"a": ARTICLE}, {"a": ARTICLE}]}, "is no text but of the kind dict"),
        ({"text": [[ARTICLE], [ARTICLE]]}, "is no text but of the kind list"),
        ({"text": pa.nulls(2)}, "The text is empty."),
        ({"text": [b"\xff\xfe", b""]}, "not UTF-8 (byte 0)"),
        ({"article": [None, "b"]}, "has no id"),
        ({"article": ["a\nb", f"a{RTL}"]}, "holds a character that does not show"),
        ({"article": ["a", "a"]}, "'a' stands twice"),
    ],
)
def test_columns_that_hold_no_articles_are_told(column, said, tmp_path):
    with pytest.raises(InputError) as error:
        read_corpus(parquet(tmp_path, pa.table({**GOOD, **column})))
    properties.sentences_hold(error.value.problems)
    assert said in str(error.value)


def test_a_column_that_is_missing_or_stands_twice_is_told(tmp_path):
    table = pa.table(GOOD)
    with pytest.raises(InputError, match="the columns text are missing"):
        read_corpus(parquet(tmp_path, table.drop_columns("text")))
    with pytest.raises(InputError, match="the columns city stand twice"):
        read_corpus(parquet(tmp_path, table.append_column("city", pa.array(["تهران", "قم"]))))


# The terminal


@pytest.mark.parametrize("name", ["\x1b[2J\x1b]0;owned\x07", f"{RTL}gpj.exe", "a\nEverything is sound.", "\x9b31m"])
def test_a_name_cannot_steer_the_terminal(name, tmp_path, capsys):
    folder = folder_of(tmp_path / name, "article,city,official\n../a,رشت,علوی\n")
    assert main(["check", str(folder)]) == 2
    (folder / "articles.csv").write_text("article,city,official\na,رشت,علوی\n", encoding="utf-8")
    (folder / "themes.toml").write_text(THEMES, encoding="utf-8")
    assert main(["check", str(folder)]) == 0
    assert (
        main(["sheet", "--corpus", str(folder), "--sample", "1", "--coder", "x", "--out", str(folder / "x.xlsx")]) == 0
    )
    told = capsys.readouterr()
    for line in (told.err + told.out).splitlines():
        assert line.isprintable(), line
    assert "Everything is sound." not in (told.err + told.out).splitlines()


# What is shown


MARKUP = "<img src=x onerror=alert(1)>\"'&{{7*7}}$x_1$ =cmd|x"


def test_a_hostile_corpus_is_exported_as_text_and_nothing_else(tmp_path):
    """Controls, marks of direction and markup in texts, names and the codebook, through every export and one figure."""
    folder = folder_of(tmp_path / "corpus", "")
    quoted = MARKUP.replace('"', '""')
    rows = [f'a{number},"=شهر {number % 2}","{quoted}","{quoted}"' for number in range(4)]
    (folder / "articles.csv").write_text("\n".join(["article,city,official,outlet", *rows]), encoding="utf-8")
    for number in range(4):
        page = f"{ARTICLE}\n{MARKUP}\x00\x1b[31m{RTL} وی گفت: خدمت به مردم\ufffe {number}.\n" * (number + 1)
        (folder / "articles" / f"a{number}.txt").write_bytes(page.encode())
    (folder / "articles" / "a.txt").unlink()
    themes = THEMES.replace('name_fa = "خدمت"', f"name_fa = '''خدمت {MARKUP.replace(chr(39), '')}'''")
    (folder / "themes.toml").write_text(themes, encoding="utf-8")
    study = read_study(folder)
    some = [job for job in jobs(study, tmp_path / "out") if "figure" not in job.name or job.name == "figure: groups"]
    made = [path for job in some for path in job.write()]
    write_report(study, tmp_path / "out", [path for path in made if path.suffix == ".png"])
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in {".html", ".svg", ".md"}:
            text = path.read_text(encoding="utf-8")
            assert "<img src=x" not in text, path.name
            assert not {"\x00", "\x1b"} & set(text), path.name
            assert ">49<" not in text


def test_a_column_of_one_category_is_shown_as_any_text():
    assert "<td" in show(pd.DataFrame({"subtheme": pd.Categorical(["", ""]), "n": [1, 2]})).data


def test_a_table_in_a_notebook_spells_out_what_would_turn_it_around():
    shown = show(pd.DataFrame({"text": [f"<b>{RTL}خدمت\x00", "x"], "n": [1, 2]}), caption=f"<i>{RTL}").data
    assert "&lt;b&gt;\\u202eخدمت\\u0000" in shown
    assert "<b>" not in shown
    assert "<i>" not in shown


@pytest.mark.parametrize("hidden", [RTL, "\x1b", "\u2066"])
def test_what_does_not_show_cannot_stand_in_a_codebook(hidden, tmp_path):
    path = tmp_path / "themes.toml"
    spelled = f"\\u{ord(hidden):04x}"
    path.write_text(THEMES.replace('name_en = "service"', f'name_en = "service{spelled}"'), encoding="utf-8")
    with pytest.raises(InputError, match=rf"name_en holds the character U\+{ord(hidden):04X}"):
        read_lexicon(path)
