"""Coded segments out of a REFI-QDA project: what each user coded, in the offsets of the corpus's own texts."""

from __future__ import annotations

import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pandas as pd

from analysis.errors import InputError
from analysis.output.exchange_refi import LEXICON, NAMESPACE, SEPARATOR, code_name, guid, plain

TAG = f"{{{NAMESPACE}}}"
SEGMENTS = ("article", "start", "end", "theme", "subtheme", "source")
Code = tuple[str, str]  # theme and sub-theme, "" for none
MOST_BYTES = 500_000_000  # of an unpacked member; a bomb is not a project
# What zipfile raises of an archive that is damaged, encrypted or packed in a way that it does not know.
UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError)


def read_refi(path: str | Path, articles: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Read a .qdpx into the coded segments of the corpus's articles, one row per selection × code.

    Columns: `article`, `start`, `end` (code points of the article's file), `theme`, `subtheme` ("" where the theme
    itself was the code), `source` (the user's name). Sources are known by their name, codes by their identifier or
    their name; sources, users and codes that are not of this study are left out. Raises InputError where a source's
    text is not the article's.
    """
    path = Path(path)
    try:
        with zipfile.ZipFile(path) as archive:
            project = Xml.fromstring(_member(archive, _project_name(archive, path), path))
            return _segments(project, archive, articles, codebook, path)
    except (OSError, *UNREADABLE, Xml.ParseError) as error:
        raise InputError(f"{path} cannot be read as a REFI-QDA project ({error}).") from error


def _project_name(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if name.endswith(".qde")]
    if len(names) != 1:
        raise InputError(f"{path} holds {len(names)} .qde files; a REFI-QDA project holds one.")
    return names[0]


def _member(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A file of the archive, which is read in memory and never unpacked to a place its name could choose."""
    try:
        if archive.getinfo(name).file_size > MOST_BYTES:
            raise InputError(f"{path}: {name} is larger than {MOST_BYTES:,} bytes.")
        return archive.read(name)
    except KeyError:
        raise InputError(f"{path}: the project names the text {name}, which it does not hold.") from None


def _segments(
    project: Xml.Element, archive: zipfile.ZipFile, articles: pd.DataFrame, codebook: pd.DataFrame, path: Path
) -> pd.DataFrame:
    users = {_key(user.get("guid")): user.get("name") for user in project.iter(f"{TAG}User")}
    codes = codes_of(project, codebook)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    rows, problems = [], []
    for source in project.iter(f"{TAG}TextSource"):
        article = str(source.get("name")).removesuffix(".txt")
        if article not in texts:
            continue
        given = _text(source, archive, path)
        if _lines(given) != _lines(plain(texts[article])):
            problems.append(
                f"{path}: the text of {article!r} is not the article's; it was edited after it was exported."
            )
            continue
        place = _places(given, plain(texts[article]))
        for selection in source.iter(f"{TAG}PlainTextSelection"):
            edges = [str(selection.get(f"{edge}Position")) for edge in ("start", "end")]
            if not all(edge.isascii() and edge.isdigit() and len(edge) < 10 for edge in edges):
                problems.append(
                    f"{path}: a selection in {article!r} goes from {edges[0]!r} to {edges[1]!r}; "
                    "a place is a whole number."
                )
                continue
            start, end = (place(int(edge)) for edge in edges)
            rows += [(article, start, end, *code, user) for code, user in _codings(selection, users, codes)]
    if problems:
        raise InputError(problems)
    return pd.DataFrame(rows, columns=list(SEGMENTS))


def _codings(
    selection: Xml.Element, users: dict[str, str | None], codes: dict[str, Code]
) -> Iterator[tuple[Code, str]]:
    """The codes of a selection that are of this study, each with the user who gave it; the lexicon's are left out."""
    for coding in selection.iter(f"{TAG}Coding"):
        user = users.get(_key(coding.get("creatingUser") or selection.get("creatingUser")))
        target = coding.find(f"{TAG}CodeRef")
        code = None if target is None else codes.get(_key(target.get("targetGUID")))
        if code and user != LEXICON:
            yield code, user or "unknown"


def _key(identifier: str | None) -> str:
    """An identifier as all programs would have it: some write capitals, some braces."""
    return str(identifier).strip("{}").lower()


def codes_of(project: Xml.Element, codebook: pd.DataFrame) -> dict[str, Code]:
    """The study's theme and sub-theme for each code of the project that is one of them.

    A name counts under the theme's own code; elsewhere only where no two codes of the codebook have it.
    """
    named: dict[tuple[str, str], set[Code]] = {}
    for row in codebook.to_dict("records"):
        code = (row["theme"], row["subtheme"])
        own = row["subtheme"] or row["theme"]
        for name in (guid("code", *code), code_name(row), own, row["name_fa"], row["name_en"]):
            for above in ("", row["theme"] if row["subtheme"] else ""):
                named.setdefault((above, str(name).lower()), set()).add(code)
    known = {key: code for key, codes in named.items() if len(codes) == 1 for code in codes}
    found: dict[str, Code] = {}
    for codes in project.iter(f"{TAG}Codes"):
        _walk(codes, "", known, found)
    return found


def _walk(element: Xml.Element, above: str, known: dict[tuple[str, str], Code], found: dict[str, Code]) -> None:
    """Name the codes below an element, which stands under a theme or under none."""
    for child in element.findall(f"{TAG}Code"):
        name = str(child.get("name")).lower()
        keys = (_key(child.get("guid")), name, name.rpartition(SEPARATOR)[2])
        code = next((known[place, key] for key in keys for place in (above, "") if (place, key) in known), None)
        if code:
            found[_key(child.get("guid"))] = code
        _walk(child, code[0] if code else above, known, found)


def _text(source: Xml.Element, archive: zipfile.ZipFile, path: Path) -> str:
    inside = source.find(f"{TAG}PlainTextContent")
    if inside is not None:
        return inside.text or ""
    name = str(source.get("plainTextPath")).removeprefix("internal://")
    held = next(
        (member for member in archive.namelist() if member.lower() == f"sources/{name}".lower()), f"sources/{name}"
    )
    try:
        return _member(archive, held, path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: the text {held} is not UTF-8 (byte {error.start}).") from error


def _lines(text: str) -> list[str]:
    """What no program changes when it writes a text again: its lines, without the space around them."""
    return [line.strip("\ufeff \r") for line in text.splitlines()]


def _places(given: str, own: str) -> Callable[[int], int]:
    """Turn a place of the given text into one of our own, which may end its lines otherwise."""
    if given == own:
        return lambda place: place
    theirs, ours = _line_starts(given), _line_starts(own)

    def place(offset: int) -> int:
        line = max(bisect_right(theirs, offset) - 1, 0)  # before the first letter there may be a byte order mark
        return max(ours[line] + offset - theirs[line], 0)

    return place


def _line_starts(text: str) -> list[int]:
    """Where each line begins, past the space before its first letter."""
    starts, at = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(at + len(line) - len(line.lstrip("\ufeff ")))
        at += len(line)
    return starts or [0]
