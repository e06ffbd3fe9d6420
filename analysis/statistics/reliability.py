"""Agreement of coders: Krippendorff's alpha (nominal) and percent agreement, by theme.

Hayes & Krippendorff 2007, doi 10.1080/19312450709336664.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.codes import KEYS
from analysis.errors import InputError
from analysis.statistics.bootstrap import SEED, percentiles, resample
from analysis.statistics.rates import ENOUGH_ARTICLES


def agreement(coded: pd.DataFrame, seed: int = SEED) -> pd.DataFrame:
    """How far the coders of a table of hand codings agree, theme by theme, on the sentences that two or more coded.

    A verdict in `present` is 0 or 1, or any code of a nominal scale; a missing one is that of a coder who gave none.
    Columns: `theme`, `coders`, `articles`, `sentences`, `agreement` (share of equal pairs of verdicts), `alpha`
    (Krippendorff's, nominal; missing where every verdict is the same, since then nothing could have differed), each
    with `_low`, `_high` (95 %), and `unit`: what was resampled, the "article" (of at least 8) or the "sentence". Where
    coders agree everywhere the bootstrap sees no error and both bounds are 1, on however few sentences.
    Raises InputError where there is one coder only, or where two cut the same sentence differently.
    """
    coders = list(pd.unique(coded["source"]))
    if len(coders) < 2:
        raise InputError(
            f"Agreement needs two coders; the codings hold {len(coders)} ({', '.join(map(str, coders)) or 'none'})."
        )
    if problems := coding_conflicts(coded):
        raise InputError(problems)
    rows = []
    for theme, table in coded.groupby("theme", observed=True, sort=False):
        given = table.groupby([*KEYS, "present"], observed=True).size().unstack(fill_value=0)
        given = given[given.sum(axis=1) >= 2]
        if len(given):
            rows.append({"theme": theme, "coders": table["source"].nunique(), **_agreed(given, seed)})
    if not rows:
        raise InputError("No sentence was coded by two coders; agreement needs the same sentences coded twice.")
    return pd.DataFrame(rows)


def coding_conflicts(coded: pd.DataFrame) -> list[str]:
    """Sentences that a coder codes twice, or that two coders cut differently, one full sentence each."""
    doubled = coded[coded.duplicated([*KEYS, "theme", "source"])].drop_duplicates([*KEYS, "source"])
    problems = [
        f"{c!r} codes sentence {s} of {a!r} twice." for a, s, c in doubled[[*KEYS, "source"]].itertuples(index=False)
    ]
    if {"start", "end"} <= set(coded):
        cuts = coded.drop_duplicates([*KEYS, "start", "end"]).groupby(KEYS, observed=True).size()
        problems += [
            f"The coders cut sentence {s} of {a!r} at different offsets, so how far they agree there cannot be told."
            for a, s in cuts[cuts > 1].index
        ]
    return problems


def _agreed(given: pd.DataFrame, seed: int) -> dict[str, object]:
    """Agreement and alpha from how many coders gave a sentence (row) each verdict (column), with their intervals."""
    article = given.index.get_level_values("article")
    unit = "article" if article.nunique() >= ENOUGH_ARTICLES else "sentence"
    cells = _cells(given)
    drawn = resample((cells.groupby(article).sum() if unit == "article" else cells).to_numpy(), seed)
    row: dict[str, object] = {"articles": article.nunique(), "sentences": len(given)}
    for name, measure in (("agreement", _percent), ("alpha", _alpha)):
        low, high = percentiles(measure(drawn))
        row |= {name: float(measure(cells.sum().to_numpy())), f"{name}_low": low, f"{name}_high": high}
    return {**row, "unit": unit}


def _cells(given: pd.DataFrame) -> pd.DataFrame:
    """Each sentence's part in the sums: coders by verdict, equal pairs and all pairs of them, equal pairs by coder."""
    n_c, n = given.to_numpy(), given.sum(axis=1).to_numpy()
    equal = (n_c * (n_c - 1)).sum(axis=1)
    return pd.DataFrame(np.column_stack([n_c, equal, n * (n - 1), equal / (n - 1)]), given.index)


def _percent(sums: np.ndarray) -> np.ndarray:
    """Equal pairs of verdicts over all pairs within sentences; `sums` are those of `_cells`, on the last axis."""
    return sums[..., -3] / sums[..., -2]


def _alpha(sums: np.ndarray) -> np.ndarray:
    """1 - Do/De, Do = (n - matched)/n, De = (n² - Σ n_c²)/(n (n - 1)); missing where every verdict is the same."""
    n_c, matched = sums[..., :-3], sums[..., -1]
    n = n_c.sum(axis=-1)
    observed = (n - matched) / n
    expected = (n**2 - (n_c**2).sum(axis=-1)) / (n * (n - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)
