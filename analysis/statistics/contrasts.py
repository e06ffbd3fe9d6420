"""Contrasts: every pair of groups × theme, with a permutation p at the right unit and a verdict in plain words.

With Y matches in W words, the log ratio of groups a and b is log2 (Y_a/W_a) / (Y_b/W_b). Its interval comes from those
of the two rates (intervals.py), p from permuting units between the two groups (permutation.py), the smallest ratio that
could have been seen from how wide the interval would be without a difference (detection.py).
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.statistics.adjustment import holm
from analysis.statistics.bursts import burst_likelihood
from analysis.statistics.counting import Units, count, groups_of, themes_of, units
from analysis.statistics.detection import detectable_ratio, null_reach
from analysis.statistics.intervals import ALPHA, log_ratio_interval, rate_interval, share_interval, wilson
from analysis.statistics.permutation import PERMUTATIONS, SEED, Group, Pairs, permutation_p
from analysis.statistics.rates import ENOUGH_ARTICLES

MEASURES = {"rate": ("matches", "words"), "share": ("coded_sentences", "sentences")}
# A theme said twice as often is the smallest difference that a reader of speeches would call one.
WORTH_SHOWING = 2.0
COLUMNS = [
    *("a", "b", "theme", "count_a", "count_b", "log_ratio", "low", "high", "p", "p_adjusted", "verdict"),
    *("detectable_ratio", "unit", "tests"),
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
    over the `tests`), `verdict`, `detectable_ratio` (the smallest ratio of rates that this corpus would have shown in
    about four of five samples, at Holm's first step), `unit` (what was permuted) and `tests` (how many p were adjusted
    together: all pairs and themes that have one). The unit is the "article" where both groups have at least 8, else the
    "sentence", which describes these texts and supports no inference about speakers.
    Verdicts: `higher` or `lower` (a than b: p_adjusted <= .05 and the interval excludes equality, as the p alone is
    too ready where few articles in strong bursts meet many even ones: up to .10 at .05, the verdict .03); `no
    difference shown` where a ratio of 2 would have been detected; else `insufficient evidence`. Where one group has no
    match, `log_ratio` and one bound are missing.
    """
    _sound(unit, measure, permutations)
    groups, themes = groups_of(articles, by), themes_of(counts["theme"])
    names = list(dict.fromkeys(groups.dropna()))
    if len(names) < 2:
        raise InputError(f"All articles stand in one group of {by!r} ({names[0]}), so there is nothing to compare.")
    pairs = list(combinations(range(len(names)), 2))
    by_article = _by_group(units(counts, groups, themes, "article"), names, measure)
    sampled = [unit or _unit(by_article[a], by_article[b]) for a, b in pairs]
    parts = []
    for its in sorted(set(sampled)):
        table = by_article if its == "article" else _by_group(units(counts, groups, themes, its), names, measure)
        some = [pair for pair, one in zip(pairs, sampled, strict=True) if one == its]
        p = _p(table, names, some, permutations, seed, len(pairs) * len(themes))
        parts.append(_pairs(table, some, len(themes), measure, its).assign(p=p.ravel(), unit=its))
    judged = _judged(pd.concat(parts).sort_values(["a", "b", "theme"], kind="stable", ignore_index=True))
    return judged.assign(
        a=[names[a] for a in judged["a"]],
        b=[names[b] for b in judged["b"]],
        theme=pd.Categorical.from_codes(judged["theme"], categories=themes),
        tests=judged["p"].notna().sum(),
    )[COLUMNS]


def no_contrasts(counts: pd.DataFrame) -> pd.DataFrame:
    """The table *contrasts* without a row: what there is to say where all articles stand in one group."""
    return pd.DataFrame(columns=COLUMNS).astype({"theme": pd.CategoricalDtype(themes_of(counts["theme"]))})


def _sound(unit: str | None, measure: str, permutations: int) -> None:
    """Refuse what is no unit, no measure or no number of permutations."""
    if permutations < 1:
        raise InputError(f"permutations is {permutations}; a p-value needs 1 or more.")
    if measure not in MEASURES:
        raise InputError(f"measure is {measure!r}; it is 'rate' (matches per word) or 'share' (of sentences).")
    if unit not in (None, "article", "sentence"):
        raise InputError(f"unit is {unit!r}; it is 'article', 'sentence', or None for what the groups allow.")


