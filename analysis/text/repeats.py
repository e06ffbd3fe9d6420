"""Which sentences of a page stand on it already, wholly or almost: cut leads, headlines again, captions, quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Set
from functools import cache
from itertools import chain
from math import ceil

import numpy as np
from rapidfuzz.distance import LCSseq

from analysis.text import cues
from analysis.text.saying import said_from
from analysis.text.words import Page, Words

_WORD = re.compile(r"\w+")
# A clause before the verb of saying is said as well: «با بیان اینکه …، گفت: …».
_CLAUSE = re.compile(r"(?<!\w)این ?که(?!\w)")
_TOLD = re.compile(r" از (.+) خبر داد\W*$")
_CUT = re.compile(r"(?:…|\.{3})\s*[\])]?\s*$")

# Two sentences are the same when three words in four are shared, counted on both; a headline and the lead it was made
# from when two in three are, as a headline drops verbs and turns them into nouns; a fragment when four in five of its
# words stand in the earlier sentence in their order; the full form of a cut sentence when nearly all of that one stands
# in it and makes up half of it. One or two words are no sentence that could be said twice.
_SAME, _SAME_LEAD, _FRAGMENT, _LEAST = 0.72, 0.66, 0.8, 3
# Two sentences are compared only if so many words of the later one stand in the earlier; what introduces the speaker,
# at most the other two thirds of a sentence, does not count in the comparison itself.
_SHARED = 0.35
# What can be said again; a kicker names who says it, meta and residue say nothing.
_SAYING = {"headline", "lead", "body", "crosshead"}
# Up to this many sentences each is compared with each. On a longer page a word that stands in more than so many of them
# tells nothing about which is repeated; looking no further keeps a page of 100,000 like lines linear.
_LONG, _COMMON = 40, 12


def returning(words: Words, page: np.ndarray) -> tuple[list[int], list[int]]:
    """How many distinct words of each text tell what it says, and how many of these an earlier text of its page has.

    >>> from analysis.text.words import folded_words
    >>> returning(folded_words(["پارک شهر", "شهر ما", "شهر"]), page=np.array([0, 0, 1]))
    ([2, 1, 1], [0, 1, 0])
    """
    shared = _shared_by_any()
    telling = np.array([kind not in shared for kind in words.kinds], bool)
    told = np.flatnonzero(telling[words.kind])
    text = words.text[told]
    word = page[text] * len(words.kinds) + words.kind[told]
    place = np.sort(word * len(page) + text)
    word, text = np.divmod(place[np.diff(place, prepend=-1) > 0], max(1, len(page)))
    again = text[1:][word[1:] == word[:-1]]
    return np.bincount(text, minlength=len(page)).tolist(), np.bincount(again, minlength=len(page)).tolist()


def repeats(page: Page, parts: list[str]) -> list[int | None]:
    """For each sentence of a page the number, from 1, of the earlier one whose words it repeats, or None.

    A repeat of a repeat bears the first sentence's number, so that the sentences with one number, and the sentence that
    has it, are one group.
    """
    texts, words = page.texts, page.words
    found: list[int | None] = [None] * len(texts)
    may = _may_repeat(page, parts)
    if not may:
        return found
    said = cache(lambda n: _said(texts[n], words[n], page.cued[n]))
    content = cache(lambda n: set(said(n) if _introduced(texts[n], parts[n]) else _content(words[n])))
    alike = _alike(may, page, content) if len(texts) <= _LONG else _alike_on_long_page(len(texts), content)
    first = {text: n for n, text in reversed([*enumerate(texts)])}
    for n in may:
        at = first[texts[n]]
        for k in alike[n] if at == n else ():
            lead = parts[k] == "headline" and parts[n] == "lead"
            if parts[k] in _SAYING and (_same(said(n), said(k), lead) or _part(said(n), words[n], words[k], texts[k])):
                at = k
                break
        found[n] = None if at == n else found[at] or at + 1
    return found


def _may_repeat(page: Page, parts: list[str]) -> list[int]:
    """The sentences of which enough words return."""
    return [
        n
        for n, again in enumerate(page.returning)
        if again >= _LEAST and (again >= _least(page.telling[n]) or _introduced(page.texts[n], parts[n]))
    ]


def _introduced(text: str, part: str) -> bool:
    """Whether what a sentence says may be little beside what introduces the speaker."""
    return part == "lead" or "خبر داد" in text


def _least(words: int) -> int:
    return max(_LEAST, ceil(_SHARED * words))


def _alike(may: list[int], page: Page, content: Callable[[int], set[str]]) -> dict[int, list[int]]:
    """For each of these sentences the earlier ones that share enough words with it."""
    found = {}
    for n in may:
        mine = content(n)
        least = _least(len(mine))
        earlier = range(n) if page.returning[n] >= least else ()
        found[n] = [k for k in earlier if len(mine & content(k)) >= least]
    return found


def _alike_on_long_page(length: int, content: Callable[[int], set[str]]) -> dict[int, list[int]]:
    """The same in time linear in the words, by their places; words that stand all over the page are left out."""
    every = list(map(content, range(length)))
    pages = Counter(chain.from_iterable(every))
    places: dict[str, list[int]] = {}
    found = {}
    for n, mine in enumerate(every):
        least = _least(len(mine))
        telling = sorted((word for word in mine if 1 < pages[word] <= _COMMON), key=lambda word: (pages[word], word))
        # One of the rarest words must stand in a sentence that shares so many of them.
        rarest = telling[: max(0, len(telling) - least + 1)]
        earlier = sorted({k for word in rarest for k in places.get(word, ())})
        found[n] = [k for k in earlier if len(mine & every[k]) >= least]
        for word in telling:
            places.setdefault(word, []).append(n)
    return found


def _same(said: list[str], before: list[str], lead: bool) -> bool:
    """Whether two sentences say the same; `lead` where they are a headline and its lead."""
    mine, theirs = set(said), set(before)
    shared, both = len(mine & theirs), len(mine) + len(theirs)
    return 2 * shared >= _SAME * both or (lead and shared > _LEAST and 2 * shared >= _SAME_LEAD * both)


def _part(said: list[str], words: list[str], earlier: list[str], text: str) -> bool:
    """Whether a sentence is a fragment of an earlier one, or the full form of it, where its text was cut."""
    if LCSseq.similarity(said, earlier) >= _FRAGMENT * len(said):
        return True
    if not _CUT.search(text):
        return False
    whole, before = _content(words), _content(earlier)
    return LCSseq.similarity(whole, before) >= max(0.9 * len(before), 0.5 * len(whole))


def _said(text: str, words: list[str], cued: Set[str]) -> list[str]:
    """The words a sentence reports, without those that name the speaker; all of them where too few are left.

    «شهردار رشت از ساخت پارک خبر داد» reports «ساخت پارک».
    """
    start = said_from(text, cued)
    if start and (clause := _CLAUSE.search(text, 0, start)):
        start = clause.end()
    if "خبر داد" in text and (told := _TOLD.search(text, start)):
        inside = _content(_WORD.findall(told[1]))
        return inside if len(inside) >= _LEAST else _content(words)
    said = _content(words[len(_WORD.findall(text, 0, start)) :]) if start else []
    return said if len(said) >= _LEAST else _content(words)


def _content(words: list[str]) -> list[str]:
    shared = _shared_by_any()
    return [word for word in words if word not in shared]


@cache
def _shared_by_any() -> frozenset[str]:
    return frozenset(cues.words("voices", "shared_by_any"))
