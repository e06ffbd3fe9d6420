"""Co-occurrence of themes in sentences: against Fisher's exact test, Mantel–Haenszel's expectation, and by drawing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.errors import InputError
from analysis.statistics.cooccurrence import NEGLIGIBLE, cooccurrence
from tests.unwarned import unwarned


def counts_of(**articles: list[tuple[int, int]]) -> pd.DataFrame:
    """Counts by sentence: for each article, whether each sentence has theme s and theme m."""
    rows = [
        (article, number, theme, 1, coded)
        for article, sentences in articles.items()
        for number, codes in enumerate(sentences, start=1)
        for theme, coded in zip("sm", codes, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["article", "sentence", "theme", "sentences", "coded_sentences"])
    return table.assign(theme=pd.Categorical(table["theme"], categories=["s", "m"]))


ONE = [(1, 1)] * 3 + [(1, 0)] * 2 + [(0, 1)] + [(0, 0)] * 9
TWO = [(1, 1)] * 2 + [(1, 0)] * 4 + [(0, 1)] * 3 + [(0, 0)] * 6


def test_one_article_is_fisher_s_exact_test():
    row = cooccurrence(counts_of(one=ONE)).iloc[0]
    assert row[["sentences", "sentences_a", "sentences_b", "both"]].tolist() == [15, 5, 4, 3]
    assert row["expected"] == pytest.approx(5 * 4 / 15)
    assert row["log_ratio"] == pytest.approx(np.log2(3 / (20 / 15)))
    assert row["p"] == pytest.approx(stats.fisher_exact([[3, 2], [1, 9]])[1])


def sentences_of(both: int, a: int, b: int, neither: int) -> list[tuple[int, int]]:
    """The sentences of an article by the cells of a 2×2 table."""
    return [(1, 1)] * both + [(1, 0)] * a + [(0, 1)] * b + [(0, 0)] * neither


# Pedersen (1996: 10); R, ?fisher.test (Fisher's convicts with twins); SciPy, fisher_exact (whales and sharks)
@pytest.mark.parametrize(
    ("cells", "p", "within"),
    [((1, 3, 3, 1), 0.486, 5e-4), ((2, 10, 15, 3), 0.0005367, 5e-8), ((8, 2, 1, 5), 0.0350, 5e-5)],
)
def test_fisher_as_published(cells, p, within):
    assert cooccurrence(counts_of(one=sentences_of(*cells)))["p"].item() == pytest.approx(p, abs=within)


def test_several_articles_as_published():
    """Agresti (1990: 231), rabbits cured at five doses of penicillin: the exact conditional test of R's mantelhaen.test
    gives .03994."""
    doses = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)]
    row = cooccurrence(counts_of(**{f"dose{n}": sentences_of(*cells) for n, cells in enumerate(doses)})).iloc[0]
    assert row["both"] == 16
    assert row["p"] == pytest.approx(0.03994, abs=5e-6)


def test_many_sentences_against_mantel_haenszel():
    row = cooccurrence(counts_of(one=ONE * 9, two=TWO[::-1] * 9)).iloc[0]
    strata = StratifiedTable([9 * np.array([[3, 2], [1, 9]]), 9 * np.array([[2, 4], [3, 6]])])
    assert row["p"] == pytest.approx(strata.test_null_odds(correction=True).pvalue, rel=0.5)
    null = cooccurrence(counts_of(two=TWO * 9)).iloc[0]
    assert null["p"] == pytest.approx(stats.chi2_contingency([[18, 36], [27, 54]])[1], abs=0.02)


def test_several_articles_by_hand_and_by_drawing():
    row = cooccurrence(counts_of(one=ONE, two=TWO)).iloc[0]
    assert row["expected"] == pytest.approx(5 * 4 / 15 + 6 * 5 / 15)
    rng = np.random.default_rng(1)
    drawn = rng.hypergeometric(5, 10, 4, 100_000) + rng.hypergeometric(6, 9, 5, 100_000)
    share = np.bincount(drawn, minlength=12) / len(drawn)
    assert row["p"] == pytest.approx(share[share <= share[5] * 1.01].sum(), abs=0.01)


def test_what_chance_never_brings_has_the_least_p():
    always, never = [(1, 1)] * 40 + [(0, 0)] * 100, [(1, 0)] * 60 + [(0, 1)] * 60
    assert [cooccurrence(counts_of(one=rows))["p"].item() for rows in (always, never)] == [NEGLIGIBLE, NEGLIGIBLE]


def test_themes_that_fill_different_articles_are_not_apart():
    """Articles, not sentences, differ: within each article there is nothing to be near or far from."""
    row = cooccurrence(counts_of(one=[(1, 0)] * 6, two=[(0, 1)] * 6, three=[(1, 1)] * 4)).iloc[0]
    assert (row["both"], row["expected"]) == (4, 4)
    assert row["p"] == 1


def test_swapping_themes_or_sentences_changes_nothing():
    swapped = [(m, s) for s, m in ONE[::-1]]
    there, back = (cooccurrence(counts_of(one=rows)).iloc[0] for rows in (ONE, swapped))
    assert there[["both", "expected", "p"]].tolist() == pytest.approx(back[["both", "expected", "p"]].tolist())


@unwarned
def test_missing_and_questions_without_sense():
    row = cooccurrence(counts_of(one=[(1, 0)] * 5)).iloc[0]
    assert row[["log_ratio", "p", "p_adjusted"]].isna().all()
    with pytest.raises(InputError, match="sums by article"):
        cooccurrence(counts_of(one=ONE).drop(columns="sentence"))
