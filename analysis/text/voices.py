"""Who speaks in each sentence of a page: the article's official, another speaker, or the outlet itself."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from analysis.text import cues
from analysis.text.people import People, ranks
from analysis.text.vocabulary import verbs

# A speaker is named before the verb of saying; no name and title run further than this many characters.
_SUBJECT = 160
# «… اظهار امیدواری کرد :» is no longer than this.
_NEAR = 25
# In a dialogue the speaker's name and a colon stand within so many characters.
_NAMED = 60
# Where at least this share of the body's paragraphs name their speaker, one that does not is the outlet's own.
_ATTRIBUTED = 0.6

_COMMA = re.compile(r"[،,:]|(?<= )[-–](?= )")
_SOURCE = re.compile(r"\s*(?:و )?(?:به نقل|گروه|به گزارش|مرکز|استان|شهرستان|دفتر|واحد|روابط عمومی|سرویس)(?!\w)")
_NO_NAME = re.compile(r"\s*(?:در|با|ضمن|صبح|ظهر|عصر|شب|شامگاه|بعد|امروز|دیروز|روز)(?!\w)")
_PLACED = re.compile(r"(?<!\w)از (?!سوی|طریق)\w+ (?=\w+ \w)")
_DIALOGUE = re.compile(r"\W*(\w[^:.،؛؟!\d]{1,50}?) ?:\s*\S")
_QUESTION = re.compile(r"[؟?]\W*$")
_WE = re.compile(r"(?<!\w)(?:(ما|من|بنده|اینجانب|باید|امیدوارم|امیدواریم|معتقدم|معتقدیم|هستیم|نیستیم)|(\w+یم))(?!\w)")

# Words of up to so many letters (از، که، این) say nothing of whose words a heading is made.
_PARTICLE = 2


class Cue(NamedTuple):
    """What a sentence says of its speaker: `said` with words that name one, `outlet`, `asked`, or nothing (`open`)."""

    kind: str
    subject: str = ""
    certain: bool = True


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    any_of = partial(cues.any_of, "voices")
    verb, noun, light = any_of("saying"), any_of("saying_nouns"), any_of("saying_light")
    compound = rf"{noun}(?: {any_of('saying_between')}| \w+)?? {light}"
    bare = rf"{noun}(?= ?[:؛]| و (?:{verb}|{noun} {light}))"
    asking = rf"{any_of('asking')}(?= ?[،,:؛.]| (?:تا|که)(?!\w)|$)|از (?:\w+,? ){{1,12}}{any_of('asking')}"
    around = r"(?: ?(?:ادامه|پایان|ابتدا|ابتدای|آغاز|حاشیه|جریان|خلال|بخش|دیگری?|از|این|همین|آن))*"
    at_event = rf"(?:(?:در|طی|پس از|بعد از){around}|این) ?{any_of('event_nouns')}(?!\w)"
    return {
        # «داردگفت:» — a space is often lost before the verb, and «و» is often joined to it.
        "say": re.compile(
            rf"(?<!\w)و?(?:{verb}(?! ?و ?گو)(?<!سخن گفت)(?<!سخن گفتند)|{compound}|{bare}|{asking})(?!\w)|گفت(?= ?[:«])"
        ),
        "announce": re.compile(rf"(?<!\w){any_of('announcing')}(?!\w)"),
        "setting": re.compile(rf"(?<!\w){any_of('announcing', 'setting')}(?!\w)"),
        "according": re.compile(rf"(?<!\w){any_of('according')}(?!\w)"),
        "outlet": re.compile(rf"\W*(?:(?:همچنین|البته|و) )?{any_of('outlet')}(?!\w)"),
        "event": re.compile(rf"(?<!\w){any_of('event')}(?!\w)"),
        "occasion": re.compile(rf"\W*(?:{at_event}|(?:در (?:ادامه|پایان|ابتدا)|سپس)[،,]? )"),
        "interviewer": re.compile(rf"\W*{any_of('interviewer')} ?:"),
        "answer": re.compile(rf"\W*{any_of('answer')} ?:"),
    }


def ends_saying(text: str) -> bool:
    """Whether a folded line ends in a verb of saying: «مدیرکل راه گیلان خبر داد», and says it in the next.

    >>> ends_saying("مدیرکل راه گیلان خبر داد")
    True
    """
    return any(say.end() >= len(text.rstrip(" :؛.")) for say in _patterns()["say"].finditer(text))


def said_from(text: str) -> int:
    """Where the words of a speaker begin in a folded sentence: after «… گفت:», else at its start.

    >>> said_from("وی افزود: شهر آباد شد.")
    9
    """
    opening = cues.dateline(text)
    start = opening.end() if opening else 0
    colon = text.find(":", start, start + 500)
    if colon > 0 and _patterns()["say"].search(text, max(start, colon - 60), colon + 1):
        return colon + 1
    return start


def speakers(
    texts: list[str], words: list[list[str]], parts: list[str], paragraphs: list[int], official: object, role: object
) -> list[str]:
    """The speaker of each sentence of a page, given its folded sentences (`folding.flat`), their words and parts.

    Who is reported in leads and body is followed from sentence to sentence; then the official is found among the
    persons, and headlines and headings are given to whom they quote.
    """
    spoken = [n for n, part in enumerate(parts) if part in ("lead", "body")]
    people = People(official, role)
    voices = _follow(spoken, texts, parts, paragraphs, people)
    chosen = people.official([voice for voice in voices.values() if voice is not None])
    names = ["none" if part in ("meta", "residue") else "narration" for part in parts]
    for n, voice in voices.items():
        names[n] = "narration" if voice is None else "official" if voice == chosen else "other"
    for n in _quoting(spoken, texts, parts, voices):  # leads first: headlines are compared with them
        names[n] = _heading_voice(n, texts[n], words, parts, spoken, names)
    return names


def _follow(
    spoken: list[int], texts: list[str], parts: list[str], paragraphs: list[int], people: People
) -> dict[int, int | None]:
    """The voice of each sentence of leads and body: a person's number, or None for the outlet."""
    opens = {n for n in spoken if parts[n] == "body" and (n == 0 or paragraphs[n - 1] != paragraphs[n])}
    cue = {n: _cue(texts[n], n in opens) for n in spoken}
    attributed = sum(cue[n].kind == "said" for n in opens) >= _ATTRIBUTED * len(opens)
    voices: dict[int, int | None] = {}
    last = voice = None
    asked = quoting = False
    for n in spoken:
        follows = bool(n) and paragraphs[n - 1] == paragraphs[n] and parts[n - 1] == parts[n]
        kind, subject, certain = cue[n]
        if kind == "said" and (certain or not follows):
            voice = last = people.find(subject, last)
        elif kind in ("outlet", "asked"):
            voice = None
        elif follows or quoting:
            voice = None if _tells_event(texts[n]) and not quoting else voice
        elif asked:
            voice = last = people.find("", last)
        elif voice is not None and not (people.goes_on(voice) and _speech_goes_on(texts[n], people, attributed)):
            voice = None
        asked = kind == "asked" or (asked and kind == "open" and voice is None)
        quoting = _left_open(texts[n], quoting) and voice is not None
        voices[n] = voice
    return voices


