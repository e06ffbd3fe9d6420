"""The command line: python -m analysis COMMAND."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from analysis import commands
from analysis.commands import SEEDS
from analysis.errors import InputError, visible
from analysis.interrupt import heard


class Parser(argparse.ArgumentParser):
    """A parser that refuses in a sentence, as the commands themselves do."""

    def error(self, message: str) -> NoReturn:
        self.exit(
            2, visible(f"{self.prog} was not understood: {message}. {self.prog} --help says what it takes.") + "\n"
        )


def whole(text: str, least: int = 1) -> int:
    """A whole number, not below the least.

    >>> whole("۲۰"), whole("0", least=0)
    (20, 0)
    """
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least}")
    return number


def parser() -> argparse.ArgumentParser:
    """What the command line understands; what each command does is told by its own first words."""
    root = Parser(prog="python -m analysis", description="Comparative discourse studies of Persian public speech.")
    verbs = root.add_subparsers(required=True, metavar="COMMAND")

    def add(run: Callable[[argparse.Namespace], None]) -> Callable[..., object]:
        told = (run.__doc__ or "").rstrip(".")
        command = verbs.add_parser(run.__name__, help=told[:1].lower() + told[1:], description=f"{told}.")
        command.set_defaults(run=run)
        return command.add_argument

    def add_corpus(argument: Callable[..., object], what: str = "corpus folder") -> None:
        argument("--corpus", type=Path, default=SEEDS, metavar="FOLDER", help=f"{what} (default: the five articles)")

    argument = add(commands.study)
    add_corpus(argument)
    argument("--out", type=Path, metavar="FOLDER", help="where figures and tables go (default: figures, or out/CORPUS)")
    argument("--notebooks", action="store_true", help="run the notebooks as well")
    argument("--by", action="append", default=[], metavar="COLUMN", help="column of articles.csv to compare by as well")

    argument = add(commands.check)
    argument("folder", type=Path, help="corpus folder")

    argument = add(commands.sheet)
    add_corpus(argument)
    argument("--sample", type=whole, required=True, metavar="N", help="number of sentences")
    argument("--coder", required=True, metavar="NAME", help="who will code; names the file")
    argument(
        "--seed", type=partial(whole, least=0), default=1, metavar="N",
        help="another seed draws other sentences (default: 1)",
    )  # fmt: skip
    argument("--out", type=Path, metavar="FILE", help="the spreadsheet to write (default: NAME.xlsx)")

    argument = add(commands.code)
    add_corpus(argument, "the corpus the file was made from")
    argument(
        "--read", type=Path, required=True, metavar="FILE",
        help="the filled spreadsheet, or a REFI-QDA project (.qdpx) of QualCoder, NVivo, ATLAS.ti or MAXQDA",
    )  # fmt: skip

    argument = add(commands.suggest)
    add_corpus(argument, "a corpus folder with a hand coding")
    argument("--coder", metavar="NAME", help="whose coding, where there are several (default: the first by name)")
    argument("--top", type=whole, default=20, metavar="N", help="phrases a theme (default: 20)")

    argument = add(commands.count)
    argument("input", type=Path, help="corpus folder, Parquet dataset, or JSONL or CSV (also .gz, .zst)")
    argument("--out", type=Path, required=True, metavar="FOLDER", help="where the tables go")
    argument("--themes", type=Path, metavar="FILE", help="themes.toml (default: the one beside the input)")
    argument("--workers", type=whole, metavar="N", help="processes on this machine (default: all cores)")
    argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, for example tcp://10.0.0.1:8786")
    argument("--matches", action="store_true", help="keep sentences and matches, not only their sums")
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is told in full sentences on standard error, with exit status 2."""
    options = parser().parse_args(arguments)
    try:
        with heard():
            options.run(options)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:  # what no reader or writer foresaw: the file is named all the same
        print(visible(f"{error.filename or 'The output'} could not be used ({error.strerror})."), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; every file that was written is whole.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
