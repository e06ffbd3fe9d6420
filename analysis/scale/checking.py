"""From records as they came to the table *articles*; what cannot be counted is left out with its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError, visible
from analysis.scale.inputs import input_files, partitions, records
from analysis.scale.partition import Record
from analysis.text.folder import COLUMNS, day_of
from analysis.text.rows import HIDDEN

# A million characters are a book of 500 pages; what is longer is a scrape of many pages in one, and would need
# memory without bound.
LONGEST = 1_000_000
EXCLUSIONS = ("article", "reason", "place")
STANDARD = tuple(name for name in COLUMNS if name not in ("path", "sha256", "text"))

_OWN = ("path", "text")  # not taken over from the input as they stand
_SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-8 read as Latin-1 or Windows-1252: the lead bytes of Arabic letters, Ø to Û, before every second character.
_MOJIBAKE = re.compile("[Ø-Û][\x80-\xbf\u2018-\u203a\u0152-\u0192]")


def checked(records: Iterable[Record]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table *articles* of the sound records, and the exclusions: `article`, `reason`, `place` in the input.

    `sha256` is that of the text as UTF-8; `published` is missing where it cannot be read. Further fields are kept as
    text, without the space around them, controls and marks that turn the writing around.
    """
    sound: list[dict[str, Any]] = []
    left_out: list[tuple[str, str, str]] = []
    for place, fields, wrong in records:
        article = _plain(fields.get("article")).strip()
        text, fault = _text(fields.get("text")) if not wrong else ("", wrong)
        if not fault and not article:
            fault = "The article has no id."
        if not fault and visible(article) != article:
            fault = "The article's id holds a character that does not show."
        if fault:
            readable = article.encode("utf-8", "replace").decode()
            left_out.append((readable, fault, place))
            continue
        # The row labels of a pandas table, which Parquet and CSV files carry along, say nothing of the article.
        kept = {name: value for name, value in fields.items() if name and not name.startswith("__")}
        row = {name: HIDDEN.sub("", _plain(value)).strip() or None for name, value in kept.items() if name not in _OWN}
        digest = hashlib.sha256(text.encode()).hexdigest()
        sound.append({**row, "article": article, "published": _day(fields), "sha256": digest, "text": text})
    others = sorted({name for row in sound for name in row} - set(COLUMNS))
    articles = pd.DataFrame(sound, columns=[*STANDARD, "sha256", "text", *others], dtype=object)
    articles["published"] = pd.to_datetime(articles["published"]).astype("datetime64[s]")
    return articles, pd.DataFrame(left_out, columns=list(EXCLUSIONS), dtype=object)


def read_whole(source: Path) -> tuple[pd.DataFrame, list[str]]:
    """All articles of an archive as one table with the columns of a corpus, and everything that is wrong with them."""
    try:
        parts = [checked(records(partition)) for partition in partitions(input_files(source), source)] or [checked([])]
    except InputError as error:
        return pd.DataFrame(columns=list(COLUMNS)), error.problems
    articles = pd.concat([part for part, _ in parts], ignore_index=True).assign(path=str(source))
    left_out = pd.concat([part for _, part in parts], ignore_index=True)
    problems = [f"{source}: {row.place}: {row.reason}" for row in left_out.itertuples()]
    twice = articles.loc[articles["article"].duplicated(), "article"].unique()
    problems += [f"{source}: the article id {article!r} stands twice; ids must be unique." for article in twice]
    if articles.empty and not problems:
        problems.append(f"{source} holds no article.")
    return articles[[*COLUMNS, *(name for name in articles if name not in COLUMNS)]], problems


def _text(value: Any) -> tuple[str, str]:
    """The text, and why it cannot be counted ("" if it can)."""
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError as error:
            return "", f"The text is not UTF-8 (byte {error.start})."
    if not _plain(value).strip():
        return "", "The text is empty."
    if not isinstance(value, str):
        return "", f"The text is no text but of the kind {type(value).__name__}."
    if len(value) > LONGEST:
        return "", f"The text has {len(value):,} characters; more than {LONGEST:,} are no article."
    if _SURROGATE.search(value):
        return "", "The text is not UTF-8: it holds bytes of another encoding."
    if value.count("\ufffd") * 20 > len(value):
        return "", "More than one character in twenty was lost when the text was decoded (U+FFFD)."
    if any(lead in value for lead in "ØÙÚÛ") and len(_MOJIBAKE.findall(value)) * 4 > len(value):
        return "", "The text is UTF-8 that was read as another encoding (Ø´Ù‡Ø±)."
    return value, ""


def _day(fields: dict[str, Any]) -> dt.date | None:
    given = fields.get("published")
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    return day_of(_plain(given).strip()[:10], _plain(fields.get("jalali")).strip())[0]


def _plain(value: Any) -> str:
    """A field as text: "" where it is missing, a whole number without decimals, JSON for lists and objects.

    A column of whole numbers of which some are missing comes out of pandas as 1402.0.
    """
    if value is None or value != value or value is pd.NaT:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)
