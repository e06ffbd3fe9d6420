"""Count a whole archive: partitions counted anywhere, their tables merged, one folder that appears whole or not."""

from __future__ import annotations

import inspect
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
from tqdm.auto import tqdm

from analysis import interrupt
from analysis.claim import locked
from analysis.errors import InputError, visible
from analysis.files import write_whole
from analysis.scale import parquet
from analysis.scale.chain import Job, count_partition
from analysis.scale.fingerprint import digest, versions
from analysis.scale.inputs import input_files, partitions
from analysis.scale.merge import buckets, exclusions, merge
from analysis.scale.partition import Partition
from analysis.scale.process import lean
from analysis.scale.workers import Each, hands
from analysis.statistics.counting import themes_of
from analysis.text.counted import counted
from analysis.themes.lexicon import read_lexicon

MANIFEST, PLAN, THEMES = "manifest.json", "plan.json", "themes.toml"


def run(
    source: str | Path,
    out: str | Path,
    lexicon: str | Path,
    workers: int | None = None,
    scheduler: str | None = None,
    client: Any = None,
    with_matches: bool = False,
    **choices,
) -> Path:
    """Count the articles of `source` with a lexicon (themes.toml) and leave the tables in the folder `out`.

    The folder holds Parquet datasets: `articles` (without texts, with `words`), `counts` (as `count` gives, summed by
    article, part and speaker), with `with_matches` also `sentences` (without texts) and `matches`; exclusions.parquet
    (`article`, `reason`, `place`); the lexicon as themes.toml; and manifest.json. The tables are the same bytes for the
    same articles, however partitioned and in whatever order. `workers`, `scheduler` and `client` say where the work is
    done (`workers.hands`); without a client this process is kept small, as one that does nothing else (`process.lean`).
    `choices` are those of `counted`. An interrupted count goes on where it was when it is started again.
    """
    out = Path(out)
    if out.resolve() == Path(source).resolve():
        raise InputError(f"{out} is the input itself; choose another folder for the counts.")
    files = [path for path in input_files(source) if out.resolve() not in path.resolve().parents]
    if not files:
        raise InputError(f"{source} holds no articles but the counts in {out}.")
    size = sum(path.stat().st_size for path in files)
    unfinished = out.parent / f".{out.name}.unfinished"
    running = out.parent / f".{out.name}.running"
    with locked(running), hands(size, workers, scheduler, client) as (each, dashboard):
        if client is None:
            lean()
        entries = read_lexicon(lexicon)
        plan = _plan(each, Path(source), files, Path(lexicon), with_matches, choices)
        if _stands(out, plan):
            if not _of_another(unfinished, plan):  # a run killed while it tidied up left it
                shutil.rmtree(unfinished, ignore_errors=True)
            return out
        begun = _is_begun(unfinished, plan)
        with _explained(unfinished):
            if not begun:
                _begin(unfinished, plan, Path(lexicon))
            here, sha256 = unfinished.resolve(), plan["lexicon"]["sha256"]
            job = Job(here / "parts", here / THEMES, sha256, choices, with_matches, versions())
            _count(each, job, Path(source), files, dashboard)
            _finish(each, job, here / "out", plan, list(themes_of(entries["theme"])))
            _replace(out, unfinished / "out")
            shutil.rmtree(unfinished)
    return out


def _plan(each: Each, source: Path, files: list[Path], lexicon: Path, with_matches: bool, choices: dict) -> dict:
    """What the result depends on, as it stands in the manifest; two counts of one plan have the same result."""
    base = source if source.is_dir() else source.parent
    nothing = pd.DataFrame(columns=["article", "sentence", "part", "speaker", "repeat_of", "words"])
    counted(nothing, **choices)  # refuses what is no choice
    bound = inspect.signature(counted).bind(nothing, **choices)
    bound.apply_defaults()
    return {
        "versions": versions(),
        "lexicon": {"file": lexicon.name, "sha256": digest(lexicon)[2]},
        "choices": json.loads(json.dumps({name: bound.arguments[name] for name in list(bound.arguments)[1:]})),
        "with_matches": with_matches,
        "inputs": [
            {"file": visible(Path(path).relative_to(base).as_posix()), "bytes": size, "sha256": sha256}
            for path, size, sha256 in sorted(each(digest, files))
        ],
    }


