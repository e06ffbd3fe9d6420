"""Where articles come from: a corpus folder, a Parquet dataset, JSONL or CSV files, cut into partitions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa

from analysis.errors import InputError, visible
from analysis.scale import from_csv, from_folder, from_jsonl, from_parquet
from analysis.scale.partition import Given, Partition, Record

SUFFIXES = {".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}
READERS = {"folder": from_folder.read, "parquet": from_parquet.read, "jsonl": from_jsonl.read, "csv": from_csv.read}
MISSING = "__HIVE_DEFAULT_PARTITION__"  # what Hive and all after it write for a missing value


def kind_of(path: Path) -> tuple[str, str]:
    """The format and the compression that a file name tells, "" for none.

    >>> kind_of(Path("news.jsonl.zst"))
    ('jsonl', 'zstd')
    """
    compression = COMPRESSIONS.get(path.suffix.lower(), "")
    kind = SUFFIXES.get((path.with_suffix("") if compression else path).suffix.lower(), "")
    return ("", "") if kind == "parquet" and compression else (kind, compression)


def input_files(source: str | Path) -> list[Path]:
    """The files that hold the articles of a source, in a fixed order."""
    source = Path(source)
    index = source / "articles.csv" if source.is_dir() else source
    if _is_corpus(index):
        return [index, *sorted(path for path in (index.parent / "articles").glob("*.txt") if path.is_file())]
    if not source.exists():
        raise InputError(f"{source} does not exist; the input is a corpus folder, a file or a folder of such files.")
    files = _files(source)
    if not files:
        raise InputError(
            f"{source} holds no articles: neither articles.csv beside articles/ID.txt, nor files named "
            f"{', '.join('*' + suffix for suffix in SUFFIXES)} (JSONL and CSV also with .gz or .zst)."
        )
    return files


def _is_corpus(index: Path) -> bool:
    return index.name == "articles.csv" and index.is_file() and (index.parent / "articles").is_dir()


def is_archive(source: Path) -> bool:
    """Whether a source is files of articles rather than a corpus folder."""
    return not (source / "articles.csv").exists() and bool(_files(source))


def _files(source: Path) -> list[Path]:
    """The files of articles that a path names or a folder holds, in a fixed order.

    None beside texts: a corpus folder has other tables too, and may lack its articles.csv.
    """
    if any((source / "articles").glob("*.txt")):
        return []
    found = _inside(source) if source.is_dir() else [source]
    return sorted(path for path in found if kind_of(path)[0] and path.is_file())


def _inside(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those it holds, but what is hidden or, as Spark's own, begins with an underscore.

    Raises InputError for a linked folder: it may lead to files that stand here already, and passed over it would be
    left out unseen.
    """
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        if linked := [name for name in folders if Path(place, name).is_symlink()]:
            raise InputError(
                f"{Path(place, linked[0])} is a link to a folder; put the folder itself there, or count it by itself."
            )
        yield from (Path(place, name) for name in names if not name.startswith((".", "_")))


def _refuse(error: OSError) -> None:
    """A folder that may not be looked into would be left out unseen."""
    raise InputError(f"{error.filename} could not be looked into ({error.strerror}).") from error


def partitions(files: list[Path], source: Path) -> Iterator[Partition]:
    """The partitions of the input files of a source, numbered from 0, always the same for the same files."""
    if _is_corpus(files[0]):
        found = (one._replace(name=files[0].name) for one in from_folder.pieces(files[0]))
    else:
        found = (one for path in files for one in _pieces(path, path.relative_to(source)))
    for number, one in enumerate(found):
        yield one._replace(number=number)


def given_by(path: Path) -> Given:
    """The columns that the names of folders give a file, as Hive, Spark and pandas write them: always as text.

    >>> given_by(Path("2024/city=%D8%B1%D8%B4%D8%AA/year=1403/part-0.parquet"))
    (('city', 'رشت'), ('year', '1403'))
    """
    named = [map(unquote, folder.split("=", 1)) for folder in path.parts[:-1] if "=" in folder]
    return tuple((name, None if value == MISSING else value) for name, value in named)


def _pieces(path: Path, inside: Path) -> Iterator[Partition]:
    """The partitions of a file that stands `inside` the input there; nowhere inside, where it is the input itself."""
    kind, compression = kind_of(path)
    given, name = given_by(inside), visible(inside.as_posix() if inside.name else path.name)
    with _readable(path):
        if kind == "parquet":
            found = from_parquet.pieces(path, given)
        elif kind == "jsonl":
            found = from_jsonl.pieces(path, compression, given)
        else:
            found = from_csv.pieces(path, compression, given)
        yield from (one._replace(given=given, name=name) for one in found)


def records(partition: Partition) -> Iterator[Record]:
    """The articles of a partition as they stand in their file, with what the names of its folders say of them.

    What the file itself says of a column goes before: some writers leave the column in it.
    """
    given = dict(partition.given)
    with _readable(Path(partition.path)):
        for record in READERS[partition.kind](partition):
            place = ", ".join(filter(None, (partition.name, record.place)))
            yield record._replace(place=place, fields={**given, **record.fields})


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What keeps a file from being read is told with its name."""
    try:
        yield
    except (OSError, pa.ArrowException, EOFError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path} could not be read to its end ({why}); it may be damaged or cut.") from error
