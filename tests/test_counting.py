"""What counts: parts, repeats, voices, and the table of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.counting import count
from analysis.text.counted import counted

ARTICLES = pd.DataFrame({"article": ["one", "two"], "city": ["رشت", "کرج"]})
SENTENCES = pd.DataFrame(
    [
        ("one", 1, "kicker", "narration", None, 3),
        ("one", 2, "headline", "official", None, 5),
        ("one", 3, "lead", "official", 2, 9),
        ("one", 4, "body", "official", 3, 9),
        ("one", 5, "body", "narration", 1, 12),
        ("one", 6, "residue", "none", None, 2),
        ("two", 1, "headline", "official", None, 4),
        ("two", 2, "lead", "other", 1, 8),
        ("two", 3, "body", "other", None, 10),
    ],
    columns=["article", "sentence", "part", "speaker", "repeat_of", "words"],
).astype({"repeat_of": "Int64"})
MATCHES = pd.DataFrame(
    {
        "article": ["one", "one", "one", "one", "two"],
        "sentence": [2, 4, 4, 6, 3],
        "theme": pd.Categorical(["service"] * 4 + ["participation"], categories=["service", "participation", "merit"]),
    }
)


def kept(**choices) -> list[tuple[str, int]]:
    rows = counted(SENTENCES, **choices)
    return list(zip(rows["article"], rows["sentence"], strict=True))


def test_the_body_counts_among_repeats_and_a_repeat_of_an_uncounted_part_still_counts():
    assert kept() == [("one", 4), ("one", 5), ("two", 2), ("two", 3)]


def test_every_repeat_can_count():
    assert kept(repeats="every") == [("one", n) for n in (2, 3, 4, 5)] + [("two", n) for n in (1, 2, 3)]


def test_repeats_are_sought_among_the_sentences_that_qualify():
    assert kept(parts=("headline",)) == [("one", 2), ("two", 1)]
    assert kept(speakers=("official",)) == [("one", 4), ("two", 1)]


def test_counts_hold_zeros_and_sum_to_the_matches_that_count():
    counts = count(ARTICLES, SENTENCES, MATCHES)
    assert len(counts) == 4 * 3
    assert counts.groupby("theme", observed=False)["matches"].sum().to_dict() == {
        "service": 2,
        "participation": 1,
        "merit": 0,
    }
    assert counts["coded_sentences"].sum() == 2
    assert counts[counts["theme"] == "merit"]["words"].sum() == 9 + 12 + 8 + 10


def test_order_of_rows_does_not_matter():
    shuffled = SENTENCES.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(counted(shuffled).sort_index(), counted(SENTENCES))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parts": ("bodi",)}, "'bodi' is not a part"),
        ({"speakers": ("mayor",)}, "'mayor' is not a speaker"),
        ({"repeats": "twice"}, "'once' or 'every'"),
    ],
)
def test_unknown_choices_get_a_sentence(change, says):
    with pytest.raises(InputError, match=says):
        counted(SENTENCES, **change)


def test_tables_of_different_corpora_are_refused():
    with pytest.raises(InputError, match="not in the table articles"):
        count(ARTICLES[:1], SENTENCES, MATCHES)
    with pytest.raises(InputError, match="does not hold"):
        count(ARTICLES, SENTENCES[SENTENCES["sentence"] != 6], MATCHES)
    with pytest.raises(InputError, match="two rows for one sentence"):
        count(ARTICLES, pd.concat([SENTENCES, SENTENCES[:1]]), MATCHES)
    with pytest.raises(InputError, match="No theme is known"):
        count(ARTICLES, SENTENCES, MATCHES[:0].astype({"theme": object}))


def test_nothing_counted_is_an_empty_table_of_the_same_shape():
    empty = count(ARTICLES, SENTENCES, MATCHES, parts=("meta",))
    assert list(empty.columns) == list(count(ARTICLES, SENTENCES, MATCHES).columns)
    assert len(empty) == 0
    assert np.issubdtype(empty["matches"].dtype, np.integer)
