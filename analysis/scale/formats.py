"""The file formats of an archive, Parquet, JSONL and CSV (the last two also .gz, .zst), cut into partitions of 8 MB.

What can be read from its middle (Parquet row groups, plain JSONL) is named by its place and read where the work is
done. What must be read from its beginning (CSV, compressed JSONL, one giant row group) is read once, where the work is
handed out, and its partitions carry their data.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import InputError
from analysis.text.folder import REQUIRED

COLUMNS = (*REQUIRED, "text")
SUFFIXES = {".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
TARGET = 2**23  # bytes of a partition: seconds of work, so that little is lost with a worker and the cores stay even
LONGEST_RECORD = 2**28  # bytes; a line or field beyond it is a file without line ends or a quotation mark never closed


class Partition(NamedTuple):
    """A part of one input file: rows, bytes or row groups `first` … `last` - 1, or the data itself."""

    number: int
    path: str
    kind: str  # corpus, parquet, jsonl, or records for data that come along
    first: int
    last: int
    size: int  # bytes of the file, for the progress bar
    data: Any = None


class Record(NamedTuple):
    """One article as it stands in its file: `fields`, or what is wrong with it; `place` in words."""

    place: str
    fields: dict[str, Any]
    fault: str = ""


def kind_of(path: Path) -> tuple[str, str]:
    """The format and the compression that a file name tells, "" for none.

    >>> kind_of(Path("news.jsonl.zst"))
    ('jsonl', 'zstd')
    """
    compression = COMPRESSIONS.get(path.suffix.lower(), "")
    kind = SUFFIXES.get((path.with_suffix("") if compression else path).suffix.lower(), "")
    return ("", "") if kind == "parquet" and compression else (kind, compression)


def pieces(path: Path) -> Iterator[Partition]:
    """The partitions of one file, always the same ones, not yet numbered."""
    kind, compression = kind_of(path)
    try:
        if kind == "parquet":
            yield from _parquet(path)
        elif kind == "csv":
            yield from _csv(path, compression)
        else:
            yield from _jsonl(path, compression)
    except (OSError, pa.ArrowInvalid, EOFError) as error:
        raise InputError(f"{path} could not be read to its end ({error}); the file is damaged.") from error


def read(partition: Partition) -> Iterator[Record]:
    """The articles of a partition."""
    path = Path(partition.path)
    if partition.kind == "parquet":
        return _parquet_records(path, partition)
    if partition.kind == "jsonl":
        lines = _lines(path, partition.first, partition.last) if partition.data is None else partition.data
        return (_parsed(f"{path.name}, byte {at}", line) for at, line in lines if line.strip())
    return iter(partition.data)


def piece(path: Path, kind: str, first: int, last: int, size: int, data: Any = None) -> Partition:
    """A partition without a number."""
    return Partition(0, str(path), kind, first, last, size, data)


def _checked(path: Path, columns: list[str]) -> None:
    if missing := [name for name in COLUMNS if name not in columns]:
        raise InputError(
            f"{path}: the columns {', '.join(missing)} are missing; it has {', '.join(columns) or 'nothing'}. "
            f"Needed are {', '.join(COLUMNS)}."
        )
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise InputError(f"{path}: the columns {', '.join(twice)} stand twice; each column may stand once.")


# Parquet


def _parquet(path: Path) -> Iterator[Partition]:
    with pq.ParquetFile(path) as file:
        _checked(path, file.schema_arrow.names)
        sizes = [file.metadata.row_group(n).total_byte_size for n in range(file.num_row_groups)]
        packed = path.stat().st_size / max(sum(sizes), 1)
        start = size = 0
        for n, more in enumerate(sizes):
            if size and size + more > 2 * TARGET:
                yield piece(path, "parquet", start, n, round(size * packed))
                start, size = n, 0
            size += more
            if size > 4 * TARGET:
                yield from _batches(path, file, n, round(size * packed))
                start, size = n + 1, 0
        if size:
            yield piece(path, "parquet", start, len(sizes), round(size * packed))


def _batches(path: Path, file: pq.ParquetFile, group: int, size: int) -> Iterator[Partition]:
    """A row group too large for one partition, in pieces that carry their data."""
    rows = file.metadata.row_group(group).num_rows
    step = max(1, rows * TARGET // file.metadata.row_group(group).total_byte_size)
    at = sum(file.metadata.row_group(n).num_rows for n in range(group))
    for batch in file.iter_batches(step, row_groups=[group]):
        yield piece(path, "parquet", at, at + len(batch), size * len(batch) // rows, batch)
        at += len(batch)


def _parquet_records(path: Path, partition: Partition) -> Iterator[Record]:
    if partition.data is not None:
        yield from _rows(path, partition.data, partition.first)
        return
    with pq.ParquetFile(path, buffer_size=2**20) as file:
        at = sum(file.metadata.row_group(n).num_rows for n in range(partition.first))
        for batch in file.iter_batches(500, row_groups=range(partition.first, partition.last)):
            yield from _rows(path, batch, at)
            at += len(batch)


def _rows(path: Path, batch: pa.RecordBatch, at: int) -> Iterator[Record]:
    for n, fields in enumerate(batch.to_pylist(), at + 1):
        yield Record(f"{path.name}, row {n}", fields)


# JSONL and CSV


def _jsonl(path: Path, compression: str) -> Iterator[Partition]:
    blocks = _blocks(path, compression)
    opening = list(islice(blocks, 1))
    blocks = chain(opening, blocks)
    first = next((line for data, _ in opening for _, line in data if line.strip()), None)
    if first is None:
        return
    record = _parsed(f"{path}, line 1", first)
    if record.fault and first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path} is UTF-16; convert it first, for example with: iconv -f UTF-16 -t UTF-8 {path.name}")
    if not record.fault:
        _checked(path, list(record.fields))
    if compression:
        for data, size in blocks:
            yield piece(path, "jsonl", data[0][0], data[-1][0] + 1, size, data)
        return
    size = path.stat().st_size
    for start in range(0, size, TARGET):
        yield piece(path, "jsonl", start, min(start + TARGET, size), min(TARGET, size - start))


def _blocks(path: Path, compression: str) -> Iterator[tuple[list[tuple[int, bytes]], int]]:
    """Whole lines with the bytes they begin at, in lists of some TARGET bytes, and how much of the file they took."""
    at, rest, read = 0, b"", 0
    with path.open("rb") as raw, _unpacked(raw, compression) as stream:
        while block := stream.read(TARGET):
            *whole, rest = (rest + block).split(b"\n")
            if len(rest) > LONGEST_RECORD:
                raise InputError(f"{path}, byte {at}: a line is longer than 256 MB; JSONL has one article a line.")
            if whole:
                yield _placed(whole, at), raw.tell() - read
                at, read = at + sum(map(len, whole)) + len(whole), raw.tell()
    if rest:
        yield [(at, rest)], path.stat().st_size - read


def _unpacked(raw: IO[bytes], compression: str) -> IO[bytes]:
    return pa.CompressedInputStream(pa.PythonFile(raw, "r"), compression) if compression else raw


def _placed(lines: list[bytes], at: int) -> list[tuple[int, bytes]]:
    ends = accumulate((len(line) + 1 for line in lines), initial=at)
    return list(zip(ends, lines, strict=False))


def _lines(path: Path, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in the bytes first … last - 1."""
    with path.open("rb") as file:
        file.seek(max(first - 1, 0))
        while first and file.tell() < last and not file.readline(2**20).endswith(b"\n"):
            pass
        while (at := file.tell()) < last and (line := file.readline(LONGEST_RECORD)):
            yield at, line


