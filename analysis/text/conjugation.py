"""Verbs: every form of one word that hazm's conjugation gives, each with its lemma; read once a process."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from analysis.text.lists import data
from analysis.text.persian import ZWNJ

# Tenses that are one word; the others are words of their own in a text.
_OF_PAST = ("perfective_past", "imperfective_past", "present_perfect", "imperfective_present_perfect")
_OF_PRESENT = ("perfective_present", "imperfective_present")
_VOWEL_STEMS = ("رو", "شو", "دو", "شنو", "جو", "درو", "گرو", "نو", "غنو")  # consonantal و: می‌رود

_GLIDE = re.compile("(?<=[اآو])یی")  # long written with a hamza: می‌گوئیم، نمائید


@cache
def verbs() -> dict[str, str]:
    """Every one-word verb form without preverb, with its lemma, past#present stem: می‌دانند → دانست#دان."""
    from hazm.utils import verbs_list  # here and below: importing hazm takes seconds

    stems: dict[tuple[str, str], str] = {}
    ours = data("words")
    for verb in [*ours["common_verbs"], *verbs_list(), *ours["verbs"], *ours["preverb_verbs"]]:
        past, _, present = verb.replace(" ", "").partition("#")
        if past and present and ZWNJ not in past:
            stems.setdefault((past, present.removesuffix("ی")), f"{past}#{present}")
    forms: dict[str, str] = {}
    for positive in (True, False):  # a negative form never hides a positive one: نشست
        for (past, present), verb in stems.items():
            for form in _forms(past, present, positive):
                forms.setdefault(form, verb)
                forms.setdefault(_GLIDE.sub("ئی", form), verb)
    return forms | dict(ours["impersonal"])


@cache
def preverbs() -> tuple[str, ...]:
    """What may stand before a verb and makes another of it: بر، در، باز."""
    return tuple(data("words")["preverbs"])


def verb(word: str) -> str | None:
    """The lemma of a verb form, with its preverb if می or a ZWNJ shows it to be one: برمی‌گردد → برگشت#برگرد."""
    if found := verbs().get(word):
        return found
    if ZWNJ in word:
        for before in preverbs():
            if word.startswith(before) and (base := verbs().get(word[len(before) :])):
                return "#".join(before + stem for stem in base.split("#"))
    return None


def joined_verb(word: str) -> str | None:
    """The verb form with a ZWNJ that has these letters: میدانند → می‌دانند, برمیگردد → برمی‌گردد."""
    if found := joined_verbs().get(word):
        return found
    for before in preverbs() if word.startswith(preverbs()) else ():
        if word.startswith(before) and (base := joined_verbs().get(word[len(before) :])):
            return before + base
    return None


def _forms(past: str, present: str, positive: bool) -> list[str]:
    """The one-word forms of a verb by hazm's conjugation; it does not spell the glide of بیاید and نیفتاد."""
    from hazm import Conjugation

    conjugation = Conjugation()
    present = present + "ی" if present[-1] in "آاو" and present not in _VOWEL_STEMS else present
    # شده‌است is written so as often as apart, when it is two words like every other form with a space.
    past_forms = [f.replace(" است", ZWNJ + "است") for tense in _OF_PAST for f in getattr(conjugation, tense)(past)]
    plain = [f for f in past_forms if " " not in f]
    plain += [f for tense in _OF_PRESENT for f in getattr(conjugation, tense)(present)]
    if positive:
        subjunctive = [_glide("ب", form) for form in [*conjugation.perfective_present(present), present]]
        return [past + "ن", *plain, *chain(*subjunctive), *_glide("ب", present.removesuffix("ی"))]
    return [f for form in [past + "ن", *plain, present] for f in _glide("ن", form)]


def _glide(prefix: str, form: str) -> tuple[str, ...]:
    """The prefix of subjunctive or negation on a form: ب + آید is بیاید, ن + افتاد is نیفتاد (or نیافتاد)."""
    if form.startswith("آ"):
        return (prefix + "یا" + form[1:],)
    if form.startswith("ا"):
        return (prefix + "ی" + form[1:], prefix + "یا" + form[1:])
    return (prefix + form,)


@cache
def joined_verbs() -> dict[str, str]:
    """Every form with a ZWNJ by its letters without it."""
    return {form.replace(ZWNJ, ""): form for form in verbs() if ZWNJ in form}
