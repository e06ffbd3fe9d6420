"""Near-duplicate articles: agencies and outlets print each other's texts, and one text must not count as ten.

Texts are compared as sets of shingles: twelve letters from the beginning of each word, on the comparing key and
without spaces, so that neither letter variants nor ZWNJ nor spacing tell two copies apart. MinHash sketches estimate
how much two sets have in common; banding (locality-sensitive hashing) finds the pairs worth comparing. Each step is
linear in the number of articles.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd
from datasketch import MinHash  # type: ignore[import-untyped]
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.codes import require
from analysis.text.persian import key

LETTERS = 12  # some three words: rarely shared by chance, and one edited word spoils only three of them
# A text counts as a copy of another when this share of the shorter one's shingles stand in the longer one. Containment
# and not resemblance, because a copy that was cut to a half is a copy. Among different articles of one beat, Persian
# municipal news coded by hand, no pair reached .05.
THRESHOLD = 0.5
# 80 bands of 3 values find a pair of resemblance s with probability 1 - (1 - s³)^80 (`recall_of_banding`): .89 at .3,
# .995 at .4, and .0006 at .02, which texts that only share formulas hardly reach. 60 bands of 4 would find .39 at .3.
BANDS, BAND = 80, 3
SEED = 1
STEP = 100_000  # pairs compared at a time

_LAST_DAY = pd.Timestamp(9999, 12, 31)
_NOT_LETTERS = re.compile(r"[\W_]+")
_POWERS = np.array([pow(0x9E3779B97F4A7C15, n, 2**64) for n in range(LETTERS)], dtype=np.uint64)


def recall_of_banding(resemblance: float) -> float:
    """The probability that two texts of this resemblance share at least one band.

    >>> [round(recall_of_banding(s), 3) for s in (0.02, 0.3, 0.4, 0.5)]
    [0.001, 0.888, 0.995, 1.0]
    """
    return 1 - (1 - resemblance**BAND) ** BANDS


def copies(articles: pd.DataFrame) -> pd.DataFrame:
    """The clusters of near-duplicate articles: `clusters` of their `sketches`."""
    return clusters(sketches(articles))


def sketches(articles: pd.DataFrame) -> pd.DataFrame:
    """What is needed to compare *articles* without their texts, one row per article.

    Columns: `article`, `outlet`, `published`, `shingles` (how many different ones), `sketch` (bytes of the MinHash).
    Sketches of some of the articles are some rows of the table, so it may be made in pieces.
    """
    require(articles, ("article", "text"), "articles")
    found = [shingles(text) for text in articles["text"]]
    made = MinHash.generator((one.tolist() for one in found), num_perm=BANDS * BAND, seed=SEED, hashfunc=int)
    return pd.DataFrame(
        {
            "article": articles["article"].to_numpy(object),
            "outlet": _column(articles, "outlet"),
            "published": pd.to_datetime(pd.Series(_column(articles, "published")), errors="coerce").to_numpy(),
            "shingles": [len(one) for one in found],
            "sketch": [sketch.hashvalues.tobytes() for sketch in made],
        }
    )


def shingles(text: str) -> np.ndarray:
    """The different shingles of a text as 32-bit numbers; a text shorter than one shingle is one shingle."""
    words = [letters for chunk in text.split() if (letters := _letters(chunk[:100]))]
    joined = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if not len(joined):
        return np.empty(0, np.uint32)
    joined = np.pad(joined, (0, max(0, LETTERS - len(joined))))
    starts = np.cumsum([0, *map(len, words[:-1])])
    starts = starts[starts <= len(joined) - LETTERS]
    # The powers of an odd number modulo 2^64 make a rolling hash; its high bits depend on all letters.
    mixed = (joined[starts[:, None] + np.arange(LETTERS)] * _POWERS).sum(axis=1, dtype=np.uint64)
    return np.unique((mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(32)).astype(
        np.uint32
    )


@lru_cache(2**16)
def _letters(chunk: str) -> str:
    return _NOT_LETTERS.sub("", key(chunk))


def clusters(sketches: pd.DataFrame) -> pd.DataFrame:
    """Articles that are copies of each other, one row per article of a cluster of two or more.

    Columns: `cluster` (the article that counts when copies count once: the earliest, else the longest, else the first
    by id), `article`, `outlet`, `published`, `copies` (articles in the cluster), `outlets` (different ones),
    `resemblance` and `contained` (estimated share of shingles in common with the cluster's article: of both texts
    together, and of the shorter one; standard error of the first at most .033), `nearest` (the article of the cluster
    it has most in common with) and `nearest_contained`. A cluster is a chain: each article is a copy of another in it.
    """
    table = sketches[sketches["shingles"] > 0]
    published = table["published"].astype("datetime64[s]").fillna(_LAST_DAY)  # nanoseconds end in the year 2262
    order = np.lexsort((table["article"].astype(str), -table["shingles"].to_numpy(), published))
    table = table.iloc[order].reset_index(drop=True)
    values = np.frombuffer(b"".join(table["sketch"]), np.uint32).reshape(-1, BANDS * BAND)
    sizes = table["shingles"].to_numpy(np.int64)
    a, b = _candidates(values)
    alike = contained(_resemblance(values, a, b), sizes[a], sizes[b])
    a, b, alike = (side[alike >= THRESHOLD] for side in (a, b, alike))
    _, member = connected_components(
        coo_array((np.ones(len(a)), (a, b)), shape=(len(table), len(table))), directed=False
    )
    first = np.full(member.max(initial=-1) + 1, len(table))
    np.minimum.at(first, member, np.arange(len(table)))
    size = np.bincount(member, minlength=len(first))
    rows = np.flatnonzero(size[member] > 1)
    rows = rows[np.lexsort((rows, first[member[rows]]))]
    return _described(table, values, rows, first[member], *_nearest(a, b, alike, len(table)))


def _described(table, values, rows, kept, nearest, nearest_alike) -> pd.DataFrame:
    """The table of clusters from row numbers of the sketches."""
    sizes = table["shingles"].to_numpy(np.int64)
    resemblance = _resemblance(values, rows, kept[rows])
    name = table["article"].to_numpy()
    made = pd.DataFrame({"cluster": name[kept[rows]]}).join(
        table[["article", "outlet", "published"]].iloc[rows].reset_index(drop=True)
    )
    groups = made.groupby("cluster", sort=False)
    return made.assign(
        copies=groups["article"].transform("size").astype(np.int64),
        outlets=groups["outlet"].transform("nunique").astype(np.int64),
        resemblance=resemblance,
        contained=contained(resemblance, sizes[rows], sizes[kept[rows]]),
        nearest=name[nearest[rows]],
        nearest_contained=nearest_alike[rows],
    )


def contained(resemblance: np.ndarray, size_a: np.ndarray, size_b: np.ndarray) -> np.ndarray:
    """The share of the smaller set that stands in the larger, from Jaccard's resemblance and the two sizes.

    >>> float(contained(1 / 3, 50, 100))
    0.75
    """
    return np.minimum(resemblance / (1 + resemblance) * (size_a + size_b) / np.minimum(size_a, size_b), 1.0)


def _candidates(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows that share a band: each row with the first row of its bucket and with the one before it.

    At most two pairs for a row and band, whatever the size of a bucket, so hostile texts cannot make it quadratic;
    copies share several bands, and chains within a cluster do the rest.
    """
    pairs = [np.empty((2, 0), np.int64)]
    for start in range(0, values.shape[1], BAND):
        _, bucket = np.unique(_mixed(values[:, start : start + BAND]), return_inverse=True)
        order = np.argsort(bucket, kind="stable")
        sorted_bucket = bucket[order]
        same = np.flatnonzero(sorted_bucket[1:] == sorted_bucket[:-1]) + 1
        opening = np.searchsorted(sorted_bucket, sorted_bucket[same])
        pairs += [np.stack([order[opening], order[same]]), np.stack([order[same - 1], order[same]])]
    # One number for a pair makes them unique without sorting rows.
    joined = np.unique(np.concatenate([low * len(values) + high for low, high in pairs]))
    return joined // max(len(values), 1), joined % max(len(values), 1)


