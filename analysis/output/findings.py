"""Findings as sentences, computed from the tables when they are written, in English or Persian; a verdict with each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.wording import number, percent, settled

# What each verdict says of a pair, and what a reader may not read into it.
VERDICTS = {
    "en": {
        "difference": "it is found {ratio} times as often in {a} as in {b} ({low} to {high}, adjusted p = {p})",
        "only one": "it is found in {a} and never in {b} (adjusted p = {p})",
        "no difference shown": "no difference shown between {pairs}",
        "insufficient evidence": "insufficient evidence to compare {pairs}",
    },
    "fa": {
        "difference": "در {a} {ratio} برابر {b} دیده می‌شود ({low} تا {high}؛ p تعدیل‌شده {p})",
        "only one": "در {a} دیده می‌شود و در {b} هیچ (p تعدیل‌شده {p})",
        "no difference shown": "میان {pairs} تفاوتی نشان داده نشد",
        "insufficient evidence": "برای مقایسه‌ی {pairs} شواهد کافی نیست",
    },
}
LEVEL = {
    "en": "{theme}: {matches}, from {low} per 1,000 words ({low_group}) to {high} ({high_group})",
    "fa": "{theme}: {matches}، از {low} در هزار واژه ({low_group}) تا {high} ({high_group})",
}
ALONE_AT = {
    "en": "{theme}: {matches}, {low} per 1,000 words",
    "fa": "{theme}: {matches}، {low} در هزار واژه",
}
MATCHES = {"en": ("{n} match", "{n} matches"), "fa": ("{n} مورد", "{n} مورد")}
ABSENT = {"en": "{theme}: no match in any group.", "fa": "{theme}: در هیچ گروهی موردی یافت نشد."}
JOIN = {"en": ("; ", " and ", ", ", "."), "fa": ("؛ ", " و ", "، ", ".")}
UNIT = {
    "en": {
        "sentence": "Sentences were resampled: this describes these texts and supports no inference about speakers.",
        "article": "Articles were resampled: the intervals speak of the speech that these articles sample.",
    },
    "fa": {
        "sentence": "واحد بازنمونه‌گیری جمله است: این توصیف همین متن‌هاست و درباره‌ی گویندگان چیزی را ثابت نمی‌کند.",
        "article": "واحد بازنمونه‌گیری خبر است: بازه‌ها درباره‌ی گفتاری است که این خبرها نمونه‌ی آن است.",
    },
}


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


TALLY = {
    "en": "Verdicts ({all}): difference {higher}, no difference shown {none}, insufficient evidence {unknown}",
    "fa": "داوری‌ها ({all}): تفاوت {higher}، «تفاوتی نشان داده نشد» {none}، شواهد ناکافی {unknown}",
}
ALONE = {"en": "There is only one group, so nothing is compared", "fa": "تنها یک گروه هست و مقایسه‌ای در کار نیست"}
REACH = {
    "en": "The smallest ratio shown in four of five corpora like this would be {ratio} ({theme}, {a} and {b})",
    "fa": "کوچک‌ترین نسبتی که در چهار از پنج پیکره مانند این نشان داده می‌شد {ratio} است ({theme}، {a} و {b})",
}


def no_contrasts() -> pd.DataFrame:
    """The table *contrasts* of a corpus with one group: no row."""
    return pd.DataFrame(columns=["a", "b", "theme", "log_ratio", "low", "high", "p_adjusted", "verdict"])


def tally(contrasts: pd.DataFrame, language: str = "en") -> str:
    """How many comparisons ended with which verdict, as one sentence without its full stop."""
    if contrasts.empty:
        return ALONE[language]
    verdict = contrasts["verdict"]
    counts = {
        "all": len(verdict),
        "higher": int(verdict.isin(["higher", "lower"]).sum()),
        "none": int((verdict == "no difference shown").sum()),
        "unknown": int((verdict == "insufficient evidence").sum()),
    }
    return TALLY[language].format(**{name: number(value, language) for name, value in counts.items()})


def reach(contrasts: pd.DataFrame, names: Mapping[str, str], language: str = "en") -> str:
    """The smallest difference that the corpus could have shown at all, as one sentence without its full stop."""
    known = contrasts.dropna(subset="detectable_ratio")
    if known.empty:
        return tally(contrasts, language)
    best = known.loc[known["detectable_ratio"].idxmin()]
    a, b, theme = (settled(str(names.get(best[column], best[column])), language) for column in ("a", "b", "theme"))
    return REACH[language].format(ratio=number(best["detectable_ratio"], language, 1), theme=theme, a=a, b=b)


def corpus_finding(outcomes: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the flow of a corpus comes to, in one English paragraph; `outcomes` is the table that `flow` makes."""
    sums = outcomes.groupby("outcome", sort=False)[["sentences", "words"]].sum()
    kept, every = sums.loc["counted"], sums.sum()
    left_out = sums.drop(index=["counted", "between sentences"], errors="ignore")
    reasons = ", ".join(f"{number(row.sentences)} {reason}" for reason, row in left_out.iterrows())
    return (
        f"**Finding.** {number(len(articles))} articles hold {number(every['sentences'])} sentences and "
        f"{number(every['words'])} words; {number(kept['sentences'])} sentences and {number(kept['words'])} words "
        f"count. Left out: {reasons or 'nothing'}."
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
            f"{called.get(theme, theme)} was found {number(len(of_theme))} times by {number(len(entries))} entries, "
            f"{share} of it by «{pattern}»"
        )
    return f"**Finding.** {'; '.join(said)}."


