"""Findings as sentences, computed from the tables when they are written, in English or Persian; a verdict with each."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from analysis.output.verdicts import clauses
from analysis.output.wording import FINDINGS, in_form, joints, listed, number, opening, settled, some, template_words
from analysis.statistics.rates import ENOUGH_ARTICLES
from analysis.study import Study

MOST_GROUPS = 6  # that a finding names as the lowest or the highest; of more it says how many


def findings(
    rates: pd.DataFrame, contrasts: pd.DataFrame, names: Mapping[str, str] | None = None, language: str = "en"
) -> pd.DataFrame:
    """One sentence for each theme: its range over the groups and the verdict on every pair of them.

    Articles of unknown group are in no sentence. `names` gives what to write for a theme or a group (for example from
    the codebook); what it lacks stands as it is.
    Columns: theme, finding.
    """
    known, rates = names or {}, rates.dropna(subset="group")
    spoken_of = [*rates["theme"].unique(), *rates["group"].unique()]
    called = {name: settled(str(known.get(name, name)), language) for name in spoken_of}
    rows = []
    for theme, of_theme in rates.groupby("theme", observed=False, sort=False):
        pairs = contrasts[contrasts["theme"] == theme]
        rows.append({"theme": theme, "finding": _finding(str(theme), of_theme, pairs, called, language)})
    return pd.DataFrame(rows, columns=["theme", "finding"])


def findings_of(study: Study, by: str = "city", language: str = "en") -> pd.DataFrame:
    """The findings of a study on the groups of a column of *articles*, under the names that the language has."""
    return findings(study.rates(by), study.contrasts(by), names_of(study, language), language)


def findings_text(study: Study, by: str = "city", language: str = "en") -> str:
    """These findings as a Markdown list, and what they may be read as."""
    told, rates = findings_of(study, by, language)["finding"], study.rates(by)
    last = " ".join(filter(None, (scope(rates, language), ungrouped(rates, language))))
    return "".join(f"- {escape(line, quote=False)}\n" for line in told) + f"\n{last}\n"


def names_of(study: Study, language: str = "en") -> dict[str, str]:
    """What to write for each theme and group: the codebook's names, in English the columns ``…_en`` too."""
    names, articles = theme_names(study.codebook, language), study.articles
    for column in articles.columns:
        if language == "en" and f"{column}_en" in articles.columns:
            given = articles[[column, f"{column}_en"]].dropna()
            names.update(zip(given[column], given[f"{column}_en"], strict=True))
    return names


def theme_names(codebook: pd.DataFrame, language: str = "en") -> dict[str, str]:
    """What the codebook calls each theme."""
    themes = codebook[codebook["subtheme"] == ""]
    return dict(zip(themes["theme"], themes[f"name_{language}"], strict=True))


def scope(table: pd.DataFrame, language: str = "en") -> str:
    """What the intervals of *rates* or *contrasts* may be read as, from the unit that is taken as sampled."""
    units = list(table["unit"].dropna().unique())
    words = template_words(FINDINGS)[language]["unit"]
    said = words["both" if len(units) > 1 else units[0]] if units else ""
    return said.format(n=number(ENOUGH_ARTICLES, language))


def ungrouped(table: pd.DataFrame, language: str = "en") -> str:
    """How many articles of *rates* stand in no group, as a sentence; nothing where each stands in one."""
    if "group" not in table or not (unknown := table["group"].isna()).any():
        return ""
    articles = int(table.loc[unknown, "articles"].iloc[0])
    words = template_words(FINDINGS)[language]["ungrouped"]
    return in_form(words, articles).format(articles=some(articles, "article", language))


def _finding(theme: str, rates: pd.DataFrame, pairs: pd.DataFrame, called: dict[str, str], language: str) -> str:
    matches, groups = int(rates["matches"].sum()), rates["group"].nunique()
    known = rates.dropna(subset=["rate"])
    name, words = called.get(theme, theme), template_words(FINDINGS)[language]
    if not matches or known.empty:
        return opening(in_form(words["absent"], groups).format(theme=name))
    low, high = known["rate"].min(), known["rate"].max()
    level = words[_level(groups, len(known), low, high)].format(
        theme=name,
        matches=some(matches, "match", language),
        low=number(low, language, 1),
        low_groups=_named(known.loc[known["rate"] == low, "group"], called, language),
        high=number(high, language, 1),
        high_groups=_named(known.loc[known["rate"] == high, "group"], called, language),
    )
    return opening(joints(language)["semicolon"].join([level, *clauses(pairs, called, language)]) + ".")


def _level(groups: int, known: int, low: float, high: float) -> str:
    """Which words tell the span of the rates of some groups, of which so many are known."""
    if groups == 1:
        return "level_alone"
    if known == 1:
        return "level_known"
    return "level_alike" if low == high else "level" if low > 0 else "level_from_none"


def _named(groups: pd.Series, called: Mapping[str, str], language: str) -> str:
    return listed([str(called.get(group, group)) for group in groups], language, most=MOST_GROUPS)
