"""hazm's word list and verbs as this package uses them: read once a process, in the normal form, by part of speech."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from analysis.text.persian import ZWNJ, normal

# Tenses that are one word; the others are words of their own in a text.
_OF_PAST = ("perfective_past", "imperfective_past", "present_perfect", "imperfective_present_perfect")
_OF_PRESENT = ("perfective_present", "imperfective_present")
_VOWEL_STEMS = ("رو", "شو", "دو", "شنو", "جو", "درو", "گرو", "نو", "غنو")  # consonantal و: می‌رود
_SEATS = frozenset("أإؤئ")
_SEATLESS = str.maketrans("أإؤ", "ااو")
NON_JOINING = frozenset("اآدذرزژوؤءأإة")  # letters that never join the next: a ZWNJ after them changes nothing
_GRADABLE = frozenset({"AJ", "ADV"})
_IDLE = re.compile(f"(?<=[{''.join(sorted(NON_JOINING))}]){ZWNJ}")
_NOMINAL = frozenset({"N", "AJ", "NUM", "ADV"})
_ENOUGH = 4  # compounds that show a second part to be productive (سازی، کننده، ناپذیر), not a chance meeting


@cache
def data(name: str) -> dict:
    """The reviewed tables of data/NAME.toml, where each has its reason."""
    return tomllib.loads(files("analysis.text").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def word_list(name: str, key: str) -> frozenset[str]:
    """One list of data/NAME.toml as a set."""
    return frozenset(data(name)[key])


class _Listed(NamedTuple):
    words: dict[str, frozenset[str]]
    rare: frozenset[str]
    spellings: dict[str, str]


@cache
def _listed() -> _Listed:
    """hazm's word list in the normal form, read once: its tags are kept once for all words that share them."""
    from hazm.utils import default_words  # here and below: importing hazm takes seconds

    known: dict[str, frozenset[str]] = {}
    rare: set[str] = set()
    tanwin: dict[str, str] = {}
    sets: dict[str, frozenset[str]] = {}
    with default_words.open(encoding="utf-8") as lines:
        for word, _, tags in (line.rstrip("\n").split("\t") for line in lines):
            if tags == "0":
                rare.add(normal(word))
                continue
            plain, these = normal(word), sets.setdefault(tags, frozenset(tags.split(",")))
            if word.endswith("ا\u064b") and plain not in known:
                tanwin[plain] = word
            elif plain in tanwin:
                del tanwin[plain]
            known[plain] = known[plain] | these if plain in known else these
    known |= dict.fromkeys(data("words")["numerals"], frozenset({"NUM"}))
    known |= dict.fromkeys(data("words")["pronouns"], frozenset({"PRO"}))
    spelled = _spelled(known, tanwin)
    known |= {variant: known[normal(word)] for variant, word in spelled.items() if variant not in known}
    return _Listed(known, frozenset(rare - known.keys()), spelled)


def _spelled(known: dict[str, frozenset[str]], tanwin: dict[str, str]) -> dict[str, str]:
    """Words without their tanwin or hamza, as texts write them, with hazm's spelling: قطعا → قطعاً, تاکید → تأکید."""
    found = dict(tanwin)
    for word in sorted(known):
        for variant in spellings(word):
            if variant not in known and variant != "شان":  # the possessive, seldom شأن
                found.setdefault(variant, word)
    return found | dict(pair.split(" ") for pair in data("words")["one_word"])


@cache
def words() -> dict[str, frozenset[str]]:
    """Every word of hazm's list that has a part of speech, with its tags (N, AJ, ADV, PL …)."""
    return _listed().words


@cache
def rare() -> frozenset[str]:
    """The 158,000 entries without a part of speech, from old dictionaries and web text.

    They hold rarities, inflected forms and misspellings (ویژ، کتابها، درجلسه) and prove no word; but a compound that is
    written joined there (راهپیمایی) is a spelling people use, not one that lost its ZWNJ.
    """
    return _listed().rare


def dictionary_form(lemma: str) -> str:
    """A lemma as hazm's list spells it.

    >>> dictionary_form("تاکید"), dictionary_form("قطعا")
    ('تأکید', 'قطعاً')
    """
    return _listed().spellings.get(lemma, lemma)


def spelled_otherwise() -> frozenset[str]:
    """The words that hazm's list spells in another way (`dictionary_form`)."""
    return frozenset(_listed().spellings)


