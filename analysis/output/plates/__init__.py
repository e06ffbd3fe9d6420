"""Plates: what each figure of the study draws, and the one sentence a reader should take from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analysis.output.wording import FIGURES, LANGUAGES, Language, template_words


def phrase(key: str, language: Language, form: int = 0, **facts: object) -> str:
    """What a plate says, of templates/figures.toml; of several forms the one asked for, from 0."""
    words = template_words(FIGURES)[language]["plate"][key]
    return (words if isinstance(words, str) else words[int(form)]).format(**facts)


def phrases(key: str) -> dict[Language, str]:
    """What a plate says in each language, where it speaks of no facts."""
    return {language: phrase(key, language) for language in LANGUAGES}


class Plate(NamedTuple):
    """One figure in both languages: its file's name, the numbers behind it, how it is drawn, what it says."""

    name: str
    table: pd.DataFrame
    draw: Callable[[Axes, Language], Axes]
    what: Mapping[Language, str]  # what the figure shows, by language
    takeaway: Mapping[Language, str]  # what a reader should take from it, computed from the table
    interval: str = ""  # the method of its intervals, as templates/figures.toml names it; nothing where it draws none
    of_counted: bool = True  # whether it stands on what counts, the size of which its caption then tells
