"""The lost ZWNJ (half-space) put back, a word at a time: برنامهریزی → برنامه‌ریزی, with the rule that did it.

hazm's Normalizer repairs only هها and the verbs it lists, and joins words that stand apart; here a word is analysed
into a stem that is known and the endings that Persian writes after a ZWNJ. A word that is known as it stands, or is
regular with joined endings, is left alone; so is what nothing explains.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.text import compounds, conjugation, lists, vocabulary
from analysis.text.endings import (
    AFTER_HEH,
    AFTER_YEH,
    COPULA,
    DEGREE,
    OF_NOUNS,
    OWN,
    PLURAL,
    SPOKEN,
    SUPERLATIVE,
    Restored,
    attach,
    cuts,
    is_joined,
    relational,
    sounded,
)
from analysis.text.persian import REMEMBERED, ZWNJ

_FAR_COMMONER = 20  # times: موضوع is far commoner than موضوعه, خاطر not than خاطره
LONGEST = 40  # letters; no Persian word is longer, and what is longer is a broken page


def restore(word: str) -> Restored:
    """Repair a word in normal form (`persian.normal`).

    >>> restore("برنامهریزی").word.split(chr(0x200C))
    ['برنامه', 'ریزی']
    """
    if not 4 <= len(word) <= LONGEST:
        return Restored(word)
    if ZWNJ in word:
        return _last_part(word)
    return _analysed(word) or _unknown_plural(word) or Restored(word)


@lru_cache(REMEMBERED)
def _analysed(word: str) -> Restored | None:
    """The word by the first rule that explains it; None if none does."""
    if found := _known(word):
        return found
    if is_joined(word):
        return Restored(word)
    if found := _apart(word) or _inflected(word):
        return found
    if _attested(word):
        return Restored(word)
    return compounds.composed(word) or compounds.with_ending(word) or compounds.patronymic(word)


def _known(word: str) -> Restored | None:
    """The word as hazm's lists have it."""
    if word in vocabulary.words():
        return Restored(word)
    if form := conjugation.joined_verb(word):
        if word[-1] == "ی" and vocabulary.is_nominal(word[:-1]):
            return Restored(word)  # پژوهش میدانی, seldom "you know"
        plural = PLURAL.match(word)
        if plural and form.endswith("ه" + ZWNJ + "ای") and plural[1] in vocabulary.words():
            return _two(plural, form)  # برخوردهای: a plural of the verbal noun, seldom "you have met"
        return Restored(form, "verb")
    if conjugation.verb(word):
        return Restored(word)
    if form := vocabulary.compounds().get(word):
        return Restored(form, "compound")
    return None


def _apart(word: str) -> Restored | None:
    """A lost space, where both halves are on the reviewed list: درجلسهای is در جلسه‌ای."""
    if not word.startswith(tuple(glued())):
        return None
    plural = PLURAL.match(word)
    if plural and vocabulary.is_nominal(plural[1]):
        return None  # قراردادهای
    for first, seconds in glued().items():
        if word.startswith(first) and (second := word[len(first) :]):
            found = Restored(second) if second in seconds else _inflected(second)
            if found and (second in seconds or found.word.partition(ZWNJ)[0] in seconds):
                return Restored(f"{first} {found.word}", "space")
    return None


@cache
def glued() -> dict[str, frozenset[str]]:
    """The second halves of glued words by the first."""
    return {first: frozenset(pair["second"]) for pair in lists.data("zwnj")["glued"] for first in pair["first"]}


def _inflected(word: str) -> Restored | None:
    if "ها" in word and (found := _plural(word)):
        return found
    if found := _after_vowel(word) or _with_copula(word):
        return found
    if "تر" in word and (found := _compared(word)):
        return found
    return _with_object(word) if word.endswith(OWN) else None


def _plural(word: str) -> Restored | None:
    """Plurals in ها, and the indefinite ه‌ای that looks like one."""
    match = PLURAL.match(word)
    if not match:
        return None
    longer = match[1] + "ه"
    if word.endswith("های") and _rank(longer):
        indefinite = attach(_stem(longer) or longer, "ای", "after heh")  # the stem's own ZWNJ too: بی‌سابقه‌ای
        if match[1] in lists.word_list("zwnj", "rivals"):
            return _two(match, indefinite.word)
        if _outranks(longer, match[1]):
            return indefinite
    if match[2] in SPOKEN and _rank(longer):
        return None  # نامه‌اش rather than the spoken نام‌هاش
    stem = _stem(match[1])
    return attach(stem, match[2], "plural") if stem else None


