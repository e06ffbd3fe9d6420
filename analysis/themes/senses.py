"""What a word of the text may be to a lexicon: which elements of its patterns, and which of its named lists.

Decided once for each distinct word, so that looking for entries compares small numbers and no more strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.arrays import members
from analysis.text.lemmas import citation
from analysis.text.persian import joined_keys
from analysis.themes.patterns import Element

JOINED, SOFT, HARD = 0, 1, 2  # what stands before a word: nothing, a comma or bracket, the end of a clause or sentence
_CLAUSE_END = frozenset(".!?؟؛;:…")
LONGEST = 9  # words that a compound may be written in
_FIRST = 3  # letters of a stem by which most words are told not to begin so

Sense = frozenset[int]  # the symbols that a word stands for: numbers of elements and lists
_NOTHING: Sense = frozenset()


class Beginnings(NamedTuple):
    """What a compound may begin with when written apart, and how it may go on, as numbers from 1."""

    heads: dict[str, int]
    openings: dict[str, int]  # one letter or two
    pairs: np.ndarray  # head * 2**16 + opening, sorted


class Vocabulary(NamedTuple):
    """The elements and lists of a lexicon by what a word must be to stand for them."""

    symbols: dict[Element, int]
    whole: dict[str, Sense]  # the word itself
    lemmas: dict[str, Sense]
    stems: dict[str, Sense]  # any word that begins so
    first: frozenset[str]  # the first letters of these stems, without which no word begins so
    begun: Beginnings


class Text(NamedTuple):
    """The words of a token table without its punctuation, and one more at the end that nothing matches."""

    keys: list[str]  # the comparing keys of the distinct ones
    lemmas: list[str]  # those of their lemmas
    senses: list[Sense]  # what they stand for
    of: np.ndarray  # which of them each word is
    before: np.ndarray  # JOINED, SOFT or HARD
    clause: np.ndarray  # how many HARD ends stand before a word, its own included
    letters: np.ndarray  # letters of the words before this one
    sentences: np.ndarray  # the first word of each sentence, then the number of words


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
    whole, lemmas, stems = tables["word"], tables["lemma"], tables["prefix"]
    first = frozenset(stem[:_FIRST] for stem in stems)
    return Vocabulary(symbols, whole, lemmas, stems, first, _beginnings({element.key for element in stands_for}))


def _beginnings(keys: Iterable[str]) -> Beginnings:
    """How the keys may be cut in two."""
    heads: dict[str, int] = {}
    openings: dict[str, int] = {}
    pairs = set()
    for key in sorted(keys):
        for size in range(1, len(key)):
            head = heads.setdefault(key[:size], len(heads) + 1)
            for opening in (key[size], key[size : size + 2]):
                pairs.add(head << 16 | openings.setdefault(opening, len(openings) + 1))
    return Beginnings(heads, openings, np.array([*sorted(pairs), 2**62], np.int64))


def read_text(tokens: pd.DataFrame, vocabulary: Vocabulary) -> tuple[Text, np.ndarray]:
    """The words of a token table with their senses, and the row of the table that each one comes from."""
    is_word = tokens["is_word"].to_numpy(bool)
    rows = np.flatnonzero(is_word)
    new = _sentence_starts(tokens)
    marks = np.flatnonzero(~is_word)
    of_mark, mark = pd.factorize(tokens["word"].take(marks))
    level = np.full(len(tokens), JOINED, np.int8)
    level[marks] = np.array([_level(str(one)) for one in mark], np.int8)[of_mark]
    level[new] = HARD
    before = np.append(_before(level, rows), HARD)
    of, keys, lemmas = _distinct(tokens, rows)
    text = Text(
        keys=keys,
        lemmas=lemmas,
        senses=_senses(vocabulary, keys, lemmas),
        of=np.append(of, len(keys) - 1),
        before=before,
        clause=np.cumsum(before == HARD),
        letters=np.r_[0, np.cumsum(np.fromiter(map(len, keys), np.int64)[of])],
        sentences=np.r_[np.flatnonzero(np.diff(np.cumsum(new)[rows], prepend=0)), len(rows)],
    )
    return text, rows


def _distinct(tokens: pd.DataFrame, rows: np.ndarray) -> tuple[np.ndarray, list[str], list[str]]:
    """Which distinct word stands in each of the rows; the keys of these words and of their lemmas, and of nothing."""
    number, names = pd.factorize(pd.concat([tokens["word"], tokens["lemma"]], ignore_index=True))
    of, pairs = pd.factorize(number[rows] * len(names) + number[rows + len(tokens)])
    keys = joined_keys(citation(name) if "#" in name else name for name in names.tolist())
    words, lemmas = ([keys[n] for n in side.tolist()] for side in np.divmod(pairs, len(names)))
    return of, [*words, ""], [*lemmas, ""]


def _senses(vocabulary: Vocabulary, keys: list[str], lemmas: list[str]) -> list[Sense]:
    """Everything that each word may stand for; as a rule nothing."""
    _, whole, lemmas_known, stems, first, _ = vocabulary
    senses = []
    for key, lemma in zip(keys, lemmas, strict=True):
        sense = whole.get(key, _NOTHING)
        if lemma in lemmas_known:
            sense |= lemmas_known[lemma]
        if key[:_FIRST] in first or key[:2] in first:
            sense = sense.union(*_stems(stems, key, 2))
        senses.append(sense)
    return senses


def _sentence_starts(tokens: pd.DataFrame) -> np.ndarray:
    article, sentence = pd.factorize(tokens["article"])[0], tokens["sentence"].to_numpy()
    return np.r_[True, (article[1:] != article[:-1]) | (sentence[1:] != sentence[:-1])][: len(tokens)]


def _level(mark: str) -> int:
    """What a mark between two words makes of them; the _ of a hashtag stands for a space."""
    return JOINED if mark == "_" else SOFT if _CLAUSE_END.isdisjoint(mark) else HARD


def _before(level: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """For each word, whose rows are given, the highest level between it and the word before."""
    return np.maximum.reduceat(level, np.r_[0, rows[:-1] + 1]) if len(rows) else level[:0]


def _stems(stems: dict[str, Sense], key: str, shortest: int) -> list[Sense]:
    """What every word stands for that begins as this one, with at least so many of its letters."""
    return [found for size in range(shortest, len(key) + 1) if (found := stems.get(key[:size]))]


def compounds(vocabulary: Vocabulary, text: Text) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compounds written in several words: a symbol that each stands for, the first word, how many words.

    Word after word is put to all the beginnings at once; what two words make is worked out once for each such pair.
    """
    begun, joined, names = vocabulary.begun, text.before == JOINED, list(vocabulary.begun.heads)
    openings = np.array([begun.openings.get(key[:2], 0) for key in text.keys])[text.of]
    head = np.array([begun.heads.get(key, 0) for key in text.keys])[text.of]
    at = np.flatnonzero((head[:-1] > 0) & (openings[1:] > 0))
    head = head[at]
    found = [np.empty((3, 0), np.int64)]
    for size in range(2, LONGEST + 1):
        tail = at + size - 1
        longer = np.flatnonzero(joined[tail] & _goes_on(begun, head, openings[tail]))
        at, head, tail = at[longer], head[longer], text.of[tail[longer]]
        pairs, pair = np.unique(head * len(text.keys) + tail, return_inverse=True)
        made = [
            _together(vocabulary, names[first - 1], text.keys[second], text.lemmas[second])
            for first, second in zip(*(side.tolist() for side in np.divmod(pairs, len(text.keys))), strict=True)
        ]
        symbol, place = of_senses([sense for _, sense in made], pair)
        found.append(np.stack([symbol, at[place], np.full_like(place, size)]))
        head = np.array([begun.heads.get(whole, 0) for whole, _ in made], np.int64)[pair]
    return tuple(np.concatenate(found, axis=1))


def of_senses(senses: list[Sense], which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The symbols of the senses that these are, one after the other, and where among these each stands."""
    sizes = np.fromiter(map(len, senses), np.int64)
    symbols = np.fromiter(chain.from_iterable(senses), np.int64)
    place = np.flatnonzero(sizes[which])
    row, nth = members(sizes, which[place])
    return symbols[nth], place[row]


def _goes_on(begun: Beginnings, head: np.ndarray, opening: np.ndarray) -> np.ndarray:
    """Whether a compound that begins with the head goes on with the opening."""
    pair = head << 16 | opening
    return begun.pairs[np.searchsorted(begun.pairs, pair)] == pair


def _together(vocabulary: Vocabulary, head: str, key: str, lemma: str) -> tuple[str, Sense]:
    """The letters of a beginning and the word after it, and what only both together stand for."""
    whole = head + key
    found = vocabulary.whole.get(whole, _NOTHING) | vocabulary.lemmas.get(head + lemma, _NOTHING)
    return whole, found.union(*_stems(vocabulary.stems, whole, len(head) + 1))
