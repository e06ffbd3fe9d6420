"""Which sentences of a page stand on it already, wholly or almost: cut leads, headlines again, captions, quotes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from rapidfuzz.distance import LCSseq

from analysis.text import cues
from analysis.text.voices import said_from

_WORD = re.compile(r"\w+")
_CUT = re.compile(r"(?:…|\.{3})\s*[\])]?\s*$")

# Two sentences are the same when three words in four are shared, counted on both; a headline and the lead it was made
# from when two in three are, as a headline drops verbs and turns them into nouns; a fragment when four in five of its
# words stand in the earlier sentence in their order. One or two words are no sentence that could be said twice.
_SAME, _SAME_LEAD, _FRAGMENT, _LEAST = 0.72, 0.66, 0.8, 3

# A word that stands in this many sentences of a page tells nothing about which of them is repeated; looking no further
# keeps a page of 100,000 like lines linear.
_COMMON = 12


def repeats(texts: list[str], parts: list[str]) -> list[int | None]:
    """For each folded sentence (`cues.flat`) the number, from 1, of the earlier one whose words it repeats, or None.

    A repeat of a repeat is given the first sentence's number, so that the sentences with one number, and the sentence
    that bears it, are one group.
    """
    found: list[int | None] = []
    seen: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    words: list[list[str]] = []
    for n, text in enumerate(texts):
        mine = _words(text)
        said = _words(text[said_from(text) :])
        words.append(said if len(said) >= _LEAST else mine)
        whole = " ".join(mine)
        at = seen.setdefault(whole, n) if len(mine) >= _LEAST else n
        if at == n:
            at = next((k for k in _candidates(mine, places) if _repeats(texts, words, parts, mine, n, k)), n)
        found.append(None if at == n else found[at] or at + 1)
        for word in set(mine):
            places.setdefault(word, []).append(n)
    return found


def _words(text: str) -> list[str]:
    """The words of a sentence that carry its content, in their order."""
    return [word for word in _WORD.findall(text.lower()) if word not in _function_words()]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(cues.words("voices", "function_words"))


def _candidates(mine: list[str], places: dict[str, list[int]]) -> list[int]:
    """Earlier sentences that share at least half of the telling words, first ones first."""
    shared: Counter[int] = Counter()
    telling = 0
    for word in set(mine):
        at = places.get(word, ())
        if len(at) <= _COMMON:
            shared.update(at)
            telling += 1
    return sorted(n for n, count in shared.items() if 3 * count >= telling or count >= 4)


def _repeats(texts: list[str], words: list[list[str]], parts: list[str], mine: list[str], n: int, k: int) -> bool:
    """Whether sentence n repeats sentence k: as a whole, as a fragment of it, or as the full form of a cut one."""
    late, early = words[n], words[k]
    if min(len(late), len(early)) < _LEAST:
        return False
    common = (Counter(late) & Counter(early)).total()
    limit = _SAME_LEAD if parts[k] == "headline" and parts[n] == "lead" else _SAME
    if 2 * common >= limit * (len(late) + len(early)):
        return True
    whole = _words(texts[k])
    if LCSseq.similarity(late, whole) >= _FRAGMENT * len(late):
        return True
    return bool(_CUT.search(texts[k])) and LCSseq.similarity(mine, whole) >= max(0.9 * len(whole), 0.5 * len(mine))
