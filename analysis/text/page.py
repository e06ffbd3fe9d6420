"""From pages to sentences: one row per sentence with its place, part, speaker and what it repeats."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import pandas as pd

from analysis.codes import PARTS, SPEAKERS
from analysis.errors import InputError
from analysis.text import boundaries, folding
from analysis.text.parts import parts
from analysis.text.repeats import repeats
from analysis.text.tokens import count_words
from analysis.text.voices import speakers

NUMBERS = ("sentence", "start", "end", "words", "paragraph")
COLUMNS = ("article", "sentence", "start", "end", "text", "part", "speaker", "repeat_of", "words", "paragraph")


def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """The sentences of *articles*, in the order of the pages.

    Columns: `article`, `sentence` (from 1), `start`, `end` (code points of the article's file, end exclusive, trimmed),
    `text` (raw slice), `part` (kicker, headline, lead, body, crosshead, meta, residue), `speaker` (official, other,
    narration, none), `repeat_of` (number of the earlier sentence whose words stand here again, or missing), `words`
    (words as `tokens` counts them), `paragraph` (lines of the page that hold a word, from 1). A mark that stands alone
    is in no sentence. Of *articles*, the columns `official` and `role` tell who the official is; where they are missing
    or "unknown" it is the person whom most of the page reports.
    """
    columns: dict[str, Any] = {name: [] for name in COLUMNS}
    officials, roles = (articles.get(name, repeat(None, len(articles))) for name in ("official", "role"))
    folded = folding.folded(articles["text"])
    for article, text, (flat, bare), official, role in zip(
        articles["article"], articles["text"], folded, officials, roles, strict=True
    ):
        spans = boundaries.spans(text)
        paragraphs = [paragraph for paragraph, _, _ in spans]
        raw = [text[start:end] for _, start, end in spans]
        texts = [flat[start:end] for _, start, end in spans]
        words = [bare[start:end].split() for _, start, end in spans]
        part = parts(texts, words, paragraphs)
        columns["article"] += [article] * len(spans)
        columns["sentence"] += range(1, len(spans) + 1)
        columns["start"] += [start for _, start, _ in spans]
        columns["end"] += [end for _, _, end in spans]
        columns["text"] += raw
        columns["part"] += part
        columns["speaker"] += speakers(texts, words, part, paragraphs, official, role)
        columns["repeat_of"] += repeats(texts, words, part)
        columns["paragraph"] += paragraphs
    columns["words"] = count_words(columns["text"])
    try:
        table = pd.DataFrame(columns)
    except UnicodeEncodeError:
        raise InputError(_broken(columns)) from None
    table["part"] = pd.Categorical(table["part"], categories=PARTS)
    table["speaker"] = pd.Categorical(table["speaker"], categories=SPEAKERS)
    return table.astype({**dict.fromkeys(NUMBERS, "int64"), "repeat_of": "Int64"})


def _broken(columns: dict[str, list]) -> list[str]:
    """What is wrong with articles whose text cannot be written as UTF-8."""
    broken = (
        article
        for article, text in zip(columns["article"], columns["text"], strict=True)
        if any("\ud800" <= char <= "\udfff" for char in text)
    )
    return [
        f"The text of the article {article!r} holds half of a surrogate pair, which a broken decoding left; "
        "decode its file anew as UTF-8."
        for article in dict.fromkeys(broken)
    ]
