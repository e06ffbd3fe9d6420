"""The tables of a report as the text that stands in their cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.output.blocks import Cells
from analysis.output.findings import names_of
from analysis.output.report_facts import day
from analysis.output.tables import headings, named
from analysis.output.verdicts import p_value
from analysis.output.wording import MISSING, kind, listed, number, percent
from analysis.study import Study

MOST_ROWS = 40  # a longer table is for the workbook


def cells(study: Study, words: Mapping[str, Any], values: Mapping[str, str], language: str) -> dict[str, Cells]:
    """The tables of the report in the order in which they stand there; `values` are what their captions speak of."""
    made = {"articles": _articles(study, words, language)}
    if study.flow.loc[study.flow["outcome"] != "counted", "sentences"].any():
        made["flow"] = _flow(named(study.flow, study, language), words, language)
    if study.validity is not None:
        caption = words["validity_caption"].format(**values)
        made["validity"] = _validity(named(study.validity, study, language), caption, words, language)
    for by in study.groupings:
        called = kind(by, language)
        caption = words["rates_caption"].format(**values, **called)
        made[f"rates-{by}"] = _rates(named(study.rates(by), study, language), called["group"], caption, words, language)
        if len(pairs := study.contrasts(by)):
            made[f"contrasts-{by}"] = _contrasts(pairs, study, called, words, language)
    return made


def position(made: Mapping[str, Cells], name: str, language: str) -> str:
    """The number under which a table stands in the report."""
    return number(list(made).index(name) + 1, language)


def heads(names: list[str], language: str) -> list[str]:
    """What columns are called."""
    return [headings()["columns"][name][language] for name in names]


def _articles(study: Study, words: Mapping[str, Any], language: str) -> Cells:
    names = names_of(study, language)
    table = study.articles.head(MOST_ROWS)
    columns = {
        "article": table["article"],
        "city": [names.get(city, city) for city in table["city"]],
        "official": [names.get(official, official) for official in table["official"]],
    }
    if table["outlet"].notna().any():
        columns["outlet"] = table["outlet"].fillna(MISSING)
    if table["published"].notna().any():
        columns["jalali" if language == "fa" else "published"] = [
            day(published, language) for published in table["published"]
        ]
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    caption = words["articles_caption"]
    if len(study.articles) > MOST_ROWS:
        caption = words["articles_short"].format(**_cut(len(study.articles), language))
    days = tuple(n for n, name in enumerate(columns) if name in ("jalali", "published"))
    return Cells(caption, heads(list(columns), language), rows, days)


def _flow(table: pd.DataFrame, words: Mapping[str, Any], language: str) -> Cells:
    sums = table.groupby("outcome", sort=False)[["sentences", "words"]].sum()
    sums = sums[sums["sentences"] > 0]
    rows = [
        [str(outcome), number(row["sentences"], language), number(row["words"], language)]
        for outcome, row in sums.iterrows()
    ]
    return Cells(words["flow_caption"], heads(["outcome", "sentences", "words"], language), rows, (1, 2))


def _rates(table: pd.DataFrame, group: str, caption: str, words: Mapping[str, Any], language: str) -> Cells:
    rows = [
        [
            row["group"],
            row["theme"],
            number(row["matches"], language),
            number(row["words"], language),
            with_interval(row, "rate", words, lambda value: number(value, language, 1)),
            with_interval(row, "share", words, lambda value: number(100 * value, language), percent_of(language)),
        ]
        for row in table.dropna(subset="group").to_dict("records")
    ]
    names = heads(["theme", "matches", "words", "rate", "share"], language)
    return Cells(caption, [group, *names], rows, (2, 3, 4, 5))


def _contrasts(
    table: pd.DataFrame, study: Study, called: Mapping[str, str], words: Mapping[str, Any], language: str
) -> Cells:
    caption = words["contrasts_caption"].format(**called)
    if len(table) > MOST_ROWS:
        caption = words["contrasts_short"].format(**called, **_cut(len(table), language))
        differ = table["verdict"].isin(["higher", "lower"])
        table = pd.concat([table[differ], table[~differ]]).head(MOST_ROWS)
    ratios = table.assign(
        **{
            name: 2 ** table[source].astype(float)
            for name, source in (("ratio", "log_ratio"), ("ratio_low", "low"), ("ratio_high", "high"))
        }
    )
    rows = [
        [
            listed([row["a"], row["b"]], language),
            row["theme"],
            listed([number(row[name], language) for name in ("count_a", "count_b")], language),
            with_interval(row, "ratio", words, lambda value: number(value, language, 2)),
            p_value(row["p_adjusted"], language) if pd.notna(row["p_adjusted"]) else number(row["p_adjusted"]),
            _verdict(row, words),
        ]
        for row in named(ratios, study, language).assign(said=ratios["verdict"]).to_dict("records")
    ]
    names = heads(["theme", "matches"], language)
    names += [words["ratio"], *heads(["p_adjusted", "verdict"], language)]
    return Cells(caption, [called["pair"], *names], rows, (2, 3, 4))


def _verdict(row: Mapping[Hashable, Any], words: Mapping[str, Any]) -> str:
    """What may be said of a pair; of a difference, on whose side it is."""
    side = {"higher": row["a"], "lower": row["b"]}.get(row["said"])
    return words["more"].format(name=side) if side else row["verdict"]


def _validity(table: pd.DataFrame, caption: str, words: Mapping[str, Any], language: str) -> Cells:
    counts = ["true_positives", "false_positives", "false_negatives"]
    measures = ["precision", "recall", "f1"]
    several = table["coder"].nunique() > 1
    rows = [
        [
            *([row["coder"]] if several else []),
            row["theme"],
            *(number(row[name], language) for name in counts),
            *(with_interval(row, name, words, lambda value: number(value, language, 2)) for name in measures),
        ]
        for row in table.to_dict("records")
    ]
    columns = [*(["coder"] if several else []), "theme", *counts, *measures]
    numbers = tuple(n for n, name in enumerate(columns) if name not in ("coder", "theme"))
    return Cells(caption, heads(columns, language), rows, numbers)


def with_interval(row: Mapping[Hashable, Any], name: str, words: Mapping[str, Any], write: Any, unit: str = "") -> str:
    """A value with its interval, where both are known: 11.2 (6.1 to 20.6)."""
    value, low, high = (row[column] for column in (name, f"{name}_low", f"{name}_high"))
    if pd.isna(value):
        return number(value)
    if pd.isna(low) or pd.isna(high):
        return f"{write(value)}{unit}"
    return f"{write(value)}{unit} ({words['between'].format(low=write(low), high=write(high))})"


def percent_of(language: str) -> str:
    """What stands after a percentage."""
    return percent(0, language).removeprefix(number(0, language))


def _cut(rows: int, language: str) -> dict[str, str]:
    return {"shown": number(MOST_ROWS, language), "all": number(rows, language)}
