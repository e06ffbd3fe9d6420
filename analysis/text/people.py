"""The persons who speak on a page, told apart by their names and offices."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from analysis.text import cues

# Where a name and its title end: the first word of what was said about, where, when, to whom.
_BREAK = re.compile(
    r"(?<!\w)(?:در|با|به|از|ضمن|طی|امروز|دیروز|فردا|امشب|دیشب|شامگاه|صبح|ظهر|عصر|شب|بعدازظهر|بعد|پیش|پس|که|درباره|درخصوص|پیرامون|برای|روز|گذشته|همچنین|نیز|هم)(?!\w)|[:؛(«]"
)
_WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def _table(name: str) -> tuple[re.Pattern[str], frozenset[str]]:
    phrases = cues.words("voices", name)
    return re.compile(rf"(?<!\w)(?:{cues.alternatives(phrases)})(?!\w)"), frozenset(cues.flat(p) for p in phrases)


def ranks() -> re.Pattern[str]:
    """The first words of offices."""
    return _table("ranks")[0]


class Person:
    """A speaker: the words of the name, of the office, and the office's first word; each may still be unknown."""

    def __init__(self, name: list[str], office: list[str], anonymous: bool) -> None:
        self.name, self.office, self.anonymous = name, office, anonymous


class People:
    """The speakers of a page in the order they came up; a class because each mention adds to what is known of one."""

    def __init__(self, official: object, role: object) -> None:
        self.persons: list[Person] = []
        self.known = isinstance(official, str) and official not in ("", "unknown", "none")
        if self.known:
            name = _words(_without_honorifics(cues.flat(str(official))))
            office = _words(cues.flat(role)) if isinstance(role, str) else []
            self.persons.append(Person(name, office, False))

    def find(self, subject: str, last: int | None) -> int:
        """The person a subject phrase names; a new one is added, a pronoun or no subject is the last speaker."""
        subject = subject.strip(' ،,-–*•»«"')
        if _table("same_speaker")[0].match(subject):
            return self._current(last)
        anonymous = bool(_table("anonymous")[0].match(subject))
        also = bool(re.search(r"(?<!\w)(?:نیز|هم)(?!\w)", subject))
        name, office = _parse(subject)
        if not name and not office:
            return self._current(last)
        recent = [] if anonymous else self._recent(last)
        for number in recent:
            if self._is(self.persons[number], name, office):
                return self._learn(number, name, office)
        filled = None if anonymous or also else self._fill(name, office, last)
        if filled is not None:
            return self._learn(filled, name, office)
        self.persons.append(Person(name, office, anonymous))
        return len(self.persons) - 1

    def _current(self, last: int | None) -> int:
        """The last speaker; after the outlet the one before it; where none spoke yet, the official or one unknown."""
        if last is not None:
            return last
        if not self.persons:
            self.persons.append(Person([], [], False))
        return len(self.persons) - 1 if not self.known else 0

    def _recent(self, last: int | None) -> list[int]:
        numbers = list(range(len(self.persons)))[::-1]
        return numbers if last is None else [last, *(n for n in numbers if n != last)]

    def _is(self, person: Person, name: list[str], office: list[str]) -> bool:
        """Whether a mention can be this person: a shared word of the name, or the same office."""
        if person.office and "".join([*name, *office]).startswith("".join(person.office)):
            return True
        if name and person.name:
            return bool(set(name) & set(person.name))
        if office and person.office and office[0] == person.office[0]:
            mine, theirs = set(office[1:]), set(person.office[1:])
            return not mine or not theirs or 2 * len(mine & theirs) >= min(len(mine), len(theirs))
        return False

    def _fill(self, name: list[str], office: list[str], last: int | None) -> int | None:
        """The latest person whose name, or office, is still missing and would be given by this mention."""
        for number in self._recent(last):
            person = self.persons[number]
            if person.anonymous:
                continue
            if name and not person.name and not (office and person.office):
                return number
            if office and not name and (not person.office or number == last):
                return number
        return None

    def _learn(self, number: int, name: list[str], office: list[str]) -> int:
        person = self.persons[number]
        person.name = person.name or name
        person.office = person.office or office
        return number

    def named(self, text: str) -> bool:
        """Whether a text speaks of one of the persons by name."""
        words = set(_WORD.findall(text))
        return any(person.name and person.name[-1] in words for person in self.persons)

    def official(self, voices: list[int]) -> int | None:
        """The number of the article's official: the one in the table, else the person whom most of the page reports."""
        if self.known:
            return 0
        counts = Counter(voices)
        return max(counts, key=lambda n: (counts[n], -n), default=None)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word not in ("و", "ی")]


def _without_honorifics(text: str) -> str:
    return _table("honorifics")[0].sub(" ", text)


def _parse(subject: str) -> tuple[list[str], list[str]]:
    """The words of the name and of the office in a subject phrase; either may be missing.

    >>> _parse("عیسی مهدوی، فرماندار رشت نیز")
    (['عیسی', 'مهدوی'], ['فرماندار', 'رشت'])
    """
    end = _BREAK.search(subject, 2)
    phrase = subject[: end.start()] if end else subject
    rank = ranks().search(phrase)
    if not rank:
        return _words(_without_honorifics(phrase))[:4], []
    return _words(_without_honorifics(phrase[: rank.start()]))[-4:], _words(phrase[rank.start() :])[:9]
