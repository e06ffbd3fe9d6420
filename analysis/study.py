"""A whole study in one value: the tables of a corpus folder, made once, each from the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.text.corpus import read_corpus
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.coding import code, read_coding
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches


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


def read_study(folder: str | Path, report: Callable[[str], object] = lambda step: None) -> Study:
    """Read a corpus folder with its themes.toml and hand codings and make every table; `report` is told each step.

    Raises InputError with all problems of articles, lexicon and codings at once.
    """
    folder = Path(folder)
    report("corpus and lexicon")
    problems: list[str] = []
    articles = _or_problems(problems, read_corpus, folder)
    codebook = _or_problems(problems, read_codebook, folder / "themes.toml")
    lexicon = _or_problems(problems, read_lexicon, folder / "themes.toml")
    codings = [_or_problems(problems, read_coding, path) for path in sorted((folder / "coding").glob("*.csv"))]
    if problems:
        raise InputError(dict.fromkeys(problems))
    report("sentences")
    found = sentences(articles)
    report("words")
    words = tokens(found)
    report("matches")
    return Study(
        folder=folder,
        codebook=codebook,
        lexicon=lexicon,
        articles=articles,
        sentences=found,
        tokens=words,
        matches=matches(words, lexicon),
        hand=pd.concat(codings, ignore_index=True) if codings else pd.DataFrame(),
    )


def _or_problems(problems: list[str], read: Callable[[Path], pd.DataFrame], path: Path) -> pd.DataFrame:
    """What `read` gives; where it finds mistakes, they join the list and the table is empty."""
    try:
        return read(path)
    except InputError as error:
        problems.extend(error.problems)
        return pd.DataFrame()
