"""Cue lists kept as data: read once, compiled once, matched on letters folded without moving an offset."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Set
from functools import cache

from analysis.text.folding import flat, parted
from analysis.text.lists import data
from analysis.text.persian import ZWNJ

# What parts an agency's name from what follows; without one near the start there is no need to look for the name.
_SIGNED = re.compile("[-–ـ/|:؛]")


def words(name: str, table: str) -> list[str]:
    """All words or phrases of the groups [[table]] of a data file, in their order."""
    return [word for group in data(name)[table] for word in group["words"]]


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest that fits; a ZWNJ in one may be a space or nothing.

    Compiled as a tree of common beginnings: a hundred phrases cost about as much as their first letters.

    >>> re.findall(alternatives(["می‌گوید", "می‌گویند", "گفت"]), flat("می‌گوید می گویند گفت"))
    ['می گوید', 'می گویند', 'گفت']
    """
    tree: dict = {}
    for phrase in phrases:
        node = tree
        for atom in _atoms(phrase):
            node = node.setdefault(atom, {})
        node[""] = {}
    return _expression(tree)


def any_of(name: str, *tables: str) -> str:
    """A group that matches any phrase of the tables of a data file."""
    return f"(?:{alternatives(word for table in tables for word in words(name, table))})"


class Phrases:
    """A pattern of whole words, tried only where it may begin: to scan a text for it costs ten times as much.

    A class for what it works out once: `telling` are words of which one stands wherever the pattern matches, each with
    what may begin the match.
    """

    def __init__(self, pattern: str, telling: Mapping[str, Set[str]]) -> None:
        self.pattern, self.words, self._begins = re.compile(pattern), frozenset(telling), dict(telling)

    def search(self, text: str, cued: Set[str], start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in a folded text of which `cued` are the words, or those of them that tell anything."""
        places = []
        for word in cued:
            for begin in self._begins.get(word, ()):
                at = text.find(begin, start, end)
                while at >= 0:
                    places.append(at)
                    at = text.find(begin, at + 1, end)
        places.sort()
        for at in places:
            if found := self.pattern.match(text, at, end):
                return found
        return None


@cache
def phrases(*tables: str) -> Phrases:
    """Any phrase of the tables of data/voices.toml, as whole words."""
    return Phrases(rf"\b{any_of('voices', *tables)}\b", telling("voices", *tables))


def telling(name: str, *tables: str) -> dict[str, set[str]]:
    """The longest word of each phrase of the tables, if possible none of any sentence, with what begins its phrases.

    That is the word itself or, where it comes later, the first two words as they may be spaced.

    >>> sorted(telling("page", "report")["نقل"])
    ['به  نقل', 'به نقل']
    """
    common = words("voices", "shared_by_any")
    found: dict[str, set[str]] = {}
    for phrase in (phrase for table in tables for phrase in words(name, table)):
        for way in _ways(phrase):
            parts = parted(flat(way))
            rarest = max(parts, key=lambda part: (part not in common, len(part)))
            spaced = (f"{parts[0]} {parts[1]}", f"{parts[0]}  {parts[1]}") if rarest != parts[0] else (rarest,)
            found.setdefault(rarest, set()).update(spaced)
    return found


def _ways(phrase: str) -> list[str]:
    """A phrase with a space or nothing for each ZWNJ."""
    first, *rest = phrase.split(ZWNJ)
    ways = [first]
    for part in rest:
        ways = [way + gap + part for way in ways for gap in ("", " ")]
    return ways


@cache
def dateline_words() -> frozenset[str]:
    """Words of which one stands in each dateline."""
    return frozenset(telling("page", "agencies", "report")).union(["خبرگزاری", "پایگاه", "روزنامه"])


@cache
def _datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    agency = rf"(?:(?:خبرگزاری|پایگاه خبری) )?{any_of('page', 'agencies')}"
    first = rf"\W*+(?:(?P<account>{any_of('page', 'report')}(?!\w))|(?:خبرگزاری|پایگاه خبری|روزنامه)[^:،.]{{2,40}}:)"
    signed = (
        rf"\W*(?:(?:(?!{agency})[\w ]{{2,25}}?[-–ـ/|،] ?)?{agency} ?(?:[-–:؛ـ|]|/ )|{agency}/\w+ ?[-–:؛|]?"
        rf"|[\w ]{{2,25}}\({agency}\) ?[-–:؛]|(?P<account>{agency}(?: در \w+)? نوشت ?:))"
    )
    return re.compile(first), re.compile(signed)


def dateline(text: str, cued: Set[str]) -> re.Match[str] | None:
    """The outlet's formula at the start of a folded text; its group `account` where it is «به گزارش …».

    `cued` are the words of the text, or those of them that tell anything.

    >>> texts = ["به گزارش ایرنا، وی", "رشت - ایرنا - شهردار", "خبرگزاری فارس: وی", "ایسنا نوشت: وی", "وی گفت"]
    >>> [bool(dateline(text, set(text.split()))) for text in texts]
    [True, True, True, True, False]
    """
    if dateline_words().isdisjoint(cued):
        return None
    first, signed = _datelines()
    return first.match(text) or (signed.match(text) if _SIGNED.search(text, 0, 45) else None)


def _atoms(phrase: str) -> list[str]:
    """A phrase letter by letter, each as the expression it stands for."""
    return [
        " ?" if char == ZWNJ else " {1,2}" if char == " " else re.escape(char)
        for part in re.split(f"({ZWNJ})", phrase)
        for char in (part if part == ZWNJ else flat(part))
    ]


def _expression(node: dict) -> str:
    branches = [atom + _expression(below) for atom, below in sorted(node.items()) if atom]
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return whole + "?" if "" in node else whole
