"""Plates of the texts themselves: where themes fall, which share sentences, which words each city says more."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.output import figures
from analysis.output.findings import names_of
from analysis.output.plates import Plate, phrase, phrases
from analysis.output.wording import LANGUAGES, Language, joints, number, percent, some
from analysis.statistics import cooccurrence as shared
from analysis.statistics import keyness as statistics
from analysis.statistics.dispersion import first_half
from analysis.statistics.intervals import ALPHA
from analysis.statistics.keyness import word_counts
from analysis.statistics.permutation import least_p
from analysis.study import Study
from analysis.text.counted import counted
from analysis.text.function_words import is_function_word
from analysis.text.lemmas import citation
from analysis.text.names import WORD
from analysis.text.persian import joined_key, normal

MOST_CITIES, MOST_ROWS = 6, 50  # those with the most text, and the rows that a page holds


def dispersion(study: Study) -> list[Plate]:
    """Where in each article the themes fall; nothing where none does."""
    rows = counted(study.sentences)
    columns = ["article", "sentence", "theme", "subtheme", "start", "end", "entry"]
    table = study.matches[columns].merge(rows[["article", "sentence", "part", "speaker"]], on=["article", "sentence"])
    if table.empty:
        return []

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.dispersion(
            study.sentences,
            study.matches,
            ax,
            counting=rows,
            codebook=study.codebook,
            articles=_titles(study, language),
            language=language,
        )

    early = first_half(study.articles, table)
    takeaway = {language: phrase("early", language, share=percent(early, language)) for language in LANGUAGES}
    return [Plate("dispersion", table, drawn, phrases("places"), takeaway)]


def _titles(study: Study, language: Language) -> dict[str, str]:
    """What each article is called: by its official, and where one has several articles by its id too."""
    known, officials = names_of(study, language), study.articles["official"]
    called = [known.get(name, name) for name in officials]
    several = officials.duplicated(keep=False)
    rows = zip(study.articles["article"], called, several, strict=True)
    comma = joints(language)["comma"]
    return {article: f"{name}{comma}{article}" if more else name for article, name, more in rows}


def together(study: Study) -> list[Plate]:
    """Which themes share sentences; none where no two do."""
    if study.counts["theme"].nunique() < 2:
        return []
    table = shared.cooccurrence(study.counts)

    def drawn(ax: Axes, language: Language) -> Axes:
        return figures.cooccurrence(table, ax, codebook=study.codebook, language=language)

    most = table.loc[table["both"].idxmax()]
    if not most["both"]:
        return []
    takeaway = {language: _meeting(most, names_of(study, language), language) for language in LANGUAGES}
    return [Plate("together", table, drawn, phrases("together"), takeaway)]


def _meeting(pair: pd.Series, called: dict[str, str], language: Language) -> str:
    """How often two themes share a sentence, how often chance would have them do so, and which of the two is shown."""
    a, b = (called.get(pair[side], pair[side]) for side in ("a", "b"))
    shown = pair["p_adjusted"] <= ALPHA
    return phrase(
        "meeting",
        language,
        a=a,
        b=b,
        both=some(pair["both"], "sentence", language),
        expected=number(pair["expected"], language, 1),
        verdict=phrase("chance", language, 1 + (pair["both"] > pair["expected"]) if shown else 0),
    )


def keywords(study: Study) -> list[Plate]:
    """The words that each city says more than the others; none where there are no two, or they say the same."""
    cities = study.rates("city").dropna(subset="group").groupby("group", sort=False)[["words", "articles"]].max()
    cities = cities[cities["words"] > 0]
    if len(cities) < 2:
        return []
    shown = cities.loc[cities.index.isin(cities["words"].nlargest(MOST_CITIES).index)]  # in the order of every figure
    words = word_counts(study.sentences, study.tokens)
    left_out = {word for word in words["word"].unique() if is_function_word(word)} | _names_said(study)
    table = statistics.keywords(study.articles, words, "city", list(shown.index), left_out)
    table = table.assign(word=table["word"].map(citation))
    more = table[table["log_ratio"] > 0]
    if more.empty:
        return []

    def drawn(ax: Axes, language: Language) -> Axes:
        most = min(12, MOST_ROWS // more["group"].nunique() - 1)
        return figures.keywords(table, ax, groups=names_of(study, language), most=most, language=language)

    chosen = len(cities) > len(shown)
    what = {
        language: phrase("keywords", language, chosen, n=number(len(shown), language)) + phrase("left_out", language)
        for language in LANGUAGES
    }
    least = min(least_p(n, int(cities["articles"].sum()) - n) for n in shown["articles"])
    takeaway = {language: _tested(table, least, language) for language in LANGUAGES}
    return [Plate("keywords", table, drawn, what, takeaway)]


def _tested(table: pd.DataFrame, least: float, language: Language) -> str:
    """How many words were tested and how many differ, or why none could: no p can be under `least`."""
    tested, firm = int(table["p"].notna().sum()), int(table["p_adjusted"].le(ALPHA).sum())
    return phrase(
        "tested",
        language,
        2 if not least <= ALPHA else not firm,
        n=number(tested, language),
        firm=number(firm, language),
        alpha=number(ALPHA, language, 2),
    )


def _names_said(study: Study) -> set[str]:
    """The lemmas of the words of which the names of the officials and the cities consist, however they are spaced."""
    names = {part for column in ("official", "city") for name in study.articles[column] for part in name.split()}
    keys = {joined_key(part) for name in names for part in (name, *WORD.findall(normal(name)))}
    key = study.tokens["word"].map({word: joined_key(word) for word in study.tokens["word"].unique()})
    ahead = (key + key.shift(-1, fill_value="")).isin(keys)  # امیر محمد for امیرمحمد
    named = key.isin(keys) | ahead | ahead.shift(1, fill_value=False)
    return {*study.tokens.loc[named, "lemma"]}
