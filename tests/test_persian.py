"""Letters: the normal form and the comparing key, and the behaviour of Unicode and hazm that they rest on."""

import unicodedata

import hazm
import pyarrow as pa
import pytest
from hazm import constants
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import persian
from tests.cases_of import cases

LETTERS = st.text(
    alphabet="ابهوییكيةأؤئۀ\u0653\u0654\u0655\u064e\u0640ﺁﻻﷲ\u200b\u200c\u200f&zwnj;¬\x00\ud800\u202e ۱1A", max_size=30
)


@pytest.mark.parametrize("case", cases("letters", "raw"))
def test_cases(case):
    assert persian.normal(case["raw"]) == case["normal"]
    assert persian.key(case["raw"]) == persian.key(case["same_key_as"])


@pytest.mark.parametrize(("one", "other"), [("آن", "ان"), ("کار", "گار"), ("خدمت", "خدمات"), ("علی", "علیه")])
def test_words_with_different_letters_have_different_keys(one, other):
    assert persian.key(one) != persian.key(other)


@given(LETTERS)
def test_normal_and_key_are_settled_after_one_pass(text):
    assert persian.normal(persian.normal(text)) == persian.normal(text)
    assert persian.key(persian.key(text)) == persian.key(text) == persian.key(persian.normal(text))


@given(st.lists(LETTERS))
def test_many_words_have_the_keys_that_each_has(texts):
    words = [*map(persian.normal, texts), "هیات", "سسس", ""]
    keys = persian.joined_keys(pa.array(words, pa.large_string()))
    assert keys.to_pylist() == [*map(persian.joined_key, words)]


@pytest.mark.parametrize(
    "unit", ["ا", "\u200c", "\u0640", "\u0654\u0651", "&zwnj;", "\x00", "\ud800", "\u202e", "ی\u0654"]
)
def test_hostile_runs_are_normalised_whole(unit):
    assert len(persian.key(unit * 100_000)) <= 100_000


def test_unicode_leaves_what_we_unify():
    """NFKC keeps Arabic kaf and yeh apart from the Persian ones; NFC composes no Persian yeh with a hamza."""
    assert unicodedata.normalize("NFKC", "كي") == "كي"
    assert unicodedata.normalize("NFC", "ی\u0654") == "ی\u0654"


def test_hazm_loses_madda_and_hamza_where_we_keep_them():
    """Were hazm to keep them, presentation forms and decomposed letters could be left to its Normalizer."""
    table = dict(zip(constants.TRANSLATION_SRC, constants.TRANSLATION_DST, strict=True))
    assert (table["ﺁ"], table["ﺅ"], table["ﺋ"]) == ("ا", "و", "ی")
    normalizer = hazm.Normalizer(correct_spacing=False, decrease_repeated_chars=False, seperate_mi=False)
    assert normalizer.normalize("ا\u0653ب") == "اب"
    assert normalizer.normalize("ﻻزم") == "ﻻزم"


def test_hazm_leaves_a_disguised_zwnj():
    """The right-to-left mark and the zero width space stay where content systems put them for a ZWNJ."""
    normalizer = hazm.Normalizer(decrease_repeated_chars=False, seperate_mi=False)
    for disguise in ("\u200f", "\u200b", "&zwnj;"):
        assert disguise in normalizer.normalize(f"می{disguise}شود")