def _by_group(table: Units, names: list, measure: str) -> list[Group]:
    """Counts (unit × theme) and exposures of each group's units, those without exposure left out."""
    counted, exposure = (getattr(table, name) for name in MEASURES[measure])
    inside = [(table.group == name) & (exposure > 0) for name in names]
    return [(counted[rows], exposure[rows]) for rows in inside]


def _unit(a: Group, b: Group) -> str:
    """What two groups allow to be taken as sampled, given their articles."""
    return "article" if min(len(w) for _, w in (a, b)) >= ENOUGH_ARTICLES else "sentence"


def _p(groups: list[Group], names: list, pairs: Pairs, permutations: int, seed: int, tests: int) -> np.ndarray:
    """p of each pair × theme, drawn in the order of the groups' names: that of the articles decides nothing."""
    order = sorted(range(len(names)), key=lambda n: str(names[n]))
    place = {n: k for k, n in enumerate(order)}
    asked = [(min(place[a], place[b]), max(place[a], place[b])) for a, b in pairs]
    drawn = sorted(asked)
    p = permutation_p([groups[n] for n in order], drawn, permutations, seed, tests)
    return p[[drawn.index(pair) for pair in asked]]


class _Side(NamedTuple):
    """One side of a contrast: what a group says of a theme."""

    total: float  # Y, its matches or coded sentences
    exposures: np.ndarray  # w of each unit, with the sum W
    bounds: tuple[float, float]  # of the rate Y/W
    bursts: np.ndarray  # log likelihood of each burstiness


def _pairs(groups: list[Group], pairs: Pairs, themes: int, measure: str, unit: str) -> pd.DataFrame:
    """Counts, log ratio with interval and `reach` (`null_reach`) of each pair × theme, groups and themes by number."""
    sides = {
        (group, theme): _side(groups[group][0][:, theme], groups[group][1], measure, unit)
        for group in {group for pair in pairs for group in pair}
        for theme in range(themes)
    }
    rows = [(a, b, theme, *_ratio(sides[a, theme], sides[b, theme], unit)) for a, b in pairs for theme in range(themes)]
    columns = ["a", "b", "theme", "count_a", "count_b", "log_ratio", "low", "high", "reach", "df"]
    return pd.DataFrame(rows, columns=columns)


def _side(y: np.ndarray, w: np.ndarray, measure: str, unit: str) -> _Side:
    """Total, exposures, bounds (those that *rates* gives the group) and bursts of the counts y over exposures w."""
    if measure == "rate":
        bounds = rate_interval(y, w, unit=unit)
    else:
        bounds = wilson(y.sum(), w.sum()) if unit == "sentence" else share_interval(y, w)
    return _Side(y.sum(), w, bounds, burst_likelihood(y, w))


def _ratio(a: _Side, b: _Side, unit: str) -> tuple:
    """Both totals, log2 (Y_a/W_a) / (Y_b/W_b) with its bounds, the reach of the ratio and its degrees of freedom."""
    ratio = log_ratio_interval(a.total, a.exposures.sum(), a.bounds, b.total, b.exposures.sum(), b.bounds)
    reach = null_reach(a.total + b.total, a.exposures, b.exposures, a.bursts + b.bursts, unit)
    return int(a.total), int(b.total), *ratio, reach, len(a.exposures) + len(b.exposures) - 2


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """The table with Holm's adjusted p, the smallest detectable ratio and the verdict."""
    detectable = detectable_ratio(table["reach"], table["df"], max(table["p"].notna().sum(), 1))
    adjusted = holm(table["p"])
    shown = adjusted <= ALPHA
    verdict = np.select(
        [shown & (table["low"] > 0), shown & (table["high"] < 0), detectable <= WORTH_SHOWING],
        ["higher", "lower", "no difference shown"],
        "insufficient evidence",
    )
    return table.assign(p_adjusted=adjusted, detectable_ratio=detectable, verdict=verdict)
