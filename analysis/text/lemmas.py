"""The lemma of a word: hazm's lists with guards, so that no noun is read as a verb and plurals meet their singular.

hazm's Lemmatizer takes the first verb that could have a form (فرهنگی: "you hang down"), leaves -ات, -گان and broken
plurals alone, and strips the ی of آزادی like that of کتابی. Here a noun comes before a rare verb; the ی of a word on
record (آزادی، فرهنگی) is its own, that of another noun the indefinite article; and where only the sentence can tell, it
does (`context`). An adjective is not led back to its noun.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from analysis.text import conjugation, lists, plurals, vocabulary
from analysis.text.endings import BESIDE_HEH, COPULAS, DEGREE, FIRST_PERSON, OWN, PLURAL
from analysis.text.persian import NON_JOINING, REMEMBERED, ZWNJ
from analysis.text.vocabulary import is_nominal

_APART = re.compile(rf"(.{{2,}}){ZWNJ}(?:{'|'.join((*BESIDE_HEH, 'است'))})$")
_PERSONS = (*OWN, *COPULAS)
_OPEN = frozenset(ending[-1] for ending in ("ات", "ان", "ین", "ی", *_PERSONS))

_list = partial(lists.word_list, "lemmas")


@cache
def _irregular() -> dict[str, str]:
    return lists.pairs("lemmas", "to_be", "imperatives", "degrees", "pronouns")


@lru_cache(REMEMBERED)
def lemma(word: str) -> str:
    """The lemma of a repaired word by itself; a verb's is past#present stem.

    >>> lemma("تغییرات"), lemma("نخبگان"), lemma("آزادی"), lemma("می‌داند")
    ('تغییر', 'نخبه', 'آزادی', 'دانست#دان')
    """
    if " " in word:  # a space put back: در جلسه‌ای
        first, _, last = word.partition(" ")
        return lemma(last) if first in lists.word_list("words", "closed") else f"{lemma(first)} {lemma(last)}"
    if settled := _settled().get(word):
        return settled
    found: str | None
    if word in vocabulary.words():
        found = _of_listed(word)
    elif word.endswith("ی") and word in vocabulary.second_parts():
        found = word  # the second part of a compound written apart: خدمات رسانی
    else:
        found = _verb(word) or _inflected(word)
    return vocabulary.dictionary_form(found or word)


@cache
def _settled() -> dict[str, str]:
    """The words whose lemma the tables decide; of two tables the first."""
    own = {word: vocabulary.dictionary_form(word) for word in (*plurals.own(), *vocabulary.spelled_otherwise())}
    found = plurals.irregular() | {word: spelled for word, spelled in own.items() if spelled in plurals.own()}
    found |= _irregular()
    negative = (("ن" + word).replace("نآ", "نیا") for word in _list("light_participles"))
    for word in (*_list("verb_first"), *_list("light_participles"), *negative):
        found.setdefault(word, conjugation.verb(word) or word)
    for word in (stem + ending for stem in _list("countable") for ending in ("ی", "یی")):
        if before_yeh(word) in _list("countable"):
            found.setdefault(word, before_yeh(word))
    return found


def _of_listed(word: str) -> str:
    """A word of hazm's list: its own lemma, unless it is a plural or carries the ezafe after a vowel (جای، روی)."""
    if plurals.is_listed(word):
        return plurals.singular(word) or word
    if word[-2:] in ("ای", "وی") and len(word) < 5 and is_nominal(word[:-1]) and word not in _list("own_yeh"):
        return word[:-1]
    return word


def _verb(word: str) -> str | None:
    """The verb of a form, unless the form is rather a noun with an ending (رنگی، کارم، رسانی) or an adjective."""
    verb = conjugation.verb(word)
    if not verb or word in _list("noun_first") or word.removesuffix(ZWNJ + "ای") in _list("adjectives"):
        return None
    if (apart := _APART.match(word)) and apart[1] in _list("never_verbs"):
        return None  # آماده‌ایم
    if word.endswith("ی") and ZWNJ not in word and not conjugation.verb(word[:-1]):
        return None  # "you bring" is rare, the second part of خدمات رسانی is not
    if verb in _list("light_verbs"):
        return verb
    noun = ZWNJ not in word and any(
        word.endswith(ending) and is_nominal(word[: -len(ending)]) for ending in ("ی", "م", "ش")
    )
    return None if noun else verb


