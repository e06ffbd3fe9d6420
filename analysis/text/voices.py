"""Who speaks in each sentence of a page: the article's official, another speaker, or the outlet itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set

from analysis.text import cues, messages
from analysis.text.attribution import cue, heard
from analysis.text.attribution_rules import Cue, Sentence
from analysis.text.conjugation import joined_verb, verb, verbs
from analysis.text.folding import around
from analysis.text.names import is_someone
from analysis.text.people import People, Person
from analysis.text.saying import first_person, openings
from analysis.text.subjects import Subject
from analysis.text.words import Page

# Where at least this share of the body's paragraphs name their speaker, one that does not is the outlet's own.
_ATTRIBUTED = 0.6

# A kicker, or a name before a headline's colon, is no longer than this.
_NAMED = 60

# A report that looks back in an own paragraph («پیشتر قراردادی امضا کرده بود»); speakers look back from today (است).
_PAST_PERFECT = re.compile(r"ه بود(?:ند)?\W*$")

_WE_DO = re.compile(r"(?<!\w)\w+یم(?!\w)")

# What was said stands in quotation marks.
_QUOTED = re.compile(r": ?«")
_QUOTED_END = ("»", "».")

# Pages for which each step is made before the next.
_TOGETHER = 64

# Words of up to so many letters (از، که، این) say nothing of whose words a heading is made.
_PARTICLE = 2

# A heading inside the body is made of the words of so many sentences after it.
_BELOW = 6


def speakers(pages: list[Page], parts: list[list[str]], officials: list[str], roles: list[str]) -> list[list[str]]:
    """The speaker of each sentence of each page, given the parts, and the officials and roles folded, or "".

    Who is reported in leads and body is followed from sentence to sentence; then the official is found among the
    persons, and headlines and headings are given to whom they quote. Each step is made for some pages before the next:
    its code and these pages stay in the cache, which is an eighth of the time.
    """
    names: list[list[str]] = []
    for first in range(0, len(pages), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        names += _speakers(pages[some], parts[some], officials[some], roles[some])
    return names


def _speakers(pages: list[Page], parts: list[list[str]], officials: list[str], roles: list[str]) -> list[list[str]]:
    people = list(map(People, officials, roles))
    sentences = list(map(_heard, pages, parts, people))
    said = [{n: cue(sentence) for n, sentence in mine.items()} for mine in sentences]
    attributed = list(map(_attributed, sentences, said))
    voices = list(map(_follow, pages, parts, people, said, attributed))
    return list(map(_named, pages, parts, people, said, voices))


def _named(
    page: Page, parts: list[str], people: People, said: dict[int, Cue], voices: dict[int, Person | None]
) -> list[str]:
    """Each voice by its name: the official, another, or the outlet's narration; with those of the headings."""
    chosen = people.official([voice for voice in voices.values() if voice is not None])
    names = ["none" if part in ("meta", "residue") else "narration" for part in parts]
    for n, voice in voices.items():
        names[n] = "narration" if voice is None else "official" if voice is chosen else "other"
    spoken, reported = [*said], "official" in names
    for n in _quoting(said, page, parts, voices):  # leads first: headlines are compared with them
        signed = _signed_by(n, page, parts, people)
        told = None if signed is None else "official" if signed is chosen else "other"
        names[n] = told or _heading_voice(n, page, parts, spoken, names, reported)
        reported = reported or names[n] == "official"
    return names


def _heard(page: Page, parts: list[str], people: People) -> dict[int, Sentence]:
    """Each sentence of leads and body."""
    sentences: dict[int, Sentence] = {}
    begun = set()
    for n, part in enumerate(parts):
        if part in ("lead", "body"):
            opens = part == "body" and not _follows(n, page, parts)
            sentences[n] = heard(page.texts[n], page.cued[n], opens, part not in begun, people.called)
            begun.add(part)
    return sentences


def _follows(n: int, page: Page, parts: list[str]) -> bool:
    """Whether a sentence stands behind another in its paragraph, and not behind a label or a lead in the same line."""
    return n > 0 and page.paragraphs[n - 1] == page.paragraphs[n] and parts[n - 1] == parts[n]


def _attributed(sentences: dict[int, Sentence], said: dict[int, Cue]) -> bool:
    """Whether the paragraphs of the body name who speaks in them."""
    opening = [said[n].kind for n, sentence in sentences.items() if sentence.opens]
    return opening.count("said") >= _ATTRIBUTED * len(opening)


def _follow(
    page: Page, parts: list[str], people: People, said: dict[int, Cue], attributed: bool
) -> dict[int, Person | None]:
    """The voice of each sentence of leads and body: a person, or None for the outlet."""
    voices: dict[int, Person | None] = {}
    last = letter = _writer(page, parts, people, said)
    voice = part = None
    asked = ended = False
    for n, (kind, subject, certain) in said.items():
        follows = _follows(n, page, parts)
        letter = None if letter and _reports_again(said[n], people) else letter
        if kind == "letter":
            letter = last = people.find(subject, last)
            voice = letter if certain else None
        elif letter:
            voice = letter
        elif kind == "said" and (certain or ended or not follows or (voice is None and is_someone(subject.words))):
            voice = last = people.find(subject, last)
        elif ended and last and _is_quotation(page.texts[n]):
            voice = last
        elif kind in ("outlet", "asked") or ended:
            voice = None
        elif asked and not follows:
            voice = last = people.find(Subject(), last)
        elif voice is not None and not _carries_on(n, page, people, voice, follows, attributed or parts[n] != part):
            voice = None
        asked = kind == "asked" or (asked and kind == "open" and voice is None)
        ended = voice is not None and _closes(page.texts[n])
        voices[n], part = voice, parts[n]
    return voices


