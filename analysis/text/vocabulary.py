"""hazm's word list as this package uses it: read once a process, in the normal form, by part of speech."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from analysis.text.lists import data, pairs
from analysis.text.persian import NON_JOINING, ZWNJ, normal, spellings

_GRADABLE = frozenset({"AJ", "ADV"})
_IDLE = re.compile(f"(?<=[{''.join(sorted(NON_JOINING))}]){ZWNJ}")
_NOMINAL = frozenset({"N", "AJ", "NUM", "ADV"})
_ENOUGH = 4  # compounds that show a second part to be productive (سازی، کننده، ناپذیر), not a chance meeting


class _Listed(NamedTuple):
    words: dict[str, frozenset[str]]  # with their tags
    rare: frozenset[str]  # those without a part of speech
    spellings: dict[str, str]  # hazm's, of words that texts spell in another way
    counts: dict[str, int]  # how often hazm's corpus has them, 0 where it was not asked


@cache
def _hazm() -> _Listed:
    """hazm's word list in the normal form, read once: its tags are kept once for all words that share them."""
    from hazm.utils import default_words  # importing hazm takes seconds

    known: dict[str, frozenset[str]] = {}
    rare: set[str] = set()
    tanwin: dict[str, str] = {}
    sets: dict[str, frozenset[str]] = {}
    counts: dict[str, int] = {}
    with default_words.open(encoding="utf-8") as lines:
        for word, count, tags in (line.rstrip("\n").split("\t") for line in lines):
            if tags == "0":
                rare.add(normal(word))
                continue
            plain, these = normal(word), sets.setdefault(tags, frozenset(tags.split(",")))
            if word.endswith("ا\u064b") and plain not in known:
                tanwin[plain] = word
            elif plain in tanwin:
                del tanwin[plain]
            known[plain] = known[plain] | these if plain in known else these
            counts[plain] = max(counts.get(plain, 0), int(count))
    known |= dict.fromkeys(data("words")["numerals"], frozenset({"NUM"}))
    known |= dict.fromkeys(data("words")["loans"], frozenset({"N"}))
    known |= dict.fromkeys(data("words")["pronouns"], frozenset({"PRO"}))
    spelled = _spelled(known, tanwin)
    known |= {variant: known[normal(word)] for variant, word in spelled.items() if variant not in known}
    return _Listed(known, frozenset(rare - known.keys()), spelled, counts)


def _spelled(known: dict[str, frozenset[str]], tanwin: dict[str, str]) -> dict[str, str]:
    """Words without their tanwin or hamza, as texts write them, with hazm's spelling: قطعا → قطعاً, تاکید → تأکید."""
    found = dict(tanwin)
    for word in sorted(known):
        for variant in spellings(word):
            if variant not in known and variant != "شان":  # the possessive, seldom شأن
                found.setdefault(variant, word)
    return found | pairs("words", "one_word")


@cache
def words() -> dict[str, frozenset[str]]:
    """Every word of hazm's list that has a part of speech, with its tags (N, AJ, ADV, PL …)."""
    return _hazm().words


@cache
def rare() -> frozenset[str]:
    """The 158,000 entries without a part of speech, from old dictionaries and web text.

    They hold rarities, inflected forms and misspellings (ویژ، کتابها، درجلسه) and prove no word; but a compound that is
    written joined there (راهپیمایی) is a spelling people use, not one that lost its ZWNJ.
    """
    return _hazm().rare


def frequency(word: str) -> int:
    """How often the corpus behind hazm's list has the word: rough, and 0 where the list does not say."""
    return _hazm().counts.get(word, 0)


def dictionary_form(lemma: str) -> str:
    """A lemma as hazm's list spells it.

    >>> dictionary_form("تاکید"), dictionary_form("قطعا")
    ('تأکید', 'قطعاً')
    """
    return _hazm().spellings.get(lemma, lemma)


def spelled_otherwise() -> frozenset[str]:
    """The words that hazm's list spells in another way (`dictionary_form`)."""
    return frozenset(_hazm().spellings)


@cache
def compounds() -> dict[str, str]:
    """Words that hold a ZWNJ, by the same letters without it, where those are not a word themselves.

    An entry without a part of speech counts only where its joined spelling is not on record too, but for بی, which is
    always written apart (Academy of Persian, Dastur-e khatt).
    """
    fused = tuple(first + ZWNJ for first in data("words")["fused"])
    attested = {word.replace(ZWNJ, ""): word for word in rare() if ZWNJ in word.strip(ZWNJ)}
    listed = {word.replace(ZWNJ, ""): word for word in words() if ZWNJ in word and not word.startswith(fused)}
    found = {joined: w for joined, w in attested.items() if joined not in rare() or w.startswith("بی" + ZWNJ)} | listed
    found |= {word.replace(ZWNJ, ""): word for word in data("words")["with_beh"]}
    shown = {joined: _IDLE.sub("", word) for joined, word in found.items() if joined not in words()}
    return {joined: word for joined, word in shown.items() if word != joined}


@cache
def compound_words() -> frozenset[str]:
    """The words of `compounds` as they are written."""
    return frozenset(compounds().values())


@cache
def second_parts() -> frozenset[str]:
    """Second parts of many compounds of hazm's list, so of new ones too: سازی، گذاری، ناپذیر، کننده."""
    seconds = Counter(word.rpartition(ZWNJ)[2] for word in words() if ZWNJ in word)
    parts = {part for part, times in seconds.items() if times >= _ENOUGH and len(part) > 2}
    parts |= set(data("words")["second_parts"])
    return frozenset(parts | {part[:-1] + "گان" for part in parts if part.endswith("ه")})


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word for word, tags in words().items() if not _NOMINAL.isdisjoint(tags))


def is_nominal(word: str) -> bool:
    """Whether hazm lists the word as noun, adjective, adverb or numeral."""
    return word in _nouns()


def is_gradable(word: str) -> bool:
    """Whether hazm lists the word as adjective or adverb, so that it takes تر."""
    return not _GRADABLE.isdisjoint(words().get(word, ()))


def on_record(word: str) -> bool:
    """Whether the word is in either tier of hazm's list."""
    return word in words() or word in rare()
