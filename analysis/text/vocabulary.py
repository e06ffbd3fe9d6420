"""hazm's word list and verbs as this package uses them: read once a process, in the normal form, by part of speech."""

from __future__ import annotations

from functools import cache

from hazm import Conjugation
from hazm.utils import verbs_list, words_list

from analysis.text.persian import ZWNJ, normal

_CONJUGATION = Conjugation()
# Tenses written as one word; the compound ones are words of their own in a text.
_PAST = ("perfective_past", "negative_perfective_past", "imperfective_past", "negative_imperfective_past")
_PERFECT = (
    "present_perfect",
    "negative_present_perfect",
    "imperfective_present_perfect",
    "negative_imperfective_present_perfect",
)
_PRESENT = (
    "perfective_present",
    "negative_perfective_present",
    "subjunctive_perfective_present",
    "imperfective_present",
    "negative_imperfective_present",
)


@cache
def words() -> dict[str, frozenset[str]]:
    """Every word of hazm's list that has a part of speech, with its tags (N, AJ, ADV, PL …).

    The other 158,000 entries (tag `0`) come from old dictionaries and corpora and hold rarities, inflected forms and
    misspellings (ویژ، کتابها، درجلسه) that would stop every repair; they are left out.
    """
    return {normal(word): frozenset(tags) for word, _, tags in words_list() if tags != ("0",)}


@cache
def verbs() -> dict[str, str]:
    """Every one-word verb form with its lemma, past#present stem: می‌دانند → دانست#دان."""
    forms: dict[str, str] = {}
    for verb in verbs_list():
        past, _, present = verb.replace(" ", "").partition("#")
        if not past or not present or ZWNJ in past:
            continue
        forms_here = [past + "ن", "ن" + past + "ن"]
        forms_here += [form for tense in _PAST + _PERFECT for form in getattr(_CONJUGATION, tense)(past)]
        forms_here += [form for tense in _PRESENT for form in getattr(_CONJUGATION, tense)(present)]
        forms_here += ["ب" + present]
        for form in forms_here:
            if " " not in form:
                forms.setdefault(form, verb)
    return forms


@cache
def joined_verbs() -> dict[str, str]:
    """Verb forms that hold a ZWNJ, by the same letters without it: میدانند → می‌دانند."""
    return {form.replace(ZWNJ, ""): form for form in verbs() if ZWNJ in form}


@cache
def compounds() -> dict[str, str]:
    """Words of the list that hold a ZWNJ, by the same letters without it, where those are not a word themselves."""
    plain = words()
    return {w.replace(ZWNJ, ""): w for w in plain if ZWNJ in w and w.replace(ZWNJ, "") not in plain}
