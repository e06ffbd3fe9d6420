"""The persons who speak on a page, told apart by their names and offices."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from rapidfuzz.fuzz import ratio

from analysis.text import cues

# What parts a name and its title from the rest, as the words of [[breaks]] do.
_CUTS = frozenset(":؛(«")
_ALSO = re.compile(r"(?<!\w)(?:نیز|هم)(?!\w)")
_NO_NAMES = {"و", "ی", "یک"}
_WORD = re.compile(r"[^\W\d_]+|\d+")
_WHOLE = re.compile(r"\w+")

# Two spellings of one office in a hundred letters: «کهگیلویه و بویراحمد», «کهگیلویه وبویراحمد».
_SPELLED_ALIKE = 90
# Letters that an office has at least together with its place; a bare شهردار is compared as a word.
_OFFICE_LETTERS = 8
# A page tells apart so many of its latest speakers, each by so many titles; real pages have a tenth of that, and a list
# of 10,000 names stays linear.
_REMEMBERED, _OFFICES = 40, 10


@cache
def _one_person() -> list[frozenset[str]]:
    return [frozenset(group["words"]) for group in cues.read("voices")["one_person"]]


@cache
def _table(name: str) -> cues.Phrases:
    return cues.phrases("voices", name)


@cache
def _breaks() -> cues.Phrases:
    cuts = {cut: {cut} for cut in _CUTS}
    return cues.Phrases(
        rf"(?<!\w){cues.any_of('voices', 'breaks')}(?!\w)|[{''.join(cuts)}]", cues.telling("voices", "breaks") | cuts
    )


def ranks() -> re.Pattern[str]:
    """The first words of offices."""
    return _table("ranks").pattern


class Person:
    """A speaker: the words of the name, and of each office from its first word on; either may still be unknown."""

    def __init__(self, name: list[str], office: list[str], anonymous: bool = False) -> None:
        self.name, self.offices, self.anonymous = name, [office] if office else [], anonymous

    def is_named(self, name: list[str]) -> bool:
        """Whether a mention is this person's name: a word of it other than the given name, however it is spaced.

        What follows the name may still be among the mention's words («نجفی داشتن محیطی سرسبز را …»).
        """
        mine, theirs = "".join(self.name), "".join(name)
        return theirs in mine or theirs.startswith(mine) or bool(set(self.name[1:] or self.name) & set(name[:3]))

    def holds(self, office: list[str]) -> bool:
        """Whether an office is this person's: a part of one, or with its first word and most of the shorter one's rest.

        «معاون استاندار تهران و فرماندار ری» is called by either office afterwards.
        """
        for mine in self.offices:
            rest, theirs = set(mine[1:]), set(office[1:])
            if mine[0] == office[0] and ratio("".join(mine), "".join(office)) >= _SPELLED_ALIKE:
                return True
            if mine[0] == office[0] and 5 * len(rest & theirs) >= 3 * min(len(rest), len(theirs)):
                return True
            if len(office) > 1 and set(office) <= set(mine):
                return True
        return False

    def may_hold(self, office: list[str]) -> bool:
        """Whether this person may hold one more office: another of the same place or body, or a seat beside another.

        The same office elsewhere is another person's: وزیر خارجه ایران, وزیر خارجه آمریکا.
        """
        if any({mine[0], office[0]} <= group for mine in self.offices for group in _one_person()):
            return True
        return any(mine[0] != office[0] and set(mine[1:]) & set(office[1:]) for mine in self.offices)

    def begins(self, words: str) -> bool:
        """Whether words written as one begin with an office («شهردارکرمانشاه»), or an office with them."""
        joined = ["".join(mine) for mine in self.offices]
        return any(words.startswith(j) or (len(words) > _OFFICE_LETTERS and j.startswith(words)) for j in joined)


class People:
    """The speakers of a page in the order they came up; a class because each mention adds to what is known of one."""

    def __init__(self, official: str, role: str) -> None:
        self.persons: list[Person] = []
        self.known = official not in ("", "unknown", "none")
        if self.known:
            name, _ = _parse(official)
            self.persons.append(Person(name, _words(role)))

    @staticmethod
    def could_be(subject: str) -> bool:
        """Whether the words before a colon can name a speaker: an office, a title of courtesy, one to three words."""
        return bool(ranks().match(subject) or _table("honorifics").pattern.match(subject)) or len(_words(subject)) <= 3

    def find(self, subject: str, last: int | None) -> int:
        """The number of the person a subject names, added if unknown; a pronoun is the last speaker.

        A phrase that begins with + stood after «در این مراسم», where another office is another speaker; «نیز» says so
        of a name as well.
        """
        kind, also, name, office = _read(subject.strip(" +،,-–*•»«\"'"))
        if kind == "same":
            return self._current(last)
        if kind == "anonymous":
            self.persons.append(Person([], [], anonymous=True))
            return len(self.persons) - 1
        latest = range(len(self.persons) - 1, max(0, len(self.persons) - _REMEMBERED), -1)
        recent = dict.fromkeys([*([] if last is None else [last]), *latest, *([0] if self.persons else [])])
        for fits in (self._is,) if also or (subject.startswith("+") and not name) else (self._is, self._completes):
            for number in recent:
                if not self.persons[number].anonymous and fits(number, name, office, last):
                    return self._learn(number, name, office)
        self.persons.append(Person(name, office))
        return len(self.persons) - 1

    def _current(self, last: int | None) -> int:
        """The last speaker; where none spoke yet, the official, or one still unknown."""
        if last is not None:
            return last
        if not self.persons:
            self.persons.append(Person([], []))
        return 0

    def _is(self, number: int, name: list[str], office: list[str], last: int | None) -> bool:
        """Whether a mention is this person by name or, where it gives no name or none is known, by office."""
        person = self.persons[number]
        if person.begins("".join([*name, *office])):
            return True
        if name and person.name:
            return person.is_named(name)
        return bool(office) and person.holds(office)

    def _completes(self, number: int, name: list[str], office: list[str], last: int | None) -> bool:
        """Whether a mention gives a name or office that is still missing, or a second office of the last speaker."""
        person = self.persons[number]
        if name:
            # An office in full may follow the short one: «معاون شهردار», «حسین نظری معاون خدمات شهری شهردار».
            alike = any(mine[0] == office[0] and set(mine[1:]) & set(office[1:]) for mine in person.offices if office)
            return not person.name and (alike or not (office and person.offices))
        return not person.offices or (number == last and person.may_hold(office))

    def _learn(self, number: int, name: list[str], office: list[str]) -> int:
        person = self.persons[number]
        person.name = person.name or name
        if office and office not in person.offices and len(person.offices) < _OFFICES:
            person.offices.append(office)
        return number

    def goes_on(self, number: int) -> bool:
        """Whether a person may go on speaking without a word: one of many does not."""
        return not self.persons[number].anonymous

    def named(self, text: str) -> bool:
        """Whether a text speaks of one of the latest persons by name."""
        last = [person.name[-1] for person in self.persons[-_REMEMBERED:] if person.name and person.name[-1] in text]
        return bool(last) and not set(last).isdisjoint(_WORD.findall(text))

    def official(self, voices: list[int]) -> int | None:
        """The number of the article's official: the one in the table, else the person whom most of the page reports."""
        if self.known:
            return 0
        counts = Counter(voice for voice in voices if not self.persons[voice].anonymous)
        return max(counts, key=lambda n: (counts[n], -n), default=None)