def _parsed(place: str, line: bytes) -> Record:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Record(place, {}, f"The line is not UTF-8 (byte {error.start} of it).")
    except (ValueError, RecursionError) as error:
        return Record(place, {}, f"The line is not JSON ({error}).")
    if not isinstance(fields, dict):
        return Record(place, {}, "The line is not a JSON object.")
    return Record(place, fields)


def _csv(path: Path, compression: str) -> Iterator[Partition]:
    csv.field_size_limit(LONGEST_RECORD)
    # Bytes that are no UTF-8 become lone surrogates here; an article with one is left out where texts are checked.
    with path.open("rb") as raw, _unpacked(raw, compression) as stream:
        reader = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""))
        try:
            header = [name.strip() for name in next(reader, [])]
            _checked(path, header)
            yield from _csv_pieces(path, reader, header, raw)
        except csv.Error as error:
            raise InputError(
                f"{path}, line {reader.line_num}: {error}; probably a quotation mark is never closed."
            ) from error


def _csv_pieces(path: Path, reader: Any, header: list[str], raw: IO[bytes]) -> Iterator[Partition]:
    held: list[Record] = []
    line = read = letters = 0
    for cells in reader:
        if not cells:
            continue
        fault = "" if len(cells) == len(header) else f"The line has {len(cells)} fields, the header {len(header)}."
        held.append(Record(f"{path.name}, line {reader.line_num}", dict(zip(header, cells, strict=False)), fault))
        letters += sum(map(len, cells))
        if 2 * letters >= TARGET:  # a Persian letter is two bytes
            yield piece(path, "records", line, reader.line_num, raw.tell() - read, held)
            held, letters, line, read = [], 0, reader.line_num, raw.tell()
    if held:
        yield piece(path, "records", line, reader.line_num, path.stat().st_size - read, held)
