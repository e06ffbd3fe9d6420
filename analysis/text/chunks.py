"""The chunks of many texts, and the tokens of each kind of chunk.

A chunk is what stands between white space, where a token always ends; a mark that follows the last letter is one by
itself, so that شهر، is no other kind than شهر, and so is a mark written as an HTML entity. Everything but the
sentence's own context depends on the chunk alone. The chunks of many texts are found in one pass over their characters;
each distinct one is looked up once, and worked out once for as long as it is remembered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from threading import Lock
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.arrays import cut, end_to_end, members, spelled
from analysis.text.entities import entities
from analysis.text.folding import code_points, looked_up, of_characters
from analysis.text.pieces import Word, pieces

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
        "word": _TEXT,  # this and what follows are the fields of a `Word`
        "lemma": _TEXT,
        "is_word": _FLAG,
        "rule": _TEXT,
        "ambiguous": _FLAG,
        "open": _FLAG,
        "beside": _NUMBER,
    }
)


class Known(NamedTuple):
    """What is known of some kinds of chunk."""

    kinds: pa.LargeBinaryArray  # the code points of each
    many: np.ndarray  # how many tokens each kind has
    words: np.ndarray  # how many of these are words
    read: np.ndarray  # the number of the reading that it last stood in
    tokens: pa.Table  # those of the first kind, of the second …: what `pieces` gives, in columns


class Chunks(NamedTuple):
    """The chunks of some texts, in order."""

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
    alone = np.zeros(len(codes), bool)
    for first, last, char in entities(joined):
        sort[first:last] = _SPACE if char == " " else 0
        alone[[first, last]] = True
    alone[1:-1] |= (sort[:-2] == _LETTER) & (sort[1:-1] == _MARK) & (sort[2:] == _SPACE)
    start, end, kind, kinds = cut(codes, sort == _SPACE, alone)
    space = (codes[end] == ord(" ")) & np.append(start[1:] == end[:-1] + 1, False)
    begin = np.cumsum(length) - length
    of_text = np.diff(np.searchsorted(start, np.append(begin, len(codes))))
    row = np.repeat(np.arange(len(length)), of_text)
    return Chunks(_memory.of(kinds), kind, row, start - begin[row], space)


@cache
def _sorts() -> np.ndarray:
    """For each code point whether it is white space, a letter, a mark that may end a chunk, or none of these (0)."""
    sorts = {_SPACE: str.isspace, _LETTER: str.isalpha, _MARK: _MARKS.__contains__}
    return np.sum([of_characters(holds) * np.uint8(sort) for sort, holds in sorts.items()], axis=0, dtype=np.uint8)


def _worked_out(kinds: pa.LargeBinaryArray) -> Known:
    found = list(map(pieces, spelled(kinds)))
    many = np.fromiter(map(len, found), np.int64, len(found))
    start, end, forms, alone = zip(*chain.from_iterable(found), strict=True) if many.any() else [()] * 4
    columns = zip(*alone, strict=True) if alone else [()] * len(Word._fields)
    form = [None if _LONE.search(form) else form for form in forms]
    tokens = pa.table([start, end, form, *columns], schema=_COLUMNS)
    of_chunk = np.repeat(np.arange(len(many)), many)
    words = np.bincount(of_chunk, tokens["is_word"].to_numpy(), len(many)).astype(np.int64)
    return Known(kinds, many, words, np.zeros_like(many), tokens)


def _joined(first: Known, second: Known) -> Known:
    tokens = pa.concat_tables([first.tokens, second.tokens])
    if tokens["form"].num_chunks > _PARTS:
        tokens = tokens.combine_chunks()
    many, words, read = (np.append(*sides) for sides in zip(first[1:4], second[1:4], strict=True))
    return Known(pa.concat_arrays([first.kinds, second.kinds]), many, words, read, tokens)


def _taken(known: Known, number: np.ndarray) -> Known:
    _, which = members(known.many, number)
    many, words, read = (side.take(number) for side in known[1:4])
    return Known(known.kinds.take(pa.array(number)), many, words, read, known.tokens.take(pa.array(which)))


class _Memory:
    """The kinds of chunk met lately: more with every reading, until the quarter read longest ago is left out."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known = _worked_out(pa.array([], pa.large_binary()))
        self._readings = 0

    def of(self, kinds: pa.LargeBinaryArray) -> Known:
        """What is known of these distinct chunks, in their order."""
        with self._lock:
            number = pc.index_in(kinds, self._known.kinds).fill_null(-1).to_numpy()
            new = number < 0
            if new.any():
                number = np.where(new, len(self._known.kinds) - 1 + np.cumsum(new), number)
                self._known = _joined(self._known, _worked_out(kinds.filter(pa.array(new))))
            self._readings += 1
            self._known.read[number] = self._readings
            mine = _taken(self._known, number)
            while end_to_end(self._known.kinds)[1][-1] > REMEMBERED:
                order = np.argsort(self._known.read, kind="stable")
                self._known = _taken(self._known, np.sort(order[len(order) // 4 + 1 :]))
            return mine


_memory = _Memory()
