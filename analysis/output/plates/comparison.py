"""Plates that compare: cities, other groups, sub-themes, every pair with its verdict."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.errors import PageError
from analysis.output import figures
from analysis.output.export import NAME
from analysis.output.findings import names_of
from analysis.output.plates import Plate, phrase, phrases
from analysis.output.verdicts import reach, tally
from analysis.output.wording import LANGUAGES, Language, kind, percent, some
from analysis.statistics.rates import subtheme_rates
from analysis.study import Study


def cities(study: Study) -> list[Plate]:
    """Rates of the themes by city."""
    return [_profile(study, "city", "cities")]


def groups(study: Study) -> list[Plate]:
    """Rates of the themes by official, and by each further column that the study was asked to compare by."""
    made = [_profile(study, "official", "officials")] if "official" in study.by else []
    return made + [_profile(study, by, _named(by, n)) for n, by in enumerate(study.further, 1)]


def _named(by: str, n: int) -> str:
    """The name of the figure of a further column: the column's own, or its number where a figure cannot bear that."""
    name = f"groups-{by}"
    return name if NAME.match(name) else f"group-{n}"


def _profile(study: Study, by: str, name: str) -> Plate:
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

    what = {language: phrase("rates", language, group=kind(by, language)["group"]) for language in LANGUAGES}
    takeaway = {language: tally(pairs, language) for language in LANGUAGES}
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
        language: phrase(
            "foremost",
            language,
            name=known.loc[(theme, subtheme), f"name_{language}"],
            matches=some(most, "match", language),
            share=percent(most / int(sums.sum()), language),
        )
        for language in LANGUAGES
    }
    return [Plate("subthemes", table, drawn, phrases("inside"), takeaway, "rate")]


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
    return [Plate("pairs", table, drawn, phrases("every_pair"), takeaway, "contrast")]
