"""The rules by which a sentence names who speaks in it; each says what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import cache
from typing import NamedTuple

from analysis.text import cues, messages
from analysis.text.cues import Phrases
from analysis.text.folding import flat
from analysis.text.names import could_be, has_title
from analysis.text.saying import find_say, openings, outlet_words, say_words
from analysis.text.subjects import SUBJECT, Subject, start_of, subject_of

# The marks among the signs of the rules.
MARKS = (":", "؟", "?")
# In a dialogue the speaker's name and a colon stand within so many characters.
_NAMED = 60
_DIALOGUE = re.compile(r"\W*(?P<name>\w[^:.،؛؟!\d–-]{1,50}?) ?:\s*\S")
_THANKS = ("تقدیر", "تشکر", "قدردانی", "سپاسگزاری")
_ANSWERS = ("پاسخ", "جواب")
_ANSWER = re.compile(r"،? ?(?:که(?!\w)|[«\"“])")
_GREETINGS = ("تبریک", "تسلیت")
_GIVEN = ("اهدا", "اهدای", "اهداء", "اعطا", "اعطای", "تقدیم")
_PRESENT = re.compile(rf"(?<!\w)(?:{'|'.join(_GIVEN)}) ")
# How a sentence ends.
_TAIL = 80
_QUESTION = re.compile(r"[؟?]\W*$")
# «در پاسخ به این پرسش که …؟» — the verb of saying follows, as a sentence of its own.
_ANSWERED = re.compile(r"(?<!\w)(?:در (?:پاسخ|جواب|واکنش) به|این ?که آیا)(?!\w)")


class Cue(NamedTuple):
    """What a sentence says of its speaker: `said` with a subject naming one, `outlet`, `asked`, or nothing (`open`).

    A `letter` begins with words that name its writer; it is `certain` that the sentence holds some of the letter.
    """

    kind: str
    subject: Subject = Subject()
    certain: bool = True


OPEN, _OUTLET, _ASKED = Cue("open"), Cue("outlet"), Cue("asked")


class Sentence(NamedTuple):
    """A folded sentence with what its rules share: where it `begins` after the outlet's formula, its verb of saying."""

    text: str
    cued: Set[str]
    opens: bool
    begins: int
    account: bool  # that formula is «به گزارش …»
    official: str
    say: re.Match[str] | None
    colon: int  # the first one, or -1

    def start(self, end: int) -> int:
        """Where the clause begins that a verb of saying, or what stands for one, at `end` belongs to."""
        return start_of(self.text, self.cued, self.begins, end, self.account, self.official)

    def speaker(self, end: int, certain: bool = True) -> Cue:
        """The one whom that clause names before `end`."""
        return Cue("said", subject_of(self.text, self.cued, self.start(end), end), certain)


Rule = Callable[[Sentence], Cue | None]


def _letter(sentence: Sentence) -> Cue | None:
    """Words that introduce a letter: «متن پیام شهردار به شرح زیر است:», «بسمه تعالی».

    What follows in the sentence itself is quoted from one, unless it is called the text: «در این نامه آمده است: …».
    """
    found = messages.begins(sentence.text, sentence.cued)
    if not found:
        return None
    if "whose" not in found.groupdict():
        return Cue("letter")
    some = bool(sentence.text[found.end() :].strip(" :؛."))
    return Cue("said" if some and not found["all"] else "letter", Subject(found["whose"]), some)


def _labelled(sentence: Sentence) -> Cue | None:
    """A label and a colon: «خبرنگار: …؟», «پاسخ: …», «کد خبر: …». Left alone: a report signed «فارس: شهردار گفت»."""
    text = sentence.text
    labelled = openings()["label"].match(text) if 0 < sentence.colon < _NAMED else None
    if not labelled:
        return None
    if labelled["asks"]:
        return _ASKED if _QUESTION.search(text) or find_say(text, sentence.cued, 0) is None else None
    return Cue("said") if labelled["answers"] else OPEN


def _told(sentence: Sentence) -> Cue | None:
    """That someone spoke, and not what was said: «… پاسخ گفت», «گزارشی ارائه کردند».

    Left alone: a colon, after which the words follow, and what was said before, with a verb of its own («از ساخت پارک
    خبر داد و … پاسخ گفت»).
    """
    text, cued, say = sentence.text, sentence.cued, sentence.say
    if text.find(":", sentence.begins) >= 0:
        return None
    if say and _is_deed(text, say):
        return _OUTLET
    tail = max(0, len(text) - _TAIL)
    spoke = _spoke().search(text, cued, tail)
    if spoke and not (say and say.end() <= spoke.start()):
        return _OUTLET
    last = say is None or say.end() >= len(text.rstrip(" .…"))
    return _OUTLET if last and cues.phrases("matters").search(text, cued) and _put().search(text, tail) else None


def _is_deed(text: str, say: re.Match[str]) -> bool:
    """Whether a verb of saying tells of a deed; thanks and greetings alone are words.

    Thanks given with a present («با اهدای گل از او تقدیر کرد»), a greeting sent in a letter («در پیامی نوروز را تبریک
    گفت»), and an answer that no «که» or quotation follows («به پرسش‌ها پاسخ داد»).
    """
    verb = say.group()
    if verb.startswith(_THANKS):
        return _PRESENT.search(text, 0, say.start()) is not None
    if verb.startswith(_GREETINGS):
        return messages.is_sent(text, say.start())
    return verb.startswith(_ANSWERS) and not _ANSWER.match(text, say.end())


