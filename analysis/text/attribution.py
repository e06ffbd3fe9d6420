"""What a sentence itself says about who speaks: someone named, the outlet, a question, or nothing."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from analysis.text import cues
from analysis.text.conjugation import verb
from analysis.text.names import could_be, has_title, names_one, ranks
from analysis.text.saying import find_say, openings, outlet_words

# A speaker is named before the verb of saying; no name and title run further than this many characters.
_SUBJECT = 160
# In a dialogue the speaker's name and a colon stand within so many characters.
_NAMED = 60

_OBJECT = (" از ", " به ", " با ")
# A clause with a subject of its own begins after a mark, or a verb and «و»: «بررسی بودجه آغاز شد و حسن رضایی گفت».
_CLAUSE = re.compile(r"[،,؛:/|.)–-] *$|(\w+) و $")
_COMMA = re.compile(r"[،,:]|(?<= )[-–](?= )")
_SOURCE = re.compile(r"\s*(?:و )?(?:به نقل|گروه|به گزارش|مرکز|استان|شهرستان|دفتر|واحد|روابط عمومی|سرویس)(?!\w)")
_NO_NAME = re.compile(r"\s*(?:در|با|ضمن|صبح|ظهر|عصر|شب|شامگاه|بعد|امروز|دیروز|روز)(?!\w)")
_PLACED = re.compile(r"(?<!\w)از (?!سوی|طریق)\w+ (?=\w+ \w)")
_DIALOGUE = re.compile(r"\W*(\w[^:.،؛؟!\d]{1,50}?) ?:\s*\S")
# An outlet's own name before its first sentence; another outlet that it quotes.
_SIGNED = re.compile(r"\W*\w+(?: \w+){0,2}(?: ?[:؛/|]| [-–]|[-–](?= ))")
_WRITTEN = re.compile(r"(?<!\w)(?:(?!در )\w+ ){1,3}(?:در \w+ )?نوشت ?:")
_THANKS = ("تقدیر", "تشکر", "قدردانی", "سپاسگزاری")
_PRESENT = re.compile(r"(?<!\w)(?:اهدای?|اهداء|اعطای?|تقدیم) ")
_WRITTEN_WITHIN, _TAIL = 120, 80
_GOES_ON = re.compile(r"در (?:ادامه|پایان)(?: ?[،,]| (?:سخن|صحبت|اظهارات|با|به|ضمن)|\s*$)")
_QUESTION = re.compile(r"[؟?]\W*$")


class Cue(NamedTuple):
    """What a sentence says of its speaker: `said` with words that name one, `outlet`, `asked`, or nothing (`open`)."""

    kind: str
    subject: str = ""
    certain: bool = True


def cue(text: str, cued: Set[str], opens: bool, first: bool = False, official: str = "") -> Cue:
    """What a sentence itself says about who speaks.

    `opens` where it begins a paragraph of the body, `first` where it is the first of the lead or of the body;
    `official` is the full name of the article's official, without spaces.
    """
    colon = text.find(":", 0, _NAMED) > 0
    labelled = openings()["label"].match(text) if colon else None
    if labelled and labelled["asks"] and _asks_itself(text, cued):
        return Cue("asked")
    if labelled and not labelled["asks"]:
        return Cue("said") if labelled["answers"] else Cue("open")
    begins, account = _opening(text, cued, first)
    say = find_say(text, cued, begins)
    if ":" not in text and _tells_speaking(text, say):
        return Cue("outlet")
    if colon and not begins and (dialogue := _DIALOGUE.match(text)) and not (say and say.start() < dialogue.end()):
        return Cue("said", dialogue.group(1)) if could_be(dialogue.group(1)) else Cue("open")
    if say:
        start = _account(text, cued, begins, say.start(), account, official)
        return Cue("said", _subject(text, cued, start, say.start()), text[say.end() : say.end() + 2].strip()[:1] == ":")
    if according := cues.phrases("according").search(text, cued, begins):
        return Cue("said", re.split(r"[،,:]", text[according.end() : according.end() + 80])[0])
    if announce := cues.phrases("announcing").search(text, cued, begins):
        start = _account(text, cued, begins, announce.start(), account, official)
        if announce.start() - start < _SUBJECT:
            return Cue("said", _subject(text, cued, start, announce.start()))
    if account and 0 < (colon_at := text.find(":", begins, begins + _SUBJECT)) < len(text) - 1:
        label = text[_account(text, cued, begins, colon_at, account, official) : colon_at]
        if len(label) <= _NAMED and has_title(label):
            return Cue("said", label)
    if account or (not outlet_words().isdisjoint(cued) and openings()["outlet"].match(text, begins)):
        return Cue("outlet")
    return Cue("asked") if opens and _QUESTION.search(text) else Cue("open")


def _asks_itself(text: str, cued: Set[str]) -> bool:
    """Whether a sentence after an interviewer's name asks; else the name signs a report («فارس: شهردار گفت»)."""
    return bool(_QUESTION.search(text)) or find_say(text, cued, 0) is None


