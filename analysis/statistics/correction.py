"""Shares of sentences corrected for the measured error of the lexicon, with the uncertainty of both.

The estimator is Rogan & Gladen's (1978, Am. J. Epidemiol. 107, 71–76, doi 10.1093/oxfordjournals.aje.a112510):

    true share = (found share + specificity - 1) / (recall + specificity - 1)

It asks that recall and specificity are the same in the texts at hand as in the hand-coded ones; where they differ (a
city, an outlet, an age that was never coded), so will the truth. Its interval carries three uncertainties, as
TeBlunthuis, Hase & Chan (arXiv 2307.06483) ask of estimates from an automatic coding: of the texts, of recall and of
specificity.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.errors import InputError
from analysis.statistics.bootstrap import SEED, percentiles, resample
from analysis.statistics.intervals import MISSING, wilson
from analysis.statistics.rates import ENOUGH_ARTICLES
from analysis.statistics.validity import align, by_group, weighed_cells

MOST_UNKNOWN = 0.05  # part of the draws in which the lexicon would not tell presence from absence


def corrected_shares(
    coded: pd.DataFrame,
    coded_by_lexicon: pd.DataFrame,
    coded_by_hand: pd.DataFrame,
    by: str | None = None,
    seed: int = SEED,
) -> pd.DataFrame:
    """The share of sentences of each theme in `coded` (a lexicon coding), raw and corrected, by the column `by`.

    Recall and specificity are measured on `coded_by_lexicon` against `coded_by_hand`.
    Columns: `theme`, (`by`), `sentences`, `share` (found by the lexicon), `recall`, `specificity`, `corrected`,
    `corrected_low`, `corrected_high` (95 %, no nearer than Wilson's for the found share), `unit` (what was
    resampled in `coded`: the "article" or the "sentence").
    The corrected share is missing where the lexicon does not tell presence from absence (recall + specificity <= 1)
    and is kept within 0 and 1.
    """
    compared = align(coded_by_lexicon, coded_by_hand)
    rows = []
    for group, part in by_group(coded, by, "coding"):
        for theme, table in part.groupby("theme", observed=True, sort=False):
            known = compared[compared["theme"] == theme]
            if len(known):
                rows.append({"theme": theme, **group, **_corrected(table, known, seed)})
    if not rows:
        raise InputError("No theme of the coding was coded by hand, so the lexicon's error is not known of any.")
    return pd.DataFrame(rows)


def rogan_gladen(share: ArrayLike, recall: ArrayLike, specificity: ArrayLike) -> np.ndarray:
    """The true share behind a found one; missing where the test says nothing.

    >>> float(rogan_gladen(0.28, 0.8, 0.9).round(3))
    0.257
    """
    share, recall, specificity = (np.asarray(value, float) for value in (share, recall, specificity))
    youden = recall + specificity - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(youden > 0, np.clip((share + specificity - 1) / youden, 0, 1), np.nan)


def _corrected(table: pd.DataFrame, known: pd.DataFrame, seed: int) -> dict[str, object]:
    """The shares of one theme in the rows of `table`, with what is `known` of the lexicon's error."""
    rng = np.random.default_rng(seed)
    unit, found = _units(table["article"], table[["present"]].assign(n=1))
    drawn = resample(found, int(rng.integers(2**32)))
    _, cells = _units(known["article"], weighed_cells(known))
    tp, fp, fn, tn = cells.sum(axis=0)
    measured = (tp / (tp + fn) if tp + fn else np.nan, tn / (tn + fp) if tn + fp else np.nan)
    share = float(table["present"].mean())
    estimate = float(rogan_gladen(share, *measured))
    # Resampling texts in which nothing was found finds nothing: no nearer than Wilson's for the same counts.
    least = rogan_gladen(wilson(table["present"].sum(), len(table)), *measured)
    low, high = _bounds(rogan_gladen(drawn[:, 0] / drawn[:, 1], *_drawn_accuracy(cells, rng)), least)
    return {
        "sentences": len(table),
        "share": share,
        "recall": measured[0],
        "specificity": measured[1],
        "corrected": estimate,
        "corrected_low": low,
        "corrected_high": high,
        "unit": unit,
    }


def _drawn_accuracy(cells: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Recall and specificity as other codings of as many units would have measured them.

    Beta draws around each resampled count (Jeffreys' prior): without them no error seen would mean no error.
    """
    tp, fp, fn, tn = resample(cells, int(rng.integers(2**32))).T
    return rng.beta(tp + 0.5, fn + 0.5), rng.beta(tn + 0.5, fp + 0.5)


def _bounds(draws: np.ndarray, least: np.ndarray) -> tuple[float, float]:
    """The bounds of the draws, no nearer than `least`; missing where that is, or too many draws are, not known."""
    if np.isnan(least).any() or np.isnan(draws).mean() >= MOST_UNKNOWN:
        return MISSING
    (low, high), (least_low, least_high) = percentiles(draws), least
    return min(low, float(least_low)), max(high, float(least_high))


def _units(article: pd.Series, counts: pd.DataFrame) -> tuple[str, np.ndarray]:
    """The rows to resample: whole articles where there are enough, else sentences."""
    if article.nunique() < ENOUGH_ARTICLES:
        return "sentence", counts.to_numpy()
    return "article", counts.groupby(article.to_numpy()).sum().to_numpy()
