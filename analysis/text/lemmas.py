"""The lemma of a word: hazm's lists with guards, so that no noun is read as a verb and plurals meet their singular.

hazm's Lemmatizer takes the first verb that could have a form (فرهنگی: "you hang down"), leaves -ات, -گان and broken
plurals alone, and strips the ی of آزادی like that of کتابی. Here a noun comes before a rare verb; the ی of a word on
record (آزادی، فرهنگی) is its own, that of another noun the indefinite article; and where only the sentence can tell, it
does (`context`). An adjective is not led back to its noun: lemma and relation stay apart (`relation`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from analysis.text import compounds, conjugation, lists, vocabulary
from analysis.text.endings import BESIDE_HEH, DEGREE, OWN, PLURAL
from analysis.text.persian import NON_JOINING, REMEMBERED, ZWNJ
from analysis.text.vocabulary import is_nominal

_APART = re.compile(rf"(.{{2,}}){ZWNJ}(?:{'|'.join((*BESIDE_HEH, 'است'))})$")
_OPEN = frozenset(ending[-1] for ending in ("ات", "ان", "ین", "ی", *OWN))

_table = partial(lists.word_list, "lemmas")


@cache
def _singulars() -> dict[str, str]:
    """Irregular plurals in every spelling of their hamza: اعضا, اعضاء; رؤسا, روسا."""
    pairs = [pair.split(" ") for name in ("broken_plurals", "plurals_in_at") for pair in lists.data("lemmas")[name]]
    spelled = [(form, one) for many, one in pairs for form in (many, many.removesuffix("ء"))]
    return {form: one for many, one in spelled for form in (many, *vocabulary.spellings(many))}


@cache
def _irregular() -> dict[str, str]:
    return dict(
        pair.split(" ")
        for name in ("to_be", "imperatives", "degrees", "pronouns")
        for pair in lists.data("lemmas")[name]
    )


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
    found = dict(_irregular())
    spelled = vocabulary.spelled_otherwise()
    for word in (*_table("frozen"), *spelled, *_table("places")):
        if vocabulary.dictionary_form(word) in _table("frozen") or word in _table("places"):
            found.setdefault(word, vocabulary.dictionary_form(word))
    found = _singulars() | found
    negative = (("ن" + word).replace("نآ", "نیا") for word in _table("light_participles"))
    for word in (*_table("verb_first"), *_table("light_participles"), *negative):
        found.setdefault(word, conjugation.verb(word) or word)
    for word in (stem + ending for stem in _table("countable") for ending in ("ی", "یی")):
        if before_yeh(word) in _table("countable"):
            found.setdefault(word, before_yeh(word))
    return found


def _of_listed(word: str) -> str:
    """A word of hazm's list: its own lemma, unless it is a plural or carries the ezafe after a vowel (جای، روی)."""
    if "PL" in vocabulary.words()[word] or word.endswith("گان") or _sound_plural(word):
        return _plural(word) or word
    if word[-2:] in ("ای", "وی") and len(word) < 5 and is_nominal(word[:-1]) and word not in _table("own_yeh"):
        return word[:-1]
    return word


def _sound_plural(word: str) -> bool:
    """Plurals in -ین that hazm does not mark: of an Arabic participle, مسئولین، حاضرین (not شیرین، راستین)."""
    stem = word.removesuffix("ین")
    return stem != word and len(stem) > 3 and is_nominal(stem) and (stem[0] == "م" or stem[1] == "ا")


def _verb(word: str) -> str | None:
    """The verb of a form, unless the form is rather a noun with an ending (رنگی، کارم، رسانی) or an adjective."""
    verb = conjugation.verb(word)
    if not verb or word in _table("noun_first") or word.removesuffix(ZWNJ + "ای") in _table("adjectives"):
        return None
    if word.endswith("ی") and ZWNJ not in word and not conjugation.verb(word[:-1]):
        return None  # "you bring" is rare, the second part of خدمات رسانی is not
    if verb in _table("light_verbs"):
        return verb
    noun = ZWNJ not in word and any(
        word.endswith(ending) and is_nominal(word[: -len(ending)]) for ending in ("ی", "م", "ش")
    )
    return None if noun else verb


def _inflected(word: str) -> str | None:
    """The lemma of a stem with endings; None if no stem is known."""
    if word in _table("relational"):
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
    return _plural(word) or _with_yeh(word) or _with_person(word)


def _is_degree(word: str, stem: str) -> bool:
    """Whether a word without a ZWNJ before تر compares: after a letter that joins, one on record is another (دفتری)."""
    regular = word not in vocabulary.rare() or (stem[-1] in NON_JOINING and len(stem) > 2)
    return regular and vocabulary.is_gradable(stem)


def _stem_lemma(stem: str) -> str:
    """The lemma of what stands before another ending, where a ی is never the article: دهیاری‌ها."""
    own = before_yeh(stem)
    return stem if is_nominal(own) and not _is_plural(own) and stem not in vocabulary.words() else lemma(stem)


