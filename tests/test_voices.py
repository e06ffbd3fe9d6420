"""Who speaks: cases as data, one page each."""

import pandas as pd
import pytest

from analysis import sentences
from analysis.text.attribution import cue, cued, heard
from analysis.text.attribution_rules import OPEN, rules
from analysis.text.cues import phrases
from analysis.text.folding import flat
from analysis.text.words import folded_words
from tests.cases_of import cases


@pytest.mark.parametrize("case", cases("voices", "name"))
def test_cases(case):
    page = {"article": "a", "official": "unknown", "role": None, **case, "text": "\n".join(case["text"])}
    assert list(sentences(pd.DataFrame([page]))["speaker"]) == case["speakers"]


def test_a_rule_fits_only_where_one_of_its_signs_stands():
    texts = [flat(line) for case in cases("voices", "name") for line in case.values[0]["text"]]
    for text, its in zip(texts, cued(folded_words(texts)), strict=True):
        sentence = heard(text, its, opens=True)
        assert cue(sentence) == next(filter(None, (rule(sentence) for rule, _ in rules())), OPEN), text


@pytest.mark.parametrize("tables", [("announcing", "setting"), ("according",), ("event",), ("matters",)])
def test_a_phrase_is_found_without_scanning_the_text(tables):
    texts = [flat(line) for case in cases("voices", "name") for line in case.values[0]["text"]]
    found = [phrases(*tables).search(text, its) for text, its in zip(texts, cued(folded_words(texts)), strict=True)]
    assert list(map(str, found)) == [str(phrases(*tables).pattern.search(text)) for text in texts]
