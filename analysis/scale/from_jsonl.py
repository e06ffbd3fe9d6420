"""Articles out of JSONL files: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate, chain
from pathlib import Path

from analysis.errors import InputError
from analysis.scale import partition
from analysis.scale.partition import LONGEST, Given, Partition, Record, refuse_utf16, require, unpacked

OPENING = 100  # lines that tell the columns: an article may leave out a field that it has no value for

Lines = list[tuple[int, bytes]]  # with the bytes they begin at


def pieces(path: Path, compression: str, given: Given) -> Iterator[Partition]:
    """The lines of a file: as spans of bytes, or where it is compressed as pieces that carry their data."""
    blocks = _blocks(path, compression)
    opening = next(blocks, None)
    if opening is None:
        return
    _check(path, opening[0][:OPENING], given)
    if compression:
        for lines, size in chain([opening], blocks):
            yield Partition(str(path), "jsonl", size, data=lines)
        return
    whole, target = path.stat().st_size, partition.TARGET
    for start in range(0, whole, target):
        end = min(start + target, whole)
        yield Partition(str(path), "jsonl", end - start, start, end)


def _check(path: Path, lines: Lines, given: Given) -> None:
    """Refuse a file whose first articles have not the fields of articles."""
    refuse_utf16(path, lines[0][1])
    sound = [record.fields for record in _parsed(lines) if not record.fault]
    if sound:
        require(path, dict.fromkeys(chain.from_iterable(sound)), given)


def _blocks(path: Path, compression: str) -> Iterator[tuple[Lines, int]]:
    """Whole lines, in lists of some 8 MB, and how many bytes of the file each list took."""
    at, rest, read = 0, b"", 0
    with path.open("rb") as raw, unpacked(raw, compression) as stream:
        while block := stream.read(partition.TARGET):
            *whole, rest = (rest + block).split(b"\n")
            if len(rest) > LONGEST:
                raise InputError(f"{path}, byte {at}: a line is longer than 256 MB; JSONL has one article a line.")
            if whole:
                ends = list(accumulate((len(line) + 1 for line in whole), initial=at))
                yield list(zip(ends, whole, strict=False)), raw.tell() - read
                at, read = ends[-1], raw.tell()
    if rest:
        yield [(at, rest)], path.stat().st_size - read


def read(piece: Partition) -> Iterator[Record]:
    """The articles of a piece."""
    return _parsed(_between(Path(piece.path), piece.first, piece.last) if piece.data is None else piece.data)


def _between(path: Path, first: int, last: int) -> Iterator[tuple[int, bytes]]:
    """The lines that begin in the bytes first … last - 1."""
    with path.open("rb") as file:
        file.seek(max(first - 1, 0))
        while first and file.tell() < last and not file.readline(2**20).endswith(b"\n"):
            pass
        while (at := file.tell()) < last and (line := file.readline(LONGEST)):
            yield at, line


def _parsed(lines: Lines | Iterator[tuple[int, bytes]]) -> Iterator[Record]:
    return (Record(f"byte {at}", *_fields(line)) for at, line in lines if line.strip())


def _fields(line: bytes) -> tuple[dict, str]:
    """The fields of an article, or why the line is none: in few words, so that those of one reason are counted."""
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {}, "The line is not UTF-8."
    except (ValueError, RecursionError) as error:
        return {}, f"The line is not JSON ({getattr(error, 'msg', error)}); JSONL has one article a line."
    return (fields, "") if isinstance(fields, dict) else ({}, "The line is not a JSON object, as an article is.")
