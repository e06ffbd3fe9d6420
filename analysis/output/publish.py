"""Everything a study exports: tables, figures with captions in both languages, findings, and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd

from analysis.output import figures
from analysis.output.files import write_whole
from analysis.output.gallery import PLATES, caption, draw
from analysis.output.plates import LANGUAGES, Plate
from analysis.statistics.contrasts import contrasts_of
from analysis.statistics.flow import flow
from analysis.statistics.rates import rates_of
from analysis.study import Study
from analysis.text.tokens import zwnj_log

# The libraries whose version can move a number or a line of a figure.
LIBRARIES = ("hazm", "matplotlib", "numpy", "pandas", "rapidfuzz", "scipy", "statsmodels")


class Job(NamedTuple):
    """One thing to export: its name, and the call that computes and writes it."""

    name: str
    write: Callable[[], object]


def jobs(study: Study, out: Path) -> list[Job]:
    """Everything a study exports into a folder, to be done in this order."""
    made = [Job(f"table {name}", partial(_write_table, make, study, out, name)) for name, make in TABLES.items()]
    made += [Job(f"figure {plate.__name__}", partial(_write_figure, plate, study, out)) for plate in PLATES]
    return [*made, Job("manifest", partial(_write_manifest, study, out))]


def _write_table(make: Callable[[Study], pd.DataFrame | None], study: Study, out: Path, name: str) -> None:
    table = make(study)
    if table is not None:
        text = table.to_csv(index=False, lineterminator="\n", float_format="%.6g")
        write_whole(out / "tables" / f"{name}.csv", text)


def _write_figure(make: Callable[[Study], Plate | None], study: Study, out: Path) -> None:
    plate = make(study)
    for language in LANGUAGES if plate is not None else ():
        with figures.style(language=language):
            figure = draw(plate, language)
            alt = f"{plate.what[language]}. {plate.takeaway[language]}."
            figures.export(figure, out, plate.name, plate.table, caption(plate, study, language), alt)
            plt.close(figure)


def _write_manifest(study: Study, out: Path) -> None:
    write_whole(out / "manifest.json", json.dumps(manifest(study), ensure_ascii=False, indent=2) + "\n")


def _contrasts(study: Study, by: str) -> pd.DataFrame | None:
    return contrasts_of(study.counts, study.articles, by) if study.articles[by].nunique() > 1 else None


# Texts stay in the corpus folder; the tables say where in them everything stands.
TABLES: dict[str, Callable[[Study], pd.DataFrame | None]] = {
    "articles": lambda study: study.articles.drop(columns=["text", "path"]),
    "sentences": lambda study: study.sentences,
    "matches": lambda study: study.matches,
    "flow": lambda study: flow(study.articles, study.sentences),
    "zwnj": lambda study: zwnj_log(study.tokens),
    "rates-article": lambda study: rates_of(study.counts, study.articles, "article"),
    "rates-official": lambda study: rates_of(study.counts, study.articles, "official"),
    "rates-city": lambda study: rates_of(study.counts, study.articles, "city"),
    "contrasts-official": lambda study: _contrasts(study, "official"),
    "contrasts-city": lambda study: _contrasts(study, "city"),
}


def manifest(study: Study) -> dict[str, object]:
    """What the numbers rest on: the corpus, the lexicon, the codings and the libraries, by hash and version."""
    files = [study.folder / "themes.toml", *sorted((study.folder / "coding").glob("*.csv"))]
    return {
        "articles": dict(zip(study.articles["article"], study.articles["sha256"], strict=True)),
        "files": {str(path.relative_to(study.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "versions": {name: version(name) for name in ("persian-discourse", *LIBRARIES)},
    }
