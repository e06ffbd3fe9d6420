"""The codebook and the lexicon of themes.toml read into tables, every fault of the file named at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.themes.faults import CODEBOOK_FIELDS, entry_id, source_problems
from analysis.themes.toml_file import read_toml

COLUMNS = [
    "entry", "theme", "subtheme", "pattern", "tier", "note", "guard", "near", "not_near", "near_words", "speaker",
    "examples", "counter_examples", "lists",
]  # fmt: skip


def read_lexicon(path: str | Path) -> pd.DataFrame:
    """Read themes.toml into the table *lexicon*, one row per entry in the order of the file.

    Columns: `entry` (its id, or "theme: pattern"), `theme`, `subtheme` ("" for a guard without one), both categories
    in the order of the codebook, `pattern`, `tier` (core: carries the theme by itself; extended: needs context; a guard
    is core unless the file says otherwise), `note` (why it is here), `guard` (claims its words and counts for nothing),
    `near` (tuple of patterns, one of which must stand in the sentence), `not_near` (none of which may), `near_words`
    (how many words away at most; 0: the whole sentence), `speaker` ("" for all), `examples`, `counter_examples`
    (tuples), `lists` (the named lists in use).
    Raises InputError with every problem of the file.
    """
    source = read_toml(Path(path))
    if problems := source_problems(source, path):
        raise InputError(problems)
    lists = {name: tuple(body["patterns"]) for name, body in source.get("lists", {}).items()}
    rows = [_row(entry, lists) for entry in source["entries"]]
    lexicon = pd.DataFrame(rows, columns=COLUMNS)
    themes = source["themes"]
    subthemes = ["", *dict.fromkeys(name for theme in themes.values() for name in theme.get("subthemes", {}))]
    lexicon["theme"] = pd.Categorical(lexicon["theme"], list(themes))
    lexicon["subtheme"] = pd.Categorical(lexicon["subtheme"], subthemes)
    return lexicon


def read_codebook(path: str | Path) -> pd.DataFrame:
    """Read the codebook of themes.toml: `theme`, `subtheme` ("" for the theme itself), `name_fa`, `name_en`,
    `definition`, `definition_fa`, `do_not_code`, `do_not_code_fa` (the last three "" where the file has none); one row
    per theme, followed by its sub-themes.
    """
    source = read_toml(Path(path))
    if problems := source_problems(source, path):
        raise InputError(problems)
    rows = []
    for theme, body in source["themes"].items():
        for subtheme, fields in {"": body, **body.get("subthemes", {})}.items():
            texts = {name: fields.get(name, "") for name in CODEBOOK_FIELDS}
            rows.append({"theme": theme, "subtheme": subtheme, **texts})
    return pd.DataFrame(rows)


def _row(entry: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    used = " ".join([entry["pattern"], *entry.get("near", ()), *entry.get("not_near", ())]).split()
    tuples = {name: tuple(entry.get(name, ())) for name in ("near", "not_near", "examples", "counter_examples")}
    return {
        "entry": entry_id(entry),
        "guard": entry.get("guard", False),
        "near_words": entry.get("near_words", 0),
        "lists": {name: lists[name] for name in lists if f"@{name}" in used},
        "tier": entry.get("tier", "core"),  # only a guard may leave it out
        **{name: entry.get(name, "") for name in ("theme", "subtheme", "pattern", "note", "speaker")},
        **tuples,
    }
