"""Co-occurrence: which themes stand in the same sentences more, or less, than chance would put them there."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.codes import require
from analysis.errors import InputError
from analysis.statistics.adjustment import holm
from analysis.statistics.counting import themes_of

COLUMNS = ["a", "b", "sentences", "sentences_a", "sentences_b", "both", "expected", "log_ratio", "p", "p_adjusted"]
NEGLIGIBLE = 1e-15  # tails of the null distribution below this are left out


def cooccurrence(counts: pd.DataFrame) -> pd.DataFrame:
    """One row per pair of themes, from the table *counts* by sentence.

    Columns: `a`, `b`, `sentences`, `sentences_a`, `sentences_b`, `both`, `expected`, `log_ratio` (log2 both/expected;
    missing where either is 0), `p` (exact, two-sided) and `p_adjusted` (Holm over the pairs). Chance puts each
    article's coded sentences of a theme anywhere in that article: each article's count of `both` is hypergeometric,
    their sum is the null. So articles that say much of everything make no association; long sentences can.
    """
    require(counts, ("article", "theme", "sentences", "coded_sentences"), "counts")
    if "sentence" not in counts.columns:
        raise InputError(
            "The counts are sums by article (they have no column sentence), so themes cannot be seen in one sentence; "
            "give counts by sentence."
        )
    themes = themes_of(counts["theme"])
    if len(themes) < 2:
        raise InputError(f"Only the theme {themes[0]!r} is known; co-occurrence needs two.")
    article, coded = _by_sentence(counts, themes)
    rows = [(a, b, *_pair(coded[a], coded[b], article)) for a, b in combinations(themes, 2)]
    table = pd.DataFrame(rows, columns=COLUMNS[:-1])
    return table.assign(p_adjusted=holm(table["p"]))


def _by_sentence(counts: pd.DataFrame, themes: pd.Index) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The number of each sentence's article, and for each theme whether the sentence is coded with it."""
    row = counts.groupby(["article", "sentence"], sort=False, observed=True).ngroup().to_numpy()
    theme = pd.Categorical(counts["theme"], categories=themes).codes
    article = np.empty(row.max(initial=-1) + 1, np.int64)
    article[row] = pd.factorize(counts["article"], sort=True)[0]
    coded = np.zeros((len(themes), len(article)), bool)
    coded[theme, row] = counts["coded_sentences"] > 0
    return article, dict(zip(themes, coded, strict=True))


def _pair(a: np.ndarray, b: np.ndarray, article: np.ndarray) -> tuple:
    """Counts, expectation, log ratio and p of two themes, given the article of each sentence."""
    size = np.bincount(article)
    n_a, n_b = np.bincount(article, a).astype(int), np.bincount(article, b).astype(int)
    both = int((a & b).sum())
    expected = float((n_a * n_b / size).sum())
    log_ratio = float(np.log2(both / expected)) if both and expected else np.nan
    p = _exact_p(both, size, n_a, n_b) if expected else np.nan
    return len(article), int(a.sum()), int(b.sum()), both, expected, log_ratio, p


def _exact_p(both: int, size: np.ndarray, n_a: np.ndarray, n_b: np.ndarray) -> float:
    """Probability of a sum of hypergeometric counts that is no more probable than `both` (Fisher's two sides)."""
    lowest, null = 0, np.ones(1)
    for n, a, b in zip(size, n_a, n_b, strict=True):
        if not (0 < a < n and 0 < b < n):
            lowest += min(a, b) if max(a, b) == n else 0
            continue
        least = max(0, a + b - n)
        null = np.convolve(null, stats.hypergeom.pmf(np.arange(least, min(a, b) + 1), n, a, b))
        lowest += least
        kept = np.flatnonzero(null > NEGLIGIBLE)
        lowest, null = lowest + kept[0], null[kept[0] : kept[-1] + 1]
    place = both - lowest
    if not 0 <= place < len(null):
        return NEGLIGIBLE
    return float(min(1.0, null[null <= null[place] * (1 + 1e-7)].sum()))
