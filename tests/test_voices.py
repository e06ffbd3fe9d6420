"""Who speaks: cases as data, one page each."""

import pandas as pd
import pytest

from analysis import sentences
from tests.cases_of import cases


@pytest.mark.parametrize("case", cases("voices", "name"))
def test_cases(case):
    page = {"article": "a", "official": "unknown", "role": None, **case, "text": "\n".join(case["text"])}
    assert list(sentences(pd.DataFrame([page]))["speaker"]) == case["speakers"]
