"""Captions: what a figure shows, on how much text, what was taken as sampled, how its intervals came about."""

from __future__ import annotations

from analysis.output.findings import scope
from analysis.output.manifest import rests_on
from analysis.output.plates import Plate
from analysis.output.wording import Language, number, some
from analysis.statistics.counting import themes_of
from analysis.study import Study

INTERVALS = {
    "fa": {
        "rate": "بازه‌ی ۹۵ درصدی جفریز بر پایه‌ی توزیع دوجمله‌ای منفی، با میانگین‌گیری بر اندازه‌های ممکن خوشه‌ای‌بودن موردها",
        "contrast": "بازه‌ی ۹۵ درصدی نسبت، برآمده از بازه‌های دو بسامد (MOVER)؛ p از آزمون جایگشت با تعدیل هولم",
        "bootstrap": "بازه‌ی ۹۵ درصدی بوت‌استرپ، دست‌کم به پهنای بازه‌ی ویلسون",
    },
    "en": {
        "rate": "95 % Jeffreys intervals under the negative binomial, averaged over how far matches may come in bursts",
        "contrast": "95 % intervals of the ratio from those of the two rates (MOVER); p by permutation, after Holm",
        "bootstrap": "95 % bootstrap intervals, no narrower than Wilson’s",
    },
}


def caption(plate: Plate, study: Study, language: Language) -> str:
    """What stands under the figure: what it shows, n, unit and method of its intervals, what it all rests on."""
    said = [
        f"{plate.what[language]}. {plate.takeaway[language]}",
        _sizes(study, language) if plate.of_counted else "",
        *([scope(plate.table, language), INTERVALS[language][plate.interval]] if plate.interval else []),
        rests_on(study, language),
    ]
    return " ".join(sentence.rstrip(".") + "." for sentence in said if sentence)


def _sizes(study: Study, language: Language) -> str:
    """On how much text it all stands."""
    total = study.counts[study.counts["theme"] == themes_of(study.counts["theme"])[0]]
    articles, sentences, words = len(study.articles), total["sentences"].sum(), total["words"].sum()
    if language == "en":
        return f"{some(articles, 'article')}, {some(sentences, 'counted sentence')}, {some(words, 'word')}"
    return f"{number(articles, 'fa')} خبر، {number(sentences, 'fa')} جمله و {number(words, 'fa')} واژه‌ی شمرده‌شده"
