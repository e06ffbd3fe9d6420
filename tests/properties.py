"""What must hold of every layer, whatever the text: one function a layer, for hypothesis and for the fuzzer alike."""

from __future__ import annotations

import unicodedata

import pandas as pd

from analysis import count, matches, sentences, tokens
from analysis.text import persian
from analysis.text.tokens import count_words

PAGE = {"city": "رشت", "official": "رحیم شوقی", "role": "شهردار", "outlet": "خبر"}


def articles(*texts: str) -> pd.DataFrame:
    """Texts as the table *articles*, named 0, 1, …"""
    return pd.DataFrame([{"article": str(n), **PAGE, "text": text} for n, text in enumerate(texts)])


def letters_hold(text: str) -> None:
    """Normal form and key do not change when they are made again, and hold nothing that does not show."""
    for form in (persian.normal, persian.key):
        once = form(text)
        assert form(once) == once, (form.__name__, text)
        assert not any("\ud800" <= char <= "\udfff" or char in persian.UNSEEN for char in once), (form.__name__, text)


def page_holds(text: str) -> pd.DataFrame:
    """Sentences and tokens of a page: exact offsets, in order, nothing lost between them; gives the tokens."""
    said = sentences(articles(text))
    assert_slices(said, "text", text)
    assert_nothing_lost(said, text)
    assert said["sentence"].tolist() == list(range(1, len(said) + 1))
    assert said["text"].map(str.strip).eq(said["text"]).all()
    repeated = said.dropna(subset="repeat_of")
    assert (repeated["repeat_of"] < repeated["sentence"]).all()
    assert said.set_index("sentence")["repeat_of"].loc[repeated["repeat_of"]].isna().all()
    words = tokens(said)
    assert_slices(words, "form", text)
    assert_nothing_lost(words, text)
    inside = words.merge(said, on=["article", "sentence"], suffixes=("", "_of"), validate="m:1")
    assert ((inside["start"] >= inside["start_of"]) & (inside["end"] <= inside["end_of"])).all()
    assert said["words"].sum() == words["is_word"].sum()
    assert said["words"].tolist() == count_words(said["text"].tolist()).tolist()
    return words


def matches_hold(words: pd.DataFrame, lexicon: pd.DataFrame, text: str) -> pd.DataFrame:
    """Matches stand on whole tokens of one sentence, no two of a theme on the same one; gives them."""
    found = matches(words, lexicon)
    assert_slices(found, "form", text)
    starts, ends = (dict(zip(words[name], words["sentence"], strict=True)) for name in ("start", "end"))
    assert [starts[start] for start in found["start"]] == found["sentence"].tolist()
    assert [ends[end] for end in found["end"]] == found["sentence"].tolist()
    for _, own in found.groupby("theme", observed=True):
        ordered = own.sort_values("start")
        assert (ordered["start"].iloc[1:].to_numpy() >= ordered["end"].iloc[:-1].to_numpy()).all()
    return found


def counts_of(pages: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """The counts of articles, summed by article, part, speaker and theme."""
    said = sentences(pages)
    table = count(pages, said, matches(tokens(said), lexicon))
    keys = ["article", "part", "speaker", "theme"]
    numbers = ["words", "sentences", "matches", "coded_sentences"]
    return table.astype(dict.fromkeys(keys, str)).groupby(keys)[numbers].sum().sort_index()


def assert_slices(table: pd.DataFrame, column: str, text: str) -> None:
    """Rows are slices of the text, one after the other."""
    sliced = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    assert sliced == table[column].tolist()
    if column != "form" or "theme" not in table:
        assert (table["start"].iloc[1:].to_numpy() >= table["end"].iloc[:-1].to_numpy()).all()


def assert_nothing_lost(table: pd.DataFrame, text: str) -> None:
    """No letter or digit stands outside the rows."""
    outside, last = [], 0
    for start, end in zip(table["start"], table["end"], strict=True):
        outside.append(text[last:start])
        last = end
    lost = [char for char in "".join([*outside, text[last:]]) if char.isalnum()]
    assert not lost, [unicodedata.name(char, hex(ord(char))) for char in lost]


def sentences_hold(problems: list[str]) -> None:
    """What a user is told is full sentences, each on one line, and nothing in them steers the terminal."""
    assert problems
    for problem in problems:
        assert problem.rstrip().endswith((".", "!", "?")) or "iconv" in problem or "python -m" in problem, problem
        assert all(char.isprintable() or char == persian.ZWNJ for char in problem), problem
