"""What a sentence itself says about who speaks: someone named, the outlet, a question, or nothing."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from itertools import chain

import numpy as np

from analysis.text import cues
from analysis.text.attribution_rules import MARKS, OPEN, Cue, Rule, Sentence, rules
from analysis.text.folding import CUE_LETTERS, parted
from analysis.text.saying import find_say, first_person
from analysis.text.subjects import opening
from analysis.text.words import Words

# Words that may be joined to the one before or after: «داردگفت:», «خبرگزاریفارس:».
_JOINED = re.compile("گفت|خبرگزاری|روزنامه")
# Where a word holds another: such a one, or one beside a character that no cue has.
_WITHIN = re.compile(rf"{_JOINED.pattern}|[^\n{CUE_LETTERS}]")


def heard(text: str, cued: Set[str], opens: bool, first: bool = False, official: str = "") -> Sentence:
    """What the rules share of a sentence.

    `opens` where it begins a paragraph of the body, `first` where it is the first of the lead or of the body;
    `official` is the full name of the article's official, without spaces.
    """
    begins, account = opening(text, cued, first)
    return Sentence(text, cued, opens, begins, account, official, find_say(text, cued, begins), text.find(":"))


def cue(sentence: Sentence) -> Cue:
    """What a sentence itself says about who speaks: the first of the rules that fits."""
    for rule in _fitting(sentence.text, sentence.cued):
        if found := rule(sentence):
            return found
    return OPEN


@cache
def _signs() -> dict[str, int]:
    """The words and marks that may say who speaks, each with the rules it is a sign of, a bit for each."""
    others = (cues.phrases("announcing", "setting").words, cues.phrases("event").words, first_person())
    signs = dict.fromkeys(chain.from_iterable(others), 0)
    for number, (_, its) in enumerate(rules()):
        signs |= {sign: signs.get(sign, 0) | 1 << number for sign in its}
    return signs


@cache
def _sign_words() -> frozenset[str]:
    return frozenset(_signs())


@cache
def _numbered(bits: int) -> list[Rule]:
    return [rule for number, (rule, _) in enumerate(rules()) if bits >> number & 1]


def _fitting(text: str, cued: Set[str]) -> list[Rule]:
    """The rules of which a sign stands in a sentence."""
    signs, bits = _signs(), 0
    for sign in cued:
        bits |= signs[sign]
    for mark in MARKS:
        if mark in text:
            bits |= signs[mark]
    return _numbered(bits)


def cued(words: Words) -> list[set[str]]:
    """The words of each folded text that may say who speaks."""
    signs, kinds = _sign_words(), words.kinds
    ends = np.cumsum([len(kind) + 1 for kind in kinds])
    within = np.searchsorted(ends, [sign.start() for sign in _WITHIN.finditer("\n".join(kinds))], "right")
    whole = [n for n, kind in enumerate(kinds) if kind in signs]
    told = {n: signs.intersection(parted(kinds[n]) + _JOINED.findall(kinds[n])) for n in {*whole, *within.tolist()}}
    tells = np.zeros(len(kinds), bool)
    tells[list(told)] = True
    at = np.flatnonzero(tells[words.kind])
    found: list[set[str]] = [set() for _ in words.edges[1:]]
    for text, kind in zip(words.text[at].tolist(), words.kind[at].tolist(), strict=True):
        found[text] |= told[kind]
    return found
