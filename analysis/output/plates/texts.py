"""Plates of the texts themselves: where themes fall, which share sentences, which words set two cities apart."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.output import figures
from analysis.output.plates import Plate, names
from analysis.output.wording import LANGUAGES, Language, number, percent
from analysis.statistics import cooccurrence as shared
from analysis.statistics.dispersion import first_half
from analysis.statistics.keyness import keyness, word_counts
from analysis.study import Study
from analysis.text.counted import counted
from analysis.text.lemmas import citation


def dispersion(study: Study) -> list[Plate]:
    """Where in each article the themes fall; nothing where none does."""
    rows = counted(study.sentences)
    titles: dict[str, str] = dict(zip(study.articles["article"], study.articles["official"], strict=True))
    alone = study.articles["official"].nunique() == len(study.articles)

    def drawn(ax: Axes, language: Language) -> Axes:
        known = names(study, language)
        return figures.dispersion(
            study.sentences,
            study.matches,
            ax,
            counting=rows,
            codebook=study.codebook,
            articles={
                article: known.get(name, name) if alone else f"{known.get(name, name)}, {article}"
                for article, name in titles.items()
            },
            language=language,
        )

    columns = ["article", "sentence", "theme", "subtheme", "start", "end", "entry"]
    table = study.matches[columns].merge(rows[["article", "sentence", "part", "speaker"]], on=["article", "sentence"])
    if table.empty:
        return []
    early = first_half(study.articles, table)
    plate = Plate(
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
    return [plate]


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
    called = {language: names(study, language) for language in LANGUAGES}
    pair = {language: [called[language].get(most[side], most[side]) for side in ("a", "b")] for language in LANGUAGES}
    plate = Plate(
        "together",
        table,
        drawn,
        {"fa": "مضمون‌هایی که در یک جمله می‌آیند", "en": "Themes that share sentences"},
        {
            "fa": f"«{pair['fa'][0]}» و «{pair['fa'][1]}» بیش از همه با هم می‌آیند: "
            f"در {number(most['both'], 'fa')} جمله؛ به تصادف {number(most['expected'], 'fa', 1)} جمله می‌شد",
            "en": f"{pair['en'][0].capitalize()} and {pair['en'][1]} meet most often: "
            f"in {number(most['both'])} sentences, where chance would give {number(most['expected'], decimals=1)}",
        },
        None,
        "none",
    )
    return [plate]


def keywords(study: Study) -> list[Plate]:
    """The words that set the two cities with the most text apart; none where there are no two."""
    rows = counted(study.sentences)
    city = study.articles.set_index("article")["city"]
    sizes = (
        rows.groupby(rows["article"].map(city), sort=False)["words"].sum().sort_values(ascending=False, kind="stable")
    )
    if len(sizes) < 2:
        return []
    a, b = sizes.index[:2]
    table = keyness(word_counts(study.tokens, study.sentences), study.articles, "city", a, b)
    if not table["log_ratio"].fillna(0).ne(0).any():  # the two say the same, word for word
        return []
    table = table.assign(word=table["word"].map(citation))

    def drawn(ax: Axes, language: Language) -> Axes:
        called = names(study, language)
        return figures.keyness(table, ax, a=called.get(a, a), b=called.get(b, b), language=language)

    firm = int(table["p_adjusted"].le(0.05).sum())
    called = names(study, "en")
    plate = Plate(
        "keywords",
        table,
        drawn,
        {
            "fa": f"واژه‌هایی که {a} و {b} را از هم جدا می‌کنند، به ترتیب نسبت بخت وزن‌دار",
            "en": f"Words that set {called.get(a, a)} and {called.get(b, b)} apart, by weighted log-odds",
        },
        {
            "fa": f"از {number(len(table), 'fa')} واژه‌ی سنجیده، {number(firm, 'fa')} واژه "
            "با جایگشت متن‌ها تفاوتی نشان می‌دهد",
            "en": f"Of {number(len(table))} words compared, {number(firm)} differ when articles are permuted",
        },
        None,
        "none",
    )
    return [plate]
