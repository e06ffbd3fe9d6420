"""Plurals whose singular the letters do not show: broken ones, and those in -ان, -گان, -ین, -یون, -ات."""

from __future__ import annotations

from functools import cache

from analysis.text import compounds, vocabulary
from analysis.text.lists import pairs, word_list
from analysis.text.persian import ZWNJ, spellings
from analysis.text.vocabulary import is_nominal


@cache
def irregular() -> dict[str, str]:
    """Irregular plurals in every spelling of their hamza, with their singular: اعضا, اعضاء; رؤسا, روسا."""
    listed = pairs("lemmas", "broken_plurals", "plurals_in_at").items()
    spelled = [(form, one) for many, one in listed for form in (many, many.removesuffix("ء"))]
    return {form: one for many, one in spelled for form in (many, *spellings(many))}


@cache
def own() -> frozenset[str]:
    """What looks like a plural and is a word of its own: مقررات, کاشان."""
    return word_list("lemmas", "frozen") | word_list("lemmas", "places")


def is_plural(word: str) -> bool:
    """Whether a word is a plural of one of these kinds."""
    if word in own() or word in irregular():
        return word not in own()
    return (word not in vocabulary.words() or is_listed(word)) and singular(word) is not None


def is_listed(word: str) -> bool:
    """Whether a word of hazm's list is a plural there."""
    return "PL" in vocabulary.words()[word] or word.endswith("گان") or _is_sound(word)


def _is_sound(word: str) -> bool:
    """Plurals in -ین that hazm does not mark: of an Arabic participle, مسئولین، حاضرین (not شیرین، راستین)."""
    stem = word.removesuffix("ین")
    return stem != word and len(stem) > 3 and is_nominal(stem) and (stem[0] == "م" or stem[1] == "ا")


def singular(word: str) -> str | None:
    """The singular of a plural in -ان, -گان, -یان, -ین, -یون, -ات."""
    if word.endswith("ات"):
        stem = word[:-2]
        feminine = [stem[:-1] + "یت", stem + "ه"] if stem.endswith("ی") else [stem + "ه", stem + "ت"]
        return _first_noun([*feminine, stem, word[:-3] if word[-3:-2] in "جئ" else ""])
    if word.endswith("گان"):
        return _first_noun([word[:-3] + "ه"]) or (word[:-3] + "ه" if ZWNJ in word else None)
    if word.endswith("یان"):
        return _first_noun([word[:-3], word[:-2]]) if word[-4:-3] in "او" else _first_noun([word[:-2]])
    if word.endswith(("ان", "ین", "یون")):
        return _first_noun([word[:-2]]) or _long_stem(word)
    return None


def _long_stem(word: str) -> str | None:
    """The stem of علاقمندان: long, on record, the word itself not (so no name)."""
    return word[:-2] if len(word) > 6 and word[:-2] in vocabulary.rare() and word not in vocabulary.rare() else None


def _first_noun(stems: list[str]) -> str | None:
    """The first stem that is known, or that is at least made of known parts: هموطن."""
    known = (stem for holds in (_known, compounds.composed) for stem in stems if len(stem) > 1 and holds(stem))
    return next(known, None)


def _known(stem: str) -> bool:
    """A listed noun, a word of a listed noun and ی (زندانی), or a compound that ends in a part of many."""
    if is_nominal(stem) or (stem.endswith("ی") and is_nominal(stem[:-1])):
        return True
    before, _, last = stem.rpartition(ZWNJ)
    return stem in vocabulary.compound_words() or (before != "" and last in vocabulary.second_parts())
