"""What part of the page each sentence is: kicker, headline, lead, body, crosshead, meta or residue."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, partial
from itertools import chain, groupby
from typing import NamedTuple

from analysis.text import cues
from analysis.text.folding import Page
from analysis.text.people import ranks
from analysis.text.saying import ends_saying, said_from

# A heading is a line without a full stop. Persian headlines run to some twenty words, two joined by a slash included;
# headings inside the body are shorter. A line longer than this without a full stop is a paragraph that lost it.
_HEADLINE_WORDS, _HEADING_WORDS, _TAIL_WORDS, _LABEL_WORDS = 25, 15, 8, 4
_PLAIN_WORDS = 10
# Characters: a closing mark or a button in the line of a paragraph, and a line of labels, are no longer than this.
_SHORT, _LABEL_LETTERS = 60, 250
# The body begins within the first lines; a dateline further down is a second report on the same page.
_HEAD_LINES = 10

_CLOSERS = "»”\"'’)] \u00a0"
_STOPS = tuple(".!?؟…۔")
_FILE_NAME = re.compile(r"^\W*[\w -]+\.(?:jpe?g|png|gif|webp|mp4|mp3|pdf)\W*$", re.IGNORECASE)
_PERSIAN = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_PATH = re.compile(r"[^.:،؛؟!]{1,60} [>›»] [^.،؛؟!]+$")
_LABEL_END = r"(?=\W*$|\s*[:：|#/(؛»]|\s+\d)"


class Line(NamedTuple):
    """A paragraph: the numbers of its first and (exclusive) last sentence, its folded text and words, what it is."""

    first: int
    last: int
    text: str
    words: list[str]
    cued: set[str]
    kind: str
    stopped: bool  # it ends in a full stop
    heading: bool  # short, without a full stop, and no dateline

    @property
    def hangs(self) -> bool:
        """Whether it ends in a colon and waits for the next line."""
        return self.text.rstrip(_CLOSERS).endswith((":", "؛"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    label = partial(cues.any_of, "page")
    return {
        "closing": re.compile(rf"^\W*{label('closing')}{_LABEL_END}", re.IGNORECASE),
        "inserted": re.compile(rf"^\W*{label('inserted')}{_LABEL_END}", re.IGNORECASE),
        "meta": re.compile(
            rf"\W*(?:{label('meta_opening')}(?=\W*$|\s*[:：|#])"
            rf"|(?:\w+(?: \w+){{0,2}} ?[-–ـ] ?)?{label('agencies')}\W*$)",
            re.IGNORECASE,
        ),
        "residue": re.compile(
            rf"^\W*{label('residue_whole')}[\W\d]*$|^\W*{label('residue_opening')}{_LABEL_END}|^\W*{label('residue_phrase')}",
            re.IGNORECASE,
        ),
    }


@cache
def _date_words() -> frozenset[str]:
    return frozenset(cues.words("page", "date_words"))


def _kind(text: str, words: list[str]) -> str:
    """What a line or sentence is by its own words: closing, inserted, meta, residue, or text."""
    if len(words) > _HEADLINE_WORDS or len(text) > _LABEL_LETTERS:
        return "text"
    if len(words) > 1 and all(word.isdecimal() or word.lower() in _date_words() for word in words):
        return "meta" if any(map(str.isdecimal, words)) else "text"
    if not _PERSIAN.search(text) or _FILE_NAME.match(text) or _PATH.match(text):
        return "residue"
    return next((kind for kind in ("closing", "inserted", "meta", "residue") if _patterns()[kind].match(text)), "text")


def parts(page: Page) -> list[str]:
    """The part of each sentence of a page."""
    texts, words = page.texts, page.words
    result = ["body"] * len(texts)
    lines = _lines(page)
    _mark_residue(lines, result)
    rest = [line for line in lines if result[line.first] == "body"]
    start = _body_start(rest, words)
    _mark_head(rest[:start], texts, words, result)
    _mark_body(rest[start:], rest[:start], result)
    for n, text in enumerate(texts):
        if len(text) < _SHORT and result[n] in ("body", "lead") and (kind := _kind(text, words[n])) != "text":
            result[n] = "meta" if kind == "meta" else "residue"
    return result


def _lines(page: Page) -> list[Line]:
    lines = []
    for _, group in groupby(range(len(page.texts)), key=page.paragraphs.__getitem__):
        first, *others = group
        last = first + 1 + len(others)
        text, words, cued = page.texts[first], page.words[first], page.cued[first]
        if others:
            text = " ".join(page.texts[first:last])
            words = [*chain.from_iterable(page.words[first:last])]
            cued = cued.union(*page.cued[first + 1 : last])
        stopped = text.rstrip(_CLOSERS).endswith(_STOPS)
        heading = len(words) <= _HEADING_WORDS and not stopped and not cues.dateline(text, cued)
        lines.append(Line(first, last, text, words, cued, _kind(text, words), stopped, heading))
    return lines


def _mark(line: Line, part: str, result: list[str]) -> None:
    result[line.first : line.last] = [part] * (line.last - line.first)


def _mark_residue(lines: list[Line], result: list[str]) -> None:
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


def _body_start(lines: list[Line], words: list[list[str]]) -> int:
    """The number of lines of text above the body: kickers, headlines and leads."""
    if len(lines) < 2:
        return 0
    datelines = [n for n, line in enumerate(lines[:_HEAD_LINES]) if _opens_account(line.text, line.cued)]
    # A dateline that was cut before its full stop, or is followed by another at once, opens a lead.
    while len(datelines) > 1 and (not lines[datelines[0]].stopped or datelines[1] == datelines[0] + 1):
        del datelines[0]
    headings = _headings(lines, words)
    if datelines and sum(not line.heading for line in lines[headings : datelines[0]]) <= 2:
        return datelines[0]
    if headings and len(lines) > headings + 1:
        return headings + 1
    return headings


def _opens_account(text: str, cued: Set[str]) -> bool:
    """Whether a text begins with «به گزارش …»; an agency's bare name begins a lead as often."""
    opening = cues.dateline(text, cued)
    return bool(opening and opening["account"])


