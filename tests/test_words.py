"""Words, cues and returning words found for many sentences at once are those of each sentence by itself."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import attribution, cues, folding, repeats
from analysis.text.words import folded_words
from tests.strategies import lines

APART = re.compile(r"[\s.،؛:؟!?«»“”\"'‘’()\[\]{}/\\\-–—_…*•|,;%]+")

texts = st.lists(lines, max_size=6)


@given(texts)
def test_words_stand_between_white_space_and_marks(texts):
    by_itself = [[word for word in APART.split(folding.flat(text)) if word] for text in texts]
    assert folded_words(texts).lists() == by_itself


@given(texts)
def test_cues_of_a_text_are_those_of_its_words_wherever_they_stand(texts):
    together = attribution.cued(folded_words(texts))
    assert together == [attribution.cued(folded_words([text]))[0] for text in texts]
    for text, found in zip(texts, together, strict=True):
        assert found >= {word for word in APART.split(folding.flat(text)) if word in ("گفت", "افزود", "خواستار")}


@given(texts, st.data())
def test_words_that_return_are_those_of_the_earlier_texts_of_a_page(texts, data):
    page = sorted(data.draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts))))
    words = folded_words(texts)
    telling = [set(text).difference(cues.words("voices", "shared_by_any")) for text in words.lists()]
    earlier = [
        set().union(*(telling[k] for k in range(n) if page[k] == page[n])) & telling[n] for n in range(len(texts))
    ]
    assert repeats.returning(words, np.array(page, np.int64)) == ([*map(len, telling)], [*map(len, earlier)])
