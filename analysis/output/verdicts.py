"""The verdicts on pairs of groups as clauses, in English or Persian."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.output.wording import number, settled

# What each verdict says of a pair, and what a reader may not read into it.
VERDICTS = {
    "en": {
        "difference": "it is found {ratio} times as often in {a} as in {b} "
        "(95 % interval {low} to {high}, adjusted p {p})",
        "only one": "it is found in {a} and never in {b} (adjusted p {p})",
        "no difference shown": "no difference shown between {pairs}",
        "insufficient evidence": "insufficient evidence to compare {pairs}",
    },
    "fa": {
        "difference": "بسامد آن در {a} {ratio} برابر {b} است (بازه‌ی ۹۵ درصدی {low} تا {high}؛ p تعدیل‌شده {p})",
        "only one": "در {a} دیده می‌شود و در {b} هرگز (p تعدیل‌شده {p})",
        "no difference shown": "میان {pairs} تفاوتی نشان داده نشد",
        "insufficient evidence": "برای مقایسه‌ی {pairs} شواهد کافی نیست",
    },
}
MORE = {"en": "it differs in {n} more of the {all} pairs", "fa": "در {n} جفت دیگر از {all} جفت نیز تفاوت دارد"}
MANY = {"en": "{n} of the {all} pairs", "fa": "{n} جفت از {all} جفت"}
OTHERS = {"en": "the other {n} pairs", "fa": "{n} جفت دیگر"}
EVERY = {"en": "any of the {n} pairs", "fa": "هیچ‌یک از {n} جفت"}
# Two groups are different *from* or compared *with* each other.
COUPLE = {
    "en": {"no difference shown": "{a} and {b}", "insufficient evidence": "{a} with {b}"},
    "fa": {"no difference shown": "{a} و {b}", "insufficient evidence": "{a} با {b}"},
}
JOIN = {"en": ("; ", " and ", ", ", "."), "fa": ("؛ ", " و ", "، ", ".")}
AND = {"en": ", and ", "fa": " و "}  # between clauses
NAMED = 2  # pairs without a difference that a sentence names; of more it says how many
MOST = 6  # pairs with one
# How many comparisons had each verdict: one of them, several, the only one there is, all.
TALLY = {
    "en": {
        "difference": (
            "{n} shows a difference",
            "{n} show a difference",
            "The one comparison shows a difference",
            "All {n} comparisons show a difference",
        ),
        "no difference shown": (
            "in {n} no difference is shown",
            "in {n} no difference is shown",
            "In the one comparison no difference is shown",
            "In none of the {n} comparisons is a difference shown",
        ),
        "insufficient evidence": (
            "for {n} the evidence is insufficient",
            "for {n} the evidence is insufficient",
            "The evidence is insufficient for the one comparison",
            "The evidence is insufficient for all {n} comparisons",
        ),
    },
    "fa": {
        "difference": (
            "در {n} مورد تفاوت نشان داده شد",
            "در {n} مورد تفاوت نشان داده شد",
            "در تنها مقایسه‌ی ممکن تفاوت نشان داده شد",
            "در هر {n} مقایسه تفاوت نشان داده شد",
        ),
        "no difference shown": (
            "در {n} مورد تفاوتی نشان داده نشد",
            "در {n} مورد تفاوتی نشان داده نشد",
            "در تنها مقایسه‌ی ممکن تفاوتی نشان داده نشد",
            "در هیچ‌یک از {n} مقایسه تفاوتی نشان داده نشد",
        ),
        "insufficient evidence": (
            "برای {n} مورد شواهد کافی نبود",
            "برای {n} مورد شواهد کافی نبود",
            "برای تنها مقایسه‌ی ممکن شواهد کافی نبود",
            "برای هیچ‌یک از {n} مقایسه شواهد کافی نبود",
        ),
    },
}
OF = {"en": "Of {n} comparisons, ", "fa": "از {n} مقایسه، "}
ALONE = {"en": "There is only one group, so nothing is compared", "fa": "تنها یک گروه هست و مقایسه‌ای در کار نیست"}
REACH = {
    "en": "The smallest ratio that about four in five corpora like this would show is {ratio} ({theme}, {a} and {b}); "
    "a smaller one is shown less often",
    "fa": "کوچک‌ترین نسبتی که حدود چهار پیکره از هر پنج پیکره‌ی مانند این نشان می‌دهد {ratio} است ({theme}، {a} و {b})؛ "
    "نسبت‌های کوچک‌تر کمتر آشکار می‌شود",
}
LARGEST = 100  # a ratio above it is told by no number: it says only that the corpus is too small
BEYOND = {
    "en": "Even a ratio of {ratio} would be shown by fewer than four in five corpora like this",
    "fa": "حتی نسبت {ratio} را کمتر از چهار پیکره از هر پنج پیکره‌ی مانند این نشان می‌دهد",
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
        if len(rows) <= NAMED:
            couple = COUPLE[language][verdict]
            couples = [couple.format(a=called.get(a, a), b=called.get(b, b)) for a, b in rows[["a", "b"]].to_numpy()]
            named = JOIN[language][1].join(couples)
        else:
            how = EVERY if len(rows) == len(pairs) else OTHERS if len(rows) + len(differing) == len(pairs) else MANY
            named = how[language].format(n=number(len(rows), language), all=every)
        said.append(words[verdict].format(pairs=named))
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
    return VERDICTS[language][kind].format(ratio=ratio, low=low, high=high, **facts)


def p_value(p: float, language: str) -> str:
    """A p-value in three decimals, or that it is smaller than they show."""
    return number(p, language, 3) if p >= 0.001 else {"en": "< 0.001", "fa": "کمتر از ۰٫۰۰۱"}[language]


def tally(contrasts: pd.DataFrame, language: str = "en") -> str:
    """How many comparisons ended with which verdict, as one sentence without its full stop."""
    if contrasts.empty:
        return ALONE[language]
    found = contrasts["verdict"].replace({"higher": "difference", "lower": "difference"}).value_counts().to_dict()
    every = len(contrasts)
    said = [
        form[2 * (n == every) + (n != 1)].format(n=number(n, language))
        for verdict, form in TALLY[language].items()
        if (n := found.get(verdict, 0))
    ]
    if len(said) == 1:
        return said[0]
    return OF[language].format(n=number(every, language)) + JOIN[language][2].join(said[:-1]) + AND[language] + said[-1]


def reach(contrasts: pd.DataFrame, names: Mapping[str, str], language: str = "en") -> str:
    """The smallest difference that the corpus could have shown at all, as one sentence without its full stop."""
    known = contrasts.dropna(subset="detectable_ratio")
    if known.empty:
        return tally(contrasts, language)
    best = known.loc[known["detectable_ratio"].idxmin()]
    if best["detectable_ratio"] > LARGEST:
        return BEYOND[language].format(ratio=number(LARGEST, language))
    a, b, theme = (settled(str(names.get(best[column], best[column])), language) for column in ("a", "b", "theme"))
    return REACH[language].format(ratio=number(best["detectable_ratio"], language, 1), theme=theme, a=a, b=b)
