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
from analysis.text.endings import DEGREES, PLURALS
from analysis.text.persian import joined_key
from analysis.themes.patterns import Element
from analysis.themes.words import JOINED, Text

_SHORTEST = 2  # letters of a stem, and of its part in the last word of a compound
_FIRST = 4  # letters of a stem by which most words are told not to begin so
_ALONE = frozenset({"و", "را", "که"})  # always words of their own: «مردم و امنیت» is not of وام*, «که نه» not کهنه
_ENDINGS = frozenset({"", "ی", "ای", "ان", *map(joined_key, (*PLURALS, *DEGREES))})

Sense = frozenset[int]  # the symbols that a word stands for: numbers of elements and lists
Spelled = dict[frozenset[int], Sense]  # by where the lexicon writes a key apart
_NOTHING: Spelled = {}


class Beginnings(NamedTuple):
    """What a compound may begin with when written apart, and how it may go on, both numbered from 1."""

    heads: pa.Array
    openings: pa.Array  # one letter or two
    goes_on: Pairs  # head and opening


class Vocabulary(NamedTuple):
    """The elements and lists of a lexicon by what a word must be to stand for them."""

    symbols: dict[Element, int]
    whole: dict[str, Spelled]  # the word itself
    lemmas: dict[str, Spelled]
    stems: dict[str, Spelled]  # any word that begins so
    begun: Beginnings


def read_vocabulary(elements: Iterable[Element], lists: Mapping[str, Iterable[Element]]) -> Vocabulary:
    """Number the elements and file them by word, lemma and stem; those of a list stand for the list too."""
    symbols = {element: n for n, element in enumerate(dict.fromkeys(e for e in elements if e.kind != "gap"))}
    stands_for = {element: {n} for element, n in symbols.items() if element.kind != "list"}
    for name, inside in lists.items():
        for element in inside:
            if Element("list", name) in symbols:
                stands_for.setdefault(element, set()).add(symbols[Element("list", name)])
    tables: dict[str, dict[str, Spelled]] = {"word": {}, "lemma": {}, "prefix": {}}
    for element, meant in stands_for.items():
        for kind in ("word", "lemma") if element.kind == "lemma" else (element.kind,):
            spelled = tables[kind].setdefault(element.key, {})
            spelled[element.apart] = spelled.get(element.apart, frozenset()) | meant
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
    return {n: sense for n, key, lemma in told if (sense := _sense(vocabulary, key, lemma, ()))}


def compounds(vocabulary: Vocabulary, text: Text) -> Iterator[tuple[dict[int, Sense], np.ndarray, np.ndarray]]:
    """Compounds written in two words, then in three …: what some stand for, which each is, its first word.

    Word after word is put to all the beginnings at once; what two words make is worked out once for each such pair.
    """
    begun, joined, size = vocabulary.begun, text.before == JOINED, len(text.keys)
    opening = _numbers(pc.utf8_slice_codeunits(text.keys, 0, 2), begun.openings)[text.of]
    heads, head, first = text.keys, text.of[:-1], np.arange(len(text.of) - 1)
    ends: list[tuple[int, ...]] = [()] * size  # of the words of each head, but its last
    tail = first
    while len(first):
        tail = tail + 1
        known = _numbers(heads, begun.heads)[head]
        longer = np.flatnonzero(joined[tail] & begun.goes_on.hold(known, opening[tail]))
        first, tail = first[longer], tail[longer]
        pairs, head = np.unique(head[longer] * size + text.of[tail], return_inverse=True)
        before, last = (pa.array(side) for side in np.divmod(pairs, size))
        parts = (side.to_pylist() for side in (heads.take(before), text.keys.take(last), text.lemmas.take(last)))
        ended = (ends[number] for number in before.to_pylist())
        made = [(a + key, a + lemma, (*cut, len(a))) for a, key, lemma, cut in zip(*parts, ended, strict=True)]
        heads, ends = strings([key for key, _, _ in made]), [cut for _, _, cut in made]
        yield {n: sense for n, one in enumerate(made) if (sense := _sense(vocabulary, *one))}, head, first


def _sense(vocabulary: Vocabulary, key: str, lemma: str, ends: tuple[int, ...]) -> Sense:
    """Everything that a word stands for: as it is, by its lemma, and by its first letters.

    Of a compound written apart, `ends` are where its words end, but the last; of this, two letters belong to a stem.
    """
    shortest = min(len(key), _SHORTEST + max(ends, default=0))
    stems = ((vocabulary.stems.get(key[:size], _NOTHING), key[size:]) for size in range(shortest, len(key) + 1))
    found = (vocabulary.whole.get(key, _NOTHING), ""), (vocabulary.lemmas.get(lemma, _NOTHING), ""), *stems
    told = ((apart, sense, rest) for spelled, rest in found for apart, sense in spelled.items())
    return frozenset().union(*(sense for apart, sense, rest in told if _written(key, ends, apart, rest)))


def _written(key: str, ends: tuple[int, ...], apart: frozenset[int], rest: str) -> bool:
    """Whether words that end at these places may be what the lexicon writes apart at those, `rest` being left over."""
    if apart.issuperset(ends):
        return True
    return rest in _ENDINGS and (ends[0] in apart or key[: ends[0]] not in _ALONE)


def _numbers(of: pa.Array, known: pa.Array) -> np.ndarray:
    """Which of the known strings each is, from 1; 0 is none of them."""
    return pc.index_in(of, known).fill_null(-1).to_numpy() + 1
