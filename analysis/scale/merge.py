"""From the parts of a count to its tables: one row order for the same articles, however they came in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis.scale import tables
from analysis.scale.chain import SLOTS
from analysis.scale.checking import EXCLUSIONS, STANDARD

ARTICLES = 50_000  # in one file of the output, at most twice as many: merging it takes some 300 MB


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
    columns = (*STANDARD, "sha256", "words", *sorted(found - {*STANDARD, "sha256", "words", "row", "slot"}))
    names = ("counts", "sentences", "matches") if with_matches else ("counts",)
    width = SLOTS // count
    return [Bucket(parts, out, n, n * width, (n + 1) * width, names, columns) for n in range(count)]


def merge(bucket: Bucket) -> pd.DataFrame:
    """Write one file of each table, sorted by article; gives the articles left out because their id stands twice."""
    articles = _slots(bucket, "articles").to_pandas(date_as_object=False).reindex(columns=["row", *bucket.columns])
    rest = [name for name in bucket.columns if name not in ("article", "words", "sha256")]
    order = ["article", "words", "sha256", *rest]
    articles = articles.sort_values(order, ascending=[name != "words" for name in order], ignore_index=True)
    kept, left_out = _once(articles)
    _write(bucket, "articles", kept.drop(columns="row"))
    rows, names = pa.array(kept["row"]), pa.array(kept["article"], pa.string())
    for name in bucket.names:
        table = _slots(bucket, name)
        place = pc.index_in(table["row"], rows)
        order_of_rows = np.argsort(pc.fill_null(place, len(kept)).to_numpy(), kind="stable")
        table = table.take(order_of_rows[: len(place) - place.null_count])
        article = names.take(pc.index_in(table["row"], rows))
        table = table.drop_columns(["row", "slot"]).add_column(0, "article", article)
        _write(bucket, name, table)
    return left_out


def exclusions(parts: Path, twice: list[pd.DataFrame]) -> pd.DataFrame:
    """All that was left out: `article`, `reason`, `place`."""
    found = [pd.read_parquet(path) for path in sorted(parts.glob("[!.]*/exclusions.parquet"))]
    nothing = pd.DataFrame(columns=list(EXCLUSIONS), dtype=object)
    table = pd.concat([nothing, *found, *twice], ignore_index=True).fillna("")
    return table.sort_values(list(EXCLUSIONS), ignore_index=True)


def _once(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The first article of each id, and the others as exclusions. In their order the longest text comes first."""
    again = articles["article"].duplicated()
    first = articles.groupby("article")["sha256"].transform("first")
    same = articles["sha256"].eq(first)
    reasons = np.where(same, "The id stands twice, with the same text.", "The id stands twice; a longer text counts.")
    left_out = pd.DataFrame({"article": articles["article"], "reason": reasons, "place": ""})
    return articles[~again], left_out[again]


def _slots(bucket: Bucket, name: str) -> pa.Table:
    """The rows of a table of all parts that belong to a bucket."""
    paths = [str(path) for path in sorted(bucket.parts.glob(f"[!.]*/{name}.parquet"))]
    schema = None
    if name == "articles":
        kinds = {"published": pa.date32(), "words": pa.int64()}
        fields = [(column, kinds.get(column, pa.string())) for column in bucket.columns]
        schema = pa.schema([("row", pa.int64()), ("slot", pa.int64()), *fields])
    slot = ds.field("slot")
    found = ds.dataset(paths, schema=schema, format="parquet")
    return found.to_table(filter=(slot >= bucket.first) & (slot < bucket.last), use_threads=False)


def _write(bucket: Bucket, name: str, table: pd.DataFrame | pa.Table) -> None:
    path = bucket.out / name / f"part-{bucket.number:05d}.parquet"
    path.parent.mkdir(exist_ok=True)
    tables.write(table, path)
