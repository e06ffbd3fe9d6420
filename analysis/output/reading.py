"""The reading room: one page that opens from a file and shows behind every number the sentences it counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKER_NAMES, SPEAKERS
from analysis.files import write_whole
from analysis.output import wording
from analysis.output.web import content_hash, environment, font_faces, script_json, source
from analysis.output.wording import template_words
from analysis.study import Study
from analysis.text.counted import COUNTED_PARTS, counted

Row = dict[Hashable, Any]
Units = Callable[[int], int]
SCRIPTS = ("page", "counting", "lines", "article", "controls")


def write_reading(study: Study, folder: str | Path) -> Path:
    """Write reading.html: every article with its themes where they stand, and every count with its sentences."""
    return write_whole(Path(folder) / "reading.html", reading_page(study))


def reading_page(study: Study) -> str:
    """The page as one string: text, data, style and script inside, nothing to be fetched."""
    words = template_words("reading/words.toml")
    style = font_faces() + "\n" + source("reading/page.css")
    script = source(*(f"reading/{name}.js" for name in SCRIPTS))
    return (
        environment()
        .get_template("reading/page.html")
        .render(
            words=words,
            style=style,
            script=script,
            style_hash=content_hash(style),
            script_hash=content_hash(script),
            data=script_json(reading_data(study) | {"words": words}),
        )
    )


def reading_data(study: Study) -> dict[str, object]:
    """What the page knows: themes, the entries that matched, articles with sentences, matches and hand codings.

    Offsets are in UTF-16 units of the article's text, as a browser's strings have them. Matches and codings name
    themes and entries by their place in the lists `themes` and `entries`.
    """
    themes = [str(theme) for theme in study.matches["theme"].cat.categories]
    entries = study.lexicon[study.lexicon["entry"].isin(study.matches["entry"].unique())]
    place = {entry: number for number, entry in enumerate(entries["entry"])}
    return {
        "themes": [_theme(study.codebook, theme) for theme in themes],
        "entries": [_entry(row, themes) for row in entries.to_dict("records")],
        "lists": {name: "، ".join(patterns) for lists in entries["lists"] for name, patterns in lists.items()},
        "articles": _articles(study, themes, place),
        "by": ["official", "city", *study.further, "article"],
        "coders": [{"id": name, "en": name, "fa": wording.CODERS.get(name, name)} for name in study.coders],
        "counting": {"parts": list(COUNTED_PARTS), "voices": list(SPEAKERS)},
        "names": {"fa": wording.PARTS | SPEAKER_NAMES, "en": {name: name for name in (*PARTS, *SPEAKERS)}},
    }


def _theme(codebook: pd.DataFrame, theme: str) -> dict[str, object]:
    rows = codebook[codebook["theme"] == theme].to_dict("records")
    named = {
        row["subtheme"]: {
            "fa": row["name_fa"],
            "en": row["name_en"],
            "is": {"fa": row["definition_fa"] or row["definition"], "en": row["definition"]},
        }
        for row in rows
    }
    return {"id": theme, **named.pop(""), "subthemes": named}


def _entry(row: Row, themes: list[str]) -> dict[str, object]:
    """What a reader is told of an entry: what it looks for, under which conditions, a sentence, why it stands there."""
    kept = {name: row[name] for name in ("subtheme", "pattern", "tier", "note", "near", "not_near", "speaker")}
    example = next(iter(row["examples"]), "")
    return {"theme": themes.index(str(row["theme"])), **kept, "example": example, "lists": list(row["lists"])}


def _articles(study: Study, themes: list[str], place: dict[str, int]) -> list[dict[str, object]]:
    told = study.sentences.assign(counts=counting_sets(study.sentences))
    sentences = dict(list(told.groupby("article", observed=True, sort=False)))
    matches = dict(list(study.matches.groupby("article", observed=True, sort=False)))
    hand = dict(list(study.hand.groupby("article", observed=True, sort=False))) if len(study.hand) else {}
    articles = []
    for row in study.articles.to_dict("records"):
        units = utf16(row["text"])
        own = matches.get(row["article"])
        articles.append(
            {
                "id": row["article"],
                "official": _named(row, "official"),
                "city": _named(row, "city"),
                "groups": {by: _named(row, by) for by in study.further},
                "outlet": _known(row.get("outlet")),
                "date": {"en": _date(row.get("published")), "fa": _known(row.get("jalali"))},
                "text": row["text"],
                "sentences": _sentences(sentences.get(row["article"]), units),
                "matches": [] if own is None else _matches(own, units, place),
                "hand": _hand(hand.get(row["article"]), units, themes),
            }
        )
    return articles


def _sentences(table: pd.DataFrame | None, units: Units) -> list[dict[str, object]]:
    """Sentences with the number of the sentence each repeats, 0 for none."""
    if table is None:
        return []
    columns = (table[name] for name in ("sentence", "start", "end", "part", "speaker", "repeat_of", "words", "counts"))
    return [
        {
            "n": int(n),
            "start": units(start),
            "end": units(end),
            "part": part,
            "voice": voice,
            "repeats": 0 if pd.isna(repeats) else int(repeats),
            "words": int(words),
            "counts": int(counts),
        }
        for n, start, end, part, voice, repeats, words, counts in zip(*columns, strict=True)
    ]


def counting_sets(sentences: pd.DataFrame) -> np.ndarray:
    """For each sentence the sets of voices under which it counts, one bit a set.

    A set's number is the sum of its voices' places in SPEAKERS as powers of two, so bit 15 is all four of them.
    """
    bits = np.zeros(len(sentences), dtype=np.int64)
    numbered = sentences.reset_index(drop=True)
    for chosen in range(1, 2 ** len(SPEAKERS)):
        voices = tuple(voice for place, voice in enumerate(SPEAKERS) if chosen >> place & 1)
        bits[counted(numbered, speakers=voices).index] |= 1 << chosen
    return bits


def _matches(table: pd.DataFrame, units: Units, place: dict[str, int]) -> list[list[int]]:
    """One list a match: sentence, start, end, entry."""
    columns = zip(table["sentence"], table["start"], table["end"], table["entry"], strict=True)
    return [[int(sentence), units(start), units(end), place[entry]] for sentence, start, end, entry in columns]


def _hand(table: pd.DataFrame | None, units: Units, themes: list[str]) -> list[dict[str, object]]:
    """The sentences each coder saw, as the coder cut them, with the themes found there."""
    if table is None:
        return []
    seen: dict[tuple[str, int, int], list[int]] = {}
    columns = (table[name] for name in ("source", "start", "end", "theme", "present"))
    for coder, start, end, theme, present in zip(*columns, strict=True):
        found = seen.setdefault((coder, units(start), units(end)), [])
        if present and theme in themes:
            found.append(themes.index(theme))
    return [
        {"coder": coder, "start": start, "end": end, "themes": found} for (coder, start, end), found in seen.items()
    ]


def utf16(text: str) -> Callable[[int], int]:
    """Turn offsets of a text in code points into UTF-16 units; they differ after a character beyond U+FFFF.

    >>> units = utf16("a😀b")
    >>> units(1), units(2), units(3)
    (1, 3, 4)
    """
    beyond = [place for place, char in enumerate(text) if char > "\uffff"]
    return lambda offset: int(offset) + bisect_left(beyond, offset)


def _named(row: Row, column: str) -> dict[str, str]:
    name = _known(row[column])
    return {"fa": name, "en": _known(row.get(f"{column}_en")) or name}


def _known(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _date(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"
