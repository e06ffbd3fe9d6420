"""What part of the page each sentence is: kicker, headline, lead, body, crosshead, meta or residue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain, pairwise, takewhile

from analysis.text import cues
from analysis.text.lines import HEADLINE_WORDS, Line, lines_of
from analysis.text.names import ranks
from analysis.text.saying import ends_saying, said_from
from analysis.text.words import Page

# Words of a label above the headline, of a name under it, of a tag after the end; a paragraph has more than ten.
_LABEL_WORDS, _NAME_WORDS, _TAIL_WORDS, _PLAIN_WORDS = 4, 3, 8, 10
# The body begins within the first lines; a dateline further down is a second report on the same page.
_HEAD_LINES = 10
# What the first line says stands below again within so many lines.
_AGAIN_LINES = 5
# Between the headings and the dateline stand at most so many leads.
_LEADS = 2
# A menu on top has so many lines.
_MENU_LINES = 5


def parts(pages: list[Page]) -> list[list[str]]:
    """The part of each sentence of each page; each step is made for all pages before the next, as `speakers` does."""
    lines = list(map(lines_of, pages))
    return list(map(_marked, pages, lines))


def _marked(page: Page, lines: list[Line]) -> list[str]:
    """The part of each sentence by the line it stands in."""
    result = ["body"] * len(page.texts)
    _mark_residue(lines, result)
    rest = [line for line in lines if result[line.first] == "body"]
    start = _body_start(rest)
    _mark_head(rest[:start], result)
    _mark_body(rest[start:], rest[:start], result)
    return result


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


def _body_start(lines: list[Line]) -> int:
    """The number of lines of text above the body: kickers, headlines and leads.

    A letter is in the body, and so is a label under the headline that names who speaks («رضایی، شهردار:»).
    """
    letter = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if line.letter), len(lines))
    start = min(_above_body(lines), letter) if len(lines) > 1 else 0
    return start - (start > 1 and lines[start - 1].is_label and not lines[start - 2].is_label)


def _above_body(lines: list[Line]) -> int:
    """The number of headings and leads on top: down to the dateline or, where none is near, by the paragraphs."""
    headings = _headings(lines)
    account = _account(lines[:_HEAD_LINES], headings)
    if account is not None and sum(not line.heading for line in lines[headings:account]) <= _LEADS:
        return account
    titles = {line.text for line in lines[:headings]}
    return headings + _leads(lines[headings:], titles) if headings else int(_opens_with_lead(lines))


def _account(lines: list[Line], headings: int) -> int | None:
    """The line whose dateline opens the account; right under the headings, and right above another, it opens a lead."""
    datelines = [n for n, line in enumerate(lines) if line.account]
    if datelines[:2] == [headings, headings + 1]:
        return headings + 1
    return next(iter(datelines), None)


def _leads(lines: list[Line], titles: set[str]) -> int:
    """How many lines under the headings are a lead: one, however often, and then a paragraph that names who speaks.

    Between the two the headline may stand again. Where a pronoun goes on, or the name stands before the office, the
    account began with the first line.
    """
    after = next((n for n, line in enumerate(lines) if line.text != lines[0].text), 1)
    if after < len(lines) and lines[after].text in titles:
        return after
    if after >= len(lines) or lines[after].heading or _goes_on().match(lines[after].text):
        return 0
    return 0 if lines[0].introduces else after


def _opens_with_lead(lines: list[Line]) -> bool:
    """Whether a page without a headline begins with its lead: its words return, or the next paragraph introduces.

    Where the first gives an office («شهردار رشت گفت: …»), the next introduces by the bare name («حسن رضایی در …»).
    """
    first, below = lines[0], lines[1:_AGAIN_LINES]
    if any(_returns(first.opening, line.opening) for line in below):
        return True
    if not below or first.introduces:
        return False
    return below[0].introduces or (bool(ranks().match(first.text)) and below[0].reports_name)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"\W*{cues.any_of('voices', 'same_speaker')}(?!\w)")


def _headings(lines: list[Line]) -> int:
    """How many lines on top are headings. The first line is one if it is short or its first sentence returns below."""
    first = lines[0]
    twice = _twice(lines)
    if first.account or len(first.opening) > HEADLINE_WORDS or (_is_statement(first) and not twice):
        return 0
    if not (first.single or _is_title(first) or _opens_again(first, lines[1:_AGAIN_LINES])):
        return 0
    count = 1 + twice
    return count + sum(1 for _ in takewhile(lambda line: line.heading, lines[count:]))


def _opens_again(line: Line, below: list[Line]) -> bool:
    """Whether a line's first sentence stands below; a lead's, which is what someone says, among the headings there."""
    said = said_from(line.page.texts[line.first], line.page.cued[line.first])
    words = chain.from_iterable(other.words for other in below if other.heading or not said)
    return _returns(line.opening, words)


def _twice(lines: list[Line]) -> bool:
    """Whether the first line stands again right below: as the page's title and as its heading."""
    return len(lines) > 1 and lines[0].text == lines[1].text and lines[0].size <= HEADLINE_WORDS


def _is_title(line: Line) -> bool:
    """Whether a line too long for a heading may be a headline: no full stop in it."""
    return not (line.stopped or line.hangs or line.size > HEADLINE_WORDS or ". " in line.text)


