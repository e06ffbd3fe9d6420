"""What every layer does with columns as arrays."""

from __future__ import annotations

import numpy as np
import pyarrow as pa


def spread(begin: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """So many numbers from each beginning on, one after the other: the row each comes from, and the number.

    >>> [side.tolist() for side in spread(np.array([7, 2]), np.array([1, 3]))]
    [[0, 1, 1, 1], [7, 2, 3, 4]]
    """
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) + (begin - (np.cumsum(count) - count))[row]


def numbered(codes: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """A number for each of the strings between the edges, equal for equal ones, from 0 as they come first.

    Arrow makes one pass over the bytes of all of them, where Python would make each a string to look it up.
    """
    buffers = [None, pa.py_buffer(4 * edges), pa.py_buffer(codes)]
    strings = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(edges) - 1, buffers)
    return strings.dictionary_encode().indices.to_numpy()
