"""What can be wrong with a themes.toml: each fault as one full sentence with its file and entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from reprlib import Repr
from typing import Any

from analysis.codes import SPEAKERS
from analysis.text.persian import joined_key
from analysis.text.rows import HIDDEN
from analysis.themes.patterns import Pattern, read_pattern

TIERS = ("core", "extended")
CODEBOOK_FIELDS = dict.fromkeys(
    ("name_fa", "name_en", "definition", "definition_fa", "do_not_code", "do_not_code_fa"), str
)
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
WIDEST_REACH = 1_000  # words; 0 says the whole sentence
CLAIMING = ("pattern", "theme", "id")
NEEDED = {"name_en": "; it names the theme in English output", "definition": "; it may be in Persian"}
REQUIRED = ("theme", "pattern", "tier", "note")
MEANT = {"tier": "; it is core or extended", "note": "; it says in a few words why the pattern stands for the theme"}

_SHORT = Repr(maxstring=200, maxother=200, maxlevel=2)


def entry_id(entry: Mapping[str, Any]) -> str:
    """The entry's own id, or one that tells where it stands: "service: خدمت*"."""
    return entry.get("id") or f"{entry['theme']}: {' '.join(entry['pattern'].split())}"


def shortened(value: object) -> str:
    """A value that may be anything and of any length, as a sentence can name it."""
    try:
        return _SHORT.repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a number of thousands of digits"


def source_problems(source: Mapping[str, Any], path: str | Path) -> list[str]:
    """Every fault of a themes.toml already read from TOML, one full sentence each."""
    problems = [
        f"{path}: [{name}] is unknown; the file holds [themes.…], [lists.…] and [[entries]]."
        for name in source
        if name not in ("themes", "lists", "entries")
    ]
    themes, lists, entries = source.get("themes", {}), source.get("lists", {}), source.get("entries", [])
    if not _are_tables(themes) or not themes:
        return [*problems, f"{path}: [themes] must hold at least one table such as [themes.service]."]
    if not isinstance(entries, list) or not _all_tables(entries):
        return [*problems, f"{path}: entries must be written as [[entries]] tables."]
    problems += _codebook_problems(themes, path)
    patterns, faults = _read_lists(lists, path)
    problems += faults
    for number, entry in enumerate(entries, 1):
        pattern = entry.get("pattern", "")
        where = f"{path}, entry {number} («{pattern if isinstance(pattern, str) else shortened(pattern)}»)"
        problems += [f"{where}: {fault}." for fault in _entry_faults(entry, themes, patterns)]
    problems += _repeats(entries, patterns, path)
    carried = {str(entry.get("theme")) for entry in entries if entry.get("guard") is not True}
    return problems + [
        f"{path}: the theme {theme!r} has no entry that counts; each theme needs one."
        for theme in themes
        if theme not in carried
    ]


