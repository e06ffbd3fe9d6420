"""Robustness: estimates under every reasonable choice, and with parts left out.

The multiverse is that of Steegen et al. 2016, doi 10.1177/1745691616658637.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from analysis.codes import keys_of, require
from analysis.errors import InputError
from analysis.statistics.correction import rogan_gladen
from analysis.statistics.counting import COUNTS, count, groups_of, themes_of
from analysis.statistics.rates import PER_WORDS
from analysis.statistics.variants import Variant
from analysis.text.counted import counted

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


def orderings(estimates: pd.DataFrame, contrasts: pd.DataFrame) -> pd.DataFrame:
    """How often each ordering of the groups occurs among the specifications, commonest first within a theme.

    Columns: `theme`, `order` ("A > B = C"; groups without an estimate are left out), `specifications`, `share` (of the
    theme's), `pairs` and `pairs_shown` (pairs of groups, and those with the verdict higher or lower in *contrasts*):
    where no pair is shown, an ordering may describe nothing but noise.
    """
    ranked = estimates.dropna(subset="rank").assign(group=lambda table: table["group"].astype(str))
    ties = ranked.groupby(["theme", "specification", "rank"], observed=True)["group"].agg(" = ".join)
    order = ties.groupby(level=["theme", "specification"], observed=True).agg(" > ".join).rename("order").reset_index()
    table = order.groupby(["theme", "order"], observed=True).size().rename("specifications").reset_index()
    table["share"] = table["specifications"] / table.groupby("theme", observed=True)["specifications"].transform("sum")
    shown = contrasts.assign(shown=contrasts["verdict"].isin(["higher", "lower"])).groupby("theme", observed=False)[
        "shown"
    ]
    table["pairs"] = table["theme"].map(shown.size()).fillna(0).astype(int)
    table["pairs_shown"] = table["theme"].map(shown.sum()).fillna(0).astype(int)
    return table.sort_values(["theme", "specifications"], ascending=[True, False], kind="stable", ignore_index=True)


def pair_orders(estimates: pd.DataFrame, contrasts: pd.DataFrame) -> pd.DataFrame:
    """For each pair of groups × theme of *contrasts*: `specifications` in which both have an estimate, those in which
    a is higher (`a_higher`), b is higher (`b_higher`), and the study's own `verdict`."""
    one = estimates[["specification", "theme", "group", "estimate"]].dropna()
    both = one.merge(one, on=["specification", "theme"], suffixes=("_a", "_b"))
    both = both.rename(columns={"group_a": "a", "group_b": "b"}).assign(
        specifications=1,
        a_higher=both["estimate_a"] > both["estimate_b"],
        b_higher=both["estimate_a"] < both["estimate_b"],
    )
    names = ["specifications", "a_higher", "b_higher"]
    sums = both.groupby(["a", "b", "theme"], observed=True)[names].sum().reset_index()
    table = contrasts[["a", "b", "theme", "verdict"]].merge(sums, on=["a", "b", "theme"], how="left")
    table[names] = table[names].fillna(0).astype(int)
    return table[["a", "b", "theme", *names, "verdict"]]


def influence(estimates: pd.DataFrame) -> pd.DataFrame:
    """What each choice moves, all others kept: one row per theme × choice × level against the study's own level.

    Columns: `theme`, `choice`, `level`, `against`, `compared` (group × specification pairs with both estimates),
    `shift` (mean absolute change of `log_ratio`: 1 is a doubling or a halving), `largest`, `reordered` (share of
    specifications in which the order of the groups changes). Most moved first within a theme.
    """
    fixed = ["specification", "group", "theme", *COUNTS, "estimate", "log_ratio", "rank"]
    choices = [name for name in estimates.columns if name not in fixed]
    columns = ["theme", "choice", "level", "against", "compared", "shift", "largest", "reordered"]
    tables = [pd.DataFrame(columns=columns)]
    for choice in choices:
        same = [name for name in choices if name != choice]
        wide = estimates.pivot(index=["theme", *same, "group"], columns=choice, values=["log_ratio", "rank"])
        own, *others = estimates[choice].cat.categories
        tables += [_moved(wide, own, level).assign(choice=choice, level=level, against=own) for level in others]
    table = pd.concat(tables[1:] or tables, ignore_index=True)[columns]
    table["theme"] = table["theme"].astype(estimates["theme"].dtype)
    return table.sort_values(["theme", "shift"], ascending=[True, False], kind="stable", ignore_index=True)


def _moved(wide: pd.DataFrame, own: str, level: str) -> pd.DataFrame:
    """How far a level moves each theme from the study's own: the last four columns of `influence`."""
    change = (wide["log_ratio", level] - wide["log_ratio", own]).abs()
    moved = (wide["rank", level] != wide["rank", own]) & wide["rank", level].notna() & wide["rank", own].notna()
    reordered = moved.groupby(level=wide.index.names[:-1], observed=True).any()  # in any of the groups
    table = change.groupby(level="theme", observed=True).agg(compared="count", shift="mean", largest="max")
    return table.assign(reordered=reordered.groupby(level="theme", observed=True).mean()).reset_index()


def leave_one_out(
    articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, by: str = "city", **choices
) -> pd.DataFrame:
    """Rates of every group × theme with each article, each outlet and each entry of the lexicon left out in turn.

    Columns: `left_out` ("article", "outlet" or "entry"), `which`, `group`, `theme`, `words`, `matches`, `rate`, `rank`,
    `rate_all`, `rank_all` (nothing left out). An entry left out leaves its words to no other. `choices` are those of
    `counted`.
    """
    groups = groups_of(articles, by).dropna()
    require(matches, ("entry",), "matches")
    rows = counted(sentences, **choices)
    kept = matches[keys_of(matches).isin(keys_of(rows))]
    themes = themes_of(matches["theme"])
    whole = _rates(rows, kept, groups, themes)
    tables: list[pd.DataFrame] = []
    for kind, rows_of, matches_of in _leavings(articles, rows, kept):
        for which in dict.fromkeys([*rows_of.dropna(), *matches_of.dropna()]):
            part = _rates(
                rows[(rows_of != which).to_numpy(bool)], kept[(matches_of != which).to_numpy(bool)], groups, themes
            )
            tables.append(part.assign(left_out=kind, which=which, rate_all=whole["rate"], rank_all=whole["rank"]))
    columns = ["left_out", "which", "group", "theme", "words", "matches", "rate", "rank", "rate_all", "rank_all"]
    return pd.concat(tables, ignore_index=True)[columns]


def _leavings(articles: pd.DataFrame, rows: pd.DataFrame, matches: pd.DataFrame):
    """Each kind of thing that can be left out, with its value for every sentence and every match."""
    yield "article", rows["article"].astype(object), matches["article"].astype(object)
    if "outlet" in articles.columns and articles["outlet"].nunique() > 1:
        outlet = groups_of(articles, "outlet")
        yield "outlet", rows["article"].map(outlet).astype(object), matches["article"].map(outlet).astype(object)
    yield "entry", pd.Series(None, index=rows.index, dtype=object), matches["entry"].astype(object)


def _rates(rows: pd.DataFrame, matches: pd.DataFrame, groups: pd.Series, themes: pd.Index) -> pd.DataFrame:
    names = list(dict.fromkeys(groups))
    words = rows["words"].groupby(rows["article"].map(groups).to_numpy()).sum().reindex(names, fill_value=0)
    cells = pd.crosstab(matches["article"].map(groups).to_numpy(), matches["theme"].astype(object).to_numpy())
    cells = cells.reindex(index=names, columns=themes, fill_value=0)
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(names, dtype=object), len(themes)),
            "theme": pd.Categorical(np.tile(themes, len(names)), categories=themes),
            "words": np.repeat(words.to_numpy(np.int64), len(themes)),
            "matches": cells.to_numpy(np.int64).ravel(),
        }
    )
    rate = table["matches"] / table["words"].where(table["words"] > 0) * PER_WORDS
    return table.assign(
        rate=rate, rank=rate.groupby(table["theme"], observed=False).rank(ascending=False, method="min")
    )
