"""Tables as Parquet files whose bytes depend on nothing but their rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 2**16  # in a row group: what is read at a time, and what is skipped at a time


def write(table: pd.DataFrame | pa.Table, path: Path, rows: int = ROWS) -> None:
    """Write a table: text and categories as strings, days as dates. (Parquet keeps each string of a column once.)"""
    if isinstance(table, pd.DataFrame):
        table = pa.table({name: _array(column) for name, column in table.items()})
    write_pieces((table.slice(start, rows) for start in range(0, max(len(table), 1), rows)), path)


def write_pieces(pieces: Iterator[pa.Table], path: Path) -> None:
    """Write a table that comes in pieces, at least one; each that has rows becomes a row group."""
    first = next(pieces)
    schema = pa.schema([(field.name, _plain(field.type)) for field in first.schema])
    aside = path.with_name(f".{path.name}.{uuid4().hex}")  # a worker taken for dead may be writing the same table
    with pq.ParquetWriter(aside, schema, compression="zstd") as file:
        for piece in chain([first], pieces):
            if len(piece):
                file.write_table(piece.cast(schema).combine_chunks(), len(piece))
    aside.replace(path)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _array(column: pd.Series) -> pa.Array:
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = pa.array(column.cat.codes.to_numpy(), mask=column.isna().to_numpy())
        names = pa.array(column.cat.categories.astype(object), pa.string())
        return pa.DictionaryArray.from_arrays(codes, names)
    if pd.api.types.is_datetime64_any_dtype(column):
        return pa.array(column, pa.date32(), from_pandas=True)
    if pd.api.types.is_integer_dtype(column):
        return pa.array(column, pa.int64(), from_pandas=True)
    return pa.array(column, pa.string(), from_pandas=True)