def _after_vowel(word: str) -> Restored | None:
    """Endings that begin with a vowel, after silent heh and after ی: گرفته‌ام, صندلی‌اش."""
    match = AFTER_HEH.match(word) if "ه" in word[-4:-1] else None
    if match and (stem := _stem(match[1])) and not sounded(stem):
        return attach(stem, match[2], "after heh")
    match = AFTER_YEH.match(word) if "یا" in word[-4:] else None
    if match and (stem := _stem(match[1])):
        return attach(stem, match[2], "after yeh")
    return None


def _with_copula(word: str) -> Restored | None:
    """A noun or adjective with the plural of the copula: موظف‌اند."""
    match = COPULA.match(word) if word.endswith("اند") else None
    if match and vocabulary.is_nominal(match[1]):
        return attach(match[1], match[2], "copula")
    return None


def _compared(word: str) -> Restored | None:
    """Comparative and superlative of an adjective or a compound: مهم‌ترین, علمی‌تر, not شوش‌تر."""
    match = DEGREE.match(word)
    if match and (stem := _stem(match[1])) and (ZWNJ in stem or vocabulary.is_gradable(stem) or relational(stem)):
        return attach(stem, match[2], "degree")
    return None


def _with_object(word: str) -> Restored | None:
    """A verb with its object: می‌بینمش."""
    for ending in OWN:
        if word.endswith(ending) and (form := conjugation.joined_verb(word[: -len(ending)])):
            return Restored(form + ending, "verb")
    return None


def _attested(word: str) -> bool:
    """Whether the joined spelling (همدلی), or that of a stem, is on record: then it is a spelling."""
    rare = vocabulary.rare()
    return word in rare or any(len(stem) > 4 and stem in rare for stem, _ in cuts(word))


def _unknown_plural(word: str) -> Restored | None:
    """A plural or superlative of a word hazm does not know, most often a name or a loan: نئوکانها."""
    for rule, letters, pattern in (("plural", "ها", PLURAL), ("degree", "ترین", SUPERLATIVE)):
        match = pattern.match(word) if letters in word else None
        if match and len(match[1]) > 2 and word not in vocabulary.rare():
            return attach(match[1], match[2], rule)
    return None


def _last_part(word: str) -> Restored:
    """A word that kept one ZWNJ and lost the last: بحران‌سازیهای; not بی‌توجهی, whose heh is sounded."""
    head, _, tail = word.rpartition(ZWNJ)
    for rule, pattern in (("plural", PLURAL), ("after heh", AFTER_HEH), ("degree", DEGREE)):
        match = pattern.match(tail)
        if match and pattern is AFTER_HEH and sounded(match[1]):
            continue
        if match and (match[1] in vocabulary.second_parts() or vocabulary.is_nominal(match[1])):
            last = attach(match[1], match[2], rule)
            return Restored(head + ZWNJ + last.word, last.rule)
    return Restored(word)


def _stem(word: str) -> str | None:
    """The stem of an inflected word with its own ZWNJ; None if nothing explains it."""
    if len(word) < 2:
        return None
    found = _known(word)
    if not found and is_joined(word, OF_NOUNS):
        return word
    if (not found and not word.endswith(OWN)) or (found and found.readings):
        found = _analysed(word)
    if found and found.readings:
        return found.readings[1]  # before another ending only the reading in ه‌ای can stand: حرفه‌ای‌ها
    return found.word if found else None


def _two(plural: re.Match[str], longer: str) -> Restored:
    return Restored(plural[0], "", (attach(plural[1], plural[2], "").word, longer))


def _outranks(longer: str, shorter: str) -> bool:
    """Whether the stem in silent heh is the likelier one: better known, or both listed and the other not far commoner.

    Most nouns of both lists seldom stand in the plural (منطق), so منطقه‌ای is meant unless the longer noun is rare
    (موضوعه) or on the list of exceptions.
    """
    better = _rank(longer) > _rank(shorter) or _rank(longer) == 3
    rare = vocabulary.frequency(shorter) > _FAR_COMMONER * vocabulary.frequency(longer)
    return better and not rare and not sounded(longer) and shorter not in lists.word_list("zwnj", "plural_only")


def _rank(word: str) -> int:
    """How well a stem is known: listed, made up of listed parts, on record, not at all."""
    if vocabulary.is_nominal(word) or vocabulary.is_nominal(vocabulary.compounds().get(word, "")):
        return 3
    if (made := _analysed(word)) and ZWNJ in made.word:
        return 2
    return int(word in vocabulary.rare())
