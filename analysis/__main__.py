"""The command line: python -m analysis COMMAND. Every command is a few lines over the package's functions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from analysis.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


def study(options: argparse.Namespace) -> None:
    """Read the corpus, compute every table, export tables and figures; with --notebooks run the notebooks too."""
    from analysis.output.notebooks import run_notebooks
    from analysis.output.publish import publish, steps
    from analysis.study import read_study

    own = options.corpus.resolve() == SEEDS.resolve()
    out = options.out or (ROOT / "figures" if own else Path("out") / options.corpus.resolve().name)
    in_place = own and out.resolve() == (ROOT / "figures").resolve()
    with progress(4 + steps() + (4 if options.notebooks else 0)) as report:
        publish(read_study(options.corpus, report), out, report)
        if options.notebooks and in_place:
            run_notebooks(ROOT / "notebooks", report=report)
        elif options.notebooks:
            run_notebooks(ROOT / "notebooks", options.corpus, out / "notebooks", report)
    print(f"Figures and tables stand in {out}.")


def check(options: argparse.Namespace) -> None:
    """Every problem of a corpus folder, its lexicon and its codings, or one line that says it is sound."""
    from analysis.study import folder_problems

    if problems := folder_problems(options.folder):
        raise InputError(problems)
    print(f"{options.folder} is a sound corpus folder.")


class progress:  # noqa: N801 (reads as a statement: with progress(n) as report)
    """A bar that moves by one at each step it is told of; silent where nobody looks (no terminal)."""

    def __init__(self, total: int) -> None:
        self.bar = tqdm(total=total, disable=None, unit="step", bar_format="{l_bar}{bar}| {n}/{total} [{elapsed}]")

    def __enter__(self) -> Callable[[str], None]:
        return self.step

    def step(self, name: str) -> None:
        self.bar.set_description(name)
        self.bar.update()

    def __exit__(self, *_: object) -> None:
        self.bar.close()


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
