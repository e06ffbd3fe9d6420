"""The lost ZWNJ: cases, the rules by which the sentence decides, and what hazm does instead."""

import hazm
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import zwnj
from analysis.text.persian import ZWNJ
from analysis.text.tokens import tokens, zwnj_log
from tests.cases_of import cases
from tests.test_tokens import sentences


@pytest.mark.parametrize("case", cases("zwnj", "raw"))
def test_cases(case):
    found = zwnj.restore(case["raw"])
    assert found.word == case["restored"]
    assert found.rule == case.get("rule", found.rule)
    assert (found.rule == "") == (found.word == case["raw"])


@pytest.mark.parametrize("case", cases("zwnj_in_context", "text"))
def test_the_sentence_decides_between_two_readings(case):
    table = tokens(sentences(case["text"])).set_index("form")
    assert (table["word"][case["raw"]], table["ambiguous"][case["raw"]]) == (case["word"], case["ambiguous"])


@given(
    st.lists(
        st.sampled_from(["برنامه", "ها", "های", "ای", "می", "کند", "گوش", "ریزی", "ترین", "بی", "ان", "ش", ZWNJ]),
        max_size=5,
    )
)
def test_only_zwnjs_and_spaces_are_added(parts):
    word = "".join(parts).strip(ZWNJ)
    found = zwnj.restore(word)
    for reading in (found.word, *found.readings):
        assert reading.replace(ZWNJ, "").replace(" ", "") == word.replace(ZWNJ, "")
        assert zwnj.restore(reading).word == reading or found.readings


def test_log_counts_every_change_once():
    log = zwnj_log(tokens(sentences("برنامههای ما و برنامههای شما", "میدانند که می\u200fدانند")))
    rows = [tuple(row) for row in log.itertuples(index=False)]
    assert rows == [
        ("برنامههای", "برنامه‌های", "plural", 2),
        ("میدانند", "می‌دانند", "verb", 1),
        ("می\u200fدانند", "می‌دانند", "disguised", 1),
    ]


def test_the_answer_does_not_depend_on_other_articles():
    alone = tokens(sentences("گوشهای از شهر"))
    among = tokens(sentences("گوش‌های مردم", "گوشهای از شهر", "گوشهای مردم"))
    second = among[among["sentence"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="sentence"), second.drop(columns="sentence"))


def test_hazm_repairs_too_little():
    """What hazm's Normalizer leaves of lost ZWNJs: the reason for a restorer. A better hazm fails here."""
    normalizer = hazm.Normalizer(decrease_repeated_chars=False, seperate_mi=False)
    assert normalizer.normalize("بهرهوری برنامهریزی ویژهای") == "بهرهوری برنامهریزی ویژهای"
