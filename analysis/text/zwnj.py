"""The lost ZWNJ (half-space) put back, a word at a time: برنامهریزی → برنامه‌ریزی, with the rule that did it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.text import vocabulary
from analysis.text.persian import ZWNJ


class Restored(NamedTuple):
    """A word after repair: the readable word, the rule that changed it ("" if none), whether it has two readings."""

    word: str
    rule: str
    ambiguous: bool


LONGEST = 40  # letters; no Persian word is longer, and what is longer is a broken page
_PLURAL = re.compile(r"(.{2,}?)(ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?)$")
_SILENT_HEH = re.compile(r"(.{2,}ه)(ای|ام|اند|ایم|اید|اش|ات|مان|تان|شان|ها.*)$")
_DEGREE = re.compile(r"(.{2,})(تر|ترین|تری|ترینی)$")


@lru_cache(2**17)
def restore(word: str) -> Restored:
    """Repair a word in normal form (`persian.normal`).

    >>> restore("برنامهریزی").word.split(chr(0x200C))
    ['برنامه', 'ریزی']
    """
    if ZWNJ in word or len(word) > LONGEST or word in vocabulary.words() or len(word) < 4:
        return Restored(word, "", False)
    for rule, found in (("verb", vocabulary.joined_verbs().get(word)), ("compound", vocabulary.compounds().get(word))):
        if found:
            return Restored(found, rule, False)
    for rule, pattern in (("plural", _PLURAL), ("ending after heh", _SILENT_HEH), ("degree", _DEGREE)):
        if (match := pattern.match(word)) and (stem := _stem(match[1])):
            return Restored(stem + ZWNJ + match[2], rule, False)
    return Restored(word, "", False)


def _stem(stem: str) -> str | None:
    """The stem with its own ZWNJ, if it is a word."""
    known = vocabulary.words()
    if stem in known:
        return stem
    if stem in vocabulary.compounds():
        return vocabulary.compounds()[stem]
    return stem if stem.endswith("ی") and stem[:-1] in known else None
