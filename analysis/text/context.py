"""What only the neighbours of a word decide: which of two readings it has; the lemma of a participle or a word in ی."""

from __future__ import annotations

from functools import cache
from itertools import chain

from analysis.text.conjugation import verb
from analysis.text.endings import FIRST_PERSON
from analysis.text.lemmas import before_yeh, lemma, participle
from analysis.text.lists import word_list
from analysis.text.persian import ZWNJ
from analysis.text.vocabulary import is_nominal

NEIGHBOURS = 2**7  # kinds of neighbour: which of these seven it is
PHRASE, SINGULAR, UNDECIDED, AUXILIARY, ARTICLE, THAT, AND = (2**bit for bit in range(7))
UNKNOWN = PHRASE  # a word that no list knows


def choose(readings: tuple[str, ...], before: int, following: int) -> str | None:
    """The reading that the neighbours (as `neighbour` numbers them) allow; None if they allow both.

    The ezafe of the plural (گوش‌های) must be followed by what it belongs to: a noun, adjective, pronoun or number. After
    یک, هر or هیچ stands a singular. Else the plural, for the indefinite گوشه‌ای seldom has a noun behind it; but دیگر
    and در go with both.
    """
    shorter, longer = readings
    if before & SINGULAR:
        return longer
    if following & UNDECIDED:
        return None
    return shorter if following & PHRASE else longer


def in_context(word: str, before: int, following: int) -> str:
    """The lemma of a word that `depends` on its neighbours (as `neighbour` numbers them).

    A participle is a verb before an auxiliary, an adjective before a noun. The ی is the indefinite article before که
    and after یک, هر, هیچ; otherwise a word that follows a noun is its adjective and keeps it. An adjective in ه‌ای must
    follow its noun or another adjective: طرح محله‌ای و منطقه‌ای, but در منطقه‌ای.
    """
    if found := participle(word):
        if following & AUXILIARY:
            return found
        return word if following & PHRASE else lemma(word)
    if word.endswith(ZWNJ + "ای"):
        return word if before & (PHRASE | AND) and not before & ARTICLE else lemma(before_yeh(word))
    if following & THAT or before & ARTICLE:
        return lemma(before_yeh(word))
    return word if before & PHRASE else lemma(word)


def neighbour(word: str) -> int:
    """All that is asked of a repaired word as a neighbour, as one number; the edge of the sentence is 0."""
    return _asked_by_name().get(word, 0) + _continues_phrase(word) * PHRASE


def _continues_phrase(word: str) -> bool:
    """Whether a repaired word can carry on a noun phrase: no mark, preposition, conjunction, را or finite verb.

    Nor is it an adjective with the copula: «امیدوارم روزی برسد».
    """
    if not any(map(str.isalnum, word)) or word in word_list("words", "closed"):
        return False
    if word.endswith(FIRST_PERSON) and lemma(word) != word:
        return False
    return not verb(word) or is_nominal(word)


@cache
def _asked_by_name() -> dict[str, int]:
    """The words that are asked for by name, each as the sum of what it is."""
    named = {
        SINGULAR: word_list("zwnj", "singular"),
        UNDECIDED: word_list("zwnj", "undecided"),
        AUXILIARY: word_list("lemmas", "auxiliaries"),
        ARTICLE: {"هر", "هیچ", "چنین", "یک", "چند", "کدام"},
        THAT: {"که"},
        AND: {"و", "یا", "،"},
    }
    words = {*chain(*named.values())}
    return {word: sum(kind for kind, listed in named.items() if word in listed) for word in words}
