"""Contrasts: every pair of groups × theme, with a permutation p at the right unit and a verdict in plain words."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from analysis.errors import InputError
from analysis.statistics.bursts import burst_likelihood, burst_quantiles
from analysis.statistics.counting import Units, count, groups_of, themes_of, units
from analysis.statistics.intervals import LEVEL, log_ratio_interval, rate_interval, share_interval, wilson
from analysis.statistics.permutation import PERMUTATIONS, SEED, permutation_p
from analysis.statistics.rates import ENOUGH_ARTICLES

MEASURES = {"rate": ("matches", "words"), "share": ("coded_sentences", "sentences")}
ALPHA = 1 - LEVEL
# The smallest detectable ratio is reckoned with a power of 90 % by Student's t. Where counts come in bursts the verdict
# then shows it in 70 to 88 of 100 corpora, about four of five (measured: benchmarks/statistics.py), and that is said.
NOMINAL_POWER, POWER = 0.9, 0.8
# A theme said twice as often is the smallest difference that a reader of speeches would call one.
WORTH_SHOWING = 2.0
COLUMNS = [
    *("a", "b", "theme", "count_a", "count_b", "log_ratio", "low", "high", "p", "p_adjusted", "verdict"),
    *("detectable_ratio", "unit", "family"),
]


def contrasts(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    matches: pd.DataFrame,
    by: str = "city",
    unit: str | None = None,
    measure: str = "rate",
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
    **choices,
) -> pd.DataFrame:
    """The table *contrasts* of a corpus: `contrasts_of` its counts. `choices` are those of `counted`."""
    counts = count(articles, sentences, matches, **choices)
    return contrasts_of(articles, counts, by, unit, measure, permutations, seed)


def contrasts_of(
    articles: pd.DataFrame,
    counts: pd.DataFrame,
    by: str = "city",
    unit: str | None = None,
    measure: str = "rate",
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> pd.DataFrame:
    """The table *contrasts*: one row per pair of groups × theme, groups in the order of *articles*.

    Columns: `a`, `b`, `theme`, `count_a`, `count_b` (matches; coded sentences where the measure is the share),
    `log_ratio` (log2 of a's rate over b's) with its 95 % interval `low`, `high`, permutation `p`, `p_adjusted` (Holm
    over the `family`), `verdict`, `detectable_ratio` (the smallest ratio of rates that this corpus would have shown
    in about four of five samples, at Holm's first step), `unit` (what was permuted) and `family`. The unit is the
    "article" where both groups have at least 8, else the "sentence", which describes these texts and supports no
    inference about speakers.
    Verdicts: `higher` or `lower` (a than b: p_adjusted <= .05 and the interval excludes equality, as the p alone is
    too ready where few articles in strong bursts meet many even ones: up to .10 at .05, the verdict .03); `no
    difference shown` where a ratio of 2 would have been detected; else `insufficient evidence`. Where one group has no
    match, `log_ratio` and one bound are missing.
    """
    if measure not in MEASURES:
        raise InputError(f"measure is {measure!r}; it is 'rate' (matches per word) or 'share' (of sentences).")
    if unit not in (None, "article", "sentence"):
        raise InputError(f"unit is {unit!r}; it is 'article', 'sentence', or None for what the groups allow.")
    groups, themes = groups_of(articles, by), themes_of(counts["theme"])
    names = list(dict.fromkeys(groups.dropna()))
    if len(names) < 2:
        raise InputError(f"All articles stand in one group of {by!r} ({names[0]}), so there is nothing to compare.")
    pairs = list(combinations(range(len(names)), 2))
    by_article = _by_group(units(counts, groups, themes, "article"), names, measure)
    enough = [len(exposure) >= ENOUGH_ARTICLES for _, exposure in by_article]
    of_pair = [unit or ("article" if enough[a] and enough[b] else "sentence") for a, b in pairs]
    parts = []
    for chosen in sorted(set(of_pair)):
        tables = by_article
        if chosen == "sentence":
            tables = _by_group(units(counts, groups, themes, "sentence"), names, measure)
        some = [pair for pair, its in zip(pairs, of_pair, strict=True) if its == chosen]
        part = _pairs(tables, some, themes, measure, chosen)
        p = permutation_p(tables, some, permutations, seed, len(pairs) * len(themes))
        parts.append(part.assign(p=p.ravel(), unit=chosen))
    table = pd.concat(parts).sort_values(["a", "b", "theme"], kind="stable", ignore_index=True)
    table = _judged(table).assign(
        a=[names[a] for a in table["a"]],
        b=[names[b] for b in table["b"]],
        theme=pd.Categorical.from_codes(table["theme"], categories=themes),
        family=f"Holm over {table['p'].notna().sum()} tests: {len(pairs)} pairs of {by} × {len(themes)} themes",
    )
    return table[COLUMNS]


def no_contrasts(counts: pd.DataFrame) -> pd.DataFrame:
    """The table *contrasts* without a row: what there is to say where all articles stand in one group."""
    return pd.DataFrame(columns=COLUMNS).astype({"theme": pd.CategoricalDtype(themes_of(counts["theme"]))})


def _by_group(table: Units, names: list, measure: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Counts (unit × theme) and exposures of each group's units, those without exposure left out."""
    counted, exposure = (getattr(table, name) for name in MEASURES[measure])
    inside = [(table.group == name) & (exposure > 0) for name in names]
    return [(counted[rows], exposure[rows]) for rows in inside]


def _pairs(tables: list, pairs: list[tuple[int, int]], themes: pd.Index, measure: str, unit: str) -> pd.DataFrame:
    """Counts, log ratio with interval and `reach` (`null_reach`) of each pair × theme, groups and themes by number."""
    known = {}
    for group in {group for pair in pairs for group in pair}:
        y, w = tables[group]
        for theme in range(len(themes)):
            counts = y[:, theme]
            known[group, theme] = (
                counts.sum(),
                _bounds(counts, w, measure, unit),
                burst_likelihood(counts, w),
            )
    rows = []
    for a, b in pairs:
        for theme in range(len(themes)):
            (total_a, bounds_a, bursts_a), (total_b, bounds_b, bursts_b) = known[a, theme], known[b, theme]
            w_a, w_b = tables[a][1], tables[b][1]
            bounds = log_ratio_interval(total_a, w_a.sum(), bounds_a, total_b, w_b.sum(), bounds_b)
            reach = null_reach(total_a + total_b, w_a, w_b, bursts_a + bursts_b, unit)
            rows.append((a, b, theme, int(total_a), int(total_b), *bounds, reach, len(w_a) + len(w_b) - 2))
    columns = ["a", "b", "theme", "count_a", "count_b", "log_ratio", "low", "high", "reach", "df"]
    return pd.DataFrame(rows, columns=columns)


def _bounds(counts: np.ndarray, exposure: np.ndarray, measure: str, unit: str) -> tuple[float, float]:
    """The interval of one group's rate or share, the one that *rates* gives it."""
    if measure == "rate":
        return rate_interval(counts, exposure, unit=unit)
    return wilson(counts.sum(), exposure.sum()) if unit == "sentence" else share_interval(counts, exposure)


def null_reach(total: float, wa: np.ndarray, wb: np.ndarray, bursts: np.ndarray, unit: str) -> float:
    """Half the width, in ln, of the 95 % interval of the ratio that these units would give if both had one rate."""
    if min(len(wa), len(wb)) < 2 or total == 0:
        return np.nan
    rate = total / (wa.sum() + wb.sum())
    (la, ua), (lb, ub) = (np.log(burst_quantiles(bursts, rate * w.sum(), w, LEVEL, unit) / rate) for w in (wa, wb))
    return float(max(np.hypot(la, ub), np.hypot(ua, lb)))


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """The table with Holm's adjusted p, the smallest detectable ratio and the verdict."""
    tests = max(table["p"].notna().sum(), 1)
    detectable = detectable_ratio(table["reach"], table["df"], tests)
    adjusted = holm(table["p"])
    shown = adjusted <= ALPHA
    verdict = np.select(
        [shown & (table["low"] > 0), shown & (table["high"] < 0), detectable <= WORTH_SHOWING],
        ["higher", "lower", "no difference shown"],
        "insufficient evidence",
    )
    return table.assign(p_adjusted=adjusted, detectable_ratio=detectable, verdict=verdict)


def detectable_ratio(reach: ArrayLike, df: ArrayLike, tests: int) -> np.ndarray:
    """The ratio found with NOMINAL_POWER at the level ALPHA / tests, from `null_reach` and its degrees of freedom."""
    df = np.maximum(df, 1)
    errors = stats.t.ppf(1 - ALPHA / 2 / tests, df) + stats.t.ppf(NOMINAL_POWER, df)
    return np.exp(np.asarray(reach) / stats.norm.ppf(1 - ALPHA / 2) * errors)


def holm(p: pd.Series) -> np.ndarray:
    """Holm's (1979) adjusted p-values over those that are known.

    statsmodels' multipletests gives the same and collects garbage at every call, a fifth of a second each time.

    >>> [round(float(value), 2) for value in holm(pd.Series([0.01, 0.04, float("nan"), 0.03]))]
    [0.03, 0.06, nan, 0.06]
    """
    values = p.to_numpy(float)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * np.arange(len(order), 0, -1)), 1)
    return adjusted
