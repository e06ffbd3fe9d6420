"""Where the entries of a lexicon stand in the text: the longest first, each word in one match of a theme.

Which entry wins is decided only after word boundaries and conditions were tested, so a long entry that fails there
never hides a shorter one that holds.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.themes.finding import Route, Span, find, route
from analysis.themes.patterns import read_pattern
from analysis.themes.senses import Text, Vocabulary, read_text, read_vocabulary

FIELDS = ("pattern", "theme", "guard", "near", "not_near", "near_words", "speaker")
_RANK = {"word": 0, "lemma": 1, "list": 2, "prefix": 3}


class Condition(NamedTuple):
    """Symbols, any of which meets the condition, and the longer patterns that do so, by number."""

    symbols: frozenset[int]
    longer: tuple[int, ...]


_NO_CONDITION = Condition(frozenset(), ())
_NOTHING: frozenset[int] = frozenset()


class Rule(NamedTuple):
    """An entry made ready; its conditions are what must, and must not, stand near it."""

    theme: str
    near: Condition
    not_near: Condition
    reach: int  # in words; 0 is the whole sentence
    speaker: str
    rank: tuple[bool, int, int]  # between entries that claim the same letters: guards, then the more particular


class Compiled(NamedTuple):
    """A lexicon made ready for any number of texts."""

    entries: list[Route]
    longer: list[Route]
    rules: list[Rule]
    vocabulary: Vocabulary


def matches(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the entries of a lexicon in a token table.

    Columns: `article`, `sentence`, `start`, `end` (code points in the article's file), `form` (that slice of it),
    `theme`, `subtheme` (categories: all of the lexicon's), `entry`, `tier`, `tokens` (words in the match).
    Inside a theme the longest match (in letters, so that spacing decides nothing) is chosen first and a word belongs
    to one match; across themes it may serve several. Guards claim their words and do not appear.
    """
    rows = tuple(zip(*(lexicon[name] for name in FIELDS), strict=True))
    lists = {name: patterns for used in lexicon["lists"] for name, patterns in used.items()}
    ready = _compile(rows, tuple(lists.items()))
    text, source = read_text(tokens, ready.vocabulary)
    spans = _spoken(find(ready.entries, text), ready.rules, tokens["speaker"], source)
    sentence = np.searchsorted(text.sentences, [span[0] for span in spans], "right").tolist()
    holding = _holding(list(zip(sentence, spans, strict=True)), ready, text)
    chosen: list[Span] = []
    for _, group in groupby(holding, key=itemgetter(0)):
        chosen += _longest_first([span for _, span in group], ready.rules, text)
    return _table(tokens, source, sorted(chosen), lexicon)


@lru_cache(maxsize=8)
def _compile(rows: tuple[tuple, ...], named: tuple[tuple[str, tuple[str, ...]], ...]) -> Compiled:
    """The routes of entries and of their conditions, and what words may stand for their steps."""
    lists = dict(named)
    patterns = [read_pattern(row[0], lists) for row in rows]
    asked = {text: read_pattern(text, lists) for row in rows for text in (*row[3], *row[4])}
    inside = {name: [read_pattern(pattern)[0] for pattern in texts] for name, texts in lists.items()}
    vocabulary = read_vocabulary([e for pattern in (*patterns, *asked.values()) for e in pattern], inside)
    routes = {text: route(pattern, vocabulary.symbols) for text, pattern in asked.items()}
    longer = [text for text, steps in routes.items() if len(steps) > 1]

    def condition(texts: tuple[str, ...]) -> Condition:
        single = frozenset(routes[text][0].symbol for text in texts if text not in longer)
        return Condition(single, tuple(longer.index(text) for text in texts if text in longer))

    rules = []
    for pattern, (_, theme, guard, near, not_near, reach, speaker) in zip(patterns, rows, strict=True):
        letters = sum(len(element.key) for element in pattern if element.kind != "list")
        rank = (not guard, -letters, _RANK[pattern[0].kind])
        rules.append(Rule(theme, condition(near), condition(not_near), reach, speaker, rank))
    entries = [route(pattern, vocabulary.symbols) for pattern in patterns]
    return Compiled(entries, [routes[text] for text in longer], rules, vocabulary)


def _spoken(spans: list[Span], rules: list[Rule], speaker: pd.Series, source: np.ndarray) -> list[Span]:
    """The spans whose entry asks for no speaker, or for the one of their sentence."""
    if not any(rule.speaker for rule in rules):
        return spans
    said = speaker.astype(object).to_numpy()[source]
    return [span for span in spans if rules[span[2]].speaker in ("", said[span[0]])]


def _holding(spans: list[tuple[int, Span]], ready: Compiled, text: Text) -> list[tuple[int, Span]]:
    """The spans whose conditions hold: one of `near` begins within reach in their sentence, none of `not_near`."""
    longer: dict[int, list[int]] = {}
    for first, _, n in find(ready.longer, text):
        longer.setdefault(n, []).append(first)
    whole: dict[int, frozenset[int]] = {}
    kept = []
    for sentence, span in spans:
        rule = ready.rules[span[2]]
        if rule.near != _NO_CONDITION or rule.not_near != _NO_CONDITION:
            low, high = int(text.sentences[sentence - 1]), int(text.sentences[sentence])
            if rule.reach:
                low, high = max(low, span[0] - rule.reach), min(high, span[1] + rule.reach)
                there = _standing(text, low, high)
            elif (there := whole.get(sentence, _NOTHING)) is _NOTHING:
                there = whole[sentence] = _standing(text, low, high)

            def met(condition: Condition, there: frozenset[int] = there, low: int = low, high: int = high) -> bool:
                return not condition.symbols.isdisjoint(there) or any(
                    low <= first < high for n in condition.longer for first in longer.get(n, ())
                )

            if (rule.near != _NO_CONDITION and not met(rule.near)) or met(rule.not_near):
                continue
        kept.append((sentence, span))
    return kept


def _standing(text: Text, low: int, high: int) -> frozenset[int]:
    """Every symbol that begins among the words low … high - 1."""
    compounds = (found for at in range(low, high) for _, found in text.by_start.get(at, ()))
    return frozenset().union(*text.senses[low:high], *compounds)


def _longest_first(spans: list[Span], rules: list[Rule], text: Text) -> list[Span]:
    """The spans of one sentence that keep their words."""

    def order(span: Span) -> tuple:
        letters = sum(map(len, text.keys[span[0] : span[1]]))
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
    table["form"] = _forms(tokens, first, last)
    for column in ("theme", "subtheme", "entry", "tier"):
        table[column] = lexicon[column].take(entry).array
    table["tokens"] = [span[1] - span[0] for span in spans]
    return table


def _forms(tokens: pd.DataFrame, first: np.ndarray, last: np.ndarray) -> list[str]:
    """The raw text from each first token to its last."""
    rows = [np.arange(a, b + 1) for a, b in zip(first, last, strict=True)]
    taken = np.concatenate(rows) if rows else np.array([], int)
    forms, after = (iter(tokens[name].take(taken).tolist()) for name in ("form", "after"))
    return ["".join(next(forms) + next(after) for _ in row[:-1]) + next(forms) + next(after)[:0] for row in rows]