def _returns(sentence: list[str], words: Iterable[str]) -> bool:
    """Whether the words of a sentence stand, in any order, among others."""
    mine = set(sentence)
    return bool(mine) and len(mine.intersection(words)) >= 0.9 * len(mine)


def _mark_head(lines: list[Line], result: list[str]) -> None:
    """Mark what stands above the body: kickers end in a colon, headlines lack a full stop, the rest are leads."""
    headlines: list[list[str]] = []
    menu = _menu(lines)
    twice = _twice(lines[menu:])
    for line in lines[:menu]:
        _mark(line, "residue", result)
    for n, line in enumerate(lines[menu:], menu):
        repeated = any(_returns(line.opening, headline) for headline in headlines)
        first = not headlines and not line.account and not _is_statement(line)
        if line.heading and headlines and not repeated and _is_byline(line, headlines):
            _mark(line, "meta" if line.size <= _NAME_WORDS else "residue", result)
            continue
        if line.heading and (line.hangs or (not headlines and _above_headline(line, lines))):
            named = line.hangs or ranks().match(line.text)
            _mark(line, "kicker" if named else "residue", result)
            continue
        title = line.heading or (twice and n == menu) or (first and _is_title(line))
        _mark(line, "headline" if title else "lead", result)
        if title or repeated or (first and len(line.opening) <= HEADLINE_WORDS):
            result[line.first] = "headline"
            headlines.append(line.opening)


def _menu(lines: list[Line]) -> int:
    """How many lines on top are a menu: a run of headings, most of them of a few words, down to the last short one.

    So are headings above a kicker and its headline, unless the headline stands among them already.
    """
    run = next((n for n, line in enumerate(lines) if not line.heading), len(lines))
    if kicker := _kicker(lines[:run]) if run > 1 else 0:
        return kicker
    labels = [n for n, line in enumerate(lines[:run]) if line.size <= _LABEL_WORDS and not line.hangs]
    return labels[-1] + 1 if run >= _MENU_LINES and 4 * len(labels) >= 3 * run else 0


def _kicker(run: list[Line]) -> int:
    """Where the first kicker over a headline stands among the headings on top; 0 if one above it says the same."""
    found = next((n for n, (line, below) in enumerate(pairwise(run)) if line.hangs and not below.hangs), 0)
    again = any(_returns(line.opening, chain.from_iterable(line.words for line in run[found:])) for line in run[:found])
    return 0 if again else found


def _is_byline(line: Line, headlines: list[list[str]]) -> bool:
    """Whether a heading under the headline is its author, or the text of its picture («تصویر …»)."""
    picture = line.text.startswith("تصویر ") and any(_returns(line.words[1:], headline) for headline in headlines)
    return picture or (line.size <= _NAME_WORDS and not line.hangs)


def _is_statement(line: Line) -> bool:
    """Whether a line is one sentence of a paragraph: a full stop after a colon or after more than ten words."""
    ends = line.single and line.stopped and not line.text.endswith(("؟", "?", "!"))
    return ends and (":" in line.text or line.size > _PLAIN_WORDS)


def _above_headline(line: Line, lines: list[Line]) -> bool:
    """Whether a line stands over another heading and is a short label, or names who says what that one says."""
    later = [other for other in lines if other.first > line.first and other.heading]
    label = line.size <= _LABEL_WORDS and any(other.size > line.size for other in later)
    return label or (bool(later) and bool(ranks().match(line.text)) and ends_saying(line.text))


@cache
def _signature() -> re.Pattern[str]:
    """Whose release it is, under its last paragraph: «روابط عمومی شهرداری رشت», «اداره کل ارتباطات شهرداری رشت»."""
    return re.compile(r"\W*(?:(?:اداره )?روابط عمومی|(?:اداره|مدیریت|مرکز)(?: کل)? ارتباطات)(?!\w)")


def _mark_body(lines: list[Line], head: list[Line], result: list[str]) -> None:
    """Mark headings inside the body, and short lines after its last paragraph."""
    heading = [line.heading and not line.hangs and not said_from(line.text, line.cued) for line in lines]
    last = max((n for n, is_heading in enumerate(heading) if not is_heading), default=len(lines) - 1)
    if lines[last + 1 :]:
        _mark_tail(lines[: last + 1], lines[last + 1 :], head, result)
    for n, line in enumerate(lines[:last]):
        if heading[n] and not heading[n + 1] and (n == 0 or not heading[n - 1]):
            again = any(line.text == other.text and result[other.first] == "headline" for other in head)
            _mark(line, "headline" if again else "crosshead", result)


def _mark_tail(body: list[Line], tail: list[Line], head: list[Line], result: list[str]) -> None:
    """Mark short lines after the last paragraph: tags, names, pull quotes; those right under a letter sign it."""
    above = set(chain.from_iterable(line.words for line in [*head, *body]))
    letter = any(line.letter for line in body)
    for line in tail:
        signs = letter and line.size <= _TAIL_WORDS and {"meta"}.issuperset(result[body[-1].last : line.first])
        if signs or _signature().match(line.text):
            _mark(line, "meta", result)
        elif line.size <= _TAIL_WORDS or above.issuperset(line.words):
            _mark(line, "residue", result)
