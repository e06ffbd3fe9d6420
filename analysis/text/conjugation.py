"""Verbs: every form of one word that hazm's conjugation gives, each with its lemma; read once a process.

The lemma is the past and the present stem, گشت#گرد, and a preverb before them, بر#گشت#گرد: the verb is another one,
but one can see of which it is made.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from analysis.text import vocabulary
from analysis.text.lists import data
from analysis.text.persian import ZWNJ

# Tenses that are one word; the others are words of their own in a text.
_OF_PAST = ("perfective_past", "imperfective_past", "present_perfect", "imperfective_present_perfect")
_OF_PRESENT = ("perfective_present", "imperfective_present")
PREVERBS = ("بر", "در", "باز", "فرا", "فرو", "وا", "ور")  # می and نمی follow them: برمی‌آید، بازنمی‌گردد
_VOWEL_STEMS = ("رو", "شو", "دو", "شنو", "جو", "درو", "گرو", "نو", "غنو")  # consonantal و: می‌رود

_GLIDE = re.compile("(?<=[اآو])یی")  # long written with a hamza: می‌گوئیم، نمائید


@cache
def verbs() -> dict[str, str]:
    """Every one-word form of a verb on our lists or hazm's, with its lemma: می‌دانند → دانست#دان."""
    forms: dict[str, str] = {}
    for positive in (True, False):  # a negative form never hides a positive one: نشست
        for verb, (before, past, present) in _stems().items():
            for form in _forms(past, present, positive):
                forms.setdefault(before + form, verb)
                forms.setdefault(before + _GLIDE.sub("ئی", form), verb)
    return forms | dict(data("words")["impersonal"])


@cache
def _stems() -> dict[str, tuple[str, str, str]]:
    """The lemmas of verbs, each with its preverb ("" if it has none), past and present stem."""
    from hazm.utils import verbs_list  # here and below: importing hazm takes seconds

    whole: dict[tuple[str, str], str] = {}
    ours = data("words")
    for verb in [*ours["common_verbs"], *verbs_list(), *ours["verbs"], *ours["preverb_verbs"]]:
        past, _, present = verb.replace(" ", "").partition("#")
        if past and present and ZWNJ not in past:
            whole.setdefault((past, present.removesuffix("ی")), f"{past}#{present}")
    stems = {verb: ("", past, present) for (past, present), verb in whole.items()}
    for pair, verb in whole.items():
        (before, past), (same, present) = map(_parted, pair)
        if before and before == same and (past, present) in whole:
            del stems[verb]
            stems[f"{before}#{whole[past, present]}"] = (before, past, present)
    return stems


def _parted(word: str) -> tuple[str, str]:
    """The preverb with which a word begins, "" if with none, and what follows it."""
    before = next(filter(word.startswith, PREVERBS)) if word.startswith(PREVERBS) else ""
    return before, word[len(before) :]


def verb(word: str) -> str | None:
    """The lemma of a verb form, alone or after a preverb: برنمی‌گردد → بر#گشت#گرد."""
    if found := verbs().get(word):
        return found
    before, rest = _parted(word)
    base = verbs().get(rest) if before else None
    if base == "خواست#خواه" and "خواه" in rest:
        return base  # برخواهد گشت: the preverb is that of the next word
    return f"{before}#{base}" if base and _only_verb(word, rest) else None


def _only_verb(word: str, rest: str) -> bool:
    """Whether a word with a preverb that is on no list of such verbs is none but a verb: بازآفرید, not بازار.

    A و is more often the next word's (وافزود), and hazm lists the verbs in وا and ور.
    """
    return ZWNJ in word or not (word[0] == "و" or vocabulary.on_record(word) or vocabulary.is_nominal(rest))


def joined_verb(word: str) -> str | None:
    """The verb form with a ZWNJ that has these letters: میدانند → می‌دانند, برمیگردد → برمی‌گردد."""
    if found := joined_verbs().get(word):
        return found
    before, rest = _parted(word)
    base = joined_verbs().get(rest) if before else None
    return before + base if base else None


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
