"""The study's tables as files: CSV that opens right in Excel, and one workbook in Persian and one in English."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codes import SPEAKER_NAMES
from analysis.files import write_whole
from analysis.output.concordance import concordance
from analysis.output.export import digits
from analysis.output.findings import findings_of, names_of
from analysis.output.wording import CODERS, LANGUAGES, PARTS, template_words
from analysis.output.workbook import workbook
from analysis.statistics.carriers import carriers
from analysis.study import Study
from analysis.text.counted import counted

# A spreadsheet takes a cell that begins with one of these for a formula, or hides what follows.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_tables(study: Study, folder: str | Path) -> list[Path]:
    """Write every table as CSV under its columns' own names, and all of them as tables.fa.xlsx and tables.en.xlsx."""
    folder = Path(folder)
    tables = study_tables(study)
    paths = [write_csv(table, folder / f"{name}.csv") for name, table in tables.items()]
    for language in LANGUAGES:
        told = _findings(study, language) | tables
        readable = {name: named(table, study, language) for name, table in told.items()}
        paths.append(write_whole(folder / f"tables.{language}.xlsx", workbook(readable, _words(study), language)))
    return paths


def _words(study: Study) -> dict[str, dict[str, Any]]:
    """What columns and sheets are called, those of the study's further columns among them."""
    words = headings()
    further = {
        f"{kind}-{by}": {language: called.format(by=by) for language, called in kinds.items()}
        for kind, kinds in words["further"].items()
        for by in study.further
    }
    return words | {"sheets": words["sheets"] | further}


def write_csv(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a table as CSV: UTF-8 with the mark by which Excel knows it, no cell that a spreadsheet would compute."""
    text = harmless(table).to_csv(index=False, lineterminator="\r\n", float_format=digits)
    return write_whole(path, "\ufeff" + text)


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would take for a formula.

    >>> harmless(pd.DataFrame({"text": ["=1+1", "-خدمت", "خدمت"], "n": [-1, 2, 3]}))["text"].tolist()
    ["'=1+1", "'-خدمت", 'خدمت']
    """
    columns = {
        str(name): table[name].map(_harmless) for name in table if not pd.api.types.is_numeric_dtype(table[name])
    }
    return table.assign(**columns)


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def study_tables(study: Study) -> dict[str, pd.DataFrame]:
    """Every table of a study that a reader may want, under the name of its file; texts stay in the corpus folder.

    Of a counted archive those of the comparison, codebook and lexicon: its articles stand in its own folder.
    """
    made = {f"rates-{by}": study.rates(by) for by in study.by}
    made |= {f"contrasts-{by}": study.contrasts(by) for by in study.by if len(study.contrasts(by))}
    measured = {"validity": study.validity, "agreement": study.agreement}
    made |= {name: table for name, table in measured.items() if table is not None}
    if study.has_texts:
        made |= {
            "flow": study.flow,
            "entries": carriers(study.articles, study.matches),
            "concordance": concordance(counted(study.sentences), study.matches),
            "sentences": study.sentences,
            "articles": study.articles.drop(columns=["text", "path"]),
        }
    return made | {"codebook": study.codebook, "lexicon": _flat(study.lexicon.drop(columns="lists"))}


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """Tuples as texts."""
    columns = {
        str(name): [" | ".join(value) for value in table[name]]
        for name in table
        if isinstance(table[name].iloc[0], tuple)
    }
    return table.assign(**columns)


def _findings(study: Study, language: str) -> dict[str, pd.DataFrame]:
    """The findings in a language on each column whose groups are compared."""
    compared = [by for by in study.groupings if len(study.contrasts(by))]
    return {"findings" if by == "city" else f"findings-{by}": findings_of(study, by, language) for by in compared}


def named(table: pd.DataFrame, study: Study, language: str) -> pd.DataFrame:
    """The table with themes, groups, parts, voices and verdicts as a reader of the language calls them."""
    names = names_of(study, language)
    subthemes = study.codebook.set_index(["theme", "subtheme"])[f"name_{language}"].to_dict()
    fixed = {**PARTS, **SPEAKER_NAMES, **headings()["values"]} if language == "fa" else {}
    columns: dict[str, Any] = {}
    codes = ("part", "speaker", "outcome", "verdict", "unit", "tier")
    for known, of in ((names, ("group", "a", "b")), (fixed, codes)):  # a group may bear the name of a code
        columns |= {column: [known.get(value, value) for value in table[column]] for column in of if column in table}
    if "coder" in table and language == "fa":
        columns["coder"] = [CODERS.get(value, value) for value in table["coder"]]
    if "theme" in table:
        columns["theme"] = [names.get(value, value) for value in table["theme"]]
    if "subtheme" in table:
        pairs = zip(table["theme"], table["subtheme"], strict=True)
        columns["subtheme"] = [subthemes.get(pair, pair[1]) if pair[1] else "" for pair in pairs]
    return table.assign(**columns)


def headings() -> dict[str, dict[str, Any]]:
    """What columns, sheets and fixed values are called: templates/columns.toml."""
    return template_words("columns.toml")
