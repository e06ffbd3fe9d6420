"""The multiverse: every estimate under every combination of reasonable choices.

Steegen et al. 2016, doi 10.1177/1745691616658637.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from analysis.codes import require
from analysis.errors import InputError
from analysis.statistics.correction import rogan_gladen
from analysis.statistics.counting import COUNTS, count, groups_of
from analysis.statistics.rates import PER_WORDS
from analysis.statistics.variants import Variant

# What counts, as choices of `counted`; the first level of each is the study's own.
COUNTED: dict[str, dict[str, dict]] = {
    "repeats": {"once": {"repeats": "once"}, "every time": {"repeats": "every"}},
    "headline and lead": {"in": {}, "out": {"parts": ("body", "crosshead")}},
    "voices": {"all": {}, "official": {"speakers": ("official",)}},
}
MEASURES = ("rate", "share")
ERROR = ("raw", "corrected")


def multiverse(
    articles: pd.DataFrame, variants: Sequence[Variant], by: str = "city", accuracy: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Every estimate under every combination of choices: one row per specification × group × theme.

    `variants` are the tables that other choices upstream give, each as (choices, sentences, matches), the study's own
    first: ({"lexicon": "core + extended", "matching": "lemma", "ZWNJ": "restored"}, sentences, matches), …. They are
    crossed with what counts (repeats once or every time, headline and lead in or out, all voices or the official's),
    the measure (rate per 1,000 words or share of sentences) and, with `accuracy` (columns `theme`, `recall`,
    `specificity`), raw against corrected. A corrected rate is the raw one times corrected share / raw share.

    Columns: `specification` (from 1, the study's own), one column per choice, `group`, `theme`, the raw `words`,
    `sentences`, `matches`, `coded_sentences`, `estimate` (in the measure's unit), `log_ratio` (log2 of the group's
    estimate over that of all groups together: the same scale for all; missing where either is 0) and `rank`.
    """
    groups = groups_of(articles, by).dropna()
    known = [set(choices) for choices, _, _ in variants]
    if not known or any(names != known[0] for names in known):
        raise InputError("Every variant must name the same choices, and there must be at least one variant.")
    tables: list[pd.DataFrame] = []
    for (choices, sentences, matches), levels in product(variants, product(*COUNTED.values())):
        options = {
            name: value
            for kind, level in zip(COUNTED, levels, strict=True)
            for name, value in COUNTED[kind][level].items()
        }
        sums = _sums(count(articles, sentences, matches, **options), groups)
        named = {**choices, **dict(zip(COUNTED, levels, strict=True))}
        for measure, error in product(MEASURES, ERROR if accuracy is not None else ERROR[:1]):
            estimates = _estimates(sums, measure, accuracy if error == "corrected" else None)
            tables.append(estimates.assign(**named, measure=measure, error=error, specification=len(tables) + 1))
    table = pd.concat(tables, ignore_index=True)
    names = [*variants[0][0], *COUNTED, "measure", "error"]
    table[names] = table[names].astype("category")
    for name in names:  # categories in the order in which they are tried, the study's own first
        table[name] = table[name].cat.reorder_categories(list(dict.fromkeys(table[name])))
    return table[["specification", *names, "group", "theme", *COUNTS, "estimate", "log_ratio", "rank"]]


def choices_of(estimates: pd.DataFrame) -> list[str]:
    """The columns of a multiverse that name its choices, in the order in which they are made."""
    names = list(estimates)
    return names[names.index("specification") + 1 : names.index("group")]


def _sums(counts: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Raw counts by group × theme, zeros included, groups in the order of the articles."""
    order = pd.CategoricalDtype(list(dict.fromkeys(groups)))
    named = counts.assign(group=counts["article"].map(groups).astype(order))
    return named.groupby(["group", "theme"], observed=False)[COUNTS].sum().reset_index()


def _estimates(sums: pd.DataFrame, measure: str, accuracy: pd.DataFrame | None) -> pd.DataFrame:
    together = sums.groupby("theme", observed=False)[COUNTS].sum().reset_index()
    estimate = _estimate(sums, measure, accuracy)
    whole = (
        sums["theme"]
        .map(dict(zip(together["theme"], _estimate(together, measure, accuracy), strict=True)))
        .astype(float)
    )
    rank = estimate.groupby(sums["theme"], observed=False).rank(ascending=False, method="min")
    return sums.assign(estimate=estimate, log_ratio=_log2(estimate, whole), rank=rank)


def _estimate(sums: pd.DataFrame, measure: str, accuracy: pd.DataFrame | None) -> pd.Series:
    share = sums["coded_sentences"] / sums["sentences"].where(sums["sentences"] > 0)
    rate = sums["matches"] / sums["words"].where(sums["words"] > 0) * PER_WORDS
    if accuracy is None:
        return rate if measure == "rate" else share
    require(accuracy, ("theme", "recall", "specificity"), "accuracy")
    of_theme = accuracy.set_index("theme").reindex(sums["theme"].astype(object))
    true = pd.Series(rogan_gladen(share, of_theme["recall"], of_theme["specificity"]), sums.index)
    if measure == "share":
        return true
    return (rate * true / share.where(share > 0)).where(share > 0, true * 0)


def _log2(part: pd.Series, whole: pd.Series) -> pd.Series:
    ratio = (part / whole.where(whole > 0)).where(part > 0)
    return pd.Series(np.log2(ratio.to_numpy(float)), part.index)
