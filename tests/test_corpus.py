"""The corpus folder: what read_corpus gives, and that every fault is named at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.text.folder import COLUMNS, look_alikes, read_folder, unlisted

ARTICLES_CSV_SHA256 = "5d2df00b73b192ffaabe78643b431066fc0110d1c7ffd5504ba8717dcb7dfe89"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two good articles."""
    (tmp_path / "articles").mkdir()
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.txt").write_text(f"متن {name}\n", encoding="utf-8", newline="")
    write_index(tmp_path, "article,city,official", "a,رشت,علوی", "b,کرج,کیانی")
    return tmp_path


def write_index(folder: Path, *lines: str, newline: str = "\n") -> None:
    (folder / "articles.csv").write_bytes((newline.join(lines) + newline).encode())


def test_seeds_are_the_registered_ones():
    assert hashlib.sha256((SEEDS / "articles.csv").read_bytes()).hexdigest() == ARTICLES_CSV_SHA256
    articles = read_corpus(SEEDS)
    assert list(articles.columns[: len(COLUMNS)]) == list(COLUMNS)
    assert list(articles["article"]) == [
        "rasht-sabetghadam",
        "rasht-alavi",
        "kermanshah-tolouei",
        "karaj-kiani",
        "tehran13-nouri",
    ]
    for row in articles.itertuples():
        raw = Path(row.path).read_bytes()
        assert row.sha256 == hashlib.sha256(raw).hexdigest()
        assert row.text == raw.decode("utf-8")


def test_dates_are_days_or_missing():
    articles = read_corpus(SEEDS).set_index("article")
    assert articles.loc["rasht-alavi", "published"] == pd.Timestamp("2022-03-01")
    assert pd.isna(articles.loc["karaj-kiani", "published"])


@pytest.mark.parametrize("written", ["1403/7/8", "۱۴۰۳/۰۷/۰۸", "1403-7-08"])
def test_a_day_may_be_written_as_people_write_it(corpus, written):
    write_index(corpus, "article,city,official,jalali", f"a,رشت,علوی,{written}")
    assert read_corpus(corpus)["published"].tolist() == [pd.Timestamp("2024-09-29")]


@pytest.mark.parametrize(("column", "day"), [("jalali", "2023-05-06"), ("published", "1402-02-16")])
def test_a_day_of_the_other_calendar_is_told(corpus, column, day):
    write_index(corpus, f"article,city,official,{column}", f"a,رشت,علوی,{day}")
    (problem,) = read_folder(corpus)[1]
    assert f"{column} is {day!r}" in problem


def test_names_that_differ_in_spelling_alone_are_told():
    names = pd.DataFrame(
        {
            "city": ["تهران", "تهران\u200c", "قم"],
            "official": ["علی", "رضا", "علي"],
            "outlet": [None] * 3,
            "party": ["حزب کار", "حزب  کار", "حزب سبز"],
            "note": ["چاپی", "چاپي", ""],
        }
    )
    assert [problem.split(" is ")[0] for problem in look_alikes(names)] == [
        "articles.csv: the city",
        "articles.csv: the official",
        "articles.csv: the party",
    ]
    assert look_alikes(names.drop(index=[1, 2])) == []


def test_what_is_missing_is_told_once_and_what_stands_there_instead(corpus):
    (corpus / "articles" / "b.txt").rename(corpus / "articles" / "b.docx")
    (problem,) = read_folder(corpus)[1]
    assert problem.endswith("b.txt does not exist; save b.docx as plain text in UTF-8 beside it.")
    (corpus / "articles").rename(corpus / "texts")
    (problem,) = read_folder(corpus)[1]
    assert problem.endswith("articles does not exist; the text of each article stands in articles/ID.txt.")


def test_a_jalali_date_alone_gives_the_gregorian_day(corpus):
    write_index(corpus, "article,city,official,jalali", "a,رشت,علوی,1403-07-08")
    assert read_corpus(corpus).loc[0, "published"] == pd.Timestamp("2024-09-29")


def test_newlines_are_kept_as_they_stand(corpus):
    (corpus / "articles" / "a.txt").write_bytes("یک\r\nدو\r".encode())
    assert read_corpus(corpus).loc[0, "text"] == "یک\r\nدو\r"


def test_bom_windows_newlines_and_blank_lines_are_harmless(corpus):
    write_index(corpus, "\ufeffarticle,city,official", "", "a,رشت,علوی", newline="\r\n")
    assert list(read_corpus(corpus)["article"]) == ["a"]


