"""The rules of matching once more, by trying everything: slow, and with nothing of the package's but its key."""

from __future__ import annotations

import pandas as pd

from analysis.text.endings import DEGREES, PLURALS
from analysis.text.lemmas import citation
from analysis.text.persian import joined_key
from analysis.themes.patterns import Element, Pattern, read_pattern

ENDINGS = ("", "ی", "ای", "ان", *PLURALS, *DEGREES)  # after a stem that runs over a space the lexicon does not have
RANK = ("word", "lemma", "list", "prefix")
Word = dict  # key, lemma, parted (0 not, 1 by a comma, 2 by the end of a clause), start, end


def words_of(tokens: pd.DataFrame) -> list[Word]:
    """The words of one sentence."""
    words: list[Word] = []
    parted = 0
    for token in tokens.itertuples():
        if token.is_word:
            key, lemma = (joined_key(citation(form) if "#" in form else form) for form in (token.word, token.lemma))
            words.append({"key": key, "lemma": lemma, "parted": parted, "start": token.start, "end": token.end})
            parted = 0
        elif token.word != "_":
            parted = max(parted, 2 if set(token.word) & set(".!?؟؛;:…") else 1)
    return words


def ends_of(element: Element, words: list[Word], first: int, lists: dict) -> set[int]:
    """Where an element that begins at a word may end."""
    if element.kind == "list":
        return {end for text in lists[element.key] for end in ends_of(*read_pattern(text), words, first, lists)}
    ends, head, cuts = set(), "", set()
    for at in range(first, len(words)):
        word, whole = words[at], head + words[at]["key"]
        if at > first and word["parted"]:
            break
        own = min(2, len(word["key"])) if at > first else 1  # letters of a stem in the last word
        if element.kind == "prefix":
            holds = whole.startswith(element.key) and len(element.key) >= len(head) + own
        else:
            holds = whole == element.key or (element.kind == "lemma" and head + word["lemma"] == element.key)
        rest = whole[len(element.key) :] if element.kind == "prefix" else ""
        unwritten = cuts - element.apart
        if unwritten and (rest not in ENDINGS or (words[first]["key"] in ("و", "را", "که") and min(cuts) in unwritten)):
            holds = False
        if holds:
            ends.add(at + 1)
        head = whole
        cuts.add(len(head))
    return ends


def places_of(pattern: Pattern, words: list[Word], lists: dict) -> set[tuple[int, int]]:
    """Every place of a pattern in a sentence: first word, word after the last."""
    found = {(first, first) for first in range(len(words))}
    gap = Element("gap", "")
    for element in pattern:
        if element.kind == "gap":
            gap = element
            continue
        reached = set()
        for first, at in found:
            for begin in range(at + gap.low, min(at + gap.high, len(words) - 1) + 1):
                over = max((word["parted"] for word in words[at : begin + 1]), default=0)
                if at == first or over < (2 if gap.high else 1):
                    reached |= {(first, end) for end in ends_of(element, words, begin, lists)}
        found, gap = reached, Element("gap", "")
    return found


def found_in(tokens: pd.DataFrame, lexicon: pd.DataFrame) -> list[tuple[int, int, str]]:
    """The matches of one sentence: start, end and entry, in the order of the text."""
    words, speaker = words_of(tokens), tokens["speaker"].iloc[0]
    candidates = []
    for number, entry in enumerate(lexicon.itertuples()):
        pattern = read_pattern(entry.pattern, entry.lists)
        size = sum(len(element.key) for element in pattern if element.kind != "list")
        for first, last in places_of(pattern, words, entry.lists):
            reach = entry.near_words or len(words)
            near, not_near = (
                [
                    any(first - reach <= at < last + reach for at, _ in places_of(asked, words, entry.lists))
                    for asked in (read_pattern(text, entry.lists) for text in texts)
                ]
                for texts in (entry.near, entry.not_near)
            )
            if entry.speaker in ("", speaker) and (any(near) or not near) and not any(not_near):
                letters = sum(len(word["key"]) for word in words[first:last])
                rank = (-letters, first, not entry.guard, -size, RANK.index(pattern[0].kind), number)
                candidates.append((rank, last, entry))
    taken: dict[str, set[int]] = {}
    kept = []
    for (_, first, *_, number), last, entry in sorted(candidates, key=lambda one: one[:2]):
        mine = taken.setdefault(entry.theme, set())
        if mine.isdisjoint(range(first, last)):
            mine.update(range(first, last))
            kept += [] if entry.guard else [(first, last, number, entry.entry)]
    return [(words[first]["start"], words[last - 1]["end"], entry) for first, last, _, entry in sorted(kept)]
