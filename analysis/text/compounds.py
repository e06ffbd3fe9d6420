"""Compounds that hazm's list does not hold, put together from parts that it does: دانش‌بنیان, سه‌فرسخی, قدم‌قدم."""

from __future__ import annotations

import re
from functools import cache

from analysis.text import vocabulary
from analysis.text.endings import JOINED, Restored, attach, cuts, is_joined, relational, sounded
from analysis.text.lists import word_list
from analysis.text.vocabulary import is_nominal


def composed(word: str) -> Restored | None:
    """A compound of two parts; the first way to cut the word that a rule allows."""
    seconds, firsts = vocabulary.second_parts(), openings()
    for at in range(2, len(word) - 1):
        first, second = word[:at], word[at:]
        if not (first in firsts or second in seconds or first[-1] == "ه" or first == second):
            continue  # none of the rules can hold
        if any(rule(first, second) for rule in (_productive, _prefixed, _counted, _at_heh, _doubled)):
            return attach(first, second, "compound")
    return None


@cache
def openings() -> frozenset[str]:
    """First parts that make compounds of any noun: prefixes and numerals."""
    return word_list("zwnj", "prefixes") | word_list("zwnj", "counting")


def _productive(first: str, second: str) -> bool:
    """A noun, or the adjective of one, and a second part of many compounds: گروگان‌گیری, سفارشی‌سازی."""
    return second in vocabulary.second_parts() and len(first) > 2 and (is_nominal(first) or relational(first))


def _prefixed(first: str, second: str) -> bool:
    """A prefix and a noun: هم‌افزایی; به makes adverbs (به‌زودی) and begins too many short words."""
    return first in word_list("zwnj", "prefixes") and len(second) > 2 + (first == "به") and is_nominal(second)


def _counted(first: str, second: str) -> bool:
    """A numeral and a measure in -ی or -ه: سه‌فرسخی."""
    return first in word_list("zwnj", "counting") and second[-1] in "یه" and len(second) > 3 and is_nominal(second[:-1])


def _at_heh(first: str, second: str) -> bool:
    """Two words with a silent heh between them, which is never written joined: یاوه‌سرایی, مطالبه‌گر."""
    known = vocabulary.words()
    if len(first) < 4 or first[-1] != "ه" or first not in known or sounded(first) or first == "غیره":
        return False  # غیره ends a list, and غیر begins a compound with any word
    return second == "گر" or (len(second) > 2 and second in known) or (len(second) > 4 and is_joined(second))


def _doubled(first: str, second: str) -> bool:
    return first == second and first in vocabulary.words()


def with_ending(word: str) -> Restored | None:
    """A compound with an ending that is written joined: سرمایه‌گذاران, قابل‌توجهی."""
    for stem, ending in cuts(word):
        if len(stem) < 5:
            continue
        made = composed(stem)
        found = vocabulary.compounds().get(stem) or (made.word if made else "")
        if found and (not found.endswith("ه") or sounded(found)):
            return Restored(found + ending, "compound" if found != stem else "")
    return None


def patronymic(word: str) -> Restored | None:
    """Arabic names of the kind عبدالله‌بن‌زبیر: two names on record with بن between them."""
    match = re.fullmatch(r"(.{3,}?)(ا?بن)(.{3,})", word) if "بن" in word else None
    if not match or match[3] in JOINED or not all(map(vocabulary.on_record, (match[1], match[3]))):
        return None
    return attach(attach(match[1], match[2], "").word, match[3], "compound")
