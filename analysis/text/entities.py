"""HTML entities that a scraper left in a text: what stands for white space or a mark is read as that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import numpy as np

_ENTITY = re.compile("&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5});")


def entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each begins and ends, and its character; those of letters and of what nobody sees (&zwnj;) are left out.

    >>> list(entities("&laquo;شهر&nbsp;ما"))
    [(0, 7, '«'), (10, 16, ' ')]
    """
    for found in _ENTITY.finditer(text) if "&" in text else ():
        char = unescape(found.group())
        if len(char) == 1 and not char.isalnum() and (char.isspace() or char.isprintable()):
            yield *found.span(), " " if char.isspace() else char


class Decoded:
    """A text with one character for each entity.

    >>> decoded = Decoded("&laquo;شهر&nbsp;ما")
    >>> decoded.text, decoded.raw(np.array([0, 1, 4, 5])).tolist()
    ('«شهر ما', [0, 7, 10, 16])
    """

    def __init__(self, raw: str) -> None:
        parts, at, ends, longer = [], 0, [], [0]
        for start, end, char in entities(raw):
            parts += [raw[at:start], char]
            longer.append(longer[-1] + end - start - 1)
            ends.append(end - longer[-1])
            at = end
        self.text = "".join([*parts, raw[at:]]) if parts else raw
        self._ends, self._longer = np.array(ends, np.int64), np.array(longer, np.int64)

    def raw(self, places: np.ndarray) -> np.ndarray:
        """Where these places of `text` are in the text as it came."""
        return places + self._longer[np.searchsorted(self._ends, places, "right")]
