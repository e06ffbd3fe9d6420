"""What stands between white space: hazm's tokens of it, repaired, with their lemmas; worked out once for each kind.

White space always ends a token, so everything but the sentence's own context depends on the chunk alone. The chunks of
many texts are found in one pass over their characters, and each distinct one is looked up once.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from analysis.arrays import cut
from analysis.text import persian, zwnj
from analysis.text.lemmas import depends, lemma

LONG = 200  # characters; a longer chunk is no word and must not fill the memory
REMEMBERED = 2**17  # chunks

_LETTERS = re.compile(rf"[^\W\d_]+(?:{persian.ZWNJ}[^\W\d_]+)*")
_PERSIAN = persian.PERSIAN.pattern
_MARKS = frozenset(".،؛:؟!»)")
_EDGE = persian.INVISIBLE + persian.UNSEEN.replace("\u0640", "")

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


class Chunks(NamedTuple):
    """The chunks of some texts, in order."""

    kinds: list[str]  # the distinct ones
    pieces: list[Piece]  # their tokens
    many: np.ndarray  # how many of the pieces are of each of these
    kind: np.ndarray  # which of the distinct ones each chunk is
    row: np.ndarray  # the text it stands in
    start: np.ndarray  # where it begins there
    space: np.ndarray  # whether one plain space and another chunk follow


def read(texts: list[str]) -> Chunks:
    """The chunks of the texts."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    return _read_joined("\n".join([*texts, ""]), lengths.tobytes())


@lru_cache(maxsize=1)  # what is read to count the words of sentences is read again for their tokens
def _read_joined(joined: str, lengths: bytes) -> Chunks:
    length = np.frombuffer(lengths, np.int64)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    blank = _is_space()[np.minimum(codes, 0xFFFF)]
    start, end, kind, kinds = cut(joined, codes, blank)
    row = np.repeat(np.arange(len(length)), length)[start]
    space = (codes[end] == ord(" ")) & np.append(start[1:] == end[:-1] + 1, False)
    known = list(map(chunk, kinds))
    many = np.fromiter(map(len, known), np.int64, len(known))
    pieces = list(chain.from_iterable(known))
    return Chunks(kinds, pieces, many, kind, row, start - (np.cumsum(length) - length)[row], space)


@cache
def _is_space() -> np.ndarray:
    return np.array([chr(code).isspace() for code in range(0x10000)])


def chunk(text: str) -> tuple[Piece, ...]:
    """The tokens of a text without white space."""
    return _remembered(text) if len(text) <= LONG else _remembered.__wrapped__(text)


@lru_cache(REMEMBERED)
def _remembered(text: str) -> tuple[Piece, ...]:
    if text.isalpha() or _LETTERS.fullmatch(text):
        return (_piece(0, text),)  # hazm's tokenizer cuts at marks and digits only
    if text[-1] in _MARKS and _LETTERS.fullmatch(text, 0, len(text) - 1):
        return (*chunk(text[:-1]), _mark(len(text) - 1, text[-1]))
    pieces, at = [], 0
    shape = text.translate(_SHAPES)
    for token in _tokenizer().tokenize(shape):
        start = shape.index(token, at)
        at = start + len(token)
        form = text[start:at]
        start += len(form) - len(form.lstrip(_EDGE))
        form = form.strip(_EDGE)
        for begin, stop in _cut(form):
            pieces.append(_piece(start + begin, form[begin:stop]))
    return tuple(pieces)


@cache
def _tokenizer():
    from hazm import WordTokenizer  # importing hazm takes seconds

    return WordTokenizer(words_file=os.devnull, join_verb_parts=False)  # its words serve the joining only: 90 MB


def _cut(form: str) -> list[tuple[int, int]]:
    """A token of hazm's without the marks it leaves on words: bullets, dashes, signs and pictures.

    >>> [("•-شهر+روستا")[start:end] for start, end in _cut("•-شهر+روستا")]
    ['•-', 'شهر', '+', 'روستا']
    """
    edges = [0, *chain.from_iterable(word.span() for word in _word().finditer(form)), len(form)]
    return [(start, end) for start, end in pairwise(edges) if start < end]


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with what stands on them, what a ZWNJ has become, and single signs between them.

    Such a sign is part of the word (۱۰:۳۰، مدیر-عامل، AT&T); the _ of a hashtag (#شهردار_رشت) stands for a space.
    """
    on_letters = "".join(char for char in map(chr, range(0x300, 0x20000)) if unicodedata.category(char)[0] == "M")
    unseen = rf"[{persian.INVISIBLE}{persian.UNSEEN}\ud800-\udfff]"
    between = rf"(?:[-–—.:;,'’&@/٫٬]|(?<!{_PERSIAN})_|_(?!{_PERSIAN})){unseen}*+"
    carried = rf"[^\W_]++|[{on_letters}]++|{persian.ENTITY}"
    return re.compile(rf"[^\W_](?:{carried}|{unseen}++(?:{between})?+(?=[^\W_])|{between}(?=[^\W_]))*+")


def _piece(start: int, form: str) -> Piece:
    end = start + len(form)
    readable = persian.normal(form)
    if not readable[:1].isalnum() and not any(map(str.isalnum, readable)):
        return Piece(start, end, form, readable, readable, False, "", (), False)
    word, rule, readings = zwnj.restore(readable)
    if not rule and persian.ZWNJ in readable and readable.count(persian.ZWNJ) > form.count(persian.ZWNJ):
        rule = "disguised"
    return Piece(start, end, form, word, lemma(word), True, rule, readings, depends(word))


_mark = lru_cache(2**11)(_piece)  # a full stop after a word of five letters is one for all of them
