"""The figures of a study: which tables are drawn, and the one sentence a reader should take from each."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import Markdown, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.output import figures
from analysis.output.findings import names_of, reach, tally
from analysis.output.wording import number, percent
from analysis.statistics.contrasts import contrasts_of
from analysis.statistics.counting import counted
from analysis.statistics.rates import rates_of, subtheme_rates
from analysis.study import Study

LANGUAGES = ("fa", "en")


class Plate(NamedTuple):
    """One figure in both languages: its file's name, the numbers behind it, how it is drawn, what it says."""

    name: str
    table: pd.DataFrame
    draw: Callable[[Axes, str], Axes]
    what: dict[str, str]  # what the figure shows, by language
    takeaway: dict[str, str]  # what a reader should take from it, computed from the table
    unit: str | None  # what the intervals take as sampled
    interval: str  # their method, one of captions.INTERVALS


def draw(plate: Plate, language: str) -> Figure:
    """The figure of a plate, within the style in force."""
    figure, ax = plt.subplots()
    plate.draw(ax, language)
    return figure


def present(make: Callable[[Study], Plate | None], study: Study) -> None:
    """Show a plate in a notebook, once in each language, under the sentence a reader should take from it."""
    plate = make(study)
    if plate is None:
        display(Markdown("This corpus has nothing to draw here."))
        return
    for language in LANGUAGES:
        direction = "rtl" if language == "fa" else "ltr"
        display(Markdown(f'<p dir="{direction}" lang="{language}"><b>{escape(plate.takeaway[language])}.</b></p>'))
        with figures.style(language=language):
            figure = draw(plate, language)
            display(figure)
            plt.close(figure)


def caption(plate: Plate, study: Study, language: str) -> str:
    """What stands under the figure: what it shows, on how much text, how its intervals came about, and the lexicon."""
    rows = counted(study.sentences)
    return figures.caption(
        f"{plate.what[language]}. {plate.takeaway[language]}",
        articles=len(study.articles),
        sentences=len(rows),
        words=int(rows["words"].sum()),
        unit=plate.unit,
        interval=plate.interval,
        lexicon=study.folder / "themes.toml",
        language=language,
    )


def _names(study: Study, language: str) -> dict[str, str]:
    return names_of(study.codebook, study.articles, language)


def _unit(table: pd.DataFrame) -> str:
    """What a caption says was sampled: the sentence as soon as one interval rests on sentences."""
    return "sentence" if table["unit"].eq("sentence").any() else "article"


def cities(study: Study) -> Plate:
    """Rates of the themes by city."""
    return _profile(study, "city", "cities", ("شهرها", "cities"))


def officials(study: Study) -> Plate:
    """Rates of the themes by official."""
    return _profile(study, "official", "officials", ("مسئولان", "officials"))


def _profile(study: Study, by: str, name: str, groups: tuple[str, str]) -> Plate:
    table = rates_of(study.counts, study.articles, by)
    pairs = contrasts_of(study.counts, study.articles, by) if table["group"].nunique() > 1 else pd.DataFrame()

    def drawn(ax: Axes, language: str) -> Axes:
        return figures.profile(table, ax, codebook=study.codebook, groups=_names(study, language), language=language)

    what = {
        "fa": f"بسامد مضمون‌ها در گفتار {groups[0]}، در هزار واژه",
        "en": f"Rates of the themes by {groups[1]}, per 1,000 words",
    }
    takeaway = {language: tally(pairs, language) for language in LANGUAGES}
    return Plate(name, table, drawn, what, takeaway, _unit(table), "rate")


def subthemes(study: Study) -> Plate:
    """Rates of the sub-themes inside each theme, by official."""
    table = subtheme_rates(study.articles, study.sentences, study.matches, study.codebook, by="official")

    def drawn(ax: Axes, language: str) -> Axes:
        return figures.subthemes(table, ax, codebook=study.codebook, groups=_names(study, language), language=language)

    sums = table.groupby(["theme", "subtheme"], observed=True, sort=False)["matches"].sum()
    (theme, subtheme), most = sums.idxmax(), int(sums.max())
    known = study.codebook.set_index(["theme", "subtheme"])
    called = {language: known.loc[(theme, subtheme), f"name_{language}"] for language in LANGUAGES}
    share = {language: percent(most / max(int(sums.sum()), 1), language) for language in LANGUAGES}
    return Plate(
        "subthemes",
        table,
        drawn,
        {"fa": "زیرمضمون‌ها در گفتار هر مسئول", "en": "The sub-themes inside each theme, by official"},
        {
            "fa": f"پربسامدترین زیرمضمون «{called['fa']}» است: {number(most, 'fa')} مورد، {share['fa']} همه",
            "en": f"The most frequent sub-theme is {called['en']}: {number(most)} matches, {share['en']} of all",
        },
        _unit(table),
        "rate",
    )


def dispersion(study: Study) -> Plate:
    """Where in each article the themes fall."""
    rows = counted(study.sentences)
    titles = dict(zip(study.articles["article"], study.articles["official"], strict=True))

    def drawn(ax: Axes, language: str) -> Axes:
        known = _names(study, language)
        return figures.dispersion(
            study.sentences,
            study.matches,
            ax,
            counting=rows,
            codebook=study.codebook,
            articles={article: known.get(name, name) for article, name in titles.items()},
            language=language,
        )

    columns = ["article", "sentence", "theme", "subtheme", "start", "end", "entry"]
    table = study.matches[columns].merge(rows[["article", "sentence", "part", "speaker"]], on=["article", "sentence"])
    length = study.articles.set_index("article")["text"].str.len()
    early = (table["start"] < table["article"].map(length) / 2).mean()
    return Plate(
        "dispersion",
        table,
        drawn,
        {
            "fa": "جای مضمون‌ها در هر متن، با گوینده و بخش صفحه",
            "en": "Where in each article the themes fall, with voice and part",
        },
        {
            "fa": f"{percent(early, 'fa')} موردهای شمرده در نیمه‌ی نخست متن خود است",
            "en": f"{percent(early)} of the counted matches stand in the first half of their article",
        },
        None,
        "none",
    )


def pairs(study: Study) -> Plate | None:
    """Every pair of cities on every theme; None where there is one city."""
    if study.articles["city"].nunique() < 2:
        return None
    table = contrasts_of(study.counts, study.articles, "city")

    def drawn(ax: Axes, language: str) -> Axes:
        return figures.contrasts(table, ax, codebook=study.codebook, groups=_names(study, language), language=language)

    return Plate(
        "pairs",
        table,
        drawn,
        {
            "fa": "سنجش دوبه‌دوی شهرها در هر مضمون، با داوری",
            "en": "Every pair of cities on every theme, with its verdict",
        },
        {language: reach(table, _names(study, language), language) for language in LANGUAGES},
        _unit(table),
        "contrast",
    )


# In the order of the argument; a plate that a corpus cannot fill is None.
PLATES: tuple[Callable[[Study], Plate | None], ...] = (cities, officials, subthemes, dispersion)
