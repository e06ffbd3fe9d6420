"""Letters folded one for one: what cues are looked for in, with the offsets of the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import batched
from typing import NamedTuple

import numpy as np

from analysis.text import persian

# Marks that part words; each becomes a space in `bare`.
_MARKS = ".،؛:؟!?«»“”\"'‘’()[]{}/\\-–—_…*•|,;%"

# It stretches a word or a line, and is a letter to Unicode.
_TATWEEL = "\u0640"

# Texts folded together, as a call costs what a thousand characters cost; and characters at a time, as an article of
# 50 MB is folded as well.
_TOGETHER, _PIECE = 64, 2**20


def _folding() -> dict[str, str]:
    """Each character whose comparing key is one other character; every kind of space and ZWNJ becomes a plain space."""
    codes = [*range(0x20), *range(0x30, 0x3A), *range(0x7F, 0x250), *range(0x600, 0x700), *range(0x2000, 0x2070)]
    table = {}
    for char in map(chr, [*codes, *range(0xFB50, 0xFF00), 0x3000]):
        key = persian.key(char)
        if char.isspace() or (not key and not char.isprintable()):
            table[char] = " "
        elif len(key) == 1 and key != char:
            table[char] = key
    return table


@cache
def _flat() -> np.ndarray:
    """For each code point the one it is folded to."""
    return _table(_folding())


@cache
def _bare() -> np.ndarray:
    """For each code point the one it is folded to, and a space for a mark."""
    return _table(dict.fromkeys(_MARKS, " "))[_flat()]


@cache
def _parted() -> np.ndarray:
    """The same, with a space for each code point but letters and digits of those scripts of which the cues are made."""
    table = np.full(0x110000, ord(" "), dtype=np.uint32)
    kept = [code for code in (*range(0x80), *range(0x600, 0x700)) if chr(code).isalnum() and chr(code) != _TATWEEL]
    table[kept] = kept
    return table[_flat()]


def _table(others: dict[str, str]) -> np.ndarray:
    table = np.arange(0x110000, dtype=np.uint32)
    for char, other in others.items():
        table[ord(char)] = ord(other)
    return table


def _mapped(text: str, *tables: np.ndarray) -> list[str]:
    """A text by each of the tables."""
    found: list[list[str]] = [[] for _ in tables]
    for at in range(0, len(text), _PIECE):
        codes = np.frombuffer(text[at : at + _PIECE].encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.intp)
        for table, pieces in zip(tables, found, strict=True):
            pieces.append(table[codes].tobytes().decode("utf-32-le", "surrogatepass"))
    return ["".join(pieces) for pieces in found]


class Page(NamedTuple):
    """The sentences of a page, folded; each list has an entry for each sentence."""

    texts: list[str]  # as `flat` gives them
    words: list[list[str]]  # as `bare` parts them
    kinds: list[set[str]]  # those words, each once
    cued: list[set[str]]  # those that tell anything, as `parted` parts them
    paragraphs: list[int]


def flat(text: str) -> str:
    """Letter for letter the same text with variants folded, so that offsets found in it hold in the raw text.

    >>> flat("شهردار گفت‌وگو كرد")
    'شهردار گفت وگو کرد'
    """
    return _mapped(text, _flat())[0]


def bare(text: str) -> str:
    """A text folded with a space for each mark, so that `split` gives its words.

    >>> bare("گفت: «بله!»").split()
    ['گفت', 'بله']
    """
    return _mapped(text, _bare())[0]


def parted(text: str) -> str:
    """A text folded with a space for each character that no cue has, so that `split` gives every word of a cue.

    >>> parted("«البتهً +گفت").split()
    ['البته', 'گفت']
    """
    return _mapped(text, _parted())[0]


def folded(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each text folded: `flat`, `bare` and `parted`."""
    for some in batched(texts, _TOGETHER):
        flat_all, bare_all, parted_all = _mapped("\n".join(some), _flat(), _bare(), _parted())
        at = 0
        for text in some:
            end = at + len(text)
            yield flat_all[at:end], bare_all[at:end], parted_all[at:end]
            at = end + 1
