"""Lemmas: cases, what the sentence decides, and what hazm's Lemmatizer does instead."""

import hazm
import pytest

from analysis.text import lemmas, lists, vocabulary, zwnj
from analysis.text.tokens import tokens
from tests.cases_of import cases
from tests.test_tokens import sentences


@pytest.mark.parametrize("case", cases("lemmas", "word"))
def test_cases(case):
    assert lemmas.lemma(case["word"]) == case["lemma"]


@pytest.mark.parametrize("case", cases("lemmas_in_context", "text"))
def test_the_sentence_decides(case):
    assert tokens(sentences(case["text"])).set_index("word")["lemma"][case["word"]] == case["lemma"]


@pytest.mark.parametrize("word", ["خدمات", "نخبگان", "برنامه‌ها", "می‌دانند", "تصمیم‌گیری‌های", "حرفه‌ای", "همکاری‌ها"])
def test_the_lemma_survives_the_loss_of_the_zwnj(word):
    assert lemmas.lemma(zwnj.restore(word.replace("\u200c", "")).word) == lemmas.lemma(word)


def test_every_lemma_of_the_tables_is_its_own_lemma():
    singulars = {pair.split(" ")[1] for pair in lists.data("lemmas")["broken_plurals"]}
    moved = {word: lemmas.lemma(word) for word in singulars if lemmas.lemma(word) != vocabulary.dictionary_form(word)}
    assert moved == {}


def test_hazm_reads_nouns_as_verbs_and_leaves_plurals():
    """The reasons for the guards; a better hazm fails here."""
    lemmatizer = hazm.Lemmatizer(joined_verb_parts=False)
    assert lemmatizer.lemmatize("فرهنگی") == "فرهیخت#فرهنگ"
    assert lemmatizer.lemmatize("کاری") == "کاشت#کار"
    assert lemmatizer.lemmatize("ویژهای") == "ویژ"
    assert lemmatizer.lemmatize("خدمات") == "خدمات"
    assert lemmatizer.lemmatize("نخبگان") == "نخبگان"
