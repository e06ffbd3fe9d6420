"""How numbers and the study's fixed terms are written for readers, in English and in Persian."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = ("fa", "en")
TEMPLATES = Path(__file__).parent / "templates"
TERMS, FIGURES, FINDINGS = "terms.toml", "figures.toml", "findings.toml"

TO_PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
MISSING = "–"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufeff]")
ASIDE = re.compile(r"\([^)]*\)")
LETTER = re.compile(r"[^\W\d_]")

PARTS = {
    "kicker": "روتیتر",
    "headline": "تیتر",
    "lead": "لید",
    "body": "متن",
    "crosshead": "میان‌تیتر",
    "meta": "شناسنامه",
    "residue": "زائد صفحه",
}
# Codings that are named by their order.
CODERS = {"first": "نخست", "second": "دوم", "third": "سوم"}


def number(value: float, language: str = "en", decimals: int = 0) -> str:
    """A number as running text writes it; a missing one is a dash.

    >>> number(1234.5, "en", 1), number(-1234.5, "fa", 1), number(float("nan"))
    ('1,234.5', '−۱٬۲۳۴٫۵', '–')
    """
    if pd.isna(value):
        return MISSING
    text = f"{abs(value):,.{decimals}f}"
    minus = "−" if value < 0 and text.strip("0.") else ""  # what rounds to zero is zero
    return minus + (text.translate(TO_PERSIAN) if language == "fa" else text)


@cache
def template_words(name: str) -> dict[str, Any]:
    """The words of a page, a table or the figures: a TOML file of templates/, by language or by what they name."""
    return tomllib.loads((TEMPLATES / name).read_text("utf-8"))


def some(n: float, what: str, language: str = "en") -> str:
    """How many of something.

    >>> some(1, "pair"), some(0, "pair"), some(2, "entry"), some(2, "article", "fa")
    ('1 pair', '0 pairs', '2 entries', '۲ خبر')
    """
    return in_form(template_words(TERMS)[language]["count"][what], n).format(n=number(n, language))


def in_form(words: str | list[str], n: float) -> str:
    """Words in the form for one or for several, where they have two."""
    return words if isinstance(words, str) else words[int(n != 1)]


def joints(language: str) -> dict[str, str]:
    """What stands between names and clauses: comma, and, semicolon."""
    return template_words(TERMS)[language]["join"]


def kind(by: str, language: str) -> dict[str, str]:
    """What the groups of a column are called: cities, officials, those of any other column by its name."""
    kinds = template_words(TERMS)[language]["by"]
    return {name: form.format(by=by) for name, form in kinds.get(by, kinds["other"]).items()}


def percent(share: float, language: str = "en") -> str:
    """A share of one as a percentage.

    >>> percent(0.256), percent(0.256, "fa")
    ('26 %', '۲۶ درصد')
    """
    if pd.isna(share):
        return MISSING
    return number(100 * share, language) + (" درصد" if language == "fa" else " %")


def settled(name: str, language: str = "en") -> str:
    """A name of the other direction with a mark after it, so that a number or a full stop stays on its right side.

    >>> settled("رشت", "en") == "رشت\\u200e", settled("Rasht", "fa") == "Rasht\\u200f", settled("Rasht", "en")
    (True, True, 'Rasht')
    """
    if name.endswith(("\u200e", "\u200f")):
        return name
    letters = LETTER.findall(name)
    if not letters:
        return name
    leftward = RIGHT_TO_LEFT.match(letters[-1]) is not None
    if leftward == (language == "fa"):
        return name
    return name + ("\u200e" if leftward else "\u200f")


def listed(names: list[str], language: str, most: int = 12) -> str:
    """Names as running text joins them; of very many the first, and how many more there are.

    >>> listed(["a", "b", "c"], "en"), listed(["a", "b", "c"], "en", most=2)
    ('a, b and c', 'a, b and 1 more')
    """
    names = [settled(name, language) for name in names]
    join = joints(language)
    if len(names) > most:
        names = [*names[:most], join["more"].format(n=number(len(names) - most, language))]
    return join["comma"].join(names[:-1]) + join["and"] + names[-1] if len(names) > 1 else "".join(names)


def opening(sentence: str) -> str:
    """The sentence with a capital where its script has them."""
    return sentence[:1].upper() + sentence[1:]


def reads_right(text: str) -> bool:
    """Whether most letters of a text outside its brackets run from right to left, whichever comes first.

    >>> reads_right("jbh2 در این دیدار"), reads_right("duty (فرصت خدمت)"), reads_right("1403")
    (True, False, False)
    """
    letters = LETTER.findall(ASIDE.sub("", text))
    return 2 * sum(RIGHT_TO_LEFT.match(letter) is not None for letter in letters) > len(letters)


def in_order(pattern: str) -> str:
    """A pattern of the lexicon read from right to left, each part isolated: {0,3} and @list else change their places.

    >>> in_order("به @people") == "\\u2067\\u2068به\\u2069 \\u2068@people\\u2069\\u2069"
    True
    """
    return f"\u2067{' '.join(f'\u2068{part}\u2069' for part in pattern.split())}\u2069"
