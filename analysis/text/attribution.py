"""What a sentence itself says about who speaks: someone named, the outlet, a question, or nothing."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, partial
from typing import NamedTuple

from analysis.text import cues
from analysis.text.names import could_be, has_title
from analysis.text.saying import find_say, openings, outlet_words
from analysis.text.subjects import SUBJECT, opening, start_of, subject_of

# In a dialogue the speaker's name and a colon stand within so many characters.
_NAMED = 60
_DIALOGUE = re.compile(r"\W*(\w[^:.،؛؟!\d]{1,50}?) ?:\s*\S")
_THANKS = ("تقدیر", "تشکر", "قدردانی", "سپاسگزاری")
_PRESENT = re.compile(r"(?<!\w)(?:اهدای?|اهداء|اعطای?|تقدیم) ")
# How a sentence ends.
_TAIL = 80
_QUESTION = re.compile(r"[؟?]\W*$")
# «در پاسخ به این پرسش که …؟» — the verb of saying follows, as a sentence of its own.
_ANSWERED = re.compile(r"(?<!\w)(?:در (?:پاسخ|جواب|واکنش) به|این ?که آیا)(?!\w)")


class Cue(NamedTuple):
    """What a sentence says of its speaker: `said` with words that name one, `outlet`, `asked`, or nothing (`open`)."""

    kind: str
    subject: str = ""
    certain: bool = True


class _Sentence(NamedTuple):
    """A folded sentence with what its rules share: where it `begins` after the outlet's formula, its verb of saying."""

    text: str
    cued: Set[str]
    opens: bool
    begins: int
    account: bool  # that formula is «به گزارش …»
    official: str
    say: re.Match[str] | None

    def start(self, end: int) -> int:
        """Where the clause begins that a verb of saying, or what stands for one, at `end` belongs to."""
        return start_of(self.text, self.cued, self.begins, end, self.account, self.official)

    def speaker(self, end: int, certain: bool = True) -> Cue:
        """The one whom that clause names before `end`."""
        return Cue("said", subject_of(self.text, self.cued, self.start(end), end), certain)


def cue(text: str, cued: Set[str], opens: bool, first: bool = False, official: str = "") -> Cue:
    """What a sentence itself says about who speaks: the first of the rules that fits.

    `opens` where it begins a paragraph of the body, `first` where it is the first of the lead or of the body;
    `official` is the full name of the article's official, without spaces.
    """
    if found := _labelled(text, cued):
        return found
    begins, account = opening(text, cued, first)
    sentence = _Sentence(text, cued, opens, begins, account, official, find_say(text, cued, begins))
    for rule in (_told, _dialogue, _according, _said, _announced, _titled, _outlet, _question):
        if found := rule(sentence):
            return found
    return Cue("open")


def _labelled(text: str, cued: Set[str]) -> Cue | None:
    """A label and a colon: «خبرنگار: …؟», «پاسخ: …», «کد خبر: …». Left alone: a report signed «فارس: شهردار گفت»."""
    labelled = openings()["label"].match(text) if text.find(":", 0, _NAMED) > 0 else None
    if not labelled:
        return None
    if labelled["asks"]:
        return Cue("asked") if _QUESTION.search(text) or find_say(text, cued, 0) is None else None
    return Cue("said" if labelled["answers"] else "open")


def _told(sentence: _Sentence) -> Cue | None:
    """That someone spoke, and not what was said: «… پاسخ گفت», «گزارشی ارائه کردند»; with a colon, words follow."""
    return Cue("outlet") if ":" not in sentence.text and _tells_speaking(sentence.text, sentence.say) else None


def _tells_speaking(text: str, say: re.Match[str] | None) -> bool:
    """Whether a sentence tells that someone spoke, and not what was said: «… پاسخ گفت», «گزارشی ارائه کردند».

    Thanks given with a present («با اهدای گل از او تقدیر کرد») are a deed; thanks alone are words.
    """
    if say and say.group().startswith(_THANKS) and _PRESENT.search(text, 0, say.start()):
        return True
    tail = text[-_TAIL:]
    if _tails()["spoke"].search(tail):
        return True
    last = say is None or say.end() >= len(text.rstrip(" .…"))
    return last and bool(_tails()["put"].search(tail)) and bool(_tails()["matters"].search(text))


