"""The codebook and the lexicon of themes.toml read into tables, every fault of the file named at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.themes.patterns import Pattern, read_pattern

TIERS = ("core", "extended")
SPEAKERS = ("official", "other", "narration", "none")
CODEBOOK_FIELDS = {"name_fa": str, "name_en": str, "definition": str, "do_not_code": str}
ENTRY_FIELDS = {
    "id": str,
    "theme": str,
    "subtheme": str,
    "pattern": str,
    "tier": str,
    "note": str,
    "examples": list,
    "counter_examples": list,
    "guard": bool,
    "near": list,
    "not_near": list,
    "near_words": int,
    "speaker": str,
}
REQUIRED = ("theme", "pattern", "tier", "note")
COLUMNS = [
    "entry", "theme", "subtheme", "pattern", "tier", "note", "guard", "near", "not_near", "near_words", "speaker",
    "examples", "counter_examples", "lists",
]  # fmt: skip


def read_lexicon(path: str | Path) -> pd.DataFrame:
    """Read themes.toml into the table *lexicon*, one row per entry in the order of the file.

    Columns: `entry` (its id, or "theme: pattern"), `theme`, `subtheme` ("" for a guard without one), both categories
    in the order of the codebook, `pattern`, `tier` (core: carries the theme by itself; extended: needs context),
    `note` (why it is here), `guard` (claims its words and counts for nothing), `near` (tuple of patterns, one of which
    must stand in the sentence), `not_near` (none of which may), `near_words` (how many words away at most; 0: the
    whole sentence), `speaker` ("" for all), `examples`, `counter_examples` (tuples), `lists` (the named lists in use).
    Raises InputError with every problem of the file.
    """
    source = _load(Path(path))
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
    `definition`, `do_not_code`; one row per theme, followed by its sub-themes.
    """
    source = _load(Path(path))
    if problems := source_problems(source, path):
        raise InputError(problems)
    rows = []
    for theme, body in source["themes"].items():
        for subtheme, fields in {"": body, **body.get("subthemes", {})}.items():
            texts = {name: fields.get(name, "") for name in CODEBOOK_FIELDS}
            rows.append({"theme": theme, "subtheme": subtheme, **texts})
    return pd.DataFrame(rows)


def _load(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputError(f"{path} does not exist; a corpus folder keeps its codebook and lexicon in themes.toml.")
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}.") from error


