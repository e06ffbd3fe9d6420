"""Persian letters: one key for comparing words and one readable normal form, each rule once with its reason.

A text comes in many spellings of the same letters: Arabic keyboards, presentation forms from PDF, decomposed hamza,
vowel signs, tatweel, digits of three scripts, and a ZWNJ that content systems have turned into something else.
`normal` gives the form to read, with all its letters and its hamza; `key` the form to compare, blind to the typing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hazm import constants as hazm

ZWNJ = "\u200c"

# What stands for a ZWNJ between two letters. Content systems replace it by another invisible character (zero width
# space, the marks of direction, word joiner), older Word files by the "not" sign or soft hyphen, Windows-1256 read as Latin-1
# by the control character U+009D, and scrapers leave the HTML entity.
_ENTITY = r"&(?:zwnj|#8204|#[xX]200[cC]);"
_DISGUISE = f"(?:[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u00ac\u009d]|{_ENTITY})"
_DISGUISES = re.compile(_DISGUISE + "+")
EDGE = re.compile(rf"(?:{_DISGUISE}|[\u200d\u061c\u202a-\u202e\u2066-\u2069\x00])+")

# Gone without a trace: ZWJ only asks for a joined shape; the bidi controls and NUL are no part of any word; a lone
# surrogate is what a broken decode left. Tatweel stretches a line. Signs of vowel and recitation are optional.
_UNSEEN = "\u200d\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\u0640"


def _letters() -> dict[int, str]:
    """hazm's tables of letters and digits, where they name one letter of the alphabet for another."""
    table = {ord(a): b for a, b in zip(hazm.TRANSLATION_SRC, hazm.TRANSLATION_DST, strict=True)}
    table |= {ord(a): b for a, b in zip(hazm.NUMBERS_SRC, hazm.NUMBERS_DST, strict=True)}
    table |= dict.fromkeys(map(ord, _UNSEEN), "")
    marks = "".join(pattern for pattern, _ in [*hazm.DIACRITICS_PATTERNS, *hazm.SPECIAL_CHARS_PATTERNS])
    for code in range(0x600, 0x700):
        if unicodedata.combining(chr(code)) or re.fullmatch(f"{marks[: marks.index(']') + 1]}", chr(code)):
            table[code] = ""
    return table


_NORMAL = _letters()
_HAMZA = str.maketrans({"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ء": "", "ة": "ه", ZWNJ: ""})
_RUNS = re.compile(r"([^\W\d_])\1{2,}")


@lru_cache(2**17)
def _normal(text: str) -> str:
    # Compose first: hazm drops a combining madda or hamza (U+0653, U+0654) and would leave ا for آ, و for ؤ.
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    text = text.replace("ی\u0654", "ئ")
    text = _DISGUISES.sub(ZWNJ, text).translate(_NORMAL)
    return _RUNS.sub(r"\1\1", text)


def normal(text: str) -> str:
    """The readable form: Persian letters and digits, hamza kept, without vowel signs, tatweel and controls.

    >>> normal("كتابهاي مؤلّف")
    'کتابهای مؤلف'
    """
    return _normal(text)


@lru_cache(2**17)
def _key(text: str) -> str:
    return " ".join(_normal(text).translate(_HAMZA).casefold().split())


def key(text: str) -> str:
    """The comparing key: the normal form, blind to hamza seats, ة, ZWNJ and case; white space is one space.

    >>> key("تأكيد") == key("تاکید")
    True
    """
    return _key(text)
