"""Where patterns stand: the places of their elements, joined as arrays from left to right."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.themes.patterns import Element, Pattern
from analysis.themes.senses import JOINED, Text, Vocabulary, compounds


class Step(NamedTuple):
    """An element of a pattern as a number, with the gap before it: fewest and most words."""

    symbol: int
    low: int = 0
    high: int = 0


Route = tuple[Step, ...]


class Places(NamedTuple):
    """Where something stands: first words and words after the last ones, sorted by both, no place twice."""

    first: np.ndarray
    last: np.ndarray


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


def of_symbols(vocabulary: Vocabulary, text: Text) -> list[Places]:
    """The places of every symbol."""
    sizes = np.array([len(word.sense) for word in text.words])
    symbols = np.array([symbol for word in text.words for symbol in word.sense], np.int64)
    at = np.flatnonzero(sizes[text.of])
    times = sizes[text.of[at]]
    begin = (np.cumsum(sizes) - sizes)[text.of[at]]
    single = symbols[np.arange(times.sum()) + np.repeat(begin - (np.cumsum(times) - times), times)]
    first = np.repeat(at, times)
    apart = np.array(list(compounds(vocabulary, text)), np.int64).reshape(-1, 3).T
    symbol, first, words = (
        np.concatenate(pair) for pair in zip((single, first, np.ones_like(first)), apart, strict=True)
    )
    # One number for symbol, place and length sorts several times as fast as the three by turns.
    place = np.sort((symbol * len(text.of) + first) << 4 | words)
    ends = np.searchsorted(place >> 4, np.arange(len(vocabulary.symbols) + 1) * len(text.of)).tolist()
    first = (place >> 4) % len(text.of)
    last = first + (place & 15)
    return [Places(first[a:b], last[a:b]) for a, b in pairwise(ends)]


def places(steps: Route, found: list[Places], text: Text) -> Places:
    """The places of a pattern, given those of the symbols."""
    if not all(len(found[step.symbol].first) for step in steps):
        return Places(text.of[:0], text.of[:0])
    left = found[steps[0].symbol]
    for step in steps[1:]:
        left = _joined(left, step, found[step.symbol], text)
    return left


def _joined(left: Places, step: Step, right: Places, text: Text) -> Places:
    """Where a place on the left is followed by one on the right, with a gap between them that ends no clause."""
    begin = np.searchsorted(right.first, left.last + step.low)
    count = np.searchsorted(right.first, left.last + step.high, "right") - begin
    a = np.repeat(np.arange(len(count)), count)
    b = np.arange(count.sum()) + np.repeat(begin - (np.cumsum(count) - count), count)
    first, between, at, last = left.first[a], left.last[a], right.first[b], right.last[b]
    # Without a gap nothing may stand between; over a gap a comma or a bracket may, on either side of its words.
    holds = (text.clause[at] == text.clause[between - 1]) if step.high else (text.before[at] == JOINED)
    both = np.unique(first[holds] << 32 | last[holds])
    return Places(both >> 32, both & 0xFFFFFFFF)


def every_place(routes: Iterable[Route], found: list[Places], text: Text) -> list[tuple[int, int, int]]:
    """Every place of every pattern in the order of the text: first word, word after the last, number of the pattern."""
    one = [places(steps, found, text) for steps in routes]
    first, last = (np.concatenate([text.of[:0], *(place[side] for place in one)]) for side in (0, 1))
    number = np.repeat(np.arange(len(one)), [len(place.first) for place in one])
    order = np.lexsort((number, last, first))
    return list(zip(*(side[order].tolist() for side in (first, last, number)), strict=True))