def _plural(word: str) -> str | None:
    """The singular of a plural in -ان, -گان, -یان, -ین, -یون, -ات."""
    if word.endswith("ات"):
        stem = word[:-2]
        feminine = [stem[:-1] + "یت", stem + "ه"] if stem.endswith("ی") else [stem + "ه", stem + "ت"]
        return _first_noun([*feminine, stem, word[:-3] if word[-3:-2] in "جئ" else ""])
    if word.endswith("گان"):
        return _first_noun([word[:-3] + "ه"]) or (word[:-3] + "ه" if ZWNJ in word else None)
    if word.endswith("یان"):
        return _first_noun([word[:-3], word[:-2]]) if word[-4:-3] in "او" else _first_noun([word[:-2]])
    if word.endswith(("ان", "ین", "یون")):
        return _first_noun([word[:-2]]) or _long_stem(word)
    return None


def _long_stem(word: str) -> str | None:
    """The stem of علاقمندان: long, on record, the word itself not (so no name)."""
    return word[:-2] if len(word) > 6 and word[:-2] in vocabulary.rare() and word not in vocabulary.rare() else None


def _first_noun(stems: list[str]) -> str | None:
    """The first stem that is known, or that is at least made of known parts: هموطن."""
    known = (stem for holds in (_known, compounds.composed) for stem in stems if len(stem) > 1 and holds(stem))
    return next(known, None)


def _known(stem: str) -> bool:
    """A listed noun, a word of a listed noun and ی (زندانی), or a compound that ends in a part of many."""
    if is_nominal(stem) or (stem.endswith("ی") and is_nominal(stem[:-1])):
        return True
    return (
        ZWNJ in stem and stem.rpartition(ZWNJ)[2] in vocabulary.second_parts()
    ) or stem in vocabulary.compound_words()


def _with_yeh(word: str) -> str | None:
    """Words in ی: of a vowel stem (جایی، سینمای), of a plural (کسانی), of a quality (زیادی), or a word of their own."""
    if not word.endswith("ی") or len(word) < 3:
        return None
    stem = word[:-1]
    if word in _table("own_yeh"):
        return word
    if stem[-1] in "او" and is_nominal(stem):
        return lemma(stem)
    if word.endswith("یی") and is_nominal(word[:-2]) and word not in vocabulary.rare():
        return word[:-2]
    if _is_plural(stem):
        return lemma(stem)
    if stem in _table("qualities"):
        return stem
    if not is_nominal(stem):
        return None
    return word if word in vocabulary.rare() or word in _table("young_adjectives") or ZWNJ in stem else stem


def _is_plural(stem: str) -> bool:
    if stem in _table("frozen") or stem in _table("places"):
        return False
    listed = stem in vocabulary.words() and "PL" not in vocabulary.words()[stem] and not _sound_plural(stem)
    return stem in _singulars() or (not listed and _plural(stem) is not None)


def _with_person(word: str) -> str | None:
    """Words with a possessive written joined: کارش, مدیرانمان.

    Only those of the third person end few other words; before the others a word on record is let alone (گندمان, بنات).
    """
    own = word in _table("own_sh") or (word in vocabulary.rare() and not word.endswith(("ش", "شان")))
    if own or not word.endswith(OWN):
        return None
    for ending in OWN:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2:
            if is_nominal(stem):
                return lemma(stem)
            if plural := _plural(stem):
                return plural
    return None


def depends(word: str) -> bool:
    """Whether the lemma of a word depends on its neighbours: participles, and ی after a listed noun."""
    if not word.endswith(("ه", "ی")):
        return False
    if word.endswith(ZWNJ + "ای"):
        return word in _table("relational")
    if word in vocabulary.words() or _verb(word) or word in _irregular():
        return participle(word) is not None
    stem = before_yeh(word)
    if not is_nominal(stem) or (stem[-1] in "او" and not word.endswith("یی")) or lemma(word) not in (word, stem):
        return False
    article = stem in _table("qualities") or stem in _table("countable") - _table("countable_or_relational")
    return not (article or _is_plural(stem) or word in _table("own_yeh"))


def before_yeh(word: str) -> str:
    """What stands before a final ی, or before the یی or ای that follows a vowel: "" if there is none of them."""
    if word.endswith("ه" + ZWNJ + "ای"):
        return word[:-3]
    return word[:-2] if word.endswith(("ایی", "ویی")) else word[:-1] if word.endswith("ی") else ""


def participle(word: str) -> str | None:
    """The verb of a past participle, None if the word is none or has become an adjective."""
    verb = conjugation.verb(word)
    past = word.endswith("ه") and verb and conjugation.verb(word[:-1])
    return verb if past and word not in _table("adjectives") else None


def citation(lemma: str) -> str:
    """A lemma as a dictionary cites it: a verb's stems by the infinitive.

    >>> citation("گماشت#گمار"), citation("بر#گشت#گرد"), citation("شهر")
    ('گماشتن', 'برگشتن', 'شهر')
    """
    past, _, present = lemma.rpartition("#")
    return past.replace("#", "") + "ن" if past and present else lemma
