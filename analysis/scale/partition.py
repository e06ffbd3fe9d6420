"""What every format of input is cut into: partitions of 8 MB, and in them the articles as they stand in their files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa

from analysis.errors import InputError
from analysis.text.folder import REQUIRED

COLUMNS = (*REQUIRED, "text")
TARGET = 2**23  # bytes of a partition: seconds of work, so that little is lost with a worker and the cores stay even
LONGEST = 2**28  # bytes of a line or field; one beyond is a file without line ends or a quotation mark never closed
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


Given = tuple[tuple[str, str | None], ...]  # columns and values that the names of a file's folders tell


class Partition(NamedTuple):
    """A part of one input file: bytes or row groups `first` … `last` - 1, or the data itself.

    What can be read from its middle (Parquet row groups, plain JSONL) is named by its place and read where the work is
    done. What must be read from its beginning (CSV, compressed JSONL, one giant row group) is read once, where the work
    is handed out, and its partitions carry their data.
    """

    path: str
    kind: str  # whose `read` understands it: folder, parquet, jsonl, csv
    size: int  # bytes of the file, for the progress bar
    first: int = 0
    last: int = 0
    data: Any = None
    given: Given = ()
    number: int = 0
    name: str = ""  # of the file, as the input holds it: city=رشت/part-0.parquet


class Record(NamedTuple):
    """One article as it stands in its file: `fields`, or what is wrong with it; `place` there, in words."""

    place: str
    fields: dict[str, Any]
    fault: str = ""


def require(path: Path, columns: Iterable[str], given: Given = ()) -> None:
    """Refuse a file that lacks a column which its folders do not give either, or has one twice."""
    columns = list(columns)
    if missing := [name for name in COLUMNS if name not in columns and name not in dict(given)]:
        raise InputError(
            f"{path}: the columns {', '.join(missing)} are missing; it has {', '.join(columns)}. "
            f"Needed are {', '.join(COLUMNS)}."
        )
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise InputError(f"{path}: the columns {', '.join(twice)} stand twice; each column may stand once.")


def refuse_utf16(path: Path, opening: bytes) -> None:
    """Refuse a file that begins as UTF-16 does, in which nothing else could be read."""
    if opening.startswith(UTF_16):
        raise InputError(f"{path} is UTF-16; convert it first, for example with: iconv -f UTF-16 -t UTF-8 {path.name}")


def unpacked(raw: IO[bytes], compression: str) -> IO[bytes]:
    """The bytes of a file as they were before a compression that Arrow knows, "" for none."""
    return pa.CompressedInputStream(pa.PythonFile(raw, "r"), compression) if compression else raw
