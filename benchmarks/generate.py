"""Synthetic articles for measuring: the seeds' sentences recombined with fresh names, numbers and spelling noise.

The vocabulary grows as real news does, so that a cache of word types is not flattered. By Heaps' law a text of n words
has K n^β types; β = 0.6 is usual for news, and K = 17.6 makes the curve pass through the development files of two
Persian treebanks (7,751 types in 25,629 words separated by white space). The generated text lies within 6 % of that
curve from 250,000 to 2,500,000 words. Article number i of a seed is always the same text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.commands import SEEDS
from analysis.corpus import read_corpus

# Words are drawn from a Zipf–Mandelbrot law p(r) ~ (r + q)^(-1/β) without an end, which grows by Heaps' law with this
# β; q is set so that the whole text, with its marks, numbers and spellings, has the K above.
HEAPS_BETA = 0.6
FRESH, NUMBERS = 0.4, 0.03  # shares of a sentence's words that are replaced by a drawn word, by a number
_SHIFT = 650
FILE = 5000  # articles

_SYLLABLES = [c + v for c in "بپتجچخدرزسشفقکگلمنه" for v in ("", "ا", "و", "ی")]
_ENDINGS = ("", "ی", "\u200cها", "\u200cهای", "ان", "،", "ش", "تر")
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
CITIES = ("رشت", "کرمانشاه", "کرج", "تهران", "شیراز", "تبریز", "اهواز", "یزد", "گرگان", "قزوین")
# How other outlets' systems write the same letters, and the share of articles that come from each.
_SPELLINGS: tuple[tuple[float, dict[str, str]], ...] = (
    (0.7, {}),
    (0.15, {"ی": "ي", "ک": "ك"}),
    (0.1, {"\u200c": ""}),
    (0.05, {"\u200c": "\u200b"}),
)


@cache
def _sentences() -> tuple[list[list[str]], list[list[str]]]:
    """The seeds' first lines and their other sentences, as words; names are marked for a fresh one."""
    heads, rest = [], []
    for text, official in read_corpus(SEEDS)[["text", "official"]].itertuples(index=False):
        for name in (official, official.split()[-1]):
            text = text.replace(name, "{}")
        lines = [sentence.split() for line in text.splitlines() for sentence in re.split(r"(?<=[.؟!])\s+", line)]
        lines = [words for words in lines if len(words) > 3]
        heads.append(lines[0])
        rest += lines[1:]
    return heads, rest


def word(rank: int) -> str:
    """The made-up word of a rank: two syllables or more, and an ending that ZWNJ and lemma rules have to meet."""
    stem, ending = divmod(rank, len(_ENDINGS))
    syllables: list[str] = []
    while stem or len(syllables) < 2:
        stem, digit = divmod(stem, len(_SYLLABLES))
        syllables.append(_SYLLABLES[digit])
    return "".join(syllables) + _ENDINGS[ending]


def _fresh(rng: np.random.Generator, words: list[str], name: str) -> str:
    """A sentence with some of its words replaced."""
    draw = rng.random((2, len(words)))
    ranks = (_SHIFT * (np.maximum(draw[1], 1e-9) ** (-HEAPS_BETA / (1 - HEAPS_BETA)) - 1)).astype(np.int64)
    made = []
    for old, kind, rank in zip(words, draw[0].tolist(), ranks.tolist(), strict=True):
        if "{}" in old:
            made.append(old.replace("{}", name))
        elif kind < FRESH:
            made.append(word(rank) + ("." if old.endswith(".") else ""))
        elif kind < FRESH + NUMBERS:
            made.append(str(rank % 3000).translate(_DIGITS))
        else:
            made.append(old)
    return " ".join(made)


def article(number: int, seed: int = 0) -> dict[str, str]:
    """Article `number`: a headline, a lead and paragraphs of one to three sentences, some 200 words."""
    rng = np.random.default_rng([seed, number])
    heads, rest = _sentences()
    name = " ".join(word(rank * len(_ENDINGS)) for rank in rng.integers(0, 6000, 2).tolist())
    lines = [_fresh(rng, heads[rng.integers(len(heads))], name)]
    for size in rng.integers(1, 4, rng.integers(2, 5)).tolist():
        lines.append(" ".join(_fresh(rng, rest[n], name) for n in rng.integers(0, len(rest), size).tolist()))
    text = "\n".join(lines) + "\n"
    spelling = _SPELLINGS[np.searchsorted(np.cumsum([share for share, _ in _SPELLINGS]), rng.random())][1]
    for letter, other in spelling.items():
        text = text.replace(letter, other)
    day = np.datetime64("2015-01-01") + np.timedelta64(int(rng.integers(3650)), "D")
    city = CITIES[rng.integers(len(CITIES))]
    return {
        "article": f"g{number:09d}",
        "city": city,
        "official": name,
        "role": f"شهردار {city}",
        "outlet": f"outlet-{rng.integers(40):02d}",
        "published": str(day),
        "text": text,
    }