def _stands(out: Path, plan: dict) -> bool:
    """Whether the folder holds the result of this plan; a folder of anything but a count is not overwritten."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return False
    try:
        return _planned(read_manifest(out)) == plan
    except InputError as error:
        raise InputError(f"{out} is there already and holds no count; choose another folder.") from error


def _is_begun(unfinished: Path, plan: dict) -> bool:
    """Whether an interrupted run of the same plan left its parts."""
    if _of_another(unfinished, plan):
        raise InputError(
            f"{unfinished} holds an unfinished count of another input, lexicon, choice or version; "
            "finish that one first, or remove the folder."
        )
    return (unfinished / PLAN).is_file()


def _of_another(unfinished: Path, plan: dict) -> bool:
    """Whether a folder holds the parts of a count of another plan."""
    path = unfinished / PLAN
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") != _told(plan)


def _told(plan: dict) -> str:
    return json.dumps(plan, ensure_ascii=False)


def _begin(unfinished: Path, plan: dict, lexicon: Path) -> None:
    """A new folder for the unfinished count, with the lexicon as it stands now."""
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "parts").mkdir(parents=True)
    write_whole(unfinished / THEMES, lexicon.read_bytes())
    write_whole(unfinished / PLAN, _told(plan))


def _count(each: Each, job: Job, source: Path, files: list[Path], dashboard: str) -> None:
    """Count every partition that is not finished yet, and show how far it is."""
    finished = {path.name for path in job.parts.glob("[!.]*")}
    start = time.monotonic()
    size = sum(path.stat().st_size for path in files)
    numbers = {str(path): number for number, path in enumerate(files, 1)}
    with tqdm(total=size, unit="B", unit_scale=True, disable=None, desc="counting") as bar:
        if dashboard:
            bar.write(f"Dask's dashboard: {dashboard}", file=sys.stderr)

        def open_ones() -> Iterator[Partition]:
            for one in partitions(files, source):
                if f"{one.number:06d}" in finished:
                    bar.update(one.size)
                else:
                    yield one

        articles = words = file = 0
        for done in each(partial(count_partition, job), open_ones()):
            articles, words, file = articles + done.articles, words + done.words, max(file, numbers[done.path])
            interrupt.check()
            bar.update(done.size)
            speed = words / (time.monotonic() - start)
            bar.set_postfix_str(f"file {file:,} of {len(files):,}, {articles:,} articles, {speed:,.0f} words/s")


def _finish(each: Each, job: Job, out: Path, plan: dict, themes: list[str]) -> None:
    """Merge the parts and write what belongs to the whole."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    merged = tqdm(each(merge, buckets(job.parts, out, job.with_matches)), disable=None, desc="merging", unit="file")
    left_out = exclusions(job.parts, list(merged))
    articles = pq.ParquetDataset(out / "articles").read(["words"])["words"] if (out / "articles").is_dir() else []
    if not len(articles):
        reasons = left_out["reason"].value_counts()
        shutil.rmtree(out.parent)
        frequent = [f"; {n:,} of {len(left_out):,} were left out because: {why}" for why, n in reasons[:1].items()]
        raise InputError(f"The input holds no article that can be counted{''.join(frequent) or '.'}")
    parquet.write(left_out, out / "exclusions.parquet")
    write_whole(out / THEMES, job.lexicon.read_bytes())
    summary = {
        "articles": len(articles),
        "words": pc.sum(articles).as_py(),
        "themes": themes,
        "excluded": {reason: int(n) for reason, n in left_out["reason"].value_counts().sort_index().items()},
    }
    write_whole(out / MANIFEST, json.dumps({**summary, **plan}, ensure_ascii=False, indent=1) + "\n")


def _replace(out: Path, made: Path) -> None:
    """Put the finished folder in its place; an older count there is removed only after that."""
    old = made.parent / "replaced"
    if out.exists():
        out.rename(old)
    made.rename(out)


def read_manifest(folder: str | Path) -> dict:
    """What a count says of itself. Raises InputError where there is none, or another's: a study writes one as well."""
    path = Path(folder) / MANIFEST
    if not path.is_file():
        raise InputError(
            f"{folder} holds no {MANIFEST}, so it is no finished count; make one with: python -m analysis count"
        )
    try:
        manifest = json.loads(path.read_bytes())
    except ValueError as error:
        raise InputError(f"{path} is damaged ({error}); count the input again.") from error
    if not (isinstance(manifest, dict) and {"themes", "inputs", "choices"} <= manifest.keys()):
        raise InputError(f"{path} is not that of a count; make one with: python -m analysis count")
    return manifest


def _planned(manifest: dict) -> dict:
    return {name: manifest.get(name) for name in ("versions", "lexicon", "choices", "with_matches", "inputs")}


@contextmanager
def _explained(unfinished: Path) -> Iterator[None]:
    """What stops a count says so in a sentence, and that what is finished is kept."""
    try:
        yield
    except (InputError, OSError) as error:
        problems = error.problems if isinstance(error, InputError) else [_unwritten(unfinished, error)]
        kept = len(list((unfinished / "parts").glob("[!.]*")))
        if kept:
            problems = [
                *problems,
                f"{kept} finished partitions are kept in {unfinished}; the same command goes on from there.",
            ]
        raise InputError(problems) from error


def _unwritten(unfinished: Path, error: OSError) -> str:
    return f"{error.filename or unfinished} could not be read or written ({error.strerror or error})."
