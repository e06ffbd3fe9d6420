"""What every layer does with columns as arrays."""

from __future__ import annotations

import numpy as np


def spread(begin: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """So many numbers from each beginning on, one after the other: the row each comes from, and the number.

    >>> [side.tolist() for side in spread(np.array([7, 2]), np.array([1, 3]))]
    [[0, 1, 1, 1], [7, 2, 3, 4]]
    """
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) + (begin - (np.cumsum(count) - count))[row]