def _inflected(word: str) -> str | None:
    """The lemma of a stem with endings; None if no stem is known."""
    if word in _list("relational"):
        return word
    match = PLURAL.match(word) if "ها" in word else None
    if match and (ZWNJ in word or is_nominal(match[1]) or (len(match[1]) > 2 and match[1][-1] in NON_JOINING)):
        return _stem_lemma(match[1])
    match = DEGREE.match(word) if "تر" in word else None
    if match and (ZWNJ + "تر" in word or _is_degree(word, match[1])):
        return _stem_lemma(match[1])
    if ZWNJ in word and (match := _APART.match(word)):
        return _stem_lemma(match[1])
    if word[-1:] not in _OPEN:
        return None
    return plurals.singular(word) or _with_yeh(word) or _with_person(word)


def _is_degree(word: str, stem: str) -> bool:
    """Whether a word without a ZWNJ before تر compares: after a letter that joins, one on record is another (دفتری)."""
    regular = word not in vocabulary.rare() or (stem[-1] in NON_JOINING and len(stem) > 2)
    return regular and vocabulary.is_gradable(stem)


def _stem_lemma(stem: str) -> str:
    """The lemma of what stands before another ending, where a ی is never the article: دهیاری‌ها."""
    own = before_yeh(stem)
    return stem if is_nominal(own) and not plurals.is_plural(own) and stem not in vocabulary.words() else lemma(stem)


def _with_yeh(word: str) -> str | None:
    """Words in ی: of a vowel stem (جایی، سینمای), of a plural (کسانی), of a quality (زیادی), or a word of their own."""
    if not word.endswith("ی") or len(word) < 3:
        return None
    stem = word[:-1]
    if word in _list("own_yeh"):
        return word
    if stem[-1] in "او" and is_nominal(stem):
        return lemma(stem)
    if word.endswith("یی") and is_nominal(word[:-2]) and word not in vocabulary.rare():
        return word[:-2]
    if plurals.is_plural(stem):
        return lemma(stem)
    if stem in _list("qualities"):
        return stem
    if not is_nominal(stem):
        return None
    return word if word in vocabulary.rare() or word in _list("young_adjectives") or ZWNJ in stem else stem


def _with_person(word: str) -> str | None:
    """Words with a possessive written joined, and adjectives with the copula: کارش, مدیرانمان; معتقدند.

    Only those of the third person, and those of FIRST_PERSON, end few other words; before the others a word on record
    is let alone (گندمان, بنات).
    """
    few = word.endswith(("ش", "شان", *FIRST_PERSON))
    own = word in _list("own_sh") or (word in vocabulary.rare() and not few)
    if own or not word.endswith(_PERSONS):
        return None
    for ending in _PERSONS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2:
            if is_nominal(stem) if ending in OWN else vocabulary.is_gradable(stem):
                return lemma(stem)
            if singular := plurals.singular(stem):
                return singular
    return None


def depends(word: str) -> bool:
    """Whether the lemma of a word depends on its neighbours: participles, and ی after a listed noun."""
    if not word.endswith(("ه", "ی")):
        return False
    if word.endswith(ZWNJ + "ای"):
        return word in _list("relational")
    if word in vocabulary.words() or "#" in lemma(word) or word in _irregular():
        return participle(word) is not None
    stem = before_yeh(word)
    if not is_nominal(stem) or (stem[-1] in "او" and not word.endswith("یی")) or lemma(word) not in (word, stem):
        return False
    article = stem in _list("qualities") or stem in _list("countable") - _list("countable_or_relational")
    return not (article or plurals.is_plural(stem) or word in _list("own_yeh"))


def before_yeh(word: str) -> str:
    """What stands before a final ی, or before the یی or ای that follows a vowel: "" if there is none of them."""
    if word.endswith("ه" + ZWNJ + "ای"):
        return word[:-3]
    return word[:-2] if word.endswith(("ایی", "ویی")) else word[:-1] if word.endswith("ی") else ""


def participle(word: str) -> str | None:
    """The verb of a past participle, None if the word is none or has become an adjective."""
    verb = conjugation.verb(word)
    past = word.endswith("ه") and verb and conjugation.verb(word[:-1])
    return verb if past and word not in _list("adjectives") else None


def citation(lemma: str) -> str:
    """A lemma as a dictionary cites it: a verb's stems by the infinitive.

    >>> citation("گماشت#گمار"), citation("بر#گشت#گرد"), citation("شهر")
    ('گماشتن', 'برگشتن', 'شهر')
    """
    past, _, present = lemma.rpartition("#")
    return past.replace("#", "") + "ن" if past and present else lemma
