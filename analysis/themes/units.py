"""What in a text stands for elements of the lexicon: its words, and compounds written in several."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np

from analysis.arrays import Pairs, members
from analysis.themes.senses import Sense, Vocabulary, compounds, of_words
from analysis.themes.words import Text


class Units(NamedTuple):
    """What in a text stands for something, words and compounds, by first word; no two at the same place."""

    first: np.ndarray
    last: np.ndarray  # the word after the last one
    sense: np.ndarray  # the number of what it stands for
    begin: np.ndarray  # for each word the first unit that begins there or later, then the number of units
    means: Pairs  # sense and symbol
    by_sense: np.ndarray  # the numbers of the units, sense after sense
    of_sense: np.ndarray  # how many units each sense has
    by_symbol: np.ndarray  # the senses that each symbol belongs to, symbol after symbol
    of_symbol: np.ndarray  # how many senses these are
    many: np.ndarray  # how many units stand for each symbol

    def that_mean(self, symbols: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The units that stand for each of the symbols: which symbol, which unit."""
        row, sense = members(self.of_symbol, symbols)
        of_sense, unit = members(self.of_sense, self.by_symbol[sense])
        return row[of_sense], self.by_sense[unit]


def read_units(vocabulary: Vocabulary, text: Text) -> Units:
    """Everything in the text that stands for something."""
    numbers: dict[Sense, int] = {frozenset(): 0}
    alone = (of_words(vocabulary, text), text.of, np.arange(len(text.of)))
    written = enumerate(chain([alone], compounds(vocabulary, text)), 1)
    found = [_standing(numbers, *some, words) for words, some in written]
    first, last, sense = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.argsort(first, kind="stable")
    first, last, sense = first[order], last[order], sense[order]
    of_sense = np.bincount(sense, minlength=len(numbers))
    by_symbol, symbol = _by_symbol(numbers)
    return Units(
        first,
        last,
        sense,
        begin=np.append(0, np.cumsum(np.bincount(first, minlength=len(text.of)))),
        means=Pairs.of(by_symbol, symbol),
        by_sense=np.argsort(sense),
        of_sense=of_sense,
        by_symbol=by_symbol,
        of_symbol=np.bincount(symbol, minlength=len(vocabulary.symbols)),
        many=np.bincount(symbol, weights=of_sense[by_symbol], minlength=len(vocabulary.symbols)).astype(np.int64),
    )


def _standing(
    numbers: dict[Sense, int], senses: dict[int, Sense], which: np.ndarray, first: np.ndarray, words: int
) -> tuple[np.ndarray, ...]:
    """Those that stand for something: first word, the word after the last, number of the sense, given as it is met."""
    sense = np.zeros(which.max(initial=0) + 1, np.int64)
    for kind, meant in senses.items():
        sense[kind] = numbers.setdefault(meant, len(numbers))
    some = np.flatnonzero(sense[which])
    return first[some], first[some] + words, sense[which[some]]


def _by_symbol(numbers: dict[Sense, int]) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the senses with each of their symbols, in the order of these."""
    sense = np.repeat(np.arange(len(numbers)), np.fromiter(map(len, numbers), np.int64))
    symbol = np.fromiter(chain.from_iterable(numbers), np.int64)
    order = np.argsort(symbol, kind="stable")
    return sense[order], symbol[order]
