"""The finding that stands first in a notebook, in one English paragraph computed from the tables that follow it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.findings import theme_names
from analysis.output.wording import in_order, number, opening, percent, some


def corpus_finding(outcomes: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the flow of a corpus comes to, in one English paragraph; `outcomes` is the table that `flow` makes."""
    sums = outcomes.groupby("outcome", sort=False)[["sentences", "words"]].sum()
    kept, every = sums.loc["counted"], sums.sum()
    left_out = sums.drop(index=["counted", "between sentences"], errors="ignore")
    reasons = ", ".join(f"{number(row.sentences)} as {reason}" for reason, row in left_out.iterrows())
    left = f"{some(left_out['sentences'].sum(), 'sentence')} ({reasons})" if reasons else "nothing"
    return (
        f"**Finding.** The corpus is {some(len(articles), 'article')} of {some(every['sentences'], 'sentence')} and "
        f"{some(every['words'], 'word')}. What counts is {some(kept['sentences'], 'sentence')} and "
        f"{some(kept['words'], 'word')}. Left out: {left}."
    )


def theme_finding(matches: pd.DataFrame, lexicon: pd.DataFrame, codebook: pd.DataFrame) -> str:
    """How often each theme was found and how much its heaviest entry carries, in one English paragraph."""
    called = theme_names(codebook)
    said = []
    for theme, of_theme in matches.groupby("theme", observed=False):
        if of_theme.empty:
            said.append(f"{called.get(theme, theme)} was not found")
            continue
        entries = of_theme["entry"].value_counts()
        pattern = lexicon.set_index("entry").loc[entries.index[0], "pattern"]
        share = percent(entries.iloc[0] / len(of_theme))
        said.append(
            f"{called.get(theme, theme)} was found {some(len(of_theme), 'time')} by "
            f"{some(len(entries), 'entry')}, {share} of it by «{in_order(pattern)}»"
        )
    return f"**Finding.** {opening('; '.join(said))}."


def validity_finding(validity: pd.DataFrame, codebook: pd.DataFrame, coder: str) -> str:
    """How well the lexicon agrees with a coder's coding, theme by theme, in one English paragraph."""
    called = theme_names(codebook)
    said = [
        f"{called.get(row.theme, row.theme)} {number(row.f1, decimals=2)} "
        f"({number(row.f1_low, decimals=2)}–{number(row.f1_high, decimals=2)}, "
        f"{some(row.true_positives + row.false_negatives, 'sentence')} coded)"
        for row in validity.itertuples()
    ]
    return f"**Finding.** F1 against the coding “{coder}”, with its 95 % interval: {'; '.join(said)}."


def robustness_finding(pairs: pd.DataFrame, moves: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which pairs keep their order under every choice, how many turn, and which choice moves a theme most, in English.

    `pairs` is made by `robustness.pair_orders`, `moves` by `robustness.influence`.
    """
    if pairs.empty:
        return "**Finding.** There is only one group, so there is no order that choices could turn."
    said = [
        _robust(str(theme), of_theme, moves[moves["theme"] == theme], names)
        for theme, of_theme in pairs.groupby("theme", observed=True, sort=False)
    ]
    shown = int(pairs["verdict"].isin(["higher", "lower"]).sum())
    lines = "\n".join(f"- {line}" for line in said)
    return (
        f"**Finding.** The study's own choices show a difference in {number(shown)} of "
        f"{some(len(pairs), 'comparison')}. Under all combinations of reasonable choices:\n\n{lines}"
    )


def _robust(theme: str, pairs: pd.DataFrame, moves: pd.DataFrame, names: Mapping[str, str]) -> str:
    every = pairs["specifications"]
    kept = [
        f"{names.get(a, a)} over {names.get(b, b)}"
        for higher, a, b in (("a_higher", "a", "b"), ("b_higher", "b", "a"))
        for a, b in pairs.loc[(pairs[higher] == every) & (every > 0), [a, b]].itertuples(index=False)
    ]
    turning = int(((pairs["a_higher"] > 0) & (pairs["b_higher"] > 0)).sum())
    keep = "keeps its order" if len(kept) == 1 or len(pairs) == 1 else "keep their order"
    line = f"{opening(names.get(theme, theme))}: {number(len(kept))} of {some(len(pairs), 'pair')} {keep} under all"
    line += f" ({', '.join(kept)})" if kept else ""
    turned = f"{number(turning)} {'is' if turning == 1 else 'are'} turned by some"
    line += f", {turned if turning else 'none is turned by any'}"
    moved = moves[moves["shift"] > 0]
    if len(moved):
        most = moved.iloc[0]
        line += f"; the choice that moves it most is {most['choice']} ({most['level']} instead of {most['against']})"
    return line + "."