def _mixed(band: np.ndarray) -> np.ndarray:
    """One 64-bit number for the values of a band."""
    mixed = np.zeros(len(band), np.uint64)
    for column in band.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
    return mixed


def _resemblance(values: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Estimated Jaccard similarity of pairs of rows: the share of equal values, in steps that keep memory flat."""
    parts = [(values[a[n : n + STEP]] == values[b[n : n + STEP]]).mean(axis=1) for n in range(0, len(a), STEP)]
    return np.concatenate(parts) if parts else np.empty(0)


def _nearest(a: np.ndarray, b: np.ndarray, alike: np.ndarray, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """For each row the row it has most in common with (the earlier one of equals), and how much."""
    sources, targets, share = np.r_[a, b], np.r_[b, a], np.r_[alike, alike]
    order = np.lexsort((-targets, share))
    nearest, best = np.arange(rows), np.zeros(rows)
    nearest[sources[order]] = targets[order]
    best[sources[order]] = share[order]
    return nearest, best


def without_copies(articles: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    """The rows of *articles* (or of any table with a column `article`) that count when every cluster counts once."""
    dropped = clusters.loc[clusters["article"] != clusters["cluster"], "article"]
    return articles[~articles["article"].isin(dropped)]


def _column(articles: pd.DataFrame, name: str) -> np.ndarray:
    return articles[name].to_numpy(object) if name in articles else np.full(len(articles), None, object)
