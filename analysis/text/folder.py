"""A folder of texts (articles.csv beside articles/ID.txt) as the table *articles*, every fault named at once."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import jdatetime
import pandas as pd

from analysis.errors import InputError
from analysis.text.dates import DATE
from analysis.text.persian import joined_key
from analysis.text.rows import Row, csv_rows, not_utf8

# Ways to another folder, what some system lets no file be called, and the names that are devices on Windows.
_NO_NAME = re.compile(r'[/\\:*?"<>|]|^\.|\.$|^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])(?:\.|$)', re.IGNORECASE)

WORKBOOKS = (".xlsx", ".xls", ".ods")
PAGES = (".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm")
REQUIRED = ("article", "city", "official")
NO_GROUPS = ("article", "path", "sha256", "text")  # columns that each article has its own value in
FREE = ("published", "jalali", "note")  # those in which two ways of writing are no fault
COLUMNS = ("article", "city", "official", "role", "outlet", "published", "jalali", "note", "path", "sha256", "text")


def unlisted(folder: str | Path) -> list[str]:
    """Texts of a corpus folder that no line of articles.csv names, one full sentence each."""
    rows, _ = read_rows(Path(folder) / "articles.csv")
    listed = {row["article"] for _, row in rows}
    texts = sorted((Path(folder) / "articles").glob("*.txt")) if rows else []
    return [
        f"{path} is named in no line of articles.csv; add a line for it, or take the file away."
        for path in texts
        if path.stem not in listed
    ]


def read_folder(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """The table *articles* of a folder of texts (see `corpus.read_corpus`), and every problem of it."""
    index = folder / "articles.csv"
    rows, problems = read_rows(index)
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS)), problems
    records = []
    seen: dict[str, int] = {}
    for line, row in rows:
        where, article = f"{index}, line {line}", row["article"]
        if article in seen:
            problems.append(
                f"{where}: the article id {article!r} already stands in line {seen[article]}; ids must be unique."
            )
        seen.setdefault(article, line)
        record, faults = _record(row, folder, where)
        problems += faults
        records += [record] if record else []
    articles = pd.DataFrame.from_records(records)
    others = [name for name in articles.columns if name not in COLUMNS]
    articles = articles.reindex(columns=[*COLUMNS, *others])
    return articles.assign(published=pd.to_datetime(articles["published"])), list(dict.fromkeys(problems))


def _record(row: Row, folder: Path, where: str) -> tuple[dict[str, object] | None, list[str]]:
    """A line of articles.csv with its text, or none where it names no file, and what is wrong with both."""
    problems = [
        f"{where}: the field {name!r} is empty; every article needs one (a merged cell fills only its first row)."
        for name in REQUIRED
        if not row[name]
    ]
    published, fault = day_of(row.get("published", ""), row.get("jalali", ""))
    problems += [f"{where}: {fault}"] if fault else []
    if fault := bad_id(row["article"]) if row["article"] else None:
        problems.append(f"{where}: {fault}")
    if fault or not row["article"]:
        return None, problems
    path = folder / "articles" / f"{row['article']}.txt"
    text, digest, faults = read_text(path, row.get("sha256", ""), where)
    given = {name: row.get(name) or pd.NA for name in dict.fromkeys([*COLUMNS, *row])}
    own = {"published": published, "path": str(path), "sha256": digest, "text": text}
    return {**given, **own}, problems + faults


def read_rows(index: Path) -> tuple[list[tuple[int, Row]], list[str]]:
    """The rows of articles.csv with their line numbers, and what is wrong with the file itself."""
    if not index.is_file():
        table = next((path for path in map(index.with_suffix, WORKBOOKS) if path.is_file()), None)
        right = "a corpus folder holds articles.csv and articles/ID.txt"
        if table:
            right = f"save {table.name} as CSV UTF-8 beside it"
        return [], [f"{index} does not exist; {right}."]
    _, rows, problems = csv_rows(index, REQUIRED)
    if not rows and not problems:
        problems.append(f"{index} lists no article; each article is one line below the header.")
    return rows, problems


def bad_id(article: str) -> str | None:
    """Why an article id cannot name a file in articles/, or None."""
    long = len(article) > 100 or len(article.encode()) > 250  # a file system ends at 255 bytes
    if long or not article.isprintable() or _NO_NAME.search(article):
        return (
            f"the article id {article[:60]!r} cannot name a file; "
            "use at most 100 letters, digits, hyphens, dots and underscores."
        )
    return None


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a link takes a path of a corpus folder to a place outside it, where its makers could not put a file."""
    linked = path.is_symlink() or path.parent.is_symlink()
    return linked and not path.resolve().is_relative_to(folder.resolve())


