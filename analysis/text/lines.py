"""The lines of a page, and what each is by its own words: a date, a button, the outlet's name, or text."""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import chain, groupby
from typing import NamedTuple

from analysis.text import cues
from analysis.text.folding import flat
from analysis.text.persian import PERSIAN
from analysis.text.words import Page

# A heading is a line without a full stop. Persian headlines run to some twenty words, two joined by a slash included;
# headings inside the body are shorter. A line longer than this without a full stop is a paragraph that lost it.
HEADLINE_WORDS, HEADING_WORDS = 25, 15
# A line of labels is no longer than so many characters.
_LABEL_LETTERS = 250
# A date line has so many words and numbers of a date, and at most two words more (the city, the hour's name).
_DATE_WORDS, _OTHER_WORDS = 5, 2

_CLOSERS = "»”\"'’)] \u00a0"
_STOPS = tuple(".!?؟…۔")
_FILE_NAME = re.compile(r"^\W*[\w -]+\.(?:jpe?g|png|gif|webp|mp4|mp3|pdf)\W*$", re.IGNORECASE)
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
_PATH = re.compile(r"[^.:،؛؟!]{1,60} [>›»] [^.،؛؟!]+$")
_MARKUP = re.compile(r"(?<![\w-])(?:href|src|class|style|data-[\w-]+)=[\"'”]")
# An outlet alone on its line, with or without a number or date: «خبرگزاری ایرنا / ۱۴۰۴/۰۴/۲۸», «شهرخبر -».
_OUTLET = re.compile(
    r"\W*(?:(?:خبرگزاری|پایگاه خبری)(?: \w+){1,2}[\W\d]*"
    r"|(?:خبرگزاری|پایگاه (?:خبری|اطلاع رسانی))(?: \w+){1,5} ?(?::|[-–] ?\w+)|\w+(?: \w+)? ?[-–])$"
)
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

    @property
    def single(self) -> bool:
        """Whether it is one sentence."""
        return self.last == self.first + 1


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, each with its sentences."""
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
        heading = len(words) <= HEADING_WORDS and not stopped and not cues.dateline(text, cued)
        lines.append(Line(first, last, text, words, cued, kind_of(text, words), stopped, heading))
    return lines


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    label = partial(cues.any_of, "page")
    return {
        "closing": re.compile(rf"^\W*{label('closing')}{_LABEL_END}", re.IGNORECASE),
        "inserted": re.compile(rf"^\W*{label('inserted')}{_LABEL_END}", re.IGNORECASE),
        "meta": re.compile(
            rf"\W*(?:{label('meta_opening')}(?=[\W\d]*$|\s*[:：|#])"
            rf"|(?:\w+(?: \w+){{0,2}} ?[-–ـ] ?)?{label('agencies')}\W*$)",
            re.IGNORECASE,
        ),
        "residue": re.compile(
            rf"^\W*{label('residue_whole')}[\W\d]*$|^\W*{label('residue_opening')}{_LABEL_END}|^\W*{label('residue_phrase')}",
            re.IGNORECASE,
        ),
    }


@cache
def _buttons() -> tuple[str, ...]:
    """Buttons at the end of a line."""
    return tuple(map(flat, cues.words("page", "residue_ending")))


@cache
def _date_words() -> frozenset[str]:
    return frozenset(cues.words("page", "date_words"))


def kind_of(text: str, words: list[str]) -> str:
    """What a line or sentence is by its own words: closing, inserted, meta, residue, or text."""
    if len(words) > HEADLINE_WORDS or len(text) > _LABEL_LETTERS:
        return "residue" if _is_markup(text) else "text"
    if len(words) > 1 and any(map(str.isdecimal, words)):
        others = sum(not word.isdecimal() and word.lower() not in _date_words() for word in words)
        if not others or (others <= _OTHER_WORDS and len(words) - others >= _DATE_WORDS):
            return "meta"
    if _is_markup(text) or _FILE_NAME.match(text) or _PATH.match(text) or _ADDRESS.match(text):
        return "residue"
    if _OUTLET.match(text):
        return "meta"
    if text.endswith(_buttons()):
        return "residue"
    return next((kind for kind in ("closing", "inserted", "meta", "residue") if _patterns()[kind].match(text)), "text")


def _is_markup(text: str) -> bool:
    """Whether a line holds no Persian, or what is left of a page's code."""
    return not PERSIAN.search(text) or ('="' in text and bool(_MARKUP.search(text)))
