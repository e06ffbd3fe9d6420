"""Cue lists kept as data: read once, compiled once, matched on letters folded without moving an offset."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from analysis.text import persian

ZWNJ = "\u200c"


@cache
def read(name: str) -> dict:
    """The tables of analysis/text/data/NAME.toml."""
    return tomllib.loads((files("analysis.text") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, table: str) -> list[str]:
    """All words or phrases of the groups [[table]] of a data file, in their order."""
    return [word for group in read(name)[table] for word in group["words"]]


@cache
def _folding() -> dict[str, str]:
    """Each character whose comparing key is one other character; every kind of space and ZWNJ becomes a plain space."""
    codes = [*range(0xA0, 0x250), *range(0x600, 0x700), *range(0x2000, 0x2070), *range(0xFB50, 0xFF00)]
    table = {}
    for char in map(chr, [*range(0x20), *codes, 0x3000]):
        key = persian.key(char)
        if char.isspace() or (not key and not char.isprintable()):
            table[char] = " "
        elif len(key) == 1 and key != char:
            table[char] = key
    # Hamza alone has no key: it keeps its place.
    return {**table, ZWNJ: " "}


def flat(text: str) -> str:
    """Letter for letter the same text with variants folded, so that offsets found in it hold in the raw text.

    >>> flat("شهردار گفت‌وگو كرد")
    'شهردار گفت وگو کرد'
    """
    folding = _folding()
    for char in folding.keys() & set(text):
        text = text.replace(char, folding[char])
    return text


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first; a ZWNJ in one may be a space or nothing in the text.

    >>> re.findall(alternatives(["می‌گوید"]), flat("می‌گوید می گوید میگوید"))
    ['می گوید', 'می گوید', 'میگوید']
    """
    patterns = {" ?".join(re.escape(flat(part)).replace("\\ ", " {1,2}") for part in p.split(ZWNJ)) for p in phrases}
    return "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))
