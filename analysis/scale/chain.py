"""One function for a partition: articles in, the study's own chain, tables out as files that appear all or none.

Inside, an article goes by the number of its row, so that an id that stands twice in the input harms nothing until the
parts are merged. Its slot, drawn from the id by a hash, tells where the article will stand in the output.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.scale import parquet
from analysis.scale.checking import EXCLUSIONS, checked
from analysis.scale.fingerprint import versions
from analysis.scale.inputs import records
from analysis.scale.partition import Partition, Record
from analysis.scale.process import ready
from analysis.statistics.counting import COUNTS, count
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches

CHARACTERS = 1_000_000  # of text at a time: of 100,000 the tables take 40 MB less, and the count a third more time
SLOTS = 2**16
ROW, SLOT = "__row", "__slot"  # columns of the parts alone; of the input's own none begins so (`checked`)
ROWS = 2**12  # in a row group of a part, so that merging reads little more than the slots it asks for


class Job(NamedTuple):
    """What a worker has to know of the whole count; it goes out with every partition, so it is small."""

    parts: Path  # the folder of the unfinished count's parts
    lexicon: Path
    sha256: str  # of the lexicon
    choices: dict[str, Any]
    with_matches: bool
    versions: dict[str, str]


class Done(NamedTuple):
    """A finished partition, and how much it held."""

    path: str
    size: int
    articles: int
    words: int


def count_partition(job: Job, partition: Partition) -> Done:
    """Count a partition and leave its tables in the folder of parts."""
    _same_versions(job.versions)
    ready()
    lexicon = _entries(job.lexicon, job.sha256)
    gathered: dict[str, list[pd.DataFrame]] = {}
    row = partition.number << 32
    for chunk in _chunks(records(partition)):
        articles, left_out = checked(chunk)
        articles.insert(0, ROW, np.arange(row, row + len(articles)))
        articles.insert(1, SLOT, [slot(article) for article in articles["article"]])
        row += len(articles)
        made = _counted(articles, job, lexicon)
        made.setdefault("exclusions", []).append(left_out)
        for name, found in made.items():
            gathered.setdefault(name, []).extend(found)
    whole = {name: pd.concat(found, ignore_index=True) for name, found in gathered.items()}
    _leave(job.parts / f"{partition.number:06d}", whole)
    articles = whole.get("articles", pd.DataFrame({"words": []}))
    return Done(partition.path, partition.size, len(articles), int(articles["words"].sum()))


def _same_versions(wanted: dict[str, str]) -> None:
    """A worker that reads or counts in another way would leave parts that do not belong together."""
    for name, version in versions().items():
        if wanted.get(name) != version:
            raise InputError(
                f"The worker on {platform.node()} has {name} {version}, the count was started with {wanted.get(name)}; "
                "start the workers in the environment of this project."
            )


def tables_of(articles: pd.DataFrame, lexicon: pd.DataFrame, with_matches: bool, **choices) -> dict[str, pd.DataFrame]:
    """The tables of some articles by the same chain as a study's, the counts summed by article, part and speaker."""
    said = sentences(articles)
    found = matches(tokens(said), lexicon)
    counts = count(articles, said, found, **choices)
    keys = ["article", "part", "speaker", "theme"]
    made = {"counts": counts.groupby(keys, sort=False, observed=True, as_index=False)[COUNTS].sum()}
    words = said.groupby("article", sort=False)["words"].sum().reindex(articles["article"], fill_value=0)
    made["articles"] = articles.drop(columns="text").assign(words=words.to_numpy())
    return {**made, "sentences": said.drop(columns="text"), "matches": found} if with_matches else made


@lru_cache(maxsize=1)
def _entries(path: Path, sha256: str) -> pd.DataFrame:
    """The lexicon, read once in a process; its hash tells a later state of the file from this one."""
    return read_lexicon(path)


def slot(article: str) -> int:
    """Where an article stands among the slots, whatever else is counted with it."""
    return int.from_bytes(hashlib.blake2b(article.encode(), digest_size=2).digest())


def _counted(articles: pd.DataFrame, job: Job, lexicon: pd.DataFrame) -> dict[str, list[pd.DataFrame]]:
    """The tables of the articles; one on which the program fails is left out with what happened and stops no other."""
    if articles.empty:
        return {}
    try:
        by_row = articles.drop(columns=[ROW, SLOT]).assign(article=articles[ROW])
        made = tables_of(by_row, lexicon, job.with_matches, **job.choices)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        if len(articles) > 1:
            middle = len(articles) // 2
            halves = [_counted(half, job, lexicon) for half in (articles[:middle], articles[middle:])]
            return {name: halves[0].get(name, []) + halves[1].get(name, []) for name in {**halves[0], **halves[1]}}
        reason = f"The program failed on it ({type(error).__name__}: {error}); please report the article."
        failed = pd.DataFrame([(articles["article"].iloc[0], reason, "")], columns=list(EXCLUSIONS), dtype=object)
        return {"exclusions": [failed]}
    slots = articles.set_index(ROW)[SLOT]
    for name, table in made.items():
        table = table.rename(columns={"article": ROW})
        made[name] = table.assign(**{SLOT: slots.reindex(table[ROW]).to_numpy()})
    made["articles"]["article"] = articles["article"].to_numpy()
    return {name: [table] for name, table in made.items()}


def _chunks(found: Iterator[Record]) -> Iterator[list[Record]]:
    chunk, letters = [], 0
    for record in found:
        chunk.append(record)
        letters += len(text) if isinstance(text := record.fields.get("text"), str | bytes) else 0
        if letters >= CHARACTERS:
            yield chunk
            chunk, letters = [], 0
    if chunk:
        yield chunk


def _leave(folder: Path, whole: dict[str, pd.DataFrame]) -> None:
    """Write the tables of a partition aside and rename their folder, so that it holds all of them or is not there."""
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, table in whole.items():
            ordered = table.sort_values(SLOT, kind="stable") if SLOT in table else table
            parquet.write(ordered, aside / f"{name}.parquet", ROWS)
        aside.rename(folder)
    except OSError:
        if not folder.is_dir():  # else a worker that was taken for dead has left the same part
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
