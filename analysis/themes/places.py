"""Where patterns stand: the places of their elements, joined from left to right for all patterns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from analysis.arrays import spread
from analysis.themes.patterns import Element, Pattern
from analysis.themes.senses import JOINED, LONGEST, Text, Vocabulary, compounds, of_senses

_AT_ONCE = 2**20  # places that are joined together, which bounds the memory whatever the lexicon


class Step(NamedTuple):
    """An element of a pattern as a number, with the gap before it: fewest and most words."""

    symbol: int
    low: int = 0
    high: int = 0


Route = tuple[Step, ...]


class Symbols(NamedTuple):
    """Where the elements stand, sorted by symbol and first word, no place twice."""

    at: np.ndarray  # symbol * number of words + first word
    last: np.ndarray  # the word after the last one
    begin: np.ndarray  # the first place of each symbol, then the number of places


class Places(NamedTuple):
    """Where patterns stand: number of the pattern, first word, word after the last; no place twice."""

    number: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def where(self, which: np.ndarray) -> Places:
        """Those of the places, by number or by whether."""
        return Places(self.number[which], self.first[which], self.last[which])


def route(pattern: Pattern, symbols: dict[Element, int]) -> Route:
    """A pattern as steps, each gap folded into the step after it."""
    steps, gap = [], Element("gap", "")
    for element in pattern:
        if element.kind == "gap":
            gap = element
        else:
            steps.append(Step(symbols[element], gap.low, gap.high))
            gap = Element("gap", "")
    return tuple(steps)


def of_symbols(vocabulary: Vocabulary, text: Text) -> Symbols:
    """The places of every symbol."""
    symbol, first = of_senses(text.senses, text.of)
    apart = compounds(vocabulary, text)
    symbol, first, words = (
        np.concatenate(pair) for pair in zip((symbol, first, np.ones_like(first)), apart, strict=True)
    )
    # One number for symbol, place and length sorts several times as fast as the three by turns.
    place = np.sort((symbol * len(text.of) + first) << 4 | words)
    at = place >> 4
    begin = np.searchsorted(at, np.arange(len(vocabulary.symbols) + 1) * len(text.of))
    return Symbols(at, at % len(text.of) + (place & 15), begin)


def places(routes: Sequence[Route], found: Symbols, text: Text) -> Places:
    """Every place of every pattern, each once."""
    nothing = Places(*np.empty((3, 0), np.int64))
    some = [_places(numbers, routes, found, text) for numbers in _that_may_stand(routes, found)]
    return Places(*(np.concatenate(side) for side in zip(nothing, *some, strict=True)))


def _that_may_stand(routes: Sequence[Route], found: Symbols) -> Iterator[np.ndarray]:
    """The numbers of the routes all of whose symbols occur, as many together as are joined at once."""
    many = np.diff(found.begin).tolist()
    numbers = [n for n, steps in enumerate(routes) if all(many[step.symbol] for step in steps)]
    block = np.cumsum([many[routes[n][0].symbol] for n in numbers]) // _AT_ONCE
    return (group for group in np.split(np.array(numbers, np.int64), np.flatnonzero(np.diff(block)) + 1) if len(group))


def _places(numbers: np.ndarray, routes: Sequence[Route], found: Symbols, text: Text) -> Places:
    """The places of some of the routes."""
    columns = list(zip_longest(*(routes[n] for n in numbers.tolist()), fillvalue=Step(-1)))
    symbol, low, high = np.array(columns, np.int64).transpose(2, 0, 1)  # each step by route
    route, at = _begun(symbol, high, found, len(text.of))
    first, last = found.at[at] % len(text.of), found.last[at]
    done = []
    for step in range(1, len(columns)):
        goes_on = symbol[step, route] >= 0
        done.append((route[~goes_on], first[~goes_on], last[~goes_on]))
        left = Places(route[goes_on], first[goes_on], last[goes_on])
        route, first, last = _joined(left, symbol[step], low[step], high[step], found, text)
    route, first, last = (np.concatenate(side) for side in zip(*done, (route, first, last), strict=True))
    return Places(numbers[route], first, last)


def _begun(symbol: np.ndarray, high: np.ndarray, found: Symbols, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of first steps, by route: all, or where the second step is rarer, those that one of it follows.

    Of «در», which stands everywhere, only those near the second step's few words are looked at.
    """
    many = np.diff(found.begin)[symbol]
    back = (many[1:2] < many[:1]).any(axis=0) & (symbol[1:2] >= 0).any(axis=0)
    forth, back = np.flatnonzero(~back), np.flatnonzero(back)
    row, at = spread(found.begin[symbol[0, forth]], many[0, forth])
    if not len(back):
        return forth[row], at
    of_second, second = spread(found.begin[symbol[1, back]], many[1, back])
    before = (symbol[0] * size)[back[of_second]] + found.at[second] % size
    begin = np.searchsorted(found.at, before - high[1, back[of_second]] - LONGEST)
    of_near, near = spread(begin, np.searchsorted(found.at, before) - begin)
    route, near = np.divmod(np.unique(back[of_second[of_near]] * len(found.at) + near), len(found.at))
    inside = near >= found.begin[symbol[0, route]]  # the window may reach back over the symbol's first place
    return np.append(forth[row], route[inside]), np.append(at, near[inside])


def _joined(left: Places, symbol: np.ndarray, low: np.ndarray, high: np.ndarray, found: Symbols, text: Text) -> Places:
    """Where a place is followed by the symbol of its route's next step, with a gap between them that ends no clause."""
    size = len(text.of)
    line, low, high = (side[left.number] for side in (symbol * size, low, high))
    begin = np.searchsorted(found.at, line + left.last + low)
    end = np.searchsorted(found.at, line + np.minimum(left.last + high, size - 1), "right")
    a, b = spread(begin, np.maximum(end - begin, 0))
    at, between = found.at[b] - line[a], left.last[a]
    # Without a gap nothing may stand between; over a gap a comma or a bracket may, on either side of its words.
    holds = np.where(high[a] > 0, text.clause[at] == text.clause[between - 1], text.before[at] == JOINED)
    a, last = a[holds], found.last[b[holds]]
    # One number for route, first word and length: a pattern is shorter than 4,096 words.
    both = np.unique((left.number[a] * size + left.first[a]) << 12 | (last - left.first[a]))
    route, first = np.divmod(both >> 12, size)
    return Places(route, first, first + (both & 4095))
