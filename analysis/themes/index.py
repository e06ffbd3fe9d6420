"""Patterns filed under the words that may begin them, and where a pattern ends once it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.themes.patterns import Element, Pattern, joined_key, read_pattern

JOINED, SOFT, HARD = 0, 1, 2  # what stands before a word: nothing, a comma or bracket, the end of a clause or sentence
_CLAUSE_END = frozenset(".!?؟؛;:…")


class Words(NamedTuple):
    """The words of a token table without its punctuation, and one more at the end that nothing matches."""

    keys: list[str]
    lemmas: list[str]
    before: list[int]  # JOINED, SOFT or HARD
    first: list[int]  # the first word of this word's sentence
    last: list[int]  # the word after the last one of this word's sentence


class Index(NamedTuple):
    """Patterns by what their first word may be, and the named lists they refer to (each an index of its own)."""

    patterns: list[Pattern]
    by_key: dict[str, list[int]]
    by_lemma: dict[str, list[int]]
    by_stem: dict[str, list[int]]
    lists: Mapping[str, Index]


def read_words(tokens: pd.DataFrame) -> tuple[Words, np.ndarray]:
    """The words of a token table as comparing keys, and the row each one comes from."""
    rows = np.flatnonzero(tokens["is_word"].to_numpy(bool))
    article, sentence = tokens["article"].to_numpy(), tokens["sentence"].to_numpy()
    new = np.ones(len(tokens), bool)
    new[1:] = (article[1:] != article[:-1]) | (sentence[1:] != sentence[:-1])
    level = np.where(new, HARD, JOINED)
    marks = np.flatnonzero(~tokens["is_word"].to_numpy(bool))
    ending = [not _CLAUSE_END.isdisjoint(form) for form in tokens["form"].to_numpy()[marks]]
    level[marks] = np.maximum(level[marks], np.where(ending, HARD, SOFT))
    level[rows] = np.maximum.reduceat(level, np.r_[0, rows[:-1] + 1]) if len(rows) else []
    unit = np.cumsum(new)[rows]
    first, last = np.searchsorted(unit, unit, "left"), np.searchsorted(unit, unit, "right")
    keys = _keys(tokens["word"].to_numpy()[rows], joined_key)
    lemmas = _keys(tokens["lemma"].to_numpy()[rows], _lemma_key)
    before = [*level[rows].tolist(), HARD]
    return Words([*keys, ""], [*lemmas, ""], before, first.tolist(), last.tolist()), rows


def _keys(texts: np.ndarray, key: Callable[[str], str]) -> list[str]:
    codes, types = pd.factorize(texts)
    of_type = [key(str(text)) for text in types]
    return [of_type[code] for code in codes.tolist()]


def _lemma_key(lemma: str) -> str:
    """A verb's lemma «گماشت#گمار» is asked for by its infinitive, گماشتن."""
    past, mark, _ = lemma.partition("#")
    return joined_key(past + "ن" if mark and past else lemma)


def build_index(patterns: list[Pattern], lists: Mapping[str, tuple[str, ...]]) -> Index:
    """File patterns under every first word that may begin them."""
    read = {name: build_index([read_pattern(p) for p in inside], {}) for name, inside in lists.items()}
    made = Index(patterns, {}, {}, {}, read)
    for n, pattern in enumerate(patterns):
        inside = read[pattern[0].key].patterns if pattern[0].kind == "list" else [pattern]
        for element in {p[0] for p in inside}:
            _file(made, element, n)
    return made


def _file(made: Index, element: Element, n: int) -> None:
    """A compound may be written apart, so each beginning of it (two letters or more) may be its first word."""
    whole = {"word": made.by_key, "lemma": made.by_lemma, "prefix": made.by_stem}[element.kind]
    whole.setdefault(element.key, []).append(n)
    if element.kind == "lemma":
        made.by_key.setdefault(element.key, []).append(n)
    for size in range(2, len(element.key)):
        made.by_key.setdefault(element.key[:size], []).append(n)


def starters(words: Words, index: Index, at: int) -> set[int]:
    """The patterns that the word at `at` may begin."""
    key = words.keys[at]
    numbers = {*index.by_key.get(key, ()), *index.by_lemma.get(words.lemmas[at], ())}
    for size in range(2, len(key) + 1) if index.by_stem else ():
        numbers.update(index.by_stem.get(key[:size], ()))
    return numbers


def ends(pattern: Pattern, index: Index, words: Words, at: int) -> list[int]:
    """Where a pattern may end if it begins at word `at` (the word after its last one), nearest first."""
    spots, bridge = [at], HARD
    for element in pattern:
        spots = sorted({e for s in spots if words.before[s] <= bridge for e in _step(element, index, words, s)})
        bridge = SOFT if element.kind == "gap" else JOINED
        if not spots:
            break
    return spots


def _step(element: Element, index: Index, words: Words, at: int) -> list[int]:
    """Where one element may end if it begins at word `at`."""
    if element.kind == "gap":
        return _gap(element, words, at)
    if element.kind == "list":
        inside = index.lists[element.key]
        return [end for n in starters(words, inside, at) for end in ends(inside.patterns[n], inside, words, at)]
    rest = element.key
    while key := words.keys[at]:
        if rest == key or (element.kind == "lemma" and rest == words.lemmas[at]):
            return [at + 1]
        if element.kind == "prefix" and key.startswith(rest):
            return [at + 1]
        if not rest.startswith(key) or words.before[at + 1] != JOINED:
            break
        rest, at = rest[len(key) :], at + 1
    return []


def _gap(element: Element, words: Words, at: int) -> list[int]:
    """The words at which the text may go on after a gap; a gap never runs over the end of a clause."""
    spots = []
    for width in range(element.high + 1):
        if words.before[at + width] == HARD:
            break
        if width >= element.low:
            spots.append(at + width)
    return spots


def spans(index: Index, words: Words, first: int, last: int) -> dict[int, list[tuple[int, int]]]:
    """Every place of every pattern among the words first … last - 1: pattern number → (first word, word after)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for at in range(first, last):
        for n in starters(words, index, at):
            found.setdefault(n, []).extend((at, end) for end in ends(index.patterns[n], index, words, at))
    return found
