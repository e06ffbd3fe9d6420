"""Agreement of coders: Krippendorff's alpha (nominal) and percent agreement, by theme.

Hayes & Krippendorff 2007, doi 10.1080/19312450709336664.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from krippendorff import alpha

from analysis.codes import KEYS
from analysis.errors import InputError
from analysis.statistics.intervals import LEVEL
from analysis.themes.validity import ENOUGH_ARTICLES, SEED

DRAWS = 1000


def agreement(coded: pd.DataFrame, seed: int = SEED) -> pd.DataFrame:
    """How far the coders of a table of hand codings agree, theme by theme, on the sentences that two or more coded.

    Columns: `theme`, `coders`, `articles`, `sentences`, `agreement` (share of equal pairs of verdicts), `alpha`
    (Krippendorff's, nominal; missing where every verdict is the same, since then nothing could have differed), each
    with `_low`, `_high` (95 %), and `interval`: what was resampled, "articles" (at least 8) or "sentences".
    Raises InputError where there is one coder only, or where two cut the same sentence differently.
    """
    if problems := _problems(coded):
        raise InputError(problems)
    rows = []
    for theme, table in coded.groupby("theme", observed=True, sort=False):
        wide = table.pivot(index=KEYS, columns="source", values="present")
        wide = wide[wide.notna().sum(axis=1) >= 2]
        if len(wide):
            rows.append({"theme": theme, **_agreed(wide, seed)})
    if not rows:
        raise InputError("No sentence was coded by two coders; agreement needs the same sentences coded twice.")
    return pd.DataFrame(rows)


def _problems(coded: pd.DataFrame) -> list[str]:
    coders = list(pd.unique(coded["source"]))
    if len(coders) < 2:
        return [
            f"Agreement needs two coders; the codings hold {len(coders)} ({', '.join(map(str, coders)) or 'none'})."
        ]
    doubled = coded[coded.duplicated([*KEYS, "theme", "source"])].drop_duplicates([*KEYS, "source"])
    problems = [
        f"{c!r} codes sentence {s} of {a!r} twice." for a, s, c in doubled[[*KEYS, "source"]].itertuples(index=False)
    ]
    if {"start", "end"} <= set(coded):
        cuts = coded.drop_duplicates([*KEYS, "start", "end"]).groupby(KEYS, observed=True).size()
        problems += [f"The coders cut sentence {s} of {a!r} at different offsets." for a, s in cuts[cuts > 1].index]
    return problems


def _agreed(wide: pd.DataFrame, seed: int) -> dict[str, object]:
    """Agreement and alpha of a table sentence × coder, with bootstrap intervals."""
    article = wide.index.get_level_values("article")
    unit = "articles" if article.nunique() >= ENOUGH_ARTICLES else "sentences"
    verdicts = np.column_stack([(wide == value).sum(axis=1) for value in (0, 1)])
    block = pd.factorize(article)[0] if unit == "articles" else np.arange(len(wide))
    blocks = [verdicts[block == n] for n in range(block.max() + 1)]
    rng = np.random.default_rng(seed)
    drawn = [np.concatenate([blocks[i] for i in rng.integers(len(blocks), size=len(blocks))]) for _ in range(DRAWS)]
    row: dict[str, object] = {"coders": wide.shape[1], "articles": article.nunique(), "sentences": len(wide)}
    for name, measure in (("agreement", _percent), ("alpha", _alpha)):
        draws = np.array([measure(sample) for sample in drawn])
        draws = draws[~np.isnan(draws)]
        low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if len(draws) else (np.nan, np.nan)
        row |= {name: measure(verdicts), f"{name}_low": float(low), f"{name}_high": float(high)}
    return {**row, "interval": unit}


def _percent(values: np.ndarray) -> float:
    """Equal pairs of verdicts over all pairs within sentences; `values` counts the verdicts 0 and 1 of each."""
    n = values.sum(axis=1)
    return float((values * (values - 1)).sum() / (n * (n - 1)).sum())


def _alpha(values: np.ndarray) -> float:
    if (values.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    return float(alpha(value_counts=values, level_of_measurement="nominal"))
