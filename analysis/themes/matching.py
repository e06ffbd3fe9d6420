"""Where the entries of a lexicon stand in the text: the longest first, each word in one match of a theme.

Which entry wins is decided only after word boundaries and conditions were tested, so a long entry that fails there
never hides a shorter one that holds.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.arrays import spread
from analysis.themes.patterns import read_pattern
from analysis.themes.places import Places, Route, Symbols, of_symbols, places, route
from analysis.themes.senses import Text, Vocabulary, read_text, read_vocabulary

FIELDS = ("pattern", "theme", "guard", "near", "not_near", "near_words", "speaker")
Span = tuple[int, int, int]  # first word, word after the last, number of the entry
_RANK = {"word": 0, "lemma": 1, "list": 2, "prefix": 3}


class Rule(NamedTuple):
    """An entry made ready; its conditions, by number, are what must, and must not, stand near it."""

    theme: str
    near: tuple[int, ...]
    not_near: tuple[int, ...]
    reach: int  # in words; 0 is the whole sentence
    speaker: str
    rank: tuple[bool, int, int]  # between entries that claim the same letters: guards, then the more particular


class Compiled(NamedTuple):
    """A lexicon made ready for any number of texts."""

    entries: list[Route]
    conditions: list[Route]
    rules: list[Rule]
    vocabulary: Vocabulary


def matches(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the entries of a lexicon in a token table.

    Columns: `article`, `sentence`, `start`, `end` (code points in the article's file), `form` (that slice of it),
    `theme`, `subtheme` (categories: all of the lexicon's), `entry`, `tier`, `tokens` (words in the match).
    Inside a theme the longest match (in letters, so that spacing decides nothing) is chosen first and a word belongs
    to one match; across themes it may serve several. Guards claim their words and do not appear.
    """
    rows = tuple(zip(*(lexicon[name].tolist() for name in FIELDS), strict=True))
    lists = {name: patterns for used in lexicon["lists"] for name, patterns in used.items()}
    ready = _compile(rows, tuple(lists.items()))
    text, source = read_text(tokens, ready.vocabulary)
    symbols = of_symbols(ready.vocabulary, text)
    spans = _spoken(_in_order(places(ready.entries, symbols, text)), ready.rules, tokens["speaker"].take(source))
    sentence = np.searchsorted(text.sentences, [span[0] for span in spans], "right").tolist()
    holding = _holding(list(zip(sentence, spans, strict=True)), ready, symbols, text)
    chosen: list[Span] = []
    for _, group in groupby(holding, key=itemgetter(0)):
        rivals = [span for _, span in group]
        chosen += _longest_first(rivals, ready.rules, text) if len(rivals) > 1 else rivals
    return _table(tokens, source, sorted(chosen), lexicon)


@lru_cache(maxsize=8)
def _compile(rows: tuple[tuple, ...], named: tuple[tuple[str, tuple[str, ...]], ...]) -> Compiled:
    """The routes of entries and of their conditions, and what words may stand for their steps."""
    lists = dict(named)
    patterns = [read_pattern(row[0], lists) for row in rows]
    asked = {text: read_pattern(text, lists) for row in rows for text in (*row[3], *row[4])}
    inside = {name: [read_pattern(pattern)[0] for pattern in texts] for name, texts in lists.items()}
    vocabulary = read_vocabulary([e for pattern in (*patterns, *asked.values()) for e in pattern], inside)
    numbers = {text: number for number, text in enumerate(asked)}
    rules = []
    for pattern, (_, theme, guard, near, not_near, reach, speaker) in zip(patterns, rows, strict=True):
        letters = sum(len(element.key) for element in pattern if element.kind != "list")
        rank = (not guard, -letters, _RANK[pattern[0].kind])
        wanted, barred = (tuple(numbers[text] for text in texts) for texts in (near, not_near))
        rules.append(Rule(theme, wanted, barred, reach, speaker, rank))
    entries, conditions = ([route(one, vocabulary.symbols) for one in some] for some in (patterns, asked.values()))
    return Compiled(entries, conditions, rules, vocabulary)


