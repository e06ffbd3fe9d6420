"""Time on hostile text grows with its length and no faster: python -m benchmarks.hostile

Each text is run through sentences and tokens at one length and at twice that; the ratio of the times is about 2 where
the time is linear, and near 4 where it is quadratic.
"""

from __future__ import annotations

from time import perf_counter

import pandas as pd

from analysis.text.page import sentences
from analysis.text.tokens import tokens

LENGTH = 200_000
UNITS = {
    "no space": "شهردار",
    "ZWNJ": "\u200c",
    "dots": ".",
    "newlines": "\n",
    "tatweel": "\u0640",
    "one letter": "ا",
    "bidi marks": "\u202e\u200f",
    "NUL": "\x00",
    "open quotes": "«",
    "question marks": "؟!",
    "one sentence": "شهردار گفت: خدمت به مردم. ",
    "one line": "شهردار رشت\n",
    "headings": "پروژه‌های شهر\nشهردار گفت: خدمت به مردم وظیفه ماست.\n",
}


def seconds(text: str) -> float:
    """The time of the text layer for one article."""
    begun = perf_counter()
    tokens(sentences(pd.DataFrame({"article": ["a"], "official": ["علوی"], "role": ["شهردار"], "text": [text]})))
    return perf_counter() - begun


def main() -> None:
    """Print the time of each text at both lengths, and their ratio."""
    seconds("شهردار گفت: خدمت به مردم.")  # hazm is loaded before the clock runs
    for name, unit in UNITS.items():
        once, twice = (seconds(unit * (size // len(unit))) for size in (LENGTH, 2 * LENGTH))
        print(f"{name:16} {once:6.2f} s {twice:6.2f} s   ratio {twice / once:4.1f}")


if __name__ == "__main__":
    main()
