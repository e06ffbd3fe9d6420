"""The persons who speak on a page, told apart by their names and offices."""

from __future__ import annotations

from collections import Counter
from functools import cache

from rapidfuzz.fuzz import ratio

from analysis.text import cues
from analysis.text.lists import data
from analysis.text.names import WORD, parse, ranks, read_mention, words_of

# Two spellings of one office in a hundred letters: «کهگیلویه و بویراحمد», «کهگیلویه وبویراحمد».
_SPELLED_ALIKE = 90
# Letters that an office has at least together with its place; a bare شهردار is compared as a word.
_OFFICE_LETTERS = 8
# A page tells apart so many of its latest speakers, each by so many titles; real pages have a tenth of that, and a list
# of 10,000 names stays linear.
_REMEMBERED, _OFFICES = 40, 10
# Who heads one of these does not head the town: شهردار منطقه ۶ تهران, شهردار تهران.
_PARTS_OF_TOWN = frozenset(["منطقه", "ناحیه"])
# A name in the table of articles has no more words than this.
_FULL_NAME = 5


@cache
def _one_person() -> list[frozenset[str]]:
    return [frozenset(group["words"]) for group in data("voices")["one_person"]]


@cache
def _heads() -> frozenset[str]:
    return frozenset(cues.words("voices", "heads"))


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
        self._joined: tuple[str, ...] = ()  # each office written as one word
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
        return full or theirs in mine or theirs.startswith(mine) or not set(self.name[1:] or self.name).isdisjoint(name)

    def holds(self, office: list[str]) -> bool:
        """Whether an office is this person's: with the first word of one, and most of the shorter one's rest.

        Left alone: the head of a part of the town beside the head of the town.
        """
        for mine in self.offices:
            if mine[0] != office[0]:
                continue
            rest, theirs = set(mine[1:]), set(office[1:])
            alike = ratio("".join(mine), "".join(office)) >= _SPELLED_ALIKE
            shared = 5 * len(rest & theirs) >= 3 * min(len(rest), len(theirs))
            apart = rest and theirs and rest.isdisjoint(_PARTS_OF_TOWN) != theirs.isdisjoint(_PARTS_OF_TOWN)
            if (alike or shared) and not apart:
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
        whole = len(words) > _OFFICE_LETTERS and any(joined.startswith(words) for joined in self._joined)
        return whole or words.startswith(self._joined)

    def completed_by(self, name: list[str], office: list[str], last: bool) -> bool:
        """Whether a mention gives a name or office that is still missing, or a second office of the `last` speaker."""
        if name:
            # An office in full may follow the short one: «معاون شهردار», «حسین نظری معاون خدمات شهری شهردار».
            alike = any(mine[0] == office[0] and set(mine[1:]) & set(office[1:]) for mine in self.offices if office)
            return not self.name and (alike or not (office and self.offices))
        return not self.offices or (last and self.may_hold(office))

    def learn(self, name: list[str], office: list[str]) -> None:
        """Take from a mention what is still unknown."""
        self.name = self.name or name
        if office and office not in self.offices and len(self.offices) < _OFFICES:
            self.offices.append(office)
            self._joined += ("".join(office),)


class People:
    """The speakers of a page in the order they came up; a class because each mention adds to what is known of one."""

    def __init__(self, official: str, role: str) -> None:
        self.persons: list[Person] = []
        self.known = official not in ("", "unknown", "none")
        self.called = ""  # the official's full name, without spaces
        if self.known:
            # A word of a name may be an office elsewhere (صدراعظم نوری); an office begins with one.
            full = words_of(cues.phrases("honorifics").pattern.sub(" ", official))
            name = parse(official)[0] if ranks().match(official) or len(full) > _FULL_NAME else full
            self.called = "".join(name) if len(name) > 1 else ""
            self.persons.append(Person(name, words_of(role)))

    def known_as(self, subject: str) -> int | None:
        """The number of the person a phrase names, if that one has spoken or is the official."""
        kind, _, name, office = read_mention(subject)
        return self._fitting([*range(len(self.persons))], name, office) if kind == "named" else None

    def find(self, subject: str, last: int | None) -> int:
        """The number of the person a subject names, added if unknown; a pronoun is the last speaker.

        A phrase that begins with + stood after «در این مراسم», where another office is another speaker; «نیز» says so
        of a name as well. A loose phrase that neither introduces is of the last speaker, if it names nobody known.
        """
        kind, also, name, office = read_mention(subject)
        if kind == "same":
            return self._current(last)
        if kind == "anonymous":
            self.persons.append(Person([], [], anonymous=True))
            return len(self.persons) - 1
        another = also or subject.startswith("+")
        only_known = also or kind == "loose" or (another and not name)
        number = self._fitting(self._recent(last), name, office, last, not only_known)
        if number is not None:
            self.persons[number].learn(name, office)
            return number
        if kind == "loose" and not another:
            return self._current(last)
        if last is not None and subject.endswith("=") and self.persons[last].ranks_as(office):
            self.persons[last].learn(name, office)
            return last
        self.persons.append(Person(name, office))
        return len(self.persons) - 1

    def _current(self, last: int | None) -> int:
        """The last speaker; where none spoke yet, the official, or one still unknown."""
        if last is not None:
            return last
        if not self.persons:
            self.persons.append(Person([], []))
        return 0

    def _recent(self, last: int | None) -> list[int]:
        """The numbers of the last speaker, of the latest persons, and of the first, who is the official."""
        latest = [*range(len(self.persons) - 1, max(0, len(self.persons) - _REMEMBERED), -1), 0][: len(self.persons)]
        return latest if last is None else [last, *(number for number in latest if number != last)]

    def _fitting(
        self, numbers: list[int], name: list[str], office: list[str], last: int | None = None, completed: bool = True
    ) -> int | None:
        """The first of these persons whom a mention means, else if it may be `completed` by it."""
        numbers = [number for number in numbers if not self.persons[number].anonymous]
        for number in numbers:
            if self.persons[number].is_meant(name, office):
                return number
        for number in numbers if completed else ():
            if self.persons[number].completed_by(name, office, number == last):
                return number
        return None

    def goes_on(self, number: int) -> bool:
        """Whether a person may go on speaking without a word: one of many does not."""
        return not self.persons[number].anonymous

    def named(self, text: str) -> bool:
        """Whether a text speaks of one of the latest persons by name."""
        names = {person.name[-1] for person in self.persons[-_REMEMBERED:] if person.name}
        found = [name for name in names if name in text]
        return any(name in WORD.findall(piece) for name in found for piece in text.split() if name in piece)

    def official(self, voices: list[int]) -> int | None:
        """The number of the article's official: the one in the table, else the person whom most of the page reports."""
        if self.known:
            return 0
        counts = Counter(voice for voice in voices if not self.persons[voice].anonymous)
        return max(counts, key=lambda n: (counts[n], -n), default=None)