def _words(text: str) -> list[str]:
    """The words of a name or office, the same with and without the ی of ezafe: شورای شهر, شورا."""
    found = [word for word in _WORD.findall(text) if word not in _NO_NAMES]
    return [word[:-1] if len(word) > 3 and word.endswith("ای") else word for word in found]


@cache
def _adverbials() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:(?:{cues.any_of('voices', 'adverbials')}|روز \w+)(?!\w)[،,\s]*)+")


@lru_cache(2**14)
def _read(subject: str) -> tuple[str, bool, list[str], list[str]]:
    """A subject phrase: `same` speaker, `anonymous` or `named`; whether it says «نیز»; the words of name and office."""
    if _table("same_speaker").pattern.match(subject):
        return "same", False, [], []
    name, office = _parse(subject)
    kind = "same" if not (name or office) else "anonymous" if _table("anonymous").pattern.match(subject) else "named"
    also = ("نیز" in subject or "هم" in subject) and bool(_ALSO.search(subject))
    return kind, also, name, office


def _parse(subject: str) -> tuple[list[str], list[str]]:
    """The words of the name and of the office in a subject phrase; either may be missing.

    >>> _parse("عیسی مهدوی، فرماندار رشت نیز")
    (['عیسی', 'مهدوی'], ['فرماندار', 'رشت'])
    """
    adverbials = _adverbials().match(subject)
    subject = subject[adverbials.end() :] if adverbials else subject
    while (adverbial := _breaks().pattern.match(subject)) and "،" in subject:
        subject = subject[subject.index("،", adverbial.start()) + 1 :].lstrip()
    words = {*_WHOLE.findall(subject), *_CUTS.intersection(subject)}
    end = _breaks().search(subject, words)
    phrase = subject[: end.start()] if end else subject
    rank = _table("ranks").search(phrase, words)
    name = phrase[: rank.start()] if rank else phrase
    titles = _table("honorifics")
    before = _words(name if titles.words.isdisjoint(words) else titles.pattern.sub(" ", name))
    return (before[-4:], _words(phrase[rank.start() :])[:9]) if rank else (before[:4], [])
