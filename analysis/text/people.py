"""The persons who speak on a page, told apart by their names and offices."""

from __future__ import annotations

from collections import Counter
from functools import cache

from rapidfuzz.fuzz import ratio

from analysis.text import cues
from analysis.text.folding import around
from analysis.text.lists import data
from analysis.text.names import WORD, parse, ranks, read_mention, stands_for_one, words_of
from analysis.text.persian import PERSIAN
from analysis.text.subjects import Subject

# Two spellings of one office in a hundred letters: «کهگیلویه و بویراحمد», «کهگیلویه وبویراحمد».
_SPELLED_ALIKE = 90
# Two spellings of a name: one letter more or less («روح‌الله», «روح‌اله»), not another letter («احمدی», «محمدی»).
_NAMED_ALIKE = 95
# Letters that an office has at least together with its place; a bare شهردار is compared as a word.
_OFFICE_LETTERS = 8
# A page tells apart so many of its latest speakers, each by so many titles; real pages have a tenth of that, and a list
# of 10,000 names stays linear.
_REMEMBERED, _OFFICES = 40, 10
# Who heads one of these does not head the town: شهردار منطقه ۶ تهران, شهردار تهران.
_PARTS_OF_TOWN = frozenset(["منطقه", "ناحیه"])
# Words that stand for the town itself.
_UNNAMED = frozenset(["پایتخت", "مرکز"])
# A name in the table of articles has no more words than this.
_FULL_NAME = 5


@cache
def _one_person() -> list[frozenset[str]]:
    return [frozenset(group["words"]) for group in data("voices")["one_person"]]


@cache
def _heads() -> frozenset[str]:
    return frozenset(cues.words("voices", "heads"))


def _of(office: list[str]) -> set[str]:
    """What an office is of; nothing where it says only what the place is («شهردار پایتخت», «شهردار مرکز لرستان»)."""
    unnamed = len(office) > 1 and office[1] in _UNNAMED and office[0] in _heads()
    return set() if unnamed else set(office[1:])


def _compatible(office: list[str], other: list[str]) -> bool:
    """Whether two offices with different first words may be one person's: called by both, or in one body (two words).

    «معاون استاندار و فرماندار ری» is called by either afterwards. Nobody heads two authorities, or an authority and
    anything else of the place, or serves under himself.

    >>> _compatible(["عضو", "شورا", "رشت"], ["رئیس", "کمیسیون", "عمران", "شورا", "رشت"])
    True
    >>> _compatible(["معاون", "استاندار", "فرماندار", "ری"], ["فرماندار", "ری"])
    True
    >>> _compatible(["معاون", "شهردار", "رشت"], ["شهردار", "رشت"])
    False
    """
    for one, another in ((office, other), (other, office)):
        if another[0] in one:
            return another[0] != next((word for word in one[1:] if word in _heads()), None)
    return _heads().isdisjoint((office[0], other[0])) and len(set(office[1:]) & set(other[1:])) > 1


class Person:
    """A speaker: the words of the name, and of each office from its first word on; either may still be unknown."""

    def __init__(self, name: list[str], office: list[str], anonymous: bool = False) -> None:
        self.name, self.anonymous = name, anonymous
        self.offices: list[list[str]] = []
        self._joined: list[str] = []  # each office written as one word
        self.learn(name, office)

    def is_meant(self, name: list[str], office: list[str]) -> bool:
        """Whether a mention is this person by name or, where it gives no name or none is known, by office."""
        if self.begins("".join([*name, *office])):
            return True
        if name and self.name:
            return self.is_named(name)
        return bool(office) and self.holds(office)

    def is_named(self, name: list[str]) -> bool:
        """Whether a mention is this person's name: a word of it other than the given name, however it is spaced.

        What follows the name may still be among the mention's words («نجفی داشتن محیطی سرسبز را …»), and before a full
        name the outlet's («دیارمیرزا حسن رضایی عضو شورا»).
        """
        mine, theirs = "".join(self.name), "".join(name)
        full = len(self.name) > 1 and mine in theirs
        if full or theirs in mine or theirs.startswith(mine) or not set(self.name[1:] or self.name).isdisjoint(name):
            return True
        return abs(len(mine) - len(theirs)) == 1 and len(self.name) > 1 and ratio(mine, theirs) >= _NAMED_ALIKE

    def holds(self, office: list[str]) -> bool:
        """Whether an office is this person's: with the first word of one, and most of the shorter one's rest.

        Left alone: the head of a part of the town beside the head of the town.
        """
        for mine in self.offices:
            if mine[0] != office[0]:
                continue
            rest, theirs = _of(mine), _of(office)
            shared = 5 * len(rest & theirs) >= 3 * min(len(rest), len(theirs))
            if shared or ratio("".join(mine), "".join(office)) >= _SPELLED_ALIKE:
                apart = rest and theirs and rest.isdisjoint(_PARTS_OF_TOWN) != theirs.isdisjoint(_PARTS_OF_TOWN)
                if not apart:
                    return True
        return False

    def may_hold(self, office: list[str]) -> bool:
        """Whether this person may hold one more office: one in the same body, or a seat beside another.

        The same office elsewhere is another person's: وزیر خارجه ایران, وزیر خارجه آمریکا.
        """
        if any({mine[0], office[0]} <= group for mine in self.offices for group in _one_person()):
            return True
        return any(mine[0] != office[0] and _compatible(mine, office) for mine in self.offices)

    def ranks_as(self, office: list[str]) -> bool:
        """Whether an office begins as one of this person's does, whatever it is of: سخنگوی دولت, سخنگوی قوه مجریه."""
        return any(mine[0] == office[0] for mine in self.offices if office)

    def begins(self, words: str) -> bool:
        """Whether words written as one begin with an office («شهردارکرمانشاه»), or an office with them."""
        for office in self._joined:
            if words.startswith(office) or (len(words) > _OFFICE_LETTERS and office.startswith(words)):
                return True
        return False

    def completed_by(self, name: list[str], office: list[str], last: bool) -> bool:
        """Whether a mention gives a name or office that is still missing, or a second office of the `last` speaker."""
        if name:
            return not self.name and not (office and self.offices)
        return not self.offices or (last and self.may_hold(office))

    def learn(self, name: list[str], office: list[str]) -> None:
        """Take from a mention what is still unknown."""
        self.name = self.name or name
        if office and office not in self.offices and len(self.offices) < _OFFICES:
            self.offices.append(office)
            self._joined.append("".join(office))


