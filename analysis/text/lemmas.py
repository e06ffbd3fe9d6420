"""The lemma of a word: hazm's data with guards, so that no noun is read as a verb and plurals meet their singular."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text import vocabulary
from analysis.text.persian import ZWNJ

_ENDINGS = re.compile(
    rf"{ZWNJ}?(?:ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?|تر(?:ین)?|ام|ای|اند|ایم|اید|اش|ات|مان|تان|شان|م|ت|ش|ی)$"
)


@lru_cache(2**17)
def lemma(word: str) -> str:
    """The lemma of a repaired word; a verb's is past#present stem.

    >>> lemma("تغییرات")
    'تغییر'
    """
    known, verbs = vocabulary.words(), vocabulary.verbs()
    if "PL" in known.get(word, ()):
        for singular in (word[:-2], word[:-2] + "ه"):
            if word.endswith("ات") and singular in known:
                return singular
    if word in known:
        return word
    if word in verbs:
        return verbs[word]
    if word.endswith("گان") and word[:-3] + "ه" in known:
        return word[:-3] + "ه"
    stem = _ENDINGS.sub("", word)
    if stem != word and stem in known:
        return stem
    if word.endswith("ان") and word[:-2] in known:
        return word[:-2]
    return stem if ZWNJ in word else word
