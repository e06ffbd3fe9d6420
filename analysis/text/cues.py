"""Cue lists kept as data: read once, compiled once, matched on letters folded without moving an offset."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from analysis.text.folding import flat

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
