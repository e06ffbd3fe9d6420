"""What a word of the text may be to a lexicon: which elements of its patterns, and which of its named lists.

Decided once for each distinct word, so that looking for entries compares small numbers and no more strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.arrays import Pairs, strings
from analysis.themes.patterns import Element
from analysis.themes.words import JOINED, Text

_SHORTEST = 2  # letters of a stem, and of its part in the last word of a compound
_FIRST = 4  # letters of a stem by which most words are told not to begin so

Sense = frozenset[int]  # the symbols that a word stands for: numbers of elements and lists
_NOTHING: Sense = frozenset()


class Beginnings(NamedTuple):
    """What a compound may begin with when written apart, and how it may go on, both numbered from 1."""

    heads: pa.Array
    openings: pa.Array  # one letter or two
    goes_on: Pairs  # head and opening


class Vocabulary(NamedTuple):
    """The elements and lists of a lexicon by what a word must be to stand for them."""

    symbols: dict[Element, int]
    whole: dict[str, Sense]  # the word itself
    lemmas: dict[str, Sense]
    stems: dict[str, Sense]  # any word that begins so
    begun: Beginnings


def read_vocabulary(elements: Iterable[Element], lists: Mapping[str, Iterable[Element]]) -> Vocabulary:
    """Number the elements and file them by word, lemma and stem; those of a list stand for the list too."""
    symbols = {element: n for n, element in enumerate(dict.fromkeys(e for e in elements if e.kind != "gap"))}
    stands_for = {element: {n} for element, n in symbols.items() if element.kind != "list"}
    for name, inside in lists.items():
        for element in inside:
            if Element("list", name) in symbols:
                stands_for.setdefault(element, set()).add(symbols[Element("list", name)])
    tables: dict[str, dict[str, Sense]] = {"word": {}, "lemma": {}, "prefix": {}}
    for element, meant in stands_for.items():
        for kind in ("word", "lemma") if element.kind == "lemma" else (element.kind,):
            tables[kind][element.key] = tables[kind].get(element.key, _NOTHING) | meant
    begun = _beginnings({element.key for element in stands_for})
    return Vocabulary(symbols, tables["word"], tables["lemma"], tables["prefix"], begun)


def _beginnings(keys: Iterable[str]) -> Beginnings:
    """How the keys may be cut in two."""
    cuts = [(key[:at], key[at : at + more]) for key in sorted(keys) for at in range(1, len(key)) for more in (1, 2)]
    heads = {head: n for n, head in enumerate(dict.fromkeys(head for head, _ in cuts), 1)}
    openings = {opening: n for n, opening in enumerate(dict.fromkeys(opening for _, opening in cuts), 1)}
    pairs = np.array([(heads[head], openings[opening]) for head, opening in cuts], np.int64).reshape(-1, 2)
    return Beginnings(strings(heads), strings(openings), Pairs.of(*pairs.T))


def of_words(vocabulary: Vocabulary, text: Text) -> dict[int, Sense]:
    """What the distinct words stand for: few of them for anything, which Arrow tells of all at once."""
    first = strings({stem[:_FIRST] for stem in vocabulary.stems})
    sizes = range(_SHORTEST, _FIRST + 1)
    begin = [pc.is_in(pc.utf8_slice_codeunits(text.keys, 0, size), first) for size in sizes]
    whole = pc.is_in(text.keys, strings(vocabulary.whole))
    some = np.flatnonzero(np.any([*begin, whole, pc.is_in(text.lemmas, strings(vocabulary.lemmas))], axis=0))
    keys, lemmas = (side.take(pa.array(some)).to_pylist() for side in (text.keys, text.lemmas))
    told = zip(some.tolist(), keys, lemmas, strict=True)
    return {n: sense for n, key, lemma in told if (sense := _sense(vocabulary, key, lemma, _SHORTEST))}


def compounds(vocabulary: Vocabulary, text: Text) -> Iterator[tuple[dict[int, Sense], np.ndarray, np.ndarray]]:
    """Compounds written in two words, then in three …: what some stand for, which each is, its first word.

    Word after word is put to all the beginnings at once; what two words make is worked out once for each such pair.
    """
    begun, joined, size = vocabulary.begun, text.before == JOINED, len(text.keys)
    opening = _numbers(pc.utf8_slice_codeunits(text.keys, 0, 2), begun.openings)[text.of]
    heads, head, first = text.keys, text.of[:-1], np.arange(len(text.of) - 1)
    tail = first
    while len(first):
        tail = tail + 1
        known = _numbers(heads, begun.heads)[head]
        longer = np.flatnonzero(joined[tail] & begun.goes_on.hold(known, opening[tail]))
        first, tail = first[longer], tail[longer]
        pairs, head = np.unique(head[longer] * size + text.of[tail], return_inverse=True)
        before, last = (pa.array(side) for side in np.divmod(pairs, size))
        parts = (side.to_pylist() for side in (heads.take(before), text.keys.take(last), text.lemmas.take(last)))
        made = [(a + key, a + lemma, len(a) + min(len(key), _SHORTEST)) for a, key, lemma in zip(*parts, strict=True)]
        heads = strings([key for key, _, _ in made])
        yield {n: sense for n, one in enumerate(made) if (sense := _sense(vocabulary, *one))}, head, first


def _sense(vocabulary: Vocabulary, key: str, lemma: str, shortest: int) -> Sense:
    """Everything that a word stands for: as it is, by its lemma, and by at least so many of its first letters."""
    _, whole, lemmas, stems, _ = vocabulary
    begun = [found for size in range(shortest, len(key) + 1) if (found := stems.get(key[:size]))]
    return whole.get(key, _NOTHING).union(lemmas.get(lemma, _NOTHING), *begun)


def _numbers(of: pa.Array, known: pa.Array) -> np.ndarray:
    """Which of the known strings each is, from 1; 0 is none of them."""
    return pc.index_in(of, known).fill_null(-1).to_numpy() + 1
