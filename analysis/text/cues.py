"""Cue lists kept as data: read once, compiled once, matched on letters folded without moving an offset."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from analysis.text import persian

ZWNJ = "\u200c"


@cache
def read(name: str) -> dict:
    """The tables of analysis/text/data/NAME.toml."""
    return tomllib.loads((files("analysis.text") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, table: str) -> list[str]:
    """All words or phrases of the groups [[table]] of a data file, in their order."""
    return [word for group in read(name)[table] for word in group["words"]]


# What parts an agency's name from what follows; without one near the start there is no need to look for the name.
_SIGNED = re.compile("[-–ـ/|:؛]")

# Folded without a look whether they are there: replacing what is not there is the fastest of looks.
_FREQUENT = ZWNJ + "\n\r\t\u00a0\u200f\u200eيكىئأإؤة0123456789"

# Marks that part words; each becomes a space in `bare`.
_MARKS = ".،؛:؟!?«»“”\"'‘’()[]{}/\\-–—_…*•|,;%"


@cache
def _folding() -> dict[str, str]:
    """Each character whose comparing key is one other character; every kind of space and ZWNJ becomes a plain space."""
    codes = [*range(0x20), *range(0x30, 0x3A), *range(0x7F, 0x250), *range(0x600, 0x700), *range(0x2000, 0x2070)]
    table = {}
    for char in map(chr, [*codes, *range(0xFB50, 0xFF00), 0x3000]):
        key = persian.key(char)
        if char.isspace() or (not key and not char.isprintable()):
            table[char] = " "
        elif len(key) == 1 and key != char:
            table[char] = key
    return table


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_folding().keys() - set(_FREQUENT)))}]")


def flat(text: str) -> str:
    """Letter for letter the same text with variants folded, so that offsets found in it hold in the raw text.

    >>> flat("شهردار گفت‌وگو كرد")
    'شهردار گفت وگو کرد'
    """
    folding = _folding()
    for char in _FREQUENT:
        text = text.replace(char, folding[char])
    if _rare().search(text):
        for char in folding.keys() & set(text):
            text = text.replace(char, folding[char])
    return text


def bare(flat_text: str) -> str:
    """A folded text with a space for each mark, so that `split` gives its words.

    >>> bare("گفت: «بله!»").split()
    ['گفت', 'بله']
    """
    for mark in _MARKS:
        flat_text = flat_text.replace(mark, " ")
    return flat_text


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


@cache
def _datelines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    agency = rf"(?:(?:خبرگزاری|پایگاه خبری) )?{any_of('page', 'agencies')}"
    first = rf"\W*(?:(?P<account>{any_of('page', 'report')}(?!\w))|(?:خبرگزاری|پایگاه خبری|روزنامه)[^:،.]{{2,40}}:)"
    signed = (
        rf"\W*(?:(?:(?!{agency})[\w ]{{2,25}}?[-–ـ/|،] ?)?{agency} ?[-–:؛ـ|]|{agency}/\w+ ?[-–:؛|]?)(?P<account>(?!))?"
    )
    return re.compile(first), re.compile(signed)


def dateline(text: str) -> re.Match[str] | None:
    """The outlet's formula at the start of a folded text; its group `account` where it is «به گزارش …».

    >>> [bool(dateline(text)) for text in ("به گزارش ایرنا، وی", "رشت - ایرنا - شهردار", "خبرگزاری فارس: وی", "وی گفت")]
    [True, True, True, False]
    """
    first, signed = _datelines()
    found = first.match(text)
    return found or (signed.match(text) if _SIGNED.search(text, 0, 45) else None)


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
