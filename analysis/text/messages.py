"""Texts that a page prints as they were written, such as an official's message: every sentence is the writer's."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from analysis.text import cues
from analysis.text.cues import Phrases
from analysis.text.names import has_title

# «پیامی», «نامه‌ای»
_ENDINGS = ("", "ی", "ای")
# «پیام تبریک», «پیام تبریک و تهنیت»
_WISH = "(?:تبریک|تسلیت|تهنیت|تعزیت|تشکر)"
_OCCASION = f"(?: {_WISH}(?: و {_WISH})?)?"


@cache
def _letter() -> str:
    return rf"{cues.any_of('voices', 'letters')}(?: ?(?:ای|ی)(?!\w))?{_OCCASION}(?!\w)"


@cache
def _introduced() -> Phrases:
    """«متن پیام شهردار به شرح زیر است», «در بخشی از این نامه آمده است».

    The group `whose` names the writer; `all` calls what follows the text.
    """
    part = r"(?: (?:بخش\w* ?(?:دیگری? )?از|ادامه|پایان|ابتدای|آغاز))?"
    given = r"(?:به |بدین |بدان |ب)?شرح(?: ?(?:زیر|ذیل))?(?: ?(?:است|می ?باشد))?|(?:این ?)?(?:چنین )?آمده(?: ?است)?"
    called = rf"(?:در{part}(?: متن)?|(?P<all>متن(?: کامل)?))(?: این)? {_letter()}"
    pattern = rf"(?<!\w){called}(?P<whose>[^:؛.]{{0,80}}?) (?:{given})(?!\w)"
    nouns = [noun + ending for noun in cues.words("voices", "letters") for ending in _ENDINGS]
    return Phrases(pattern, {noun: {"در ", "متن "} for noun in nouns})


@cache
def _invoked() -> re.Pattern[str]:
    """«بسم الله الرحمن الرحیم»: a message begins so, no heading and no report."""
    return re.compile(rf"\W*+{cues.any_of('voices', 'invocations')}(?!\w)")


@cache
def signs() -> frozenset[str]:
    """Words of which one stands wherever a letter begins."""
    return _introduced().words.union(cues.telling("voices", "invocations"))


def begins(text: str, cued: Set[str]) -> re.Match[str] | None:
    """The words of a folded sentence by which a letter begins in it or after it.

    >>> texts = ("متن پیام شهردار به شرح زیر است:", "به نام خدا", "شهردار پیام داد")
    >>> [bool(begins(text, set(text.split()))) for text in texts]
    [True, True, False]
    """
    if signs().isdisjoint(cued):
        return None
    return _invoked().match(text) or _introduced().search(text, cued)


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:در|طی|با (?:صدور|انتشار|ارسال)) {_letter()}")


def is_sent(text: str, end: int) -> bool:
    """Whether a folded sentence tells before `end` that a letter was sent: «شهردار در پیامی نوروز را …»."""
    return _sent().search(text, 0, end) is not None


# Of a letter («نامه شهردار به استاندار») the page may tell as well; a message stands under its name.
_HEADED = re.compile(rf"\W*+(?:متن (?:کامل )?)?(?:پیام|یادداشت){_OCCASION} ")


def writer(heading: str) -> str:
    """Who wrote the message that stands under a folded heading, or "".

    >>> writer("پیام تبریک شهردار رشت به کارگران"), writer("نامه شهردار رشت به استاندار")
    ('شهردار رشت به کارگران', '')
    """
    headed = _HEADED.match(heading)
    whose = heading[headed.end() :] if headed else ""
    return whose if has_title(whose) else ""
