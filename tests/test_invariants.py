"""What holds of every layer, on Persian news that hypothesis makes up: from letters to files that are read back."""

from __future__ import annotations

import io
import re
from functools import cache

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from analysis import matches, read_coding, read_corpus, read_lexicon, sentences, tokens
from analysis.commands import SEEDS
from analysis.output.exchange_refi import write_refi
from analysis.output.exchange_refi_coding import code_segments
from analysis.output.exchange_refi_reading import read_refi
from analysis.output.exchange_tokens import write_conllu, write_tokens
from analysis.output.tables import harmless, study_tables, write_csv
from analysis.output.workbook import workbook
from analysis.study import Study, read_study
from tests import properties, strategies
from tests.test_matching import lexicon as lexicon_of

# What the pages made up may miss: controls, markup, marks, line ends of three kinds, and words of every theme.
HARD = (
    "\ufeffشهردار رشت:\u202e مشارکت مردم\u202c | تحول\r\n<b>وی</b> گفت: «خدمت\u200cرسا\x00نی به مردم،"
    " خدمتِ صادقانه\u064e است.»\r"
    "تغییر ساختار\u2028و شایسته\u200fسالاری =۱+۱\n\x1b[31m@همکاری\u0085 نظرات\t۰\n"
)
ENTITIES = {" ": "&nbsp;", "،": "&#1548;"}
WORDS = {"sheets": {}, "columns": {}, "values": {}}


@cache
def lexicon() -> pd.DataFrame:
    return read_lexicon(SEEDS / "themes.toml")


@given(st.one_of(strategies.noise, strategies.words, strategies.lines))
def test_letters_once_normal_stay_as_they_are(text):
    properties.letters_hold(text)


@given(strategies.pages)
def test_every_place_is_exact_and_no_letter_is_lost(page):
    properties.page_holds(page)


@given(strategies.pages, st.lists(strategies.patterns, min_size=1, max_size=4, unique=True))
@settings(max_examples=50)
def test_matches_stand_inside_their_sentence(page, patterns):
    words = properties.page_holds(page)
    properties.matches_hold(words, lexicon(), page)
    properties.matches_hold(words, lexicon_of(*patterns), page)


@given(strategies.corpora)
@settings(max_examples=30)
def test_counts_add_up_over_any_parting_of_the_articles_in_any_order(pages):
    whole = properties.articles(*pages)
    counts = properties.counts_of(whole, lexicon())
    parted = [properties.counts_of(part, lexicon()) for part in (whole[::2], whole[1::2]) if len(part)]
    pd.testing.assert_frame_equal(pd.concat(parted).sort_index(), counts)
    pd.testing.assert_frame_equal(properties.counts_of(whole[::-1], lexicon()), counts)


def test_entities_left_by_a_scraper_are_read_as_what_they_stand_for():
    given = read_corpus(SEEDS)
    left = given.assign(text=[re.sub("(?<= ..) |،", lambda found: ENTITIES[found.group()], t) for t in given["text"]])
    assert all(sum(text.count(entity) for text in left["text"]) > 20 for entity in ENTITIES.values())
    (read, words, found), (as_left, their_words, also_found) = (
        (table := sentences(articles), made := tokens(table), matches(made, lexicon())) for articles in (given, left)
    )
    same = ["article", "sentence", "part", "speaker", "repeat_of", "words", "paragraph"]
    pd.testing.assert_frame_equal(as_left[same], read[same])
    assert their_words["word"].tolist() == words["word"].tolist()
    assert also_found["entry"].tolist() == found["entry"].tolist()
    texts = left.set_index("article")["text"]
    for table, column in ((as_left, "text"), (their_words, "form"), (also_found, "form")):
        assert [texts[row.article][row.start : row.end] for row in table.itertuples()] == table[column].tolist()


@given(strategies.corpora)
@settings(max_examples=30)
def test_an_article_is_read_the_same_alone_and_among_others(pages):
    whole = properties.articles(*pages)
    among = sentences(whole)
    for number in range(len(pages)):
        alone, here = sentences(whole[number : number + 1]), among[among["article"] == str(number)]
        pd.testing.assert_frame_equal(alone, here.reset_index(drop=True))


