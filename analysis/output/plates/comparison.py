"""Plates that compare: cities, officials, sub-themes, every pair with its verdict."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.errors import PageError
from analysis.output import figures
from analysis.output.plates import Plate, names, unit_of
from analysis.output.verdicts import reach, tally
from analysis.output.wording import LANGUAGES, Language, number, percent, some
from analysis.statistics.rates import subtheme_rates
from analysis.study import GROUPS, Study


def cities(study: Study) -> list[Plate]:
    """Rates of the themes by city."""
    return _profile(study, "city", "cities", ("شهر", "city"))


def officials(study: Study) -> list[Plate]:
    """Rates of the themes by official."""
    return _profile(study, "official", "officials", ("مسئول", "official"))


def groups(study: Study) -> list[Plate]:
    """Rates of the themes by each further column that the study was asked to compare by."""
    further = [by for by in study.by if by not in GROUPS]
    return [
        plate for n, by in enumerate(further, 1) for plate in _profile(study, by, f"group-{n}", (f"«{by}»", f"“{by}”"))
    ]


def _profile(study: Study, by: str, name: str, called: tuple[str, str]) -> list[Plate]:
    table = study.rates(by)
    pairs = study.contrasts(by)

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.profile(
            table,
            ax,
            contrasts=pairs if len(pairs) else None,
            codebook=study.codebook,
            groups=names(study, language),
            language=language,
        )

    what: dict[Language, str] = {
        "fa": f"بسامد مضمون‌ها به تفکیک {called[0]}، در هزار واژه",
        "en": f"Rates of the themes by {called[1]}, per 1,000 words",
    }
    takeaway: dict[Language, str] = {language: tally(pairs, language) for language in LANGUAGES}
    return [Plate(name, table, drawn, what, takeaway, unit_of(table), "rate")]


def subthemes(study: Study) -> list[Plate]:
    """Rates of the sub-themes inside each theme, by official; nothing where there is none or none occurs."""
    if study.codebook["subtheme"].eq("").all():
        return []
    table = subtheme_rates(study.articles, study.sentences, study.matches, study.codebook, by="official")

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.subthemes(table, ax, codebook=study.codebook, groups=names(study, language), language=language)

    sums = table.groupby(["theme", "subtheme"], observed=True, sort=False)["matches"].sum()
    if not sums.any():
        return []
    (theme, subtheme), most = sums.idxmax(), int(sums.max())
    known = study.codebook.set_index(["theme", "subtheme"])
    called = {language: known.loc[(theme, subtheme), f"name_{language}"] for language in LANGUAGES}
    share = {language: percent(most / max(int(sums.sum()), 1), language) for language in LANGUAGES}
    plate = Plate(
        "subthemes",
        table,
        drawn,
        {"fa": "زیرمضمون‌ها در گفتار هر مسئول", "en": "The sub-themes inside each theme, by official"},
        {
            "fa": f"پربسامدترین زیرمضمون «{called['fa']}» است: {number(most, 'fa')} مورد، "
            f"{share['fa']} موردهای همه‌ی زیرمضمون‌ها",
            "en": f"The most frequent sub-theme is {called['en']}: {some(most, 'match', 'matches')}, "
            f"{share['en']} of those of all sub-themes",
        },
        unit_of(table),
        "rate",
    )
    return [plate]


def pairs(study: Study) -> list[Plate]:
    """Every pair of cities on every theme, as marks alone where a page cannot hold the ratios; none for one city."""
    table = study.contrasts("city")
    if table.empty:
        return []

    def drawn(ax: Axes, language: Language) -> Axes:
        called = {"codebook": study.codebook, "groups": names(study, language), "language": language}
        try:
            return figures.contrasts(table, ax, **called)
        except PageError:
            return figures.verdicts(table, ax, **called)

    plate = Plate(
        "pairs",
        table,
        drawn,
        {
            "fa": "مقایسه‌ی دوبه‌دوی شهرها در هر مضمون، با داوری درباره‌ی هر جفت",
            "en": "Every pair of cities on every theme, with its verdict",
        },
        {language: reach(table, names(study, language), language) for language in LANGUAGES},
        unit_of(table),
        "contrast",
    )
    return [plate]
