"""What a word of the text may be to a lexicon: which elements of its patterns, and which of its named lists.

Decided once for each distinct word, so that looking for entries compares small numbers and no more strings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.themes.patterns import Element, joined_key

JOINED, SOFT, HARD = 0, 1, 2  # what stands before a word: nothing, a comma or bracket, the end of a clause or sentence
_CLAUSE_END = frozenset(".!?؟؛;:…")
_LONGEST = 9  # words that a compound may be written in

Sense = frozenset[int]  # the symbols that a word stands for: numbers of elements and lists
_NOTHING: Sense = frozenset()


class Vocabulary(NamedTuple):
    """The elements and lists of a lexicon by what a word must be to stand for them."""

    symbols: dict[Element, int]
    whole: dict[str, Sense]  # the word itself
    lemmas: dict[str, Sense]
    stems: dict[str, Sense]  # any word that begins so
    begun: dict[str, set[str]]  # what a compound may begin with when written apart, and how it may go on
    known: dict[tuple[str, str], Sense]  # words already decided


class Text(NamedTuple):
    """The words of a token table without its punctuation, and one more at the end that nothing matches."""

    keys: list[str]
    before: list[int]  # JOINED, SOFT or HARD
    senses: list[Sense]
    by_start: dict[int, list[tuple[int, Sense]]]  # compounds of several words: (word after the last, sense)
    by_end: dict[int, list[tuple[int, Sense]]]  # the same: (first word, sense)
    sentences: np.ndarray  # the first word of each sentence, then the number of words
    types: np.ndarray  # which distinct word each word is, an index into `type_senses`
    type_senses: list[Sense]


def read_vocabulary(elements: Iterable[Element], lists: Mapping[str, Iterable[Element]]) -> Vocabulary:
    """Number the elements and file them by word, lemma and stem; those of a list stand for the list too."""
    symbols = {element: n for n, element in enumerate(dict.fromkeys(e for e in elements if e.kind != "gap"))}
    stands_for = {element: {n} for element, n in symbols.items() if element.kind != "list"}
    for name, inside in lists.items():
        for element in inside:
            stands_for.setdefault(element, set()).add(symbols.get(Element("list", name), -1))
    tables: dict[str, dict[str, Sense]] = {"word": {}, "lemma": {}, "prefix": {}}
    begun: dict[str, set[str]] = {}
    for element, meant in stands_for.items():
        for kind in ("word", "lemma") if element.kind == "lemma" else (element.kind,):
            tables[kind][element.key] = tables[kind].get(element.key, _NOTHING) | meant
        for size in range(1, len(element.key)):
            begun.setdefault(element.key[:size], set()).update((element.key[size], element.key[size : size + 2]))
    return Vocabulary(symbols, tables["word"], tables["lemma"], tables["prefix"], begun, {})


def read_text(tokens: pd.DataFrame, vocabulary: Vocabulary) -> tuple[Text, np.ndarray]:
    """The words of a token table with their senses, and the row of the table that each one comes from."""
    is_word = tokens["is_word"].to_numpy(bool)
    rows = np.flatnonzero(is_word)
    of_word, words = pd.factorize(tokens["word"])
    of_lemma, lemmas = pd.factorize(tokens["lemma"])
    new = _sentence_starts(tokens)
    hard = np.array([not _CLAUSE_END.isdisjoint(str(word)) for word in words], bool)
    level = _levels(is_word, new, hard[of_word] if len(hard) else new)
    types, pairs = pd.factorize(of_word[rows] * (len(lemmas) + 1) + of_lemma[rows])
    keys, heads = [joined_key(str(word)) for word in words], [_lemma_key(str(lemma)) for lemma in lemmas]
    forms = [(keys[n // (len(heads) + 1)], heads[n % (len(heads) + 1)]) for n in pairs.tolist()]
    of_type = [_sense(vocabulary, *form) for form in forms]
    text = Text(
        keys=[forms[n][0] for n in types.tolist()] + [""],
        before=[*level[rows].tolist(), HARD],
        senses=[of_type[n] for n in types.tolist()] + [_NOTHING],
        by_start={},
        by_end={},
        sentences=np.r_[np.flatnonzero(np.diff(np.cumsum(new)[rows], prepend=0)), len(rows)],
        types=types,
        type_senses=of_type,
    )
    for at, end, found in _compounds(vocabulary, text, forms):
        text.by_start.setdefault(at, []).append((end, found))
        text.by_end.setdefault(end, []).append((at, found))
    return text, rows


def _sentence_starts(tokens: pd.DataFrame) -> np.ndarray:
    article, sentence = pd.factorize(tokens["article"])[0], tokens["sentence"].to_numpy()
    return np.r_[True, (article[1:] != article[:-1]) | (sentence[1:] != sentence[:-1])][: len(tokens)]


def _levels(is_word: np.ndarray, new: np.ndarray, hard: np.ndarray) -> np.ndarray:
    """For each word what stands between it and the word before."""
    level = np.where(new | (hard & ~is_word), HARD, np.where(is_word, JOINED, SOFT))
    rows = np.flatnonzero(is_word)
    if len(rows):
        level[rows] = np.maximum.reduceat(level, np.r_[0, rows[:-1] + 1])
    return level


def _lemma_key(lemma: str) -> str:
    """A verb's lemma «گماشت#گمار» is asked for by its infinitive, گماشتن."""
    past, mark, _ = lemma.partition("#")
    return joined_key(past + "ن" if mark and past else lemma)


def _sense(vocabulary: Vocabulary, key: str, lemma: str) -> Sense:
    """Everything that one word may stand for."""
    found = vocabulary.known.get((key, lemma))
    if found is None:
        found = vocabulary.whole.get(key, _NOTHING) | vocabulary.lemmas.get(lemma, _NOTHING)
        found = found.union(*_stems(vocabulary, key, 2))
        if len(vocabulary.known) >= 2**17:
            vocabulary.known.clear()
        vocabulary.known[key, lemma] = found
    return found


def _stems(vocabulary: Vocabulary, key: str, shortest: int) -> list[Sense]:
    stems = vocabulary.stems
    return [stems[key[:size]] for size in range(shortest, len(key) + 1) if key[:size] in stems]


def _compounds(vocabulary: Vocabulary, text: Text, forms: list[tuple[str, str]]) -> Iterator[tuple[int, int, Sense]]:
    """Compounds written in several words: first word, word after the last, and what they stand for."""
    keys, before, begun = text.keys, text.before, vocabulary.begun
    begins = np.array([key in begun for key, _ in forms], bool)
    joined = np.array(before[1:]) == JOINED
    for at in np.flatnonzero(begins[text.types] & joined).tolist():
        head, here = keys[at], at + 1
        while keys[here][:2] in begun.get(head, ()) and before[here] == JOINED and here - at < _LONGEST:
            whole, lemma = head + keys[here], head + forms[text.types[here]][1]
            found = vocabulary.whole.get(whole, _NOTHING) | vocabulary.lemmas.get(lemma, _NOTHING)
            found = found.union(*_stems(vocabulary, whole, len(head) + 1))
            here += 1
            if found:
                yield at, here, found
            head = whole


def frequencies(text: Text) -> Counter[int]:
    """How often each symbol stands in the text."""
    counts: Counter[int] = Counter()
    for found, times in zip(text.type_senses, np.bincount(text.types).tolist(), strict=True):
        for symbol in found:
            counts[symbol] += times
    for starting in text.by_start.values():
        for _, found in starting:
            counts.update(found)
    return counts
