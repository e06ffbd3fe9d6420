"""Captions: what a figure shows, on how much text, what was taken as sampled, how its intervals came about."""

from __future__ import annotations

from typing import Literal

from analysis.errors import InputError
from analysis.output.rtl import number, speaking
from analysis.output.wording import Language

Unit = Literal["sentence", "article"]

UNITS = {
    "sentence": (
        "واحد نمونه‌گیری جمله است؛ بازه‌ها توصیف همین متن‌هاست و درباره‌ی گویندگان چیزی را ثابت نمی‌کند",
        "Sentences are taken as sampled: the intervals describe these texts and support no inference about speakers",
    ),
    "article": (
        "واحد نمونه‌گیری خبر است",
        "Articles are taken as sampled",
    ),
}
INTERVALS = {
    "rate": (
        "بازه‌ی ۹۵ درصدی جفریز بر پایه‌ی توزیع دوجمله‌ای منفی، با میانگین‌گیری بر اندازه‌های ممکن خوشه‌ای‌بودن موردها",
        "95 % Jeffreys intervals under the negative binomial, averaged over how far matches may come in bursts",
    ),
    "share": (
        "بازه‌ی ۹۵ درصدی: ویلسون برای جمله‌ها، جفریز بر پایه‌ی توزیع بتا-دوجمله‌ای برای خبرها",
        "95 % intervals: Wilson’s where sentences are the unit, Jeffreys’s under the beta-binomial where articles are",
    ),
    "contrast": (
        "بازه‌ی ۹۵ درصدی نسبت، برآمده از بازه‌های دو بسامد (MOVER)؛ p از آزمون جایگشت با تعدیل هولم",
        "95 % intervals of the ratio from those of the two rates (MOVER); p by permutation, adjusted after Holm",
    ),
    "bootstrap": (
        "بازه‌ی ۹۵ درصدی بوت‌استرپ، دست‌کم به پهنای بازه‌ی ویلسون",
        "95 % bootstrap intervals, no narrower than Wilson’s",
    ),
    "none": ("", ""),
}
SIZES = (
    "{articles} خبر، {sentences} جمله و {words} واژه‌ی شمرده‌شده",
    "{articles} articles, {sentences} counted sentences, {words} words",
)


def caption(
    what: str,
    *,
    articles: int,
    sentences: int,
    words: int,
    unit: Unit | None,
    interval: str,
    rests_on: str,
    language: Language = "fa",
) -> str:
    """The caption's text: `what` the figure shows, n, the unit, the interval's method, what it all rests on.

    `unit` is that of the table drawn (nothing where no interval is drawn), `interval` one of rate, share, contrast,
    bootstrap and none, `rests_on` names lexicon, texts, version and seeds (`manifest.rests_on`).
    """
    if interval not in INTERVALS:
        raise InputError(f"There is no interval method {interval!r}; a caption knows {', '.join(INTERVALS)}.")
    place = 0 if language == "fa" else 1
    with speaking(language):
        sizes = {"articles": number(articles), "sentences": number(sentences), "words": number(words)}
    said = [
        what,
        SIZES[place].format(**sizes),
        UNITS[unit][place] if unit else "",
        INTERVALS[interval][place],
        rests_on,
    ]
    return " ".join(sentence.rstrip(".") + "." for sentence in said if sentence)
