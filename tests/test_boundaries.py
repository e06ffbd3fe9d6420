"""Sentence boundaries: cases as data, exact offsets, and hostile text in linear work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.boundaries import spans
from tests.cases_of import cases


@pytest.mark.parametrize("case", cases("sentences", "name"))
def test_cases(case):
    assert [case["text"][start:end] for _, start, end in spans(case["text"])] == case["sentences"]


@given(st.text(alphabet="ابپ می.!؟… «»\n\r\u200c\u00a0۱2:\x00\ud800", max_size=60))
def test_every_word_is_in_exactly_one_trimmed_sentence(text):
    found = spans(text)
    inside = [at for _, start, end in found for at in range(start, end)]
    assert inside == sorted(set(inside))
    assert {at for at, char in enumerate(text) if char.isalnum()} <= set(inside)
    assert all(text[start:end] == text[start:end].strip() != "" for _, start, end in found)


@pytest.mark.parametrize(
    "unit", [".", "\n", "«", "»", "«.", ". ", "…", "ا", "ا.", "\u200c", "؟!", "\x00", "\ud800", "\r\n"]
)
def test_hostile_runs(unit):
    text = unit * 100_000
    assert all(text[start:end].strip() for _, start, end in spans(text))