def validity_finding(validity: pd.DataFrame, codebook: pd.DataFrame) -> str:
    """How well the lexicon agrees with the hand coding, theme by theme, in one English paragraph."""
    called = _theme_names(codebook)
    said = [
        f"{called.get(row.theme, row.theme)} {number(row.f1, decimals=2)} "
        f"({number(row.f1_low, decimals=2)}–{number(row.f1_high, decimals=2)}, "
        f"{number(row.true_positives + row.false_negatives)} sentences coded)"
        for row in validity.itertuples()
    ]
    return f"**Finding.** F1 with its 95 % interval: {'; '.join(said)}."


def robustness_finding(pairs: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which pairs keep their order under every choice and which turn, in English; `pairs` is made by `pair_orders`."""
    said = []
    for theme, of_theme in pairs.groupby("theme", observed=True, sort=False):
        every = of_theme["specifications"]
        firm = (of_theme[["a_higher", "b_higher"]].max(axis=1) == every) & (every > 0)
        turning = (of_theme["a_higher"] > 0) & (of_theme["b_higher"] > 0)
        name = names.get(theme, theme)
        kept, turned = number(int(firm.sum())), number(int(turning.sum()))
        said.append(
            f"{name}: {kept} of {number(len(of_theme))} pairs keep their order under every choice, {turned} turn"
        )
    shown = int(pairs["verdict"].isin(["higher", "lower"]).sum())
    return (
        f"**Finding.** {'; '.join(said)}. Of all {number(len(pairs))} comparisons, {number(shown)} are shown as a "
        "difference by the study's own choices."
    )


def names_of(codebook: pd.DataFrame, articles: pd.DataFrame, language: str = "en") -> dict[str, str]:
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
    """What the intervals of *rates* or *contrasts* may be read as, from the unit that was resampled."""
    units = [unit for unit in ("sentence", "article") if table["unit"].eq(unit).any()]
    return " ".join(UNIT[language][unit] for unit in units)


def _finding(theme: str, rates: pd.DataFrame, pairs: pd.DataFrame, called: dict[str, str], language: str) -> str:
    matches = int(rates["matches"].sum())
    known = rates.dropna(subset=["rate"])
    if not matches or known.empty:
        return _opening(ABSENT[language].format(theme=called.get(theme, theme)))
    low, high = known.loc[known["rate"].idxmin()], known.loc[known["rate"].idxmax()]
    level = (LEVEL if rates["group"].nunique() > 1 else ALONE_AT)[language].format(
        theme=called.get(theme, theme),
        matches=MATCHES[language][matches != 1].format(n=number(matches, language)),
        low=number(low["rate"], language, 1),
        low_group=called.get(low["group"], low["group"]),
        high=number(high["rate"], language, 1),
        high_group=called.get(high["group"], high["group"]),
    )
    semicolon, *_, stop = JOIN[language]
    return _opening(semicolon.join([level, *_verdicts(pairs, called, language)]) + stop)


def _opening(sentence: str) -> str:
    """The sentence with a capital where its script has them."""
    return sentence[0].upper() + sentence[1:]


def _verdicts(pairs: pd.DataFrame, called: dict[str, str], language: str) -> list[str]:
    """First the pairs that differ, each with its ratio, then the others gathered under their verdict."""
    words = VERDICTS[language]
    said = [
        _difference(row, called, language) for row in pairs[pairs["verdict"].isin(["higher", "lower"])].itertuples()
    ]
    for verdict in ("no difference shown", "insufficient evidence"):
        rows = pairs[pairs["verdict"] == verdict]
        if len(rows) == 0:
            continue
        if len(rows) == len(pairs) > 1:
            listed = {"en": f"any of the {len(rows)} pairs", "fa": f"هیچ‌یک از {number(len(rows), 'fa')} جفت"}[language]
        else:
            _, and_, comma, _ = JOIN[language]
            couples = [f"{called.get(row.a, row.a)}{and_}{called.get(row.b, row.b)}" for row in rows.itertuples()]
            listed = comma.join(couples)
        said.append(words[verdict].format(pairs=listed))
    return said


def _difference(row, called: dict[str, str], language: str) -> str:
    """One pair that differs, told from the side of the group that speaks of the theme more."""
    a, b, ratio, low, high = row.a, row.b, row.log_ratio, row.low, row.high
    if row.verdict == "lower":
        a, b, ratio, low, high = b, a, -ratio, -high, -low
    kind = "only one" if pd.isna(ratio) else "difference"
    ratio, low, high = (number(2**value, language, 1) for value in (ratio, low, high))
    facts = {"a": called.get(a, a), "b": called.get(b, b), "p": p_value(row.p_adjusted, language)}
    return VERDICTS[language][kind].format(ratio=ratio, low=low, high=high, **facts)


def p_value(p: float, language: str) -> str:
    """A p-value in three decimals, or that it is smaller than they show."""
    return number(p, language, 3) if p >= 0.001 else {"en": "< 0.001", "fa": "کمتر از ۰٫۰۰۱"}[language]
