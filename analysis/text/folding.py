"""Letters folded one for one: what cues are looked for in, with the offsets of the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
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
    """For each code point itself, and a space for a mark."""
    return _table(dict.fromkeys(_MARKS, " "))


@cache
def _parted() -> np.ndarray:
    """A space for each code point but letters and digits of those scripts of which the cues are made."""
    table = np.full(0x110000, ord(" "), dtype=np.uint32)
    kept = [code for code in (*range(0x80), *range(0x600, 0x700)) if chr(code).isalnum() and chr(code) != _TATWEEL]
    table[kept] = kept
    return table


def _table(others: dict[str, str]) -> np.ndarray:
    table = np.arange(0x110000, dtype=np.uint32)
    for char, other in others.items():
        table[ord(char)] = ord(other)
    return table


def _mapped(text: str, table: np.ndarray) -> str:
    pieces = (text[at : at + _PIECE].encode("utf-32-le", "surrogatepass") for at in range(0, len(text), _PIECE))
    mapped = (table[np.frombuffer(piece, np.uint32)].tobytes() for piece in pieces)
    return "".join(piece.decode("utf-32-le", "surrogatepass") for piece in mapped)


class Page(NamedTuple):
    """The sentences of a page, folded; each list has an entry for each sentence."""

    texts: list[str]  # as `flat` gives them
    words: list[list[str]]  # as `bare` parts them
    kinds: list[set[str]]  # those words, each once
    cued: list[Set[str]]  # those that tell anything, as `parted` parts them
    paragraphs: list[int]


def flat(text: str) -> str:
    """Letter for letter the same text with variants folded, so that offsets found in it hold in the raw text.

    >>> flat("شهردار گفت‌وگو كرد")
    'شهردار گفت وگو کرد'
    """
    return _mapped(text, _flat())


def bare(flat_text: str) -> str:
    """A folded text with a space for each mark, so that `split` gives its words.

    >>> bare("گفت: «بله!»").split()
    ['گفت', 'بله']
    """
    return _mapped(flat_text, _bare())


def parted(flat_text: str) -> str:
    """A folded text with a space for each character that no cue has, so that `split` gives every word of a cue.

    >>> parted("«البتهً +گفت").split()
    ['البته', 'گفت']
    """
    return _mapped(flat_text, _parted())


def folded(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each text folded: `flat`, `bare` and `parted`."""
    for some in batched(texts, _TOGETHER):
        whole = flat("\n".join(some))
        bare_whole, parted_whole = bare(whole), parted(whole)
        at = 0
        for text in some:
            end = at + len(text)
            yield whole[at:end], bare_whole[at:end], parted_whole[at:end]
            at = end + 1
