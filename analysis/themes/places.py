"""Where patterns stand: the places of their elements, joined from left to right for all patterns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from analysis.arrays import spread
from analysis.themes.patterns import Element, Pattern
from analysis.themes.units import Units
from analysis.themes.words import JOINED, Text

_AT_ONCE = 2**18  # places that are joined together, which bounds the memory whatever the lexicon


class Step(NamedTuple):
    """An element of a pattern as a number, with the gap before it: fewest and most words."""

    symbol: int
    low: int = 0
    high: int = 0


Route = tuple[Step, ...]


class Places(NamedTuple):
    """Where patterns stand: number of the pattern, first word, word after the last; no place twice."""

    number: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def where(self, which: np.ndarray) -> Places:
        """Those of the places, by number or by whether."""
        return Places(self.number[which], self.first[which], self.last[which])


def route_of(pattern: Pattern, symbols: dict[Element, int]) -> Route:
    """A pattern as steps, each gap folded into the step after it."""
    steps, gap = [], Element("gap", "")
    for element in pattern:
        if element.kind == "gap":
            gap = element
        else:
            steps.append(Step(symbols[element], gap.low, gap.high))
            gap = Element("gap", "")
    return tuple(steps)


def places(routes: Sequence[Route], units: Units, text: Text) -> Places:
    """Every place of every pattern, each once."""
    nothing = Places(*np.empty((3, 0), np.int64))
    some = [_places(numbers, routes, units, text) for numbers in _that_may_stand(routes, units)]
    return Places(*(np.concatenate(side) for side in zip(nothing, *some, strict=True)))


def _that_may_stand(routes: Sequence[Route], units: Units) -> Iterator[np.ndarray]:
    """The numbers of the routes all of whose symbols occur, as many together as are joined at once."""
    many = units.many.tolist()
    numbers = [n for n, steps in enumerate(routes) if all(many[step.symbol] for step in steps)]
    first = np.array([many[routes[n][0].symbol] for n in numbers], np.int64)
    return (np.array(numbers)[some] for some in _blocks(first) if len(some))


def _blocks(sizes: np.ndarray) -> list[np.ndarray]:
    """The numbers of rows, as many together as make _AT_ONCE places, or one that alone makes more."""
    return np.split(np.arange(len(sizes)), np.flatnonzero(np.diff(np.cumsum(sizes) // _AT_ONCE)) + 1)


def _places(numbers: np.ndarray, routes: Sequence[Route], units: Units, text: Text) -> Places:
    """The places of some of the routes."""
    columns = list(zip_longest(*(routes[n] for n in numbers.tolist()), fillvalue=Step(-1)))
    symbol, low, high = np.array(columns, np.int64).transpose(2, 0, 1)  # each step by route
    route, unit = _begun(symbol, high, units)
    first, last = units.first[unit], units.last[unit]
    done = []
    for step in range(1, len(columns)):
        goes_on = symbol[step, route] >= 0
        done.append((route[~goes_on], first[~goes_on], last[~goes_on]))
        left = Places(route[goes_on], first[goes_on], last[goes_on])
        route, first, last = _joined(left, symbol[step], low[step], high[step], units, text)
    route, first, last = (np.concatenate(side) for side in zip(*done, (route, first, last), strict=True))
    return Places(numbers[route], first, last)


def _begun(symbol: np.ndarray, high: np.ndarray, units: Units) -> tuple[np.ndarray, np.ndarray]:
    """The units of first steps, by route: all, or where the second step is rarer, those that one of it follows.

    Of «در», which stands everywhere, only those near the second step's few words are looked at.
    """
    many = units.many[symbol]
    back = (many[1:2] < many[:1]).any(axis=0) & (symbol[1:2] >= 0).any(axis=0)
    forth, back = np.flatnonzero(~back), np.flatnonzero(back)
    row, unit = units.that_mean(symbol[0, forth])
    if not len(back):
        return forth[row], unit
    of_second, second = units.that_mean(symbol[1, back])
    second, of_second = units.first[second], back[of_second]
    begin = units.begin[np.maximum(second - high[1, of_second] - (units.last - units.first).max(), 0)]
    of_near, near = spread(begin, units.begin[second] - begin)
    of_near = of_second[of_near]
    holds = units.means.hold(units.sense[near], symbol[0, of_near])
    route, near = np.divmod(np.unique(of_near[holds] * len(units.first) + near[holds]), len(units.first))
    return np.append(forth[row], route), np.append(unit, near)


def _joined(left: Places, symbol: np.ndarray, low: np.ndarray, high: np.ndarray, units: Units, text: Text) -> Places:
    """Where a place is followed by the symbol of its route's next step, with a gap between them that ends no clause."""
    size = len(text.of)
    symbol, low, high = (side[left.number] for side in (symbol, low, high))
    begin, end = (units.begin[np.minimum(left.last + gap, size)] for gap in (low, high + 1))
    found = []
    for some in _blocks(end - begin):
        row, b = spread(begin[some], (end - begin)[some])
        a = some[row]
        at, between = units.first[b], left.last[a]
        # Without a gap nothing may stand between; over a gap a comma or a bracket may, on either side of its words.
        near = np.where(high[a] > 0, text.clause[at] == text.clause[between - 1], text.before[at] == JOINED)
        holds = np.flatnonzero(near & units.means.hold(units.sense[b], symbol[a]))
        a, last = a[holds], units.last[b[holds]]
        # One number for route, first word and length: a pattern is shorter than 4,096 words.
        found.append((left.number[a] * size + left.first[a]) << 12 | (last - left.first[a]))
    both = np.unique(np.concatenate(found))
    route, first = np.divmod(both >> 12, size)
    return Places(route, first, first + (both & 4095))
