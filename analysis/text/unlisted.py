"""Words that no list knows: most new words of a text are names, and no rule has more to say of them than their plural.

The rules of `zwnj` and `lemmas` cut a word in many ways and look each part up. Here one question comes before them all:
does the word begin with a listed one, and is what follows it made of endings, or of what makes compounds?
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain

from analysis.text import compounds, conjugation, lists, vocabulary
from analysis.text.endings import BESIDE_HEH, DEGREES, JOINED, OF_NOUNS, PLURAL, PLURALS
from analysis.text.persian import ZWNJ
from analysis.text.zwnj import LONGEST, glued


def stem(word: str) -> str | None:
    """What stands before the plural of a word that no list knows, or the word; None where a list may know it.

    >>> stem("کیپوهای"), stem("کیپو"), stem("برنامهها")
    ('کیپو', 'کیپو', None)
    """
    plural = PLURAL.match(word) if "ها" in word else None
    found = plural[1] if plural else word
    if not 3 <= len(found) <= LONGEST or not found.isalpha():
        return None
    if "ها" in found[2:] or "ترین" in found or "بن" in found[3:] or not _unlisted(found):
        return None  # a plural of a plural, a superlative, a man's name with his father's
    if plural and ZWNJ not in word and not (_unlisted(word) and _unlisted(found + "ه")):
        return None  # گوشهای is گوشه‌ای as well
    return found


def _unlisted(word: str) -> bool:
    """Whether no rule can find a listed word in this one.

    Only a yes must be right: where this says no, the rules are asked, and find nothing.
    """
    listed = _listed()
    for end in range(2, len(word) + 1):
        if (start := word[:end]) in listed and _explained(start, word[end:]):
            return False
    return True


def _explained(start: str, rest: str) -> bool:
    """Whether a listed word and what follows it may be stem and endings, or the parts of a compound."""
    if _endings(rest):
        return True
    if (start in _first_parts() or (start[-1] == "ه" and len(start) > 3)) and not _unlisted(rest):
        return True
    doubled = rest.startswith(start) and _endings(rest[len(start) :])
    begin = _begin_second_parts()  # behind the ی of an adjective too: سفارشی‌سازی
    return doubled or (len(start) > 2 and (rest[:3] in begin or rest.removeprefix("ی")[:3] in begin))


# All that the rules cut off, and the ه that a numeral and a measure take: هفت‌ماهه.
_ENDINGS = sorted({*JOINED, *PLURALS, *BESIDE_HEH, *DEGREES, *OF_NOUNS, "گان", "جات", "ئات", "ه"})
_LETTERS = "".join({*chain.from_iterable(_ENDINGS)})
_IN_A_ROW = re.compile(f"(?:{'|'.join(_ENDINGS)})*")


def _endings(text: str) -> bool:
    """Whether it is nothing, or endings one after the other."""
    return not text.strip(_LETTERS) and _IN_A_ROW.fullmatch(text) is not None


@cache
def _listed() -> frozenset[str]:
    """Every word the rules look up, as its letters."""
    reviewed = chain.from_iterable(_strings(lists.data(name)) for name in ("words", "lemmas", "zwnj"))
    ours = chain.from_iterable(text.split() for text in reviewed)
    words = [*vocabulary.words(), *vocabulary.compounds(), *vocabulary.second_parts(), *ours]
    # Of the entries without a part of speech the rules ask for long stems, and for those that end in ه or ی.
    others = [
        *conjugation.PREVERBS,
        *conjugation.verbs(),
        *(word for word in vocabulary.rare() if len(word) > 4 or word[-1] in "هی"),
    ]
    return frozenset({word.replace(ZWNJ, "") for word in chain(_and_before_endings(words), others)})


def _and_before_endings(words: Collection[str]) -> set[str]:
    """The words, and what they leave before an ending: خانه is behind خانگان, رها is no plural of ر."""
    shorter = [word[:-1] for word in words if word[-1:] in ("ه", "ت")]
    letters = (letter + ending for letter in shorter if len(letter) == 1 for ending in ("ات", "گان"))
    return {*words, *shorter, *letters, *(word.partition("ها")[0] for word in words if "ها" in word[1:])}


def _strings(data) -> Iterable[str]:
    if isinstance(data, str):
        return [data]
    return chain.from_iterable(map(_strings, data.values() if isinstance(data, dict) else data))


@cache
def _begin_second_parts() -> frozenset[str]:
    """The first three letters of what makes new compounds."""
    return frozenset(part[:3] for part in _and_before_endings(vocabulary.second_parts()))


@cache
def _first_parts() -> frozenset[str]:
    """Words after which another word may begin that has lost its space or its ZWNJ."""
    return compounds.openings() | {*glued(), *conjugation.PREVERBS}
