"""Matching: cases as data, an independent matcher, raw text and offsets, hostile text."""

from __future__ import annotations

from random import Random

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.text.page import sentences as read_sentences
from analysis.text.tokens import tokens
from analysis.themes import places
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches
from analysis.themes.patterns import read_pattern
from tests.cases_of import cases
from tests.naive_matching import found_in

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


RANDOM_WORDS = [
    *("خدمت", "رسانی", "خدمت‌رسانی", "خدمات", "به", "مردم", "شهردار", "می‌شود", "تأکید", "هم", "افزایی", "کنند", "و"),
    *("شهر", "دستگاه‌ها", "#خدمت_رسانی"),
]
RANDOM_PARTS = [
    *("خدمت", "رسانی", "خدمترسانی", "به", "مردم", "شهر", "تاکید", "هم‌افزایی", "و", "خدمت*", "خدمتر*", "شه*", "هما*"),
    *("lemma:خدمت", "lemma:شدن", "lemma:کردن", "lemma:دستگاه", "@some", "@more"),
    *("{0,2}", "{1,1}", "{1,3}", "{0,1}", "{2,4}"),
]
RANDOM_LISTS = {"some": ("به", "شهر*", "lemma:خدمت"), "more": ("هم افزایی", "مردم")}


def random_pattern(rng: Random) -> str:
    """One to five parts that make a pattern."""
    while True:
        pattern = " ".join(rng.choices(RANDOM_PARTS, k=rng.randint(1, 5)))
        try:
            read_pattern(pattern, RANDOM_LISTS)
        except ValueError:
            continue
        return pattern


@pytest.mark.parametrize("seed", range(40))
def test_random_lexicons_find_what_trying_everything_finds(seed):
    rng = Random(seed)
    entries = [
        {
            "pattern": random_pattern(rng),
            "theme": rng.choice("ab"),
            "guard": rng.random() < 0.2,
            "speaker": rng.choice(["", "", "", "official", "other"]),
            "near": [random_pattern(rng) for _ in range(rng.choice([0, 0, 2]))],
            "not_near": [random_pattern(rng) for _ in range(rng.choice([0, 0, 1]))],
            "near_words": rng.randrange(4),
            "lists": RANDOM_LISTS,
        }
        for _ in range(15)
    ]
    themes = lexicon(*entries).assign(entry=range(15))
    texts = [
        " ".join(rng.choice(RANDOM_WORDS) + rng.choice([*" " * 6, "، ", ". ", " («"]) for _ in range(9)) + "."
        for _ in range(9)
    ]
    words = tokens(sentences(*texts).assign(speaker=rng.choices(["official", "other"], k=9)))
    found = matches(words, themes)
    for number, own in words.groupby("sentence"):
        mine = found.loc[found["sentence"] == number, ["start", "end", "entry"]]
        assert list(mine.itertuples(index=False, name=None)) == found_in(own, themes), texts[number - 1]


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
