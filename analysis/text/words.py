"""The words of sentences as cues and repeats are looked for: folded, and each distinct one a string made once."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.arrays import cut, end_to_end, members, spelled
from analysis.text import folding
from analysis.text.chunks import read


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


def folded_words(texts: list[str]) -> Words:
    """The words of texts, folded: what white space and marks part. Each kind of chunk is parted once.

    >>> folded_words(["بله، بله!", "", "گفت: «بله»"]).lists()
    [['بله', 'بله'], [], ['گفت', 'بله']]
    """
    chunks = read(texts)
    codes, edges = end_to_end(chunks.known.kinds)
    flat = folding.folded(codes)
    begins = np.zeros(len(flat), bool)
    begins[edges[:-1]] = True
    start, _, kind, kinds = cut(flat, folding.apart(flat), begins)
    chunk, word = members(np.diff(np.searchsorted(start, edges)), chunks.kind)
    return Words(spelled(kinds), kind[word], np.searchsorted(chunks.row[chunk], np.arange(len(texts) + 1)))