# Files that are read back


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Study:
    """A study of forty pages as hypothesis makes them up, with a coding by hand."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "articles").mkdir()
    (folder / "coding").mkdir()
    (folder / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    rows = ["article,city,official"]
    for number, page in enumerate([HARD, *made_up(39)]):
        (folder / "articles" / f"{number}.txt").write_bytes(page.encode())
        rows.append(f'{number},شهر {number % 3},"شوقی، نام {number % 5}"')
    (folder / "articles.csv").write_text("\n".join(rows), encoding="utf-8")
    uncoded = read_study(folder)
    themes = uncoded.codebook.query("subtheme != ''").groupby("theme", sort=False)["subtheme"].first()
    coding = uncoded.sentences[["article", "sentence", "start", "end", "part", "speaker"]].assign(repeat_of="")
    for number, (theme, subtheme) in enumerate(themes.items(), 2):
        coding[theme] = [subtheme if row % number == 0 else "" for row in range(len(coding))]
    coding.to_csv(folder / "coding" / "first.csv", index=False, lineterminator="\n")
    return read_study(folder)


def made_up(number: int) -> list[str]:
    """So many pages with a word in them, those of the most different characters, the same ones each time."""
    found: set[str] = set()

    @given(strategies.pages)
    @settings(max_examples=number * 10, database=None, suppress_health_check=list(HealthCheck))
    def gather(page: str) -> None:
        if any(map(str.isalpha, page)):
            found.add(page)

    gather()
    return sorted(found, key=lambda page: (-len(set(page)), page))[:number]


def test_the_pages_are_hard_ones(study):
    text = "".join(study.articles["text"])
    assert len(study.articles) == 40
    assert all(char in text for char in "\u202e\u200c\x00\u064e<|")
    assert len(study.matches) > 10


def test_tables_are_read_back_from_csv(study, tmp_path):
    for name, table in study_tables(study).items():
        path = write_csv(table, tmp_path / f"{name}.csv")
        back = pd.read_csv(path, keep_default_na=False, na_values=[""], dtype=str, encoding="utf-8-sig")
        assert list(back) == list(table)
        for column in table:
            values = harmless(table)[column]
            if pd.api.types.is_float_dtype(values):
                assert back[column].astype(float).tolist() == pytest.approx(values.tolist(), rel=1e-5, nan_ok=True)
            else:
                assert back[column].fillna("").tolist() == [read_as(value) for value in values], (name, column)


def read_as(value: object) -> str:
    """What a reader of CSV gives for a value: line ends are one, missing is empty."""
    return "" if pd.isna(value) else str(value).replace("\r\n", "\n").replace("\r", "\n")


def test_tables_are_read_back_from_a_workbook(study):
    tables = study_tables(study)
    book = load_workbook(io.BytesIO(workbook(tables, WORDS, "fa")))
    for name, table in tables.items():
        header, *rows = book[name[:31]].iter_rows(values_only=True)
        assert list(header) == list(table)
        assert len(rows) == len(table)
        for row, values in zip(rows, table.itertuples(index=False), strict=True):
            for cell, value in zip(row, values, strict=True):
                if isinstance(value, float) and value == value:
                    assert cell == pytest.approx(value, rel=1e-5)
                elif isinstance(value, str):
                    assert shown(cell) == shown(value)


def shown(text: str | None) -> str:
    """A text as a cell can hold it: XML has no controls, and one way to end a line."""
    kept = (char if char >= " " or char in "\t\n" else "\ufffd" for char in (text or "").replace("\r", "\n"))
    return "".join(kept).replace("\ufffd", "")


def test_a_coding_is_read_back_from_a_refi_project(study, tmp_path):
    segments = read_refi(write_refi(study, tmp_path), study.articles, study.codebook)
    back = code_segments(segments, study.sentences, list(study.codebook["theme"].unique()))
    keys = ["article", "sentence", "theme"]
    columns = [*keys, "present", "subthemes"]
    own = read_coding(study.folder / "coding" / "first.csv").astype({"theme": str})[columns]
    both = [table.astype({"theme": str})[columns].sort_values(keys, ignore_index=True) for table in (own, back)]
    pd.testing.assert_frame_equal(*both)


def test_tokens_are_read_back_from_a_table_and_from_conllu(study, tmp_path):
    rows = [line.split("\t") for line in write_tokens(study, tmp_path).read_text("utf-8").split("\n")[1:-1]]
    assert [row[6] for row in rows] == study.tokens["form"].tolist()
    assert [row[3] for row in rows] == study.tokens["word"].tolist()
    lines = write_conllu(study, tmp_path).read_text("utf-8").split("\n")
    words = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    assert [row[1] for row in words] == study.tokens["form"].tolist()
    assert [row[2] for row in words] == [lemma or "_" for lemma in study.tokens["lemma"]]
    places = [dict(item.split("=", 1) for item in row[9].split("|") if "=" in item) for row in words]
    assert [int(place["start"]) for place in places] == study.tokens["start"].tolist()
    assert sum(line.startswith("# sent_id = ") for line in lines) == len(study.sentences)


def test_tokens_of_the_whole_are_those_of_the_parts(study):
    parts = [tokens(study.sentences[first::3]) for first in range(3)]
    whole = pd.concat(parts).sort_values(["article", "start"], kind="stable", ignore_index=True)
    own = study.tokens.sort_values(["article", "start"], kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(whole, own)
    assert len(matches(whole, lexicon())) == len(study.matches)
