"""Codings out of a REFI-QDA project: what each user coded, and which sentences of the study that makes coded."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.output.exchange_refi import LEXICON, NAMESPACE, SEPARATOR, code_name, guid, plain

TAG = f"{{{NAMESPACE}}}"
SEGMENTS = ("article", "start", "end", "theme", "subtheme", "source")
MOST_BYTES = 500_000_000  # of an unpacked member; a bomb is not a project


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
    except (OSError, zipfile.BadZipFile, Xml.ParseError) as error:
        raise InputError(f"{path} cannot be read as a REFI-QDA project ({error}).") from error


def code_segments(segments: pd.DataFrame, sentences: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """The table *coded* that the segments make: one row per sentence × theme for each user.

    A segment codes the sentence in which its middle lies and every sentence of which it covers at least half, so that
    a hasty selection codes no neighbour. Columns: `article`, `sentence`, `theme`, `present`, `source`, `subthemes`
    (joined by "+"), `start`, `end`, `part`, `speaker`, `repeat_of`.
    """
    spans = dict(list(sentences.groupby("article", observed=True, sort=False)))
    found: dict[tuple[str, str, int, str], list[str]] = {}
    for article, start, end, theme, subtheme, coder in zip(*(segments[name] for name in SEGMENTS), strict=True):
        table = spans.get(article)
        for sentence in () if table is None else _covered(start, end, table):
            subthemes = found.setdefault((coder, article, sentence, theme), [])
            if subtheme and subtheme not in subthemes:
                subthemes.append(subtheme)
    columns = ["article", "sentence", "start", "end", "part", "speaker", "repeat_of"]
    wide = sentences.loc[sentences.index.repeat(len(themes)), columns].reset_index(drop=True)
    wide["theme"] = pd.Categorical(np.tile(themes, len(sentences)), themes)
    return pd.concat([_of_coder(wide, found, coder) for coder in segments["source"].unique()], ignore_index=True)


def _of_coder(wide: pd.DataFrame, found: dict[tuple[str, str, int, str], list[str]], coder: str) -> pd.DataFrame:
    keys = [(coder, *key) for key in zip(wide["article"], wide["sentence"], wide["theme"], strict=True)]
    return wide.assign(
        present=[int(key in found) for key in keys],
        subthemes=["+".join(found.get(key, ())) for key in keys],
        source=coder,
    )


def _covered(start: int, end: int, table: pd.DataFrame) -> list[int]:
    """The numbers of the sentences that a stretch of text codes."""
    starts, ends = table["start"].to_numpy(int), table["end"].to_numpy(int)
    middle = (start + end) // 2
    shared = np.minimum(ends, end) - np.maximum(starts, start)
    inside = (starts <= middle) & (middle < ends) | (2 * shared >= ends - starts)
    return table["sentence"].to_numpy(int)[inside & (shared > 0)].tolist()


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
    codes = _codes(project, codebook)
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
            start, end = (place(int(selection.get(f"{edge}Position", 0))) for edge in ("start", "end"))
            for coding in selection.iter(f"{TAG}Coding"):
                user = users.get(_key(coding.get("creatingUser") or selection.get("creatingUser")))
                target = coding.find(f"{TAG}CodeRef")
                code = None if target is None else codes.get(_key(target.get("targetGUID")))
                if code and user != LEXICON:
                    rows.append((article, start, end, *code, user or "unknown"))
    if problems:
        raise InputError(problems)
    return pd.DataFrame(rows, columns=list(SEGMENTS))


def _key(identifier: str | None) -> str:
    """An identifier as all programs would have it: some write capitals, some braces."""
    return str(identifier).strip("{}").lower()


def _codes(project: Xml.Element, codebook: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """The study's theme and sub-theme for each code of the project that is one of them."""
    known: dict[str, tuple[str, str]] = {}
    for row in codebook.to_dict("records"):
        code = (row["theme"], row["subtheme"])
        own = row["subtheme"] or row["theme"]
        for name in (guid("code", *code), code_name(row), own, row["name_fa"], row["name_en"]):
            known.setdefault(str(name).lower(), code)
    codes = {}
    for element in project.iter(f"{TAG}Code"):
        name = str(element.get("name"))
        for key in (_key(element.get("guid")), name.lower(), name.rpartition(SEPARATOR)[2].lower()):
            if key in known:
                codes[_key(element.get("guid"))] = known[key]
                break
    return codes


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
        line = bisect_right(theirs, offset) - 1
        return ours[line] + offset - theirs[line]

    return place


def _line_starts(text: str) -> list[int]:
    """Where each line begins, past the space before its first letter."""
    starts, at = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(at + len(line) - len(line.lstrip("\ufeff ")))
        at += len(line)
    return starts or [0]
