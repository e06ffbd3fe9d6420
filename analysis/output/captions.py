"""Captions: what a figure shows, on how much text, what was taken as sampled, how its intervals came about."""

from __future__ import annotations

from analysis.output.findings import scope
from analysis.output.manifest import rests_on
from analysis.output.plates import Plate
from analysis.output.wording import FIGURES, Language, some, template_words
from analysis.statistics.counting import themes_of
from analysis.study import Study


def caption(plate: Plate, study: Study, language: Language) -> str:
    """What stands under the figure: what it shows, n, unit and method of its intervals, what it all rests on."""
    intervals = template_words(FIGURES)[language]["interval"]
    said = [
        f"{plate.what[language]}. {plate.takeaway[language]}",
        _sizes(study, language) if plate.of_counted else "",
        *([scope(plate.table, language), intervals[plate.interval]] if plate.interval else []),
        rests_on(study, language),
    ]
    return " ".join(sentence.rstrip(".") + "." for sentence in said if sentence)


def _sizes(study: Study, language: Language) -> str:
    """On how much text it all stands."""
    total = study.counts[study.counts["theme"] == themes_of(study.counts["theme"])[0]]
    sizes = {"article": len(study.articles), "sentence": total["sentences"].sum(), "word": total["words"].sum()}
    sizes |= {f"counted_{what}": sizes[what] for what in ("sentence", "word")}
    return template_words(FIGURES)[language]["caption"]["sizes"].format(
        **{f"{what}s": some(n, what, language) for what, n in sizes.items()}
    )
