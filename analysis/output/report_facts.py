"""The numbers a report states, each computed from the study and written in the report's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.output.findings import names_of, reach, scope, tally
from analysis.output.manifest import lexicon_hash, texts_hash
from analysis.output.wording import PARTS, number, percent
from analysis.statistics.contrasts import ALPHA, POWER, WORTH_SHOWING
from analysis.statistics.counting import COUNTED_PARTS, counted
from analysis.statistics.rates import ENOUGH_ARTICLES, PER_WORDS
from analysis.study import Study

SOFTWARE = "Persian Discourse"
RTL = re.compile("[\u0590-\u08ff]")


def facts(study: Study, tables: Mapping[str, pd.DataFrame], words: Mapping[str, Any], language: str) -> dict[str, str]:
    """Every place of the report's sentences with what stands there."""
    names = names_of(study.codebook, study.articles, language)
    rows = counted(study.sentences)

    def some(what: str, n: int) -> str:
        return words["count"][what][n != 1].format(n=number(n, language))

    return {
        **_corpus(study, names, language),
        "articles": some("articles", len(study.articles)),
        "officials": some("officials", study.articles["official"].nunique()),
        "cities": some("cities", study.articles["city"].nunique()),
        "outlets": some("outlets", study.articles["outlet"].nunique()),
        "themes": listed([str(names[theme]) for theme in study.matches["theme"].cat.categories], language),
        "sentences_all": some("sentences", len(study.sentences)),
        "words_all": number(study.sentences["words"].sum(), language),
        "sentences_counted": some("sentences", len(rows)),
        "words_counted": number(rows["words"].sum(), language),
        "parts": listed([PARTS[part] if language == "fa" else part for part in COUNTED_PARTS], language),
        "repairs": number((study.tokens["rule"] != "").sum(), language),
        **_lexicon(study, language),
        "per": number(PER_WORDS, language),
        "level": percent(1 - ALPHA, language),
        "alpha": number(ALPHA, language, 2),
        "power": percent(POWER, language),
        "worth": number(WORTH_SHOWING, language),
        "enough": some("articles", ENOUGH_ARTICLES),
        "scope": scope(tables["rates-city"], language),
        "tally": tally(tables.get("contrasts-city", pd.DataFrame()), language),
        "reach": reach(tables["contrasts-city"], names, language) if "contrasts-city" in tables else "",
        "coders": listed(sorted(map(str, study.hand["source"].unique())), language),
        "hand_sentences": some("sentences", _coded_sentences(study)),
        "software": SOFTWARE,
        "version": version("persian-discourse"),
    }


def _corpus(study: Study, names: Mapping[str, str], language: str) -> dict[str, str]:
    articles = study.articles
    known = articles["published"].dropna()
    alone = articles["official"].value_counts().eq(1).sum()
    return {
        "officials_names": listed([names.get(name, name) for name in articles["official"].unique()], language, most=8),
        "dated": number(len(known), language),
        "undated": number(len(articles) - len(known), language),
        "first": day(articles, known.min(), language) if len(known) else "",
        "last": day(articles, known.max(), language) if len(known) else "",
        "alone": number(alone, language),
        "corpus_hash": texts_hash(articles),
    }


def _lexicon(study: Study, language: str) -> dict[str, str]:
    tiers = study.lexicon["tier"].value_counts()
    return {
        "entries": number(len(study.lexicon), language),
        "core": number(tiers.get("core", 0), language),
        "extended": number(tiers.get("extended", 0), language),
        "guards": number(study.lexicon["guard"].sum(), language),
        "lexicon_hash": lexicon_hash(study.folder / "themes.toml"),
    }


def _coded_sentences(study: Study) -> int:
    if study.hand.empty:
        return 0
    return len(study.hand[["source", "article", "sentence"]].drop_duplicates())


def day(articles: pd.DataFrame, published: pd.Timestamp, language: str) -> str:
    """A day of publication: in Persian as the Solar Hijri calendar has it."""
    if pd.isna(published):
        return "–"
    if language == "en":
        return f"{published:%Y-%m-%d}"
    import jdatetime

    there = jdatetime.date.fromgregorian(date=published.date())
    return "/".join(number(part, "fa").replace("٬", "") for part in (there.year, there.month, there.day))


def listed(names: list[str], language: str, most: int = 12) -> str:
    """Names as running text joins them; of very many the first, and how many more there are.

    >>> listed(["a", "b", "c"], "en"), listed(["a", "b", "c"], "en", most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    if language == "en":  # a mark after a Persian name keeps what follows it, a full stop or a number, on its right
        names = [f"{name}\u200e" if RTL.search(name) else name for name in names]
    comma, last, more = {"en": (", ", " and ", "{n} more"), "fa": ("، ", " و ", "{n} نام دیگر")}[language]
    if len(names) > most:
        names = [*names[:most], more.format(n=number(len(names) - most, language))]
    return comma.join(names[:-1]) + last + names[-1] if len(names) > 1 else "".join(names)
