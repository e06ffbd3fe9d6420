"""The whole study of the five articles: every number can be followed to its place in the text."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.commands import SEEDS
from analysis.study import Study, folder_problems, read_study

CONTRACT = {
    "articles": "article city official role outlet published jalali note path sha256 text",
    "sentences": "article sentence start end text part speaker repeat_of words",
    "tokens": "article sentence token start end form word lemma",
    "lexicon": "entry theme subtheme pattern tier note",
    "matches": "article sentence start end form theme subtheme entry",
    "coded": "article sentence theme present source",
}


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS)


@pytest.mark.parametrize(("table", "column"), [("sentences", "text"), ("tokens", "form"), ("matches", "form")])
def test_every_slice_of_the_file_is_the_text_that_was_counted(study, table, column):
    rows = getattr(study, table)
    assert set(rows["article"]) == set(study.articles["article"])
    for article, path in zip(study.articles["article"], study.articles["path"], strict=True):
        text = Path(path).read_bytes().decode("utf-8")
        own = rows[rows["article"] == article]
        assert [text[start:end] for start, end in zip(own["start"], own["end"], strict=True)] == own[column].tolist()


@pytest.mark.parametrize("table", CONTRACT)
def test_the_tables_have_the_columns_that_others_build_on(study, table):
    assert set(CONTRACT[table].split()) <= set(getattr(study, table).columns)


@pytest.mark.parametrize(
    ("step", "given", "column"),
    [
        (lambda s: analysis.sentences(s["articles"]), "articles", "text"),
        (lambda s: analysis.tokens(s["sentences"]), "sentences", "start"),
        (lambda s: analysis.matches(s["tokens"], s["lexicon"]), "tokens", "lemma"),
        (lambda s: analysis.matches(s["tokens"], s["lexicon"]), "lexicon", "guard"),
        (lambda s: analysis.code(s["sentences"], s["matches"]), "matches", "theme"),
        (lambda s: analysis.validity(s["coded"], s["hand"]), "hand", "source"),
    ],
)
def test_a_table_without_a_column_that_a_step_needs_is_told(study, step, given, column):
    tables = {name: getattr(study, name) for name in (*CONTRACT, "hand")}
    with pytest.raises(analysis.InputError, match=f"lacks the columns {column}; it has "):
        step({**tables, given: tables[given].drop(columns=column)})


def test_the_map_of_the_package_names_every_column_and_no_other(study):
    made = {name: getattr(study, name) for name in (*CONTRACT, "codebook", "counts", "validity")}
    made |= {"rates": study.rates("city"), "contrasts": study.contrasts("city")}
    own = {"articles": {"city_en", "official_en"}, "validity": {"coder"}}  # of this corpus, and added by Study
    rows = str(analysis.__doc__).split("===\n")[2].rstrip("= \n")
    for row in re.split(r"\n(?=\w)", rows):
        name, told = row.split()[0], " ".join(row.rpartition("``:")[2].split())
        listed = re.split(r", |;.*| then .*", re.sub(r" \(.*?\)", "", told))
        columns = {re.sub("_(low|high)$", "", column) for column in made[name]} - own.get(name, set())
        assert {column for column in listed if column and column.isidentifier()} == columns


def test_tokens_rebuild_their_sentence(study):
    whole = study.tokens["form"] + study.tokens["after"]
    rebuilt = whole.groupby([study.tokens["article"], study.tokens["sentence"]], sort=False).agg("".join)
    assert rebuilt.tolist() == study.sentences["text"].tolist()


def test_words_of_a_sentence_are_its_word_tokens(study):
    words = study.tokens[study.tokens["is_word"]].groupby(["article", "sentence"], sort=False).size()
    told = study.sentences.set_index(["article", "sentence"])["words"]
    pd.testing.assert_series_equal(words.reindex(told.index, fill_value=0), told, check_names=False)


def test_every_match_stands_inside_its_sentence(study):
    spans = study.matches.merge(study.sentences, on=["article", "sentence"], suffixes=("", "_of"), validate="m:1")
    assert len(spans) == len(study.matches)
    assert ((spans["start"] >= spans["start_of"]) & (spans["end"] <= spans["end_of"])).all()


def test_rates_and_contrasts_are_called_as_the_contract_says(study):
    rates = analysis.rates(study.articles, study.sentences, study.matches, by="city")
    assert rates["words"].groupby(rates["group"]).first().sum() == analysis.counted(study.sentences)["words"].sum()
    contrasts = analysis.contrasts(study.articles, study.sentences, study.matches, by="city", unit="sentence")
    assert len(contrasts) == 6 * rates["theme"].nunique()


def test_the_folder_of_the_five_articles_is_sound():
    assert folder_problems(SEEDS) == []
