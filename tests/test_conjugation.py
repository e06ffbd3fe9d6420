"""Verbs: the forms of hazm's conjugation that we build on, and how a form with a preverb or a lost ZWNJ is known."""

import hazm
import pytest

from analysis.text.conjugation import joined_verb, verb, verbs


def test_the_conjugation_we_build_on():
    """hazm spells no glide (نآید) and lists no می‌توان; its forms of one tense are in the order of the persons."""
    conjugation = hazm.Conjugation()
    assert conjugation.perfective_present("بین") == ["بینم", "بینی", "بیند", "بینیم", "بینید", "بینند"]
    assert "نآیم" in conjugation.negative_perfective_present("آ")
    assert verbs()["می‌توان"] == "توانست#توان"


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("می‌دانند", "دانست#دان"),
        ("نمی‌داند", "دانست#دان"),
        ("بیاید", "آمد#آی"),
        ("نیفتاد", "افتاد#افت"),
        ("نشست", "نشست#نشین"),  # sat, not the negative of شست
        ("برمی‌گردد", "بر#گشت#گرد"),
        ("شهردار", None),
        ("برنامه‌ها", None),
    ],
)
def test_a_form_tells_its_verb(form, lemma):
    assert verb(form) == lemma


@pytest.mark.parametrize(
    ("letters", "form"),
    [("میدانند", "می‌دانند"), ("برمیگردد", "برمی‌گردد"), ("رفتند", None), ("میدان", None), ("مردم", None)],
)
def test_a_form_that_lost_its_zwnj_is_known_by_its_letters(letters, form):
    assert joined_verb(letters) == form
