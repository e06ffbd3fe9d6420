"""What part of the page each sentence is: kicker, headline, lead, body, crosshead, meta or residue."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import NamedTuple

from analysis.text import cues

PARTS = ("kicker", "headline", "lead", "body", "crosshead", "meta", "residue")

# A heading is a line without a full stop. Persian headlines run to some twenty words, two joined by a slash included;
# headings inside the body are shorter. A line longer than this without a full stop is a paragraph that lost it.
_HEADLINE_WORDS, _HEADING_WORDS, _TAIL_WORDS = 25, 15, 8
# The body begins within the first lines; a dateline further down is a second report on the same page.
_HEAD_LINES = 10

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?؟…۔][»”\"'’)\]\s]*$")
_OPEN_END = re.compile(r"[:؛][»”\"'’)\]\s]*$")
_FILE_NAME = re.compile(r"^\W*[\w -]+\.(?:jpe?g|png|gif|webp|mp4|mp3|pdf)\W*$", re.IGNORECASE)
_LABEL_END = r"(?=\W*$|\s*[:：|#/(؛»]|\s+\d)"


class Line(NamedTuple):
    """A paragraph: the numbers of its first and (exclusive) last sentence, its text folded, how many words it has."""

    first: int
    last: int
    text: str
    words: int
    kind: str

    @property
    def stopped(self) -> bool:
        return bool(_STOP.search(self.text))

    @property
    def heading(self) -> bool:
        """A short line without a full stop and without a speech of its own."""
        return self.words <= _HEADING_WORDS and not self.stopped and not dateline(self.text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    def label(*tables: str) -> str:
        return f"(?:{cues.alternatives(w for t in tables for w in cues.words('page', t))})"

    dates = cues.alternatives(cues.words("page", "date_words"))
    return {
        "closing": re.compile(rf"^\W*{label('closing')}{_LABEL_END}", re.IGNORECASE),
        "inserted": re.compile(rf"^\W*{label('inserted')}{_LABEL_END}", re.IGNORECASE),
        "meta": re.compile(
            rf"^\W*{label('meta_opening')}(?=\W*$|\s*[:：|#])"
            rf"|^(?=\D*\d)(?:{dates}|[\d\W_])+$"
            rf"|^\W*{label('agencies')}\W*$",
            re.IGNORECASE,
        ),
        "residue": re.compile(
            rf"^\W*{label('residue_whole')}[\W\d]*$|^\W*{label('residue_opening')}{_LABEL_END}|^\W*{label('residue_phrase')}",
            re.IGNORECASE,
        ),
        "dateline": re.compile(
            rf"^\W*{label('report')}(?!\w)|^\W*[\w ]{{2,25}}[-–ـ/] ?(?:خبرگزاری )?{label('agencies')} ?[-–:ـ]"
        ),
    }


def dateline(text: str) -> bool:
    """Whether a folded line opens with the outlet's formula: «به گزارش …», «تهران - ایرنا - …»."""
    return bool(_patterns()["dateline"].search(text[:80]))


def _kind(text: str, words: int) -> str:
    """What a line or sentence is by its own words: closing, inserted, meta, residue, or text."""
    if words > _HEADLINE_WORDS:
        return "text"
    if _FILE_NAME.search(text):
        return "residue"
    return next((kind for kind in ("closing", "inserted", "meta", "residue") if _patterns()[kind].search(text)), "text")


def parts(texts: list[str], paragraphs: list[int]) -> list[str]:
    """The part of each sentence, given the folded sentences of a page (`cues.flat`) and the paragraph of each."""
    result = ["body"] * len(texts)
    lines = _lines(texts, paragraphs)
    _mark_residue(lines, texts, result)
    rest = [line for line in lines if result[line.first] == "body"]
    start = _body_start(rest, texts)
    _mark_head(rest[:start], texts, result)
    _mark_body(rest[start:], rest[:start], texts, result)
    for n, text in enumerate(texts):
        if result[n] in ("body", "lead") and _kind(text, _size(text)) in ("closing", "residue"):
            result[n] = "residue"
    return result


