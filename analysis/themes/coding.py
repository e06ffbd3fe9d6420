"""Codings: which theme is present in which sentence, by the lexicon or by a coder's hand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.codes import KEYS, PARTS, SPEAKERS, require
from analysis.errors import InputError
from analysis.text.folder import bad_id
from analysis.text.rows import Row, csv_rows
from analysis.themes.lexicon import read_codebook

FIXED = ("article", "sentence", "start", "end", "part", "speaker", "repeat_of")
_WHOLE = re.compile("[0-9]{1,9}")
WEIGHT = "weight"  # of a sampled coding: sentences of the stratum over those drawn from it
COLUMNS = ("article", "sentence", "theme", "present", "source", "subthemes", *FIXED[2:], WEIGHT)


def code(sentences: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """Say for every sentence and theme whether a match starts inside the sentence.

    `sentences` is any table with article, sentence, start and end: the table *sentences*, or a hand coding, whose
    sentences may be cut elsewhere. Columns: `article`, `sentence`, `theme` (all of the lexicon's), `present` (0/1),
    `source` ("lexicon"), `start`, `end` (of the sentence).
    """
    require(sentences, (*KEYS, "start", "end"), "sentences")
    require(matches, ("article", "start", "theme"), "matches")
    units = sentences[[*KEYS, "start", "end"]].drop_duplicates(KEYS).reset_index(drop=True)
    theme = matches["theme"].astype("category")
    themes = theme.cat.categories
    present = np.zeros((len(units), len(themes)), int)
    unit = unit_of(units, matches)
    present[unit[unit >= 0], theme.cat.codes.to_numpy()[unit >= 0]] = 1
    coded = units.loc[units.index.repeat(len(themes))].reset_index(drop=True)
    coded.insert(2, "theme", pd.Series(np.tile(themes, len(units)), dtype=theme.dtype))
    coded.insert(3, "present", present.ravel())
    coded.insert(4, "source", "lexicon")
    return coded


def unit_of(units: pd.DataFrame, matches: pd.DataFrame) -> np.ndarray:
    """The row of `units` inside which each match starts, -1 for none; units of one article do not overlap."""
    if units.empty or matches.empty:
        return np.full(len(matches), -1)
    number = {article: n for n, article in enumerate(pd.unique(units["article"]))}
    wide = int(max(units["end"].max(), matches["end"].max())) + 1
    starts = units["article"].map(number).to_numpy(int) * wide + units["start"].to_numpy(int)
    article = matches["article"].map(number).fillna(-1).to_numpy(int)
    at = article * wide + matches["start"].to_numpy(int)
    order = np.argsort(starts, kind="stable")
    row = order[np.maximum(np.searchsorted(starts[order], at, "right") - 1, 0)]
    length = (units["end"] - units["start"]).to_numpy(int)[row]
    return np.where((article >= 0) & (at >= starts[row]) & (at < starts[row] + length), row, -1)


def read_coding(path: str | Path) -> pd.DataFrame:
    """Read a hand coding, coding/NAME.csv of a corpus folder, into the table *coded*, one row per sentence × theme.

    The file has one row per sentence and one column per theme: empty, or the sub-themes joined by "+"; the theme's own
    name where no sub-theme is named or there is none.
    Columns: `article`, `sentence`, `theme`, `present` (0/1), `source` (the file's name), `subthemes` (as coded),
    `start`, `end` (code points of the article's file), `part`, `speaker`, `repeat_of` (sentence number or missing),
    `weight` (of a sampled coding, see `sampling.draw`; else 1).
    Where the file stands in a corpus folder its offsets are checked against the articles and its codes against the
    codebook. Raises InputError with every problem.
    """
    path = Path(path)
    header, rows = _read_rows(path)
    if problems := coding_problems(path, header, rows):
        raise InputError(problems)
    themes = [name for name in header if name not in (*FIXED, WEIGHT)]
    wide = pd.DataFrame([cells for _, cells in rows], columns=header)
    for name in ("sentence", "start", "end"):
        wide[name] = wide[name].astype("int64")
    wide["repeat_of"] = pd.to_numeric(wide["repeat_of"].replace("", None)).astype("Int64")
    wide["part"], wide["speaker"] = pd.Categorical(wide["part"], PARTS), pd.Categorical(wide["speaker"], SPEAKERS)
    wide[WEIGHT] = wide[WEIGHT].astype(float) if WEIGHT in wide else 1.0
    coded = wide.loc[wide.index.repeat(len(themes)), [*FIXED, WEIGHT]].reset_index(drop=True)
    coded["theme"] = pd.Categorical(np.tile(themes, len(wide)), themes)
    coded["subthemes"] = wide[themes].to_numpy().ravel()
    coded["present"] = (coded["subthemes"] != "").astype(int)
    coded["source"] = path.stem
    return coded[list(COLUMNS)]


def _read_rows(path: Path) -> tuple[list[str], list[tuple[int, Row]]]:
    """The header and the rows with their line numbers."""
    if not path.is_file():
        raise InputError(f"{path} does not exist; a hand coding is coding/NAME.csv of a corpus folder.")
    header, rows, problems = csv_rows(path, FIXED)
    if not problems and len(header) == len(FIXED):
        problems = [f"{path}, line 1: each theme needs one column of its own; the header has {', '.join(header)}."]
    if problems:
        raise InputError(problems)
    return header, rows


def coding_problems(path: Path, header: list[str], rows: list[tuple[int, Row]]) -> list[str]:
    """Every fault of the rows of a hand coding, one full sentence each."""
    folder = path.parent.parent
    codebook = folder / "themes.toml"
    problems = _code_faults(path, header, rows, _known_codes(codebook) if codebook.is_file() else {})
    by_article: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows:
        by_article.setdefault(row["article"], []).append((line, row))
    for article, its_rows in by_article.items():
        text_file = folder / "articles" / f"{article}.txt"
        found = not bad_id(article) and text_file.is_file()
        if (folder / "articles").is_dir() and not found:
            problems.append(f"{path}, line {its_rows[0][0]}: the article {article!r} has no text {text_file}.")
        text = text_file.read_bytes().decode("utf-8", "replace") if found else None
        problems += [f"{path}, line {line}: {fault}." for line, fault in _place_faults(its_rows, text)]
    return problems


def _known_codes(codebook: Path) -> dict[str, set[str]]:
    table = read_codebook(codebook)
    return {str(theme): {str(theme), *part["subtheme"]} - {""} for theme, part in table.groupby("theme")}


def _code_faults(path: Path, header: list[str], rows: list[tuple[int, Row]], known: dict[str, set[str]]) -> list[str]:
    themes = [name for name in header if name not in (*FIXED, WEIGHT)]
    problems = []
    if known:
        problems += [
            f"{path}, line 1: {t!r} is no theme of the codebook ({', '.join(known)})." for t in themes if t not in known
        ]
        problems += [f"{path}, line 1: the column of the theme {t!r} is missing." for t in known if t not in themes]
    for line, row in rows:
        for column, allowed in (("part", PARTS), ("speaker", SPEAKERS)):
            if row[column] not in allowed:
                problems.append(f"{path}, line {line}: {column} is {row[column]!r}; it is one of {', '.join(allowed)}.")
        for theme in (t for t in themes if t in known and row[t]):
            for sub in sorted(set(row[theme].split("+")) - known[theme]):
                codes = ", ".join(sorted(known[theme]))
                problems.append(f"{path}, line {line}: {sub!r} is no code of {theme}; they are {codes}.")
    return problems


def _weight_fault(row: Row) -> str | None:
    try:
        sound = 0 < float(row.get(WEIGHT, 1)) < math.inf
    except ValueError:
        sound = False
    return None if sound else f"weight is {row[WEIGHT]!r}; it must be a number above 0"


def _number_fault(row: Row) -> str | None:
    fields = ["sentence", "start", "end", *(["repeat_of"] if row["repeat_of"] else [])]
    odd = (name for name in fields if not _WHOLE.fullmatch(row[name]))
    return next((f"{name} is {row[name]!r}; it must be a whole number in Latin digits" for name in odd), None)


def _place_faults(rows: list[tuple[int, Row]], text: str | None) -> Iterable[tuple[int, str]]:
    """What is wrong with the sentence numbers and offsets of one article, with the line it stands in."""
    before: dict[int, int] = {}
    reached = 0
    for line, row in rows:
        if fault := _number_fault(row):
            yield line, fault
            continue
        sentence, start, end = (int(row[name]) for name in ("sentence", "start", "end"))
        if sentence in before:
            yield line, f"sentence {sentence} of {row['article']!r} stands already in line {before[sentence]}"
        if row["repeat_of"] and int(row["repeat_of"]) not in before:
            yield line, f"repeat_of names sentence {row['repeat_of']}, which does not stand above"
        if start >= end or start < reached:
            yield line, f"the offsets {start}–{end} are empty or overlap the sentence above, which ends at {reached}"
        if fault := _weight_fault(row):
            yield line, fault
        if text is not None and (fault := _offset_fault(text, start, end)):
            yield line, fault
        before.setdefault(sentence, line)
        reached = max(reached, end)


def _offset_fault(text: str, start: int, end: int) -> str | None:
    if end > len(text):
        return f"the offsets {start}–{end} lie beyond the article's {len(text)} characters"
    if not text[start:end].strip():
        return f"the offsets {start}–{end} hold no text"
    cut = [at for at in (start, end) if 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()]
    if cut:
        return f"the offsets {start}–{end} cut a word at {cut[0]}; the coding was made on another version of the text"
    return None
