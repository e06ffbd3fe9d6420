"""Where sentences end: spans of a page's text, found in one pass over each line.

A newline always ends a sentence: headings stand on lines of their own without a full stop. Inside a line a run of
terminators ends one, unless it stands inside a number, an address, an abbreviation or a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from analysis.text import cues
from analysis.text.folding import flat
from analysis.text.vocabulary import verb

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

# A run of terminators, stray spaces between them included («کنیم. .»), with the quotation marks and brackets that close
# after it. Possessive throughout: 100,000 dots cost one pass.
_END = re.compile(r"[.!?؟⸮…۔]++(?:[ \u00a0]*+[.!?؟⸮…۔]++)*+[»”\"'’)\]]*+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_DASH = re.compile(r"[-–ـ]")
_NEXT_WORD = re.compile(r"\s*(\w+)")
_PERSIAN = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]")

# A quotation up to this long stays in one sentence however many it holds: it is one object of گفت. A longer one is a
# speech, whose sentences are the units of coding. 400 characters are some seventy words, twice a usual sentence.
_QUOTED = 400
# Brackets are left out: systems that mirror them leave «علی) ع (» behind, whose “bracket” runs on to the next one.
_CLOSING = {"«": "»", "“": "”"}
_MARK = re.compile("[" + re.escape("".join([*_CLOSING, *_CLOSING.values()])) + "]")

_COPULA = frozenset({"است", "هست", "نیست", "باشد", "نباشد"})


def spans(text: str) -> list[tuple[int, int, int]]:
    """The sentences of a text as (paragraph from 1, start, end), trimmed; a paragraph is a line that has a word in it.

    >>> text = "آمد.رفت و ... ماند. «برو! بیا.» گفت ۳.۵ متر؟!"
    >>> [text[start:end] for _, start, end in spans(text)]
    ['آمد.', 'رفت و ... ماند.', '«برو! بیا.» گفت ۳.۵ متر؟!']
    """
    found: list[tuple[int, int, int]] = []
    paragraph = 0
    for line in _LINE.finditer(text):
        ends = _ends(line.group())
        cut = [
            span
            for start, end in zip([0, *ends], [*ends, len(line.group())], strict=True)
            if (span := _trimmed(text, line.start() + start, line.start() + end))
        ]
        if cut:
            paragraph += 1
            found += [(paragraph, start, end) for start, end in cut]
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its edges, None where no word stands in it (a stray mark)."""
    piece = text[start:end]
    bare = piece.strip()
    if not any(map(str.isalnum, bare)):
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(bare)


def _ends(line: str) -> list[int]:
    """Where sentences end inside a line, the end of the line left out."""
    ends = _datelines(line)
    quoted: list[tuple[int, int]] | None = None
    last = 0
    for mark in _END.finditer(line):
        if mark.end() == len(line) or not _ends_here(line, last, mark):
            continue
        quoted = _quotations(line) if quoted is None else quoted
        if not _inside(quoted, mark.start(), mark.end()):
            ends.append(last := mark.end())
    return sorted(ends)


def _datelines(line: str) -> list[int]:
    """Where datelines with a colon end («تهران - ایرنا:»): they stand for themselves, as in the treebanks."""
    if ":" not in line or not _DASH.search(line):
        return []
    return [found.end() for found in _dateline().finditer(flat(line))]


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[.!؟…] ))\w+(?: \w+){{0,2}} ?[-–ـ] ?{cues.any_of('page', 'agencies')} ?:(?=\s)")


def _ends_here(line: str, last: int, mark: re.Match[str]) -> bool:
    """Whether the run of terminators ends the sentence that began at `last`."""
    before = _WORD_BEFORE.search(line, max(mark.start() - 40, last), mark.start())
    word = before.group() if before else ""
    dots = mark.group().rstrip("»”\"'’)]")
    after = line[mark.end()]
    if dots != mark.group() and _continues(line, mark.end()):
        return False
    if "؟" in dots or "!" in dots or "?" in dots:
        return after.isspace() or bool(_PERSIAN.match(after))
    if dots.count(".") + 3 * dots.count("…") >= 3:
        # An ellipsis after a finite verb ends a sentence; after «و» or a noun it leaves words out.
        return _finite(word)
    if after.isspace():
        numbered = line[last : mark.start()].strip(" \u00a0-–*•()").isdecimal()
        return not numbered and not (len(word) == 1 and line[mark.start() - 1] == word) and word not in _abbreviations()
    # No space after the stop: «است.وی». Both sides are Persian words, so neither www.x.ir, ۳.۱۴ nor م.ر. کریمی.
    if not (len(word) > 1 and _PERSIAN.match(word) and _PERSIAN.match(after)):
        return False
    return mark.end() + 1 < len(line) and bool(_PERSIAN.match(line[mark.end() + 1])) and word not in _abbreviations()


def _continues(line: str, at: int) -> bool:
    """Whether the sentence goes on after a closed quotation: «بیا.» گفت، «بیا!» را."""
    word = _NEXT_WORD.match(line, at)
    return word is not None and flat(word.group(1)) in _after_quotation()


@cache
def _after_quotation() -> frozenset[str]:
    return frozenset(cues.words("boundaries", "after_quotation"))


def _quotations(line: str) -> list[tuple[int, int]]:
    """Quotations of a line, from the opening to just after the closing mark, none longer than `_QUOTED`."""
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
