"""Words: exact offsets, one count, the same tokens as hazm's tokenizer, hostile text."""

import hazm
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arrays import spelled
from analysis.text import chunks
from analysis.text.pieces import pieces, word
from analysis.text.tokens import COLUMNS, count_words, tokens, zwnj_log

TEXT = "شهردار رشت گفت :«۱۳عضو شورا، ۳٫۵ درصد…» (تأکید)؛ می\u200fدانیم."
NOISE = st.text(
    alphabet="می‌رودهاکتب \u200b\u200f\u200c\u00a0\n.…:،«»()؟!-/۱2a&zwnj;\x00\ud800\u202e\u0640\u064e\u0654", max_size=60
)


def sentences(*texts: str, start: int = 0) -> pd.DataFrame:
    rows = [("a", n, start, start + len(text), text, "official") for n, text in enumerate(texts, 1)]
    table = pd.DataFrame(rows, columns=["article", "sentence", "start", "end", "text", "speaker"], dtype=object)
    return table.astype({"sentence": "int64", "start": "int64", "end": "int64"})


def test_columns_in_the_order_of_the_contract():
    assert tuple(tokens(sentences(TEXT))) == COLUMNS
    assert tuple(tokens(sentences(TEXT).iloc[:0])) == COLUMNS
    assert zwnj_log(tokens(sentences(""))).empty


def test_offsets_cut_the_form_out_of_the_file():
    table = tokens(sentences(TEXT, start=7))
    assert [TEXT[s - 7 : e - 7] for s, e in zip(table["start"], table["end"], strict=True)] == list(table["form"])
    assert "".join(table["form"] + table["after"]) == TEXT
    assert list(table["token"]) == list(range(1, len(table) + 1))


@given(NOISE)
def test_no_character_is_lost_or_moved(text):
    table = tokens(sentences(text, start=3))
    assert [text[s - 3 : e - 3] for s, e in zip(table["start"], table["end"], strict=True)] == list(table["form"])
    rebuilt = "".join(f + a for f, a in zip(table["form"], table["after"], strict=True))
    assert text[table["start"].iloc[0] - 3 :].startswith(rebuilt) if len(table) else rebuilt == ""
    covered = {at for s, e in zip(table["start"], table["end"], strict=True) for at in range(s - 3, e - 3)}
    assert {at for at, char in enumerate(text) if char.isalnum()} <= covered
    assert count_words([text]).tolist() == [table["is_word"].sum()]


@given(st.lists(NOISE.filter(str.strip), max_size=4))
def test_a_sentence_is_read_the_same_alone_and_among_others(texts):
    among = tokens(sentences(*texts))
    for n, text in enumerate(texts, 1):
        alone, here = tokens(sentences(text)), among[among["sentence"] == n]
        assert alone.drop(columns="sentence").to_dict("list") == here.drop(columns="sentence").to_dict("list")


@given(NOISE)
def test_a_last_mark_is_a_token_wherever_it_is_cut_off(text):
    """Of a chunk whose last letter has one mark behind it, `chunks` reads the rest and the mark apart."""
    for chunk in text.split():
        for mark in chunks._MARKS if chunk[-1].isalpha() else ():
            length = len(chunk)
            assert pieces(chunk + mark) == [*pieces(chunk), (length, length + 1, mark, word(mark))]


def test_the_words_are_those_of_hazms_tokenizer():
    """hazm's tokenizer never joins over white space, so a text can be read by chunks; a hazm that does fails here."""
    text = "وی افزود: خدمت به مردم (شهروندان) افتخار است، ۱۳عضو شورا؛ آیا می‌دانید؟! «بله.» 1403/07/08-16:47"
    tokenizer = hazm.WordTokenizer(join_verb_parts=False)
    whole = tokenizer.tokenize(text)
    assert whole == [token for chunk in text.split() for token in tokenizer.tokenize(chunk)]
    assert list(tokens(sentences(text))["form"]) == whole


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("بلبل…", ["بلبل", "…"]),  # hazm leaves the ellipsis on the word
        ("سال ۲۰۰۰.", ["سال", "۲۰۰۰", "."]),  # hazm leaves the full stop on the number
        ("لاتین- و", ["لاتین", "-", "و"]),
        ("۳٫۱۴", ["۳٫۱۴"]),  # a decimal point is no mark
        ("۱۲٬۵۰۰، 1,200,000.", ["۱۲٬۵۰۰", "،", "1,200,000", "."]),  # nor is what parts thousands
        ("مناطق ۱,۲ و ۱۳۹۸,۱۳۹۹", ["مناطق", "۱", ",", "۲", "و", "۱۳۹۸", ",", "۱۳۹۹"]),
        ("16:47", ["16:47"]),
        ("“شهر”", ["“", "شهر", "”"]),
        ("کم‌کم", ["کم‌کم"]),
        ("\ufeffسلام", ["سلام"]),
        ("کتاب&zwnj; ها", ["کتاب&zwnj;", "ها"]),
        ("می&#8204;رود، خدمت&#x200c;رسانی", ["می&#8204;رود", "،", "خدمت&#x200c;رسانی"]),
        ("به&nbsp;مردم&#160;شهر&nbsp;.", ["به", "مردم", "شهر", "."]),
        ("&laquo;شهر&raquo;: خدمت.&quot;", ["&laquo;", "شهر", "&raquo;", ":", "خدمت", ".", "&quot;"]),
        ("(ع)", ["(", "ع", ")"]),
        ("◾️وی ✅خدمت", ["◾️", "وی", "✅", "خدمت"]),
        ("-آسفالت •پارک* گزارش+عکس", ["-", "آسفالت", "•", "پارک", "*", "گزارش", "+", "عکس"]),
        ("#خدمت_رسانی my_name", ["#", "خدمت", "_", "رسانی", "my_name"]),
        ("مدیر-عامل AT&T", ["مدیر-عامل", "AT&T"]),
    ],
)
def test_marks_that_hazm_leaves_on_words(text, forms):
    assert list(tokens(sentences(text))["form"]) == forms


def test_marks_and_bare_symbols_are_no_words():
    assert count_words(["گفت: «۱۳عضو» – و … . + ©"]).tolist() == [4]


def test_speakers_stay_categorical():
    table = sentences(TEXT).astype({"speaker": pd.CategoricalDtype(["official", "other", "narration", "none"])})
    assert tokens(table)["speaker"].dtype == table["speaker"].dtype


@pytest.mark.parametrize(
    "unit",
    [
        "ا",
        "سلام",
        "\u200c",
        ".",
        "…",
        "؟!",
        "\u0640",
        "\x00",
        "\ud800",
        "\u202e",
        "&zwnj;",
        "1",
        ":1",
        "های",
        "م‌",
        "ه\u0654",
        "a-",
    ],
)
def test_hostile_runs_without_a_space(unit):
    text = unit * 100_000
    table = tokens(sentences(text))
    assert [text[s:e] for s, e in zip(table["start"], table["end"], strict=True)] == list(table["form"])


def test_what_is_remembered_is_bounded(monkeypatch):
    memory = chunks._Memory()
    monkeypatch.setattr(chunks, "_memory", memory)
    monkeypatch.setattr(chunks, "REMEMBERED", 100)
    texts = ["شهردار رشت گفت:", "ا" * 101, "«شهردار» رشت", *("شهر" * n for n in range(1, 9)), "شهردار رشت گفت:"]
    alone = []
    for text in texts:
        alone.append(tokens(sentences(text)).to_dict("list"))
        left = spelled(memory._known.kinds)
        assert len({*left}) == len(left) == len(memory._known.many)
        assert sum(map(len, left)) <= 100
    assert {"شهردار", "رشت", "گفت", ":"} < {*left}  # what was read longest ago is forgotten
    among = tokens(sentences(*texts))
    assert [among[among["sentence"] == n]["form"].tolist() for n in range(1, len(texts) + 1)] == [
        one["form"] for one in alone
    ]
