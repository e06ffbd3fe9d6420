"""Words and punctuation marks of sentences: hazm's tokenizer, exact offsets, repaired words and their lemmas.

White space always ends a token, so everything but the sentence's own context is worked out once for each kind of chunk
between white space and kept; the columns are then put together whole.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, count
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text import persian, zwnj
from analysis.text.lemmas import depends, in_context, lemma

COLUMNS = (
    *("article", "sentence", "token", "start", "end", "form", "word", "lemma"),
    *("after", "is_word", "speaker", "rule", "ambiguous"),
)
LONG = 200  # characters; a longer chunk is no word and must not fill the cache
REMEMBERED = 2**17  # chunks

_LETTERS = re.compile(rf"[^\W\d_]+(?:{persian.ZWNJ}[^\W\d_]+)*")
_MARKS = frozenset(".،؛:؟!»)")

# What hazm's tokenizer must split on, shown to it as a mark it knows, one character for one so that offsets hold. It
# leaves … and odd quotes on the word, and reads the decimal point of ۳٫۱۴ as a letter.
_SHAPES = str.maketrans({"…": ".", "“": '"', "”": '"', "„": '"', "‟": '"', "٬": "،", "٫": ".", "\u2028": " "})


class Piece(NamedTuple):
    """A token of a chunk: where it stands in it and what it is by itself."""

    start: int
    end: int
    form: str
    word: str
    lemma: str
    is_word: bool
    rule: str
    readings: tuple[str, ...]
    open: bool  # its lemma depends on the neighbours


@cache
def _tokenizer():
    from hazm import WordTokenizer  # importing hazm takes seconds

    return WordTokenizer(words_file=os.devnull, join_verb_parts=False)  # its words serve the joining only: 90 MB


def _split(chunk: str) -> tuple[Piece, ...]:
    """The tokens of a chunk without white space."""
    if _LETTERS.fullmatch(chunk):
        return (_piece(0, chunk),)  # hazm's tokenizer cuts at marks and digits only
    if chunk[-1] in _MARKS and _LETTERS.fullmatch(chunk, 0, len(chunk) - 1):
        return (*_pieces(chunk[:-1]), _piece(len(chunk) - 1, chunk[-1]))
    pieces, at = [], 0
    shape = chunk.translate(_SHAPES)
    for text in _tokenizer().tokenize(shape):
        start = shape.index(text, at)
        at = start + len(text)
        form = chunk[start:at]
        start += len(form) - len(form.lstrip(_EDGE))
        form = form.strip(_EDGE)
        for begin, stop in _cut(form):
            pieces.append(_piece(start + begin, form[begin:stop]))
    return tuple(pieces)


_EDGE = persian.INVISIBLE + persian.UNSEEN.replace("\u0640", "")
_cached_split = lru_cache(REMEMBERED)(_split)


def _cut(form: str) -> list[tuple[int, int]]:
    """A token of hazm's without the marks it leaves on: a hyphen or a full stop at the end of a word or number."""
    if len(form) > 1 and form[-1] in "-–—.٬,;" and form[-2].isalnum() and "&" not in form:
        return [(0, len(form) - 1), (len(form) - 1, len(form))]
    return [(0, len(form))] if form else []


def _piece(start: int, form: str) -> Piece:
    readable = persian.normal(form)
    if not readable[:1].isalnum() and not any(map(str.isalnum, readable)):
        return Piece(start, start + len(form), form, readable, readable, False, "", (), False)
    word, rule, readings = zwnj.restore(readable)
    if not rule and persian.ZWNJ in readable and readable.count(persian.ZWNJ) > form.count(persian.ZWNJ):
        rule = "disguised"
    return Piece(start, start + len(form), form, word, lemma(word), True, rule, readings, depends(word))


def _pieces(chunk: str) -> tuple[Piece, ...]:
    return _cached_split(chunk) if len(chunk) <= LONG else _split(chunk)


def count_words(texts: list[str]) -> np.ndarray:
    """Number of words of each text: tokens with a letter or digit, as `tokens` marks them in `is_word`.

    >>> count_words(["گفت: ۱۳عضو!", "…"]).tolist()
    [3, 0]
    """
    read = _read(texts)
    words = _integers((sum(piece.is_word for piece in pieces) for pieces in read.kinds), len(read.kinds))
    return np.bincount(read.row, words[read.kind], len(texts)).astype(np.int64)


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """The tokens of *sentences*, one row per word or punctuation mark.

    Columns: `article`, `sentence`, `token` (from 1), `start`, `end` (code points of the article's file), `form` (raw
    slice), `word` (letters unified, ZWNJ restored), `lemma`, `after` (raw characters up to the next token of the
    sentence), `is_word` (it has a letter or digit), `speaker`, `rule` (what repaired the word, "" if nothing),
    `ambiguous` (it has two readings that the sentence does not decide, and was left as it stands).
    """
    texts = sentences["text"].tolist()
    read = _read(texts)
    pieces = list(chain.from_iterable(read.kinds))
    many = _integers(map(len, read.kinds), len(read.kinds))
    times = many[read.kind]

    chunk = np.repeat(np.arange(len(read.kind)), times)
    row = read.row[chunk]
    within = np.arange(len(chunk)) - (np.cumsum(times) - times)[chunk]
    piece = (np.cumsum(many) - many)[read.kind][chunk] + within
    starts, ends = (_integers((p[n] for p in pieces), len(pieces))[piece] + read.start[chunk] for n in (0, 1))
    piece, pieces = _in_context(piece, pieces, row)
    number = np.arange(len(row)) - np.searchsorted(row, row) + 1
    offset = sentences["start"].to_numpy()[row]
    table = {
        **{name: sentences[name].take(row).array for name in ("article", "sentence")},
        "token": number,
        "start": offset + starts,
        "end": offset + ends,
        "form": _strings([p.form for p in pieces], piece),
        "word": _strings([p.word for p in pieces], piece),
        "lemma": _strings([p.lemma for p in pieces], piece),
        "after": _after(texts, read.space[chunk], chunk, row, starts, ends),
        "is_word": np.array([p.is_word for p in pieces], dtype=bool)[piece],
        "speaker": sentences["speaker"].take(row).array if "speaker" in sentences else "",
        "rule": _strings([p.rule for p in pieces], piece),
        "ambiguous": np.array([bool(p.readings) for p in pieces], dtype=bool)[piece],
    }
    return pd.DataFrame(table, columns=list(COLUMNS))


