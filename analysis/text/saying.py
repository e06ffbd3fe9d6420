"""Verbs of saying, and the other cues of who speaks, found in folded sentences."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, partial

from analysis.text import cues
from analysis.text.cues import Phrases
from analysis.text.folding import flat
from analysis.text.persian import ZWNJ

# «… اظهار امیدواری کرد :» is no longer than this.
_NEAR = 25

# Light verbs that are written together with the noun before them.
_JOINED = ("کرد", "کردند", "داشت", "نمود")


@cache
def first_person() -> frozenset[str]:
    """Words by which a speaker speaks of himself or urges."""
    return frozenset(cues.words("voices", "first_person"))


@cache
def _say() -> Phrases:
    """Verbs of saying."""
    any_of = partial(cues.any_of, "voices")
    verb, noun, light = any_of("saying"), any_of("saying_nouns"), any_of("saying_light")
    compound = rf"{noun}(?: ?| (?:{any_of('saying_between')}|\w+) ){light}|{any_of('giving_nouns')} ?{any_of('giving')}"
    compound += rf"|{any_of('promised')} (?:\w+|(?:\w+ ){{1,8}}را|از (?:\w+ ){{0,8}}\w+) {any_of('giving')}"
    bare = rf"{noun}(?= ?[:؛]| و (?:{verb}|{noun} {light}))"
    asking = rf"{any_of('asking')}(?= ?[،,:؛.]| (?:تا|که)(?!\w)|$)|از (?:\w++,? ){{1,12}}{any_of('asking')}"
    # «خواهان اجرای طرح شد» asks, «خواهان طلاق است» is one who does. A report tells what stands in it: no one's words.
    asking += r"|خواهان(?= (?:\w+ ){1,12}شد(?:ند)?(?!\w))|(?<!گزارش )(?<!خبر )آمده است(?= ?:)"
    # «داردگفت:» — a space is often lost before the verb, and «و» is often joined to it. «سوگند یاد کرد» swears.
    said = rf"{verb}(?! ?و ?گو)(?<!سخن گفت)(?<!سخن گفتند)|{compound}|{bare}|{asking}"
    pattern = rf"(?<!سوگند )\bو?(?:{said})(?!\w)|گفت(?= ?[:«])"
    telling = cues.telling("voices", "saying", "saying_nouns", "giving_nouns", "promised")
    telling |= {word: {word} for word in ("خواهان", "آمده")}
    telling |= {word: begins | {"از "} for word, begins in cues.telling("voices", "asking").items()}
    # «اظهارکرد»: after a letter that does not join nobody sees that the space is missing.
    lights = {"saying_nouns": _JOINED, "giving_nouns": ("داد",)}
    nouns = ((flat(noun.replace(ZWNJ, "")), lights[table]) for table in lights for noun in cues.words("voices", table))
    telling |= {noun + light: {noun + light} for noun, its in nouns for light in its}
    joined = {"و" + word: {"و" + word} for word, begins in telling.items() if word in begins}
    return Phrases(
        pattern,
        joined | {word: begins | {"و" + begin for begin in begins - {word}} for word, begins in telling.items()},
    )


@cache
def openings() -> dict[str, re.Pattern[str]]:
    """What may stand at the start of a sentence."""
    any_of = partial(cues.any_of, "voices")
    around = r"(?: ?(?:ادامه|پایان|ابتدا|ابتدای|آغاز|حاشیه|جریان|خلال|بخش|دیگری?|از|این|همین|آن))*"
    at_event = rf"(?:(?:در|طی|پس از|بعد از){around}|این) ?{any_of('event_nouns')}(?!\w)"
    return {
        "outlet": re.compile(rf"\W*+(?:(?:همچنین|البته|و) )?{any_of('outlet')}(?!\w)"),
        "occasion": re.compile(rf"\W*+(?:همچنین[،,]? )?(?:{at_event}|(?:در (?:ادامه|پایان|ابتدا)|سپس)[،,]? )"),
        "mention": re.compile(rf"\W*+{any_of('mentions')}(?!\w)"),
        "mentioned": re.compile(rf"(?<!\w){any_of('mentioned')}[^\w.]*$"),
        "event": re.compile(rf"\W*+{any_of('event_nouns')}(?!\w)"),
        "label": re.compile(
            rf"\W*+(?:(?P<asks>{any_of('interviewer')})|(?P<answers>{any_of('answer')})"
            rf"|{cues.any_of('page', 'meta_opening')}) ?:"
        ),
    }


@cache
def outlet_words() -> frozenset[str]:
    """Words of which one stands wherever the outlet turns to the reader."""
    return frozenset(cues.telling("voices", "outlet"))


def say_words() -> frozenset[str]:
    """Words of which one stands in each verb of saying."""
    return _say().words


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


def find_say(text: str, cued: Set[str], start: int) -> re.Match[str] | None:
    """The verb of saying just before the colon; where there is none, the first one before it, then after it."""
    search, colon = _say().search, text.find(":", start)
    if colon < 0:
        return search(text, cued, start)
    near, before = max(start, colon - _NEAR), colon + 1
    return search(text, cued, near, before) or search(text, cued, start, before) or search(text, cued, before)
