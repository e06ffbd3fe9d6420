"""Findings: the sentence follows the table, whichever way the table turns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.output.findings import findings, scope
from analysis.output.verdicts import reach, tally


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
        "it is found 4.0 times as often in Karaj as in Rasht (95 % interval 2.0 to 8.0, adjusted p = 0.012)."
    )


def test_a_name_with_braces_stands_as_it_is(rates):
    told = findings(rates, contrast("lower", -2.0), NAMES | {"رشت": "{Rasht}", "service": "{0"})["finding"].item()
    assert told.startswith("{0: 21 matches, from 2.5 per 1,000 words ({Rasht}) to 15.0 (Karaj); ")


def test_a_theme_that_one_side_never_speaks_of_has_no_ratio(rates):
    told = findings(rates, contrast("higher", np.nan), NAMES)["finding"].item()
    assert "it is found in Rasht and never in Karaj (adjusted p = 0.012)" in told
    beyond = findings(rates, contrast("higher", np.nan).assign(p_adjusted=1e-5), NAMES)["finding"].item()
    assert "(adjusted p < 0.001)" in beyond


@pytest.mark.parametrize("verdict", ["no difference shown", "insufficient evidence"])
def test_no_range_stands_without_its_verdict(rates, verdict):
    assert verdict in findings(rates, contrast(verdict), NAMES)["finding"].item()


def test_a_theme_that_never_occurs_has_no_range(rates):
    told = findings(rates.assign(matches=0, rate=0.0), contrast("insufficient evidence"), NAMES)["finding"].item()
    assert told == "Service: no match in any group."


def test_of_many_groups_without_a_match_some_are_named(rates):
    silent = [f"group {letter}" for letter in "abcdefghij"]
    many = pd.DataFrame({"group": silent, "theme": "service", "matches": 0, "rate": 0.0, "unit": "sentence"})
    told = findings(pd.concat([many, rates]), contrast("lower").iloc[:0], NAMES)["finding"].item()
    assert "from none (group a, group b, group c, group d, group e, group f and 4 more) to 15.0 per" in told


def test_one_group_has_a_rate_and_no_range(rates):
    told = findings(rates.tail(1), contrast("higher").iloc[:0], NAMES)["finding"].item()
    assert told == "Service: 18 matches, 15.0 per 1,000 words."


def test_a_single_match_is_one_and_a_name_of_the_other_script_is_settled(rates):
    told = findings(rates.tail(1).assign(matches=1), contrast("higher").iloc[:0], language="en")["finding"].item()
    assert told == "Service: 1 match, 15.0 per 1,000 words."
    latin = findings(rates.replace("رشت", "Rasht"), contrast("higher").iloc[:0], language="fa")["finding"].item()
    assert "(Rasht\u200f)" in latin


def test_persian_has_persian_digits_and_an_unknown_rate_is_passed_over(rates):
    told = findings(rates.assign(rate=[np.nan, 15.0]), contrast("insufficient evidence"), language="fa")[
        "finding"
    ].item()
    assert told.endswith(": ۲۱ مورد، ۱۵٫۰ در هزار واژه (کرج)؛ برای مقایسه‌ی رشت با کرج شواهد کافی نیست.")


def test_articles_of_unknown_group_are_in_no_finding(rates):
    unknown = pd.concat([rates, rates.tail(1).assign(group=None, rate=99.0, matches=50)], ignore_index=True)
    verdict = contrast("insufficient evidence")
    pd.testing.assert_frame_equal(findings(unknown, verdict, NAMES), findings(rates, verdict, NAMES))


def test_every_group_that_has_the_lowest_or_the_highest_rate_is_named(rates):
    three = pd.concat([rates, rates.tail(1).assign(group="تهران")], ignore_index=True)
    names = NAMES | {"تهران": "Tehran"}
    pairs = contrast("insufficient evidence")
    pairs = pd.concat([pairs] * 3, ignore_index=True)
    low = findings(three.assign(rate=[0.0, 15.0, 0.0]), pairs, names)["finding"].item()
    assert low == (
        "Service: 39 matches, from none (Rasht and Tehran) to 15.0 per 1,000 words (Karaj); "
        "insufficient evidence to compare any of the 3 pairs."
    )
    high = findings(three, pairs, language="fa")["finding"].item()
    assert "تا ۱۵٫۰ (کرج و تهران)" in high
    assert "هیچ‌یک از ۳ جفت" in high
    alike = findings(three.assign(rate=2.0), pairs, names)["finding"].item()
    assert alike.startswith("Service: 39 matches, 2.0 per 1,000 words in each group; ")


def test_one_of_a_kind_is_said_in_the_singular(rates):
    one = findings(rates.assign(matches=[0, 1], rate=[0.0, 0.5]), contrast("insufficient evidence"), NAMES)
    assert one["finding"].item() == (
        "Service: 1 match, from none (Rasht) to 0.5 per 1,000 words (Karaj); "
        "insufficient evidence to compare Rasht with Karaj."
    )
    absent = findings(rates.tail(1).assign(matches=0, rate=0.0), contrast("higher").iloc[:0], NAMES)
    assert absent["finding"].item() == "Service: no match."
    assert tally(contrast("higher").iloc[:0]) == "There is only one group, so nothing is compared"
    assert tally(contrast("higher")) == "The one comparison shows a difference"


def test_only_verdicts_that_were_given_are_counted():
    verdicts = [contrast(verdict) for verdict in ("lower", "insufficient evidence", "insufficient evidence")]
    three = pd.concat(verdicts, ignore_index=True)
    assert tally(three) == "Of 3 comparisons, 1 shows a difference, and for 2 the evidence is insufficient"
    assert tally(three, "fa") == "از ۳ مقایسه، در ۱ مورد تفاوت نشان داده شد و برای ۲ مورد شواهد کافی نبود"
    assert tally(three[1:]) == "The evidence is insufficient for all 2 comparisons"


def test_of_many_pairs_a_sentence_names_a_few(rates):
    groups = [f"شهر {letter}" for letter in "ابپتثجچح"]
    names = [(a, b) for n, a in enumerate(groups) for b in groups[n + 1 :]]
    pairs = pd.concat([contrast("higher", 1.0).assign(a=a, b=b) for a, b in names], ignore_index=True)
    pairs.loc[10:, "verdict"] = "insufficient evidence"
    table = pd.concat([rates.tail(1).assign(group=group) for group in groups], ignore_index=True)
    told = findings(table, pairs)["finding"].item()
    assert told.count("times as often") == 6
    assert "it differs in 4 more of the 28 pairs; insufficient evidence to compare the other 18 pairs." in told
    assert "۱۸ جفت دیگر" in findings(table, pairs, language="fa")["finding"].item()


def test_scope_names_the_unit_that_was_resampled(rates):
    assert "no inference about speakers" in scope(rates)
    assert "خبرها" in scope(rates.assign(unit="article"), "fa")
    both = scope(rates.assign(unit=["article", "sentence"]))
    assert both.startswith("Of groups with at least 8 articles")


def test_what_a_corpus_could_show_is_told_as_a_number_where_it_means_one():
    pair = contrast("insufficient evidence").assign(detectable_ratio=7.12)
    assert "would show is 7.1 (Service, Rasht and Karaj)" in reach(pair, NAMES)
    assert reach(pair.assign(detectable_ratio=1.7e6), NAMES).startswith("Even a ratio of 100 would be shown by fewer")
