"""What a word of the text may be to a lexicon: which elements of its patterns, and which of its named lists.

Decided once for each distinct word, so that looking for entries compares small numbers and no more strings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text.lemmas import citation
from analysis.themes.patterns import Element, joined_key

JOINED, SOFT, HARD = 0, 1, 2  # what stands before a word: nothing, a comma or bracket, the end of a clause or sentence
_CLAUSE_END = frozenset(".!?؟؛;:…")
_LONGEST = 9  # words that a compound may be written in
_REMEMBERED = 2**16  # words

Sense = frozenset[int]  # the symbols that a word stands for: numbers of elements and lists
_NOTHING: Sense = frozenset()


class Word(NamedTuple):
    """A distinct word: its comparing key and its lemma's, what it stands for, and two sets of letters as bits."""

    key: str
    lemma: str
    sense: Sense
    opens: int  # its first letter
    asks: int  # the letters with which a compound may go on after it


class Vocabulary(NamedTuple):
    """The elements and lists of a lexicon by what a word must be to stand for them."""

    symbols: dict[Element, int]
    whole: dict[str, Sense]  # the word itself
    lemmas: dict[str, Sense]
    stems: dict[str, Sense]  # any word that begins so
    begun: dict[str, set[str]]  # what a compound may begin with when written apart, and how it may go on
    decide: Callable[[str, str], Word]  # what a word with a lemma is; remembered


class Text(NamedTuple):
    """The words of a token table without its punctuation, and one more at the end that nothing matches."""

    words: list[Word]  # the distinct ones
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
    begun: dict[str, set[str]] = {}
    for element, meant in stands_for.items():
        for kind in ("word", "lemma") if element.kind == "lemma" else (element.kind,):
            tables[kind][element.key] = tables[kind].get(element.key, _NOTHING) | meant
        for size in range(1, len(element.key)):
            begun.setdefault(element.key[:size], set()).update((element.key[size], element.key[size : size + 2]))
    whole, lemmas, stems = tables["word"], tables["lemma"], tables["prefix"]
    decide = lru_cache(_REMEMBERED)(partial(_decide, whole, lemmas, stems, begun))
    return Vocabulary(symbols, whole, lemmas, stems, begun, decide)


def read_text(tokens: pd.DataFrame, vocabulary: Vocabulary) -> tuple[Text, np.ndarray]:
    """The words of a token table with their senses, and the row of the table that each one comes from."""
    is_word = tokens["is_word"].to_numpy(bool)
    rows = np.flatnonzero(is_word)
    new = _sentence_starts(tokens)
    marks = np.flatnonzero(~is_word)
    of_mark, mark = pd.factorize(tokens["word"].take(marks))
    hard = np.zeros(len(tokens), bool)
    hard[marks] = np.array([not _CLAUSE_END.isdisjoint(str(one)) for one in mark], bool)[of_mark]
    before = np.append(_levels(is_word, new, hard)[rows], HARD)
    of, words = _distinct(tokens, rows, vocabulary)
    lengths = np.array([len(word.key) for word in words], int)
    text = Text(
        words=[*words, Word("", "", _NOTHING, 0, 0)],
        of=np.append(of, len(words)),
        before=before,
        clause=np.cumsum(before == HARD),
        letters=np.r_[0, np.cumsum(lengths[of])],
        sentences=np.r_[np.flatnonzero(np.diff(np.cumsum(new)[rows], prepend=0)), len(rows)],
    )
    return text, rows


def _distinct(tokens: pd.DataFrame, rows: np.ndarray, vocabulary: Vocabulary) -> tuple[np.ndarray, list[Word]]:
    """Which distinct word stands in each of the rows, and those words."""
    of_word, words = pd.factorize(tokens["word"])
    of_lemma, lemmas = pd.factorize(tokens["lemma"])
    of, pairs = pd.factorize(of_word[rows] * (len(lemmas) + 1) + of_lemma[rows])
    names, heads = (np.asarray(kinds, dtype=object) for kinds in (words, lemmas))
    which, lemma = np.divmod(pairs, len(lemmas) + 1)
    return of, list(map(vocabulary.decide, names[which].tolist(), heads[lemma].tolist()))


def _decide(
    whole: dict[str, Sense], lemmas: dict[str, Sense], stems: dict[str, Sense], begun: dict[str, set[str]], *pair: str
) -> Word:
    """Everything that one word may stand for and begin."""
    key, lemma = joined_key(pair[0]), joined_key(citation(pair[1]))
    sense = whole.get(key, _NOTHING) | lemmas.get(lemma, _NOTHING)
    asks = {_bit(letters) for letters in begun.get(key, ())}
    return Word(key, lemma, sense.union(*_stems(stems, key, 2)), _bit(key), sum(asks))


def _bit(word: str) -> int:
    """The first letter as one of 62 bits, so that most neighbours that cannot go together are seen at once."""
    return 1 << ord(word[0]) % 62 if word else 0


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


def _stems(stems: dict[str, Sense], key: str, shortest: int) -> list[Sense]:
    return [stems[key[:size]] for size in range(shortest, len(key) + 1) if key[:size] in stems]


def compounds(vocabulary: Vocabulary, text: Text) -> Iterator[tuple[int, int, int]]:
    """Compounds written in several words: a symbol they stand for, first word, word after the last."""
    words, of, before, begun = text.words, text.of, text.before, vocabulary.begun
    asks, opens = (np.array([word[side] for word in words], np.int64)[of] for side in (4, 3))
    may = np.flatnonzero((asks[:-1] & opens[1:] != 0) & (before[1:] == JOINED))
    for at in may.tolist():
        head, here = words[of[at]].key, at + 1
        while (tail := words[of[here]]).key[:2] in begun.get(head, ()) and before[here] == JOINED:
            whole = head + tail.key
            found = vocabulary.whole.get(whole, _NOTHING) | vocabulary.lemmas.get(head + tail.lemma, _NOTHING)
            here += 1
            for symbol in found.union(*_stems(vocabulary.stems, whole, len(head) + 1)):
                yield symbol, at, here
            if here - at >= _LONGEST:
                break
            head = whole
