"""Findings as sentences, computed from the tables when they are written, in English or Persian; a verdict with each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.verdicts import JOIN, clauses
from analysis.output.wording import in_order, listed, number, percent, settled, some
from analysis.statistics.rates import ENOUGH_ARTICLES

LEVEL = {
    "en": "{theme}: {matches}, from {low} per 1,000 words ({low_groups}) to {high} ({high_groups})",
    "fa": "{theme}: {matches}، از {low} در هزار واژه ({low_groups}) تا {high} ({high_groups})",
}
LEVEL_FROM_NONE = {  # where the lowest rate is that of no match
    "en": "{theme}: {matches}, from none ({low_groups}) to {high} per 1,000 words ({high_groups})",
    "fa": "{theme}: {matches}، از صفر ({low_groups}) تا {high} در هزار واژه ({high_groups})",
}
LEVEL_ALIKE = {
    "en": "{theme}: {matches}, {high} per 1,000 words in each group",
    "fa": "{theme}: {matches}، در هر گروه {high} در هزار واژه",
}
LEVEL_KNOWN = {  # where one group of several has words
    "en": "{theme}: {matches}, {high} per 1,000 words ({high_groups})",
    "fa": "{theme}: {matches}، {high} در هزار واژه ({high_groups})",
}
LEVEL_ALONE = {
    "en": "{theme}: {matches}, {high} per 1,000 words",
    "fa": "{theme}: {matches}، {high} در هزار واژه",
}
MATCHES = {"en": ("{n} match", "{n} matches"), "fa": ("{n} مورد", "{n} مورد")}
ABSENT = {
    "en": ("{theme}: no match.", "{theme}: no match in any group."),
    "fa": ("{theme}: موردی یافت نشد.", "{theme}: در هیچ گروهی موردی یافت نشد."),
}
UNIT = {
    "en": {
        "sentence": "Sentences are taken as sampled: the intervals describe these texts and support no inference about "
        "speakers.",
        "article": "Articles are taken as sampled: the intervals speak of the speech that these articles sample.",
        "both": "Of groups with at least {n} articles, articles are taken as sampled, and the intervals speak of the "
        "speech that they sample; of the others, sentences, and the intervals describe these texts and support no "
        "inference about speakers.",
    },
    "fa": {
        "sentence": "واحد نمونه‌گیری جمله است: بازه‌ها توصیف همین متن‌هاست و درباره‌ی گویندگان چیزی را ثابت نمی‌کند.",
        "article": "واحد نمونه‌گیری خبر است: بازه‌ها درباره‌ی گفتاری است که این خبرها نمونه‌ای از آن‌اند.",
        "both": "در گروه‌هایی که دست‌کم {n} خبر دارند واحد نمونه‌گیری خبر است و بازه‌ها درباره‌ی گفتاری است که خبرها "
        "نمونه‌ای از آن‌اند؛ در دیگر گروه‌ها واحد جمله است و بازه‌ها توصیف همین متن‌هاست و درباره‌ی گویندگان چیزی را "
        "ثابت نمی‌کند.",
    },
}

MOST_GROUPS = 6  # that a finding names as the lowest or the highest; of more it says how many


def findings(
    rates: pd.DataFrame, contrasts: pd.DataFrame, names: Mapping[str, str] | None = None, language: str = "en"
) -> pd.DataFrame:
    """One sentence for each theme: its range over the groups and the verdict on every pair of them.

    `names` gives what to write for a theme or a group (for example from the codebook); what it lacks stands as it is.
    Columns: theme, finding.
    """
    known = names or {}
    spoken_of = [*rates["theme"].unique(), *rates["group"].unique()]
    called = {name: settled(str(known.get(name, name)), language) for name in spoken_of}
    rows = []
    for theme, of_theme in rates.groupby("theme", observed=False, sort=False):
        pairs = contrasts[contrasts["theme"] == theme]
        rows.append({"theme": theme, "finding": _finding(str(theme), of_theme, pairs, called, language)})
    return pd.DataFrame(rows, columns=["theme", "finding"])


def corpus_finding(outcomes: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the flow of a corpus comes to, in one English paragraph; `outcomes` is the table that `flow` makes."""
    sums = outcomes.groupby("outcome", sort=False)[["sentences", "words"]].sum()
    kept, every = sums.loc["counted"], sums.sum()
    left_out = sums.drop(index=["counted", "between sentences"], errors="ignore")
    reasons = ", ".join(f"{number(row.sentences)} as {reason}" for reason, row in left_out.iterrows())
    left = f"{some(left_out['sentences'].sum(), 'sentence')} ({reasons})" if reasons else "nothing"
    return (
        f"**Finding.** In {some(len(articles), 'article')} stand {some(every['sentences'], 'sentence')} and "
        f"{some(every['words'], 'word')}. What counts is {some(kept['sentences'], 'sentence')} and "
        f"{some(kept['words'], 'word')}. Left out: {left}."
    )


