"""Words and punctuation marks of sentences: hazm's tokenizer, exact offsets, repaired words and their lemmas.

What a chunk between white space holds is known (`chunks`); here the words that their neighbours decide are decided,
and the columns are put together whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.arrays import spread
from analysis.text import chunks
from analysis.text.chunks import Piece
from analysis.text.context import NEIGHBOURS, choose, in_context, neighbour
from analysis.text.lemmas import depends, lemma

COLUMNS = (
    *("article", "sentence", "token", "start", "end", "form", "word", "lemma"),
    *("after", "is_word", "speaker", "rule", "ambiguous"),
)


def count_words(texts: list[str]) -> np.ndarray:
    """Number of words of each text: tokens with a letter or digit, as `tokens` marks them in `is_word`.

    >>> count_words(["گفت: ۱۳عضو!", "…"]).tolist()
    [3, 0]
    """
    read = chunks.read(texts)
    of_piece = np.repeat(np.arange(len(read.many)), read.many)
    words = np.bincount(of_piece, [piece.is_word for piece in read.pieces], len(read.many))
    return np.bincount(read.row, words[read.kind], len(texts)).astype(np.int64)


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """The tokens of *sentences*, one row per word or punctuation mark.

    Columns: `article`, `sentence`, `token` (from 1), `start`, `end` (code points of the article's file), `form` (raw
    slice), `word` (letters unified, ZWNJ restored), `lemma`, `after` (raw characters up to the next token of the
    sentence), `is_word` (it has a letter or digit), `speaker`, `rule` (what repaired the word, "" if nothing),
    `ambiguous` (it has two readings that the sentence does not decide, and was left as it stands).
    """
    texts = sentences["text"].tolist()
    read = chunks.read(texts)
    chunk, piece = spread((np.cumsum(read.many) - read.many)[read.kind], read.many[read.kind])
    row = read.row[chunk]
    starts, ends = (_column(read.pieces, n)[piece] + read.start[chunk] for n in (0, 1))
    piece, pieces = _in_context(piece, read.pieces, row)
    of_row = np.bincount(row, minlength=len(texts))
    offset = sentences["start"].to_numpy()[row]
    _, _, forms, words, lemmas, is_word, rules, readings, _ = zip(*pieces, strict=True) if pieces else [()] * 9
    table = {
        **{name: sentences[name].take(row).array for name in ("article", "sentence")},
        "token": np.arange(1, len(row) + 1) - (np.cumsum(of_row) - of_row)[row],
        "start": offset + starts,
        "end": offset + ends,
        "form": _strings(forms, piece),
        "word": _strings(words, piece),
        "lemma": _strings(lemmas, piece),
        "after": _after(texts, read.space[chunk], chunk, row, starts, ends),
        "is_word": np.array(is_word, bool)[piece],
        "speaker": sentences["speaker"].take(row).array if "speaker" in sentences else "",
        "rule": _strings(rules, piece),
        "ambiguous": np.array([bool(two) for two in readings], bool)[piece],
    }
    return pd.DataFrame(table, columns=list(COLUMNS))


def _column(pieces: list[Piece], field: int) -> np.ndarray:
    return np.array([piece[field] for piece in pieces], np.int64)


def _in_context(piece: np.ndarray, pieces: list[Piece], row: np.ndarray) -> tuple[np.ndarray, list[Piece]]:
    """Words of two readings and lemmas that hang on their neighbours, decided in their sentence."""
    undecided = np.array([bool(p.readings) or p.open for p in pieces], bool)
    at = np.flatnonzero(undecided[piece])
    edge = np.concatenate([[True], row[1:] != row[:-1], [True]])
    nothing = len(pieces)
    after = np.append(piece, nothing)[at + 1]
    beside = np.stack([np.where(edge[at], nothing, piece[at - 1]), np.where(edge[at + 1], nothing, after)])
    # A decision asks a few things of the neighbours; those that answer alike are one.
    found, which = np.unique(beside, return_inverse=True)
    words = [pieces[n].word if n < nothing else "" for n in found.tolist()]
    answers = np.array([neighbour(word) for word in words], np.int64)[which.reshape(2, -1)]
    asked = (piece[at] * NEIGHBOURS + answers[0]) * NEIGHBOURS + answers[1]
    _, first, which_case = np.unique(asked, return_index=True, return_inverse=True)
    cases = zip(piece[at[first]].tolist(), *which.reshape(2, -1)[:, first].tolist(), strict=True)
    made = [_decided(pieces[n], words[before], words[following]) for n, before, following in cases]
    piece = piece.copy()
    piece[at] = nothing + which_case
    return piece, [*pieces, *made]


def _decided(piece: Piece, before: str, following: str) -> Piece:
    word, rule, open_ = piece.word, piece.rule, piece.open
    readings = piece.readings
    if readings:
        chosen = choose(readings, before, following)
        if chosen is None:
            return piece
        rule = "context" if chosen != word else ""
        word, readings, open_ = chosen, (), depends(chosen)
    found = in_context(word, before, following) if open_ else lemma(word)
    return Piece(piece.start, piece.end, piece.form, word, found, True, rule, readings, open_)


def _after(texts: list[str], space: np.ndarray, chunk: np.ndarray, row: np.ndarray, starts, ends):
    """The raw characters between each token and the next one of its sentence: as a rule a space, or nothing."""
    numbered = {"": 0, " ": 1}
    inside = np.append(chunk[1:] == chunk[:-1], False)
    following = np.append(starts[1:], 0)
    following[np.append(row[1:] != row[:-1], True)] = 0
    gap = np.maximum(following - ends, 0)
    codes = (space & ~inside & (gap == 1)).astype(np.int64)
    odd = np.flatnonzero(gap != codes)
    for at in odd.tolist():
        between = texts[row[at]][ends[at] : ends[at] + gap[at]]
        codes[at] = numbered.setdefault(between, len(numbered))
    return _strings(list(numbered), codes)


def _strings(kinds: Sequence[str], which: np.ndarray):
    """A column of strings out of few kinds."""
    try:
        return pd.array(pa.array(kinds, pa.large_string()).take(pa.array(which)), dtype="str")
    except UnicodeEncodeError:  # a lone surrogate, which Arrow cannot hold
        return pd.Series(np.array(kinds, dtype=object)[which], dtype=object)


def zwnj_log(tokens: pd.DataFrame) -> pd.DataFrame:
    """Every repaired word: `raw` (as it stood), `restored`, `rule`, `count`; most frequent first."""
    changed = tokens[tokens["rule"] != ""]
    log = changed.groupby(["form", "word", "rule"], observed=True).size().rename("count").reset_index()
    log = log.rename(columns={"form": "raw", "word": "restored"})
    return log.sort_values(["count", "raw"], ascending=[False, True], ignore_index=True)
