"""The chunks of many texts, and the tokens of each kind of chunk.

A chunk is what stands between white space, where a token always ends; a mark that follows the last letter is one by
itself, so that شهر، is no other kind than شهر. Everything but the sentence's own context depends on the chunk alone.
The chunks of many texts are found in one pass over their characters; each distinct one is looked up once, and worked
out once for as long as it is remembered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, repeat
from threading import Lock
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from analysis.arrays import cut, members
from analysis.text.folding import code_points, looked_up, of_characters
from analysis.text.pieces import pieces

REMEMBERED = 1_000_000  # characters: some 150,000 chunks

_PARTS = 16  # so often a table grows before it is copied whole

_MARKS = frozenset(".،؛:؟!»)")
_SPACE, _LETTER, _MARK = 1, 2, 3

_LONE = re.compile("[\ud800-\udfff]")
_TEXT, _NUMBER, _FLAG = pa.large_string(), pa.int64(), pa.bool_()
_COLUMNS = pa.schema(
    {
        "start": _NUMBER,  # of the token in its chunk
        "end": _NUMBER,
        "form": _TEXT,  # missing if it holds a lone surrogate, which Arrow cannot
        "word": _TEXT,
        "lemma": _TEXT,
        "is_word": _FLAG,
        "rule": _TEXT,
        "ambiguous": _FLAG,
        "open": _FLAG,
    }
)


class Known(NamedTuple):
    """What is known of some kinds of chunk."""

    tokens: pa.Table  # those of the first kind, of the second …: what `pieces` gives, in columns
    many: np.ndarray  # how many of them each kind has
    words: np.ndarray  # how many of these are words
    read: np.ndarray  # the number of the reading that it last stood in


class Chunks(NamedTuple):
    """The chunks of some texts, in order."""

    kinds: list[str]  # the distinct ones
    known: Known  # what is known of these
    kind: np.ndarray  # which of these each chunk is
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
    codes = code_points(joined)
    sort = looked_up(_sorts(), codes)
    last = np.zeros(len(codes), bool)
    last[1:-1] = (sort[:-2] == _LETTER) & (sort[1:-1] == _MARK) & (sort[2:] == _SPACE)
    start, end, kind, kinds = cut(joined, codes, sort == _SPACE, last)
    space = (codes[end] == ord(" ")) & np.append(start[1:] == end[:-1] + 1, False)
    begin = np.cumsum(length) - length
    of_text = np.diff(np.searchsorted(start, np.append(begin, len(codes))))
    row = np.repeat(np.arange(len(length)), of_text)
    return Chunks(kinds, _memory.of(kinds), kind, row, start - begin[row], space)


@cache
def _sorts() -> np.ndarray:
    """For each code point whether it is white space, a letter, a mark that may end a chunk, or none of these (0)."""
    sorts = {_SPACE: str.isspace, _LETTER: str.isalpha, _MARK: _MARKS.__contains__}
    return np.sum([of_characters(holds) * np.uint8(sort) for sort, holds in sorts.items()], axis=0, dtype=np.uint8)


def _worked_out(chunks: list[str]) -> Known:
    found = list(map(pieces, chunks))
    many = np.fromiter(map(len, found), np.int64, len(found))
    start, end, forms, alone = zip(*chain.from_iterable(found), strict=True) if many.any() else [()] * 4
    word, lemma, is_word, rule, ambiguous, open_ = zip(*alone, strict=True) if alone else [()] * 6
    form = [None if _LONE.search(form) else form for form in forms]
    tokens = pa.table([start, end, form, word, lemma, is_word, rule, ambiguous, open_], schema=_COLUMNS)
    of_chunk = np.repeat(np.arange(len(many)), many)
    words = np.bincount(of_chunk, is_word, len(many)).astype(np.int64)
    return Known(tokens, many, words, np.zeros_like(many))


def _joined(first: Known, second: Known) -> Known:
    tokens = pa.concat_tables([first.tokens, second.tokens])
    if tokens["form"].num_chunks > _PARTS:
        tokens = tokens.combine_chunks()
    return Known(tokens, *(np.append(*sides) for sides in zip(first[1:], second[1:], strict=True)))


def _taken(known: Known, number: np.ndarray) -> Known:
    _, which = members(known.many, number)
    return Known(known.tokens.take(pa.array(which)), *(side[number] for side in known[1:]))


class _Memory:
    """The kinds of chunk met lately: more with every reading, until the quarter that was read longest ago is left out.

    An interrupt at any point leaves no number without what it stands for.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._number: dict[str, int] = {}
        self._known = _worked_out([])
        self._readings = self._size = 0

    def of(self, chunks: list[str]) -> Known:
        """What is known of these distinct chunks, in their order."""
        with self._lock:
            number = np.fromiter(map(self._number.get, chunks, repeat(-1)), np.int64, len(chunks))
            missing = np.flatnonzero(number < 0)
            if len(missing):
                new = [chunks[n] for n in missing.tolist()]
                number[missing] = np.arange(len(new)) + len(self._known.many)
                self._known = _joined(self._known, _worked_out(new))
                self._number.update(zip(new, number[missing].tolist(), strict=True))
                self._size += sum(map(len, new))
            self._readings += 1
            self._known.read[number] = self._readings
            mine = _taken(self._known, number)
            while self._size > REMEMBERED:
                self._forget()
            return mine

    def _forget(self) -> None:
        order = np.argsort(self._known.read, kind="stable")
        kept = np.sort(order[len(order) // 4 + 1 :])
        place = np.full(len(order), -1)
        place[kept] = np.arange(len(kept))
        at = place[np.fromiter(self._number.values(), np.int64, len(self._number))]
        kinds = np.array(list(self._number), dtype=object)[at >= 0].tolist()
        self._number = {}
        self._known = _taken(self._known, kept)
        self._number = dict(zip(kinds, at[at >= 0].tolist(), strict=True))
        self._size = sum(map(len, kinds))


_memory = _Memory()
