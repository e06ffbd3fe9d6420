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
from analysis.text.persian import joined_key
from analysis.themes.patterns import Element

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
    head: int  # the beginning of a compound that it is, 0 if none
    opening: int  # its first letters, as a compound may go on with them; 0 if none does


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
    begun: Beginnings
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
    for element, meant in stands_for.items():
        for kind in ("word", "lemma") if element.kind == "lemma" else (element.kind,):
            tables[kind][element.key] = tables[kind].get(element.key, _NOTHING) | meant
    whole, lemmas, stems = tables["word"], tables["lemma"], tables["prefix"]
    begun = _beginnings({element.key for element in stands_for})
    decide = lru_cache(_REMEMBERED)(partial(_decide, whole, lemmas, stems, begun))
    return Vocabulary(symbols, whole, lemmas, stems, begun, decide)


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
    whole: dict[str, Sense], lemmas: dict[str, Sense], stems: dict[str, Sense], begun: Beginnings, *pair: str
) -> Word:
    """Everything that one word may stand for and begin."""
    word, lemma = pair
    key = joined_key(word)
    lemma = key if lemma == word else joined_key(citation(lemma))
    sense = whole.get(key, _NOTHING) | lemmas.get(lemma, _NOTHING)
    sense = sense.union(*_stems(stems, key, 2))
    return Word(
        key,
        lemma,
        sense or _NOTHING,
        begun.heads.get(key, 0),
        begun.openings.get(key[:2], 0),
    )


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
    return [found for size in range(shortest, len(key) + 1) if (found := stems.get(key[:size]))]


def compounds(vocabulary: Vocabulary, text: Text) -> Iterator[tuple[int, int, int]]:
    """Compounds written in several words: a symbol they stand for, the first word, how many words."""
    words, of, begun = text.words, text.of, vocabulary.begun
    heads, openings = (np.array([word[side] for word in words], np.int64)[of] for side in (3, 4))
    joined = text.before == JOINED
    may = np.flatnonzero((heads[:-1] > 0) & (openings[1:] > 0) & joined[1:])
    may = may[_goes_on(begun, heads[may], openings[may + 1])]
    together = lru_cache(None)(partial(_together, vocabulary))  # of two words that stand side by side again and again
    for at, first, second in zip(may.tolist(), of[may].tolist(), of[may + 1].tolist(), strict=True):
        whole, found = together(words[first].key, words[second])
        size = 2
        while True:
            for symbol in found:
                yield symbol, at, size
            if size == _LONGEST or whole not in begun.heads or not joined[at + size]:
                break
            tail = words[of[at + size]]
            if not _goes_on(begun, begun.heads[whole], tail.opening):
                break
            whole, found = together(whole, tail)
            size += 1


def _goes_on(begun: Beginnings, head: np.ndarray | int, opening: np.ndarray | int) -> np.ndarray:
    """Whether a compound that begins with the head goes on with the opening."""
    pair = np.asarray(head) << 16 | opening
    return begun.pairs[np.searchsorted(begun.pairs, pair)] == pair


def _together(vocabulary: Vocabulary, head: str, tail: Word) -> tuple[str, Sense]:
    """The letters of a beginning and the word after it, and what only both together stand for."""
    whole = head + tail.key
    found = vocabulary.whole.get(whole, _NOTHING) | vocabulary.lemmas.get(head + tail.lemma, _NOTHING)
    return whole, found.union(*_stems(vocabulary.stems, whole, len(head) + 1))
