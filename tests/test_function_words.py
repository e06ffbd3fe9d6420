"""Function words: each stands in the list as a lemma is cited, as that is what is looked up."""

from __future__ import annotations

from itertools import chain

import pytest

from analysis.text.function_words import is_function_word
from analysis.text.lemmas import citation, lemma
from analysis.text.lists import data

WORDS = [*chain.from_iterable(data("function_words").values())]


@pytest.mark.parametrize("word", WORDS)
def test_each_is_the_lemma_of_its_own_form(word):
    assert citation(lemma(word)) == word


@pytest.mark.parametrize("form", ["آن‌ها", "کسی", "دیگری", "درباره‌ی", "روی", "نیست"])
def test_their_forms_are_found_by_the_lemma(form):
    assert is_function_word(lemma(form))


@pytest.mark.parametrize("form", ["وقت", "روز", "شهر", "ساخته"])
def test_words_with_a_subject_are_none(form):
    assert not is_function_word(lemma(form))
