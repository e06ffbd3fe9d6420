"""Matches in their sentences: what stands before, the match, what stands after, and which entry found it."""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError

COLUMNS = ("article", "sentence", "before", "match", "after", "theme", "subtheme", "entry", "speaker", "start", "end")
SORTS = ("place", "before", "after", "match")


def concordance(sentences: pd.DataFrame, matches: pd.DataFrame, width: int = 60, sort: str = "place") -> pd.DataFrame:
    """The matches that stand in the given sentences, one a row, with at most `width` characters on either side.

    Columns: article, sentence, before, match, after, theme, subtheme, entry, speaker, start, end. The text is the
    page's own, cut at a space, with … where the sentence goes on. `sort` is "place" (as in the corpus), "match",
    "after" (by what follows) or "before" (by the word before, read outward from the match).

    >>> s = pd.DataFrame({"article": ["a"], "sentence": [1], "start": [10], "text": ["ما به مردم خدمت کردیم"],
    ...                   "speaker": ["official"]})
    >>> m = pd.DataFrame({"article": ["a"], "sentence": [1], "start": [21], "end": [25], "form": ["خدمت"],
    ...                   "theme": ["service"], "subtheme": ["ethos"], "entry": ["service-1"]})
    >>> concordance(s, m)[["before", "match", "after"]].values.tolist()
    [['ما به مردم', 'خدمت', 'کردیم']]
    """
    if sort not in SORTS:
        raise InputError(f"A concordance is sorted by one of {', '.join(SORTS)}, not by {sort!r}.")
    context = sentences[["article", "sentence", "start", "text", "speaker"]].rename(columns={"start": "opens"})
    lines = matches.merge(context, on=["article", "sentence"], how="inner", validate="many_to_one")
    spans = list(zip(lines["text"], lines["start"] - lines["opens"], lines["end"] - lines["opens"], strict=True))
    lines["before"] = [_tail(text[:start], width) for text, start, _ in spans]
    lines["after"] = [_head(text[end:], width) for text, _, end in spans]
    lines = lines.rename(columns={"form": "match"})
    return _sorted(lines, sort)[list(COLUMNS)].reset_index(drop=True)


def _tail(text: str, width: int) -> str:
    """The end of what stands before a match, from a space on."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    return "… " + text[-width:].partition(" ")[2]


def _head(text: str, width: int) -> str:
    """The beginning of what stands after a match, up to a space."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    return text[:width].rpartition(" ")[0] + " …"


def _sorted(lines: pd.DataFrame, sort: str) -> pd.DataFrame:
    """In the order asked for; lines that tie keep the order of the corpus."""
    if sort == "place":
        return lines
    keys = lines[sort]
    if sort == "before":
        keys = pd.Series([" ".join(reversed(text.split())) for text in lines["before"]], index=lines.index)
    return lines.loc[keys.sort_values(kind="stable").index]
