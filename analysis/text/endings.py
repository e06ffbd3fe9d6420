"""Persian endings: which are written joined to their word and which after a ZWNJ."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from analysis.text import lists, vocabulary
from analysis.text.persian import ZWNJ
from analysis.text.vocabulary import NON_JOINING

zwnj_list = partial(lists.word_list, "zwnj")

PERSONS = "(?:م|ت|ش|مان|تان|شان)"
PLURAL = re.compile(rf"(.{{2,}}?)(ها(?:یی|ی{PERSONS}?|{PERSONS}|یند|ست|ییم)?)$")
AFTER_HEH = re.compile(r"(.+ه)(ای|ام|اند|ایم|اید|اش|ات|مان|تان|شان|ی)$")
AFTER_YEH = re.compile(r"(.{2,}ی)(ای|ام|اند|ایم|اید|اش)$")
COPULA = re.compile(r"(.{3,})(اند)$")
DEGREE = re.compile(r"(.{2,})(تر(?:ین)?(?:ی|ها|های|هایی|ند|یم)?)$")
SUPERLATIVE = re.compile(r"(.{2,})(ترین(?:ی|ها|های|هایی)?)$")

SPOKEN = ("هام", "هات", "هاش", "هامان", "هاتان", "هاشان")
OWN = ("م", "ت", "ش", "مان", "تان", "شان")
OF_NOUNS = frozenset({"ی", "ان", "ات", "یان", "ین", "یی"})
JOINED = OF_NOUNS | {*OWN, *(a + b for a in ("ان", "ات", "ی") for b in OWN), "مین", "یم", "ید", "ند", "ست"}
_BY_LAST = {letter: [e for e in sorted(JOINED, key=len) if e[-1] == letter] for letter in {e[-1] for e in JOINED}}


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
    """Whether the final heh is a consonant and so joined to an ending: گروهی, not برنامه‌ای."""
    return stem in zwnj_list("sounded_heh") or stem.endswith(tuple(zwnj_list("sounded_endings")))