def _carries_on(n: int, page: Page, people: People, voice: Person, follows: bool, attributed: bool) -> bool:
    """Whether a sentence that names no speaker goes on with the words of the one before it.

    In one paragraph (`follows`), or behind a colon, it does unless it tells an event.
    """
    text, cued = page.texts[n], page.cued[n]
    if follows or page.texts[n - 1].endswith(":"):
        return not _tells_event(text, cued)
    return not voice.anonymous and _speech_goes_on(text, cued, people, attributed)


def _writer(page: Page, parts: list[str], people: People, said: dict[int, Cue]) -> Person | None:
    """Who wrote the page, where the heading says that it is someone's letter and no sentence reports anyone."""
    if any(kind == "said" for kind, *_ in said.values()):
        return None
    headings = [page.texts[n] for n, part in enumerate(parts) if part in ("kicker", "headline")]
    writer = next(filter(None, map(messages.writer, headings)), "")
    return people.find(Subject(writer), None) if writer else None


def _reports_again(cue: Cue, people: People) -> bool:
    """Whether a letter is over: the outlet speaks, or reports one who has spoken; a letter quotes others."""
    return cue.kind == "outlet" or (cue.kind == "said" and cue.certain and people.knows(cue.subject.words))


def _tells_event(text: str, cued: Set[str]) -> bool:
    return bool(cues.phrases("event").search(text, cued) and openings()["occasion"].match(text))


def _speech_goes_on(text: str, cued: Set[str], people: People, attributed: bool) -> bool:
    """Whether a new paragraph that names no speaker goes on with the last one's words.

    Where the others are `attributed`, or the body begins after a lead, it does so only in the first person.
    """
    if openings()["occasion"].match(text) or people.named(text):
        return False
    if _in_first_person(text, cued):
        return True
    return not (attributed or _PAST_PERFECT.search(text) or cues.phrases("event").search(text, cued))


def _in_first_person(text: str, cued: Set[str]) -> bool:
    if not first_person().isdisjoint(cued):
        return True
    return any(word in verbs() for piece in around(text, "یم") for word in _WE_DO.findall(piece))


def _closes(text: str) -> bool:
    """Whether what was said stood in quotation marks that are closed: after «گفت: «…»» the speech does not go on."""
    return text.endswith(_QUOTED_END) and (text.startswith("«") or "«" not in text or bool(_QUOTED.search(text)))


def _is_quotation(text: str) -> bool:
    return text.startswith("«") and text.endswith(_QUOTED_END)


def _quoting(said: dict[int, Cue], page: Page, parts: list[str], voices: dict[int, Person | None]) -> list[int]:
    """Headlines, crossheads, and leads that name no speaker and tell no event: they may be made of someone's words."""
    texts, cued = page.texts, page.cued
    leads = [n for n in said if parts[n] == "lead" and voices[n] is None and said[n].kind == "open"]
    headings = [n for n, part in enumerate(parts) if part in ("headline", "crosshead")]
    return [n for n in leads if not cues.phrases("event").search(texts[n], cued[n])] + headings


def _asks(text: str) -> bool:
    return text.rstrip("»”\"' ").endswith(("؟", "?", "!"))


def _signed_by(n: int, page: Page, parts: list[str], people: People) -> Person | None:
    """The person a heading names before its colon («رضایی: …»), or the kicker above it does; None if neither does."""
    text = page.texts[n]
    name, colon, _ = text.partition(":")
    if not colon and n and parts[n - 1] == "kicker":
        name, colon = page.texts[n - 1], ":"
    if not colon or len(name) > _NAMED or text.endswith(("؟", "?")) or cues.dateline(text, page.cued[n]):
        return None
    return people.known_as(name)


def _heading_voice(n: int, page: Page, parts: list[str], spoken: list[int], names: list[str], reported: bool) -> str:
    """Who speaks in a heading: whoever says most of its words below; the official is or is not `reported` at all.

    A question, an outcry, and a heading that only names an event or that someone spoke, are the outlet's own.
    """
    text, words = page.texts[n], page.words[n]
    if _asks(text) or (":" not in text and (openings()["mention"].match(text) or openings()["mentioned"].search(text))):
        return "narration"
    if openings()["event"].match(text) and not (verb(words[-1]) or joined_verb(words[-1])):
        return "narration"
    mine = {word for word in words if len(word) > _PARTICLE}
    after = bisect_right(spoken, n)
    below = spoken[after : after + _BELOW] if parts[n] == "crosshead" else [k for k in spoken if k != n]
    shared = [len(mine.intersection(page.words[k])) for k in below]
    if not shared or (parts[n] == "lead" and 2 * max(shared) < len(mine)):
        return "narration"
    best = below[shared.index(max(shared))]
    if names[best] == "narration":
        return "official" if reported and _in_first_person(text, page.cued[n]) else "narration"
    # «آیین معارفه برگزار شد» is not whose words are «در آیین معارفه»: the speaker tells the same event.
    event = cues.phrases("event").search(text, page.cued[n])
    told = event is None or any(word.startswith(event.group().split()[0]) for word in page.words[best])
    return names[best] if told else "narration"
