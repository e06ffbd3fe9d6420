"""The lines of a page, and what each is by its own words: a date, a button, the outlet's name, or text."""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import accumulate, chain, groupby, pairwise
from typing import NamedTuple

from analysis.text import cues, messages
from analysis.text.dates import DATE, HOUR
from analysis.text.folding import flat
from analysis.text.names import parse, ranks, read_mention
from analysis.text.persian import PERSIAN
from analysis.text.saying import openings, said_from
from analysis.text.words import Page

# A heading is a line without a full stop. Persian headlines run to some twenty words, two joined by a slash included;
# headings inside the body are shorter. A line longer than this without a full stop is a paragraph that lost it.
HEADLINE_WORDS, HEADING_WORDS = 25, 15
# A line of labels is no longer than so many characters.
_LABEL_LETTERS = 250
# A date line has so many words and numbers of a date, and at most two words more (the city, the hour's name).
_DATE_WORDS, _OTHER_WORDS = 5, 2
_DATE_OR_HOUR = re.compile(f"{DATE}|{HOUR}")

# A label in the line of a paragraph is no longer than so many characters.
_SHORT = 60

# A name and its office stand within so many letters.
_NAMED = 60
_INTERVIEW = re.compile(r"\W*+(?:[\w»،]+ +){2,12}?(?:در +(?:گفت ?(?:و ?)?گو(?:یی)?|مصاحبه) +(?:\w+ +)?با|به) +خبرنگار")

_CLOSERS = "»”\"'’)] \u00a0"
_STOPS = tuple(".!?؟…۔")
_FILE_NAME = r"\W*[\w -]++\.(?:jpe?g|png|gif|webp|mp4|mp3|pdf)\W*$"
_ADDRESS = r"\W*(?:https?://|www\.)\S+\s*$"
_PATH = r"[^.:،؛؟!]{1,60} [>›»] [^.،؛؟!]+$"
_MARKUP = re.compile(r"(?<![\w-])(?:href|src|class|style|data-[\w-]+)=[\"'”]")
# An outlet alone on its line, with or without a number or date: «خبرگزاری ایرنا / ۱۴۰۴/۰۴/۲۸», «شهرخبر -».
_OUTLET = (
    r"\W*(?:(?:خبرگزاری|پایگاه خبری)(?: \w+){1,2}[\W\d]*|(?:سایت|روزنامه)(?: \w+){1,3} ?[/|–-] ?\d[\W\d]*"
    r"|(?:خبرگزاری|پایگاه (?:خبری|اطلاع رسانی))(?: \w+){1,5} ?(?::|[-–] ?\w*)|\w+(?: \w+)? ?[-–])$"
)
# A date before a label: «20 خرداد 1399 - کد خبر: 17».
_DATED = rf"(?:\w+\W+)?(?:\d{{1,2}} \w+ \d{{4}}|{DATE})(?:\W+(?:ساعت\W+)?{HOUR})?\W+"
_LABEL_END = r"(?=\W*$|\s*[:：|#/(؛»]|\s+\d)"


