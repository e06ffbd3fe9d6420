"""Robustness: what all specifications of the multiverse say together, of orders that hold and choices that move."""

from __future__ import annotations

import pandas as pd

from analysis.statistics.multiverse import choices_of


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
    own = contrasts[["a", "b", "theme", "verdict"]]
    plain = {"a": object, "b": object}  # days are categories here and dates there
    table = own.astype(plain).merge(sums.astype(plain), on=["a", "b", "theme"], how="left")
    table[names] = table[names].fillna(0).astype(int)
    return table[["a", "b", "theme", *names, "verdict"]]


def influence(estimates: pd.DataFrame) -> pd.DataFrame:
    """What each choice moves, all others kept: one row per theme × choice × level against the study's own level.

    Columns: `theme`, `choice`, `level`, `against`, `compared` (group × specification pairs with both estimates),
    `shift` (mean absolute change of `log_ratio`: 1 is a doubling or a halving), `largest`, `reordered` (share of
    specifications in which the order of the groups changes). Most moved first within a theme.
    """
    choices = choices_of(estimates)
    columns = ["theme", "choice", "level", "against", "compared", "shift", "largest", "reordered"]
    tables: list[pd.DataFrame] = []
    for choice in choices:
        same = [name for name in choices if name != choice]
        wide = estimates.pivot(index=["theme", *same, "group"], columns=choice, values=["log_ratio", "rank"])
        own, *others = estimates[choice].cat.categories
        tables += [_moved(wide, own, level).assign(choice=choice, level=level, against=own) for level in others]
    table = pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)
    table["theme"] = table["theme"].astype(estimates["theme"].dtype)
    return table.sort_values(["theme", "shift"], ascending=[True, False], kind="stable", ignore_index=True)


def _moved(wide: pd.DataFrame, own: str, level: str) -> pd.DataFrame:
    """How far a level moves each theme from the study's own: the last four columns of `influence`."""
    change = (wide["log_ratio", level] - wide["log_ratio", own]).abs()
    moved = (wide["rank", level] != wide["rank", own]) & wide["rank", level].notna() & wide["rank", own].notna()
    reordered = moved.groupby(level=wide.index.names[:-1], observed=True).any()  # in any of the groups
    table = change.groupby(level="theme", observed=True).agg(compared="count", shift="mean", largest="max")
    return table.assign(reordered=reordered.groupby(level="theme", observed=True).mean()).reset_index()
