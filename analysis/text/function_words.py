"""Words that build any sentence: what a comparison of vocabularies may leave out, with a reason for each class."""

from __future__ import annotations

from functools import cache
from itertools import chain

from analysis.text.lemmas import citation
from analysis.text.lists import data


def is_function_word(lemma: str) -> bool:
    """Whether a lemma is a function word, or a number written in figures.

    >>> [is_function_word(lemma) for lemma in ("و", "کرد#کن", "۱۳", "۱۲٬۵۰۰", "شهر", "ساخت#ساز")]
    [True, True, True, True, False, False]
    """
    return citation(lemma) in _words() or (lemma[:1].isdecimal() and not any(map(str.isalpha, lemma)))


@cache
def _words() -> frozenset[str]:
    return frozenset(chain.from_iterable(data("function_words").values()))
