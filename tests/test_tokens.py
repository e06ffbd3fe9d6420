"""Words and their offsets."""

import pandas as pd

from analysis.text.tokens import COLUMNS, count_words, tokens


def sentence(text: str, start: int = 0) -> pd.DataFrame:
    return pd.DataFrame(
        [("a", 1, start, start + len(text), text, "official")],
        columns=["article", "sentence", "start", "end", "text", "speaker"],
    )


def test_offsets_cut_the_form_out_of_the_file():
    text = "شهردار گفت :«مي\u200fرود…»  ۱۳عضو."
    table = tokens(sentence(text, 7))
    assert list(table) == list(COLUMNS)
    assert [text[s - 7 : e - 7] for s, e in zip(table["start"], table["end"], strict=True)] == list(table["form"])
    assert "".join(table["form"] + table["after"]) == text


def test_words_are_counted_as_tokens_marks_them():
    text = "گفت: «۱۳عضو» – و … ."
    assert count_words(text) == tokens(sentence(text))["is_word"].sum() == 4
