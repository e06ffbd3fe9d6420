"""What each command of the command line does: a few lines over the package's functions.

Libraries are imported inside the commands, so that `--help` and a mistyped option answer at once.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from analysis import interrupt
from analysis.errors import InputError, visible

if TYPE_CHECKING:
    from analysis.output.publish import Published
    from analysis.study import Study

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


def study(options: argparse.Namespace) -> None:
    """Study a corpus: compute every table, export tables, figures and report."""
    from matplotlib import use

    from analysis.claim import claimed
    from analysis.files import clear_halves
    from analysis.output.publish import jobs, publish

    use("Agg")
    own = options.corpus.resolve() == SEEDS.resolve()
    out = options.out or (ROOT / "figures" if own else Path("out") / options.corpus.resolve().name)
    _ready(out, options.corpus)
    study = _read(options.corpus, options.by)
    with claimed(out) as stopped:
        if stopped:
            clear_halves(out)
            say(f"An earlier run into {out} was stopped before it was done; its files are whole, and are made anew.")
        with bar(len(jobs(study, out)) + 1) as step:
            published = publish(study, out, step)
        say(f"Figures and tables stand in {out}.")
        _tell(published)
        if options.notebooks:
            _run_notebooks(None if own and not options.out else options.corpus, out / "notebooks", options.by)


def _ready(out: Path, corpus: Path) -> None:
    """Refuse, before anything is computed, a folder that cannot take what a study writes."""
    from analysis.scale.archive import is_counted

    if out.resolve() == corpus.resolve():
        raise InputError(f"{out} is the corpus itself; choose another folder for what the study makes.")
    if is_counted(out):
        raise InputError(f"{out} holds the counts of an archive; choose another folder for what the study makes.")
    nearest = next(path for path in (out, *out.resolve().parents) if path.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        raise InputError(f"Nothing can be written into {out}; choose a folder that can be written to.")


def _tell(published: Published) -> None:
    """Say what became of what an earlier study left, and which figures could not be drawn."""
    for reason in published.without:
        say(f"A figure was left out. {reason}")
    if published.gone:
        say(f"Taken away, as this study does not make them: {', '.join(path.name for path in published.gone)}.")
    if published.left:
        say(f"Left, as they were edited, though this study does not make them: {', '.join(map(str, published.left))}.")


def _run_notebooks(corpus: Path | None, out: Path, by: Sequence[str]) -> None:
    """Run every notebook on its own corpus, in place, or on another one, as copies in `out`."""
    from analysis.output.notebooks import run_notebooks

    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with bar(len(notebooks)) as step:
        written = run_notebooks(notebooks, corpus, None if corpus is None else out, step, by)
    say(f"Notebooks stand in {written[0].parent}.")


def check(options: argparse.Namespace) -> None:
    """List every problem of a corpus folder, its lexicon and its codings."""
    from analysis.corpus import read_corpus
    from analysis.study import folder_problems

    if problems := folder_problems(options.folder):
        raise InputError(problems)
    articles = read_corpus(options.folder)
    groups = f"{articles['city'].nunique()} in the column city, {articles['official'].nunique()} in official"
    say(f"{options.folder} is a sound corpus folder; articles: {len(articles)}, groups: {groups}.")


def sheet(options: argparse.Namespace) -> None:
    """Draw sentences for coding by hand, blind to the lexicon, as a spreadsheet."""
    from analysis.themes.sheets import write_sheet

    out = options.out or Path(f"{options.coder}.xlsx")
    if out.exists():  # it may be filled
        raise InputError(f"{out} exists already; move it away first, or name another file with --out.")
    if options.out and out.suffix.lower() != ".xlsx":
        raise InputError(f"A coding sheet is an XLSX file, and {out} is not named so; name it {out.stem}.xlsx.")
    study = _read(options.corpus)
    write_sheet(out, study.sentences, study.coded, study.codebook, options.sample, options.coder, options.seed)
    again = shlex.join([sys.executable, "-m", "analysis", "code", "--corpus", str(options.corpus), "--read", str(out)])
    say(f"The coding sheet stands in {out}; when it is filled: {again}")


def code(options: argparse.Namespace) -> None:
    """Check a filled coding sheet, or every coder's coding in a REFI-QDA project, and store it in coding/NAME.csv."""
    from analysis.output.exchange_refi_coding import read_codings
    from analysis.themes.sheet_reading import coding_path, read_sheet, write_coding

    study = _read(options.corpus)
    if options.read.suffix.lower() != ".qdpx":
        codings = [read_sheet(options.read, study.sentences, study.codebook)]
    else:
        every = read_codings(options.read, study)
        codings = [coding for coding in every if not coding_path(coding, options.corpus).exists()]
        known = ", ".join(coding.attrs["coder"] for coding in every if coding_path(coding, options.corpus).exists())
        if not codings:
            raise InputError(f"Every coder of {options.read} ({known}) has a coding already; move it away first.")
        if known:
            say(f"These codings stood there already and stay as they are: {known}.")
    for coding in codings:
        say(f"{len(coding)} sentences were read; the coding stands in {write_coding(coding, options.corpus)}.")


def suggest(options: argparse.Namespace) -> None:
    """Print phrases that tell what the lexicon misses or finds wrongly, learned from a hand coding."""
    from analysis.statistics.suggest import FEWEST, FOLDS
    from analysis.statistics.suggest import suggest as suggested
    from analysis.text.lemmas import citation

    study = _read(options.corpus)
    if study.hand.empty:
        raise InputError(f"{options.corpus} has no hand coding; suggestions are learned from coding/NAME.csv.")
    coder = options.coder or study.coders[0]
    if coder not in study.coders:
        raise InputError(f"{options.corpus} has no coding by {coder!r}; it has codings by {', '.join(study.coders)}.")
    table = suggested(study.tokens, study.matches, study.hand[study.hand["source"] == coder], options.top)
    if table.empty:
        say(f"The lexicon errs too seldom against the coding by {coder} to learn from: a theme needs {FEWEST} errors.")
        return
    say(f"Learned from the coding by {coder}. Phrases under missed are candidates for entries, under wrong for guards;")
    say(f"one that few of the {FOLDS} folds keep is chance, and so are all where auc is not well above 0.5.")
    phrases = [" ".join(map(citation, phrase.split())) for phrase in table["phrase"]]
    for line in table.assign(phrase=phrases).to_string(index=False).splitlines():
        say(line)


def count(options: argparse.Namespace) -> None:
    """Count an archive of any size into a folder of Parquet tables."""
    from analysis.scale.count import run

    themes = options.themes or (options.input if options.input.is_dir() else options.input.parent) / "themes.toml"
    out = run(options.input, options.out, themes, options.workers, options.scheduler, with_matches=options.matches)
    say(f"The counts stand in {out}.")


def _read(corpus: Path, by: Sequence[str] = ()) -> Study:
    """The study of a corpus folder, its steps shown."""
    from analysis.study import STEPS, read_study

    with bar(STEPS) as step:
        return read_study(corpus, step, by)


def say(text: str) -> None:
    """Print a line that the name of a file or the words of a page cannot turn into anything else."""
    print(visible(text))


@contextmanager
def bar(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar, as the call that names each step as it begins; silent where nobody looks (no terminal)."""
    with tqdm(total=total, disable=None, bar_format="{desc:>24} {bar} {n}/{total} [{elapsed}]") as shown:

        def step(name: str) -> None:
            interrupt.check()
            shown.set_description_str(name, refresh=False)
            shown.update()

        yield step
