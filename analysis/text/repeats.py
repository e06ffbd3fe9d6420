"""Which sentences of a page stand on it already, wholly or almost: cut leads, headlines again, captions, quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache
from itertools import chain
from math import ceil

from rapidfuzz.distance import LCSseq

from analysis.text import cues
from analysis.text.folding import Page
from analysis.text.saying import said_from

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


def repeats(page: Page, parts: list[str]) -> list[int | None]:
    """For each sentence of a page the number, from 1, of the earlier one whose words it repeats, or None.

    A repeat of a repeat bears the first sentence's number, so that the sentences with one number, and the sentence that
    has it, are one group.
    """
    texts, words = page.texts, page.words
    content = [mine - _shared_by_any() for mine in page.kinds]
    for n in (n for n, part in enumerate(parts) if part == "lead" or "خبر داد" in texts[n]):
        content[n] = set(_said(texts[n], words[n], page.cued[n]))  # little beside what introduces the speaker
    alike = _alike_on_long_page(content) if len(texts) > _LONG else _alike(content)
    said: dict[int, list[str]] = {}
    found: list[int | None] = []
    seen: dict[str, int] = {}
    for n, candidates in enumerate(alike):
        at = seen.setdefault(texts[n], n) if len(content[n]) >= _LEAST else n
        for k in candidates if at == n else ():
            if parts[k] not in _SAYING:
                continue
            said |= {number: _said(texts[number], words[number], page.cued[number]) for number in {n, k} - said.keys()}
            lead = parts[k] == "headline" and parts[n] == "lead"
            if _same(said[n], said[k], lead) or _part(said[n], words[n], words[k], texts[k]):
                at = k
                break
        found.append(None if at == n else found[at] or at + 1)
    return found


def _least(words: set[str]) -> int:
    return max(_LEAST, ceil(_SHARED * len(words)))


def _alike(content: list[set[str]]) -> Iterator[list[int]]:
    """For each sentence the earlier ones that share enough words with it; none where all of them together do not."""
    before: set[str] = set()
    for n, mine in enumerate(content):
        shared, least = mine & before, _least(mine)
        yield [k for k in range(n) if len(shared & content[k]) >= least] if len(shared) >= least else []
        before |= mine


def _alike_on_long_page(content: list[set[str]]) -> Iterator[list[int]]:
    """The same in time linear in the words, by their places; words that stand all over the page are left out."""
    pages = Counter(chain.from_iterable(content))
    places: dict[str, list[int]] = {}
    for n, mine in enumerate(content):
        least = _least(mine)
        telling = sorted((word for word in mine if 1 < pages[word] <= _COMMON), key=lambda word: (pages[word], word))
        # One of the rarest words must stand in a sentence that shares so many of them.
        rarest = telling[: max(0, len(telling) - least + 1)]
        earlier = sorted({k for word in rarest for k in places.get(word, ())})
        yield [k for k in earlier if len(mine & content[k]) >= least]
        for word in telling:
            places.setdefault(word, []).append(n)


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
    return [word for word in words if word not in _shared_by_any()]


@cache
def _shared_by_any() -> frozenset[str]:
    return frozenset(cues.words("voices", "shared_by_any"))
