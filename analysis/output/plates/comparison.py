"""Plates that compare: cities, other groups, sub-themes, every pair with its verdict."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.errors import PageError
from analysis.output import figures
from analysis.output.findings import names_of
from analysis.output.plates import Plate
from analysis.output.verdicts import reach, tally
from analysis.output.wording import LANGUAGES, Language, number, percent, some
from analysis.statistics.rates import subtheme_rates
from analysis.study import Study

INSIDE: dict[Language, str] = {
    "fa": "زیرمضمون‌ها در گفتار هر مسئول",
    "en": "The sub-themes inside each theme, by official",
}
FOREMOST = {
    "fa": "پربسامدترین زیرمضمون «{name}» است: {matches} مورد، {share} موردهای همه‌ی زیرمضمون‌ها",
    "en": "The most frequent sub-theme is {name}: {matches}, {share} of those of all sub-themes",
}
EVERY_PAIR: dict[Language, str] = {
    "fa": "مقایسه‌ی دوبه‌دوی شهرها در هر مضمون، با داوری درباره‌ی هر جفت",
    "en": "Every pair of cities on every theme, with its verdict",
}


def cities(study: Study) -> list[Plate]:
    """Rates of the themes by city."""
    return [_profile(study, "city", "cities", ("شهر", "city"))]


def groups(study: Study) -> list[Plate]:
    """Rates of the themes by official, and by each further column that the study was asked to compare by."""
    made = [_profile(study, "official", "officials", ("مسئول", "official"))] if "official" in study.by else []
    further = enumerate(study.further, 1)
    return made + [_profile(study, by, f"group-{n}", (f"«{by}»", f"“{by}”")) for n, by in further]


def _profile(study: Study, by: str, name: str, called: tuple[str, str]) -> Plate:
    table = study.rates(by)
    pairs = study.contrasts(by)

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.profile(
            table,
            ax,
            contrasts=pairs if len(pairs) else None,
            codebook=study.codebook,
            groups=names_of(study, language),
            language=language,
        )

    what: dict[Language, str] = {
        "fa": f"بسامد مضمون‌ها به تفکیک {called[0]}، در هزار واژه",
        "en": f"Rates of the themes by {called[1]}, per 1,000 words",
    }
    takeaway: dict[Language, str] = {language: tally(pairs, language) for language in LANGUAGES}
    return Plate(name, table, drawn, what, takeaway, "rate")


def subthemes(study: Study) -> list[Plate]:
    """Rates of the sub-themes inside each theme, by official; nothing where there is none or none occurs."""
    if study.codebook["subtheme"].eq("").all():
        return []
    table = subtheme_rates(study.articles, study.sentences, study.matches, study.codebook, by="official")

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.subthemes(
            table, ax, codebook=study.codebook, groups=names_of(study, language), language=language
        )

    sums = table.groupby(["theme", "subtheme"], observed=True, sort=False)["matches"].sum()
    if not sums.any():
        return []
    (theme, subtheme), most = sums.idxmax(), int(sums.max())
    known = study.codebook.set_index(["theme", "subtheme"])
    takeaway = {
        language: FOREMOST[language].format(
            name=known.loc[(theme, subtheme), f"name_{language}"],
            matches=number(most, "fa") if language == "fa" else some(most, "match", "matches"),
            share=percent(most / int(sums.sum()), language),
        )
        for language in LANGUAGES
    }
    return [Plate("subthemes", table, drawn, INSIDE, takeaway, "rate")]


def pairs(study: Study) -> list[Plate]:
    """Every pair of cities on every theme, as marks alone where a page cannot hold the ratios; none for one city."""
    table = study.contrasts("city")
    if table.empty:
        return []

    def drawn(ax: Axes, language: Language) -> Axes:
        called = {"codebook": study.codebook, "groups": names_of(study, language), "language": language}
        try:
            return figures.contrasts(table, ax, **called)
        except PageError:
            return figures.verdicts(table, ax, **called)

    takeaway = {language: reach(table, names_of(study, language), language) for language in LANGUAGES}
    return [Plate("pairs", table, drawn, EVERY_PAIR, takeaway, "contrast")]
