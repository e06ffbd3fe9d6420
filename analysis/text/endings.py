"""Persian endings: which are written joined to their word and which after a ZWNJ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from analysis.text import vocabulary
from analysis.text.lists import word_list
from analysis.text.persian import NON_JOINING, ZWNJ

OWN = ("شان", "مان", "تان", "ش", "م", "ت")
COPULAS = ("یم", "ید", "ند")  # of adjectives; the first person is spelled like the possessive
FIRST_PERSON = ("وارم", "واریم", "مندم", "مندیم")  # «امیدوارم»: of adjectives that are said of oneself
OF_NOUNS = frozenset({"ی", "ان", "ات", "یان", "ین", "یی"})
JOINED = OF_NOUNS | {*OWN, *(a + b for a in ("ان", "ات", "ی") for b in OWN), "مین", *COPULAS, "ست"}
# By their last letter, so that a word is tried with the few that may end it.
_BY_LAST = {letter: [e for e in sorted(JOINED, key=len) if e[-1] == letter] for letter in {e[-1] for e in JOINED}}

SPOKEN = tuple("ها" + own for own in OWN)
PLURALS = ("ها", "های", "هایی", "هائی", "هاییم", "هایند", "هاست", *SPOKEN, *("های" + own for own in OWN))
BESIDE_YEH = ("ای", "ام", "اند", "ایم", "اید", "اش")
BESIDE_HEH = (*BESIDE_YEH, "ات", "مان", "تان", "شان", "ی")
_OF_DEGREES = ("", "ی", "ند", "یم", "ها", "های", "هایی")
SUPERLATIVES = tuple("ترین" + ending for ending in _OF_DEGREES)
DEGREES = (*SUPERLATIVES, *("تر" + ending for ending in _OF_DEGREES))


def _pattern(stem: str, endings: Iterable[str]) -> re.Pattern[str]:
    """A stem and one of the endings, with or without the ZWNJ between them."""
    return re.compile(f"({stem}){ZWNJ}?({'|'.join(endings)})$")


PLURAL = _pattern(".{2,}?", PLURALS)
AFTER_HEH = _pattern(".+ه", BESIDE_HEH)
AFTER_YEH = _pattern(".{2,}ی", BESIDE_YEH)
COPULA = _pattern(".{3,}", ["اند"])
DEGREE = _pattern(".{2,}?", DEGREES)
SUPERLATIVE = _pattern(".{2,}?", SUPERLATIVES)


class Restored(NamedTuple):
    """A word after repair: the readable word, the rule that changed it ("" if none), and its readings if it has two."""

    word: str
    rule: str = ""
    readings: tuple[str, ...] = ()


def cuts(word: str) -> list[tuple[str, str]]:
    """The word as a stem and one of the joined endings, in every way, the shortest ending first."""
    return [(word[: -len(ending)], ending) for ending in _BY_LAST.get(word[-1:], ()) if word.endswith(ending)]


def is_joined(word: str, endings: frozenset[str] = JOINED) -> bool:
    """Whether the word is a known one with one of the endings that are written joined (شهری، متهمان)."""
    return any(
        len(stem) > 1 and vocabulary.is_nominal(stem) and (stem[-1] != "ه" or ending == "ان" or sounded(stem))
        for stem, ending in cuts(word)
        if ending in endings
    )


def attach(stem: str, ending: str, rule: str) -> Restored:
    """Stem and ending with the ZWNJ between them, where the stem's last letter would join."""
    form = stem + ("" if stem[-1] in NON_JOINING else ZWNJ) + ending
    return Restored(form, rule if ZWNJ in form else "")


def sounded(stem: str) -> bool:
    """Whether the final heh is a consonant and so joined to an ending: گروهی, آموزش‌دهی, not برنامه‌ای."""
    listed = stem.rpartition(ZWNJ)[2] in word_list("zwnj", "sounded_heh")
    return listed or stem.endswith(tuple(word_list("zwnj", "sounded_endings")))


def relational(word: str) -> bool:
    """Whether the word is a noun with the ی that makes adjectives: کاربردی, محلی."""
    return len(word) > 3 and word[-1] == "ی" and vocabulary.is_nominal(word[:-1])
