"""Persian endings: which are written joined to their word and which after a ZWNJ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from analysis.text import lists, vocabulary
from analysis.text.persian import ZWNJ
from analysis.text.vocabulary import NON_JOINING

zwnj_list = partial(lists.word_list, "zwnj")

OWN = ("شان", "مان", "تان", "ش", "م", "ت")
OF_NOUNS = frozenset({"ی", "ان", "ات", "یان", "ین", "یی"})
JOINED = OF_NOUNS | {*OWN, *(a + b for a in ("ان", "ات", "ی") for b in OWN), "مین", "یم", "ید", "ند", "ست"}
# By their last letter, so that a word is tried with the few that may end it.
_BY_LAST = {letter: [e for e in sorted(JOINED, key=len) if e[-1] == letter] for letter in {e[-1] for e in JOINED}}

SPOKEN = tuple("ها" + own for own in OWN)
PLURALS = ("ها", "های", "هایی", "هائی", "هاییم", "هایند", "هاست", *SPOKEN, *("های" + own for own in OWN))
BESIDE_YEH = ("ای", "ام", "اند", "ایم", "اید", "اش")
BESIDE_HEH = (*BESIDE_YEH, "ات", "مان", "تان", "شان", "ی")
SUPERLATIVES = tuple("ترین" + ending for ending in ("", "ی", "ها", "های", "هایی"))
DEGREES = (*SUPERLATIVES, *(ending.replace("ین", "", 1) for ending in SUPERLATIVES), "ترند", "تریم", "ترینند", "ترینیم")


def _pattern(stem: str, endings: Iterable[str]) -> re.Pattern[str]:
    """A stem and one of the endings, with or without the ZWNJ between them."""
    return re.compile(f"({stem}){ZWNJ}?({'|'.join(endings)})$")


PLURAL = _pattern(".{2,}?", PLURALS)
AFTER_HEH = _pattern(".+ه", BESIDE_HEH)
AFTER_YEH = _pattern(".{2,}ی", BESIDE_YEH)
COPULA = _pattern(".{3,}", ["اند"])
DEGREE = _pattern(".{2,}", DEGREES)
SUPERLATIVE = _pattern(".{2,}", SUPERLATIVES)


class Restored(NamedTuple):
    """A word after repair: the readable word, the rule that changed it ("" if none), and its readings if it has two."""

    word: str
    rule: str = ""
    readings: tuple[str, ...] = ()


def cut(word: str) -> list[tuple[str, str]]:
    """The word as a stem and one of the joined endings, in every way, the shortest ending first."""
    return [(word[: -len(ending)], ending) for ending in _BY_LAST.get(word[-1:], ()) if word.endswith(ending)]


def joined(cuts: list[tuple[str, str]]) -> bool:
    """Whether one way to cut a word is a known word with an ending that is written joined (شهری، متهمان)."""
    return any(
        len(stem) > 1 and vocabulary.is_noun(stem) and (stem[-1] != "ه" or ending == "ان" or sounded(stem))
        for stem, ending in cuts
    )


def attach(stem: str, ending: str, rule: str) -> Restored:
    """Stem and ending with the ZWNJ between them, where the stem's last letter would join."""
    form = stem + ("" if stem[-1] in NON_JOINING else ZWNJ) + ending
    return Restored(form, rule if ZWNJ in form else "")


def sounded(stem: str) -> bool:
    """Whether the final heh is a consonant and so joined to an ending: گروهی, آموزش‌دهی, not برنامه‌ای."""
    return stem.rpartition(ZWNJ)[2] in zwnj_list("sounded_heh") or stem.endswith(tuple(zwnj_list("sounded_endings")))


def relational(word: str) -> bool:
    """Whether the word is a noun with the ی that makes adjectives: کاربردی, محلی."""
    return len(word) > 3 and word[-1] == "ی" and vocabulary.is_noun(word[:-1])
