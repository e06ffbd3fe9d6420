"""Persian endings: which are written joined to their word and which after a ZWNJ."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from analysis.text import vocabulary
from analysis.text.persian import ZWNJ
from analysis.text.vocabulary import NON_JOINING

table = partial(vocabulary.table, "zwnj")

_PERSONS = "(?:م|ت|ش|مان|تان|شان)"
PLURAL = re.compile(rf"(.{{2,}}?)(ها(?:یی|ی{_PERSONS}?|{_PERSONS}|یند|ست|ییم)?)$")
AFTER_HEH = re.compile(r"(.+ه)(ای|ام|اند|ایم|اید|اش|ات|مان|تان|شان|ی)$")
AFTER_YEH = re.compile(r"(.{2,}ی)(ای|ام|اند|ایم|اید|اش)$")
DEGREE = re.compile(r"(.{2,})(تر(?:ین)?(?:ی|ها|های|هایی|ند|یم)?)$")
SUPERLATIVE = re.compile(r"(.{2,})(ترین(?:ی|ها|های|هایی)?)$")

SPOKEN = ("هام", "هات", "هاش", "هامان", "هاتان", "هاشان")
OWN = ("م", "ت", "ش", "مان", "تان", "شان")
OF_NOUNS = frozenset({"ی", "ان", "ات", "یان", "ین", "یی"})
JOINED = OF_NOUNS | {*OWN, *(a + b for a in ("ان", "ات", "ی") for b in OWN), "مین", "یم", "ید", "ند", "ست"}
_LONGEST = max(map(len, JOINED))


class Restored(NamedTuple):
    """A word after repair: the readable word, the rule that changed it ("" if none), and its readings if it has two."""

    word: str
    rule: str = ""
    readings: tuple[str, ...] = ()


def cut(word: str, endings: frozenset[str] = JOINED) -> list[tuple[str, str]]:
    """The word as a stem and one of the endings, in every way."""
    return [(word[:-size], word[-size:]) for size in range(1, _LONGEST + 1) if word[-size:] in endings]


def joined(word: str, endings: frozenset[str] = JOINED) -> Restored | None:
    """Known words with endings that are written joined (شهری، متهمان): nothing was lost."""
    for stem, ending in cut(word, endings):
        if len(stem) > 1 and vocabulary.is_noun(stem) and (stem[-1] != "ه" or ending == "ان" or sounded(stem)):
            return Restored(word)
    return None


def attach(stem: str, ending: str, rule: str, join: str = ZWNJ) -> Restored:
    """Stem and ending with the ZWNJ between them, where the stem's last letter would join."""
    form = stem + ("" if stem[-1] in NON_JOINING else join) + ending
    return Restored(form, rule if ZWNJ in form else "")


def sounded(stem: str) -> bool:
    """Whether the final heh is a consonant and so joined to an ending: گروهی, not برنامه‌ای."""
    return stem in table("sounded_heh") or stem.endswith(tuple(table("sounded_endings")))
