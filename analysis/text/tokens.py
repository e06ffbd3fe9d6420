"""Words and punctuation marks of sentences: hazm's tokenizer, exact offsets, repaired words and their lemmas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from hazm import WordTokenizer

from analysis.text.lemmas import lemma
from analysis.text.persian import EDGE, normal
from analysis.text.zwnj import restore

COLUMNS = (
    "article", "sentence", "token", "start", "end", "form", "word", "lemma", "after", "is_word",
    "speaker", "rule", "ambiguous",
)  # fmt: skip
LONG = 200  # characters; longer chunks are not words and must not fill the cache
_SPACES = re.compile(r"(\s+)")
# The same text, character for character, as hazm's tokenizer knows it: what it splits on must look so to it.
_SHAPES = str.maketrans({"…": ".", "“": '"', "”": '"', "٬": "،", "\r": " "})


class Piece(NamedTuple):
    """A token inside a chunk without white space: where it stands and what it is."""

    start: int
    end: int
    form: str
    word: str
    lemma: str
    is_word: bool
    rule: str
    ambiguous: bool


@cache
def _tokenizer() -> WordTokenizer:
    return WordTokenizer(join_verb_parts=False)


def _split(chunk: str) -> tuple[Piece, ...]:
    pieces, at = [], 0
    shape = chunk.translate(_SHAPES)
    for text in _tokenizer().tokenize(shape):
        start = shape.index(text, at)
        at = start + len(text)
        end = at
        if edge := EDGE.match(chunk, start, end):
            start = edge.end()
        form = chunk[start:end]
        if not form:
            continue
        readable = normal(form)
        is_word = any(map(str.isalnum, readable))
        word, rule, ambiguous = restore(readable) if is_word else (readable, "", False)
        pieces.append(Piece(start, end, form, word, lemma(word) if is_word else word, is_word, rule, ambiguous))
    return tuple(pieces)


_cached_split = lru_cache(2**17)(_split)


def _pieces(chunk: str) -> tuple[Piece, ...]:
    return _cached_split(chunk) if len(chunk) <= LONG else _split(chunk)


def count_words(text: str) -> int:
    """Number of words of a text: tokens with a letter or digit, as `tokens` marks them in `is_word`.

    >>> count_words("گفت: ۱۳عضو!")
    3
    """
    return sum(piece.is_word for chunk in text.split() for piece in _pieces(chunk))


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """The tokens of *sentences*, one row per word or punctuation mark.

    Columns: `article`, `sentence`, `token` (from 1), `start`, `end` (code points of the article's file), `form` (raw
    slice), `word` (letters unified, ZWNJ restored), `lemma`, `after` (raw characters up to the next token of the
    sentence), `is_word` (it has a letter or digit), `speaker`, `rule` (what repaired the word, "" if nothing),
    `ambiguous` (two readings, left as it stands).
    """
    rows: list[tuple] = []
    of: list[int] = []
    for row, (text, offset) in enumerate(zip(sentences["text"], sentences["start"], strict=True)):
        found = list(_placed(text))
        ends = [begin for begin, _ in found[1:]] + [len(text)]
        for number, ((begin, piece), end) in enumerate(zip(found, ends, strict=True), 1):
            stop = begin + len(piece.form)
            after = "" if number == len(found) else text[stop:end]
            rows.append((number, offset + begin, offset + stop, *piece[2:5], after, *piece[5:]))
            of.append(row)
    names = ["token", "start", "end", "form", "word", "lemma", "after", "is_word", "rule", "ambiguous"]
    table = pd.DataFrame(rows, columns=names)
    taken = np.asarray(of, dtype=np.intp)
    for name in ("article", "sentence", "speaker"):
        if name in sentences:
            table[name] = sentences[name].take(taken).array
    return table.reindex(columns=list(COLUMNS))


def _placed(text: str) -> Iterable[tuple[int, Piece]]:
    at = 0
    for number, part in enumerate(_SPACES.split(text)):
        if number % 2 == 0 and part:
            for piece in _pieces(part):
                yield at + piece.start, piece
        at += len(part)


def zwnj_log(tokens: pd.DataFrame) -> pd.DataFrame:
    """Every repaired word: `raw` (as it stood), `restored`, `rule`, `count`; most frequent first."""
    changed = tokens[tokens["rule"] != ""]
    log = changed.groupby(["form", "word", "rule"], observed=True).size().rename("count").reset_index()
    log = log.rename(columns={"form": "raw", "word": "restored"})
    return log.sort_values(["count", "raw"], ascending=[False, True], ignore_index=True)
