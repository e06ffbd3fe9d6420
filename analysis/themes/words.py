"""The words of a token table as the lexicon is looked for in them: comparing keys, and what stands between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.arrays import changed, strings
from analysis.text.lemmas import citation
from analysis.text.persian import joined_keys

# What stands before a word: nothing, a comma or bracket, the end of a clause, that of a sentence.
JOINED, SOFT, CLAUSE, SENTENCE = range(4)
_CLAUSE_END = frozenset(".!?؟؛;:…")


class Text(NamedTuple):
    """The words of a token table without its punctuation, and one more at the end that nothing matches."""

    keys: pa.Array  # the comparing keys of the distinct ones
    lemmas: pa.Array  # those of their lemmas
    of: np.ndarray  # which of them each word is
    before: np.ndarray  # JOINED, SOFT, CLAUSE or SENTENCE
    clause: np.ndarray  # how many clauses end before a word
    letters: np.ndarray  # letters of the words before this one
    sentences: np.ndarray  # the first word of each sentence, then the number of words


def read_text(tokens: pd.DataFrame) -> tuple[Text, np.ndarray]:
    """The words of a token table, and the row of the table that each one comes from."""
    is_word = tokens["is_word"].to_numpy(bool)
    rows, marks = np.flatnonzero(is_word), np.flatnonzero(~is_word)
    of_mark, mark = pd.factorize(tokens["word"].take(marks))
    level = np.full(len(tokens), JOINED, np.int8)
    level[marks] = np.array([_level(str(one)) for one in mark], np.int8)[of_mark]
    level[_sentence_starts(tokens)] = SENTENCE
    before = np.append(_before(level, rows), SENTENCE)
    of, keys, lemmas = _distinct(tokens)
    of = np.append(of[rows], len(keys) - 1)
    text = Text(
        keys=keys,
        lemmas=lemmas,
        of=of,
        before=before,
        clause=np.cumsum(before >= CLAUSE),
        letters=np.append(0, np.cumsum(pc.utf8_length(keys).to_numpy()[of[:-1]])),
        sentences=np.flatnonzero(before == SENTENCE),
    )
    return text, rows


def _distinct(tokens: pd.DataFrame) -> tuple[np.ndarray, pa.Array, pa.Array]:
    """Which distinct word each token is; the keys of these words and of their lemmas, and of nothing.

    Most words are their own lemma, so that only the lemmas of the others are compared.
    """
    of, words = pd.factorize(tokens["word"])
    other = np.flatnonzero(np.asarray(tokens["word"].array != tokens["lemma"].array, bool))
    of_lemma, lemmas = pd.factorize(tokens["lemma"].take(other))
    of_pair, pairs = pd.factorize(of[other] * len(lemmas) + of_lemma)
    of[other] = len(words) + of_pair
    names = pa.concat_arrays([_strings(words), _strings(lemmas), strings([""])])
    keys = joined_keys(changed(names, pc.match_substring(names, "#"), citation))
    word, lemma = np.divmod(pairs, max(len(lemmas), 1))
    own, nothing = np.arange(len(words)), len(names) - 1
    return (
        of,
        keys.take(pa.array(np.r_[own, word, nothing])),
        keys.take(pa.array(np.r_[own, len(words) + lemma, nothing])),
    )


def _strings(names: pd.Index) -> pa.Array:
    """The names that pandas found, in one piece of Arrow."""
    found = pa.array(names, pa.large_string())
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _sentence_starts(tokens: pd.DataFrame) -> np.ndarray:
    """Whether each token is the first of its sentence."""
    article, sentence = tokens["article"].array, tokens["sentence"].to_numpy()
    another = np.asarray(article[1:] != article[:-1], bool) | (sentence[1:] != sentence[:-1])
    return np.append(True, another)[: len(tokens)]


def _level(mark: str) -> int:
    """What a mark between two words makes of them; the _ of a hashtag stands for a space."""
    return JOINED if mark == "_" else SOFT if _CLAUSE_END.isdisjoint(mark) else CLAUSE


def _before(level: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """For each word, whose rows are given, the highest level between it and the word before.

    Marks after the last word part nothing:

    >>> _before(np.array([SENTENCE, SOFT, JOINED, CLAUSE]), np.array([0, 2])).tolist() == [SENTENCE, SOFT]
    True
    """
    return np.maximum.reduceat(level[: rows[-1] + 1], np.r_[0, rows[:-1] + 1]) if len(rows) else level[:0]