class Line(NamedTuple):
    """A paragraph of a page, from its first to its (exclusive) last sentence."""

    page: Page
    first: int
    last: int
    text: str  # folded
    size: int  # how many words it has
    kind: str
    stopped: bool  # it ends in a full stop
    heading: bool  # short, without a full stop, and no dateline or letter's beginning
    account: bool  # it begins with «به گزارش …»; an agency's bare name begins a lead as often
    letter: bool  # a text printed as it was written begins with it or after it

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.opening if self.single else [*chain.from_iterable(self.page.words[self.first : self.last])]

    @property
    def opening(self) -> list[str]:
        """The words of its first sentence."""
        return self.page.words[self.first]

    @property
    def cued(self) -> set[str]:
        """Those of its words that may say who speaks."""
        return set().union(*self.page.cued[self.first : self.last])

    @property
    def hangs(self) -> bool:
        """Whether it ends in a colon and waits for the next line."""
        return self.text.rstrip(_CLOSERS).endswith((":", "؛"))

    @property
    def is_label(self) -> bool:
        """Whether it is a heading that waits for the next line."""
        return self.heading and self.hangs

    @property
    def interviews(self) -> bool:
        """Whether it begins with a name and «در گفت‌وگو با خبرنگار …», as an account does."""
        return "خبرنگار" in self.text and _INTERVIEW.match(self.text) is not None

    @property
    def introduces(self) -> bool:
        """Whether it begins as an account does, with a speaker's name before the office; a lead gives the office."""
        if self.interviews:
            return True
        rank = ranks().search(self.text, 0, _NAMED)
        if not (rank and rank.start()) or openings()["event"].match(self.text):
            return False
        name, office = parse(self.text[:_NAMED])
        return len(name) > 1 and bool(office) and not cues.dateline(self.text, self.cued)

    @property
    def reports_name(self) -> bool:
        """Whether it begins with a name of two words or more, and no office, and tells what that one says."""
        found = read_mention(self.text[:_NAMED])
        named = found.kind == "named" and len(found.name) > 1 and not found.office
        return named and said_from(self.text, self.cued) > 0

    @property
    def single(self) -> bool:
        """Whether it is one sentence."""
        return self.last == self.first + 1


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, each with its sentences; a label that stands in the line of a paragraph is one of its own.

    Such are a closing mark («… شد. انتهای پیام/»), a button, and the date before the first sentence.
    """
    lengths = [len([*same]) for _, same in groupby(page.paragraphs)]
    lines = [_line(page, first, last) for first, last in pairwise(accumulate(lengths, initial=0))]
    return [*chain.from_iterable([line] if line.single or line.kind != "text" else _parted(line) for line in lines)]


def _parted(line: Line) -> list[Line]:
    """A paragraph, cut before and after each of its sentences that is a label."""
    page, first, last = line.page, line.first, line.last
    labels = [n for n in range(first, last) if len(page.texts[n]) < _SHORT and _is_label(page, n)]
    edges = sorted({first, last, *labels, *(n + 1 for n in labels)})
    return [_line(page, *edge) for edge in pairwise(edges)] if labels else [line]


def _is_label(page: Page, n: int) -> bool:
    return kind_of(page.texts[n], page.words[n]) != "text"


def _line(page: Page, first: int, last: int) -> Line:
    words = page.words[first:last]
    size = sum(map(len, words))
    text = page.texts[first] if last == first + 1 else " ".join(page.texts[first:last])
    if size <= HEADLINE_WORDS and len(text) <= _LABEL_LETTERS:
        kind = kind_of(text, [*chain.from_iterable(words)])
    else:
        kind = "residue" if _is_markup(text) else "text"
    stopped = text.rstrip(_CLOSERS).endswith(_STOPS)
    opening = cues.dateline(page.texts[first], page.cued[first])
    letter = messages.begins(page.texts[first], page.cued[first]) is not None
    heading = size <= HEADING_WORDS and not stopped and not opening and not letter
    return Line(page, first, last, text, size, kind, stopped, heading, bool(opening and opening["account"]), letter)


@cache
def _sites_own() -> re.Pattern[str]:
    """Lines that a site prints around its articles: names of files, paths, addresses, itself."""
    return re.compile(rf"(?P<residue>{_FILE_NAME}|{_PATH}|{_ADDRESS})|(?P<meta>{_OUTLET})", re.IGNORECASE)


@cache
def _labels() -> re.Pattern[str]:
    label = partial(cues.any_of, "page")
    meta = rf"(?:{_DATED})?{label('meta_opening')}(?=[\W\d]*$|\s*[:：|#])"
    meta += rf"|(?:\w+(?: \w+){{0,2}} ?[-–ـ] ?)?{label('agencies')}\W*$"
    residue = (
        rf"(?:{label('residue_whole')}[\W\d]*+)++$|{label('residue_opening')}{_LABEL_END}|{label('residue_phrase')}"
    )
    another = rf"(?= {cues.any_of('page', 'residue_opening', 'closing')}{_LABEL_END})"  # «انتهای پیام برچسب‌ها: رشت»
    return re.compile(
        rf"\W*(?:(?P<closing>{label('closing')}(?:{_LABEL_END}|{another}))|(?P<inserted>{label('inserted')}{_LABEL_END})"
        rf"|(?P<meta>{meta})|(?P<residue>{residue}))",
        re.IGNORECASE,
    )


@cache
def _buttons() -> tuple[str, ...]:
    """Buttons at the end of a line."""
    return tuple(map(flat, cues.words("page", "residue_ending")))


@cache
def _date_words() -> frozenset[str]:
    return frozenset(map(flat, cues.words("page", "date_words")))


def kind_of(text: str, words: list[str]) -> str:
    """What a line of labels' length is by its own words: closing, inserted, meta, residue, or text."""
    if _is_date(text, words):
        return "meta"
    found = _sites_own().match(text)
    if not found and text.endswith(_buttons()):
        return "residue"
    found = found or _labels().match(text)
    return str(found.lastgroup) if found else "residue" if _is_markup(text) else "text"


def _is_date(text: str, words: list[str]) -> bool:
    """Whether a line is a date; numbers alone are one where they are written as a day or an hour (no «5/5 1 0 0»)."""
    if len(words) == 1 or not any(map(str.isdecimal, words)):
        return False
    named = sum(word.lower() in _date_words() for word in words)
    others = len(words) - named - sum(map(str.isdecimal, words))
    if not (named or _DATE_OR_HOUR.search(text)):
        return False
    return not others or (others <= _OTHER_WORDS and len(words) - others >= _DATE_WORDS)


def _is_markup(text: str) -> bool:
    """Whether a line holds no Persian, or what is left of a page's code."""
    return not PERSIAN.search(text) or ('="' in text and bool(_MARKUP.search(text)))