def _headings(lines: list[Line], words: list[list[str]]) -> int:
    """How many lines on top are headings. The first line is one if it is short or its first sentence returns below."""
    first = lines[0]
    single = first.last == first.first + 1
    opening = words[first.first]
    if _opens_account(first.text, first.cued) or len(opening) > _HEADLINE_WORDS or _is_statement(first):
        return 0
    if not single and not _returns(opening, [word for line in lines[1:5] for word in line.words]):
        return 0
    return 1 + next((n for n, line in enumerate(lines[1:]) if not line.heading), len(lines) - 1)


def _returns(sentence: list[str], words: list[str]) -> bool:
    """Whether the words of a sentence stand, in any order, among others."""
    mine = set(sentence)
    return bool(mine) and len(mine.intersection(words)) >= 0.9 * len(mine)


def _mark_head(lines: list[Line], texts: list[str], words: list[list[str]], result: list[str]) -> None:
    """Mark what stands above the body: kickers end in a colon, headlines lack a full stop, the rest are leads."""
    headlines: list[list[str]] = []
    for line in lines:
        opening = words[line.first]
        repeated = any(_returns(opening, headline) for headline in headlines)
        first = line is lines[0] and not _opens_account(line.text, line.cued) and not _is_statement(line)
        if line.heading and (line.hangs or (not headlines and _above_headline(line, lines))):
            named = line.hangs or ranks().match(line.text)
            _mark(line, "kicker" if named else "residue", result)
            continue
        _mark(line, "headline" if line.heading else "lead", result)
        if line.heading or repeated or (first and len(opening) <= _HEADLINE_WORDS):
            result[line.first] = "headline"
            headlines.append(opening)


def _is_statement(line: Line) -> bool:
    """Whether a line is one sentence of a paragraph: a full stop after a colon or after more than ten words."""
    single = line.last == line.first + 1 and line.text.rstrip(_CLOSERS).endswith(".")
    return single and (":" in line.text or len(line.words) > _PLAIN_WORDS)


def _above_headline(line: Line, lines: list[Line]) -> bool:
    """Whether a line stands over another heading and is a short label, or names who says what that one says."""
    later = [other for other in lines if other.first > line.first and other.heading]
    label = len(line.words) <= _LABEL_WORDS and bool(later) and len(later[0].words) > len(line.words)
    return label or (bool(later) and bool(ranks().match(line.text)) and ends_saying(line.text))


def _mark_body(lines: list[Line], head: list[Line], result: list[str]) -> None:
    """Mark headings inside the body, and short lines after its last paragraph (tags, names, pull quotes)."""
    heading = [line.heading and not line.hangs and not said_from(line.text, line.cued) for line in lines]
    last = max((n for n, is_heading in enumerate(heading) if not is_heading), default=len(lines) - 1)
    above = set(chain.from_iterable(line.words for line in [*head, *lines[: last + 1]])) if lines[last + 1 :] else set()
    for n, line in enumerate(lines):
        if n > last and (len(line.words) <= _TAIL_WORDS or above.issuperset(line.words)):
            _mark(line, "residue", result)
        elif heading[n] and n < last and not heading[n + 1] and (n == 0 or not heading[n - 1]):
            _mark(line, "crosshead", result)
