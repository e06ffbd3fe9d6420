"""Who speaks in each sentence of a page: the article's official, another speaker, or the outlet itself."""

from __future__ import annotations

import re
from functools import cache

from analysis.text import cues
from analysis.text.people import People, ranks

SPEAKERS = ("official", "other", "narration", "none")

# A speaker is named before the verb of saying; no name and title run further than this many characters.
_SUBJECT = 160

_COMMA = re.compile(r"[،,:]|(?<= )[-–](?= )")
_SOURCE = re.compile(r"\s*(?:و )?(?:به نقل|گروه|به گزارش)")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def any_of(*tables: str) -> str:
        return f"(?:{cues.alternatives(w for t in tables for w in cues.words('voices', t))})"

    verb, noun, light = any_of("saying"), any_of("saying_nouns"), any_of("saying_light")
    compound = rf"{noun}(?: {any_of('saying_between')}| \w+)?? {light}"
    bare = rf"{noun}(?= ?[:؛]| و (?:{verb}|{noun} {light}))"
    asking = rf"{any_of('asking')}(?= ?[،,:؛.]| (?:تا|که|با|در|به|هر|ضمن)(?!\w)|$)"
    around = r"(?: (?:ادامه|پایان|ابتدا|ابتدای|آغاز|حاشیه|جریان|خلال|بخش|دیگری?|از|این|همین|آن))*"
    occasion = rf"(?:در|طی|پس از|بعد از){around} {any_of('event_nouns')}(?!\w)"
    return {
        "say": re.compile(rf"(?<!\w)(?:{verb}(?! ?و ?گو)|{compound}|{bare}|{asking})(?!\w)"),
        "announce": re.compile(rf"(?<!\w){any_of('announcing')}(?!\w)"),
        "according": re.compile(rf"(?<!\w){any_of('according')}(?!\w)"),
        "report": re.compile(rf"^\W*(?:{any_of('report')}(?!\w)|(?:خبرگزاری|پایگاه خبری)[^:،.]{{2,40}}:)"),
        "outlet": re.compile(rf"^\W*(?:(?:همچنین|البته|و) )?{any_of('outlet')}(?!\w)"),
        "event": re.compile(rf"(?<!\w){any_of('event')}(?!\w)"),
        "occasion": re.compile(rf"^\W*{occasion}"),
        "anonymous": re.compile(rf"^\W*{any_of('anonymous')}(?!\w)"),
        "interviewer": re.compile(rf"^\W*{any_of('interviewer')} ?:"),
    }


def said_from(text: str) -> int:
    """Where the words of a speaker begin in a folded sentence: after «… گفت:», else at its start.

    >>> said_from("وی افزود: شهر آباد شد.")
    9
    """
    colon = text.find(":", 0, 500)
    if colon > 0 and (_patterns()["say"].search(text, max(0, colon - 60), colon + 1) or text.startswith("خبرگزاری")):
        return colon + 1
    return 0


def speakers(texts: list[str], parts: list[str], paragraphs: list[int], official: object, role: object) -> list[str]:
    """The speaker of each sentence of a page, given its folded sentences (`cues.flat`), their parts and paragraphs.

    Who is reported in the body is followed from sentence to sentence; then the official is found among the persons, and
    headlines and headings are given to whom they quote.
    """
    people = People(official, role)
    voice: list[int | None] = []  # a person's number, None for the outlet
    last: int | None = None
    for n, text in enumerate(texts):
        if parts[n] in ("lead", "body"):
            follows = bool(n) and paragraphs[n] == paragraphs[n - 1] and parts[n - 1] == parts[n]
            last = _voice(text, people, last, follows)
        voice.append(last if parts[n] in ("lead", "body") else None)
    chosen = people.official([v for v in voice if v is not None])
    names = ["narration" if v is None else "official" if v == chosen else "other" for v in voice]
    for n, part in enumerate(parts):
        if part in ("meta", "residue"):
            names[n] = "none"
        elif part == "kicker":
            names[n] = "narration"
    _give_headings(texts, parts, names)
    return names


def _voice(text: str, people: People, last: int | None, follows: bool) -> int | None:
    """Whose words a sentence of the lead or the body reports, given who spoke last."""
    patterns = _patterns()
    opening = patterns["report"].match(text)
    if patterns["interviewer"].match(text):
        return None
    say = patterns["say"].search(text, opening.end() if opening else 0)
    start = _after_source(text, say.start() if say else len(text)) if opening else 0
    announce = patterns["announce"].search(text, start, start + _SUBJECT)
    if patterns["outlet"].match(text) and not say:
        return None
    if say:
        cut = min(say.start(), announce.start() if announce else say.start())
        return people.find(_subject(text[start : min(cut, start + _SUBJECT)]), last)
    if according := patterns["according"].search(text):
        return people.find(_subject(text[according.end() : according.end() + 60]), last)
    if opening:
        return None
    if follows:
        return None if patterns["occasion"].match(text) and patterns["event"].search(text) else last
    if announce:
        return people.find(_subject(text[: announce.start()]), last)
    if colon := re.match(r"\W*(\w[^:.،]{1,50}):\s", text):
        return people.find(_subject(colon.group(1)), last)
    if patterns["event"].search(text) or patterns["occasion"].match(text) or people.named(text):
        return None
    return last


def _after_source(text: str, end: int) -> int:
    """Where the account begins after «به گزارش … به نقل از …،»: past the comma, and past a second source.

    Without a comma before `end` the name cannot be told from the source; an office can.
    """
    at = 0
    for _ in range(3):
        comma = _COMMA.search(text, at, min(at + 200, end))
        if not comma:
            break
        at = comma.end()
        if not _SOURCE.match(text, at):
            return at
    rank = ranks().search(text, at, min(at + 200, end))
    return rank.start() if rank else end


def _subject(text: str) -> str:
    """The words before the verb that name who speaks: without the occasion in front and what follows the name."""
    occasion = _patterns()["occasion"].match(text)
    return text[occasion.end() :] if occasion else text


def _give_headings(texts: list[str], parts: list[str], names: list[str]) -> None:
    """Give headlines to the speaker of the sentence they share most words with, crossheads to whom they stand above."""
    spoken = [(n, set(re.findall(r"\w{3,}", texts[n]))) for n, part in enumerate(parts) if part in ("lead", "body")]
    for n, part in enumerate(parts):
        if part not in ("headline", "crosshead"):
            continue
        if re.search(r"[؟!?]\W*$", texts[n]) and ":" not in texts[n]:
            names[n] = "narration"
            continue
        mine = set(re.findall(r"\w{3,}", texts[n]))
        below = [(k, words) for k, words in spoken if part == "headline" or k > n][: None if part == "headline" else 6]
        best = max(below, key=lambda item: (len(mine & item[1]), -item[0]), default=None)
        names[n] = names[best[0]] if best else "narration"