def _cue(text: str, opens: bool) -> Cue:
    """What a sentence itself says about who speaks; `opens` where it begins a paragraph of the body."""
    patterns = _patterns()
    colon = text.find(":", 0, _NAMED) > 0
    if colon and patterns["interviewer"].match(text):
        return Cue("asked")
    if colon and patterns["answer"].match(text):
        return Cue("said")
    opening = cues.dateline(text)
    begins = opening.end() if opening else 0
    account = bool(opening and opening["account"])
    say = _find_say(text, begins)
    if colon and not opening and (dialogue := _DIALOGUE.match(text)) and not (say and say.start() < dialogue.end()):
        return Cue("said", dialogue.group(1)) if People.could_be(dialogue.group(1)) else Cue("open")
    if say:
        subject = _subject(text, _after_source(text, say.start()) if account else begins, say.start())
        return Cue("said", subject, text[say.end() : say.end() + 2].strip().startswith(":"))
    if according := patterns["according"].search(text, begins):
        return Cue("said", re.split(r"[،,:]", text[according.end() : according.end() + 80])[0])
    if announce := patterns["announce"].search(text, begins):
        start = _after_source(text, announce.start()) if account else begins
        if announce.start() - start < _SUBJECT:
            return Cue("said", _subject(text, start, announce.start()))
    if account or patterns["outlet"].match(text, begins):
        return Cue("outlet")
    return Cue("asked") if opens and _QUESTION.search(text) else Cue("open")


