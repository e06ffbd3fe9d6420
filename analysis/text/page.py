"""From pages to sentences: one row per sentence with its place, part, speaker and what it repeats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKERS
from analysis.errors import InputError
from analysis.text import boundaries, folding
from analysis.text.folding import Page
from analysis.text.parts import parts
from analysis.text.repeats import repeats
from analysis.text.saying import cued
from analysis.text.tokens import count_words
from analysis.text.voices import speakers


def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """The sentences of *articles*, in the order of the pages.

    Columns: `article`, `sentence` (from 1), `start`, `end` (code points of the article's file, end exclusive, trimmed),
    `text` (raw slice), `part` (kicker, headline, lead, body, crosshead, meta, residue), `speaker` (official, other,
    narration, none), `repeat_of` (number of the earlier sentence whose words stand here again, or missing), `words`
    (words as `tokens` counts them), `paragraph` (lines of the page that hold a word, from 1). A mark that stands alone
    is in no sentence. Of *articles*, the columns `official` and `role` tell who the official is; where they are missing
    or "unknown" it is the person whom most of the page reports.
    """
    texts = articles["text"].tolist()
    officials, roles = _flat(articles, "official"), _flat(articles, "role")
    spans, part, speaker, repeat_of = [], [], [], []
    for text, folded, official, role in zip(texts, folding.folded(texts), officials, roles, strict=True):
        spans.append(boundaries.spans(text, folded[0]))
        page = _page(*folded, spans[-1])
        mine = parts(page)
        part += mine
        speaker += speakers(page, mine, official, role)
        repeat_of += repeats(page, mine)
    counts = list(map(len, spans))
    paragraph, start, end = np.array([*chain.from_iterable(spans)], np.int64).reshape(-1, 3).T
    text = [text[start:end] for text, own in zip(texts, spans, strict=True) for _, start, end in own]
    columns = {
        "article": pd.Series(articles["article"].tolist()).repeat(counts).array,
        "sentence": np.fromiter(chain.from_iterable(range(1, count + 1) for count in counts), np.int64),
        "start": start,
        "end": end,
        "text": text,
        "part": _categories(part, PARTS),
        "speaker": _categories(speaker, SPEAKERS),
        "repeat_of": pd.array(repeat_of, dtype="Int64"),
        "words": count_words(text),
        "paragraph": paragraph,
    }
    try:
        return pd.DataFrame(columns)
    except UnicodeEncodeError:
        raise InputError(_broken(articles)) from None


def _flat(articles: pd.DataFrame, name: str) -> list[str]:
    """A column folded, "" where it is missing."""
    values = articles[name].tolist() if name in articles else [""] * len(articles)
    return [flat for flat, _, _ in folding.folded(value if isinstance(value, str) else "" for value in values)]


def _categories(names: list[str], categories: Sequence[str]) -> pd.Categorical:
    codes = {name: code for code, name in enumerate(categories)}
    return pd.Categorical.from_codes([codes[name] for name in names], categories)


def _page(flat: str, bare: str, parted: str, spans: list[tuple[int, int, int]]) -> Page:
    """The folded sentences at these spans of a text."""
    words = [bare[start:end].split() for _, start, end in spans]
    kinds = [set(mine) for mine in words]
    texts = [flat[start:end] for _, start, end in spans]
    heard = [
        cued(text, mine if parted[start:end] == bare[start:end] else set(parted[start:end].split()))
        for text, mine, (_, start, end) in zip(texts, kinds, spans, strict=True)
    ]
    return Page(texts, words, kinds, heard, [paragraph for paragraph, _, _ in spans])


def _broken(articles: pd.DataFrame) -> list[str]:
    """What is wrong with articles whose text cannot be written as UTF-8."""
    broken = (
        article
        for article, text in zip(articles["article"], articles["text"], strict=True)
        if any("\ud800" <= char <= "\udfff" for char in text)
    )
    return [
        f"The text of the article {article!r} holds half of a surrogate pair, which a broken decoding left; "
        "decode its file anew as UTF-8."
        for article in broken
    ]
