"""Names and offices: what a subject phrase says of the person it names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.text import cues

# What parts a name and its title from the rest, as the words of [[breaks]] do.
_CUTS = ":؛(«"
# «شهردار نیز»; «ساخت پل و نیز ساخت پارک» is no one else's.
_ALSO = re.compile(r"(?<!\bو )\b(?:نیز|هم)\b")
_ALSO_CALLED = {"پارلمان": "شورا", "شهری": "شهر"}
_NO_NAMES = {"و", "ی", "یک", "این", "دیگر", "محترم", "ـ"}
WORD = re.compile(r"[^\W\d_]+|\d+")
_TRIMMED = re.compile(r"\w(?:.*\w)?", re.DOTALL)
# A name has no more words than this.
_NAME_WORDS = 4


@cache
def _breaks() -> re.Pattern[str]:
    return re.compile(rf"\b{cues.any_of('voices', 'breaks')}\b|[{_CUTS}]")


class Mention(NamedTuple):
    """A person as a subject phrase names one: the `same` speaker, `anonymous`, `named`, or `loose`."""

    kind: str
    also: bool  # «نیز»
    name: list[str]
    office: list[str]


def ranks() -> re.Pattern[str]:
    """The first words of offices."""
    return cues.phrases("ranks").pattern


def could_be(subject: str) -> bool:
    """Whether the words before a colon can name a speaker: an office, a title of courtesy, one to three words."""
    titled = ranks().match(subject) or cues.phrases("honorifics").pattern.match(subject)
    return titled is not None or len(words_of(subject)) <= 3


def has_title(words: str) -> bool:
    """Whether words hold an office or a title of courtesy."""
    return bool(ranks().search(words) or cues.phrases("honorifics").pattern.search(words))


def names_one(subject: str) -> bool:
    """Whether a subject phrase names a person, by name or office."""
    return read_mention(subject).kind == "named"


def stands_for_one(subject: str) -> bool:
    """Whether a subject phrase is a pronoun, or stands as one for the last speaker: «وی», «نامبرده»."""
    return cues.phrases("same_speaker").pattern.match(subject.strip()) is not None


def is_someone(subject: str) -> bool:
    """Whether a subject phrase names a person or stands for one: «حسن رضایی», «وی»; not an empty or a loose one."""
    return names_one(subject) or stands_for_one(subject)


def words_of(text: str) -> list[str]:
    """The words of a name or office, without the ی of ezafe or of a body: شورای, شورا; شهرداری, شهردار.

    A council is called the town's parliament as well («رئیس پارلمان شهری»).
    """
    found = text.split() if text.replace(" ", "").isalpha() else WORD.findall(text)
    return [
        word[:-1] if word.endswith(("ای", "داری")) and len(word) > 3 else _ALSO_CALLED.get(word, word)
        for word in found
        if word not in _NO_NAMES
    ]


@cache
def _adverbials() -> re.Pattern[str]:
    return re.compile(rf"\W*+(?:(?:{cues.any_of('voices', 'adverbials')}|روز \w+)(?!\w)[،,\s]*)+")


@lru_cache(2**14)
def read_mention(subject: str) -> Mention:
    """What a subject phrase says of the person.

    A loose one is too long for a name, or has a number in it: the verb's object may have come first («ساخت ۳ پارک را»).
    """
    trimmed = _TRIMMED.search(subject)
    subject = trimmed.group() if trimmed else ""
    if cues.phrases("same_speaker").pattern.match(subject):
        return Mention("same", False, [], [])
    name, office = parse(subject)
    # «این نماینده مجلس», «این دیپلمات ارشد فرانسوی»; not «این همایش حسن رضایی شهردار»
    this = subject.startswith("این ") and (len(name) <= 1 or not office)
    same = this or not (name or office)
    loose = not office and (len(name) > _NAME_WORDS or any(map(str.isdecimal, name)))
    anonymous = cues.phrases("anonymous").pattern.match(subject)
    kind = "same" if same else "anonymous" if anonymous else "loose" if loose else "named"
    also = ("نیز" in subject or "هم" in subject) and bool(_ALSO.search(subject))
    return Mention(kind, also, name, office)


def parse(subject: str) -> tuple[list[str], list[str]]:
    """The words of the name and of the office in a subject phrase; either may be missing.

    >>> parse("عیسی مهدوی، فرماندار رشت نیز")
    (['عیسی', 'مهدوی'], ['فرماندار', 'رشت'])
    """
    adverbials = _adverbials().match(subject)
    subject = subject[adverbials.end() :].lstrip('«“" ') if adverbials else subject
    while (end := _breaks().search(subject)) and not end.start() and "،" in subject:
        subject = subject[subject.index("،") + 1 :].lstrip()
    phrase = subject[: end.start()] if end else subject
    rank = ranks().search(phrase)
    name = phrase[: rank.start()] if rank else phrase
    before = words_of(cues.phrases("honorifics").pattern.sub(" ", name))
    if rank:
        return before[-_NAME_WORDS:], words_of(phrase[rank.start() :].split("،")[0])[:9]
    return before[: _NAME_WORDS + 1], []
