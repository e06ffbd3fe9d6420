"""What only the neighbours of a word decide: which of two readings it has; the lemma of a participle or a word in ی."""

from __future__ import annotations

from functools import cache
from itertools import chain

from analysis.text.lemmas import before_yeh, lemma, participle
from analysis.text.lists import word_list
from analysis.text.vocabulary import continues_phrase

NEIGHBOURS = 2**6  # kinds of neighbour
UNKNOWN = 1  # a word that no list knows
_ARTICLES = frozenset({"هر", "هیچ", "چنین", "یک", "چند", "کدام"})


def choose(readings: tuple[str, ...], before: str, following: str) -> str | None:
    """The reading that the neighbours (repaired words, "" at the edge of the sentence) allow; None if they allow both.

    The ezafe of the plural (گوش‌های) must be followed by what it belongs to: a noun, adjective, pronoun or number. After
    یک, هر or هیچ stands a singular. Else the plural, for the indefinite گوشه‌ای seldom has a noun behind it; but دیگر
    and در go with both.
    """
    shorter, longer = readings
    if before in word_list("zwnj", "singular"):
        return longer
    if following in word_list("zwnj", "undecided"):
        return None
    return shorter if continues_phrase(following) else longer


def in_context(word: str, before: str, following: str) -> str:
    """The lemma of a word that `depends` on the repaired words beside it ("" at the edge of the sentence).

    A participle is a verb before an auxiliary, an adjective before a noun. The ی is the indefinite article before که
    and after یک, هر, هیچ; otherwise a word that follows a noun is its adjective and keeps it.
    """
    if verb := participle(word):
        if following in word_list("lemmas", "auxiliaries"):
            return verb
        return word if continues_phrase(following) else lemma(word)
    if following == "که" or before in _ARTICLES:
        return lemma(before_yeh(word))
    return word if continues_phrase(before) else lemma(word)


def neighbour(word: str) -> int:
    """All that `in_context` and `choose` ask of a neighbour, as one number."""
    return _asked_by_name().get(word, 0) + continues_phrase(word)


@cache
def _asked_by_name() -> dict[str, int]:
    """The words that are asked for by name, each with a bit for each list it is on."""
    singular, undecided = (word_list("zwnj", key) for key in ("singular", "undecided"))
    named = (singular, undecided, word_list("lemmas", "auxiliaries"), _ARTICLES, {"که"})
    return {word: sum((word in words) << bit for bit, words in enumerate(named, 1)) for word in chain(*named)}