def test_further_columns_are_kept(corpus):
    write_index(corpus, "article,city,official,party", "a,رشت,علوی,x")
    assert read_corpus(corpus).loc[0, "party"] == "x"


def test_an_empty_cell_of_any_column_is_missing(corpus):
    write_index(corpus, "article,city,official,party,outlet", "a,رشت,علوی,x,", "b,کرج,کیانی,,")
    missing = read_corpus(corpus)[["party", "outlet", "note"]].isna()
    assert missing.to_numpy().tolist() == [[False, True, True], [True, True, True]]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["article|city|official", "a|رشت|علوی"], ["line 1", "lacks article, city, official", "comma-separated"]),
        (["article,city,city,official", "a,x,y,z"], ["line 1", "city stand twice"]),
        (["article,city,official"], ["lists no article"]),
        (["article,city,official", "a,,علوی"], ["line 2", "'city' is empty"]),
        (["article,city,official", "a,رشت,علوی", "a,رشت,علوی"], ["line 3", "already stands in line 2"]),
        (["article,city,official", "a,رشت"], ["line 2", "2 fields where the header has 3"]),
        (["article,city,official", "../b,رشت,علوی"], ["line 2", "'../b' cannot name a file"]),
        (["article,city,official", "c,رشت,علوی"], ["line 2", "c.txt does not exist"]),
        (["article,city,official,published", "a,رشت,علوی,1/2/2024"], ["line 2", "published", "YYYY-MM-DD"]),
        (["article,city,official,jalali", "a,رشت,علوی,1403-13-01"], ["line 2", "jalali", "1403-07-08"]),
        (
            ["article,city,official,published,jalali", "a,رشت,علوی,2024-09-30,1403-07-08"],
            ["line 2", "name different days", "2024-09-29"],
        ),
        (["article,city,official,sha256", "a,رشت,علوی,00"], ["line 2", "sha256", "changed after it was registered"]),
    ],
)
def test_a_fault_is_one_full_sentence(corpus, lines, parts):
    write_index(corpus, *lines)
    (problem,) = read_folder(corpus)[1]
    assert all(part in problem for part in parts), problem
    assert problem.endswith(".")


def test_all_faults_are_listed_at_once(corpus):
    write_index(corpus, "article,city,official", "a,,علوی", "b,کرج,", "c,کرج,کیانی")
    with pytest.raises(InputError) as error:
        read_corpus(corpus)
    assert len(error.value.problems) == 3


def test_a_text_that_no_line_names_is_told(corpus):
    write_index(corpus, "article,city,official", "a,رشت,علوی")
    (problem,) = unlisted(corpus)
    assert "b.txt is named in no line of articles.csv" in problem


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_in_another_encoding_is_recognised_and_refused(corpus, encoding):
    text = "شهردار رشت گفت: خدمت به مردم در شهر افتخار است.\n" * 5
    (corpus / "articles" / "a.txt").write_bytes(text.replace("ی", "ي").encode(encoding))
    (problem,) = read_folder(corpus)[1]
    known = "WINDOWS-1256" if encoding == "cp1256" else "UTF-16"
    assert "a.txt is not UTF-8 (byte " in problem
    assert f"it looks like {known}. Save it as UTF-8" in problem
    assert f"iconv -f {known} -t UTF-8 a.txt > converted.txt" in problem


def test_a_damaged_text_is_not_taken_for_another_encoding(corpus):
    whole = ("شهردار گفت: خدمت به مردم.\n" * 20).encode()
    (corpus / "articles" / "a.txt").write_bytes(whole[:-3])
    (problem,) = read_folder(corpus)[1]
    assert "damaged or cut" in problem


def test_an_empty_text_and_a_missing_folder_are_refused(corpus, tmp_path):
    (corpus / "articles" / "a.txt").write_bytes(b" \n")
    assert "a.txt is empty" in read_folder(corpus)[1][0]
    assert "does not exist" in read_folder(tmp_path / "nowhere")[1][0]


def test_a_table_left_as_a_workbook_and_an_id_with_its_ending_are_recognised(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("متن", "utf-8")
    (tmp_path / "articles.xlsx").write_bytes(b"PK")
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "first.csv").write_text("article,sentence\n", "utf-8")  # is no archive
    with pytest.raises(InputError, match=r"articles.csv does not exist; save articles.xlsx as CSV UTF-8 beside it\."):
        read_corpus(tmp_path)
    (tmp_path / "articles.csv").write_text("article,city,official\na.txt,رشت,علوی\n", "utf-8")
    assert read_folder(tmp_path)[1][0].endswith("a.txt.txt does not exist; the id is a, without .txt.")
