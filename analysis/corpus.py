"""A corpus, whatever holds it: a folder of texts, or an archive of Parquet, JSONL or CSV."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.scale.checking import read_whole
from analysis.scale.inputs import is_archive
from analysis.text.folder import read_folder


def read_corpus(folder: str | Path) -> pd.DataFrame:
    """Read a corpus folder into the table *articles*, one row per article in the order of articles.csv.

    A Parquet dataset, or JSONL or CSV files, with the columns of *articles* (`text` included) are read as well.

    Columns: `article` (id), `city`, `official`, `role`, `outlet`, `published` (Gregorian day, NaT where unknown),
    `jalali` (YYYY-MM-DD in the Solar Hijri calendar, as given), `note`, `path`, `sha256` (of the file as it stands),
    `text` (UTF-8, newlines untranslated), then any further columns of articles.csv as they are.
    Raises InputError with every problem of the folder.
    """
    source = Path(folder)
    articles, problems = read_whole(source) if is_archive(source) else read_folder(source)
    if problems:
        raise InputError(problems)
    return articles