def _all_tables(values: Iterable[Any]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _are_tables(value: Any) -> bool:
    """Whether a value is tables by their names."""
    return isinstance(value, dict) and _all_tables(value.values())


def _field_faults(fields: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    """Unknown fields and fields of another type than the known one."""
    faults = [f"the field {n!r} is unknown; {_meant(n, known)}" for n in fields if n not in known]
    for name, kind in known.items():
        value = fields.get(name)
        if kind is str and isinstance(value, str) and (found := HIDDEN.search(value)):
            faults.append(f"{name} holds the character U+{ord(found.group()):04X}, which does not show; take it out")
        elif value is not None and (type(value) is not kind):
            faults.append(f"{name} is {shortened(value)}; it must be a {_TYPE_NAMES[kind]}")
        elif kind is list and value is not None and not all(isinstance(v, str) and v.strip() for v in value):
            faults.append(f"{name} must be a list of texts, none of them empty")
    return faults


def _meant(name: str, known: Iterable[str]) -> str:
    """What would be right in place of a name that is unknown.

    >>> _meant("patern", ["theme", "pattern"])
    "perhaps 'pattern' is meant"
    """
    near = get_close_matches(name, known, n=1)
    return f"perhaps {near[0]!r} is meant" if near else f"known are {', '.join(known) or 'none'}"


_TYPE_NAMES = {str: "text in quotes", list: "list of texts", bool: "bare true or false", int: "whole number"}


def _codebook_problems(themes: Mapping[str, Any], path: str | Path) -> list[str]:
    problems = [f"{path}, {fault}." for fault in _names_shared(themes, "themes")]
    for theme, body in themes.items():
        parts = body.get("subthemes", {})
        if not _are_tables(parts):
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
                f"{path}, {where}: {name} is missing{NEEDED.get(name, '')}."
                for name in ("name_fa", "name_en", "definition")
                if not fields.get(name)
            ]
        problems += [f"{path}, {fault}." for fault in _names_shared(parts, f"themes.{theme}.subthemes")]
    return problems


def _names_shared(codes: Mapping[str, Any], table: str) -> Iterator[str]:
    """Codes that bear another's name, so that neither a coder's cell nor a figure says which is meant."""
    bearer: dict[str, str] = {}
    for code, fields in codes.items():
        for name in (code, fields.get("name_fa"), fields.get("name_en")):
            if not isinstance(name, str) or not name.strip():
                continue
            if (first := bearer.setdefault(joined_key(name), code)) != code:
                yield f"[{table}.{code}]: the name {name!r} is also one of [{table}.{first}]; give each its own"
                break


def _read_lists(lists: Any, path: str | Path) -> tuple[dict[str, list[Pattern]], list[str]]:
    """The named lists with their patterns read, and what is wrong with them."""
    if not _are_tables(lists):
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
                continue
            if len(read[name][-1]) > 1:
                problems.append(f"{where}, {pattern!r}: a list holds single words and compounds, no gaps or sequences.")
        doubled = sorted(p for p, n in Counter(body.get("patterns", [])).items() if n > 1) if not faults else []
        problems += [f"{where}: the pattern {pattern!r} stands twice." for pattern in doubled]
    return read, problems


def _entry_faults(entry: Mapping[str, Any], themes: Mapping[str, Any], lists: Mapping[str, object]) -> list[str]:
    """What is wrong with one entry by itself, as sentences without their full stop."""
    if faults := _field_faults(entry, ENTRY_FIELDS):
        return faults
    required = [name for name in REQUIRED if not (name == "tier" and entry.get("guard"))]
    missing = [name for name in required if not str(entry.get(name, "")).strip()]
    faults = [f"the field {name!r} is missing or empty{MEANT.get(name, '')}" for name in missing]
    return [*faults, *_theme_faults(entry, themes), *_condition_faults(entry), *_pattern_faults(entry, lists)]


def _theme_faults(entry: Mapping[str, Any], themes: Mapping[str, Any]) -> Iterator[str]:
    theme, subtheme = entry.get("theme", ""), entry.get("subtheme", "")
    known = themes.get(theme, {}).get("subthemes", {})
    if theme and theme not in themes:
        yield f"the theme {theme!r} is not in [themes]; {_meant(theme, themes)}"
    elif not _are_tables(known):
        return  # told of the codebook
    elif known and not (subtheme or entry.get("guard")):
        yield f"the field 'subtheme' is missing or empty; the sub-themes of {theme} are {', '.join(known)}"
    elif theme and subtheme and subtheme not in known:
        yield f"the sub-theme {subtheme!r} is not one of {theme}; {_meant(subtheme, known)}"


def _condition_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    if entry.get("tier") and entry["tier"] not in TIERS:
        yield f"the tier {entry['tier']!r} is unknown; it is core or extended"
    if entry.get("speaker") and entry["speaker"] not in SPEAKERS:
        yield f"the speaker {entry['speaker']!r} is unknown; it is one of {', '.join(SPEAKERS)}"
    reach = entry.get("near_words")
    if reach is not None and not (0 <= reach <= WIDEST_REACH and (entry.get("near") or entry.get("not_near"))):
        yield f"near_words is the reach in words of near or not_near, 1 to {WIDEST_REACH}, and needs one of them"


def _pattern_faults(entry: Mapping[str, Any], lists: Mapping[str, object]) -> Iterator[str]:
    given = {
        "pattern": [entry.get("pattern", "")],
        "near": entry.get("near", []),
        "not_near": entry.get("not_near", []),
    }
    for field, patterns in given.items():
        for pattern in filter(str.strip, patterns):
            try:
                read_pattern(pattern, lists)
            except ValueError as error:
                yield f"{field}: {error}"


def _repeats(entries: list[dict[str, Any]], lists: Mapping[str, object], path: str | Path) -> list[str]:
    """Ids that stand twice, and entries of one theme that claim the same words."""
    problems: list[str] = []
    seen: dict[tuple[str, Any], int] = {}
    for number, entry in enumerate(entries, 1):
        if not {"pattern", "theme"} <= set(entry) or not all(isinstance(entry.get(n, ""), str) for n in CLAIMING):
            continue
        where = f"{path}, entry {number} («{entry['pattern']}»)"
        try:
            steps = read_pattern(entry["pattern"], lists)
            claim: tuple[Any, ...] = (entry["theme"], *(step._replace(apart=frozenset()) for step in steps))
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
