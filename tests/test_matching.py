"""Matching: cases as data, an independent matcher, raw text and offsets, hostile text."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.text.page import sentences as read_sentences
from analysis.text.persian import joined_key
from analysis.text.tokens import tokens
from analysis.themes import places
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches
from analysis.themes.patterns import read_pattern
from tests.cases_of import cases

ENTRY = {"subtheme": "", "tier": "core", "note": "", "guard": False, "near": (), "not_near": (), "near_words": 0}


def lexicon(*entries: str | dict) -> pd.DataFrame:
    rows = []
    for given in entries:
        fields = {"pattern": given} if isinstance(given, str) else given
        row = {**ENTRY, "theme": "service", "speaker": "", "lists": {}, **fields}
        row |= {name: tuple(row[name]) for name in ("near", "not_near")}
        row["lists"] = {name: tuple(inside) for name, inside in row["lists"].items()}
        rows.append({**row, "entry": f"{row['theme']}: {row['pattern']}"})
    table = pd.DataFrame(rows)
    for column in ("theme", "subtheme"):
        table[column] = table[column].astype("category")
    return table


def sentences(*texts: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"article": "a", "sentence": range(1, len(texts) + 1), "start": 0, "text": texts, "speaker": "official"}
    )


@pytest.mark.parametrize("case", cases("matching", "why"))
def test_cases(case):
    found = matches(tokens(sentences(*case.get("sentences", [case["text"]]))), lexicon(*case["entries"]))
    assert found["form"].tolist() == case["forms"]


@pytest.fixture(scope="module")
def study():
    articles = read_corpus(SEEDS)
    return articles, tokens(read_sentences(articles)), read_lexicon(SEEDS / "themes.toml")


def test_form_is_the_text_at_its_offsets(study):
    articles, words, themes = study
    found = matches(words, themes)
    texts = articles.set_index("article")["text"]
    assert [texts[m.article][m.start : m.end] for m in found.itertuples()] == found["form"].tolist()
    assert list(found["theme"].cat.categories) == list(themes["theme"].cat.categories)
    assert not set(found["entry"]) & set(themes.loc[themes["guard"], "entry"])


def naive(pattern: str, words: list[str]) -> set[tuple[int, int]]:
    """Every place of a pattern of words, prefixes and gaps among words written apart, by trying all."""
    ends = {(at, at) for at in range(len(words))}
    for element in read_pattern(pattern):
        if element.kind == "gap":
            ends = {(a, b + width) for a, b in ends for width in range(element.low, element.high + 1)}
            continue
        reached = set()
        for start, at in ends:
            for stop in range(at + 1, len(words) + 1):
                text, shorter = "".join(words[at:stop]), "".join(words[at : stop - 1])
                begins = text.startswith(element.key) and not shorter.startswith(element.key)
                if text == element.key or (element.kind == "prefix" and begins):
                    reached.add((start, stop))
        ends = reached
    return ends


def test_an_independent_matcher_finds_the_same_places():
    patterns = ["خدمت رسانی", "خدمت*", "خدمت {0,2} مردم", "به {1,1} مردم", "خدمت رسان*", "رسانی به مردم"]
    texts = list(product(["خدمت", "رسانی", "به", "مردم", "خدمترسانی"], repeat=4))
    own = [{"pattern": pattern, "theme": str(n)} for n, pattern in enumerate(patterns)]
    table = matches(tokens(sentences(*map(" ".join, texts))), lexicon(*own))
    covered: dict[tuple, set] = {}
    for row in table.itertuples():
        covered.setdefault((row.sentence, row.theme), set()).add((row.start, row.end))
    for (number, words), (n, pattern) in product(enumerate(texts, 1), enumerate(patterns)):
        starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words) + 1)]
        expected = {(starts[a], starts[b] - 1) for a, b in naive(pattern, [joined_key(word) for word in words])}
        mine = covered.get((number, str(n)), set())
        assert mine <= expected, (words, pattern)
        assert all(any(a < d and c < b for c, d in mine) for a, b in expected), (words, pattern)


def test_spacing_of_the_text_decides_nothing(study):
    _, _, themes = study
    apart = "ما خدمت رسانی به مردم و هم افزایی دستگاه ها را می خواهیم"
    joined = "ما خدمت‌رسانی به مردم و هم‌افزایی دستگاه‌ها را می‌خواهیم"
    both = [matches(tokens(sentences(text)), themes)["entry"].tolist() for text in (apart, joined)]
    assert both[0] == both[1] != []


def test_a_sentence_has_the_same_matches_alone(study):
    _, _, themes = study
    examples = themes["examples"].explode().dropna().drop_duplicates().iloc[::20]
    words = tokens(sentences(*examples + "."))
    whole = matches(words, themes)
    apart = [matches(own, themes) for _, own in words.groupby("sentence", sort=False)]
    pd.testing.assert_frame_equal(pd.concat(apart, ignore_index=True), whole)


def test_how_many_places_are_joined_at_once_decides_nothing(study, monkeypatch):
    _, words, themes = study
    whole = matches(words, themes)
    monkeypatch.setattr(places, "_AT_ONCE", 20)
    pd.testing.assert_frame_equal(matches(words, themes), whole)


def test_no_words_no_matches(study):
    _, words, themes = study
    empty = matches(words.iloc[:0], themes)
    assert empty.empty
    assert list(empty.columns) == list(matches(words, themes).columns)
    assert matches(tokens(sentences("؟!", "…")), themes).empty


def test_long_hostile_text_is_read_in_linear_work(study):
    _, _, themes = study
    text = "خدمت " * 20_000 + "به مردم " * 5_000
    assert len(matches(tokens(sentences(text)), themes)) > 0
