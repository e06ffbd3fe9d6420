"""Findings: the sentence follows the table, whichever way the table turns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.output.findings import findings, scope


@pytest.fixture
def rates() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": ["رشت", "کرج"],
            "theme": ["service", "service"],
            "matches": [3, 18],
            "rate": [2.5, 15.0],
            "unit": ["sentence", "sentence"],
        }
    )


def contrast(verdict: str, log_ratio: float = 0.0) -> pd.DataFrame:
    row = {"a": "رشت", "b": "کرج", "theme": "service", "log_ratio": log_ratio, "low": log_ratio - 1}
    return pd.DataFrame([{**row, "high": log_ratio + 1, "p_adjusted": 0.012, "verdict": verdict}])


NAMES = {"رشت": "Rasht", "کرج": "Karaj", "service": "Service"}


def test_a_difference_is_told_from_the_side_that_speaks_more(rates):
    told = findings(rates, contrast("lower", -2.0), NAMES)["finding"].item()
    assert told == (
        "Service: 21 matches, from 2.5 per 1,000 words (Rasht) to 15.0 (Karaj); "
        "it is found 4.0 times as often in Karaj as in Rasht (2.0 to 8.0, adjusted p = 0.012)."
    )


def test_a_theme_that_one_side_never_speaks_of_has_no_ratio(rates):
    told = findings(rates, contrast("higher", np.nan), NAMES)["finding"].item()
    assert "it is found in Rasht and never in Karaj (adjusted p = 0.012)" in told


@pytest.mark.parametrize("verdict", ["no difference shown", "insufficient evidence"])
def test_no_range_stands_without_its_verdict(rates, verdict):
    assert verdict in findings(rates, contrast(verdict), NAMES)["finding"].item()


def test_a_theme_that_never_occurs_has_no_range(rates):
    told = findings(rates.assign(matches=0, rate=0.0), contrast("insufficient evidence"), NAMES)["finding"].item()
    assert told == "Service: no match in any group."


def test_one_group_has_a_rate_and_no_range(rates):
    told = findings(rates.tail(1), contrast("higher").iloc[:0], NAMES)["finding"].item()
    assert told == "Service: 18 matches, 15.0 per 1,000 words."


def test_a_single_match_is_one_and_a_name_of_the_other_script_is_settled(rates):
    told = findings(rates.tail(1).assign(matches=1), contrast("higher").iloc[:0], language="en")["finding"].item()
    assert told == "Service: 1 match, 15.0 per 1,000 words."
    latin = findings(rates.replace("رشت", "Rasht"), contrast("higher").iloc[:0], language="fa")["finding"].item()
    assert "(Rasht\u200f)" in latin


def test_persian_has_persian_digits_and_an_unknown_rate_is_passed_over(rates):
    told = findings(rates.assign(rate=[np.nan, 15.0]), contrast("higher", 1.0), language="fa")["finding"].item()
    assert "۲۱ مورد" in told
    assert "از ۱۵٫۰" in told


def test_scope_names_the_unit_that_was_resampled(rates):
    assert "no inference about speakers" in scope(rates)
    assert "خبرها" in scope(rates.assign(unit="article"), "fa")