def articles(count: int, start: int = 0, seed: int = 0) -> pd.DataFrame:
    """The articles start … start + count - 1 as a table with the columns of *articles* that an archive has."""
    return pd.DataFrame([article(number, seed) for number in range(start, start + count)])


def batches(count: int, size: int = 5000, seed: int = 0) -> Iterator[pd.DataFrame]:
    """The first `count` articles in tables of `size`."""
    for start in range(0, count, size):
        yield articles(min(size, count - start), start, seed)


def dataset(folder: Path, count: int, seed: int = 0) -> Path:
    """The first `count` articles as a Parquet dataset of 5,000 articles a file; what stands already is kept.

    All cores make files; a million articles take some four minutes of one core and 1.2 GB.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {start: min(FILE, count - start) for start in range(0, count, FILE)}
    files = {start: folder / f"part-{start // FILE:05d}.parquet" for start in sizes}
    missing = [start for start, path in files.items() if not path.exists()]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_file, map(files.get, missing), map(sizes.get, missing), missing, repeat(seed)))
    return folder


def _file(path: Path, count: int, start: int, seed: int) -> None:
    aside = path.with_suffix(".aside")
    articles(count, start, seed).to_parquet(aside, index=False)
    aside.rename(path)


def heaps(count: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Words and types after each tenth of the first `count` articles, and the exponent β of the K n^β through them."""
    types: set[str] = set()
    seen, words, kinds = 0, [], []
    for batch in batches(count, max(1, count // 10)):
        for text in batch["text"]:
            chunks = text.split()
            seen += len(chunks)
            types.update(chunks)
        words.append(seen)
        kinds.append(len(types))
    beta = np.polyfit(np.log(words), np.log(kinds), 1)[0]
    return np.array(words), np.array(kinds), float(beta)


def wire(count: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """Articles as agencies print them, and which article each is a copy of (itself if of none).

    A third of `count` articles is printed again by one to three outlets. A quarter is followed by another article that
    quotes a third of it, which is no copy.
    """
    rows = [article(n) for n in range(count)]
    origin = {row["article"]: row["article"] for row in rows}
    for n in range(0, count, 3):
        for again in range(1 + n % 3):
            printed = copy(rows[n], 10 * n + again)
            origin[printed["article"]] = rows[n]["article"]
            rows.append(printed)
    for n in range(1, count, 4):
        quoted = rows[n]["text"].split()
        own = article(10_000_000 + n)
        rows.append({**own, "text": own["text"] + " ".join(quoted[: len(quoted) // 3])})
        origin[own["article"]] = own["article"]
    return pd.DataFrame(rows), origin


def copy(row: dict[str, str], number: int, seed: int = 0) -> dict[str, str]:
    """A wire copy: a new headline, up to half of the body cut, one word in 25 edited, another outlet's spelling."""
    rng = np.random.default_rng([seed, number, 1])
    heads, _ = _sentences()
    body = re.split(r"(?<=[.\n])\s*", row["text"].partition("\n")[2].strip())
    keep = math.ceil(len(body) * rng.uniform(0.5, 1))
    first = 0 if rng.random() < 0.7 else int(rng.integers(len(body) - keep + 1))  # most cuts are made from the end
    lines = [_fresh(rng, heads[rng.integers(len(heads))], row["official"]), *body[first : first + keep]]
    edited = [
        " ".join(word(int(rng.integers(50_000))) if rng.random() < 0.04 else old for old in line.split())
        for line in lines
    ]
    text = "\n".join(edited) + "\n"
    if rng.random() < 0.3:
        text = text.replace("\u200c", " ").replace("ی", "ي")
    day = str(np.datetime64(row["published"]) + np.timedelta64(int(rng.integers(3)), "D"))
    return {
        **row,
        "article": f"c{number:09d}",
        "outlet": f"outlet-{rng.integers(40):02d}",
        "published": day,
        "text": text,
    }
