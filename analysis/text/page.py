"""From pages to sentences: one row per sentence with its place, part, speaker and what it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKERS, require
from analysis.errors import InputError
from analysis.text import boundaries, folding
from analysis.text.attribution import cued
from analysis.text.entities import Decoded
from analysis.text.parts import parts
from analysis.text.repeats import repeats, returning
from analysis.text.tokens import count_words
from analysis.text.voices import speakers
from analysis.text.words import Page, Words, folded_words


def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """The sentences of *articles*, in the order of the pages.

    Columns: `article`, `sentence` (from 1), `start`, `end` (code points of the article's file, end exclusive, trimmed),
    `text` (raw slice), `part` (kicker, headline, lead, body, crosshead, meta, residue), `speaker` (official, other,
    narration, none), `repeat_of` (number of the earlier sentence whose words stand here again, or missing), `words`
    (words as `tokens` counts them), `paragraph` (lines of the page that hold a word, from 1). A mark that stands alone
    is in no sentence. Of *articles*, the columns `official` and `role` tell who the official is; where the name is
    missing, "unknown" or in other letters than the page's, it is the person whom most of the page reports.
    """
    require(articles, ("article", "text"), "articles")
    texts = articles["text"].tolist()
    joined = "\n".join([*texts, ""])  # they are read as one text: a newline ends every sentence
    decoded = Decoded(joined)
    flat = folding.flat(decoded.text)
    line, first, last = boundaries.spans(decoded.text, flat).T
    start, end = decoded.raw(first), decoded.raw(last)
    begin = np.cumsum([0, *(len(text) + 1 for text in texts)])  # where each article begins in it
    row = np.searchsorted(begin, start, "right") - 1  # the article each sentence is of
    edges = np.searchsorted(row, np.arange(len(texts) + 1))  # the first sentence of each article, and the end
    paragraph = line - line[edges[row]] + 1
    text = _slices(joined, start, end)
    pages = _pages(_slices(flat, first, last), folded_words(_slices(decoded.text, first, last)), paragraph, edges)
    part = parts(pages)
    speaker = speakers(pages, part, _flat(articles, "official"), _flat(articles, "role"))
    repeat_of = map(repeats, pages, part)
    columns = {
        "article": pd.Series(articles["article"].tolist()).take(row).array,
        "sentence": np.arange(1, len(row) + 1) - edges[row],
        "start": start - begin[row],
        "end": end - begin[row],
        "text": text,
        "part": _categories(chain.from_iterable(part), PARTS),
        "speaker": _categories(chain.from_iterable(speaker), SPEAKERS),
        "repeat_of": pd.array([*chain.from_iterable(repeat_of)], dtype="Int64"),
        "words": count_words(text),
        "paragraph": paragraph,
    }
    try:
        return pd.DataFrame(columns)
    except UnicodeEncodeError:
        raise InputError(_broken(articles)) from None


def _slices(text: str, starts: np.ndarray, ends: np.ndarray) -> list[str]:
    return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def _flat(articles: pd.DataFrame, name: str) -> list[str]:
    """A column folded, "" where it is missing."""
    values = articles[name].tolist() if name in articles else [""] * len(articles)
    return folding.flats([value if isinstance(value, str) else "" for value in values])


def _categories(names: Iterable[str], categories: Sequence[str]) -> pd.Categorical:
    codes = {name: code for code, name in enumerate(categories)}
    return pd.Categorical.from_codes([codes[name] for name in names], categories)


def _pages(texts: list[str], words: Words, paragraph: np.ndarray, edges: np.ndarray) -> list[Page]:
    """The folded sentences with their words and paragraphs; the edges tell where each page begins and the last ends."""
    spelled, heard, paragraphs = words.lists(), cued(words), paragraph.tolist()
    telling, again = returning(words, np.repeat(np.arange(len(edges) - 1), np.diff(edges)))
    return [
        Page(texts[a:b], spelled[a:b], heard[a:b], paragraphs[a:b], telling[a:b], again[a:b])
        for a, b in pairwise(edges.tolist())
    ]


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