class People:
    """The speakers of a page in the order they came up; a class because each mention adds to what is known of one."""

    def __init__(self, official: str, role: str) -> None:
        self.persons: list[Person] = []
        # Of a name in other letters («unknown», «Rahim Shoghi») a Persian page holds no word.
        self.known = PERSIAN.search(official) is not None
        self.called = ""  # the official's full name, without spaces
        if self.known:
            # A word of a name may be an office elsewhere (صدراعظم نوری); an office begins with one.
            full = words_of(cues.phrases("honorifics").pattern.sub(" ", official))
            name = parse(official)[0] if ranks().match(official) or len(full) > _FULL_NAME else full
            self.called = "".join(name) if len(name) > 1 else ""
            self.persons.append(Person(name, words_of(role)))

    def known_as(self, subject: str) -> Person | None:
        """The person a phrase names, if that one has spoken or is the official."""
        mention = read_mention(subject)
        if mention.kind != "named":
            return None
        name, office = mention.name, mention.office
        return _meant(self.persons, name, office) or _completed(self.persons, name, office, None)

    def knows(self, subject: str) -> bool:
        """Whether a phrase names or stands for one who has spoken, or the official."""
        return stands_for_one(subject) or self.known_as(subject) is not None

    def find(self, subject: Subject, last: Person | None) -> Person:
        """The person a subject names, added if unknown; a pronoun is the last speaker.

        After «در این مراسم» another office is another speaker; «نیز» says so of a name as well. A loose phrase that
        neither introduces is of the last speaker, if it names nobody known.
        """
        kind, also, name, office = read_mention(subject.words)
        if kind == "same":
            return self._current(last)
        if kind == "anonymous":
            return self._added(Person([], [], anonymous=True))
        recent = self._recent(last)
        another = also or subject.occasion
        person = _meant(recent, name, office)
        if not (person or also or kind == "loose" or (another and not name)):
            person = _completed(recent, name, office, last)
        if not person and kind == "loose" and not another:
            return self._current(last)
        if not person and last and subject.goes_on and last.ranks_as(office):
            person = last
        if not person:
            return self._added(Person(name, office))
        person.learn(name, office)
        return person

    def _added(self, person: Person) -> Person:
        self.persons.append(person)
        return person

    def _current(self, last: Person | None) -> Person:
        """The last speaker; where none spoke yet, the official, or one still unknown."""
        return last or (self.persons[0] if self.persons else self._added(Person([], [])))

    def _recent(self, last: Person | None) -> list[Person]:
        """The last speaker, the latest persons, and the first, who is the official."""
        latest = self.persons[:0:-1][: _REMEMBERED - 1] + self.persons[:1]
        return [last, *[person for person in latest if person is not last]] if last else latest

    def named(self, text: str) -> bool:
        """Whether a text speaks of one of the latest persons by name."""
        names = [person.name[-1] for person in self.persons[-_REMEMBERED:] if person.name]
        return any(name in WORD.findall(piece) for name in names for piece in around(text, name))

    def official(self, voices: list[Person]) -> Person | None:
        """The article's official: the one in the table, else the person whom most of the page reports."""
        if self.known:
            return self.persons[0]
        counts = Counter(voice for voice in voices if not voice.anonymous)
        return max(filter(counts.get, self.persons), key=counts.__getitem__, default=None)


def _meant(persons: list[Person], name: list[str], office: list[str]) -> Person | None:
    for person in persons:
        if not person.anonymous and person.is_meant(name, office):
            return person
    return None


def _completed(persons: list[Person], name: list[str], office: list[str], last: Person | None) -> Person | None:
    for person in persons:
        if not person.anonymous and person.completed_by(name, office, person is last):
            return person
    return None
