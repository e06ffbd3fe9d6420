"""Where the entries of a lexicon stand in the text: the longest first, each word in one match of a theme.

Which entry wins is decided only after word boundaries and conditions were tested, so a long entry that fails there
never hides a shorter one that holds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.arrays import members, spread
from analysis.codes import require
from analysis.themes.patterns import Pattern, read_pattern
from analysis.themes.places import Places, Route, places, route_of
from analysis.themes.senses import Vocabulary, read_vocabulary
from analysis.themes.units import Units, read_units
from analysis.themes.words import Text, read_text

_OF_TOKENS = ("article", "sentence", "start", "end", "form", "word", "lemma", "after", "is_word", "speaker")
_RANK = {"word": 0, "lemma": 1, "list": 2, "prefix": 3}


class Entry(NamedTuple):
    """What the lexicon says of an entry, under the names of its columns, as far as finding it goes."""

    pattern: str
    theme: str
    guard: bool
    near: tuple[str, ...]
    not_near: tuple[str, ...]
    near_words: int
    speaker: str


class Rules(NamedTuple):
    """What else is asked of each entry, as columns; its conditions are what must, and must not, stand near it."""

    theme: np.ndarray
    speaker: np.ndarray  # "" for any
    reach: np.ndarray  # words between it and its conditions; 0 is the whole sentence
    rank: np.ndarray  # between entries that claim the same letters: guards, then the more particular
    many: np.ndarray  # how many conditions it has
    condition: np.ndarray  # which one each of them is, entry after entry
    wanted: np.ndarray  # whether it must stand there


class Compiled(NamedTuple):
    """A lexicon made ready for any number of texts."""

    routes: list[Route]  # of the entries
    conditions: list[Route]
    rules: Rules
    vocabulary: Vocabulary


def matches(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """Find the entries of a lexicon in a token table.

    Columns: `article`, `sentence`, `start`, `end` (code points in the article's file), `form` (that slice of it),
    `theme`, `subtheme` (categories: all of the lexicon's), `entry`, `tier`, `tokens` (words in the match).
    Inside a theme the longest match (in letters, so that spacing decides nothing) is chosen first and a word belongs
    to one match; across themes it may serve several. Guards claim their words and do not appear.
    """
    source, found = _found(tokens, lexicon)
    return _table(tokens, source, found.where(~lexicon["guard"].to_numpy(bool)[found.number]), lexicon)


def claims(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """What `matches` finds with what the guards claim beside it."""
    return _table(tokens, *_found(tokens, lexicon), lexicon)


def _found(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> tuple[np.ndarray, Places]:
    """The row of the token table that each word comes from, and the places of all entries in the order of the text."""
    require(tokens, _OF_TOKENS, "tokens")
    require(lexicon, (*Entry._fields, "entry", "subtheme", "tier", "lists"), "lexicon")
    entries = tuple(map(Entry, *(lexicon[name].tolist() for name in Entry._fields)))
    lists = {name: patterns for used in lexicon["lists"] for name, patterns in used.items()}
    ready = _compile(entries, tuple(lists.items()))
    text, source = read_text(tokens)
    units = read_units(ready.vocabulary, text)
    found = _in_order(places(ready.routes, units, text))
    found = found.where(_spoken(found, ready.rules, tokens["speaker"], source))
    found = found.where(_holding(found, ready, units, text))
    return source, found.where(_longest(found, ready.rules, text))


@lru_cache(maxsize=8)
def _compile(entries: tuple[Entry, ...], named: tuple[tuple[str, tuple[str, ...]], ...]) -> Compiled:
    """The routes of entries and of their conditions, and what words may stand for their steps."""
    lists = dict(named)
    patterns = [read_pattern(entry.pattern, lists) for entry in entries]
    asked = {text: read_pattern(text, lists) for entry in entries for text in (*entry.near, *entry.not_near)}
    inside = {name: [read_pattern(pattern)[0] for pattern in texts] for name, texts in lists.items()}
    vocabulary = read_vocabulary([e for pattern in (*patterns, *asked.values()) for e in pattern], inside)
    routes, conditions = ([route_of(one, vocabulary.symbols) for one in some] for some in (patterns, asked.values()))
    return Compiled(routes, conditions, _rules(entries, patterns, list(asked)), vocabulary)


def _rules(entries: tuple[Entry, ...], patterns: list[Pattern], asked: list[str]) -> Rules:
    """The rest of the entries' fields; `asked` are the texts of all conditions."""
    number = {text: n for n, text in enumerate(asked)}
    conditions = [
        (number[text], must)
        for entry in entries
        for must, texts in ((True, entry.near), (False, entry.not_near))
        for text in texts
    ]
    return Rules(
        theme=np.array([entry.theme for entry in entries], dtype=object),
        speaker=np.array([entry.speaker for entry in entries], dtype=object),
        reach=np.array([entry.near_words for entry in entries], np.int64),
        rank=_ranks(entries, patterns),
        many=np.array([len(entry.near) + len(entry.not_near) for entry in entries], np.int64),
        condition=np.array([n for n, _ in conditions], np.int64),
        wanted=np.array([must for _, must in conditions], bool),
    )


def _ranks(entries: tuple[Entry, ...], patterns: list[Pattern]) -> np.ndarray:
    """The rank of each entry: guards first, then by letters spelled out, then by what its pattern begins with."""
    letters = [sum(len(element.key) for element in pattern if element.kind != "list") for pattern in patterns]
    ranks = [
        (not entry.guard, -size, _RANK[pattern[0].kind])
        for entry, size, pattern in zip(entries, letters, patterns, strict=True)
    ]
    place = {rank: n for n, rank in enumerate(sorted({*ranks}))}
    return np.array([place[rank] for rank in ranks], np.int64)


def _in_order(found: Places) -> Places:
    """Places in the order of the text."""
    return found.where(np.lexsort((found.number, found.last, found.first)))


def _spoken(found: Places, rules: Rules, speaker: pd.Series, source: np.ndarray) -> np.ndarray:
    """Whether the entry asks for no speaker, or for the one of its sentence."""
    asked = rules.speaker[found.number]
    holds = asked == ""
    some = np.flatnonzero(~holds)
    holds[some] = asked[some] == speaker.take(source[found.first[some]]).to_numpy(object)
    return holds


def _holding(found: Places, ready: Compiled, units: Units, text: Text) -> np.ndarray:
    """Whether the conditions hold: one of `near` begins within reach in the sentence, none of `not_near`."""
    rules, size = ready.rules, len(text.of)
    row, nth = members(rules.many, found.number)
    condition, wanted = rules.condition[nth], rules.wanted[nth]
    asked, condition = np.unique(condition, return_inverse=True)
    there = places([ready.conditions[number] for number in asked.tolist()], units, text)
    begins = np.sort(there.number * size + there.first)
    before, until = (np.searchsorted(begins, condition * size + side[row]) for side in _reached(found, rules, text))
    stands = until > before
    near, met, barred = (
        np.bincount(row[which], minlength=len(found.number)) > 0
        for which in (wanted, wanted & stands, ~wanted & stands)
    )
    return (met | ~near) & ~barred


def _reached(found: Places, rules: Rules, text: Text) -> tuple[np.ndarray, np.ndarray]:
    """The first word at which a condition of each place may begin, and the one after the last."""
    sentence = np.searchsorted(text.sentences, found.first, "right")
    reach = rules.reach[found.number]
    reach = np.where(reach > 0, reach, len(text.of))
    low, high = text.sentences[sentence - 1], text.sentences[sentence]
    return np.maximum(low, found.first - reach), np.minimum(high, found.last + reach)


def _longest(found: Places, rules: Rules, text: Text) -> np.ndarray:
    """Whether a place keeps its words against others of its theme."""
    letters = text.letters[found.last] - text.letters[found.first]
    order = np.lexsort((found.number, rules.rank[found.number], found.first, -letters))
    columns = (rules.theme[found.number], found.first, found.last)
    kept = np.zeros(len(order), bool)
    taken: dict[str, set[int]] = {}
    for place, theme, first, last in zip(order.tolist(), *(side[order].tolist() for side in columns), strict=True):
        claimed = taken.setdefault(theme, set())
        if claimed.isdisjoint(range(first, last)):
            claimed.update(range(first, last))
            kept[place] = True
    return kept


def _table(tokens: pd.DataFrame, source: np.ndarray, found: Places, lexicon: pd.DataFrame) -> pd.DataFrame:
    """The table *matches*, in the order of the places."""
    first, last = source[found.first], source[found.last - 1]
    table = tokens[["article", "sentence", "start"]].take(first).reset_index(drop=True)
    table["end"] = tokens["end"].take(last).array
    table["form"] = pd.Series(_forms(tokens, first, last), dtype=str)
    for column in ("theme", "subtheme", "entry", "tier"):
        table[column] = lexicon[column].take(found.number).array
    table["tokens"] = found.last - found.first
    return table


def _forms(tokens: pd.DataFrame, first: np.ndarray, last: np.ndarray) -> list[str]:
    """The raw text from each first token to its last."""
    size = last - first + 1
    end = np.cumsum(size)
    _, taken = spread(first, size)
    texts = [""] * (2 * len(taken))
    texts[::2], texts[1::2] = (tokens[name].take(taken).tolist() for name in ("form", "after"))
    return ["".join(texts[2 * a : 2 * b - 1]) for a, b in zip((end - size).tolist(), end.tolist(), strict=True)]
