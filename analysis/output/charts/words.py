"""The words that the charts themselves write, of templates/figures.toml."""

from __future__ import annotations

from analysis.codes import SPEAKER_NAMES
from analysis.output.style import Style
from analysis.output.wording import FIGURES, PARTS, template_words


def word(key: str, now: Style, **facts: str) -> str:
    """One of the charts' own words in the figure's language, with the facts it speaks of filled in.

    Voices and parts of the page are called as everywhere; what a chart says of several together has words of its own.
    """
    return template_words(FIGURES)[now.language]["chart"][key].format(**PARTS, **SPEAKER_NAMES, **facts)
