"""The command line: python -m analysis COMMAND."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import commands
from analysis.commands import SEEDS
from analysis.errors import InputError, visible
from analysis.interrupt import heard


def parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    root = argparse.ArgumentParser(prog="python -m analysis", description="Comparative discourse studies of Persian.")
    verbs = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = verbs.add_parser("study", help="the whole study of a corpus: tables and figures")
    command.add_argument("--corpus", type=Path, default=SEEDS, help="corpus folder (default: the five articles)")
    command.add_argument("--out", type=Path, help="where figures and tables go (default: figures/, or out/CORPUS)")
    command.add_argument("--notebooks", action="store_true", help="run the notebooks as well")
    command.add_argument(
        "--by", action="append", default=[], metavar="COLUMN", help="a column of articles.csv to compare by as well"
    )
    command.set_defaults(run=commands.study)

    command = verbs.add_parser("check", help="list every problem of a corpus folder")
    command.add_argument("folder", type=Path)
    command.set_defaults(run=commands.check)

    command = verbs.add_parser("sheet", help="draw sentences for coding by hand, as a spreadsheet")
    command.add_argument("--corpus", type=Path, default=SEEDS, help="corpus folder (default: the five articles)")
    command.add_argument("--sample", type=int, required=True, metavar="N", help="number of sentences")
    command.add_argument("--coder", required=True, metavar="NAME", help="who will code; names the file")
    command.add_argument("--seed", type=int, default=1, help="another seed draws other sentences (default: 1)")
    command.add_argument("--out", type=Path, help="the spreadsheet to write (default: NAME.xlsx)")
    command.set_defaults(run=commands.sheet)

    command = verbs.add_parser(
        "code", help="read a filled coding sheet, or a .qdpx of QualCoder, NVivo …, into coding/NAME.csv"
    )
    command.add_argument("--corpus", type=Path, default=SEEDS, help="the corpus the file was made from")
    command.add_argument(
        "--read", type=Path, required=True, metavar="FILE", help="the filled spreadsheet, or a REFI-QDA project (.qdpx)"
    )
    command.set_defaults(run=commands.code)

    command = verbs.add_parser("suggest", help="phrases that tell what the lexicon misses or finds wrongly")
    command.add_argument("--corpus", type=Path, default=SEEDS, help="a corpus folder with a hand coding")
    command.add_argument("--coder", metavar="NAME", help="whose coding, where there are several (default: the first)")
    command.add_argument("--top", type=int, default=20, help="phrases a theme (default: 20)")
    command.set_defaults(run=commands.suggest)

    command = verbs.add_parser("count", help="count an archive of any size into Parquet tables")
    command.add_argument("input", type=Path, help="corpus folder, Parquet dataset, or JSONL/CSV (also .gz, .zst)")
    command.add_argument("--out", type=Path, required=True, help="folder of the tables")
    command.add_argument("--themes", type=Path, help="themes.toml (default: the one beside the input)")
    command.add_argument("--workers", type=int, metavar="N", help="processes on this machine (default: all cores)")
    command.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, for example tcp://10.0.0.1:8786")
    command.add_argument("--matches", action="store_true", help="keep sentences and matches, not only their sums")
    command.set_defaults(run=commands.count)
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
