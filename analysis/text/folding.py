"""Letters folded one for one: what cues are looked for in, with the offsets of the raw text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from analysis.text import persian

# Marks that part words.
_MARKS = ".،؛:؟!?«»“”\"'‘’()[]{}/\\-–—_…*•|,;%"

# Letters and digits of the scripts of which the cues are made; tatweel is a letter to Unicode, but stretches a line.
CUE_LETTERS = "".join(filter(str.isalnum, map(chr, (*range(0x80), *range(0x600, 0x640), *range(0x641, 0x700)))))
_OF_CUES = re.compile(f"[{CUE_LETTERS}]+")

# Characters at a time, as an article of 50 MB is folded as well.
_PIECE = 2**20


def _folding() -> dict[str, str]:
    """Each character whose comparing key is one other character; every kind of space and ZWNJ becomes a plain space."""
    codes = [*range(0x20), *range(0x30, 0x3A), *range(0x7F, 0x250), *range(0x600, 0x700), *range(0x2000, 0x2070)]
    table = {}
    for char in map(chr, [*codes, *range(0xFB50, 0xFF00), 0x3000]):
        key = persian.key(char)
        chooses = "\ufe00" <= char <= "\ufe0f"  # which picture the character before has (❤️)
        if char.isspace() or chooses or (not key and not char.isprintable()):
            table[char] = " "
        elif len(key) == 1 and key != char:
            table[char] = key
    return table


@cache
def _flat() -> np.ndarray:
    """For each code point the one it is folded to."""
    table = np.arange(0x110000, dtype=np.uint32)
    for char, other in _folding().items():
        table[ord(char)] = ord(other)
    return table


@cache
def _apart() -> np.ndarray:
    """For each code point of a folded text whether it parts words."""
    return of_characters(lambda char: char.isspace() or char in _MARKS)


def of_characters(holds: Callable[[str], bool]) -> np.ndarray:
    """For each code point whether this holds of its character; beyond the first plane it is not asked."""
    table = np.zeros(0x110000, dtype=bool)
    table[[code for code in range(0x10000) if holds(chr(code))]] = True
    return table


def code_points(text: str) -> np.ndarray:
    """The code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def looked_up(table: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """What a table holds for each code point; piece by piece, as numpy widens the codes to look them up."""
    pieces = [table.take(codes[at : at + _PIECE]) for at in range(0, len(codes), _PIECE)]
    return pieces[0] if len(pieces) == 1 else np.concatenate([table[:0], *pieces])


def folded(codes: np.ndarray) -> np.ndarray:
    """The code points of a text with variants folded."""
    return looked_up(_flat(), codes)


def apart(codes: np.ndarray) -> np.ndarray:
    """Whether each code point of a folded text parts words: white space and marks do."""
    return looked_up(_apart(), codes)


def flat(text: str) -> str:
    """Letter for letter the same text with variants folded, so that offsets found in it hold in the raw text.

    >>> flat("شهردار گفت‌وگو كرد")
    'شهردار گفت وگو کرد'
    """
    return folded(code_points(text)).tobytes().decode("utf-32-le", "surrogatepass")


def flats(texts: list[str]) -> list[str]:
    """Each of the texts folded, in one pass: a call costs what a thousand characters cost."""
    folded = flat("\n".join(texts))
    ends = accumulate(map(len, texts), lambda end, length: end + 1 + length, initial=-1)
    return [folded[before + 1 : end] for before, end in pairwise(ends)]


def parted(folded: str) -> list[str]:
    """The words of a folded text, cut at each character that no cue has, so that every word of a cue is found.

    >>> parted(flat("«البتهً +گفت"))
    ['البته', 'گفت']
    """
    return _OF_CUES.findall(folded)


def around(folded: str, letters: str) -> list[str]:
    """What stands between two spaces of a folded text around these letters.

    >>> around("ما دانیم، شما دانید", "یم")
    ['دانیم،']
    """
    return [piece for piece in folded.split(" ") if letters in piece] if letters in folded else []
