"""The verdicts on pairs of groups as clauses, in English or Persian."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.wording import FINDINGS, joints, number, settled, template_words

NAMED = 2  # pairs without a difference that a sentence names; of more it says how many
MOST = 6  # pairs with one
LARGEST = 100  # a ratio above it is told by no number: it says only that the corpus is too small


def clauses(pairs: pd.DataFrame, called: Mapping[str, str], language: str) -> list[str]:
    """First the pairs that differ, each with its ratio, then the others gathered under their verdict."""
    words = template_words(FINDINGS)[language]
    differing, every = pairs[pairs["verdict"].isin(["higher", "lower"])], number(len(pairs), language)
    said = [_difference(row, called, language) for row in differing.head(MOST).itertuples()]
    if len(differing) > MOST:
        said.append(words["more"].format(n=number(len(differing) - MOST, language), all=every))
    for verdict in ("no difference shown", "insufficient evidence"):
        rows = pairs[pairs["verdict"] == verdict]
        if len(rows) == 0:
            continue
        if len(rows) <= NAMED:
            couple = words["couple"][verdict]
            couples = [couple.format(a=called.get(a, a), b=called.get(b, b)) for a, b in rows[["a", "b"]].to_numpy()]
            named = joints(language)["and"].join(couples)
        else:
            others = "others" if len(rows) + len(differing) == len(pairs) else "many"
            named = words["every" if len(rows) == len(pairs) else others].format(
                n=number(len(rows), language), all=every
            )
        said.append(words["verdict"][verdict].format(pairs=named))
    return said


def _difference(row, called: Mapping[str, str], language: str) -> str:
    """One pair that differs, told from the side of the group that speaks of the theme more."""
    a, b, ratio, low, high = row.a, row.b, row.log_ratio, row.low, row.high
    if row.verdict == "lower":
        a, b, ratio, low, high = b, a, -ratio, -high, -low
    kind = "only one" if pd.isna(ratio) else "difference"
    ratio, low, high = (number(2**value, language, 1) for value in (ratio, low, high))
    facts = {"a": called.get(a, a), "b": called.get(b, b), "p": p_value(row.p_adjusted, language)}
    if language == "en" and not facts["p"].startswith("<"):
        facts["p"] = f"= {facts['p']}"
    return template_words(FINDINGS)[language]["verdict"][kind].format(ratio=ratio, low=low, high=high, **facts)


def p_value(p: float, language: str) -> str:
    """A p-value in three decimals, or that it is smaller than they show."""
    return number(p, language, 3) if p >= 0.001 else {"en": "< 0.001", "fa": "کمتر از ۰٫۰۰۱"}[language]


def tally(contrasts: pd.DataFrame, language: str = "en") -> str:
    """How many comparisons ended with which verdict, as one sentence without its full stop."""
    words = template_words(FINDINGS)[language]
    if contrasts.empty:
        return words["alone"]
    found = contrasts["verdict"].replace({"higher": "difference", "lower": "difference"}).value_counts().to_dict()
    every = len(contrasts)
    said = [
        form[2 * (n == every) + (n != 1)].format(n=number(n, language))
        for verdict, form in words["tally"].items()
        if (n := found.get(verdict, 0))
    ]
    if len(said) == 1:
        return said[0]
    return (
        words["of"].format(n=number(every, language))
        + joints(language)["comma"].join(said[:-1])
        + words["last"]
        + said[-1]
    )


def reach(contrasts: pd.DataFrame, names: Mapping[str, str], language: str = "en") -> str:
    """The smallest difference that the corpus could have shown at all, as one sentence without its full stop."""
    known = contrasts.dropna(subset="detectable_ratio")
    if known.empty:
        return tally(contrasts, language)
    words, best = template_words(FINDINGS)[language], known.loc[known["detectable_ratio"].idxmin()]
    if best["detectable_ratio"] > LARGEST:
        return words["beyond"].format(ratio=number(LARGEST, language))
    a, b, theme = (settled(str(names.get(best[column], best[column])), language) for column in ("a", "b", "theme"))
    return words["reach"].format(ratio=number(best["detectable_ratio"], language, 1), theme=theme, a=a, b=b)
