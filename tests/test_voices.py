"""Who speaks: cases as data, one page each."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import sentences

CASES = json.loads((Path(__file__).parent / "cases" / "voices.json").read_text(encoding="utf-8"))


def _marked(case):
    return pytest.mark.xfail(strict=True, reason="known failure") if case["kind"] == "known failure" else ()


@pytest.mark.parametrize("case", [pytest.param(c, marks=_marked(c), id=c["name"]) for c in CASES])
def test_cases(case):
    page = {"article": "a", "official": "unknown", "role": None, **case, "text": "\n".join(case["text"])}
    assert list(sentences(pd.DataFrame([page]))["speaker"]) == case["speakers"]
