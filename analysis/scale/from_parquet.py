"""Articles out of Parquet files, by their row groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.scale import partition
from analysis.scale.partition import Given, Partition, Record, require

ROWS = 500  # read at a time


def pieces(path: Path, given: Given) -> Iterator[Partition]:
    """The row groups of a file, the small ones together, the giant ones as pieces that carry their data."""
    target = partition.TARGET
    with pq.ParquetFile(path) as file:
        require(path, file.schema_arrow.names, given)
        sizes = [file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups)]
        packed = path.stat().st_size / max(sum(sizes), 1)
        start = size = 0
        for n, more in enumerate(sizes):
            if size and size + more > 2 * target:
                yield Partition(str(path), "parquet", round(size * packed), start, n)
                start, size = n, 0
            size += more
            if size > 4 * target:
                yield from _batches(path, file, n, round(size * packed))
                start, size = n + 1, 0
        if size:
            yield Partition(str(path), "parquet", round(size * packed), start, len(sizes))


def _batches(path: Path, file: pq.ParquetFile, group: int, size: int) -> Iterator[Partition]:
    """A row group too large for one partition, in pieces that carry their data."""
    told = file.metadata.row_group(group)
    at = _rows_before(file, group)
    for batch in file.iter_batches(max(1, told.num_rows * partition.TARGET // told.total_byte_size), [group]):
        yield Partition(str(path), "parquet", size * len(batch) // told.num_rows, at, data=batch)
        at += len(batch)


def read(piece: Partition) -> Iterator[Record]:
    """The articles of a piece."""
    path = Path(piece.path)
    if piece.data is not None:
        yield from _rows(piece.data, piece.first)
        return
    with pq.ParquetFile(path, buffer_size=2**20) as file:
        at = _rows_before(file, piece.first)
        for batch in file.iter_batches(ROWS, range(piece.first, piece.last)):
            yield from _rows(batch, at)
            at += len(batch)


def _rows_before(file: pq.ParquetFile, group: int) -> int:
    return sum(file.metadata.row_group(n).num_rows for n in range(group))


def _rows(batch: pa.RecordBatch, at: int) -> Iterator[Record]:
    for number, column in enumerate(batch.columns):
        if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
            batch = batch.set_column(number, batch.schema.names[number], _days(column))
    return (Record(f"row {n}", fields) for n, fields in enumerate(batch.to_pylist(), at + 1))


def _days(column: pa.Array) -> pa.Array:
    """Days and moments, those of years that Python knows no date of (milliseconds read as seconds) missing."""
    year = pc.year(column)
    return pc.if_else(pc.and_(pc.greater(year, 0), pc.less(year, 10_000)), column, None)
