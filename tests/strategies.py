"""Hypothesis strategies for Persian news: letters in every typing, joiners, marks, controls, and whole pages."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = "ابپتجچحخدرزسشصطعغفقکگلمنوهیآءأؤئة"
OTHER_TYPINGS = "يكىهٔۀﺍﻻﷲﮐ٤۴4"
JOINERS = "\u200c\u200b\u200d\u200e\u200f\u00ad\u00ac\ufeff"
MARKS = "\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u0640"
CONTROLS = "\x00\x07\x1b\x85\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028"
SIGNS = ".…!?؟؛،:«»“”\"'()[]{}-–/|*@#<>&;=+٬٫٪"
SPACES = " \u00a0\t"
OTHERS = "aBé漢😀ß"

WORDS = [
    *("شهردار", "شهرداری", "شورای شهر", "رحیم شوقی", "وی", "گفت:", "افزود", "با بیان اینکه", "خواستار شد", "است."),
    *("خدمت به مردم", "خدمت‌رسانی", "خدمات", "مشارکت شهروندان", "همکاری", "شایسته‌سالاری", "تحول", "تغییر ساختار"),
    *("می‌شود", "میشود", "کتاب ها", "به گزارش", "خبرنگار", "انتهای پیام", "نظرات", "۱۳عضو", "https://a.ir/b", "&zwnj;"),
]

noise = st.text(LETTERS + OTHER_TYPINGS + JOINERS + MARKS + CONTROLS + SIGNS + SPACES + OTHERS, max_size=12)
words = st.one_of(st.sampled_from(WORDS), st.text(LETTERS, min_size=1, max_size=7), noise)
lines = st.lists(words, max_size=12).map(" ".join)
_ends = st.sampled_from(["\n", "\r\n", "\n\n"])
pages = st.tuples(_ends, st.lists(lines, max_size=8)).map(lambda made: made[0].join(made[1]))
corpora = st.lists(pages.filter(lambda page: any(map(str.isalnum, page))), min_size=1, max_size=4)

_pieces = st.sampled_from(["خدمت", "مردم", "خدمت*", "lemma:خدمت", "شهردار", "شهر*", "تحول", "می‌شود", "به"])
_gaps = st.sampled_from(["", "", " {0,2}", " {1,3}"])
patterns = st.lists(st.tuples(_gaps, _pieces), min_size=1, max_size=3).map(
    lambda parts: " ".join(f"{gap} {word}".strip() for gap, word in [("", parts[0][1]), *parts[1:]])
)
