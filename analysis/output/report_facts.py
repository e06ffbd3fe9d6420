"""The numbers a report states, each computed from the study and written in the report's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.output.findings import names_of, scope
from analysis.output.manifest import lexicon_hash, texts_hash
from analysis.output.verdicts import reach, tally
from analysis.output.wording import CODERS, PARTS, TO_PERSIAN, kind, listed, number, percent, settled, some
from analysis.statistics.contrasts import WORTH_SHOWING
from analysis.statistics.detection import POWER
from analysis.statistics.intervals import ALPHA
from analysis.statistics.rates import ENOUGH_ARTICLES, PER_WORDS
from analysis.study import Study
from analysis.text.counted import COUNTED_PARTS, counted
from analysis.versions import PACKAGE, library_versions

SOFTWARE = "Persian Discourse"


def sizes(study: Study) -> dict[str, int]:
    """How many there are of what the report counts; they choose singular or plural, and what is said."""
    articles, rows = study.articles, counted(study.sentences)
    entries = study.lexicon[~study.lexicon["guard"]]
    return {
        "articles": len(articles),
        "officials": articles["official"].nunique(),
        "cities": articles["city"].nunique(),
        "outlets": articles["outlet"].nunique(),
        "outlet_known": int(articles["outlet"].notna().sum()),
        "dated": int(articles["published"].notna().sum()),
        "undated": int(articles["published"].isna().sum()),
        "alone": int(articles["official"].value_counts().eq(1).sum()),
        "sentences_all": len(study.sentences),
        "words_all": int(study.sentences["words"].sum()),
        "sentences_counted": len(rows),
        "words_counted": int(rows["words"].sum()),
        "repairs": int((study.tokens["rule"] != "").sum()),
        "entries": len(entries),
        "core": int((entries["tier"] == "core").sum()),
        "extended": int((entries["tier"] == "extended").sum()),
        "guards": len(study.lexicon) - len(entries),
        "coders": len(study.coders),
        "hand_sentences": _coded_sentences(study),
    }


def nested(study: Study, by: str) -> bool:
    """Whether a difference between groups may be one between officials: each stands in one group, some more than once.

    Where none has two articles, that is said of all that an article is.
    """
    articles = study.articles
    each = articles.groupby("official")[by].nunique()
    return articles[by].nunique() > 1 and len(each) < len(articles) and bool(each.le(1).all())


def result(study: Study, by: str, language: str) -> str:
    """How many comparisons of a column's groups ended with which verdict, and what they could have shown."""
    pairs = study.contrasts(by)
    said = [tally(pairs, language)]
    if pairs["detectable_ratio"].notna().any():
        said.append(reach(pairs, names_of(study, language), language))
    return "".join(f"{sentence}. " for sentence in said).rstrip()


# Sizes that stand with what is counted; the others stand as bare numbers.
COUNTED = {
    "articles": "article", "officials": "official", "cities": "city", "outlets": "outlet",
    "outlet_known": "article", "sentences_all": "sentence", "words_all": "word", "repairs": "word",
    "entries": "entry", "guards": "guard", "hand_sentences": "sentence",
}  # fmt: skip


def facts(study: Study, words: Mapping[str, Any], language: str) -> dict[str, str]:
    """Every place of the report's sentences with what stands there."""
    names, known = names_of(study, language), sizes(study)
    said = {
        name: some(n, COUNTED[name], language) if name in COUNTED else number(n, language) for name, n in known.items()
    }
    return {
        **said,
        **_corpus(study, names, words, language),
        "speakers": _one_or(study.articles["official"], said["officials"], names, language),
        "places": _one_or(study.articles["city"], said["cities"], names, language),
        "words_subtitle": some(known["words_counted"], "counted_word", language),
        "themes": listed([str(names[theme]) for theme in study.matches["theme"].cat.categories], language),
        "parts": listed([PARTS[part] if language == "fa" else part for part in COUNTED_PARTS], language),
        "lexicon_hash": lexicon_hash(study.folder / "themes.toml"),
        "per": number(PER_WORDS, language),
        "level": percent(1 - ALPHA, language),
        "alpha": number(ALPHA, language, 2),
        "power": percent(POWER, language),
        "worth": number(WORTH_SHOWING, language),
        "enough": some(ENOUGH_ARTICLES, "article", language),
        "scope": scope(study.rates("city"), language),
        "compared": listed(
            [kind(by, language)["these"] for by in study.groupings if len(study.contrasts(by))], language
        ),
        "coders_names": listed([words["coder"].format(name=coder) for coder in coders(study, language)], language),
        "agreement": _agreement(study, names, words, language),
        "columns": listed([name for name in ("city_en", "official_en") if name not in study.articles], language),
        "software": SOFTWARE,
        "version": library_versions()[PACKAGE],
    }


def coders(study: Study, language: str) -> list[str]:
    """Who coded by hand, as the language calls them."""
    return [CODERS.get(name, name) if language == "fa" else name for name in study.coders]


def _agreement(study: Study, names: Mapping[str, str], words: Mapping[str, Any], language: str) -> str:
    """Krippendorff's alpha of each theme with its interval; nothing where no sentence was coded twice."""
    if study.agreement is None:
        return ""
    said = [
        f"{names.get(row['theme'], row['theme'])} {number(row['alpha'], language, 2)}"
        f" ({words['between'].format(**{end: number(row[f'alpha_{end}'], language, 2) for end in ('low', 'high')})})"
        for row in study.agreement.to_dict("records")
    ]
    return listed(said, language)


def _one_or(column: pd.Series, several: str, names: Mapping[str, str], language: str) -> str:
    """The name of the only one there is, or how many there are."""
    every = column.unique()
    return settled(str(names.get(every[0], every[0])), language) if len(every) == 1 else several


def _corpus(study: Study, names: Mapping[str, str], words: Mapping[str, Any], language: str) -> dict[str, str]:
    articles = study.articles
    known = articles["published"].dropna()
    first, last = (day(end, language) if len(known) else "" for end in (known.min(), known.max()))
    return {
        "officials_names": listed([names.get(name, name) for name in articles["official"].unique()], language, most=8),
        "first": first,
        "span": first if first == last else words["span"].format(first=first, last=last),
        "corpus_hash": texts_hash(articles),
    }


def _coded_sentences(study: Study) -> int:
    if study.hand.empty:
        return 0
    return len(study.hand[["source", "article", "sentence"]].drop_duplicates())


def day(published: pd.Timestamp, language: str) -> str:
    """A day of publication: in Persian as the Solar Hijri calendar has it."""
    if pd.isna(published):
        return "–"
    if language == "en":
        return f"{published:%Y-%m-%d}"
    import jdatetime

    return jdatetime.date.fromgregorian(date=published.date()).strftime("%Y/%m/%d").translate(TO_PERSIAN)
