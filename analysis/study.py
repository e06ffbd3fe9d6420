"""A whole study in one value: the tables of a corpus folder, made once, each from the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.statistics.counting import count
from analysis.text.corpus import read_corpus
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.coding import code, read_coding
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches

STEPS = 4  # that `read_study` reports


@dataclass(frozen=True)
class Study:
    """The tables of one corpus under their names (see `analysis`); `hand` holds every hand coding of the folder."""

    folder: Path
    codebook: pd.DataFrame
    lexicon: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    matches: pd.DataFrame
    hand: pd.DataFrame

    @cached_property
    def coded(self) -> pd.DataFrame:
        """The lexicon's coding of every sentence."""
        return code(self.sentences, self.matches)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """What counts by default, ready for statistics."""
        return count(self.articles, self.sentences, self.matches)


def read_study(folder: str | Path, report: Callable[[str], object] = lambda step: None) -> Study:
    """Read a corpus folder with its themes.toml and hand codings and make every table; `report` is told each step.

    Raises InputError with all problems of articles, lexicon and codings at once (see `folder_problems`).
    """
    folder = Path(folder)
    report("corpus and lexicon")
    given, problems = _inputs(folder)
    if problems:
        raise InputError(problems)
    report("sentences")
    found = sentences(given["articles"])
    report("words")
    words = tokens(found)
    report("matches")
    return Study(folder, sentences=found, tokens=words, matches=matches(words, given["lexicon"]), **given)


def folder_problems(folder: str | Path) -> list[str]:
    """Every problem of a corpus folder, its lexicon and its hand codings, one full sentence each."""
    return _inputs(Path(folder))[1]


def _inputs(folder: Path) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The tables that a folder gives, and every problem of them; one told by two readers is told once."""
    problems: dict[str, None] = {}

    def read(reader: Callable[[Path], pd.DataFrame], path: Path) -> pd.DataFrame:
        try:
            return reader(path)
        except InputError as error:
            problems.update(dict.fromkeys(error.problems))
            return pd.DataFrame()

    themes = folder / "themes.toml"
    codings = [read(read_coding, path) for path in sorted((folder / "coding").glob("*.csv"))]
    given = {
        "articles": read(read_corpus, folder),
        "codebook": read(read_codebook, themes),
        "lexicon": read(read_lexicon, themes),
        "hand": pd.concat(codings, ignore_index=True) if codings else pd.DataFrame(columns=["source"]),
    }
    return given, list(problems)