def _row(entry: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    used = " ".join([entry["pattern"], *entry.get("near", ()), *entry.get("not_near", ())]).split()
    tuples = {name: tuple(entry.get(name, ())) for name in ("near", "not_near", "examples", "counter_examples")}
    return {
        "entry": entry_id(entry),
        "guard": entry.get("guard", False),
        "near_words": entry.get("near_words", 0),
        "lists": {name: lists[name] for name in lists if f"@{name}" in used},
        **{name: entry.get(name, "") for name in ("theme", "subtheme", "pattern", "tier", "note", "speaker")},
        **tuples,
    }


def entry_id(entry: Mapping[str, Any]) -> str:
    """The entry's own id, or one that tells where it stands: "service: خدمت*"."""
    return entry.get("id") or f"{entry['theme']}: {' '.join(entry['pattern'].split())}"


def source_problems(source: Mapping[str, Any], path: str | Path) -> list[str]:
    """Every fault of a themes.toml already read from TOML, one full sentence each."""
    problems = [
        f"{path}: [{name}] is unknown; the file holds [themes.…], [lists.…] and [[entries]]."
        for name in source
        if name not in ("themes", "lists", "entries")
    ]
    themes, lists, entries = source.get("themes", {}), source.get("lists", {}), source.get("entries", [])
    if not _is_tables(themes.values() if isinstance(themes, dict) else [0]) or not themes:
        return [*problems, f"{path}: [themes] must hold at least one table such as [themes.service]."]
    if not isinstance(entries, list) or not _is_tables(entries):
        return [*problems, f"{path}: entries must be written as [[entries]] tables."]
    problems += _codebook_problems(themes, path)
    patterns, faults = _read_lists(lists, path)
    problems += faults
    for number, entry in enumerate(entries, 1):
        where = f"{path}, entry {number} ({entry.get('pattern', 'no pattern')!r})"
        problems += [f"{where}: {fault}." for fault in _entry_faults(entry, themes, patterns)]
    problems += _repeats(entries, patterns, path)
    carried = {e.get("theme") for e in entries if not e.get("guard")}
    return problems + [
        f"{path}: the theme {theme!r} has no entry that counts; each theme needs one."
        for theme in themes
        if theme not in carried
    ]


def _is_tables(values: Iterable[Any]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _field_faults(fields: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """Unknown fields and fields of another type than the known one."""
    faults = [f"the field {n!r} is unknown; known are {', '.join(known)}" for n in fields if n not in known]
    for name, kind in known.items():
        value = fields.get(name)
        if value is not None and (type(value) is not kind):
            faults.append(f"{name} is {value!r}; it must be a {_TYPE_NAMES[kind]}")
        elif kind is list and value is not None and not all(isinstance(v, str) and v.strip() for v in value):
            faults.append(f"{name} must be a list of texts, none of them empty")
    return faults


_TYPE_NAMES = {str: "text in quotes", list: "list of texts", bool: "bare true or false", int: "whole number"}


def _codebook_problems(themes: Mapping[str, Any], path: str | Path) -> list[str]:
    problems = []
    for theme, body in themes.items():
        parts = body.get("subthemes", {})
        if not isinstance(parts, dict) or not _is_tables(parts.values()):
            problems.append(
                f"{path}: the sub-themes of {theme!r} must be tables such as [themes.{theme}.subthemes.name]."
            )
            parts = {}
        own = {name: value for name, value in body.items() if name != "subthemes"}
        for where, fields in {
            f"[themes.{theme}]": own,
            **{f"[themes.{theme}.subthemes.{n}]": f for n, f in parts.items()},
        }.items():
            problems += [f"{path}, {where}: {fault}." for fault in _field_faults(fields, CODEBOOK_FIELDS)]
            problems += [
                f"{path}, {where}: {name} is missing."
                for name in ("name_fa", "name_en", "definition")
                if not fields.get(name)
            ]
    return problems


def _read_lists(lists: Any, path: str | Path) -> tuple[dict[str, list[Pattern]], list[str]]:
    """The named lists with their patterns read, and what is wrong with them."""
    if not isinstance(lists, dict) or not _is_tables(lists.values()):
        return {}, [f"{path}: lists must be written as [lists.name] tables with note and patterns."]
    read: dict[str, list[Pattern]] = {}
    problems = []
    for name, body in lists.items():
        read[name] = []
        where = f"{path}, [lists.{name}]"
        faults = _field_faults(body, {"note": str, "patterns": list})
        if not faults and not body.get("patterns"):
            faults = ["patterns is empty; a list needs at least one pattern"]
        problems += [f"{where}: {fault}." for fault in faults]
        for pattern in [] if faults else body["patterns"]:
            try:
                read[name].append(read_pattern(pattern))
            except ValueError as error:
                problems.append(f"{where}, {pattern!r}: {error}.")
        doubled = sorted({p for p in body.get("patterns", []) if body["patterns"].count(p) > 1}) if not faults else []
        problems += [f"{where}: the pattern {pattern!r} stands twice." for pattern in doubled]
    return read, problems


def _entry_faults(entry: Mapping[str, Any], themes: Mapping[str, Any], lists: Mapping[str, object]) -> list[str]:
    """What is wrong with one entry by itself, as sentences without their full stop."""
    faults = _field_faults(entry, ENTRY_FIELDS)
    if faults:
        return faults
    faults += [f"the field {name!r} is missing or empty" for name in REQUIRED if not str(entry.get(name, "")).strip()]
    theme, subtheme = entry.get("theme", ""), entry.get("subtheme", "")
    if theme and theme not in themes:
        faults.append(f"the theme {theme!r} is not in [themes]; known are {', '.join(themes)}")
    elif theme and (subtheme or not entry.get("guard")) and subtheme not in themes[theme].get("subthemes", {}):
        known = ", ".join(themes[theme].get("subthemes", {})) or "none"
        faults.append(f"the sub-theme {subtheme!r} is not one of {theme}; known are {known}")
    if entry.get("tier") and entry["tier"] not in TIERS:
        faults.append(f"the tier {entry['tier']!r} is unknown; it is core or extended")
    if entry.get("speaker") and entry["speaker"] not in SPEAKERS:
        faults.append(f"the speaker {entry['speaker']!r} is unknown; it is one of {', '.join(SPEAKERS)}")
    if entry.get("near_words", 0) < 0 or ("near_words" in entry and not (entry.get("near") or entry.get("not_near"))):
        faults.append("near_words is the reach in words of near or not_near, at least 1, and needs one of them")
    for field in ("pattern", "near", "not_near"):
        for pattern in [entry[field]] if field == "pattern" and entry.get(field) else entry.get(field, []):
            try:
                read_pattern(pattern, lists)
            except ValueError as error:
                faults.append(f"{field}: {error}")
    return faults


def _repeats(entries: list[dict[str, Any]], lists: Mapping[str, object], path: str | Path) -> list[str]:
    """Ids that stand twice, and entries of one theme that claim the same words."""
    problems: list[str] = []
    seen: dict[tuple[str, Any], int] = {}
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry.get("pattern"), str) or not isinstance(entry.get("theme"), str):
            continue
        where = f"{path}, entry {number} ({entry['pattern']!r})"
        try:
            claim: tuple[Any, ...] = (entry["theme"], read_pattern(entry["pattern"], lists))
        except ValueError:
            continue
        for name, value in (("claim", claim), ("id", entry_id(entry))):
            first = seen.setdefault((name, value), number)
            if first != number and name == "claim":
                problems.append(
                    f"{where}: entry {first} claims the same words in the theme {entry['theme']!r}; keep one."
                )
            elif first != number and "id" in entry:
                problems.append(f"{where}: the id {value!r} already belongs to entry {first}; ids must be unique.")
    return problems
