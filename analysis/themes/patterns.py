"""What a lexicon pattern says: its grammar, read into elements that `matching` can look for.

A pattern is words with single spaces between them. Each is one of

    خدمت           the word in this form, blind to space, ZWNJ and joining: خدمت رسانی = خدمت‌رسانی = خدمترسانی
    lemma:خدمت     any form with this lemma; of a verb the infinitive (lemma:گماشتن)
    خدمت*          any word that begins so
    {0,3}          a gap of 0 to 3 words (over a comma or a bracket, not over a mark that ends a clause)
    @organisation  any pattern of a named list of the lexicon

Neighbouring words, and a prefix after them, make one compound; every other part is a step of its own, and steps stand
side by side unless a gap says otherwise. Where a pattern has no space or ZWNJ, the text may have a space, but then only
an ending follows a prefix (باتجربه* is «با تجربه‌ای», بهتر* not «به ترکیه»), and و, را and که begin nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple

from analysis.text.persian import ZWNJ, joined_key

GAP = re.compile(r"\{(\d+),(\d+)\}")
WIDEST_GAP = 12  # more words than a clause has: a longer reach is what `near` is for
MOST_PARTS, MOST_LETTERS = 50, 500  # of a pattern: longer than a long sentence it is no entry, and costs memory
_NOT_IN_WORDS = re.compile(r"[\[\](){}|\\^$+?.,;:!*/@#<>«»،؛؟]")


class Element(NamedTuple):
    """One step of a pattern: `kind` is word, lemma, prefix, gap or list; `key` what is compared.

    `apart` are the places in the key at which the pattern has a space or ZWNJ.
    """

    kind: str
    key: str
    low: int = 0
    high: int = 0
    apart: frozenset[int] = frozenset()


Pattern = tuple[Element, ...]


def read_pattern(pattern: str, lists: Mapping[str, object] = {}) -> Pattern:
    """The elements of a pattern; neighbouring words become one compound. Raises ValueError with what is wrong.

    >>> read_pattern("خدمت رسان*")
    (Element(kind='prefix', key='خدمترسان', low=0, high=0, apart=frozenset({4})),)
    >>> [e.kind for e in read_pattern("lemma:تغییر {0,3} ساختار")]
    ['lemma', 'gap', 'word']
    """
    parts = pattern.split()
    if len(parts) > MOST_PARTS or len(pattern) > MOST_LETTERS:
        raise ValueError(
            f"the pattern has {len(parts):,} parts and {len(pattern):,} letters; "
            f"at most {MOST_PARTS} and {MOST_LETTERS} are an entry"
        )
    elements: list[Element] = []
    for part in parts:
        element = _read_part(part, lists)
        if elements and elements[-1].kind == "word" and element.kind in ("word", "prefix"):
            element = _compound(elements.pop(), element)
        elements.append(element)
    if not elements:
        raise ValueError("the pattern is empty; it needs at least one word")
    if elements[0].kind == "gap" or elements[-1].kind == "gap":
        raise ValueError("the pattern begins or ends with a gap; a gap stands between two words")
    if any(a.kind == b.kind == "gap" for a, b in pairwise(elements)):
        raise ValueError("two gaps stand side by side; write them as one")
    return tuple(elements)


def _compound(before: Element, element: Element) -> Element:
    at = len(before.key)
    return element._replace(
        key=before.key + element.key, apart=before.apart | {at} | {at + place for place in element.apart}
    )


def _read_part(part: str, lists: Mapping[str, object]) -> Element:
    if gap := GAP.fullmatch(part):
        low, high = int(gap[1]), int(gap[2])
        if low > high or high == 0 or high > WIDEST_GAP:
            raise ValueError(f"the gap {part} must run from fewer to more words, at most {WIDEST_GAP}")
        return Element("gap", "", low, high)
    if part.startswith("@"):
        if part[1:] not in lists:
            known = ", ".join(lists) or "none"
            raise ValueError(f"the list {part} is not defined under [lists]; defined are: {known}")
        return Element("list", part[1:])
    kind, text = ("lemma", part.removeprefix("lemma:")) if part.startswith("lemma:") else ("word", part)
    if kind == "word" and text.endswith("*"):
        kind, text = "prefix", text[:-1]
    if found := _NOT_IN_WORDS.search(text):
        raise ValueError(
            f"{part!r} has {found[0]!r} in it; a pattern is words, lemma:word, word*, {{0,3}} and @list, "
            "not a regular expression and without punctuation"
        )
    key = joined_key(text)
    if not any(letter.isalnum() for letter in key):
        raise ValueError(f"{part!r} has no letter left to compare after normalisation")
    if kind == "prefix" and len(key) < 2:
        raise ValueError(f"the prefix {part!r} is a single letter; it would match most of the text")
    pieces = [len(joined_key(piece)) for piece in text.split(ZWNJ)]
    return Element(kind, key, apart=frozenset(accumulate(pieces[:-1])) - {0, len(key)})
