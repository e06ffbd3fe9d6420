"""hazm's word list: what we rely on in it, and how it spells what texts spell otherwise."""

import pytest

from analysis.text import vocabulary


def test_what_we_rely_on_in_hazms_word_list():
    """Words with a part of speech are spelled with their ZWNJ; entries without one hold joined and broken forms."""
    assert {"N"} <= vocabulary.words()["بهره‌وری"]
    assert "بهرهوری" not in vocabulary.words()
    assert {"ویژ", "درجلسه", "کتابها"} - vocabulary.words().keys() == {"ویژ", "درجلسه", "کتابها"}
    assert "کتابها" in vocabulary.rare()


@pytest.mark.parametrize("word", ["مسوول", "مسئول", "رییس", "رئیس", "تاکید"])
def test_a_word_is_known_in_every_spelling_of_its_hamza(word):
    assert vocabulary.is_nominal(word)