@cache
def _spoke() -> Phrases:
    return Phrases(rf"(?<!\w){cues.any_of('voices', 'spoke')}\W*$", cues.telling("voices", "spoke"))


@cache
def _put() -> re.Pattern[str]:
    light = cues.any_of("voices", "saying_light")
    return re.compile(rf"(?:بیان|مطرح|{flat('ارائه')}|تشریح) (?:{light}|داد|دادند|شد|شدند|پرداختند)\W*$")


def _dialogue(sentence: Sentence) -> Cue | None:
    """A name and a colon («رضایی: …»). Left alone: a verb of saying before the colon, and the outlet's formula or turn.

    An outlet and its city («شهر امروز-یزد: …») are no name.
    """
    say = sentence.say
    named = _DIALOGUE.match(sentence.text) if not sentence.begins and 0 < sentence.colon < _NAMED else None
    if not named or (say and say.start() < named.end()):
        return None
    if openings()["outlet"].match(sentence.text):
        return None
    return Cue("said", Subject(named["name"])) if could_be(named["name"]) else OPEN


def _according(sentence: Sentence) -> Cue | None:
    """«به گفته شهردار، …»; before a verb of saying only where it begins: «شهردار گفت: به گفته کارشناسان …» is his.

    There «بنا به اعلام شهرداری، …» is a source, as «به گزارش …» is.
    """
    text, according = sentence.text, cues.phrases("according")
    if not sentence.say:
        found = according.search(text, sentence.cued, sentence.begins)
    else:
        at = text.find("،", sentence.begins) + 1 if sentence.account else sentence.begins
        found = according.pattern.match(text, at + (text[at : at + 1] == " "))
    if not found or (sentence.say and found.group().endswith("اعلام")):
        return None
    return Cue("said", Subject(re.split(r"[،,:]", text[found.end() : found.end() + 80])[0]))


def _said(sentence: Sentence) -> Cue | None:
    """A verb of saying; whose it is, is certain where a colon follows. «خبرنگار پرسید», «ایرنا نوشت» is the outlet."""
    text, say = sentence.text, sentence.say
    if not say:
        return None
    found = sentence.speaker(say.start(), text.startswith((":", " :"), say.end()))
    return _OUTLET if _reporters().match(found.subject.words) else found


@cache
def _reporters() -> re.Pattern[str]:
    """Subjects that are the outlet or its source; not an office of one («مدیر ایرنا»)."""
    agency = rf"(?:خبرگزاری(?!\w)|{cues.any_of('page', 'agencies')}\W*$)"
    return re.compile(rf"\W*(?:{agency}|خبرنگار(?:ی|ان)?(?!\w))")


def _announced(sentence: Sentence) -> Cue | None:
    """«با بیان اینکه …» soon after a name, where the verb is cut off or is another («با اشاره به …، راهکار داد»)."""
    found = cues.phrases("announcing").search(sentence.text, sentence.cued, sentence.begins)
    if not found:
        return None
    start, end = sentence.start(found.start()), found.start()
    return Cue("said", subject_of(sentence.text, sentence.cued, start, end)) if end - start < SUBJECT else None


def _titled(sentence: Sentence) -> Cue | None:
    """An office and a colon: «به گزارش ایرنا، شهردار رشت: …», «رضایی، شهردار رشت:» before a paragraph.

    Left alone: a place and a colon.
    """
    text, begins = sentence.text, sentence.begins
    colon = text.find(":", begins, begins + SUBJECT)
    last = colon == len(text) - 1
    if colon < 0 or last == sentence.account:
        return None
    label = text[sentence.start(colon) : colon]
    return Cue("said", Subject(label)) if len(label) <= _NAMED and has_title(label) else None


def _outlet(sentence: Sentence) -> Cue | None:
    """«به گزارش …» without a speaker, and words by which the outlet turns to the reader: «گفتنی است»."""
    turns = sentence.account or openings()["outlet"].match(sentence.text, sentence.begins)
    return _OUTLET if turns else None


def _question(sentence: Sentence) -> Cue | None:
    """A question that opens a paragraph is the interviewer's; «وی در پاسخ به این پرسش که …؟» goes on with «گفت»."""
    if not _QUESTION.search(sentence.text):
        return None
    if _ANSWERED.search(sentence.text):
        return sentence.speaker(len(sentence.text), certain=False)
    return _ASKED if sentence.opens else None


@cache
def rules() -> list[tuple[Rule, Set[str]]]:
    """The rules in their order, each with the words and marks of which one stands in every sentence that it fits."""
    return [
        (_letter, messages.signs()),
        (_labelled, {":"}),
        (_told, _spoke().words.union(cues.phrases("matters").words, _GIVEN, _GREETINGS, _ANSWERS)),
        (_dialogue, {":"}),
        (_according, cues.phrases("according").words),
        (_said, say_words()),
        (_announced, cues.phrases("announcing").words),
        (_titled, {":"}),
        (_outlet, cues.dateline_words() | outlet_words()),
        (_question, {"؟", "?"}),
    ]
