"""What every layer does with columns as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def spread(begin: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """So many numbers from each beginning on, one after the other: the row each comes from, and the number.

    >>> [side.tolist() for side in spread(np.array([7, 2]), np.array([1, 3]))]
    [[0, 1, 1, 1], [7, 2, 3, 4]]
    """
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) + (begin - (np.cumsum(count) - count))[row]


def members(sizes: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The members of these groups, of groups that stand one after the other: whose each is, and its number among all.

    >>> [side.tolist() for side in members(np.array([2, 3]), np.array([1, 0]))]
    [[0, 0, 0, 1, 1], [2, 3, 4, 0, 1]]
    """
    return spread((np.cumsum(sizes) - sizes)[which], sizes[which])


def strings(of: Iterable[str]) -> pa.Array:
    """Strings as an Arrow array, which compares them without making each an object."""
    return pa.array(list(of), pa.large_string())


def changed(of: pa.Array, which: pa.Array, change: Callable[[str], str]) -> pa.Array:
    """The strings, those that `which` names changed.

    >>> changed(strings(["شهر", "گفت"]), pa.array([False, True]), "«{}»".format).to_pylist()
    ['شهر', '«گفت»']
    """
    made = [change(one) for one in of.filter(which).to_pylist()]
    return pc.replace_with_mask(of, which, pa.array(made, of.type))


class Pairs(NamedTuple):
    """Pairs of two numbers, a bit for each that there may be.

    >>> Pairs.of(np.array([0, 2]), np.array([9, 1])).hold(np.array([0, 1]), np.array([9, 1])).tolist()
    [True, False]
    """

    bits: np.ndarray

    @classmethod
    def of(cls, row: np.ndarray, column: np.ndarray) -> Pairs:
        """These pairs and no others."""
        bits = np.zeros((row.max(initial=0) + 1, column.max(initial=0) // 8 + 1), np.uint8)
        np.bitwise_or.at(bits, (row, column // 8), (1 << column % 8).astype(np.uint8))
        return cls(bits)

    def hold(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Whether each of these is one of the pairs; none lies beyond the highest numbers."""
        return self.bits[row, column >> 3] >> (column & 7) & 1 > 0


class Cut(NamedTuple):
    """What stands between the characters that part a text."""

    start: np.ndarray
    end: np.ndarray
    kind: np.ndarray  # a number for each piece, equal for equal ones, from 0 as they come first
    kinds: pa.LargeBinaryArray  # the distinct ones, each as its code points


def cut(codes: np.ndarray, parting: np.ndarray, before: np.ndarray | bool = False) -> Cut:
    """The code points of a text, cut where `parting` says so, and `before` others that part nothing.

    >>> codes = np.array([*map(ord, "این شهر، این")], np.uint32)
    >>> found = cut(codes, codes == ord(" "), codes == ord("،"))
    >>> found.kind.tolist(), spelled(found.kinds)
    ([0, 1, 2, 0], ['این', 'شهر', '،'])
    """
    apart, new = np.concatenate([[True], parting, [True]]), np.zeros(len(parting) + 1, bool)
    new[:-1] = before
    start = np.flatnonzero((apart[:-1] | new) & ~apart[1:])
    end = np.flatnonzero((apart[1:] | new) & ~apart[:-1])
    edges = np.append(0, np.cumsum(end - start))
    buffers = [None, pa.py_buffer(4 * edges), pa.py_buffer(codes.compress(~parting))]  # half the time of a mask
    pieces = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(start), buffers)
    found = pieces.dictionary_encode()  # one pass over all bytes, where Python would make each a string to look it up
    return Cut(start, end, found.indices.to_numpy(), found.dictionary)


def end_to_end(kinds: pa.LargeBinaryArray) -> tuple[np.ndarray, np.ndarray]:
    """The code points of strings one after the other; where each string begins, and where the last one ends."""
    _, edges, codes = kinds.buffers()
    edge = np.frombuffer(edges, np.int64, len(kinds) + 1) // 4
    return np.frombuffer(codes, np.uint32, edge[-1]), edge


def spelled(kinds: pa.LargeBinaryArray) -> list[str]:
    """Code points without a newline as Python's strings."""
    codes, edges = end_to_end(kinds)
    lines = np.insert(codes, edges[1:], ord("\n"))  # parting them again costs half of slicing
    return lines.tobytes().decode("utf-32-le", "surrogatepass").split("\n")[:-1]