def _opening(text: str, cued: Set[str], first: bool) -> tuple[int, bool]:
    """Where a sentence begins after the outlet's formula, and whether that is «به گزارش …».

    An outlet that quotes another («شهر امروز نوشت: وی افزود: …») is passed over. An outlet unknown by name signs the
    `first` sentence of the lead or body, where someone else is named as the speaker: «شهر امروز: مدیرکل راه گفت».
    """
    opening = cues.dateline(text, cued)
    begins, account = (opening.end(), bool(opening["account"])) if opening else (0, False)
    if "نوشت" in cued and (written := _WRITTEN.search(text, begins, _WRITTEN_WITHIN)):
        again = ":" in text[written.end() :] and find_say(text, cued, written.end())
        if again and not ranks().search(written.group()):
            return written.end(), False
    if first and not opening and (signed := _SIGNED.match(text)) and not has_title(signed.group()):
        say = find_say(text, cued, signed.end())
        if say and names_one(text[signed.end() : say.start()][:_SUBJECT]):
            return signed.end(), False
    return begins, account


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


def _named(official: str, text: str) -> int | None:
    """Where the official is named, whatever spaces the name has lost; not as the object of از, به or با."""
    letters = text.replace(" ", "").find(official) if official[-2:] in text else -1
    if letters < 0:
        return None
    at = next(at for at, seen in enumerate(accumulate(char != " " for char in text)) if seen > letters)
    return None if text[:at].endswith(_OBJECT) else at


def _account(text: str, cued: Set[str], begins: int, end: int, account: bool, official: str) -> int:
    """Where the clause with the verb of saying begins: with the official's name, or else after the outlet's formula."""
    named = _named(official, text[:end]) if official else None
    if named is not None and (account or _begins_clause(text[begins:named])):
        return named
    return _after_source(text, cued, end) if account else begins


def _begins_clause(before: str) -> bool:
    """Whether a clause begins after these words; a list of those present («با حضور فرماندار، …») goes on."""
    found = _CLAUSE.search(before)
    return found is not None and "حضور" not in before and (found[1] is None or verb(found[1]) is not None)


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
    setting = cues.phrases("announcing", "setting").search(text, cued, at, end)
    end = setting.start() if setting else end
    rank = ranks().search(text, at, end)
    placed = _PLACED.search(text, at, end)
    return rank.start() if rank else placed.end() if placed else end


def _subject(text: str, cued: Set[str], start: int, end: int) -> str:
    """The words before a verb of saying that name who speaks; a + stands for «در این مراسم» before them.

    A = stands for «در ادامه» or «در پایان» after them: who goes on or ends has spoken before. «در ادامه این مراسم» is
    left alone, where another may begin.
    """
    occasion = openings()["occasion"].match(text, start, end)
    start = occasion.end() if occasion else start
    setting = cues.phrases("announcing", "setting").search(text, cued, start, end)
    goes_on = "=" if setting and _GOES_ON.match(text, setting.start(), end) else ""
    end = min(setting.start() if setting else end, start + _SUBJECT)
    return ("+" if occasion else "") + text[start:end] + goes_on
