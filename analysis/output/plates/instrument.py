"""Plates of the instrument: how far the lexicon agrees with the hand coding, what other choices would have shown."""

from __future__ import annotations

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from analysis.output import figures
from analysis.output.findings import names_of
from analysis.output.plates import Plate, phrase
from analysis.output.wording import CODERS, FIGURES, LANGUAGES, Language, joints, number, opening, some, template_words
from analysis.statistics.multiverse import choices_of
from analysis.statistics.robustness import orderings
from analysis.study import Study


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

    worst = table.sort_values(["f1", "f1_low"], kind="stable").iloc[0]
    what = {language: _agreement(table, coder if several else "", language) for language in LANGUAGES}
    takeaway = {
        language: phrase(
            "weakest",
            language,
            theme=names_of(study, language).get(worst["theme"], worst["theme"]),
            f1=number(worst["f1"], language, 2),
            low=number(worst["f1_low"], language, 2),
        )
        for language in LANGUAGES
    }
    return [Plate("validation", table, drawn, what, takeaway, "bootstrap", of_counted=False)]


def _agreement(table: pd.DataFrame, coder: str, language: Language) -> str:
    """What is compared, and on how much: the coder is named where there are several."""
    called = CODERS.get(coder, coder) if language == "fa" else coder
    return phrase(
        "agreement",
        language,
        whose=phrase("by_coder", language, name=called) if coder else "",
        sentences=some(table["sentences"].max(), "sentence", language),
        articles=some(table["articles"].max(), "article", language),
    )


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
    name = {language: opening(called[language].get(theme, theme)) for language in LANGUAGES}
    count = table["specification"].nunique()
    return Plate(
        f"curves-{place}",
        table,
        partial(_draw_curve, table, name, called),
        {
            language: phrase("curve", language, theme=name[language], n=number(count, language))
            for language in LANGUAGES
        },
        {language: _commonest(orders, called[language], language) for language in LANGUAGES},
    )


def _commonest(orders: pd.DataFrame, called: dict[str, str], language: Language) -> str:
    """The ordering that most combinations give, or those that share the first place, with the verdicts on the pairs."""
    most = orders[orders["specifications"] == orders["specifications"].max()]
    semicolon = joints(language)["semicolon"]
    first = phrase(
        "commonest",
        language,
        len(most) > 1,
        n=number(len(most), language),
        share=number(100 * most["share"].iloc[0], language),
        orders=semicolon.join(_translated(order, called) for order in most["order"]),
    )
    shown, pairs = most[["pairs_shown", "pairs"]].iloc[0]
    form = 2 * (pairs == 1) + (shown > 0)
    return (
        first + semicolon + phrase("differing", language, form, n=number(shown, language), all=number(pairs, language))
    )


def _draw_curve(table: pd.DataFrame, name: dict, called: dict, ax: Axes, language: Language) -> Axes:
    return figures.specification(
        table,
        ax,
        choices=[choice for choice in choices_of(table) if table[choice].nunique() > 1],
        title=phrase("curve_title", language, theme=name[language]),
        shown=called[language] | template_words(FIGURES)[language].get("choice", {}),
        language=language,
    )


def _translated(order: str, called: dict[str, str]) -> str:
    """An ordering «A > B = C» with the names of a language."""
    parts = [[called.get(group, group) for group in tie.split(" = ")] for tie in order.split(" > ")]
    return " > ".join(" = ".join(tie) for tie in parts)
