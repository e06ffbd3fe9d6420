"""Concordance lines: the page's own text on both sides, cut at spaces, in the order asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.output.concordance import concordance

TEXT = "ما همیشه و همه جا به مردم خدمت کردیم و خدمت خواهیم کرد تا رضایت بیاید"


@pytest.fixture
def sentences() -> pd.DataFrame:
    return pd.DataFrame({"article": ["a"], "sentence": [1], "start": [100], "text": [TEXT], "speaker": ["official"]})


@pytest.fixture
def matches() -> pd.DataFrame:
    starts = [TEXT.index("خدمت"), TEXT.index("خدمت", 30), TEXT.index("رضایت")]
    forms = ["خدمت", "خدمت", "رضایت"]
    spans = [(100 + start, 100 + start + len(form)) for start, form in zip(starts, forms, strict=True)]
    return pd.DataFrame(
        {
            "article": "a",
            "sentence": 1,
            "start": [start for start, _ in spans],
            "end": [end for _, end in spans],
            "form": forms,
            "theme": "service",
            "subtheme": "ethos",
            "entry": ["e1", "e1", "e2"],
        }
    )


def test_a_line_rebuilds_its_sentence(sentences, matches):
    for line in concordance(sentences, matches, width=1000).itertuples():
        assert " ".join([line.before, line.match, line.after]).strip() == TEXT


def test_context_is_cut_at_spaces_and_says_so(sentences, matches):
    line = concordance(sentences, matches, width=12).iloc[0]
    assert line["before"] == "… جا به مردم"
    assert line["after"] == "کردیم و …"
    assert TEXT.count(line["before"].removeprefix("… ")) == 1


def test_sorting_before_reads_outward_from_the_match(sentences, matches):
    lines = concordance(sentences, matches, sort="before")
    assert [line.split()[-1] for line in lines["before"]] == sorted(["مردم", "و", "تا"])


def test_matches_outside_the_given_sentences_are_left_out(sentences, matches):
    assert concordance(sentences.iloc[:0], matches).empty


def test_an_unknown_sort_is_refused(sentences, matches):
    with pytest.raises(InputError, match="sorted by one of"):
        concordance(sentences, matches, sort="left")