def spellings(word: str) -> set[str]:
    """The spellings of a word with hamza that texts use as often: مسئول، مسوول; رئیس، رییس; تأکید، تاکید."""
    if _SEATS.isdisjoint(word):
        return set()
    bare = word.translate(_SEATLESS)
    return {bare, bare.replace("ئ", "ی"), bare.replace("ئو", "وو"), bare.replace("ئ", "ا")} - {word}


@cache
def verbs() -> dict[str, str]:
    """Every one-word verb form without preverb, with its lemma, past#present stem: می‌دانند → دانست#دان."""
    from hazm.utils import verbs_list

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
    return forms | dict(ours["impersonal"])


@cache
def _preverbs() -> tuple[str, ...]:
    return tuple(data("words")["preverbs"])


def verb(word: str) -> str | None:
    """The lemma of a verb form, with its preverb if می or a ZWNJ shows it to be one: برمی‌گردد → برگشت#برگرد."""
    if found := verbs().get(word):
        return found
    if ZWNJ in word:
        for before in _preverbs():
            if word.startswith(before) and (base := verbs().get(word[len(before) :])):
                return "#".join(before + stem for stem in base.split("#"))
    return None


def joined_verb(word: str) -> str | None:
    """The verb form with a ZWNJ that has these letters: میدانند → می‌دانند, برمیگردد → برمی‌گردد."""
    if found := _joined_verbs().get(word):
        return found
    for before in _preverbs() if word.startswith(_preverbs()) else ():
        if word.startswith(before) and (base := _joined_verbs().get(word[len(before) :])):
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
def _joined_verbs() -> dict[str, str]:
    return {form.replace(ZWNJ, ""): form for form in verbs() if ZWNJ in form}


@cache
def compounds() -> dict[str, str]:
    """Words that hold a ZWNJ, by the same letters without it, where those are not a word themselves.

    An entry without a part of speech counts only where its joined spelling is not on record too, but for بی, which is
    always written apart (Academy of Persian, Dastur-e khatt).
    """
    fused = tuple(first + ZWNJ for first in data("words")["fused"])
    attested = {word.replace(ZWNJ, ""): word for word in rare() if ZWNJ in word.strip(ZWNJ)}
    listed = {word.replace(ZWNJ, ""): word for word in words() if ZWNJ in word and not word.startswith(fused)}
    found = {joined: w for joined, w in attested.items() if joined not in rare() or w.startswith("بی" + ZWNJ)} | listed
    shown = {joined: _IDLE.sub("", word) for joined, word in found.items() if joined not in words()}
    return {joined: word for joined, word in shown.items() if word != joined}


@cache
def compound_words() -> frozenset[str]:
    """The words of `compounds` as they are written."""
    return frozenset(compounds().values())


@cache
def second_parts() -> frozenset[str]:
    """Second parts of many compounds of hazm's list, so of new ones too: سازی، گذاری، ناپذیر، کننده."""
    seconds = Counter(word.rpartition(ZWNJ)[2] for word in words() if ZWNJ in word)
    parts = {part for part, times in seconds.items() if times >= _ENOUGH and len(part) > 2}
    parts |= set(data("words")["second_parts"])
    return frozenset(parts | {part[:-1] + "گان" for part in parts if part.endswith("ه")})


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word for word, tags in words().items() if not _NOMINAL.isdisjoint(tags))


def is_noun(word: str) -> bool:
    """Whether hazm lists the word as noun, adjective, adverb or numeral."""
    return word in _nouns()


@cache
def _every_form() -> frozenset[str]:
    return frozenset({*words(), *verbs(), *_joined_verbs(), *compounds()})


def may_be_known(word: str) -> bool:
    """Whether the letters are those of a listed word, a verb form or a compound, or may be with a preverb before them.

    Most new words of a text are none of these, and one look-up tells so.
    """
    return word in _every_form() or word.startswith(_preverbs())


def is_gradable(word: str) -> bool:
    """Whether hazm lists the word as adjective or adverb, so that it takes تر."""
    return not _GRADABLE.isdisjoint(words().get(word, ()))


def on_record(word: str) -> bool:
    """Whether the word is in either tier of hazm's list."""
    return word in words() or word in rare()


def continues_phrase(word: str) -> bool:
    """Whether a repaired word can carry on a noun phrase: no mark, preposition, conjunction, را or finite verb."""
    if not any(map(str.isalnum, word)) or word in word_list("words", "closed"):
        return False
    return not verb(word) or is_noun(word)