def day_of(published: str, jalali: str) -> tuple[dt.date | None, str | None]:
    """The Gregorian day of publication from either date column, and what is wrong with them."""
    try:
        day = dt.date(*_numbers(published, 1800)) if published else None
    except ValueError:
        return None, f"published is {published!r}, no Gregorian day; one is written YYYY-MM-DD, for example 2024-09-29."
    try:
        converted = jdatetime.date(*_numbers(jalali, 1200)).togregorian() if jalali else None
    except ValueError:
        return day, (
            f"jalali is {jalali!r}, no Solar Hijri day; one is written YYYY-MM-DD, for example 1403-07-08, and a "
            "Gregorian one stands in the column published."
        )
    if day and converted and day != converted:
        return (
            day,
            f"published {published} and jalali {jalali} name different days; {jalali} is {converted.isoformat()}.",
        )
    return day or converted, None


def _numbers(date: str, first: int) -> tuple[int, int, int]:
    """Year, month and day of a written date, in any digits; ValueError for another form or another calendar's year."""
    year, month, day = map(int, re.findall(r"\d+", date)) if re.fullmatch(DATE, date) else (0, 0, 0)
    if not first <= year < first + 400:
        raise ValueError(date)
    return year, month, day


def look_alikes(articles: pd.DataFrame) -> list[str]:
    """Names that would be counted apart though they read alike, for they differ in letter variants or spaces.

    Any column may be compared by, but those that each article has its own value in; days and notes are read by people.

    >>> look_alikes(pd.DataFrame({"city": ["تهران", "تهران\u200c"], "official": ["علی", "علي"]}))[1]
    "articles.csv: the official is written 'علی' and 'علي', which are counted apart; write the name in one way."
    """
    problems = []
    for column in (name for name in articles if name not in (*NO_GROUPS, *FREE)):
        values = pd.Series([value for value in articles[column].unique() if isinstance(value, str)], dtype=object)
        for _, alike in values.groupby(values.map(joined_key)):
            if len(alike) > 1:
                ways = " and ".join(map(repr, alike))
                problems.append(
                    f"articles.csv: the {column} is written {ways}, which are counted apart; write the name in one way."
                )
    return problems


def compared_by(path: Path, articles: pd.DataFrame, by: Sequence[str]) -> tuple[str, ...]:
    """The columns to compare by, each once. Raises InputError for one that is not there or that cannot name a file."""
    if unknown := [name for name in by if name not in articles or name in NO_GROUPS]:
        known = ", ".join(name for name in articles if name not in NO_GROUPS)
        raise InputError(f"{path} has no column {unknown[0]!r} to compare by; it has {known}.")
    if unfit := [name for name in by if bad_id(name)]:
        raise InputError(
            f"{path}: the column {unfit[0]!r} is compared by and names files, which it cannot; rename it with letters, "
            "digits, hyphens and underscores."
        )
    return tuple(dict.fromkeys(by))


def read_text(path: Path, expected: str, where: str) -> tuple[str, str, list[str]]:
    """An article's text, its sha256 and what is wrong with the file."""
    if not path.parent.is_dir():
        return "", "", [f"{path.parent} does not exist; the text of each article stands in articles/ID.txt."]
    if not path.is_file():
        right = "the text of an article stands in articles/ID.txt"
        if page := next((page for page in map(path.with_suffix, PAGES) if page.is_file()), None):
            right = f"save {page.name} as plain text in UTF-8 beside it"
        if path.with_suffix("").is_file():
            right = f"the id is {path.with_suffix('').stem}, without .txt"
        return "", "", [f"{where}: {path} does not exist; {right}."]
    if leads_out(path, path.parent.parent):
        return "", "", [f"{where}: {path} is a link that leads out of the corpus folder; put the text itself there."]
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", "", [f"{where}: {path} could not be read ({error.strerror})."]
    digest = hashlib.sha256(raw).hexdigest()
    problems = []
    if expected and expected.lower() != digest:
        problems.append(
            f"{where}: the sha256 of {path} is {digest}, but articles.csv says {expected}; "
            "the text was changed after it was registered: restore it or correct the sum."
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", digest, [*problems, not_utf8(path, raw, error)]
    if not text.strip():
        problems.append(f"{path} is empty; an article needs text.")
    return text, digest, problems


def same_texts(articles: pd.DataFrame) -> list[str]:
    """Articles that hold the same words in the same order, one full sentence for each text that stands twice.

    >>> same_texts(pd.DataFrame({"article": ["a", "b", "c"], "text": ["به مردم", "به  مردم\\n", "به شهر"]}))
    ['articles.csv: a and b hold the same text, which is counted twice; take all but one away.']
    """
    if articles.empty:
        return []
    groups = articles["article"].astype(str).groupby(articles["text"].map(lambda text: " ".join(text.split())))
    return [
        f"articles.csv: {' and '.join(names)} hold the same text, which is counted twice; take all but one away."
        for _, names in groups
        if len(names) > 1
    ]
