"""Where the entries of a lexicon stand in the text: the longest first, each word in one match of a theme.

Which entry wins is decided only after word boundaries and conditions were tested, so a long entry that fails there
never hides a shorter one that holds. The cost is one look-up per word and work only where a word can begin an entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.themes.index import Index, Words, build_index, ends, read_words, spans, starters
from analysis.themes.patterns import Pattern, read_pattern

_RANK = {"word": 0, "lemma": 1, "list": 2, "prefix": 3}

Places = dict[int, list[tuple[int, int]]]


class Rule(NamedTuple):
    """An entry made ready: its conditions are numbers of patterns in the index of conditions."""

    theme: str
    near: tuple[int, ...]
    not_near: tuple[int, ...]
    reach: int  # in words; 0 is the whole sentence
    speaker: str
    rank: tuple[int, int]  # between entries that claim the same words the more particular one wins


class Site(NamedTuple):
    """One place where an entry stands: its first word, the word after its last one, its number."""

    first: int
    last: int
    entry: int


def matches(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the entries of a lexicon in a token table.

    Columns: `article`, `sentence`, `start`, `end` (code points in the article's file), `form` (that slice of it),
    `theme`, `subtheme` (categories: all of the lexicon's), `entry`, `tier`, `tokens` (words in the match).
    Inside a theme the longest match (in letters) is chosen first and a word belongs to one match; across themes it
    may serve several. Guards claim their words and do not appear.
    """
    words, rows = read_words(tokens)
    entries, asked, rules = _compile(lexicon)
    speakers = tokens["speaker"].astype(object).to_numpy()[rows]
    chosen: list[Site] = []
    for first, group in groupby(_candidates(words, entries), key=words.first.__getitem__):
        sites = [
            Site(at, end, n)
            for at in group
            for n in starters(words, entries, at)
            if rules[n].speaker in ("", speakers[at])
            for end in ends(entries.patterns[n], entries, words, at)
        ]
        if any(rules[site.entry].near or rules[site.entry].not_near for site in sites):
            places = spans(asked, words, first, words.last[first])
            sites = [site for site in sites if _holds(rules[site.entry], site, places)]
        chosen += _longest_first(sites, rules, words)
    return _table(tokens, rows, sorted(chosen), lexicon)


def _compile(lexicon: pd.DataFrame) -> tuple[Index, Index, list[Rule]]:
    """The index of the entries, the index of the patterns their conditions ask for, and their rules."""
    lists = {name: patterns for used in lexicon["lists"] for name, patterns in used.items()}
    asked: dict[str, int] = {}
    patterns: list[Pattern] = []
    rules: list[Rule] = []
    columns = ("pattern", "theme", "near", "not_near", "near_words", "speaker")
    for text, theme, near, not_near, reach, speaker in zip(*(lexicon[name] for name in columns), strict=True):
        pattern = read_pattern(text, lists)
        wanted, barred = (tuple(asked.setdefault(p, len(asked)) for p in some) for some in (near, not_near))
        letters = sum(len(element.key) for element in pattern if element.kind != "list")
        rank = (-letters, _RANK[pattern[0].kind])
        patterns.append(pattern)
        rules.append(Rule(theme, wanted, barred, reach, speaker, rank))
    return build_index(patterns, lists), build_index([read_pattern(p, lists) for p in asked], lists), rules


def _candidates(words: Words, entries: Index) -> Iterator[int]:
    """The words that may begin an entry, decided once for each distinct word."""
    decided: dict[tuple[str, str], bool] = {}
    for at, word in enumerate(zip(words.keys[:-1], words.lemmas[:-1], strict=True)):
        begins = decided.get(word)
        if begins is None:
            begins = decided[word] = bool(starters(words, entries, at))
        if begins:
            yield at


def _holds(rule: Rule, site: Site, places: Places) -> bool:
    """Whether an entry's conditions hold where it stands: one of `near` within reach, none of `not_near`."""

    def found(numbers: tuple[int, ...]) -> bool:
        return any(_reaches(rule, site, *place) for n in numbers for place in places.get(n, ()))

    return (not rule.near or found(rule.near)) and not found(rule.not_near)


def _reaches(rule: Rule, site: Site, first: int, last: int) -> bool:
    return not rule.reach or (first - site.last < rule.reach and site.first - last < rule.reach)


def _longest_first(sites: list[Site], rules: list[Rule], words: Words) -> list[Site]:
    """The sites of one sentence that keep their words. Length is in letters, so spacing decides nothing."""

    def order(site: Site) -> tuple[int, int, tuple[int, int], int]:
        letters = sum(len(key) for key in words.keys[site.first : site.last])
        return -letters, site.first, rules[site.entry].rank, site.entry

    taken: dict[str, set[int]] = {}
    kept = []
    for site in sorted(sites, key=order):
        claimed = taken.setdefault(rules[site.entry].theme, set())
        if claimed.isdisjoint(range(site.first, site.last)):
            claimed.update(range(site.first, site.last))
            kept.append(site)
    return kept


def _table(tokens: pd.DataFrame, rows: np.ndarray, sites: list[Site], lexicon: pd.DataFrame) -> pd.DataFrame:
    """The table *matches* in the order of the text."""
    guard = lexicon["guard"].to_numpy(bool)
    sites = [site for site in sites if not guard[site.entry]]
    first = rows[[site.first for site in sites]].astype(int)
    last = rows[[site.last - 1 for site in sites]].astype(int)
    entry = [site.entry for site in sites]
    forms, after = tokens["form"].to_numpy(), tokens["after"].to_numpy()
    table = pd.DataFrame(
        {
            "article": tokens["article"].to_numpy()[first],
            "sentence": tokens["sentence"].to_numpy()[first],
            "start": tokens["start"].to_numpy()[first],
            "end": tokens["end"].to_numpy()[last],
            "form": [
                "".join(f + a for f, a in zip(forms[a:b], after[a:b], strict=True)) + forms[b]
                for a, b in zip(first, last, strict=True)
            ],
        }
    )
    for column in ("theme", "subtheme", "entry", "tier"):
        table[column] = lexicon[column].take(entry).array
    table["tokens"] = [site.last - site.first for site in sites]
    return table
