"""Coded segments of a REFI-QDA project as codings by hand: which sentences each coder's selections make coded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.output.exchange_refi import LEXICON
from analysis.output.exchange_refi_reading import SEGMENTS, read_refi
from analysis.study import Study
from analysis.themes.coding import FIXED
from analysis.themes.sheets import is_name


def read_codings(path: str | Path, study: Study) -> list[pd.DataFrame]:
    """The coding of each coder of a .qdpx as a table with the columns of a coding file, for `write_coding`.

    A coder is taken to have read every article in which they coded something, and no other; a sentence of those that
    they left alone is coded with nothing. Columns: `article`, `sentence`, `start`, `end`, `part`, `speaker`,
    `repeat_of` (of the table *sentences*; they are not coded there), one per theme (sub-themes joined by "+", the
    theme's own name where it was coded without one, or ""); the coder's name is in `attrs["coder"]`. Raises InputError
    with every problem.
    """
    segments = read_refi(path, study.articles, study.codebook)
    if segments.empty:
        raise InputError(
            f"{path}: nobody but {LEXICON!r} coded an article of this corpus with a code of its codebook. Whoever "
            f"codes needs a name of their own: QualCoder calls its coder {LEXICON!r} until its settings say another."
        )
    if problems := list(_name_problems(segments, path)):
        raise InputError(problems)
    return [_coding(own, str(coder), study) for coder, own in segments.groupby("source", sort=True)]


def _coding(own: pd.DataFrame, coder: str, study: Study) -> pd.DataFrame:
    """One coder's coding, a row per sentence of the articles they read."""
    read = study.sentences[study.sentences["article"].isin(own["article"])].reset_index(drop=True)
    codes = study.codebook.groupby("theme", sort=False)["subtheme"].agg(list)
    coded = code_segments(own, read, list(codes.index))
    table = read[list(FIXED)].copy()
    for theme, order in codes.items():
        own_rows = coded.loc[coded["theme"] == theme, ["present", "subthemes"]].itertuples(index=False)
        names = [(present, sorted(filter(None, found.split("+")), key=order.index)) for present, found in own_rows]
        table[theme] = [("+".join(below) or str(theme)) if present else "" for present, below in names]
    table.attrs["coder"] = file_name(coder)
    return table


def file_name(coder: str) -> str:
    """A coder's name as that of a file.

    >>> file_name("سارا  احمدی/2")
    'سارا-احمدی-2'
    """
    return re.sub(r"[^\w-]+", "-", coder).strip("-")[:40]


def _name_problems(segments: pd.DataFrame, path: str | Path) -> Iterator[str]:
    named: dict[str, str] = {}
    for coder in sorted(segments["source"].unique()):
        name = file_name(coder)
        if not is_name(name):
            yield f"{path}: the user {coder!r} cannot name a coding file; give that user a name in letters."
        elif name in named:
            yield f"{path}: the users {named[name]!r} and {coder!r} would both be coding/{name}.csv; rename one."
        named[name] = coder


def code_segments(segments: pd.DataFrame, sentences: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """The table *coded* that the segments make: one row per sentence × theme for each user.

    A segment codes the sentence in which its middle lies and every sentence of which it covers at least half, so that
    a hasty selection codes no neighbour. Columns: `article`, `sentence`, `theme`, `present`, `source`, `subthemes`
    (joined by "+"), `start`, `end`, `part`, `speaker`, `repeat_of`.
    """
    spans = dict(list(sentences.groupby("article", observed=True, sort=False)))
    found: dict[tuple[str, str, int, str], list[str]] = {}
    for article, start, end, theme, subtheme, coder in zip(*(segments[name] for name in SEGMENTS), strict=True):
        table = spans.get(article)
        for sentence in () if table is None else _covered(start, end, table):
            subthemes = found.setdefault((coder, article, sentence, theme), [])
            if subtheme and subtheme not in subthemes:
                subthemes.append(subtheme)
    columns = ["article", "sentence", "start", "end", "part", "speaker", "repeat_of"]
    wide = sentences.loc[sentences.index.repeat(len(themes)), columns].reset_index(drop=True)
    wide["theme"] = pd.Categorical(np.tile(themes, len(sentences)), themes)
    return pd.concat([_of_coder(wide, found, coder) for coder in segments["source"].unique()], ignore_index=True)


def _of_coder(wide: pd.DataFrame, found: dict[tuple[str, str, int, str], list[str]], coder: str) -> pd.DataFrame:
    keys = [(coder, *key) for key in zip(wide["article"], wide["sentence"], wide["theme"], strict=True)]
    return wide.assign(
        present=[int(key in found) for key in keys],
        subthemes=["+".join(found.get(key, ())) for key in keys],
        source=coder,
    )


def _covered(start: int, end: int, table: pd.DataFrame) -> list[int]:
    """The numbers of the sentences that a stretch of text codes."""
    starts, ends = table["start"].to_numpy(int), table["end"].to_numpy(int)
    middle = (start + end) // 2
    shared = np.minimum(ends, end) - np.maximum(starts, start)
    inside = (starts <= middle) & (middle < ends) | (2 * shared >= ends - starts)
    return table["sentence"].to_numpy(int)[inside & (shared > 0)].tolist()
