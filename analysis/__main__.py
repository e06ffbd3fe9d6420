"""The command line: python -m analysis COMMAND. Every command is a few lines over the package's functions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from analysis.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


def study(options: argparse.Namespace) -> None:
    """Read the corpus, compute every table, export tables and figures; with --notebooks run the notebooks too."""
    from matplotlib import use

    from analysis.output.notebooks import run_notebooks
    from analysis.output.publish import jobs
    from analysis.study import STEPS, read_study

    use("Agg")
    own = options.corpus.resolve() == SEEDS.resolve()
    out = options.out or (ROOT / "figures" if own else Path("out") / options.corpus.resolve().name)
    with bar(STEPS) as step:
        found = read_study(options.corpus, step)
    todo = jobs(found, out)
    with bar(len(todo)) as step:
        for job in todo:
            step(job.name)
            job.write()
    print(f"Figures and tables stand in {out}.")
    if options.notebooks:
        notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
        elsewhere = {} if own and not options.out else {"corpus": options.corpus, "out": out / "notebooks"}
        with bar(len(notebooks)) as step:
            written = run_notebooks(notebooks, **elsewhere, report=step)
        print(f"Notebooks stand in {written[0].parent}.")


def check(options: argparse.Namespace) -> None:
    """Every problem of a corpus folder, its lexicon and its codings, or one line that says it is sound."""
    from analysis.study import folder_problems

    if problems := folder_problems(options.folder):
        raise InputError(problems)
    print(f"{options.folder} is a sound corpus folder.")


@contextmanager
def bar(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar, as the call that names each step as it begins; silent where nobody looks (no terminal)."""
    with tqdm(total=total, disable=None, bar_format="{desc:>24} {bar} {n}/{total} [{elapsed}]") as shown:

        def step(name: str) -> None:
            shown.set_description_str(name, refresh=False)
            shown.update()

        yield step


def parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    root = argparse.ArgumentParser(prog="python -m analysis", description="Comparative discourse studies of Persian.")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = commands.add_parser("study", help="the whole study of a corpus: tables and figures")
    command.add_argument("--corpus", type=Path, default=SEEDS, help="corpus folder (default: the five articles)")
    command.add_argument("--out", type=Path, help="where figures and tables go (default: figures/, or out/CORPUS)")
    command.add_argument("--notebooks", action="store_true", help="run the notebooks as well")
    command.set_defaults(run=study)

    command = commands.add_parser("check", help="list every problem of a corpus folder")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=check)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is told in full sentences on standard error, with exit status 2."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; every file that was written is whole.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
