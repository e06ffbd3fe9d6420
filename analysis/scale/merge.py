"""From the parts of a count to its tables: one row order for the same articles, however they came in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.scale import parquet
from analysis.scale.chain import ROW, SLOT, SLOTS
from analysis.scale.checking import EXCLUSIONS, STANDARD

ARTICLES = 50_000  # in one file of the output, at most twice as many: merging it takes some 120 MB


FIRST = ("article", "words", "sha256")  # what decides which of two articles of one id counts, before all else


class Bucket(NamedTuple):
    """One file of each table of the output: the articles of the slots first … last - 1."""

    parts: Path
    out: Path
    number: int
    first: int
    last: int
    names: tuple[str, ...]
    columns: tuple[str, ...]  # of articles, those of all parts


def buckets(parts: Path, out: Path, with_matches: bool) -> list[Bucket]:
    """The buckets of an output; how many depends on the number of articles alone."""
    schemas = [pq.read_metadata(path) for path in sorted(parts.glob("[!.]*/articles.parquet"))]
    count = 1
    while sum(schema.num_rows for schema in schemas) > ARTICLES * count:
        count *= 2
    found = {name for schema in schemas for name in schema.schema.to_arrow_schema().names}
    if not schemas:
        return []
    columns = (*STANDARD, "sha256", "words", *sorted(found - {*STANDARD, "sha256", "words", ROW, SLOT}))
    names = ("counts", "sentences", "matches") if with_matches else ("counts",)
    width = SLOTS // count
    return [Bucket(parts, out, n, n * width, (n + 1) * width, names, columns) for n in range(count)]


def merge(bucket: Bucket) -> pd.DataFrame:
    """Write one file of each table, sorted by article; gives the articles left out because their id stands twice."""
    articles = _slots(bucket, "articles").select([ROW, *bucket.columns])
    order = ["article", "words", "sha256", *(name for name in bucket.columns if name not in FIRST)]
    by = [(name, "descending" if name == "words" else "ascending") for name in order]
    articles, left_out = _once(articles.take(pc.sort_indices(articles, by)))
    parquet.write(articles.select(bucket.columns), _path(bucket, "articles"))
    rows, names = articles[ROW].combine_chunks(), articles["article"].combine_chunks()
    del articles  # its memory serves the tables that follow
    for name in bucket.names:
        found = _slots(bucket, name)
        parquet.write_pieces(_of_articles(found, rows, names), _path(bucket, name))
    return left_out


def _of_articles(table: pa.Table, rows: pa.Array, names: pa.Array) -> Iterator[pa.Table]:
    """The rows of a table that belong to the articles, in their order and by their names, a row group at a time."""
    place = pc.index_in(table[ROW], rows).combine_chunks()
    order = np.argsort(pc.fill_null(place, len(rows)).to_numpy(), kind="stable")[: len(place) - place.null_count]
    for start in range(0, max(len(order), 1), parquet.ROWS):
        some = order[start : start + parquet.ROWS]
        yield table.drop_columns(ROW).take(some).add_column(0, "article", names.take(place.take(some)))


def exclusions(parts: Path, twice: list[pd.DataFrame]) -> pd.DataFrame:
    """All that was left out: `article`, `reason`, `place`."""
    found = [pd.read_parquet(path) for path in sorted(parts.glob("[!.]*/exclusions.parquet"))]
    nothing = pd.DataFrame(columns=list(EXCLUSIONS), dtype=object)
    table = pd.concat([nothing, *found, *twice], ignore_index=True).fillna("")
    return table.sort_values(list(EXCLUSIONS), ignore_index=True)


def _once(articles: pa.Table) -> tuple[pa.Table, pd.DataFrame]:
    """The first article of each id, and the others as exclusions. In their order the longest text comes first."""
    same = articles.select(["article", "sha256"]).to_pandas()
    again = same["article"].eq(same["article"].shift())
    first = same["sha256"].where(~again).ffill()
    equal = same["sha256"].eq(first)
    reasons = np.where(equal, "The id stands twice, with the same text.", "The id stands twice; a longer text counts.")
    left_out = pd.DataFrame({"article": same["article"], "reason": reasons, "place": ""})
    return articles.filter(pa.array(~again)), left_out[again]


def _slots(bucket: Bucket, name: str) -> pa.Table:
    """The rows of a table of all parts that belong to a bucket."""
    paths = sorted(bucket.parts.glob(f"[!.]*/{name}.parquet"))
    found = [_of_part(path, bucket, as_numbers=name != "articles") for path in paths]
    return pa.concat_tables(found, promote_options="default").unify_dictionaries()


def _of_part(path: Path, bucket: Bucket, as_numbers: bool) -> pa.Table:
    """The rows of a part, which stands sorted by slot; its strings, if few are said again and again, as numbers.

    Row group by row group in one thread: a dataset of pyarrow's reads ahead in many and takes three times the memory.
    """
    strings = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)] if as_numbers else []
    with pq.ParquetFile(path, read_dictionary=strings, pre_buffer=False) as file:
        at = file.schema_arrow.get_field_index(SLOT)
        spans = [file.metadata.row_group(n).column(at).statistics for n in range(file.num_row_groups)]
        groups = [n for n, span in enumerate(spans) if span.min < bucket.last and span.max >= bucket.first]
        table = file.read_row_groups(groups, use_threads=False)
    first, last = np.searchsorted(table[SLOT].to_numpy(), [bucket.first, bucket.last])
    return table.drop_columns(SLOT).take(np.arange(first, last))  # copied, as a slice keeps what it was cut from


def _path(bucket: Bucket, name: str) -> Path:
    path = bucket.out / name / f"part-{bucket.number:05d}.parquet"
    path.parent.mkdir(exist_ok=True)
    return path
