"""Plates of the instrument: how far the lexicon agrees with the hand coding, what other choices would have shown."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.output import figures
from analysis.output.findings import names_of
from analysis.output.plates import Plate
from analysis.output.wording import CODERS, LANGUAGES, Language, number, some
from analysis.statistics.robustness import orderings
from analysis.study import Study

CHOICES = ("measure", "error", "lexicon", "matching", "ZWNJ", "repeats", "headline and lead", "voices")
IN_PERSIAN = {
    "measure": "سنجه",
    "rate": "بسامد",
    "share": "سهم جمله‌ها",
    "error": "خطای واژگان",
    "raw": "خام",
    "corrected": "تصحیح‌شده",
    "lexicon": "واژگان",
    "core": "هسته",
    "core + extended": "هسته و گسترده",
    "matching": "تطبیق واژه",
    "lemma": "بن‌واژه",
    "form": "صورت",
    "ZWNJ": "نیم‌فاصله",
    "restored": "بازسازی‌شده",
    "as scraped": "چنان‌که بود",
    "repeats": "تکرارها",
    "once": "یک بار",
    "every time": "هر بار",
    "headline and lead": "تیتر و لید",
    "in": "با آن",
    "out": "بی آن",
    "voices": "گویندگان",
    "all": "همه",
    "official": "تنها مسئول",
}


AGREEMENT = {
    "fa": "دقت، بازیابی و F1 واژگان در برابر کدگذاری دستی{whose}، در {sentences} جمله از {articles} خبر، "
    "شمرده یا نشمرده",
    "en": "Precision, recall and F1 against the hand coding{whose}, in {sentences} of {articles}, counted or not",
}
WEAKEST = {
    "fa": "ضعیف‌ترین مضمون «{theme}» است: F1 برابر {f1}، کران پایین {low}",
    "en": "The weakest theme is {theme}: F1 {f1}, lower bound {low}",
}


def validation(study: Study) -> list[Plate]:
    """Precision, recall and F1 of each theme against the first coder's coding; none where there is no coding."""
    if study.validity is None:
        return []
    coder, several = study.coders[0], len(study.coders) > 1
    table = study.validity[study.validity["coder"] == coder].drop(columns="coder")
    if table["f1"].isna().all():
        return []

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.validity(table, ax, codebook=study.codebook, language=language)

    whose = {"fa": f" «{CODERS.get(coder, coder)}»", "en": f" by “{coder}”"} if several else {"fa": "", "en": ""}
    worst = table.loc[table["f1"].idxmin()]
    what = {
        language: AGREEMENT[language].format(whose=whose[language], **_read(table, language)) for language in LANGUAGES
    }
    takeaway = {
        language: WEAKEST[language].format(
            theme=names_of(study, language).get(worst["theme"], worst["theme"]),
            f1=number(worst["f1"], language, 2),
            low=number(worst["f1_low"], language, 2),
        )
        for language in LANGUAGES
    }
    return [Plate("validation", table, drawn, what, takeaway, "bootstrap", of_counted=False)]


def _read(table: pd.DataFrame, language: Language) -> dict[str, str]:
    """How many sentences a coder read, and in how many articles."""
    read = {"sentences": table["sentences"].max(), "articles": table["articles"].max()}
    return {many: number(n, "fa") if language == "fa" else some(n, many[:-1]) for many, n in read.items()}


def curves(study: Study) -> list[Plate]:
    """A specification curve for each theme: every city under every combination of choices; none with one city."""
    if study.articles["city"].nunique() < 2:
        return []
    table = study.specifications
    orders = orderings(table, study.contrasts("city"))
    made = []
    for place, (theme, of_theme) in enumerate(orders.groupby("theme", observed=True), start=1):
        own = table[table["theme"] == theme]
        if own["log_ratio"].notna().any():
            made.append(_curve(study, own, str(theme), of_theme, place))
    return made


def _curve(study: Study, table: pd.DataFrame, theme: str, orders: pd.DataFrame, place: int) -> Plate:
    called = {language: names_of(study, language) for language in LANGUAGES}
    name = {language: called[language].get(theme, theme) for language in LANGUAGES}
    count = {language: number(table["specification"].nunique(), language) for language in LANGUAGES}
    return Plate(
        f"curves-{place}",
        table,
        partial(_draw_curve, table, name, called),
        {
            "fa": f"«{name['fa']}» در {count['fa']} ترکیب از انتخاب‌های ممکن",
            "en": f"{name['en'].capitalize()} under {count['en']} combinations of reasonable choices",
        },
        {language: _commonest(orders, called[language], language) for language in LANGUAGES},
    )


COMMONEST = {
    "fa": (
        "رایج‌ترین ترتیب ({orders}) در {share} درصد ترکیب‌ها دیده می‌شود",
        "{n} ترتیب به یک اندازه رایج‌اند، هر یک در {share} درصد ترکیب‌ها ({orders})",
    ),
    "en": (
        "The most common ordering ({orders}) holds in {share} % of the combinations",
        "{n} orderings are equally common, each in {share} % of the combinations ({orders})",
    ),
}
DIFFERING = {
    "fa": "با انتخاب‌های خود این مطالعه تفاوت {n} جفت از {all} جفت شهر نشان داده شد",
    "en": "under the study’s own choices a difference is shown for {n} of {all} pairs of cities",
}


def _commonest(orders: pd.DataFrame, called: dict[str, str], language: Language) -> str:
    """The ordering that most combinations give, or those that share the first place, with the verdicts on the pairs."""
    most = orders[orders["specifications"] == orders["specifications"].max()]
    semicolon = {"fa": "؛ ", "en": "; "}[language]
    first = COMMONEST[language][len(most) > 1].format(
        n=number(len(most), language),
        share=number(100 * most["share"].iloc[0], language),
        orders=semicolon.join(_translated(order, called) for order in most["order"]),
    )
    shown, pairs = (number(most[column].iloc[0], language) for column in ("pairs_shown", "pairs"))
    return first + semicolon + DIFFERING[language].format(n=shown, all=pairs)


def _draw_curve(table: pd.DataFrame, name: dict, called: dict, ax: Axes, language: Language) -> Axes:
    title = {
        "fa": f"{name['fa']}: نسبت به همه‌ی شهرها (لگاریتم در پایه‌ی ۲)",
        "en": f"{name['en'].capitalize()}: log2 ratio to all cities",
    }
    return figures.specification(
        table,
        ax,
        choices=[choice for choice in CHOICES if choice in table and table[choice].nunique() > 1],
        title=title[language],
        shown=called[language] | (IN_PERSIAN if language == "fa" else {}),
        language=language,
    )


def _translated(order: str, called: dict[str, str]) -> str:
    """An ordering «A > B = C» with the names of a language."""
    parts = [[called.get(group, group) for group in tie.split(" = ")] for tie in order.split(" > ")]
    return " > ".join(" = ".join(tie) for tie in parts)