def _lines(texts: list[str], paragraphs: list[int]) -> list[Line]:
    lines = []
    for _, group in groupby(range(len(texts)), key=paragraphs.__getitem__):
        numbers = list(group)
        text = " ".join(texts[n] for n in numbers)
        words = _size(text)
        lines.append(Line(numbers[0], numbers[-1] + 1, text, words, _kind(text, words)))
    return lines


def _mark(line: Line, part: str, result: list[str]) -> None:
    result[line.first : line.last] = [part] * (line.last - line.first)


def _mark_residue(lines: list[Line], texts: list[str], result: list[str]) -> None:
    """Mark meta and residue lines: by their words, after an inserted link, and everything after the closing mark."""
    closed = linked = prose = False
    for line in lines:
        linked = line.kind == "inserted" or (linked and line.heading)
        closed = closed or (line.kind == "closing" and prose)
        prose = prose or (line.kind == "text" and line.stopped)
        if line.kind == "meta":
            _mark(line, "meta", result)
        elif closed or linked or line.kind != "text":
            _mark(line, "residue", result)


def _body_start(lines: list[Line], texts: list[str]) -> int:
    """The number of lines of text above the body: kickers, headlines and leads."""
    if len(lines) < 2:
        return 0
    datelines = [n for n, line in enumerate(lines[:_HEAD_LINES]) if dateline(line.text)]
    # A dateline that was cut before its full stop, or is followed by another at once, opens a lead.
    while len(datelines) > 1 and (not lines[datelines[0]].stopped or datelines[1] == datelines[0] + 1):
        del datelines[0]
    headings = _headings(lines, texts)
    if datelines and sum(not line.heading for line in lines[headings : datelines[0]]) <= 2:
        return datelines[0]
    if headings and len(lines) > headings + 1:
        return headings + 1
    return headings


def _headings(lines: list[Line], texts: list[str]) -> int:
    """How many lines on top are headings. The first line is one if it is short or its first sentence returns below."""
    first = lines[0]
    single = first.last == first.first + 1
    opening = texts[first.first]
    if dateline(opening) or _size(opening) > _HEADLINE_WORDS:
        return 0
    if not single and not _returns(opening, " ".join(line.text for line in lines[1:5])):
        return 0
    return 1 + next((n for n, line in enumerate(lines[1:]) if not line.heading), len(lines) - 1)


def _size(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _returns(sentence: str, text: str) -> bool:
    """Whether the words of a sentence stand, in any order, in a text."""
    words = set(_WORD.findall(sentence))
    return bool(words) and len(words & set(_WORD.findall(text))) >= 0.9 * len(words)


def _mark_head(lines: list[Line], texts: list[str], result: list[str]) -> None:
    """Mark what stands above the body: kickers end in a colon, headlines lack a full stop, the rest are leads."""
    headlines: list[str] = []
    for line in lines:
        opening = texts[line.first]
        repeated = any(_returns(opening, headline) for headline in headlines)
        first = not headlines and line is lines[0]
        if _OPEN_END.search(line.text) and line.heading:
            _mark(line, "kicker", result)
            continue
        _mark(line, "headline" if line.heading else "lead", result)
        if line.heading or repeated or (first and _size(opening) <= _HEADLINE_WORDS and not dateline(opening)):
            result[line.first] = "headline"
            headlines.append(opening)


def _mark_body(lines: list[Line], head: list[Line], texts: list[str], result: list[str]) -> None:
    """Mark headings inside the body, and short lines after its last paragraph (tags, names, pull quotes)."""
    last = max((n for n, line in enumerate(lines) if not line.heading), default=len(lines) - 1)
    for n, line in enumerate(lines):
        if not line.heading or _OPEN_END.search(line.text):
            continue
        if n > last:
            repeated = any(_returns(line.text, other.text) for other in [*head, *lines[: last + 1]])
            if line.words <= _TAIL_WORDS or repeated:
                _mark(line, "residue", result)
        elif n < last and not lines[n + 1].heading and (n == 0 or not lines[n - 1].heading):
            _mark(line, "crosshead", result)
