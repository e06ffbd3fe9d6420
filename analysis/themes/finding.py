"""Where patterns stand: each is looked for from the rarest of its elements in the text, then forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from analysis.themes.patterns import Element, Pattern
from analysis.themes.senses import JOINED, SOFT, Text, frequencies

Span = tuple[int, int, int]  # first word, word after the last, number of the pattern


class Step(NamedTuple):
    """An element of a pattern as a number, with the gap before it: fewest and most words, and what may stand there."""

    symbol: int
    low: int = 0
    high: int = 0
    bridge: int = JOINED


Route = tuple[Step, ...]


def route(pattern: Pattern, symbols: dict[Element, int]) -> Route:
    """A pattern as steps, each gap folded into the step after it."""
    steps, gap = [], Element("gap", "")
    for element in pattern:
        if element.kind == "gap":
            gap = element
        else:
            steps.append(Step(symbols[element], gap.low, gap.high, SOFT if gap.high else JOINED))
            gap = Element("gap", "")
    return tuple(steps)


def find(routes: Iterable[Route], text: Text) -> list[Span]:
    """Every place of every pattern, in the order of the text."""
    counts = frequencies(text)
    by_anchor: dict[int, list[tuple[int, int, Route]]] = {}
    for n, steps in enumerate(routes):
        at = min(range(len(steps)), key=lambda k: counts[steps[k].symbol])
        if counts[steps[at].symbol]:
            by_anchor.setdefault(steps[at].symbol, []).append((n, at, steps))
    return sorted(
        {
            (start, end, n)
            for symbol, first, last in _places(frozenset(by_anchor), text)
            for n, at, steps in by_anchor[symbol]
            for start, end in product(_backward(steps[: at + 1], text, first), _forward(steps[at + 1 :], text, last))
        }
    )


def _places(wanted: frozenset[int], text: Text) -> Iterator[tuple[int, int, int]]:
    """Every place of the wanted symbols."""
    of_type = [found & wanted for found in text.type_senses]
    places = np.flatnonzero(np.array([bool(found) for found in of_type], bool)[text.types])
    for at, n in zip(places.tolist(), text.types[places].tolist(), strict=True):
        for symbol in of_type[n]:
            yield symbol, at, at + 1
    for at, starting in text.by_start.items():
        for end, found in starting:
            for symbol in found & wanted:
                yield symbol, at, end


def _forward(steps: Sequence[Step], text: Text, at: int) -> Iterable[int]:
    """Where the rest of a pattern may end that goes on at word `at`."""
    spots = {at}
    for step in steps:
        spots = {end for spot in spots for end in _next(step, text, spot)}
        if not spots:
            break
    return spots


def _next(step: Step, text: Text, at: int) -> Iterator[int]:
    for here in range(at, at + step.high + 1):
        if text.before[here] > step.bridge:
            return
        if here - at >= step.low:
            if step.symbol in text.senses[here]:
                yield here + 1
            for end, found in text.by_start.get(here, ()):
                if step.symbol in found:
                    yield end


def _backward(steps: Sequence[Step], text: Text, at: int) -> Iterable[int]:
    """Where a pattern may begin whose last step here begins at word `at`."""
    spots = {at}
    for step, after in zip(steps[-2::-1], steps[:0:-1], strict=True):
        spots = {start for spot in spots for start in _previous(step.symbol, after, text, spot)}
        if not spots:
            break
    return spots


def _previous(symbol: int, after: Step, text: Text, at: int) -> Iterator[int]:
    for here in range(at, at - after.high - 1, -1):
        if text.before[here] > after.bridge:
            return
        if at - here >= after.low:
            if symbol in text.senses[here - 1]:
                yield here - 1
            for start, found in text.by_end.get(here, ()):
                if symbol in found:
                    yield start
