"""Words that no list knows: the question that comes before the rules never takes a word from them."""

import random

from analysis.text import compounds, conjugation, pieces, unlisted, vocabulary, zwnj
from analysis.text.endings import BESIDE_HEH, DEGREES, JOINED, PLURALS
from analysis.text.persian import ZWNJ


def words(count: int) -> list[str]:
    """Words put together from listed ones, endings and letters, a letter of some changed, a plural behind some."""
    rng = random.Random(1)
    parts = [
        *(
            sorted(part)
            for part in (vocabulary.words(), vocabulary.rare(), conjugation.verbs(), vocabulary.compounds())
        ),
        *(sorted(part) for part in (vocabulary.second_parts(), compounds.openings(), zwnj.glued())),
        sorted({*JOINED, *PLURALS, *BESIDE_HEH, *DEGREES}),
        ["ابن", "بن", "ات", "گان", "ان", "ی", "ه", "ها", "های", "تر", "ترین"],
        list("ابپتجدرسشفقکگلمنهوی"),
    ]
    short = [[word for word in part if len(word) < 5] for part in parts]
    made = []
    for _ in range(count):
        word = "".join(rng.choice(rng.choice(rng.choice((parts, short)))) for _ in range(rng.randint(1, 4)))
        word = word.replace(ZWNJ, "")
        at = rng.randrange(len(word))
        word = rng.choice([word, word, word[:at] + rng.choice("ابتهویمنش") + word[at + 1 :]])
        made.append(word + rng.choice(["", "", "", ZWNJ + "ها", ZWNJ + "های"]))
    return made


def test_the_rules_have_nothing_to_add():
    asked = {word: unlisted.stem(word) for word in words(30_000)}
    alone = {word: stem for word, stem in asked.items() if stem}
    assert len(alone) > 3000
    found = {word: pieces._without_lists(word) for word in alone}
    assert found == {word: pieces._by_lists(word) for word in alone}


def test_what_a_list_knows_is_left_to_the_rules():
    assert not any(map(unlisted.stem, vocabulary.words()))
    assert not any(
        map(
            unlisted.stem,
            ["شهردارکرمانشاه", "گوشهای", "زندانیانی", "دانشجویانشان", "سعدبنزیاد", "کوتاهترین", "شبهیطلبانه"],
        )
    )