def _find_say(text: str, start: int) -> re.Match[str] | None:
    """The verb of saying just before the colon; where there is none, the first one before it, then after it."""
    say, colon = _patterns()["say"], text.find(":", start)
    near = say.search(text, max(start, colon - _NEAR), colon + 1) if colon > 0 else None
    return near or say.search(text, start, colon + 1 if colon > 0 else len(text)) or say.search(text, max(start, colon))


def _after_source(text: str, end: int) -> int:
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
    setting = _patterns()["setting"].search(text, at, end)
    end = setting.start() if setting else end
    rank = ranks().search(text, at, end)
    placed = _PLACED.search(text, at, end)
    return rank.start() if rank else placed.end() if placed else end


def _subject(text: str, start: int, end: int) -> str:
    """The words before a verb of saying that name who speaks; a + stands for «در این مراسم» before them."""
    occasion = _patterns()["occasion"].match(text, start, end)
    start = occasion.end() if occasion else start
    setting = _patterns()["setting"].search(text, start, end)
    end = min(setting.start() if setting else end, start + _SUBJECT)
    return ("+" if occasion else "") + text[start:end]


def _tells_event(text: str) -> bool:
    return bool(_patterns()["occasion"].match(text) and _patterns()["event"].search(text))


def _speech_goes_on(text: str, people: People, attributed: bool) -> bool:
    """Whether a new paragraph that names no speaker goes on with the last one's words."""
    if _patterns()["occasion"].match(text) or people.named(text):
        return False
    if any(pronoun or verb in verbs() for pronoun, verb in _WE.findall(text)):
        return True
    return not attributed and not _patterns()["event"].search(text)


def _left_open(text: str, before: bool) -> bool:
    """Whether a quotation is still open at the end of a sentence."""
    at = max(text.rfind("«"), text.rfind("»"))
    return before if at < 0 else text[at] == "«"


def _quoting(spoken: list[int], texts: list[str], parts: list[str], voices: dict[int, int | None]) -> list[int]:
    """Headlines, crossheads, and leads that name no speaker and tell no event: they may be made of someone's words."""
    leads = [n for n in spoken if parts[n] == "lead" and voices[n] is None and _cue(texts[n], False).kind == "open"]
    headings = [n for n, part in enumerate(parts) if part in ("headline", "crosshead")]
    return [n for n in leads if not _patterns()["event"].search(texts[n])] + headings


def _heading_voice(
    n: int, text: str, words: list[list[str]], parts: list[str], spoken: list[int], names: list[str]
) -> str:
    """Who speaks in a heading: whoever says most of its words below; a question or an outcry is the outlet's own."""
    if text.rstrip("»”\"' ").endswith(("؟", "?", "!")):
        return "narration"
    mine = {word for word in words[n] if len(word) > _PARTICLE}
    below = [k for k in spoken if k != n and (k > n or parts[n] != "crosshead")]
    below = below[:6] if parts[n] == "crosshead" else below
    best = max(below, key=lambda k: (len(mine.intersection(words[k])), -k), default=None)
    if best is None or (parts[n] == "lead" and 2 * len(mine.intersection(words[best])) < len(mine)):
        return "narration"
    return names[best]
