"""Dispersion: how evenly a word or theme is spread over the parts of a corpus, and where in its article it stands."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.statistics.measures import in_parts


def dp(counts: ArrayLike, part_sizes: ArrayLike) -> float:
    """Gries's (2008) deviation of proportions, from 0 (spread as the parts' sizes) towards 1; missing without counts.

    >>> round(dp([2, 2, 2, 2, 2], [9, 10, 10, 10, 11]), 3)
    0.02
    """
    f, sizes = in_parts(counts, part_sizes)
    return float(_dps(f[:, None], sizes)[0])


def dp_norm(counts: ArrayLike, part_sizes: ArrayLike) -> float:
    """DP / (1 - min s), which reaches 1 (Lijffijt & Gries 2012: 148); missing with one part or without counts.

    >>> round(dp_norm([2, 1, 0], [1, 1, 1]), 3)
    0.5
    """
    f, sizes = in_parts(counts, part_sizes)
    return float(dp_norms(f[:, None], sizes)[0])


def dp_norms(counts: ArrayLike, part_sizes: ArrayLike) -> np.ndarray:
    """DPnorm of each column of counts (part × word) over parts of these sizes; parts of size 0 are no parts."""
    f, sizes = np.asarray(counts, dtype=float), np.asarray(part_sizes, dtype=float)
    f, sizes = f[sizes > 0], sizes[sizes > 0]
    if len(sizes) < 2:
        return np.full(f.shape[1], np.nan)
    return _dps(f, sizes) / (1 - sizes.min() / sizes.sum())


def first_half(articles: pd.DataFrame, matches: pd.DataFrame) -> float:
    """Share of the matches that begin in the first half of their article's characters; missing without a match.

    >>> texts = pd.DataFrame({"article": ["a", "b"], "text": ["x" * 10, "x" * 100]})
    >>> first_half(texts, pd.DataFrame({"article": ["a", "a", "b"], "start": [4, 5, 49]}))
    0.6666666666666666
    """
    length = articles.set_index("article")["text"].str.len()
    return float((matches["start"] < matches["article"].map(length).astype(float) / 2).mean())


def _dps(f: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """DP = Σ |v - s| / 2 of each column, v the observed and s the expected proportions (Gries 2008: 415)."""
    total, size = f.sum(axis=0), sizes.sum()
    v = np.divide(f, total, out=np.full(f.shape, np.nan), where=total > 0)
    s = np.divide(sizes, size, out=np.full(sizes.shape, np.nan), where=size > 0)
    return np.where(total > 0, np.abs(v - s[:, None]).sum(axis=0) / 2, np.nan)
