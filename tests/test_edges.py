"""Every statistic on corpora of which little can be said: missing or a sentence, never a warning or an infinity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.contrasts import contrasts
from analysis.statistics.cooccurrence import cooccurrence
from analysis.statistics.correction import corrected_shares
from analysis.statistics.counting import count
from analysis.statistics.leave_one_out import leave_one_out
from analysis.statistics.multiverse import multiverse
from analysis.statistics.rates import rates, subtheme_rates
from analysis.statistics.reliability import agreement
from analysis.statistics.robustness import influence, orderings, pair_orders
from analysis.statistics.validity import validity
from tests.codings import coded
from tests.small_corpus import ARTICLES, MATCHES, SENTENCES
from tests.unwarned import unwarned

Corpus = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
NOTHING = SENTENCES["article"].eq("none")
CORPORA: dict[str, Corpus] = {
    "no sentence": (ARTICLES, SENTENCES[NOTHING], MATCHES[:0]),
    "nothing that counts": (ARTICLES, SENTENCES.assign(part="meta"), MATCHES),
    "no word": (ARTICLES, SENTENCES.assign(words=0), MATCHES),
    "no match": (ARTICLES, SENTENCES, MATCHES[:0]),
    "one sentence each": (ARTICLES, SENTENCES[SENTENCES["sentence"] == 3], MATCHES[MATCHES["sentence"] == 3]),
    "a group without sentences": (ARTICLES, *(t[~t["article"].isin(["a1", "a2"])] for t in (SENTENCES, MATCHES))),
    "an unknown group": (ARTICLES.assign(city=["a", "a", None, "b", "b", None]), SENTENCES, MATCHES),
    "groups of one": (ARTICLES.assign(city=ARTICLES["article"]), SENTENCES, MATCHES),
    "groups of days": (
        ARTICLES.assign(city=pd.to_datetime(["2024-01-01"] * 3 + ["2024-01-02"] * 3)),
        SENTENCES,
        MATCHES,
    ),
    "groups of mixed kinds": (ARTICLES.assign(city=[1, 1, "x", "x", True, 2.5]), SENTENCES, MATCHES),
    "one group": (ARTICLES.assign(city="a"), SENTENCES, MATCHES),
}
CODEBOOK = pd.DataFrame({"theme": ["service"] * 2, "subtheme": ["", "ethos"]})


def _robustness(articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    estimates = multiverse(articles, [({"lexicon": "all"}, sentences, matches)])
    pairs = contrasts(articles, sentences, matches, permutations=99)
    orderings(estimates, pairs), influence(estimates)
    return pair_orders(estimates, pairs)


STATISTICS: dict[str, Callable[..., pd.DataFrame]] = {
    "rates": rates,
    "subtheme_rates": lambda *tables: subtheme_rates(*tables[:2], tables[2].assign(subtheme="ethos"), CODEBOOK),
    "contrasts": contrasts,
    "contrasts of shares": lambda *tables: contrasts(*tables, measure="share"),
    "cooccurrence": lambda *tables: cooccurrence(count(*tables)),
    "leave_one_out": leave_one_out,
    "robustness": _robustness,
}


@unwarned
@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.parametrize("statistic", STATISTICS)
def test_little_is_said_of_little(statistic, name):
    if name == "one group" and statistic in ("contrasts", "contrasts of shares", "robustness"):
        with pytest.raises(InputError, match="nothing to compare"):
            STATISTICS[statistic](*CORPORA[name])
        return
    table = STATISTICS[statistic](*CORPORA[name])
    assert not np.isinf(table.select_dtypes("number").to_numpy(float, na_value=np.nan)).any()
    for estimate in {"rate", "share", "log_ratio", "p"} & set(table):
        if name in ("no sentence", "nothing that counts") or (name == "no word" and estimate == "rate"):
            assert table[estimate].isna().all(), estimate


@pytest.mark.parametrize("statistic", STATISTICS)
def test_the_index_of_a_table_says_nothing(statistic):
    """Tables put together by concat have rows of one label; what stands where is told by the columns alone."""
    tables = (ARTICLES, SENTENCES, MATCHES)
    alike = [table.set_axis(np.zeros(len(table), int)) for table in tables]
    pd.testing.assert_frame_equal(STATISTICS[statistic](*alike), STATISTICS[statistic](*tables))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (lambda: validity(coded([1, 0], "lexicon").assign(theme="merit"), coded([1, 0])), "share no theme"),
        (lambda: validity(coded([1, 0], "lexicon"), coded([1, 0]), by="city"), "lacks the columns city"),
        (lambda: validity(coded([1], "lexicon"), coded([1]).assign(city=None), by="city"), "is empty, so it groups"),
        (
            lambda: corrected_shares(coded([1]).assign(theme="merit"), coded([1, 0], "lexicon"), coded([1, 0])),
            "No theme of the coding was coded by hand",
        ),
        (lambda: contrasts(ARTICLES, SENTENCES, MATCHES, permutations=0), "permutations is 0"),
    ],
)
def test_a_question_without_sense_is_told(question, told):
    with pytest.raises(InputError, match=told):
        question()


def test_a_verdict_that_a_coder_left_open_is_no_verdict():
    open_one = coded([1, 0, 1, 1], "b").astype({"present": "Int64"})
    open_one.loc[3, "present"] = pd.NA
    row = agreement(pd.concat([coded([1, 0, 0, 0], "a").astype({"present": "Int64"}), open_one])).iloc[0]
    assert (row["sentences"], row["agreement"]) == (3, 2 / 3)
