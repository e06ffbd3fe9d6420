"""What stands between two white spaces, by itself: hazm's tokens of it, repaired, with their lemmas."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from analysis.text import persian, unlisted, zwnj
from analysis.text.context import UNKNOWN, neighbour
from analysis.text.endings import attach
from analysis.text.entities import entities
from analysis.text.lemmas import depends, lemma

LONG = 200  # characters; what is longer is on no list, and must not fill the memory of those who look it up

_LETTERS = re.compile(rf"[^\W\d_]+(?:{persian.ZWNJ}[^\W\d_]+)*")
_PERSIAN = persian.PERSIAN.pattern
_EDGE = persian.INVISIBLE + persian.UNSEEN.replace("\u0640", "")

# What hazm's tokenizer must split on, shown to it as a mark it knows, one character for one so that offsets hold. It
# leaves … and odd quotes on the word, reads the decimal point of ۳٫۱۴ as a letter, and cuts ۱۲٬۰۰۰ in two. An entity
# that stands for a ZWNJ is shown as letters: it would be cut at # and its digits.
_SHAPES = str.maketrans({"…": ".", "“": '"', "”": '"', "„": '"', "‟": '"', "٬": "،", "٫": "."})
_ENTITY = re.compile(persian.ENTITY)
_THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")


class Word(NamedTuple):
    """What the form of a token is by itself."""

    word: str
    lemma: str
    is_word: bool = True
    rule: str = ""
    ambiguous: bool = False  # it has two readings, and the sentence decides
    open: bool = False  # so it does, or its lemma hangs on the neighbours
    beside: int = UNKNOWN  # what an open neighbour asks of it (context.neighbour)


Piece = tuple[int, int, str, Word]  # a token: start and end in its chunk, form, and what it is by itself


def pieces(chunk: str) -> list[Piece]:
    """The tokens of a text without white space."""
    if chunk.isalpha() or _LETTERS.fullmatch(chunk):  # hazm's tokenizer cuts at marks and digits only
        return [(0, len(chunk), chunk, word(chunk))]
    if (whole := next(entities(chunk), None)) and whole[:2] == (0, len(chunk)):
        return [(0, len(chunk), chunk, word(whole[2]))]
    found, at = [], 0
    shape = _ENTITY.sub(lambda found: "ا" * len(found.group()), _THOUSANDS.sub(".", chunk).translate(_SHAPES))
    for token in _tokenizer().tokenize(shape):
        start = shape.index(token, at)
        at = start + len(token)
        form = chunk[start:at]
        start += len(form) - len(form.lstrip(_EDGE))
        form = form.strip(_EDGE)
        for begin, stop in _cut(form):
            found.append((start + begin, start + stop, form[begin:stop], word(form[begin:stop])))
    return found


@cache
def _tokenizer():
    from hazm import WordTokenizer  # importing hazm takes seconds

    return WordTokenizer(words_file=os.devnull, join_verb_parts=False)  # its words serve the joining only: 90 MB


def _cut(form: str) -> list[tuple[int, int]]:
    """A token of hazm's without the marks it leaves on words: bullets, dashes, signs and pictures.

    >>> [("•-شهر+روستا")[start:end] for start, end in _cut("•-شهر+روستا")]
    ['•-', 'شهر', '+', 'روستا']
    """
    edges = [0, *chain.from_iterable(word.span() for word in _shape().finditer(form)), len(form)]
    return [(start, end) for start, end in pairwise(edges) if start < end]


@cache
def _shape() -> re.Pattern[str]:
    """Letters and digits with what stands on them, what a ZWNJ has become, and single signs between them.

    Such a sign is part of the word (۱۰:۳۰، مدیر-عامل، AT&T); the _ of a hashtag (#شهردار_رشت) stands for a space.
    """
    on_letters = "".join(char for char in map(chr, range(0x300, 0x20000)) if unicodedata.category(char)[0] == "M")
    unseen = rf"[{persian.INVISIBLE}{persian.UNSEEN}\ud800-\udfff]"
    between = rf"(?:[-–—.:;,'’&@/٫٬]|(?<!{_PERSIAN})_|_(?!{_PERSIAN})){unseen}*+"
    carried = rf"[^\W_]++|[{on_letters}]++|{persian.ENTITY}"
    return re.compile(rf"[^\W_](?:{carried}|{unseen}++(?:{between})?+(?=[^\W_])|{between}(?=[^\W_]))*+")


def word(form: str) -> Word:
    """A token by itself, repaired, and its lemma."""
    readable = persian.normal(form)
    if len(readable) > LONG:
        return Word(readable, readable, any(map(str.isalnum, readable)))
    found = _without_lists(readable) or _by_lists(readable)
    if readable.count(persian.ZWNJ) > form.count(persian.ZWNJ) and found.is_word and not found.rule:
        return found._replace(rule="disguised")
    return found


def _without_lists(readable: str) -> Word | None:
    """A word that no list knows, which may be in the plural; None where a list may know it."""
    stem = unlisted.stem(readable)
    if stem is None:
        return None
    if stem == readable or persian.ZWNJ in readable:
        return Word(readable, stem)
    repaired, rule, _ = attach(stem, readable[len(stem) :], "plural")
    return Word(repaired, stem, rule=rule)


@lru_cache(persian.REMEMBERED)  # what stands beside several marks is a frequent word
def _by_lists(readable: str) -> Word:
    if not readable[:1].isalnum() and not any(map(str.isalnum, readable)):
        return Word(readable, readable, is_word=False, beside=neighbour(readable))
    repaired, rule, readings = zwnj.restore(readable)
    hangs = bool(readings) or depends(repaired)
    return Word(repaired, lemma(repaired), True, rule, bool(readings), hangs, neighbour(repaired))
