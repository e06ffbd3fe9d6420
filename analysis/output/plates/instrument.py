"""Plates of the instrument: how far the lexicon agrees with the hand coding."""

from __future__ import annotations

from matplotlib.axes import Axes

from analysis.output import figures
from analysis.output.plates import LANGUAGES, Plate, names
from analysis.output.wording import number
from analysis.study import Study
from analysis.themes.coding import code
from analysis.themes.validity import validity


def validation(study: Study) -> Plate | None:
    """Precision, recall and F1 of each theme against the first hand coding; None where there is none."""
    if study.hand.empty:
        return None
    hand = study.hand[study.hand["source"] == study.hand["source"].iloc[0]]
    table = validity(code(hand, study.matches), hand)

    def drawn(ax: Axes, language: str) -> Axes:
        return figures.validity(table, ax, codebook=study.codebook, language=language)

    worst = table.loc[table["f1"].idxmin()]
    name = {language: names(study, language).get(worst["theme"], worst["theme"]) for language in LANGUAGES}
    f1, low = ({language: number(worst[key], language, 2) for language in LANGUAGES} for key in ("f1", "f1_low"))
    return Plate(
        "validation",
        table,
        drawn,
        {
            "fa": "دقت، بازیابی و F1 واژگان در برابر کدگذاری دستی",
            "en": "Precision, recall and F1 against the hand coding",
        },
        {
            "fa": f"ضعیف‌ترین مضمون «{name['fa']}» است: F1 برابر {f1['fa']}، کران پایین {low['fa']}",
            "en": f"The weakest theme is {name['en']}: F1 {f1['en']}, lower bound {low['en']}",
        },
        None,
        "bootstrap",
    )
