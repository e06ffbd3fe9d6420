"""Corpus linguists' measures as plain functions on numbers or arrays, named as in the literature.

Every function takes frequencies (f, n or a 2×2 table) and gives a number for a number, an array for arrays; what an
empty corpus leaves undefined is missing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import rel_entr

from analysis.errors import InputError


def log_likelihood(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> np.ndarray | float:
    """Log-likelihood in its two-term form: a word f1 times in n1 words against f2 in n2 (Rayson & Garside 2000).

    LL = 2 (O1 ln(O1/E1) + O2 ln(O2/E2)), E_i = n_i (O1 + O2) / (n1 + n2). Never negative; the Log Ratio has the sign.

    >>> round(log_likelihood(52, 50_000, 57, 75_000), 2)
    2.65
    """
    o1, n1, o2, n2 = _floats(f1, n1, f2, n2)
    with np.errstate(all="ignore"):
        rate = (o1 + o2) / (n1 + n2)
        value = 2 * (rel_entr(o1, n1 * rate) + rel_entr(o2, n2 * rate))
    return _given(np.maximum(value, 0), (n1 > 0) & (n2 > 0))


def log_likelihood_2x2(o11: ArrayLike, o12: ArrayLike, o21: ArrayLike, o22: ArrayLike) -> np.ndarray | float:
    """Log-likelihood ratio of the whole 2×2 table, -2 ln λ (Dunning 1993): 2 Σ O ln(O/E) over its four cells.

    >>> round(log_likelihood_2x2(10, 0, 3, 31_764), 2)
    167.23
    """
    cells = _floats(o11, o12, o21, o22)
    a, b, c, d = cells
    n = a + b + c + d
    with np.errstate(all="ignore"):
        expected = ((a + b) * (a + c) / n, (a + b) * (b + d) / n, (c + d) * (a + c) / n, (c + d) * (b + d) / n)
        value = 2 * sum(rel_entr(o, e) for o, e in zip(cells, expected, strict=True))
    return _given(np.maximum(value, 0), n > 0)


def log_ratio(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> np.ndarray | float:
    """Hardie's (2014) Log Ratio: log2 of the ratio of relative frequencies, a frequency of 0 taken as 0.5.

    >>> log_ratio(20, 1000, 5, 1000)
    2.0
    """
    f1, n1, f2, n2 = _floats(f1, n1, f2, n2)
    with np.errstate(all="ignore"):
        value = np.log2(np.where(f1 == 0, 0.5, f1) / n1) - np.log2(np.where(f2 == 0, 0.5, f2) / n2)
    return _given(value, (n1 > 0) & (n2 > 0) & (f1 + f2 > 0))


def log_odds(
    y_i: ArrayLike, n_i: ArrayLike, y_j: ArrayLike, n_j: ArrayLike, alpha_w: ArrayLike, alpha_0: ArrayLike
) -> tuple[np.ndarray | float, np.ndarray | float]:
    """Weighted log-odds-ratio δ and its z-score ζ of a word said y_i of n_i times by i and y_j of n_j by j.

    With a Dirichlet prior of α_w for the word and α_0 for all words (Monroe, Colaresi & Quinn 2008, doi
    10.1093/pan/mpn018), in the symbols of the paper for two groups: δ, its approximate variance σ² and ζ = δ/σ. Of one
    group against all they are its eqs. 15, 18 and 21, as tidylo's source has them.
    """
    y_i, n_i, y_j, n_j, alpha_w, alpha_0 = _floats(y_i, n_i, y_j, n_j, alpha_w, alpha_0)
    with np.errstate(all="ignore"):
        odds_i = (y_i + alpha_w) / (n_i + alpha_0 - y_i - alpha_w)
        odds_j = (y_j + alpha_w) / (n_j + alpha_0 - y_j - alpha_w)
        delta = np.log(odds_i) - np.log(odds_j)
        sigma_2 = 1 / (y_i + alpha_w) + 1 / (y_j + alpha_w)
        zeta = delta / np.sqrt(sigma_2)
    known = (n_i > 0) & (n_j > 0) & np.isfinite(delta)
    return _given(delta, known), _given(zeta, known)


def log_dice(f_xy: ArrayLike, f_x: ArrayLike, f_y: ArrayLike) -> np.ndarray | float:
    """logDice of a node x and a collocate y: 14 + log2(2 f_xy / (f_x + f_y)) (Rychlý 2008: 9); at most 14.

    >>> round(log_dice(8, 389, 230), 4)
    8.7262
    """
    f_xy, f_x, f_y = _floats(f_xy, f_x, f_y)
    if np.any(f_xy > np.minimum(f_x, f_y)):
        raise InputError("A node and a collocate stand together more often than one of them stands at all.")
    with np.errstate(all="ignore"):
        value = 14 + np.log2(2 * f_xy / (f_x + f_y))
    return _given(value, f_xy > 0)


def in_parts(counts: ArrayLike, sizes: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Counts and sizes of the parts of a corpus (articles, sentences), as arrays; a part without size is no part."""
    y, w = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if y.shape != w.shape or y.ndim != 1:
        raise InputError(f"There are {y.size} counts for {w.size} parts; each part needs one count, in one list.")
    if (y < 0).any() or (w < 0).any():
        raise InputError("A count or the size of a part is negative; both are 0 or more.")
    return y[w > 0], w[w > 0]


def _floats(*values: ArrayLike) -> list[np.ndarray]:
    arrays = [np.asarray(value, dtype=float) for value in values]
    if any(np.any(array < 0) for array in arrays):
        raise InputError("A frequency is negative; a word stands no times or more often.")
    return arrays


def _given(value: np.ndarray, known: np.ndarray) -> np.ndarray | float:
    """The value where it is known, missing elsewhere; a number for a number."""
    result = np.where(known, value, np.nan)
    return result.item() if result.ndim == 0 else result
