"""The lost ZWNJ (half-space) put back, a word at a time: برنامهریزی → برنامه‌ریزی, with the rule that did it.

hazm's Normalizer repairs only هها and the verbs it lists, and joins words that stand apart; here a word is analysed
into a stem that is known and the endings that Persian writes after a ZWNJ. A word that is known as it stands, or is
regular with joined endings, is left alone; so is what nothing explains.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import NamedTuple

from analysis.text import vocabulary
from analysis.text.persian import ZWNJ
from analysis.text.vocabulary import NON_JOINING


class Restored(NamedTuple):
    """A word after repair: the readable word, the rule that changed it ("" if none), and its readings if it has two."""

    word: str
    rule: str = ""
    readings: tuple[str, ...] = ()


LONGEST = 40  # letters; no Persian word is longer, and what is longer is a broken page

_PERSONS = "(?:م|ت|ش|مان|تان|شان)"
_PLURAL = re.compile(rf"(.{{2,}}?)(ها(?:یی|ی{_PERSONS}?|{_PERSONS}|یند|ست|ییم)?)$")
_AFTER_HEH = re.compile(r"(.+ه)(ای|ام|اند|ایم|اید|اش|ات|مان|تان|شان|ی)$")
_AFTER_YEH = re.compile(r"(.{2,}ی)(ای|ام|اند|ایم|اید|اش)$")
_SUPERLATIVE = re.compile(r"(.{2,})(ترین(?:ی|ها|های|هایی)?)$")
_DEGREE = re.compile(r"(.{2,})(تر(?:ین)?(?:ی|ها|های|هایی|ند|یم)?)$")
_SPOKEN = ("هام", "هات", "هاش", "هامان", "هاتان", "هاشان")
_OWN = ("م", "ت", "ش", "مان", "تان", "شان")
_NOUN_ENDINGS = frozenset({"ی", "ان", "ات", "یان", "ین", "یی"})
_JOINED = frozenset(
    (*_NOUN_ENDINGS, *_OWN, *(a + b for a in ("ان", "ات", "ی") for b in _OWN), "مین", "یم", "ید", "ند", "ست")
)
_LONGEST_ENDING = max(map(len, _JOINED))
_PARTICIPLE_ENDINGS = ("ی", "ان", "م", "ش", "مان", "شان", "ند", "یم", "یان", "یی")
_CLITICS = ("شان", "مان", "تان", "ش", "م", "ت")


@cache
def _glued() -> tuple[dict[str, frozenset[str]], tuple[str, ...]]:
    """The second halves of glued words by the first, and all the first halves."""
    halves = {
        first: frozenset(table["second"]) for table in vocabulary.tables("zwnj")["glued"] for first in table["first"]
    }
    return halves, tuple(halves)


_table = partial(vocabulary.table, "zwnj")


@lru_cache(2**17)
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


@lru_cache(2**17)
def _analysed(word: str) -> Restored | None:
    """The word by the first rule that explains it; None if none does."""
    return (
        _known(word)
        or _joined(word)
        or _apart(word)
        or _plural(word)
        or _ended(word)
        or _attested(word)
        or _composed(word)
        or _compound_ended(word)
        or _patronymic(word)
    )


def _known(word: str) -> Restored | None:
    if word in vocabulary.words():
        return Restored(word)
    if form := vocabulary.joined_verbs().get(word):
        if word[-1] == "ی" and vocabulary.is_noun(word[:-1]):
            return Restored(word)  # پژوهش میدانی, seldom "you know"
        plural = _PLURAL.match(word)
        if plural and form.endswith("ه" + ZWNJ + "ای") and plural[1] in vocabulary.words():
            return _two(plural, form)  # برخوردهای: a plural of the verbal noun, seldom "you have met"
        return Restored(form, "verb")
    if word in vocabulary.verbs():
        return Restored(word)
    if form := vocabulary.compounds().get(word):
        return Restored(form, "compound")
    return None


def _joined(word: str, endings: frozenset[str] = _JOINED) -> Restored | None:
    """Known words with endings that are written joined (شهری، متهمان): nothing was lost."""
    for stem, ending in _cut(word, endings):
        if len(stem) > 1 and vocabulary.is_noun(stem) and (stem[-1] != "ه" or ending == "ان" or _sounded(stem)):
            return Restored(word)
    return None


def _cut(word: str, endings: frozenset[str]) -> list[tuple[str, str]]:
    """The word as a stem and one of the endings, in every way."""
    return [(word[:-size], word[-size:]) for size in range(1, _LONGEST_ENDING + 1) if word[-size:] in endings]


def _apart(word: str) -> Restored | None:
    """A lost space, where both halves are on the reviewed list: درجلسهای is در جلسه‌ای."""
    halves, firsts = _glued()
    if not word.startswith(firsts):
        return None
    plural = _PLURAL.match(word)
    if plural and vocabulary.is_noun(plural[1]):
        return None  # قراردادهای
    for first, seconds in halves.items():
        if word.startswith(first) and (second := word[len(first) :]):
            found = Restored(second) if second in seconds else _inflected(second)
            if found and (second in seconds or found.word.partition(ZWNJ)[0] in seconds):
                return Restored(f"{first} {found.word}", "space")
    return None


def _inflected(word: str) -> Restored | None:
    return _plural(word) or _ended(word)


def _plural(word: str) -> Restored | None:
    match = _PLURAL.match(word) if "ها" in word else None
    if not match:
        return None
    if word.endswith("های") and (longer := _rank(match[1] + "ه")):
        indefinite = match[1] + "ه" + ZWNJ + "ای"
        if match[1] in _table("rivals"):
            return _two(match, indefinite)
        if (
            (longer > _rank(match[1]) or longer == 3)
            and not _sounded(match[1] + "ه")
            and match[1] not in _table("plural_only")
        ):
            return Restored(indefinite, "after heh")
    if match[2] in _SPOKEN and _rank(match[1] + "ه"):
        return None  # نامه‌اش rather than the spoken نام‌هاش
    stem = _stem(match[1])
    return _attach(word, stem, match[2], "plural") if stem else None


def _ended(word: str) -> Restored | None:
    """Other endings that keep their ZWNJ: after silent heh, after ی, comparison; verbs with an object."""
    for rule, letters, pattern in (
        ("after heh", "ه", _AFTER_HEH),
        ("after yeh", "یا", _AFTER_YEH),
        ("degree", "تر", _DEGREE),
    ):
        match = pattern.match(word) if letters in word else None
        if not match or not (stem := _stem(match[1])) or (rule == "after heh" and _sounded(stem)):
            continue
        if rule == "degree" and ZWNJ not in stem and not {"AJ", "ADV"} & vocabulary.words().get(stem, frozenset()):
            continue
        return _attach(word, stem, match[2], rule)
    for ending in _CLITICS:
        if word.endswith(ending) and (form := vocabulary.joined_verbs().get(word[: -len(ending)])):
            return Restored(form + ending, "verb")
    return None


def _attested(word: str) -> Restored | None:
    """A joined spelling on record (راهپیمایی) is a spelling."""
    rare = vocabulary.rare()
    on_record = word in rare or any(len(stem) > 4 and stem in rare for stem, _ in _cut(word, _JOINED))
    return Restored(word) if on_record else None


def _composed(word: str) -> Restored | None:
    """New compounds: of a known word and a productive part, of two words at a silent heh, doubled, Arabic names."""
    known = vocabulary.words()
    for at in range(2, len(word) - 1):
        first, second = word[:at], word[at:]
        if (
            (second in vocabulary.second_parts() and len(first) > 2 and vocabulary.is_noun(first))
            or (first in _table("prefixes") and len(second) > 2 + (first == "به") and vocabulary.is_noun(second))
            or (
                first in _table("counting")
                and second[-1] in "یه"
                and len(second) > 3
                and vocabulary.is_noun(second[:-1])
            )
            or (
                len(first) > 3
                and first[-1] == "ه"
                and not _sounded(first)
                and len(second) > 2
                and first in known
                and (second in known or (len(second) > 4 and _joined(second)))
            )
            or (first == second and first in known)
        ):
            return _attach(word, first, second, "compound")
    return None


def _compound_ended(word: str) -> Restored | None:
    """A compound with an ending that is written joined: سرمایهگذاران."""
    for ending in _PARTICIPLE_ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 4:
            found = vocabulary.compounds().get(stem) or ((made := _composed(stem)) and made.word)
            if found and not found.endswith("ه"):
                return _attach(word, found, ending, "compound", join="")
    return None


def _patronymic(word: str) -> Restored | None:
    """Arabic names of the kind عبدالله‌بن‌زبیر: two names on record with بن between them."""
    match = re.fullmatch(r"(.{3,}?)(ا?بن)(.{3,})", word)
    if not match or match[3] in _JOINED or not all(_rank(name) for name in (match[1], match[3])):
        return None
    son = _attach(match[1] + match[2], match[1], match[2], "compound").word
    return _attach(word, son, match[3], "compound")


def _unknown_plural(word: str) -> Restored | None:
    """A plural or superlative of a word hazm does not know, most often a name or a loan: نئوکانها."""
    for rule, pattern in (("plural", _PLURAL), ("degree", _SUPERLATIVE)):
        match = pattern.match(word)
        if match and len(match[1]) > 2 and word not in vocabulary.rare():
            return _attach(word, match[1], match[2], rule)
    return None


def choose(readings: tuple[str, ...], before: str, following: str) -> str | None:
    """The reading that the neighbours (repaired words, "" at the edge of the sentence) allow; None if they allow both.

    The ezafe of the plural (گوش‌های) must be followed by what it belongs to: a noun, adjective, pronoun or number. After
    یک, هر or هیچ stands a singular. Else the plural, for the indefinite گوشه‌ای seldom has a noun behind it; but دیگر
    and در go with both.
    """
    shorter, longer = readings
    if before in _table("singular"):
        return longer
    if following in _table("undecided"):
        return None
    return shorter if vocabulary.continues_phrase(following) else longer


def _last_part(word: str) -> Restored:
    """A word that kept one ZWNJ and lost the last: بحران‌سازیهای."""
    head, _, tail = word.rpartition(ZWNJ)
    for rule, pattern in (("plural", _PLURAL), ("after heh", _AFTER_HEH), ("degree", _DEGREE)):
        match = pattern.match(tail)
        if match and (match[1] in vocabulary.second_parts() or vocabulary.is_noun(match[1])):
            return _attach(word, head + ZWNJ + match[1], match[2], rule)
    return Restored(word)


def _stem(word: str) -> str | None:
    """The stem of an inflected word with its own ZWNJ; None if nothing explains it."""
    if len(word) < 2:
        return None
    found = _known(word) or _joined(word, _NOUN_ENDINGS)
    if (not found and not word.endswith(_OWN)) or (found and found.readings):
        found = _analysed(word)
    if found and found.readings:
        return found.readings[1]  # before another ending only the reading in ه‌ای can stand: حرفه‌ای‌ها
    return found.word if found else None


def _attach(word: str, stem: str, ending: str, rule: str, join: str = ZWNJ) -> Restored:
    form = stem + ("" if stem[-1] in NON_JOINING else join) + ending
    return Restored(form, rule if form != word else "")


def _two(plural: re.Match[str], longer: str) -> Restored:
    shorter = _attach(plural[0], plural[1], plural[2], "plural").word
    return Restored(plural[0], "", (shorter, longer))


def _rank(word: str) -> int:
    """How well a stem is known: listed, made up of listed parts, on record, not at all."""
    if vocabulary.is_noun(word) or vocabulary.is_noun(vocabulary.compounds().get(word, "")):
        return 3
    if (made := _analysed(word)) and ZWNJ in made.word:
        return 2
    return int(word in vocabulary.rare())


def _sounded(stem: str) -> bool:
    """Whether the final heh is a consonant and so joined to an ending."""
    return stem in _table("sounded_heh") or stem.endswith(tuple(_table("sounded_endings")))
