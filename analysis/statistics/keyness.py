"""Keyness: the words that one group says more than another, for discovery beside the themes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from analysis.codes import keys_of, require
from analysis.errors import InputError
from analysis.statistics.adjustment import benjamini_hochberg
from analysis.statistics.counting import groups_of
from analysis.statistics.dispersion import dp_norms
from analysis.statistics.measures import log_likelihood, log_likelihood_2x2, log_odds, log_ratio
from analysis.statistics.permutation import PERMUTATIONS, SEED, permutation_p
from analysis.text.counted import counted

WORDS_AT_ONCE = 200  # columns of the permutation at a time, so that memory does not grow with the vocabulary


def word_counts(sentences: pd.DataFrame, tokens: pd.DataFrame, **choices) -> pd.DataFrame:
    """How often each word stands in each article's counted sentences: `article`, `word` (the lemma), `count`.

    `choices` are those of `counted`.
    """
    require(tokens, ("article", "sentence", "lemma", "is_word"), "tokens")
    rows = counted(sentences, **choices)
    inside = keys_of(tokens).isin(keys_of(rows))
    words = tokens[inside & tokens["is_word"].to_numpy(bool)]
    table = words.groupby(["article", "lemma"], observed=True, sort=True).size().rename("count").reset_index()
    return table.rename(columns={"lemma": "word"})


def keywords(
    articles: pd.DataFrame, words: pd.DataFrame, by: str, groups: Sequence[object], left_out: Collection[str] = ()
) -> pd.DataFrame:
    """Words of each of the groups against all other articles: the rows of `keyness` with `group`, one after the other.

    `p_adjusted` is adjusted over the words of all groups together.
    """
    if not len(groups):
        raise InputError(f"No group of {by} is named; each that is named is compared with all others.")
    tables = [keyness(articles, words, by, group, left_out=left_out) for group in groups]
    table = pd.concat([one.assign(group=group) for one, group in zip(tables, groups, strict=True)], ignore_index=True)
    return table.assign(p_adjusted=benjamini_hochberg(table["p"]))[["group", *tables[0]]]


def keyness(
    articles: pd.DataFrame,
    words: pd.DataFrame,
    by: str,
    a: object,
    b: object = None,
    minimum: int = 5,
    left_out: Collection[str] = (),
    seed: int = SEED,
) -> pd.DataFrame:
    """Words of group a against group b (None: all other articles), said at least `minimum` times in both together.

    Those `left_out` are not compared; they still are words of their articles.

    Columns: `word`, `count_a`, `count_b`, `words_a`, `words_b` (all words), `range_a`, `range_b` (articles with the
    word), `log_ratio` (Hardie), `log_likelihood` (two terms), `log_likelihood_2x2` (Dunning), `log_odds` and `z`
    (Monroe et al. 2008, prior: the words of both groups), `dp_norm` (over the articles of both), `p` (articles
    permuted between the groups; missing with fewer than two in either) and `p_adjusted` (Benjamini–Hochberg). The
    likelihoods take each word as independent and call bursts significant; p does not. Strongest z first.
    """
    require(words, ("article", "word", "count"), "words")
    side = _sides(articles, by, a, b)
    names = side.index[side.notna()].sort_values()
    table = words[words["article"].isin(names)]
    total = table.groupby("article", observed=True)["count"].sum().reindex(names, fill_value=0).to_numpy(float)
    frequency = table.groupby("word", observed=True, sort=True)["count"].sum()
    kept = frequency.index[(frequency >= minimum) & ~frequency.index.isin(list(left_out))]
    some = table[table["word"].isin(kept)]
    counts = np.zeros((len(names), len(kept)))
    np.add.at(
        counts, (names.get_indexer(pd.Index(some["article"])), kept.get_indexer(pd.Index(some["word"]))), some["count"]
    )
    first = (side[names] == "a").to_numpy(bool)
    result = _measures(counts, total, first).assign(word=kept, p=_p(counts, total, first, seed))
    result = result.assign(p_adjusted=benjamini_hochberg(result["p"]))
    strength = -result["z"].abs()
    order = np.lexsort((np.arange(len(result)), strength))
    front = ["word", *(column for column in result.columns if column not in ("word", "p", "p_adjusted"))]
    return result.iloc[order].reindex(columns=[*front, "p", "p_adjusted"]).reset_index(drop=True)


def _sides(articles: pd.DataFrame, by: str, a: object, b: object) -> pd.Series:
    """Each article's side, "a" or "b", missing for those of neither."""
    groups = groups_of(articles, by)
    names = list(dict.fromkeys(groups.dropna()))
    for name in (a, b):
        if name is not None and name not in names:
            raise InputError(f"No article has {name!r} as its {by}; there are {', '.join(map(str, names))}.")
    if a == b:
        raise InputError(f"{a!r} is compared with itself; keyness needs two groups of {by}.")
    if len(names) < 2:
        raise InputError(f"No article has another {by} than {a!r}; keyness needs two groups.")
    other = groups.notna() if b is None else groups == b
    return pd.Series(np.select([groups == a, other], ["a", "b"], ""), groups.index).replace("", None)


def _measures(counts: np.ndarray, total: np.ndarray, first: np.ndarray) -> pd.DataFrame:
    """Every measure of every word (column of counts), from counts by article and the side of each article."""
    a, b = counts[first].sum(axis=0), counts[~first].sum(axis=0)
    n_a, n_b = total[first].sum(), total[~first].sum()
    delta, zeta = log_odds(a, n_a, b, n_b, a + b, n_a + n_b)
    return pd.DataFrame(
        {
            "count_a": a.astype(np.int64),
            "count_b": b.astype(np.int64),
            "words_a": int(n_a),
            "words_b": int(n_b),
            "range_a": (counts[first] > 0).sum(axis=0),
            "range_b": (counts[~first] > 0).sum(axis=0),
            "log_ratio": log_ratio(a, n_a, b, n_b),
            "log_likelihood": log_likelihood(a, n_a, b, n_b),
            "log_likelihood_2x2": log_likelihood_2x2(a, n_a - a, b, n_b - b),
            "log_odds": delta,
            "z": zeta,
            "dp_norm": dp_norms(counts, total),
        }
    )


def _p(counts: np.ndarray, total: np.ndarray, first: np.ndarray, seed: int) -> np.ndarray:
    """Permutation p of each word."""
    said = total > 0
    groups = [(counts[said & side], total[said & side]) for side in (first, ~first)]
    blocks = range(0, counts.shape[1], WORDS_AT_ONCE)
    values = [
        permutation_p([(y[:, start : start + WORDS_AT_ONCE], w) for y, w in groups], [(0, 1)], PERMUTATIONS, seed)[0]
        for start in blocks
    ]
    return np.concatenate([np.empty(0), *values])