def _integers(values, count: int) -> np.ndarray:
    return np.fromiter(values, dtype=np.int64, count=count)


class _Chunks(NamedTuple):
    """The chunks between white space of some texts, in order."""

    kinds: list[tuple[Piece, ...]]  # the tokens of each distinct chunk
    kind: np.ndarray  # which of them each chunk is
    row: np.ndarray  # the text it stands in
    start: np.ndarray  # where it begins there
    space: np.ndarray  # whether one plain space and another chunk follow


def _read(texts: list[str]) -> _Chunks:
    lengths = _integers(map(len, texts), len(texts)) + 1
    return _read_joined("\n".join([*texts, ""]), lengths.tobytes())


@lru_cache(maxsize=1)  # what `count_words` read for the sentences, `tokens` reads again
def _read_joined(joined: str, lengths: bytes) -> _Chunks:
    length = np.frombuffer(lengths, np.int64)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    blank = _is_space()[np.minimum(codes, 0xFFFF)]
    edges = np.flatnonzero(np.diff(np.concatenate([[True], blank]).view(np.int8)))
    start, end = edges[::2], edges[1::2]
    row = np.repeat(np.arange(len(length)), length)[start]
    space = (codes[end] == ord(" ")) & np.append(start[1:] == end[:-1] + 1, False)
    numbered: defaultdict[str, int] = defaultdict(count().__next__)
    kind = _integers(map(numbered.__getitem__, joined.split()), len(start))
    return _Chunks([_pieces(chunk) for chunk in numbered], kind, row, start - (np.cumsum(length) - length)[row], space)


@cache
def _is_space() -> np.ndarray:
    return np.array([chr(code).isspace() for code in range(0x10000)])


def _in_context(piece: np.ndarray, pieces: list[Piece], row: np.ndarray) -> tuple[np.ndarray, list[Piece]]:
    """Words of two readings and lemmas that hang on their neighbours, decided in their sentence."""
    open_ = np.flatnonzero(np.array([bool(p.readings) or p.open for p in pieces], dtype=bool)[piece])
    same = np.append(row[1:] == row[:-1], False)
    words = [p.word for p in pieces]
    decided: dict[tuple[int, str, str], int] = {}
    piece, pieces, old = piece.copy(), list(pieces), piece
    for at in open_.tolist():
        before = words[old[at - 1]] if at and same[at - 1] else ""
        following = words[old[at + 1]] if same[at] else ""
        number = decided.get((old[at], before, following))
        if number is None:
            number = decided[old[at], before, following] = len(pieces)
            pieces.append(_decided(pieces[old[at]], before, following))
        piece[at] = number
    return piece, pieces


@lru_cache(persian.REMEMBERED)
def _decided(piece: Piece, before: str, following: str) -> Piece:
    word, rule, open_ = piece.word, piece.rule, piece.open
    readings = piece.readings
    if readings:
        chosen = zwnj.choose(readings, before, following)
        if chosen is None:
            return piece
        rule = "context" if chosen != word else ""
        word, readings, open_ = chosen, (), depends(chosen)
    found = in_context(word, before, following) if open_ else lemma(word)
    return Piece(piece.start, piece.end, piece.form, word, found, True, rule, readings, open_)


def _after(texts: list[str], space: np.ndarray, chunk: np.ndarray, row: np.ndarray, starts, ends):
    """The raw characters between each token and the next one of its sentence: as a rule a space, or nothing."""
    numbered = {"": 0, " ": 1}
    inside = np.append(chunk[1:] == chunk[:-1], False)
    following = np.append(starts[1:], 0)
    following[np.append(row[1:] != row[:-1], True)] = 0
    gap = np.maximum(following - ends, 0)
    codes = (space & ~inside & (gap == 1)).astype(np.int64)
    odd = np.flatnonzero(gap != codes)
    for at in odd.tolist():
        between = texts[row[at]][ends[at] : ends[at] + gap[at]]
        codes[at] = numbered.setdefault(between, len(numbered))
    return _strings(list(numbered), codes)


def _strings(kinds: Sequence[str], which: np.ndarray):
    """A column of strings out of few kinds."""
    try:
        return pd.array(kinds, dtype="str").take(which)
    except UnicodeEncodeError:  # a lone surrogate, which Arrow cannot hold
        return pd.Series(np.array(kinds, dtype=object)[which], dtype=object)


def zwnj_log(tokens: pd.DataFrame) -> pd.DataFrame:
    """Every repaired word: `raw` (as it stood), `restored`, `rule`, `count`; most frequent first."""
    changed = tokens[tokens["rule"] != ""]
    log = changed.groupby(["form", "word", "rule"], observed=True).size().rename("count").reset_index()
    log = log.rename(columns={"form": "raw", "word": "restored"})
    return log.sort_values(["count", "raw"], ascending=[False, True], ignore_index=True)
