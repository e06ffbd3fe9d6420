"""The words of folded sentences, found in one pass over the characters of many; each distinct one is one string."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.arrays import numbered
from analysis.text.folding import apart, code_points


class Page(NamedTuple):
    """The sentences of a page; each list has an entry for each sentence."""

    texts: list[str]  # folded
    words: list[list[str]]  # of the folded text
    cued: list[set[str]]  # those that may say who speaks
    paragraphs: list[int]
    telling: list[int]  # how many distinct words are none of any sentence
    returning: list[int]  # how many of these stand earlier on the page


class Words(NamedTuple):
    """The words of some texts, in order."""

    kinds: list[str]  # the distinct ones
    kind: np.ndarray  # which of these each word is
    edges: np.ndarray  # where the words of each text begin, and where those of the last one end

    @property
    def text(self) -> np.ndarray:
        """The number of the text each word stands in."""
        return np.repeat(np.arange(len(self.edges) - 1), np.diff(self.edges))

    def lists(self) -> list[list[str]]:
        """The words of each text."""
        words = np.array(self.kinds, dtype=object)[self.kind].tolist()
        return [words[first:last] for first, last in pairwise(self.edges.tolist())]


def words_of(texts: list[str]) -> Words:
    """The words of folded texts, as white space and marks part them.

    >>> words_of(["بله، بله!", "", "گفت: «بله»"]).lists()
    [['بله', 'بله'], [], ['گفت', 'بله']]
    """
    joined = "\n".join([*texts, ""])
    codes = code_points(joined)
    parting = apart(codes)
    edges = np.flatnonzero(np.diff(parting, prepend=True))
    start, end = edges[::2], edges[1::2]
    kind = numbered(codes[~parting], np.append(0, np.cumsum(end - start)))
    first = np.flatnonzero(np.diff(np.maximum.accumulate(kind), prepend=-1))
    kinds = [joined[a:b] for a, b in zip(start[first].tolist(), end[first].tolist(), strict=True)]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    return Words(kinds, kind, np.searchsorted(start, np.append(0, np.cumsum(lengths))))
