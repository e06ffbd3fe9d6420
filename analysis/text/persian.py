"""Persian letters: one key for comparing words and one readable normal form, each rule once with its reason.

A text comes in many spellings of the same letters: Arabic keyboards, presentation forms from PDF, decomposed hamza,
vowel signs, tatweel, digits of three scripts, and a ZWNJ that content systems have turned into something else.
`normal` gives the form to read, with all its letters and its hamza; `key` the form to compare, blind to the typing.
Both are linear in the text, whatever stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from analysis.arrays import changed

ZWNJ = "\u200c"
PERSIAN = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]")  # a letter of the script
NON_JOINING = frozenset("اآدذرزژوؤءأإة")  # letters that never join the next: a ZWNJ after them changes nothing

# How many words the functions of one word remember. What stands between white space is remembered whole in `chunks`;
# these serve a word that stands beside several marks, and those are frequent words.
REMEMBERED = 2**14

# What stands for a ZWNJ between two letters. Content systems replace it by another invisible character (zero width
# space, the marks of direction, word joiner), older Word files by the "not" sign or the soft hyphen; Windows-1256 read
# as Latin-1 leaves the control character U+009D, and scrapers the HTML entity.
INVISIBLE = "\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u00ac\u009d"
ENTITY = "&(?:zwnj|#[8۸][2۲][0۰][4۴]|#[xX][2۲][0۰][0۰][cC]);"
_DISGUISED = re.compile(rf"(?:[{INVISIBLE}]|{ENTITY})+")

# Gone without a trace: ZWJ only asks for a joined shape, bidi controls and NUL are no part of a word, tatweel stretches
# a line.
UNSEEN = "\u200d\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\u0640"

# Decomposed letters. Unicode's NFC would do, but composes no ی + hamza, knows ۀ as another letter's hamza, and takes
# quadratic time on a long run of marks. Marks that are left stand on no letter that takes them.
_COMPOSED = {"ا\u0653": "آ", "ا\u0654": "أ", "و\u0654": "ؤ", "ی\u0654": "ئ", "ا\u0655": "إ"}
_COMBINING = re.compile("([اویه]?)([\u0653-\u0655]+)")

# Three of a letter in a row is lengthening for effect (سلاممم). hazm's decrease_repeated_chars takes quadratic time on
# text without spaces, so the run is cut to two here.
_RUN = re.compile("([\u0620-\u064a\u066e-\u06d3])\\1{2,}")

# The key is blind to the seat of a hamza, which editors write in every way (تأکید، تاکید؛ رئیس، رییس), to ة for ه, and
# to a hamza at the end (انشاء، انشا). Six words change the seat to another letter, and are named.
_SEATS = str.maketrans({"أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ی", "ء": "", "ة": "ه", ZWNJ: None})
_NAMED_SEATS = {"هیات": "هییت", "مسوول": "مسیول", "مساله": "مسیله", "جرات": "جریت", "شوون": "شیون", "نشات": "نشیت"}
_NAMED = re.compile(r"(?<!\w)(" + "|".join(_NAMED_SEATS) + ")")


# What most words are, and what every rule here leaves alone: letters of the Persian alphabet, none of them three times
# in a row, and a ZWNJ between them; and among those the words that are their own key, having no hamza.
_ALPHABET, _HAMZA = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", "أإؤئء"
_PLAIN = re.compile(rf"(?!.*(.)\1\1)[{_ALPHABET}{_HAMZA}]++(?:{ZWNJ}[{_ALPHABET}{_HAMZA}]++)*+")
_OWN_KEY = re.compile(rf"(?!.*(.)\1\1|{'|'.join(_NAMED_SEATS)})[{_ALPHABET}]++")
# What all others have in them, for Arrow, whose expressions look neither ahead nor back.
_OTHER_KEY = rf"[^{_ALPHABET}]|{'|'.join(3 * letter for letter in _ALPHABET)}|^(?:{'|'.join(_NAMED_SEATS)})"


@cache
def _letters() -> dict[int, str]:
    """One letter, digit or nothing for every code point that has another spelling."""
    from hazm import constants  # importing hazm takes seconds: nltk and scikit-learn come with it

    table = {ord(a): b for a, b in zip(constants.TRANSLATION_SRC, constants.TRANSLATION_DST, strict=True)}
    table |= {ord(a): b for a, b in zip(constants.NUMBERS_SRC, constants.NUMBERS_DST, strict=True)}
    table[ord("ۀ")] = "ه"  # the mark of ezafe in خانۀ is no letter of the word; hazm does the same for ۂ
    letters = {code: b for code, b in table.items() if chr(code).isalpha()}
    # Presentation forms by Unicode: hazm's table takes the madda from ﺁ and the hamza from ﺅ, and leaves ﻻ and ﷲ.
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        plain = unicodedata.normalize("NFKC", chr(code)).strip()
        table[code] = "".join(c for c in plain.translate(letters) if not unicodedata.combining(c))
    optional = "".join(pattern for pattern, _ in (*constants.DIACRITICS_PATTERNS, *constants.SPECIAL_CHARS_PATTERNS))
    marks = {ord(char) for char in optional if ord(char) < 0xFB50 and not char.isascii()}
    marks |= {code for code in range(0x600, 0x900) if unicodedata.combining(chr(code))}
    nothing = {*marks, *map(ord, UNSEEN), *range(0xD800, 0xE000)}  # a lone surrogate is what a broken decode left
    return table | dict.fromkeys(nothing - {0x653, 0x654, 0x655}, "")


def normal(text: str) -> str:
    """The readable form: Persian letters and digits, hamza kept, without vowel signs, tatweel and controls.

    >>> normal("كتابهاي مؤلّف")
    'کتابهای مؤلف'
    """
    if _PLAIN.fullmatch(text):
        return text
    text = text.translate(_letters())
    if _PLAIN.fullmatch(text):
        return text
    text = _COMBINING.sub(lambda found: _COMPOSED.get(found[1] + found[2][0], found[1]), text)
    return _RUN.sub(r"\1\1", _DISGUISED.sub(ZWNJ, text)).strip(ZWNJ)


def spellings(word: str) -> set[str]:
    """The spellings of a word with hamza that texts use as often: مسئول، مسوول; رئیس، رییس; تأکید، تاکید."""
    bare = word.replace("أ", "ا").replace("إ", "ا").replace("ؤ", "و")
    return {bare, bare.replace("ئ", "ی"), bare.replace("ئو", "وو"), bare.replace("ئ", "ا")} - {word}


@lru_cache(REMEMBERED)
def _key(text: str) -> str:
    letters = text.replace(ZWNJ, "")
    if _OWN_KEY.fullmatch(letters):
        return letters
    bare = _RUN.sub(r"\1\1", normal(text).translate(_SEATS).casefold())
    return " ".join(_NAMED.sub(lambda found: _NAMED_SEATS[found[0]], bare).split())


def key(text: str) -> str:
    """The comparing key: the normal form, blind to hamza seats, ة, ZWNJ and case; white space is one space.

    >>> key("تأكيد") == key("تاکید")
    True
    """
    return _key(text) if len(text) < 100 else _key.__wrapped__(text)


def joined_key(text: str) -> str:
    """The comparing key with spaces and ZWNJ gone, so that one compound has one key however it is written.

    >>> joined_key("خدمت‌رسانی") == joined_key("خدمت رسانی") == "خدمترسانی"
    True
    """
    return key(text).replace(" ", "")


def joined_keys(words: pa.Array) -> pa.Array:
    """The `joined_key` of each of many words: most are their own, which one look at all of them tells.

    >>> joined_keys(pa.array(["خدمت‌رسانی", "رئیس"])).to_pylist()
    ['خدمترسانی', 'رییس']
    """
    letters = pc.replace_substring(words, ZWNJ, "")
    return changed(letters, pc.match_substring_regex(letters, _OTHER_KEY), joined_key)
