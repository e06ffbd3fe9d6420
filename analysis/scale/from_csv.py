"""Articles out of CSV files, whose fields may hold commas, quotation marks and line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

from analysis.errors import InputError
from analysis.scale import partition
from analysis.scale.partition import COLUMNS, LONGEST, Given, Partition, Record, refuse_utf16, require, unpacked
from analysis.text.rows import separator, trimmed


def pieces(path: Path, compression: str, given: Given) -> Iterator[Partition]:
    """The rows of a file, in pieces that carry their data; none of a file that is empty.

    What a spreadsheet leaves behind is no fault, as in articles.csv (`rows.csv_rows`).
    """
    csv.field_size_limit(LONGEST)
    with path.open("rb") as raw, unpacked(raw, compression) as stream:
        # Bytes that are no UTF-8 become lone surrogates; an article with one is left out where texts are checked.
        text = io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline="")
        opening = text.readline(LONGEST)
        refuse_utf16(path, opening.encode("utf-8", "surrogateescape"))
        reader = csv.reader(chain([opening], text), delimiter=separator(opening, COLUMNS), strict=True)
        try:
            header = trimmed([name.strip() for name in next(filter(_told, reader), [])], 0)
            if header:
                require(path, header, given)
                yield from _held(path, reader, header, raw)
        except csv.Error as error:
            raise InputError(
                f"{path}, line {reader.line_num}: {error}; probably a quotation mark is never closed."
            ) from error


def read(piece: Partition) -> Iterator[Record]:
    """The articles of a piece."""
    return iter(piece.data)


def _told(cells: list[str]) -> bool:
    """Whether a line says anything: a spreadsheet leaves lines of empty cells behind."""
    return any(map(str.strip, cells))


def _held(path: Path, reader: Any, header: list[str], raw: IO[bytes]) -> Iterator[Partition]:
    held: list[Record] = []
    taken = letters = 0
    for line in filter(_told, reader):
        cells = trimmed(line, len(header))
        fault = "" if len(cells) == len(header) else f"The line has {len(cells)} fields, the header {len(header)}."
        held.append(Record(f"line {reader.line_num}", dict(zip(header, cells, strict=False)), fault))
        letters += sum(map(len, cells))
        if 2 * letters >= partition.TARGET:  # a Persian letter is two bytes
            yield Partition(str(path), "csv", raw.tell() - taken, data=held)
            held, letters, taken = [], 0, raw.tell()
    if held:
        yield Partition(str(path), "csv", path.stat().st_size - taken, data=held)
