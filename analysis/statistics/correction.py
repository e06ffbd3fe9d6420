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

from analysis.statistics.bootstrap import SEED, percentiles, resample
from analysis.statistics.intervals import wilson
from analysis.statistics.rates import ENOUGH_ARTICLES
from analysis.statistics.validity import align, weighed_cells


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
    for group in pd.unique(coded[by].dropna()) if by else [None]:
        part = coded if by is None else coded[coded[by] == group]
        for theme, table in part.groupby("theme", observed=True, sort=False):
            known = compared[compared["theme"] == theme]
            if len(known):
                rows.append({"theme": theme, **({by: group} if by else {}), **_corrected(table, known, seed)})
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
    rng = np.random.default_rng(seed)
    unit, found = _units(table["article"], table[["present"]].assign(n=1))
    share = resample(found, int(rng.integers(2**32)))
    _, cells = _units(known["article"], weighed_cells(known))
    tp, fp, fn, tn = cells.sum(axis=0)
    # Beta draws around each resampled count (Jeffreys' prior): without them no error seen would mean no error.
    drawn = resample(cells, int(rng.integers(2**32)))
    recall = rng.beta(drawn[:, 0] + 0.5, drawn[:, 2] + 0.5)
    specificity = rng.beta(drawn[:, 3] + 0.5, drawn[:, 1] + 0.5)
    draws = rogan_gladen(share[:, 0] / share[:, 1], recall, specificity)
    measured = (tp / (tp + fn) if tp + fn else np.nan, tn / (tn + fp) if tn + fp else np.nan)
    estimate = float(rogan_gladen(table["present"].mean(), *measured))
    low = high = np.nan
    if np.isnan(draws).mean() < 0.05 and not np.isnan(estimate):
        # Resampling texts in which nothing was found finds nothing: no nearer than Wilson's for the same counts.
        raw_low, raw_high = rogan_gladen(wilson(table["present"].sum(), len(table)), *measured)
        drawn_low, drawn_high = percentiles(draws)
        low, high = min(drawn_low, raw_low), max(drawn_high, raw_high)
    return {
        "sentences": len(table),
        "share": float(table["present"].mean()),
        "recall": measured[0],
        "specificity": measured[1],
        "corrected": estimate,
        "corrected_low": float(low),
        "corrected_high": float(high),
        "unit": unit,
    }


def _units(article: pd.Series, counts: pd.DataFrame) -> tuple[str, np.ndarray]:
    """The rows to resample: whole articles where there are enough, else sentences."""
    if article.nunique() < ENOUGH_ARTICLES:
        return "sentence", counts.to_numpy()
    return "article", counts.groupby(article.to_numpy()).sum().to_numpy()
