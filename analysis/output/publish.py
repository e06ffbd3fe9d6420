"""Everything a study exports: tables, figures with captions in both languages, findings, report, and a manifest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from itertools import product
from pathlib import Path
from typing import NamedTuple

import matplotlib.pyplot as plt

from analysis.errors import PageError
from analysis.files import write_whole
from analysis.output import figures
from analysis.output.captions import caption
from analysis.output.codebook import write_codebook
from analysis.output.exchange_refi import write_refi
from analysis.output.exchange_tokens import write_conllu, write_tokens
from analysis.output.findings import findings_text
from analysis.output.gallery import OF_COUNTS, PLATES, draw
from analysis.output.manifest import take_away, write_manifest
from analysis.output.plates import Plate
from analysis.output.reading import write_reading
from analysis.output.report import write_report
from analysis.output.tables import write_tables
from analysis.output.wording import LANGUAGES
from analysis.study import Study

REPORTS = [f"report.{language}.{kind}" for language, kind in product(LANGUAGES, ("docx", "html"))]


class Job(NamedTuple):
    """One thing to export: its name, and the call that computes and writes it and gives the paths written."""

    name: str
    write: Callable[[], list[Path]]


class Published(NamedTuple):
    """What became of what could not or did not have to be made."""

    gone: list[Path]  # of an earlier study, taken away (see `take_away`)
    left: list[Path]  # of an earlier study, edited since and so left
    without: list[str]  # why a figure was not drawn, one sentence each


def publish(study: Study, out: Path, report: Callable[[str], object]) -> Published:
    """Make everything a study exports; a figure that no page holds is left out.

    `report` is told the name of each job as it begins.
    """
    made: list[Path] = []
    without: list[str] = []
    for job in jobs(study, out):
        report(job.name)
        try:
            made += job.write()
        except PageError as error:
            without += error.problems
    told = REPORTS if study.has_texts else []
    others = take_away(out, {*made, *(out / name for name in told)})
    report("report")
    made += write_report(study, out, [path for path in made if path.suffix == ".png"]) if told else []
    write_manifest(study, out, made)
    return Published(*others, without)


def jobs(study: Study, out: Path) -> list[Job]:
    """What is made before the report, in this order; of a counted archive what needs no text."""
    plates = PLATES if study.has_texts else OF_COUNTS
    made = [Job("tables", partial(write_tables, study, out / "tables"))]
    made += [Job(f"figure: {plate.__name__}", partial(_write_figures, plate, study, out)) for plate in plates]
    made += [Job("findings", partial(_write_findings, study, out))]
    made += [Job("codebook", partial(write_codebook, study.folder / "themes.toml", out))]
    if study.has_texts:
        made += [Job("reading room", lambda: [write_reading(study, out)])]
        made += [Job("exchange", partial(_write_exchange, study, out / "exchange"))]
    return made


def _write_figures(make: Callable[[Study], list[Plate]], study: Study, out: Path) -> list[Path]:
    written: list[Path] = []
    try:
        for plate, language in product(make(study), LANGUAGES):
            with figures.style(language=language):
                figure = draw(plate, language)
                alt = f"{plate.what[language]}. {plate.takeaway[language]}."
                written += figures.export(figure, out, plate.name, plate.table, caption(plate, study, language), alt)
                plt.close(figure)
    except PageError:
        for path in written:  # a figure stands in both languages or in none
            path.unlink(missing_ok=True)
        raise
    return written


def _write_exchange(study: Study, out: Path) -> list[Path]:
    return [write(study, out) for write in (write_refi, write_tokens, write_conllu)]


def _write_findings(study: Study, out: Path) -> list[Path]:
    """The findings on the cities, then under its name those on each further column that was asked for."""
    written = []
    for language in LANGUAGES:
        further = [f"\n## {escape(by, quote=False)}\n\n{findings_text(study, by, language)}" for by in study.further]
        text = findings_text(study, "city", language) + "".join(further)
        written.append(write_whole(out / f"findings.{language}.md", text))
    return written
