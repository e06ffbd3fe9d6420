"""A whole study in one value: the tables of a corpus folder, made once, each from the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import pandas as pd

from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.scale.archive import is_counted, read_counts
from analysis.statistics.contrasts import contrasts_of, no_contrasts
from analysis.statistics.correction import corrected_shares
from analysis.statistics.counting import count, groups_of
from analysis.statistics.flow import flow
from analysis.statistics.multiverse import multiverse
from analysis.statistics.rates import rates_of, with_enough
from analysis.statistics.reliability import agreement, coding_conflicts
from analysis.statistics.validity import validity
from analysis.statistics.variants import variants
from analysis.text.folder import compared_by, look_alikes, same_texts, unlisted
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.check import lexicon_problems
from analysis.themes.coding import code, read_coding
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches

STEPS = 4  # that `read_study` reports
GROUPS = ("city", "official")  # what every study compares


@dataclass(frozen=True)
class Study:
    """The tables of one corpus under their names (see `analysis`).

    `hand` holds every hand coding of the folder, `by` the columns of *articles* by which groups are compared.
    `has_texts` tells it from the study of an archive's counts, of which only what needs no text can be made.
    """

    has_texts: ClassVar[bool] = True

    folder: Path
    codebook: pd.DataFrame
    lexicon: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    matches: pd.DataFrame
    hand: pd.DataFrame
    by: tuple[str, ...] = GROUPS

    @property
    def further(self) -> list[str]:
        """The columns by which groups are compared that not every study has."""
        return [by for by in self.by if by not in GROUPS]

    @property
    def groupings(self) -> list[str]:
        """The columns on whose groups findings and report speak: the cities, and those that were asked for."""
        return ["city", *self.further]

    @cached_property
    def coded(self) -> pd.DataFrame:
        """The lexicon's coding of every sentence."""
        return code(self.sentences, self.matches)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """What counts by default, ready for statistics."""
        return count(self.articles, self.sentences, self.matches)

    @cached_property
    def coders(self) -> list[str]:
        """Who coded by hand, in the order of the names."""
        return sorted(map(str, self.hand["source"].unique()))

    @cached_property
    def validity(self) -> pd.DataFrame | None:
        """The lexicon against the hand coding of each `coder`, in the order of the names; None where nobody coded."""
        tables = [validity(code(hand, self.matches), hand).assign(coder=coder) for coder, hand in self._codings()]
        return pd.concat(tables, ignore_index=True) if tables else None

    @cached_property
    def agreement(self) -> pd.DataFrame | None:
        """How far the coders agree on what two of them coded; None where that cannot be told."""
        try:
            return agreement(self.hand) if len(self.coders) > 1 else None
        except InputError:
            return None

    @cached_property
    def specifications(self) -> pd.DataFrame:
        """The estimate of every city under every combination of reasonable choices (see `multiverse`)."""
        return multiverse(
            self.articles, variants(self.sentences, self.tokens, self.lexicon), by="city", accuracy=self._accuracy()
        )

    @cached_property
    def flow(self) -> pd.DataFrame:
        """Where every character of every article went."""
        return flow(self.articles, self.sentences)

    def rates(self, by: str) -> pd.DataFrame:
        """Rates of the groups of a column of *articles*. Computed once."""
        if by not in self._rates:
            self._rates[by] = rates_of(self.articles, self.counts, by)
        return self._rates[by]

    def contrasts(self, by: str) -> pd.DataFrame:
        """Every pair of the groups of a column of *articles*; no row where there is one group. Computed once."""
        if by not in self._contrasts:
            articles, counts = self._comparable(by)
            alone = articles.empty or groups_of(articles, by).nunique() < 2
            self._contrasts[by] = no_contrasts(self.counts) if alone else contrasts_of(articles, counts, by)
        return self._contrasts[by]

    @cached_property
    def _rates(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def _contrasts(self) -> dict[str, pd.DataFrame]:
        return {}

    def _comparable(self, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The articles, and their counts, of the groups that can be set beside each other."""
        return self.articles, self.counts

    def _codings(self) -> list[tuple[str, pd.DataFrame]]:
        """Each coder and their coding."""
        return [(coder, self.hand[self.hand["source"] == coder]) for coder in self.coders]

    def _accuracy(self) -> pd.DataFrame | None:
        """Recall and specificity of each theme, by the first coder; None where nobody coded."""
        if not self.coders:
            return None
        _, hand = self._codings()[0]
        return corrected_shares(self.coded, code(hand, self.matches), hand)


@dataclass(frozen=True)
class CountedStudy(Study):
    """The study of a counted archive: its counts are sums by article, and no table of its texts has a row."""

    has_texts: ClassVar[bool] = False
    summed: pd.DataFrame = field(kw_only=True)

    @property
    def counts(self) -> pd.DataFrame:  # type: ignore[override]  # mypy lets no property stand for a cached one
        """The counts as the archive has them."""
        return self.summed

    def _comparable(self, by: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Those with enough articles for an interval over articles; sums by article allow no other."""
        return with_enough(self.articles, self.counts, by)


def read_study(
    folder: str | Path, report: Callable[[str], object] = lambda step: None, by: Sequence[str] = ()
) -> Study:
    """Read a corpus folder with its themes.toml and hand codings and make every table; `report` is told each step.

    `by` names further columns of articles.csv whose groups are compared, beside city and official.
    The folder may be one that `python -m analysis count` made. Its counts are compared by city and by the columns that
    `by` names: an archive has too many officials to set each beside each.
    Raises InputError with all problems of articles, lexicon and codings at once (see `folder_problems`).
    """
    folder = Path(folder)
    report("corpus and lexicon")
    if is_counted(folder):
        return _counted(folder, by)
    given, problems = _inputs(folder)
    if problems:
        raise InputError(problems)
    groups = compared_by(folder / "articles.csv", given["articles"], (*GROUPS, *by))
    report("sentences")
    found = sentences(given["articles"])
    report("words")
    words = tokens(found)
    report("matches")
    return Study(folder, sentences=found, tokens=words, matches=matches(words, given["lexicon"]), by=groups, **given)


def _counted(folder: Path, by: Sequence[str]) -> CountedStudy:
    """The study of an archive's counts."""
    themes = folder / "themes.toml"
    articles, summed = read_counts(folder)
    found = sentences(pd.DataFrame({"article": [], "text": []}))
    words = tokens(found)
    lexicon = read_lexicon(themes)
    return CountedStudy(
        folder,
        codebook=read_codebook(themes),
        lexicon=lexicon,
        articles=articles,
        sentences=found,
        tokens=words,
        matches=matches(words, lexicon),
        hand=pd.DataFrame(columns=["source"]),
        by=compared_by(folder / "articles", articles, ("city", *by)),
        summed=summed,
    )


def folder_problems(folder: str | Path) -> list[str]:
    """Every problem of a corpus folder, its lexicon and its hand codings, one full sentence each.

    Beyond what keeps a study from being made: texts that no line names or that stand twice, names that differ in their
    spelling alone, entries that can never match, examples that do not show what they should, codings that cut a
    sentence differently. Raises InputError where the corpus is no folder but a file.
    """
    folder = Path(folder)
    given, problems = _inputs(folder)
    articles = given["articles"]
    problems += [*unlisted(folder), *same_texts(articles), *look_alikes(articles)]
    problems += lexicon_problems(folder / "themes.toml")
    problems += coding_conflicts(given["hand"]) if len(given["hand"]) else []
    return list(dict.fromkeys(problems))


def _inputs(folder: Path) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The tables that a folder gives, and every problem of them; one told by two readers is told once."""
    if folder.is_file():
        raise InputError(f"{folder} is a file, and a corpus is a folder; name {folder.parent} instead.")
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
