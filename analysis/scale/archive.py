"""The folder of a count, read back: what the statistics take, as they take it from a study's own tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.codes import PARTS, SPEAKERS
from analysis.errors import InputError
from analysis.scale.copies import without_copies
from analysis.scale.count import MANIFEST, read_manifest
from analysis.statistics.counting import COUNTS

SPLITS = ("part", "speaker")


def is_counted(folder: str | Path) -> bool:
    """Whether a folder is one that a finished count left."""
    return (Path(folder) / MANIFEST).is_file() and (Path(folder) / "counts").is_dir()


def read_counts(
    folder: str | Path, split: tuple[str, ...] = (), clusters: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles of a counted archive and their counts: `rates_of(*read_counts(folder), by="city")`.

    *counts* has `article`, the columns of `split` ("part", "speaker"), `theme`, `words`, `sentences`, `matches`,
    `coded_sentences`; *articles* what the input had, without texts. With `clusters` (the table of `copies`) the copies
    of a text count once.
    """
    themes = read_manifest(folder)["themes"]
    if strange := [name for name in split if name not in SPLITS]:
        raise InputError(f"Counts cannot be split by {strange[0]!r}; they can by {', '.join(SPLITS)}.")
    articles = pa.concat_tables(_read(folder, "articles")).to_pandas(date_as_object=False)
    keys = ["article", *split, "theme"]
    sums = []
    for table in _read(folder, "counts", columns=[*keys, *COUNTS], read_dictionary=keys):
        grouped = table.unify_dictionaries().group_by(keys, use_threads=False)
        sums.append(grouped.aggregate([(name, "sum") for name in COUNTS]).rename_columns([*keys, *COUNTS]))
    counts = pa.concat_tables(sums).unify_dictionaries().to_pandas()
    for name, codes in (("theme", themes), ("part", PARTS), ("speaker", SPEAKERS)):
        if name in counts:
            counts[name] = counts[name].astype(pd.CategoricalDtype(list(codes)))
    if clusters is not None:
        articles, counts = without_copies(articles, clusters), without_copies(counts, clusters)
    return articles.reset_index(drop=True), counts.reset_index(drop=True)


def read_matches(folder: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sentences (without their texts) and matches of an archive that was counted with them.

    With the articles they serve wherever a study's do: `count(articles, sentences, matches)`, for counts by sentence.
    """
    manifest = read_manifest(folder)
    if not manifest["with_matches"]:
        raise InputError(f"{folder} was counted without matches; count it again with --matches.")
    sentences = pa.concat_tables(_read(folder, "sentences")).to_pandas().astype({"repeat_of": "Int64"})
    matches = pa.concat_tables(_read(folder, "matches")).to_pandas()
    for table, name, codes in (
        (sentences, "part", PARTS),
        (sentences, "speaker", SPEAKERS),
        (matches, "theme", manifest["themes"]),
    ):
        table[name] = table[name].astype(pd.CategoricalDtype(list(codes)))
    return sentences, matches


def read_exclusions(folder: str | Path) -> pd.DataFrame:
    """What was left out of a count: `article`, `reason`, `place` (in the input, where the article has no id)."""
    read_manifest(folder)
    return pd.read_parquet(Path(folder) / "exclusions.parquet")


def _read(folder: str | Path, name: str, **options: Any) -> Iterator[pa.Table]:
    """The files of a dataset, one after the other. Raises InputError where the folder was not copied whole."""
    paths = sorted((Path(folder) / name).glob("*.parquet"))
    if not paths:
        raise InputError(f"{folder} has no table of {name}; copy the folder of the count whole, or count again.")
    for path in paths:
        try:
            yield pq.read_table(path, **options)
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(f"{path} could not be read ({error}); copy it again, or count again.") from error
