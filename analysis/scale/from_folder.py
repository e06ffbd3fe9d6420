"""Articles out of a corpus folder: articles.csv beside articles/ID.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.errors import InputError
from analysis.scale import partition
from analysis.scale.partition import Partition, Record
from analysis.text import folder


def pieces(index: Path) -> Iterator[Partition]:
    """The lines of articles.csv, together as many as have texts of 8 MB."""
    rows, problems = folder.read_rows(index)
    if not rows:
        raise InputError(problems)
    # In the output a reason names nothing that changes with the place of the folder.
    faults = (problem.removeprefix(f"{index}, ").split(": ", 1) for problem in problems)
    held: list[Record] = [Record(where, {}, fault) for where, fault in faults]
    size = 0
    for line, row in rows:
        held.append(Record(f"line {line}", row, folder.bad_id(row["article"]) or ""))
        path = _path(index, row)
        size += path.stat().st_size if not held[-1].fault and path.is_file() else 0
        if size >= partition.TARGET:
            yield Partition(str(index), "folder", size, data=held)
            held, size = [], 0
    if held:
        yield Partition(str(index), "folder", size, data=held)


def read(piece: Partition) -> Iterator[Record]:
    """The articles of a piece, with their texts."""
    index = Path(piece.path)
    for where, row, fault in piece.data:
        if fault:
            yield Record(where, row, fault)
            continue
        path = _path(index, row)
        text, _, problems = folder.read_text(path, row.get("sha256", ""), where)
        told = (problem.removeprefix(f"{where}: ").replace(str(path), f"articles/{path.name}") for problem in problems)
        yield Record(where, {**row, "text": text}, " ".join(told))


def _path(index: Path, row: dict[str, str]) -> Path:
    return index.parent / "articles" / f"{row['article']}.txt"