@cache
def _tails() -> dict[str, re.Pattern[str]]:
    any_of = partial(cues.any_of, "voices")
    return {
        "spoke": re.compile(rf"(?<!\w){any_of('spoke')}\W*$"),
        "put": re.compile(rf"(?:بیان|مطرح|ارائه|تشریح) (?:{any_of('saying_light')}|داد|دادند|شد|شدند|پرداختند)\W*$"),
        "matters": re.compile(rf"(?<!\w){any_of('matters')}(?!\w)"),
    }


def _dialogue(sentence: _Sentence) -> Cue | None:
    """A name and a colon («رضایی: …»). Left alone: a verb of saying before the colon, and the outlet's formula."""
    text, say = sentence.text, sentence.say
    named = _DIALOGUE.match(text) if not sentence.begins and text.find(":", 0, _NAMED) > 0 else None
    if not named or (say and say.start() < named.end()):
        return None
    return Cue("said", named.group(1)) if could_be(named.group(1)) else Cue("open")


def _according(sentence: _Sentence) -> Cue | None:
    """«به گفته شهردار، …»; before a verb of saying only where it begins: «شهردار گفت: به گفته کارشناسان …» is his.

    There «بنا به اعلام شهرداری، …» is a source, as «به گزارش …» is.
    """
    text, according = sentence.text, cues.phrases("according")
    if not sentence.say:
        found = according.search(text, sentence.cued, sentence.begins)
    else:
        at = text.find("،", sentence.begins) + 1 if sentence.account else sentence.begins
        found = according.match(text, sentence.cued, at + (text[at : at + 1] == " "))
    if not found or (sentence.say and found.group().endswith("اعلام")):
        return None
    return Cue("said", re.split(r"[،,:]", text[found.end() : found.end() + 80])[0])


def _said(sentence: _Sentence) -> Cue | None:
    """A verb of saying; whose it is, is certain where a colon follows. «خبرنگار پرسید», «ایرنا نوشت» is the outlet."""
    text, say = sentence.text, sentence.say
    if not say:
        return None
    found = sentence.speaker(say.start(), text[say.end() : say.end() + 2].strip()[:1] == ":")
    return Cue("outlet") if _reporters().match(found.subject) else found


@cache
def _reporters() -> re.Pattern[str]:
    """Subjects that are the outlet or its source; not an office of one («مدیر ایرنا»)."""
    agency = rf"(?:خبرگزاری(?!\w)|{cues.any_of('page', 'agencies')}\W*$)"
    return re.compile(rf"\W*(?:{agency}|خبرنگار(?:ی|ان)?(?!\w))")


def _announced(sentence: _Sentence) -> Cue | None:
    """«با بیان اینکه …» soon after a name, where the verb is cut off or is another («با اشاره به …، راهکار داد»)."""
    found = cues.phrases("announcing").search(sentence.text, sentence.cued, sentence.begins)
    if not found:
        return None
    start, end = sentence.start(found.start()), found.start()
    return Cue("said", subject_of(sentence.text, sentence.cued, start, end)) if end - start < SUBJECT else None


def _titled(sentence: _Sentence) -> Cue | None:
    """An office and a colon after «به گزارش …»: «به گزارش ایرنا، شهردار رشت: …». Left alone: a place and a colon."""
    text, begins = sentence.text, sentence.begins
    colon = text.find(":", begins, begins + SUBJECT) if sentence.account else -1
    if not 0 < colon < len(text) - 1:
        return None
    label = text[sentence.start(colon) : colon]
    return Cue("said", label) if len(label) <= _NAMED and has_title(label) else None


def _outlet(sentence: _Sentence) -> Cue | None:
    """«به گزارش …» without a speaker, and words by which the outlet turns to the reader: «گفتنی است»."""
    turns = not outlet_words().isdisjoint(sentence.cued) and openings()["outlet"].match(sentence.text, sentence.begins)
    return Cue("outlet") if sentence.account or turns else None


def _question(sentence: _Sentence) -> Cue | None:
    """A question that opens a paragraph is the interviewer's; «وی در پاسخ به این پرسش که …؟» goes on with «گفت»."""
    asks = "؟" in sentence.text or "?" in sentence.text
    if not (asks and _QUESTION.search(sentence.text)):
        return None
    if _ANSWERED.search(sentence.text):
        return sentence.speaker(len(sentence.text), certain=False)
    return Cue("asked") if sentence.opens else None