def theme_finding(matches: pd.DataFrame, lexicon: pd.DataFrame, codebook: pd.DataFrame) -> str:
    """How often each theme was found and how much its heaviest entry carries, in one English paragraph."""
    called = _theme_names(codebook)
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
            f"{some(len(entries), 'entry', 'entries')}, {share} of it by «{in_order(pattern)}»"
        )
    return f"**Finding.** {_opening('; '.join(said))}."


def validity_finding(validity: pd.DataFrame, codebook: pd.DataFrame) -> str:
    """How well the lexicon agrees with the hand coding, theme by theme, in one English paragraph."""
    called = _theme_names(codebook)
    said = [
        f"{called.get(row.theme, row.theme)} {number(row.f1, decimals=2)} "
        f"({number(row.f1_low, decimals=2)}–{number(row.f1_high, decimals=2)}, "
        f"{some(row.true_positives + row.false_negatives, 'sentence')} coded)"
        for row in validity.itertuples()
    ]
    return f"**Finding.** F1 with its 95 % interval: {'; '.join(said)}."


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
    line = f"{_opening(names.get(theme, theme))}: {number(len(kept))} of {some(len(pairs), 'pair')} {keep} under all"
    line += f" ({', '.join(kept)})" if kept else ""
    line += f", {number(turning)} {'is' if turning == 1 else 'are'} turned by some"
    moved = moves[moves["shift"] > 0]
    if len(moved):
        most = moved.iloc[0]
        line += f"; the choice that moves it most is {most['choice']} ({most['level']} instead of {most['against']})"
    return line + "."


def names_of(articles: pd.DataFrame, codebook: pd.DataFrame, language: str = "en") -> dict[str, str]:
    """What to write for each theme and group: the codebook's names, in English the columns ``…_en`` too."""
    names = _theme_names(codebook, language)
    for column in articles.columns:
        if language == "en" and f"{column}_en" in articles.columns:
            given = articles[[column, f"{column}_en"]].dropna()
            names.update(zip(given[column], given[f"{column}_en"], strict=True))
    return names


def _theme_names(codebook: pd.DataFrame, language: str = "en") -> dict[str, str]:
    themes = codebook[codebook["subtheme"] == ""]
    return dict(zip(themes["theme"], themes[f"name_{language}"], strict=True))


def scope(table: pd.DataFrame, language: str = "en") -> str:
    """What the intervals of *rates* or *contrasts* may be read as, from the unit that is taken as sampled."""
    units = list(table["unit"].dropna().unique())
    said = UNIT[language]["both" if len(units) > 1 else units[0]] if units else ""
    return said.format(n=number(ENOUGH_ARTICLES, language))


def _finding(theme: str, rates: pd.DataFrame, pairs: pd.DataFrame, called: dict[str, str], language: str) -> str:
    matches, groups = int(rates["matches"].sum()), rates["group"].nunique()
    known = rates.dropna(subset=["rate"])
    name = called.get(theme, theme)
    if not matches or known.empty:
        return _opening(ABSENT[language][groups > 1].format(theme=name))
    semicolon, *_, stop = JOIN[language]
    level = _level(known, groups, called, language).format(
        theme=name, matches=MATCHES[language][matches != 1].format(n=number(matches, language))
    )
    return _opening(semicolon.join([level, *clauses(pairs, called, language)]) + stop)


def _level(known: pd.DataFrame, groups: int, called: dict[str, str], language: str) -> str:
    """From which rate to which, every group named that has the lowest or the highest; theme and matches left open."""
    low, high = known["rate"].min(), known["rate"].max()
    if groups == 1:
        said = LEVEL_ALONE
    elif len(known) == 1:
        said = LEVEL_KNOWN
    else:
        said = LEVEL_ALIKE if low == high else LEVEL if low > 0 else LEVEL_FROM_NONE
    return said[language].format(
        theme="{theme}",
        matches="{matches}",
        low=number(low, language, 1),
        low_groups=_named(known.loc[known["rate"] == low, "group"], called, language),
        high=number(high, language, 1),
        high_groups=_named(known.loc[known["rate"] == high, "group"], called, language),
    )


def _named(groups: pd.Series, called: Mapping[str, str], language: str) -> str:
    return listed([str(called.get(group, group)) for group in groups], language, most=MOST_GROUPS)


def _opening(sentence: str) -> str:
    """The sentence with a capital where its script has them."""
    return sentence[0].upper() + sentence[1:]
