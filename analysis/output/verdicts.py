"""The verdicts on pairs of groups as clauses, in English or Persian."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.wording import number, settled

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
MORE = {"en": "it differs in {n} more of the {all} pairs", "fa": "در {n} جفت دیگر از {all} جفت نیز تفاوت دارد"}
MANY = {"en": "{n} of the {all} pairs", "fa": "{n} جفت از {all} جفت"}
EVERY = {"en": "any of the {n} pairs", "fa": "هیچ‌یک از {n} جفت"}
JOIN = {"en": ("; ", " and ", ", ", "."), "fa": ("؛ ", " و ", "، ", ".")}
NAMED = 2  # so many pairs of one verdict are named even where they are all there are
MOST = 6  # pairs that a sentence names; of more it says how many
TALLY = {
    "en": "Verdicts ({all}): difference {higher}, no difference shown {none}, insufficient evidence {unknown}",
    "fa": "داوری‌ها ({all}): تفاوت {higher}، «تفاوتی نشان داده نشد» {none}، شواهد ناکافی {unknown}",
}
ALONE = {"en": "There is only one group, so nothing is compared", "fa": "تنها یک گروه هست و مقایسه‌ای در کار نیست"}
REACH = {
    "en": "The smallest ratio shown in about four of five corpora like this would be {ratio} ({theme}, {a} and {b})",
    "fa": "کوچک‌ترین نسبتی که در حدود چهار از پنج پیکره‌ی مانند این نشان داده می‌شد {ratio} است ({theme}، {a} و {b})",
}


def clauses(pairs: pd.DataFrame, called: Mapping[str, str], language: str) -> list[str]:
    """First the pairs that differ, each with its ratio, then the others gathered under their verdict."""
    words = VERDICTS[language]
    differing, every = pairs[pairs["verdict"].isin(["higher", "lower"])], number(len(pairs), language)
    said = [_difference(row, called, language) for row in differing.head(MOST).itertuples()]
    if len(differing) > MOST:
        said.append(MORE[language].format(n=number(len(differing) - MOST, language), all=every))
    for verdict in ("no difference shown", "insufficient evidence"):
        rows = pairs[pairs["verdict"] == verdict]
        if len(rows) == 0:
            continue
        if len(rows) == len(pairs) > NAMED:
            listed = EVERY[language].format(n=every)
        elif len(rows) > MOST:
            listed = MANY[language].format(n=number(len(rows), language), all=every)
        else:
            _, and_, comma, _ = JOIN[language]
            couples = [f"{called.get(row.a, row.a)}{and_}{called.get(row.b, row.b)}" for row in rows.itertuples()]
            listed = comma.join(couples)
        said.append(words[verdict].format(pairs=listed))
    return said


def _difference(row, called: Mapping[str, str], language: str) -> str:
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
