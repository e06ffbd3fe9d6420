"""From pages to sentences: the contract of the table."""

import pandas as pd
import pytest

import analysis
from analysis.commands import SEEDS
from tests.cases_of import cases


def test_columns_offsets_and_numbers():
    articles = analysis.read_corpus(SEEDS)
    table = analysis.sentences(articles)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    assert all(texts[s.article][s.start : s.end] == s.text == s.text.strip() for s in table.itertuples())
    assert list(table["article"].unique()) == list(articles["article"])
    assert (table.groupby("article", sort=False)["sentence"].diff().dropna() == 1).all()
    assert (table["repeat_of"].dropna() < table.loc[table["repeat_of"].notna(), "sentence"]).all()
    assert list(table["part"].cat.categories) == ["kicker", "headline", "lead", "body", "crosshead", "meta", "residue"]
    assert list(table["speaker"].cat.categories) == ["official", "other", "narration", "none"]


def test_agrees_with_the_coding_of_the_seeds():
    table = analysis.sentences(analysis.read_corpus(SEEDS))
    coding = pd.read_csv(SEEDS / "coding" / "first.csv", dtype={"repeat_of": "Int64"})
    both = coding.merge(table, on=["article", "start", "end"], suffixes=("", "_found"))
    assert (both["part"] == both["part_found"].astype(str)).sum() >= 72
    assert (both["repeat_of"].isna() == both["repeat_of_found"].isna()).sum() >= 72
    assert (both["speaker"] == both["speaker_found"].astype(str)).sum() >= 70


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("case", cases("parts", "name"))
def test_parts_and_repeats(case, newline):
    table = analysis.sentences(pd.DataFrame([{"article": "a", "text": newline.join(case["text"])}]))
    assert list(table["part"]) == case["parts"]
    repeats = table.dropna(subset="repeat_of").set_index("sentence")["repeat_of"]
    assert {str(n): k for n, k in repeats.items()} == case.get("repeats", {})


def test_half_of_a_surrogate_pair_is_named_with_its_article():
    text = pd.Series(["شهردار گفت: خوب است.", "شهردار \ud800 گفت: خوب است."], dtype=object)
    with pytest.raises(analysis.InputError, match="article 'b' holds half of a surrogate pair"):
        analysis.sentences(pd.DataFrame({"article": ["a", "b"], "text": text}))


def test_no_article_and_an_article_without_words():
    empty = analysis.sentences(pd.DataFrame({"article": [], "text": []}))
    assert list(empty.columns) == list(analysis.sentences(pd.DataFrame({"article": ["a"], "text": [" .\n…"]})).columns)
    assert len(empty) == 0


@pytest.mark.parametrize(
    "unit",
    [
        *("شهردار شماره {} گفت: خدمت {}.\n", "خدمت {} و {}.\n", "«آمد. {} {}", "{} وزیر شهر{} نیز گفت: بله.\n"),
        "پروژه {}\nشهردار گفت: خدمت {}.\n",
    ],
)
def test_long_pages(unit):
    text = "".join(unit.format(n % 97, n) for n in range(3_000))
    assert analysis.sentences(pd.DataFrame({"article": ["a"], "text": [text]}))["text"].map(len).sum() <= len(text)
