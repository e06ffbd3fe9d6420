"""Contrasts: every pair of groups × theme, with a permutation p at the right unit and a verdict in plain words."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.errors import InputError
from analysis.statistics.counting import Units, count, groups_of, themes_of, units
from analysis.statistics.permutation import permutation_p
from analysis.statistics.rates import ENOUGH_ARTICLES

MEASURES = {"rate": ("matches", "words"), "share": ("coded_sentences", "sentences")}
ALPHA = 0.05
POWER = 0.8
# A theme said twice as often is the smallest difference that a reader of these speeches would call one.
WORTH_SHOWING = 2.0


def contrasts(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    matches: pd.DataFrame,
    by: str = "city",
    unit: str | None = None,
    measure: str = "rate",
    permutations: int = 9_999,
    seed: int = 1,
    **choices,
) -> pd.DataFrame:
    """The table *contrasts* of a corpus: `contrasts_of` its counts. `choices` are those of `counted`."""
    counts = count(articles, sentences, matches, **choices)
    return contrasts_of(counts, articles, by, unit, measure, permutations, seed)


def contrasts_of(
    counts: pd.DataFrame,
    articles: pd.DataFrame,
    by: str = "city",
    unit: str | None = None,
    measure: str = "rate",
    permutations: int = 9_999,
    seed: int = 1,
) -> pd.DataFrame:
    """The table *contrasts*: one row per pair of groups × theme, groups in the order of *articles*.

    Columns: `a`, `b`, `theme`, `matches_a`, `matches_b` (coded sentences where the measure is the share), `log_ratio`
    (log2 of a's rate over b's) with its 95 % interval `low`, `high`, permutation `p`, `p_adjusted` (Holm over the
    `family`), `verdict`, `detectable_ratio` (the smallest ratio of rates that this corpus would have shown with 80 %
    power at the family's level) and `unit`, what was permuted: articles where both groups have at least 8 of them,
    else sentences, which describes these texts and supports no inference about the speakers.
    Verdicts: `higher` or `lower` (a than b, p_adjusted <= .05); `no difference shown` where a ratio of 2 would have
    been detected; else `insufficient evidence`.
    """
    if measure not in MEASURES:
        raise InputError(f"measure is {measure!r}; it is 'rate' (matches per words) or 'share' (of sentences).")
    groups, themes = groups_of(articles, by), themes_of(counts["theme"])
    names = list(dict.fromkeys(groups.dropna()))
    if len(names) < 2:
        raise InputError(f"All articles stand in one group of {by!r} ({names[0]}), so there is nothing to compare.")
    by_article = units(counts, groups, themes, "article")
    tables = {"article": by_article}
    rows = []
    for a, b in combinations(names, 2):
        chosen = unit or _unit(by_article, a, b)
        if chosen not in tables:
            tables[chosen] = units(counts, groups, themes, chosen)
        rows += _pair(tables[chosen], a, b, themes, measure, chosen, permutations, seed)
    return _judged(pd.DataFrame(rows), themes, f"{len(names)} groups of {by} × {len(themes)} themes")


def _unit(by_article: Units, a: object, b: object) -> str:
    sizes = [(by_article.words[by_article.group == name] > 0).sum() for name in (a, b)]
    return "article" if min(sizes) >= ENOUGH_ARTICLES else "sentence"


def _pair(table: Units, a, b, themes, measure, unit, permutations, seed) -> list[dict]:
    counted, exposure = (getattr(table, name) for name in MEASURES[measure])
    in_a, in_b = ((table.group == name) & (exposure > 0) for name in (a, b))
    w = np.concatenate([exposure[in_a], exposure[in_b]])
    y = np.concatenate([counted[in_a], counted[in_b]])
    p = permutation_p(y, w, int(in_a.sum()), permutations, seed)
    rows = []
    for place, theme in enumerate(themes):
        ya, yb = counted[in_a, place], counted[in_b, place]
        log_ratio, error, df = _log_ratio(ya, exposure[in_a], yb, exposure[in_b])
        half = error * stats.t.ppf(1 - ALPHA / 2, df) if df > 0 else np.nan
        rows.append(
            {
                "a": a,
                "b": b,
                "theme": theme,
                "matches_a": int(ya.sum()),
                "matches_b": int(yb.sum()),
                "log_ratio": log_ratio / np.log(2),
                "low": (log_ratio - half) / np.log(2),
                "high": (log_ratio + half) / np.log(2),
                "p": p[place],
                "unit": unit,
                "error": error,
                "df": df,
            }
        )
    return rows


def _log_ratio(ya, wa, yb, wb) -> tuple[float, float, float]:
    """ln of the ratio of two rates, its standard error (delta method), Welch's degrees of freedom."""
    if min(len(ya), len(yb)) < 2 or min(ya.sum(), yb.sum()) == 0:
        known = min(wa.sum(), wb.sum()) > 0 and min(ya.sum(), yb.sum()) > 0
        log_ratio = np.log(ya.sum() / wa.sum() / (yb.sum() / wb.sum())) if known else np.nan
        return float(log_ratio), np.nan, 0.0
    variances, rates = [], []
    for y, w in ((ya, wa), (yb, wb)):
        n, rate = len(y), y.sum() / w.sum()
        residual = y - rate * w
        variances.append(n / (n - 1) * (residual @ residual) / y.sum() ** 2)
        rates.append(rate)
    va, vb = variances
    spread = va**2 / (len(ya) - 1) + vb**2 / (len(yb) - 1)
    df = (va + vb) ** 2 / spread if spread > 0 else 0.0
    return float(np.log(rates[0] / rates[1])), float(np.sqrt(va + vb)), float(df)


def _judged(table: pd.DataFrame, themes: pd.Index, family: str) -> pd.DataFrame:
    """Holm's adjustment over the family, the smallest detectable ratio, and the verdict."""
    table = table.assign(theme=pd.Categorical(table["theme"], categories=themes), p_adjusted=holm(table["p"]))
    tests = max(int(table["p"].notna().sum()), 1)
    df = table["df"].where(table["df"] > 0)
    reach = stats.t.ppf(1 - ALPHA / 2 / tests, df) + stats.t.ppf(POWER, df)
    table["detectable_ratio"] = np.exp(reach * table["error"])
    table["verdict"] = np.select(
        [
            table["p_adjusted"].le(ALPHA) & table["log_ratio"].gt(0),
            table["p_adjusted"].le(ALPHA) & table["log_ratio"].lt(0),
            table["detectable_ratio"].le(WORTH_SHOWING),
        ],
        ["higher", "lower", "no difference shown"],
        "insufficient evidence",
    )
    table["family"] = f"{family}, {tests} tests"
    columns = ["a", "b", "theme", "matches_a", "matches_b", "log_ratio", "low", "high"]
    return table[[*columns, "p", "p_adjusted", "verdict", "detectable_ratio", "unit", "family"]]


def holm(p: pd.Series) -> np.ndarray:
    """Holm's adjusted p-values over the p that are known."""
    known = p.notna().to_numpy()
    adjusted = np.full(len(p), np.nan)
    if known.any():
        adjusted[known] = multipletests(p.to_numpy(float)[known], method="holm")[1]
    return adjusted
