"""Where sentences end: spans of a text, the marks that may end one found in one pass over its characters.

A newline always ends a sentence: headings stand on lines of their own without a full stop. Inside a line a run of
terminators ends one, unless it stands inside a number, an address, an abbreviation or a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from operator import itemgetter

import numpy as np

from analysis.text import cues
from analysis.text.conjugation import verb
from analysis.text.dates import DATE, HOUR
from analysis.text.folding import code_points, flat, looked_up
from analysis.text.persian import PERSIAN

# A run of terminators, stray spaces between them included («کنیم. .»), with the quotation marks and brackets that close
# after it. Possessive throughout: 100,000 dots cost one pass.
_TERMINATORS = ".!?؟⸮…۔"
_END = re.compile(rf"[{_TERMINATORS}]++(?:[ \u00a0]*+[{_TERMINATORS}]++)*+[»”\"'’)\]]*+")
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_DASHES = "-–ـ"
_STOPPED = re.compile("[.!؟…] ")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*\Z")
_NEXT_WORD = re.compile(r"\s*(\w+)")
# «در پاسخ به این سوال که آیا …؟ گفت: …» is one sentence with a question inside.
_ASKED = re.compile("پاسخ|سوال|پرس")

# A date, and an hour, that lost their line stand before the first sentence: «date 2025-12-16 شهردار گفت».
_DATE = re.compile(rf"\s*+(?:date )?{DATE}(?:[ -]+{HOUR})?+(?= +(?:\d+ ?)?[^\W\d_])", re.IGNORECASE)

# A quotation up to this long stays in one sentence however many it holds: it is one object of گفت. A longer one is a
# speech, whose sentences are the units of coding. 400 characters are some seventy words, twice a usual sentence.
_QUOTED = 400
# Brackets are left out: systems that mirror them leave «علی) ع (» behind, whose “bracket” runs on to the next one.
_CLOSING = {"«": "»", "“": "”"}
_MARK = re.compile("[" + re.escape("".join([*_CLOSING, *_CLOSING.values()])) + "]")

# What a character is to sentences.
_SPACE, _LETTER, _BREAK, _STOP, _DASH = 1, 2, 4, 8, 16

_COPULA = frozenset({"است", "هست", "نیست", "باشد", "نباشد"})


@cache
def _facts() -> np.ndarray:
    """What each code point is; digits are letters here."""
    chars = np.arange(0x110000, dtype=np.uint32).view("U1")
    facts = _SPACE * np.strings.isspace(chars) + _LETTER * np.strings.isalnum(chars)
    for fact, some in ((_BREAK, _BREAKS), (_STOP, _TERMINATORS), (_DASH, _DASHES)):
        facts[[*map(ord, some)]] |= fact
    return facts.astype(np.uint8)


def spans(text: str, flat_text: str | None = None) -> np.ndarray:
    """The sentences of a text, trimmed: paragraph (from 1), start and end; a paragraph is a line that has a word in it.

    `flat_text` is the text folded (`folding.flat`), for who has it already.

    >>> text = "آمد.رفت و ... ماند. «برو! بیا.» گفت ۳.۵ متر؟!"
    >>> [text[start:end] for _, start, end in spans(text)]
    ['آمد.', 'رفت و ... ماند.', '«برو! بیا.» گفت ۳.۵ متر؟!']
    """
    facts = looked_up(_facts(), code_points(text))
    lines = np.concatenate([[0], _places(facts, _BREAK) + 1, [len(text) + 1]])
    edges = np.sort(np.append(lines, _ends(text, flat(text) if flat_text is None else flat_text, facts, lines)))
    # A mark that stands alone is no sentence.
    worded = np.diff(np.searchsorted(_places(facts, _LETTER), edges)) > 0
    seen = np.flatnonzero(facts & _SPACE == 0)
    at = np.searchsorted(seen, edges)
    start, end = seen[at[:-1][worded]], seen[at[1:][worded] - 1] + 1
    paragraph = np.cumsum(np.diff(np.searchsorted(lines, start, "right"), prepend=0) > 0)
    return np.stack([paragraph, start, end], axis=1)


def _places(facts: np.ndarray, fact: int) -> np.ndarray:
    return np.flatnonzero(facts & fact != 0)


def _ends(text: str, flat_text: str, facts: np.ndarray, lines: np.ndarray) -> list[int]:
    """Where sentences end inside the lines, which begin at these places."""
    stops = _places(facts, _STOP)
    stops = stops[np.append(facts, _BREAK)[stops + 1] & _BREAK == 0]  # with the line a sentence ends anyway
    stopped = [
        begin + place
        for begin, end, places in _by_line(stops, lines)
        for place in _ends_at(places, text[begin:end], flat_text[begin:end])
    ]
    dashed = _by_line(_places(facts, _DASH), lines)
    datelines = [begin + place for begin, end, _ in dashed for place in _datelines(flat_text[begin:end])]
    dates = (_DATE.match(flat_text, begin, end - 1) for begin, end in pairwise(lines.tolist()))
    return [*stopped, *datelines, *(date.end() for date in dates if date)]


def _by_line(places: np.ndarray, lines: np.ndarray) -> Iterator[tuple[int, int, list[int]]]:
    """The lines that hold one of these places: where each begins and ends, and the places counted from there."""
    line = np.searchsorted(lines, places, "right") - 1
    asked, first = np.unique(line, return_index=True)
    inside = (places - lines[line]).tolist()
    held = (inside[a:b] for a, b in pairwise([*first.tolist(), len(inside)]))
    return zip(lines[asked].tolist(), (lines[asked + 1] - 1).tolist(), held, strict=True)


def _ends_at(stops: list[int], line: str, flat_line: str) -> list[int]:
    """Where sentences end at some of the stops of a line, the end of the line left out."""
    ends: list[int] = []
    quoted: list[tuple[int, int]] | None = None
    last = read = 0
    for at in stops:
        if at < read or not (mark := _END.match(line, at)):
            continue
        read = mark.end()
        if read == len(line) or not _ends_here(line, flat_line, last, mark):
            continue
        quoted = _quotations(line) if quoted is None else quoted
        if not _inside(quoted, at, read):
            ends.append(last := read)
    return ends


def _datelines(flat_line: str) -> list[int]:
    """Where datelines with a colon end («تهران - ایرنا:»): they stand for themselves, as in the treebanks."""
    if ":" not in flat_line:
        return []
    begins = [0, *(stopped.end() for stopped in _STOPPED.finditer(flat_line))]
    return [found.end() for at in begins if (found := _dateline().match(flat_line, at))]


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(rf"\w+(?: \w+){{0,2}} ?[{_DASHES}] ?{cues.any_of('page', 'agencies')} ?:(?=\s)")


def _ends_here(line: str, flat_line: str, last: int, mark: re.Match[str]) -> bool:
    """Whether the run of terminators ends the sentence that began at `last`."""
    start, end = mark.span()
    marks = mark.group()
    dots = marks.rstrip("»”\"'’)]")
    if dots != marks and _continues(line, flat_line, end, "after_quotation"):
        return False
    after = flat_line[end]  # folded, as marks that nobody sees are spaces there («است.\u200fوی»)
    if "؟" in dots or "!" in dots or "?" in dots:
        if _continues(line, flat_line, end, "after_question") and _ASKED.search(flat_line, last, start):
            return False
        return after.isspace() or bool(PERSIAN.match(after))
    word = _word_before(line, max(start - 40, last), start)
    if dots.count(".") + 3 * dots.count("…") >= 3:
        # An ellipsis after a finite verb ends a sentence; after «و» or a noun it leaves words out.
        return _finite(word)
    if after.isspace():
        if not word:
            return not line[last:start].strip(" \u00a0-–*•()").isdecimal()
        return len(word) > 1 and word not in _abbreviations()
    # No space after the stop («است.وی», «است .وی»). Both sides are Persian words, so neither www.x.ir, ۳.۱۴ nor
    # م.ر. کریمی.
    word = word or _word_before(line, max(start - 40, last), start - line[start - 1 : start].isspace())
    if not (len(word) > 1 and PERSIAN.match(word) and PERSIAN.match(after)):
        return False
    return end + 1 < len(line) and bool(PERSIAN.match(line[end + 1])) and word not in _abbreviations()


def _word_before(line: str, first: int, end: int) -> str:
    """The letters that end at a place."""
    word = line[first:end].rpartition(" ")[2]
    return word if word.isalpha() else _LETTERS_BEFORE.findall(word)[0]


def _continues(line: str, flat_line: str, at: int, table: str) -> bool:
    """Whether the sentence goes on: after a closed quotation («بیا!» را), or a question asked in it («چرا؟ گفت:»)."""
    word = _NEXT_WORD.match(line, at)
    return word is not None and flat_line[word.start(1) : word.end(1)] in _going_on(table)


@cache
def _going_on(table: str) -> frozenset[str]:
    return frozenset(map(flat, cues.words("boundaries", table)))


def _quotations(line: str) -> list[tuple[int, int]]:
    """Quotations of a line, from the opening to just after the closing mark, none longer than `_QUOTED`."""
    if "«" not in line and "“" not in line:
        return []
    found: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for mark in _MARK.finditer(line):
        char = mark.group()
        if char in _CLOSING:
            open_marks.append((_CLOSING[char], mark.start()))
        elif open_marks and open_marks[-1][0] == char:
            _, start = open_marks.pop()
            if not open_marks and mark.end() - start <= _QUOTED:
                found.append((start, mark.end()))
    return found


def _inside(quotations: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a run of terminators that ends at `end` stands inside one of the quotations, in order of their places."""
    at = bisect_right(quotations, start, key=itemgetter(0)) - 1
    return at >= 0 and end < quotations[at][1]


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(cues.words("boundaries", "abbreviations"))


def _finite(word: str) -> bool:
    """Whether a word is a finite verb.

    >>> [_finite(word) for word in ("رفت", "رفتند", "کند", "است", "تابستان", "و")]
    [True, True, True, True, False, False]
    """
    return word in _COPULA or verb(word) is not None
