"""What stands first in a notebook follows the tables below it."""

from __future__ import annotations

import pandas as pd

from analysis.output.openings import corpus_finding, robustness_finding
from tests.test_findings import NAMES, contrast


def test_what_counts_and_what_is_left_out():
    flow = pd.DataFrame(
        {"outcome": ["counted", "residue", "between sentences"], "sentences": [3, 1, 0], "words": [40, 2, 0]}
    )
    assert corpus_finding(flow, pd.DataFrame({"article": ["a"]})) == (
        "**Finding.** The corpus is 1 article of 4 sentences and 42 words. What counts is 3 sentences and 40 words. "
        "Left out: 1 sentence (1 as residue)."
    )


def test_robustness_in_words():
    pairs = contrast("lower").assign(specifications=4, a_higher=0, b_higher=4)
    moves = pd.DataFrame(
        {"theme": ["service"], "choice": ["lexicon"], "level": ["core"], "against": ["all"], "shift": [0.5]}
    )
    told = robustness_finding(pairs, moves, NAMES)
    assert "show a difference in 1 of 1 comparison." in told
    assert told.endswith(
        "- Service: 1 of 1 pair keeps its order under all (Karaj over Rasht), none is turned by any; "
        "the choice that moves it most is lexicon (core instead of all)."
    )
    turned = robustness_finding(pairs.assign(a_higher=1, b_higher=3), moves.iloc[:0], NAMES)
    assert turned.endswith("- Service: 0 of 1 pair keeps its order under all, 1 is turned by some.")
    assert "only one group" in robustness_finding(pairs.iloc[:0], moves, NAMES)
