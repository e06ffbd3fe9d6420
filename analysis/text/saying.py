"""What a sentence itself says about who speaks: verbs of saying, announcements, datelines, questions."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, partial
from typing import NamedTuple

from analysis.text import cues
from analysis.text.cues import Phrases
from analysis.text.people import People, ranks

# A speaker is named before the verb of saying; no name and title run further than this many characters.
_SUBJECT = 160
# «… اظهار امیدواری کرد :» is no longer than this.
_NEAR = 25
# In a dialogue the speaker's name and a colon stand within so many characters.
_NAMED = 60

_COMMA = re.compile(r"[،,:]|(?<= )[-–](?= )")
_SOURCE = re.compile(r"\s*(?:و )?(?:به نقل|گروه|به گزارش|مرکز|استان|شهرستان|دفتر|واحد|روابط عمومی|سرویس)(?!\w)")
_NO_NAME = re.compile(r"\s*(?:در|با|ضمن|صبح|ظهر|عصر|شب|شامگاه|بعد|امروز|دیروز|روز)(?!\w)")
_PLACED = re.compile(r"(?<!\w)از (?!سوی|طریق)\w+ (?=\w+ \w)")
_DIALOGUE = re.compile(r"\W*(\w[^:.،؛؟!\d]{1,50}?) ?:\s*\S")
_QUESTION = re.compile(r"[؟?]\W*$")
# Words by which a speaker speaks of himself or urges.
WE = frozenset(["ما", "من", "بنده", "اینجانب", "باید", "امیدوارم", "امیدواریم", "معتقدم", "معتقدیم", "هستیم", "نیستیم"])


class Cue(NamedTuple):
    """What a sentence says of its speaker: `said` with words that name one, `outlet`, `asked`, or nothing (`open`)."""

    kind: str
    subject: str = ""
    certain: bool = True


@cache
def _say() -> Phrases:
    """Verbs of saying."""
    any_of = partial(cues.any_of, "voices")
    verb, noun, light = any_of("saying"), any_of("saying_nouns"), any_of("saying_light")
    compound = rf"{noun}(?: {any_of('saying_between')}| \w+)?? {light}"
    bare = rf"{noun}(?= ?[:؛]| و (?:{verb}|{noun} {light}))"
    asking = rf"{any_of('asking')}(?= ?[،,:؛.]| (?:تا|که)(?!\w)|$)|از (?:\w+,? ){{1,12}}{any_of('asking')}"
    # «داردگفت:» — a space is often lost before the verb, and «و» is often joined to it.
    pattern = (
        rf"(?<!\w)و?(?:{verb}(?! ?و ?گو)(?<!سخن گفت)(?<!سخن گفتند)|{compound}|{bare}|{asking})(?!\w)|گفت(?= ?[:«])"
    )
    telling = cues.telling("voices", "saying", "saying_nouns")
    telling |= {word: begins | {"از"} for word, begins in cues.telling("voices", "asking").items()}
    joined = {"و" + word: {"و" + word} for word, begins in telling.items() if word in begins}
    return Phrases(
        pattern,
        joined | {word: begins | {"و" + begin for begin in begins - {word}} for word, begins in telling.items()},
    )


@cache
def phrases(*tables: str) -> Phrases:
    """Phrases of the tables of data/voices.toml."""
    return cues.phrases("voices", *tables)


@cache
def openings() -> dict[str, re.Pattern[str]]:
    """What may stand at the start of a sentence."""
    any_of = partial(cues.any_of, "voices")
    around = r"(?: ?(?:ادامه|پایان|ابتدا|ابتدای|آغاز|حاشیه|جریان|خلال|بخش|دیگری?|از|این|همین|آن))*"
    at_event = rf"(?:(?:در|طی|پس از|بعد از){around}|این) ?{any_of('event_nouns')}(?!\w)"
    return {
        "outlet": re.compile(rf"\W*(?:(?:همچنین|البته|و) )?{any_of('outlet')}(?!\w)"),
        "occasion": re.compile(rf"\W*(?:{at_event}|(?:در (?:ادامه|پایان|ابتدا)|سپس)[،,]? )"),
        "interviewer": re.compile(rf"\W*{any_of('interviewer')} ?:"),
        "answer": re.compile(rf"\W*{any_of('answer')} ?:"),
    }


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(cues.telling("voices", "outlet"))


@cache
def _cue_words() -> frozenset[str]:
    some = (_say(), phrases("announcing", "setting"), phrases("according"), phrases("event"))
    return cues.dateline_words().union(WE, _outlet_words(), *(kind.words for kind in some))


def cued(text: str, words: set[str]) -> set[str]:
    """The words of a folded sentence that may say who speaks, given all its words."""
    found = words & _cue_words()
    return found | {"گفت"} if "گفت" in text else found  # it may be joined to the word before: «داردگفت:»


def ends_saying(text: str) -> bool:
    """Whether a folded line ends in a verb of saying: «مدیرکل راه گیلان خبر داد», and says it in the next.

    >>> ends_saying("مدیرکل راه گیلان خبر داد")
    True
    """
    return any(say.end() >= len(text.rstrip(" :؛.")) for say in _say().pattern.finditer(text))


def said_from(text: str, cued: Set[str]) -> int:
    """Where the words of a speaker begin in a folded sentence: after «… گفت:», else at its start.

    >>> said_from("وی افزود: شهر آباد شد.", {"افزود"})
    9
    """
    opening = cues.dateline(text, cued)
    start = opening.end() if opening else 0
    colon = text.find(":", start, start + 500)
    if colon > 0 and _say().search(text, cued, max(start, colon - 60), colon + 1):
        return colon + 1
    return start


def cue(text: str, cued: Set[str], opens: bool) -> Cue:
    """What a sentence itself says about who speaks; `opens` where it begins a paragraph of the body."""
    colon = text.find(":", 0, _NAMED) > 0
    if colon and openings()["interviewer"].match(text):
        return Cue("asked")
    if colon and openings()["answer"].match(text):
        return Cue("said")
    opening = cues.dateline(text, cued)
    begins = opening.end() if opening else 0
    account = bool(opening and opening["account"])
    say = _find_say(text, cued, begins)
    if colon and not opening and (dialogue := _DIALOGUE.match(text)) and not (say and say.start() < dialogue.end()):
        return Cue("said", dialogue.group(1)) if People.could_be(dialogue.group(1)) else Cue("open")
    if say:
        subject = _subject(text, cued, _after_source(text, cued, say.start()) if account else begins, say.start())
        return Cue("said", subject, text[say.end() : say.end() + 2].strip().startswith(":"))
    if according := phrases("according").search(text, cued, begins):
        return Cue("said", re.split(r"[،,:]", text[according.end() : according.end() + 80])[0])
    if announce := phrases("announcing").search(text, cued, begins):
        start = _after_source(text, cued, announce.start()) if account else begins
        if announce.start() - start < _SUBJECT:
            return Cue("said", _subject(text, cued, start, announce.start()))
    if account or (not _outlet_words().isdisjoint(cued) and openings()["outlet"].match(text, begins)):
        return Cue("outlet")
    return Cue("asked") if opens and _QUESTION.search(text) else Cue("open")


def _find_say(text: str, cued: Set[str], start: int) -> re.Match[str] | None:
    """The verb of saying just before the colon; where there is none, the first one before it, then after it."""
    places = _say().places(text, cued, start)
    if not places:
        return None
    match, colon = _say().pattern.match, text.find(":", start)
    before = [at for at in places if at <= colon]
    for at in (*(at for at in before if at >= colon - _NEAR), *before):
        if found := match(text, at, colon + 1):
            return found
    for at in places[len(before) :]:
        if found := match(text, at):
            return found
    return None


def _after_source(text: str, cued: Set[str], end: int) -> int:
    """Where the account begins after «به گزارش … به نقل از …،»: past the comma, and past a second source.

    Without a comma the office, or the words after «از» and a place, begin it: «به گزارش فارس از قزوین مسعود نبوی ظهر».
    """
    at = 0
    for _ in range(3):
        comma = _COMMA.search(text, at, min(at + 200, end))
        if not comma or _NO_NAME.match(text, comma.end()):
            break
        at = comma.end()
        if not _SOURCE.match(text, at):
            return at
    setting = phrases("announcing", "setting").search(text, cued, at, end)
    end = setting.start() if setting else end
    rank = ranks().search(text, at, end)
    placed = _PLACED.search(text, at, end)
    return rank.start() if rank else placed.end() if placed else end


def _subject(text: str, cued: Set[str], start: int, end: int) -> str:
    """The words before a verb of saying that name who speaks; a + stands for «در این مراسم» before them."""
    occasion = openings()["occasion"].match(text, start, end)
    start = occasion.end() if occasion else start
    setting = phrases("announcing", "setting").search(text, cued, start, end)
    end = min(setting.start() if setting else end, start + _SUBJECT)
    return ("+" if occasion else "") + text[start:end]
