"""Words and punctuation marks of sentences: hazm's tokenizer, exact offsets, repaired words and their lemmas.

What a chunk between white space holds is known (`chunks`); here the words that their neighbours decide are decided,
and the columns are put together whole.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.arrays import members
from analysis.codes import require
from analysis.text import chunks
from analysis.text.context import NEIGHBOURS, choose, in_context
from analysis.text.lemmas import depends, lemma
from analysis.text.zwnj import restore

COLUMNS = (
    *("article", "sentence", "token", "start", "end", "form", "word", "lemma"),
    *("after", "is_word", "speaker", "rule", "ambiguous"),
)
_DECIDED = ["word", "lemma", "rule", "ambiguous"]  # the columns that the neighbours of a word may change


def count_words(texts: list[str]) -> np.ndarray:
    """Number of words of each text: tokens with a letter or digit, as `tokens` marks them in `is_word`.

    >>> count_words(["گفت: ۱۳عضو!", "…"]).tolist()
    [3, 0]
    """
    read = chunks.read(texts)
    return np.bincount(read.row, read.known.words[read.kind], len(texts)).astype(np.int64)


def tokens(sentences: pd.DataFrame) -> pd.DataFrame:
    """The tokens of *sentences*, one row per word or punctuation mark.

    Columns: `article`, `sentence`, `token` (from 1), `start`, `end` (code points of the article's file), `form` (raw
    slice), `word` (letters unified, ZWNJ restored), `lemma`, `after` (raw characters up to the next token of the
    sentence), `is_word` (it has a letter or digit), `speaker`, `rule` (what repaired the word, "" if nothing),
    `ambiguous` (it has two readings that the sentence does not decide, and was left as it stands).
    """
    require(sentences, ("article", "sentence", "start", "text"), "sentences")
    texts = sentences["text"].tolist()
    read = chunks.read(texts)
    known = read.known.tokens
    chunk, which = members(read.known.many, read.kind)
    row = read.row[chunk]
    begin = read.start[chunk]
    starts, ends = (begin + known[name].to_numpy()[which] for name in ("start", "end"))
    decided, words = _in_context(which, known, row)
    of_row = np.bincount(row, minlength=len(texts))
    offset = sentences["start"].to_numpy()[row]
    table = {
        **{name: sentences[name].take(row).array for name in ("article", "sentence")},
        "token": np.arange(1, len(row) + 1) - (np.cumsum(of_row) - of_row)[row],
        "start": offset + starts,
        "end": offset + ends,
        "form": _forms(known["form"].take(pa.array(which)), texts, row, starts, ends),
        "word": _taken(words["word"], decided),
        "lemma": _taken(words["lemma"], decided),
        "after": _after(texts, read.space[chunk], chunk, row, starts, ends),
        "is_word": known["is_word"].to_numpy()[which],
        "speaker": sentences["speaker"].take(row).array if "speaker" in sentences else "",
        "rule": _taken(words["rule"], decided),
        "ambiguous": words["ambiguous"].to_numpy()[decided],
    }
    return pd.DataFrame(table, columns=list(COLUMNS))


def _in_context(which: np.ndarray, known: pa.Table, row: np.ndarray) -> tuple[np.ndarray, pa.Table]:
    """Words of two readings and lemmas that hang on their neighbours, decided in their sentence."""
    at = np.flatnonzero(known["open"].to_numpy()[which])
    edge = np.concatenate([[True], row[1:] != row[:-1], [True]])
    answer = np.append(known["beside"].to_numpy()[which], 0)
    before, following = np.where(edge[at], 0, answer[at - 1]), np.where(edge[at + 1], 0, answer[at + 1])
    # A decision asks a few things of the neighbours; where these answer alike it is one.
    asked = (which[at] * NEIGHBOURS + before) * NEIGHBOURS + following
    _, first, of_case = np.unique(asked, return_index=True, return_inverse=True)
    cases = known.select(_DECIDED).take(which[at[first]])
    each = zip(cases.to_pylist(), before[first].tolist(), following[first].tolist(), strict=True)
    made = pa.Table.from_pylist([_decided(*case) for case in each], cases.schema)
    decided = which.copy()
    decided[at] = len(known) + of_case
    return decided, pa.concat_tables([known.select(_DECIDED), made]).combine_chunks()


def _decided(case: dict, before: int, following: int) -> dict:
    word, rule, hangs = case["word"], case["rule"], True
    if case["ambiguous"]:
        chosen = choose(restore(word).readings, before, following)
        if chosen is None:
            return case
        word, rule, hangs = chosen, "context" if chosen != word else "", depends(chosen)
    found = in_context(word, before, following) if hangs else lemma(word)
    return {"word": word, "lemma": found, "rule": rule, "ambiguous": False}


def _forms(found: pa.ChunkedArray, texts: list[str], row: np.ndarray, starts: np.ndarray, ends: np.ndarray):
    """The raw slices, which are known already but for those with a lone surrogate, which Arrow cannot hold."""
    if not found.null_count:
        return pd.array(found, dtype="str")
    places = zip(row.tolist(), starts.tolist(), ends.tolist(), strict=True)
    return pd.Series([texts[n][start:end] for n, start, end in places], dtype=object)


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
    try:
        return _taken(pa.array(list(numbered), pa.large_string()), codes)
    except UnicodeEncodeError:  # a lone surrogate, which Arrow cannot hold
        return pd.Series(np.array(list(numbered), dtype=object)[codes], dtype=object)


def _taken(kinds: pa.Array | pa.ChunkedArray, which: np.ndarray):
    """A column of strings out of few kinds."""
    return pd.array(kinds.take(pa.array(which)), dtype="str")


def zwnj_log(tokens: pd.DataFrame) -> pd.DataFrame:
    """Every repaired word: `raw` (as it stood), `restored`, `rule`, `count`; most frequent first."""
    changed = tokens[tokens["rule"] != ""]
    log = changed.groupby(["form", "word", "rule"], observed=True).size().rename("count").reset_index()
    log = log.rename(columns={"form": "raw", "word": "restored"})
    return log.sort_values(["count", "raw"], ascending=[False, True], ignore_index=True)
