"""The gallery: every figure of a study, drawn in both languages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import product

import matplotlib.pyplot as plt
from IPython.display import HTML, Markdown, display
from matplotlib.figure import Figure

from analysis.errors import PageError
from analysis.output import figures
from analysis.output.plates import Plate
from analysis.output.plates.comparison import cities, groups, pairs, subthemes
from analysis.output.plates.instrument import curves, validation
from analysis.output.plates.texts import dispersion, keywords, together
from analysis.output.wording import LANGUAGES, Language
from analysis.study import Study

# In the order of the argument; a plate that a corpus cannot fill is left out.
PLATES: tuple[Callable[[Study], list[Plate]], ...] = (
    cities,
    groups,
    pairs,
    subthemes,
    dispersion,
    together,
    keywords,
    validation,
    curves,
)

OF_COUNTS = (cities, groups, pairs)  # the plates that need no text


def draw(plate: Plate, language: Language) -> Figure:
    """The figure of a plate, within the style in force."""
    figure, ax = plt.subplots()
    try:
        plate.draw(ax, language)
    except PageError:
        plt.close(figure)
        raise
    return figure


def present(make: Callable[[Study], list[Plate]], study: Study) -> None:
    """Show plates in a notebook, each once in each language, under what it shows and what to take from it."""
    made = make(study)
    if not made:
        display(Markdown("This corpus has nothing to draw here."))
    for plate, language in product(made, LANGUAGES):
        side = 'dir="rtl" style="text-align: right"' if language == "fa" else 'dir="ltr"'
        what, takeaway = (escape(said[language]) for said in (plate.what, plate.takeaway))
        display(HTML(f'<p {side} lang="{language}">{what}. <b>{takeaway}.</b></p>'))
        with figures.style(language=language):
            try:
                figure = draw(plate, language)
            except PageError as error:
                display(Markdown(escape(str(error))))
                continue
            display(figure)
            plt.close(figure)
