"""Everything a study exports: tables, figures with captions in both languages, findings, and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt

from analysis.output import figures
from analysis.output.codebook import write_codebook
from analysis.output.exchange_refi import write_refi
from analysis.output.exchange_tokens import write_conllu, write_tokens
from analysis.output.files import write_whole
from analysis.output.findings import findings, names_of, no_contrasts, scope
from analysis.output.gallery import PLATES, caption, draw
from analysis.output.plates import Plate
from analysis.output.reading import write_reading
from analysis.output.report import write_report
from analysis.output.tables import write_tables
from analysis.output.wording import LANGUAGES, Language
from analysis.statistics.contrasts import contrasts_of
from analysis.statistics.rates import rates_of
from analysis.study import Study

# The libraries whose version can move a number or a line of a figure.
LIBRARIES = ("hazm", "matplotlib", "numpy", "pandas", "rapidfuzz", "scipy", "statsmodels")


class Job(NamedTuple):
    """One thing to export: its name, and the call that computes and writes it."""

    name: str
    write: Callable[[], object]


def jobs(study: Study, out: Path) -> list[Job]:
    """Everything a study exports into a folder, to be done in this order."""
    made = [Job("tables", partial(write_tables, study, out / "tables"))]
    made += [Job(f"figure: {plate.__name__}", partial(_write_figures, plate, study, out)) for plate in PLATES]
    made += [Job("findings", partial(_write_findings, study, out))]
    made += [Job("reading room", partial(write_reading, study, out))]
    made += [Job("report", partial(write_report, study, out))]
    made += [Job("codebook", partial(write_codebook, study.folder / "themes.toml", out))]
    for write in (write_refi, write_tokens, write_conllu):
        made += [Job(f"exchange: {write.__name__.removeprefix('write_')}", partial(write, study, out / "exchange"))]
    return [*made, Job("manifest", partial(_write_manifest, study, out))]


def _write_figures(make: Callable[[Study], list[Plate]], study: Study, out: Path) -> None:
    for plate, language in product(make(study), LANGUAGES):
        with figures.style(language=language):
            figure = draw(plate, language)
            alt = f"{plate.what[language]}. {plate.takeaway[language]}."
            figures.export(figure, out, plate.name, plate.table, caption(plate, study, language), alt)
            plt.close(figure)


def _write_findings(study: Study, out: Path) -> None:
    for language in LANGUAGES:
        write_whole(out / f"findings.{language}.md", findings_text(study, language))


def findings_text(study: Study, language: Language) -> str:
    """The findings on the cities as a Markdown list, and what they may be read as."""
    table = rates_of(study.counts, study.articles, "city")
    pairs = contrasts_of(study.counts, study.articles, "city") if table["group"].nunique() > 1 else no_contrasts()
    told = findings(table, pairs, names_of(study.codebook, study.articles, language), language)
    return "".join(f"- {line}\n" for line in told["finding"]) + f"\n{scope(table, language)}\n"


def _write_manifest(study: Study, out: Path) -> None:
    write_whole(out / "manifest.json", json.dumps(manifest(study), ensure_ascii=False, indent=2) + "\n")


def manifest(study: Study) -> dict[str, object]:
    """What the numbers rest on: the corpus, the lexicon, the codings and the libraries, by hash and version."""
    files = [study.folder / "themes.toml", *sorted((study.folder / "coding").glob("*.csv"))]
    return {
        "articles": dict(zip(study.articles["article"], study.articles["sha256"], strict=True)),
        "files": {str(path.relative_to(study.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "versions": {name: version(name) for name in ("persian-discourse", *LIBRARIES)},
    }
