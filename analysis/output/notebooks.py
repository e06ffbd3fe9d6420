"""The notebooks run from first cell to last, in place or as copies for another corpus, the same bytes each time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from analysis.errors import InputError
from analysis.files import write_whole
from analysis.scale.archive import is_counted

SEEDS_ONLY = "seeds"
"""Tag of the cells that speak of the five articles: they are left out of a copy for another corpus."""
NEEDS_CODING = "coding"
"""Tag of the cells that need a coding by hand: they are left out where the corpus has none."""
NEEDS_TEXTS = "texts"
"""Tag of the cells that need texts, sentences or words: they are left out of a copy for a counted archive."""
OF_COUNTS = ("4-comparison.ipynb", "6-figures.ipynb")
"""The notebooks that a counted archive can fill."""

QUIET = ["--log-level=ERROR"]  # a kernel's warning about its transport is nothing a reader of the study can act on


def run_notebooks(
    notebooks: Sequence[Path],
    corpus: Path | None = None,
    out: Path | None = None,
    report: Callable[[str], object] = lambda name: None,
    by: Sequence[str] = (),
) -> list[Path]:
    """Run notebooks and write them with their outputs; gives the paths written. `report` is told each one's name.

    Without `corpus` the notebooks run on their own corpus and are written in place. With it, copies without the cells
    that speak of the five articles run on that corpus (named to them by the environment variable CORPUS) and are
    written to `out`. `by` names further columns to compare by (in the variable BY, one a line).
    Raises InputError naming notebook and cell where one fails; what stood before is then left as it was.
    """
    written = []
    archive = corpus is not None and is_counted(corpus)
    for path in [path for path in notebooks if not archive or path.name in OF_COUNTS]:
        report(path.name)
        notebook = nbformat.read(path, as_version=4)
        if corpus is not None:
            dropped = {SEEDS_ONLY} if any((corpus / "coding").glob("*.csv")) else {SEEDS_ONLY, NEEDS_CODING}
            dropped |= {NEEDS_TEXTS} if archive else set()
            notebook.cells = [cell for cell in notebook.cells if dropped.isdisjoint(cell.metadata.get("tags", []))]
        _execute(notebook, path, corpus, by)
        written.append(write_whole((out or path.parent) / path.name, nbformat.writes(_without_traces(notebook)) + "\n"))
    return written


def _execute(notebook: nbformat.NotebookNode, path: Path, corpus: Path | None, by: Sequence[str]) -> None:
    """Run all cells, in the notebook's own folder."""
    # Make hands CORPUS and BY on from its command line, where paths start from another folder.
    environment = {name: value for name, value in os.environ.items() if name not in ("CORPUS", "BY")}
    environment |= {"CORPUS": str(corpus.resolve())} if corpus else {}
    environment |= {"BY": "\n".join(by)} if by else {}
    client = NotebookClient(notebook, timeout=1800, record_timing=False, extra_arguments=QUIET)
    client.resources = {"metadata": {"path": str(path.parent)}}
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        cell = next((n for n, cell in enumerate(notebook.cells) if _failed(cell)), 0)
        raise InputError(f"{path}, cell {cell + 1}, stopped with {error.ename}: {error.evalue}") from error
    except (DeadKernelError, CellTimeoutError) as error:
        why = "its Python process ended" if isinstance(error, DeadKernelError) else "a cell took half an hour"
        raise InputError(f"{path} was not run to its end: {why}; the notebook stands as it was before.") from error


def _failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _without_traces(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without what says on which machine it ran: the interpreter's version and widget state."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook
