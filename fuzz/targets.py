"""What the fuzzer runs: each target makes input from bytes, and fails where a property of its layer does not hold."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import InputError, read_coding, read_corpus, read_lexicon
from analysis.themes.check import lexicon_problems
from tests import properties

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

# One byte, one step of a Persian page: letters in every typing of them, joiners, marks, controls, and the words and
# signs that the rules of the layers look for. A byte beyond the list is the character of its number in Latin-1.
STEPS = (
    *"ابپتجچدرزسشعفقکگلمنوهیآءأؤئةۀيكىﻻﷲ",
    *"\u200c\u200b\u200e\u200f\u200d\u00ad\u00ac\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\u0640\u064b\u064e\u0651\u0653\u0654\u0655\u0670",
    *" \u00a0\t\n\r\v\f\u2028\u0085\x1c\x00\x1b",
    *".…!?؟؛،:«»“”\"'()[]{}-–—/\\|*@#<>&;,+=",
    *"۱۲٣456٬٫٪漢😀Aéß",
    *("می", "ها", "های", "ترین", "است.", "می\u200cشود", "&zwnj;", "https://a.ir/b", "شایسته\u200cسالاری", "تغییر"),
    *("شهردار", "رحیم شوقی", "عضو شورا", "وی", "گفت:", "افزود", "با بیان اینکه", "خواستار شد", "به گزارش", "خبرنگار"),
    *("خدمت", "خدمات", "رسانی", "مردم", "مشارکت", "تحول", "ساختار", "نظرات", "انتهای پیام"),
)


def text(data: bytes) -> None:
    """A page: half of the runs through the steps above, half as UTF-8."""
    page = _page(data)
    properties.letters_hold(page)
    words = properties.page_holds(page)
    properties.matches_hold(words, _own_lexicon(), page)


def reader(data: bytes) -> None:
    """A corpus folder or an archive of which one file is the data: a table, or full sentences that say why not."""
    kind, data = data[:1], data[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = KINDS[kind[0] % len(KINDS)] if kind else KINDS[0]
        if given in ("articles.csv", "articles/a.txt"):
            (folder / "articles").mkdir()
            (folder / "articles" / "a.txt").write_text("شهردار گفت: خدمت.", encoding="utf-8")
            (folder / "articles.csv").write_text("article,city,official\na,رشت,شوقی\n", encoding="utf-8")
        (folder / given).write_bytes(data)
        try:
            if given == "coding.csv":
                coded = read_coding(folder / given)
                assert coded["present"].isin([0, 1]).all()
                return
            table = read_corpus(folder)
        except InputError as error:
            properties.sentences_hold(error.problems)
            return
        assert table["article"].is_unique
        assert table["text"].map(str.strip).ne("").all()
        for page in table["text"].str[:2000]:
            properties.page_holds(page)


KINDS = ("articles.csv", "articles/a.txt", "coding.csv", "a.jsonl", "a.csv", "a.parquet")


def lexicon(data: bytes) -> None:
    """A themes.toml: refused in full sentences, or read and matched against a page."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "themes.toml"
        path.write_bytes(_themes(data))
        if problems := lexicon_problems(path):
            properties.sentences_hold(problems)
        try:
            entries = read_lexicon(path)
        except InputError:
            return
    properties.matches_hold(_own_words(), entries, _own_page())


def _page(data: bytes) -> str:
    if data[:1] < b"\x80":
        return data[1:].decode("utf-8", "ignore")
    return "".join(STEPS[byte] if byte < len(STEPS) else chr(byte) for byte in data[1:])


def _themes(data: bytes) -> bytes:
    """Half of the runs the file itself, half a sound file with an entry for each line, its pattern made of pieces."""
    if data[:1] < b"\x80":
        return data[1:]
    head = THEMES.encode()
    for line in data[1:].split(b"\n"):
        pattern = "".join(PIECES[byte % len(PIECES)] for byte in line)
        head += f'[[entries]]\ntheme="t"\nsubtheme="s"\npattern={_quoted(pattern)}\ntier="core"\nnote="n"\n'.encode()
    return head


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


PIECES = (
    "خدمت",
    "مردم",
    "به",
    " ",
    "lemma:",
    "*",
    "{0,3}",
    "{1,2}",
    "@l",
    "\u200c",
    "شهر",
    "گفتن",
    "ها",
    " ",
    "می",
    "،",
    "ی",
)
THEMES = """\
[themes.t]
name_fa = "م"
name_en = "t"
definition = "d"
[themes.t.subthemes.s]
name_fa = "ز"
name_en = "s"
definition = "d"
[lists.l]
note = "n"
patterns = ["مردم", "شهر*", "lemma:خدمت"]
"""


@cache
def _own_lexicon() -> pd.DataFrame:
    return read_lexicon(SEEDS / "themes.toml")


@cache
def _own_page() -> str:
    return (SEEDS / "articles" / "rasht-alavi.txt").read_bytes().decode()


@cache
def _own_words() -> pd.DataFrame:
    return properties.page_holds(_own_page())


TARGETS = {"text": text, "reader": reader, "lexicon": lexicon}
