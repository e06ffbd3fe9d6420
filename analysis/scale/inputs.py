"""Where articles come from: a corpus folder, a Parquet dataset, JSONL or CSV files, cut into partitions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.errors import InputError
from analysis.scale import formats
from analysis.scale.formats import Partition, Record, piece
from analysis.text import folder


def input_files(source: str | Path) -> list[Path]:
    """The files that hold the articles of a source, in a fixed order."""
    source = Path(source)
    if (source / "articles.csv").is_file() and (source / "articles").is_dir():
        return [source / "articles.csv", *sorted((source / "articles").glob("*.txt"))]
    if not source.exists():
        raise InputError(f"{source} does not exist; the input is a corpus folder, a file or a folder of such files.")
    found = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
    files = [path for path in found if formats.kind_of(path)[0] and not _aside(path.relative_to(source.parent))]
    if not files:
        raise InputError(
            f"{source} holds no articles: neither articles.csv beside articles/ID.txt, nor files named "
            f"{', '.join('*' + suffix for suffix in formats.SUFFIXES)} (JSONL and CSV also with .gz or .zst)."
        )
    return files


def _aside(path: Path) -> bool:
    """What stands in hidden files and folders, or behind an underscore as Spark's do, is no input."""
    return any(part.startswith((".", "_")) for part in path.parts[1:]) or path.name.startswith((".", "_"))


def is_archive(source: Path) -> bool:
    """Whether a source is files of articles rather than a corpus folder."""
    if source.is_dir() and not (source / "articles.csv").exists():
        return any(formats.kind_of(path)[0] for path in source.rglob("*"))
    return source.is_file() and bool(formats.kind_of(source)[0])


def partitions(files: list[Path]) -> Iterator[Partition]:
    """The partitions of the input files, numbered from 0, always the same for the same files."""
    is_corpus = files[0].name == "articles.csv" and (files[0].parent / "articles").is_dir()
    found = _corpus(files[0]) if is_corpus else (one for path in files for one in formats.pieces(path))
    for number, one in enumerate(found):
        yield one._replace(number=number)


def records(partition: Partition) -> Iterator[Record]:
    """The articles of a partition as they stand in their file."""
    if partition.kind == "corpus":
        return _with_texts(Path(partition.path), partition.data)
    return formats.read(partition)


def _corpus(index: Path) -> Iterator[Partition]:
    rows, problems = folder.read_rows(index)
    if not rows:
        raise InputError(problems)
    held: list[Record] = [Record("", {}, problem) for problem in problems]
    size = 0
    for line, row in rows:
        path = index.parent / "articles" / f"{row['article']}.txt"
        held.append(Record(f"{index.name}, line {line}", row, folder.bad_id(row["article"]) or ""))
        size += path.stat().st_size if not held[-1].fault and path.is_file() else 0
        if size >= formats.TARGET:
            yield piece(index, "corpus", line, line, size, held)
            held, size = [], 0
    if held:
        yield piece(index, "corpus", rows[-1][0], rows[-1][0], size, held)


def _with_texts(index: Path, rows: list[Record]) -> Iterator[Record]:
    for place, row, fault in rows:
        if fault:
            yield Record(place, row, fault)
            continue
        path = index.parent / "articles" / f"{row['article']}.txt"
        text, _, problems = folder.read_text(path, row.get("sha256", ""), place)
        yield Record(place, {**row, "text": text}, " ".join(problems))
