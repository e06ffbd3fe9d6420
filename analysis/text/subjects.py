"""Where a sentence names who speaks in it: past the outlet's formula, up to the verb of saying."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import NamedTuple

from analysis.text import cues
from analysis.text.conjugation import verb
from analysis.text.names import has_title, names_one, ranks
from analysis.text.saying import find_say, openings

# A speaker is named before the verb of saying; no name and title run further than this many characters.
SUBJECT = 160

_OBJECT = (" از ", " به ", " با ")
# A clause with a subject of its own begins after a mark, or a verb and «و»: «بررسی بودجه آغاز شد و حسن رضایی گفت».
_CLAUSE = re.compile(r"[،,؛:/|.)–-] *$|(\w+) و $")
_LAST_WORD = 40  # letters
_COMMA = re.compile(r"[،,:]|(?<= )[-–](?= )")
_SOURCE = re.compile(r"\s*(?:و )?(?:به نقل|گروه|به گزارش|مرکز|استان|شهرستان|دفتر|واحد|روابط عمومی|سرویس)(?!\w)")
_NO_NAME = re.compile(r"\s*(?:در|با|ضمن|صبح|ظهر|عصر|شب|شامگاه|بعد|امروز|دیروز|روز)(?!\w)")
# An outlet's own name before its first sentence; one that is an outlet's anywhere; another outlet that it quotes.
_SIGNED = re.compile(r"\W*+\w++(?: \w++){0,2} ?[:؛/|–-]")
_OUTLET = re.compile(r"\W*+(?:\w+ ){0,2}\w*(?:نیوز|پرس|آنلاین) ?:")
_NEAR = 40  # letters
_WRITTEN = re.compile(r"(?<!\w)(?:(?!در )\w+ ){1,3}(?:در \w+ )?نوشت ?:")
_WRITTEN_WITHIN = 120
_GOES_ON = re.compile(r"در (?:ادامه|پایان)(?: ?[،,]| (?:سخن|صحبت|اظهارات|با|به|ضمن)|\s*$)")


class Subject(NamedTuple):
    """The words that name who speaks; after an `occasion` («در این مراسم») another may, who `goes_on` spoke before."""

    words: str = ""
    occasion: bool = False
    goes_on: bool = False  # «در ادامه», «در پایان»


def opening(text: str, cued: Set[str], first: bool) -> tuple[int, bool]:
    """Where a sentence begins after the outlet's formula, and whether that is «به گزارش …».

    An outlet that quotes another («شهر امروز نوشت: وی افزود: …») is passed over. An outlet unknown by name signs the
    `first` sentence of the lead or body, where someone else is named as the speaker («شهر امروز: مدیرکل راه گفت») or an
    event is told («شهر امروز: جلسه برگزار شد»); one that is called «…نیوز» or the like signs any.
    """
    formula = cues.dateline(text, cued)
    begins, account = (formula.end(), bool(formula["account"])) if formula else (0, False)
    if "نوشت" in cued and (written := _WRITTEN.search(text, begins, _WRITTEN_WITHIN)):
        again = ":" in text[written.end() :] and find_say(text, cued, written.end())
        if again and not ranks().search(written.group()):
            return written.end(), False
    may_sign = not formula and (first or ":" in text[:_NEAR])
    signed = (_SIGNED if first else _OUTLET).match(text) if may_sign else None
    if signed and not has_title(signed.group()):
        say = find_say(text, cued, signed.end())
        before = text[signed.end() : say.start()][:SUBJECT] if say else ""
        if names_one(before) or has_title(before) or (not say and cues.phrases("event").search(text, cued)):
            return signed.end(), False
    return begins, account


def _named(official: str, text: str) -> int | None:
    """Where the official is named, whatever spaces the name has lost; not as the object of از, به or با."""
    letters = text.replace(" ", "").find(official) if official[-2:] in text else -1
    if letters < 0:
        return None
    at = 0
    for word in text.split(" "):
        if letters < len(word):
            break
        letters, at = letters - len(word), at + len(word) + 1
    at += letters
    return None if text[:at].endswith(_OBJECT) else at


def start_of(text: str, cued: Set[str], begins: int, end: int, account: bool, official: str) -> int:
    """Where the clause with the verb of saying begins: with the official's name, or else after the outlet's formula."""
    named = _named(official, text[:end]) if official else None
    if named is not None and (account or _begins_clause(text[begins:named])):
        return named
    return _after_source(text, cued, end) if account else begins


def _begins_clause(before: str) -> bool:
    """Whether a clause begins after these words; a list of those present («با حضور فرماندار، …») goes on."""
    found = _CLAUSE.search(before, max(0, len(before) - _LAST_WORD))
    return found is not None and "حضور" not in before and (found[1] is None or verb(found[1]) is not None)


def _after_source(text: str, cued: Set[str], end: int) -> int:
    """Where the account begins after «به گزارش … به نقل از …،»: past the comma, and past a second source.

    Without a comma the office begins it: «به گزارش فارس شهردار قزوین گفت».
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
    named = setting.start() if setting else end
    rank = ranks().search(text, at, named)
    return rank.start() if rank else end


def subject_of(text: str, cued: Set[str], start: int, end: int) -> Subject:
    """Who is named before a verb of saying.

    «در ادامه این مراسم» is no «در ادامه»: there another may begin.
    """
    occasion = openings()["occasion"].match(text, start, end)
    start = _past_occasion(text, occasion.end(), end) if occasion else start
    setting = cues.phrases("announcing", "setting").search(text, cued, start, end)
    goes_on = setting is not None and _GOES_ON.match(text, setting.start(), end) is not None
    end = min(setting.start() if setting else end, start + SUBJECT)
    return Subject(text[start:end], occasion is not None, goes_on)


def _past_occasion(text: str, start: int, end: int) -> int:
    """Where a name begins after «در جلسه»: past the comma in «در جلسه علنی شورا، حسن رضایی».

    Left alone: an office on either side of the comma («در این جلسه حسن رضایی، شهردار رشت»).
    """
    comma = text.find("،", start, end)
    after = text[comma + 1 : end].strip()
    if comma < 0 or has_title(text[start:comma]) or ranks().match(after):
        return start
    return comma + 1 if names_one(after) else start