def _in_order(found: Places) -> list[Span]:
    """Places in the order of the text."""
    order = np.lexsort((found.number, found.last, found.first))
    return list(zip(*(side[order].tolist() for side in (found.first, found.last, found.number)), strict=True))


def _spoken(spans: list[Span], rules: list[Rule], speaker: pd.Series) -> list[Span]:
    """The spans whose entry asks for no speaker, or for the one of their sentence."""
    return [span for span in spans if not rules[span[2]].speaker or rules[span[2]].speaker == speaker.iat[span[0]]]


def _holding(spans: list[tuple[int, Span]], ready: Compiled, symbols: Symbols, text: Text) -> list[tuple[int, Span]]:
    """The spans whose conditions hold: one of `near` begins within reach in their sentence, none of `not_near`."""
    bounds = text.sentences.tolist()
    used = {span[2] for _, span in spans}
    asked = sorted({number for n in used for number in (*ready.rules[n].near, *ready.rules[n].not_near)})
    found = places([ready.conditions[number] for number in asked], symbols, text)
    order = np.lexsort((found.first, found.number))
    begins = found.first[order].tolist()
    ends = np.searchsorted(found.number[order], np.arange(len(asked) + 1)).tolist()
    reached = dict(zip(asked, pairwise(ends), strict=True))

    def met(condition: int, low: int, high: int) -> bool:
        start, end = reached[condition]
        at = bisect_left(begins, low, start, end)
        return at < end and begins[at] < high

    kept = []
    for sentence, span in spans:
        rule = ready.rules[span[2]]
        low, high = bounds[sentence - 1], bounds[sentence]
        if rule.reach:
            low, high = max(low, span[0] - rule.reach), min(high, span[1] + rule.reach)
        wanted = not rule.near or any(met(condition, low, high) for condition in rule.near)
        if wanted and not any(met(condition, low, high) for condition in rule.not_near):
            kept.append((sentence, span))
    return kept


def _longest_first(spans: list[Span], rules: list[Rule], text: Text) -> list[Span]:
    """The spans of one sentence that keep their words."""

    def order(span: Span) -> tuple:
        letters = text.letters[span[1]] - text.letters[span[0]]
        return -letters, span[0], rules[span[2]].rank, span[2]

    taken: dict[str, set[int]] = {}
    kept = []
    for span in sorted(spans, key=order):
        claimed = taken.setdefault(rules[span[2]].theme, set())
        if claimed.isdisjoint(range(span[0], span[1])):
            claimed.update(range(span[0], span[1]))
            kept.append(span)
    return kept


def _table(tokens: pd.DataFrame, source: np.ndarray, spans: list[Span], lexicon: pd.DataFrame) -> pd.DataFrame:
    """The table *matches* in the order of the text."""
    guard = lexicon["guard"].to_numpy(bool)
    spans = [span for span in spans if not guard[span[2]]]
    first = source[[span[0] for span in spans]].astype(int)
    last = source[[span[1] - 1 for span in spans]].astype(int)
    entry = [span[2] for span in spans]
    table = tokens[["article", "sentence", "start"]].take(first).reset_index(drop=True)
    table["end"] = tokens["end"].take(last).array
    table["form"] = pd.Series(_forms(tokens, first, last), dtype=str)
    for column in ("theme", "subtheme", "entry", "tier"):
        table[column] = lexicon[column].take(entry).array
    table["tokens"] = np.array([span[1] - span[0] for span in spans], int)
    return table


def _forms(tokens: pd.DataFrame, first: np.ndarray, last: np.ndarray) -> list[str]:
    """The raw text from each first token to its last."""
    size = last - first + 1
    end = np.cumsum(size)
    _, taken = spread(first, size)
    forms, after = (tokens[name].take(taken).tolist() for name in ("form", "after"))
    for at in (end - 1).tolist():
        after[at] = ""
    texts = [form + gap for form, gap in zip(forms, after, strict=True)]
    return ["".join(texts[a:b]) for a, b in zip((end - size).tolist(), end.tolist(), strict=True)]
