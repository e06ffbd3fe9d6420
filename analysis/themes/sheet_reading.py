"""A filled coding sheet read back: every bad cell is named, and nothing is stored unless all are right."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.codes import KEYS, SPEAKER_NAMES, SPEAKERS, keys_of
from analysis.errors import InputError
from analysis.files import write_whole
from analysis.text.folder import leads_out
from analysis.text.persian import joined_key
from analysis.themes.coding import FIXED, WEIGHT
from analysis.themes.sheets import CODING, KEY, KEY_COLUMNS, SPEAKER, TEXTS, codes_of, is_name, shown

# What no sheet of sentences comes near, and what a file made to fill the memory goes beyond.
MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 200_000_000, 200_000, 200
WHOLE = ("row", "sentence", "start", "end")  # numbers of the hidden sheet, which Google Sheets stores as 1.0


def read_sheet(path: str | Path, sentences: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """Read a filled coding sheet into a table with the columns of a coding file, in the order of the page.

    Columns: `article`, `sentence`, `start`, `end`, `part` and `repeat_of` (of the table *sentences*; they are not
    coded in the sheet), `speaker`, one column per theme (sub-themes joined by "+", or ""), `weight`; the coder's name
    is in `attrs["coder"]`. Raises InputError with every bad cell.
    """
    path = Path(path)
    book = _open(path)
    key = _read_key(book, path)
    known = sentences.set_index(KEYS)
    problems = list(_key_problems(key, known, path))
    rows = _read_rows(book, path, codebook)
    problems += _row_problems(rows, key, path, codebook)
    if problems:
        raise InputError(problems)
    table = key.merge(_coded(rows, codebook), on="row")
    place = known.loc[keys_of(table)]
    if changed := list(_changed_texts(table, place["text"], path)):
        raise InputError(changed)
    table = table.assign(part=place["part"].to_numpy(), repeat_of=_drawn_repeats(table, place["repeat_of"]))
    order = keys_of(sentences).get_indexer(keys_of(table))
    result = table.iloc[order.argsort()][[*FIXED, *codes_of(codebook), WEIGHT]].reset_index(drop=True)
    result.attrs["coder"] = str(key["coder"].iloc[0])
    return result


def _changed_texts(table: pd.DataFrame, texts: pd.Series, path: Path) -> Iterator[str]:
    """The rows that no longer show the text of their sentence."""
    cells = (table[name] for name in ("cell", "text", "article", "sentence"))
    for cell, given, article, sentence, text in zip(*cells, texts, strict=True):
        if given != shown(text):
            yield (
                f"{path}, cell {cell}: the text is not that of sentence {sentence} of {article!r}; "
                "sheet or corpus was changed."
            )


def _drawn_repeats(table: pd.DataFrame, repeat_of: pd.Series) -> pd.Series:
    """The sentence that each row repeats, where that was drawn too; a coding names no other."""
    repeats = pd.Series(repeat_of.array, table.index)
    drawn = set(zip(table["article"], table["sentence"], strict=True))
    return repeats.where([pair in drawn for pair in zip(table["article"], repeats, strict=True)])


def write_coding(table: pd.DataFrame, folder: str | Path) -> Path:
    """Store a table of `read_sheet` or `read_codings` as coding/NAME.csv of a corpus; no file is ever overwritten."""
    path = coding_path(table, folder)
    if leads_out(path, Path(folder)):
        raise InputError(f"{path} leads out of the corpus folder by a link; put a folder of its own there.")
    if path.exists():
        raise InputError(f"{path} exists already; move it away first, or let the coder have another name.")
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.astype(object).where(table.notna(), "").itertuples(index=False))
    return write_whole(path, file.getvalue())


def coding_path(table: pd.DataFrame, folder: str | Path) -> Path:
    """Where a corpus folder keeps the coding of the table's coder."""
    return Path(folder) / "coding" / f"{table.attrs['coder']}.csv"


def _open(path: Path) -> Workbook:
    if not path.is_file():
        raise InputError(f"{path} is no file; a coding sheet is made with: python -m analysis sheet.")
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_BYTES:
            raise InputError(f"{path} unpacks to {size:,} bytes; a coding sheet has at most {MOST_BYTES:,}.")
        with path.open("rb") as file:  # of a damaged file openpyxl leaves open what it opened
            book = load_workbook(file, keep_links=False)
    except InputError:
        raise
    except Exception as error:  # on a damaged file openpyxl raises whatever its parts do: of XML, of lists, of types
        reason = str(error).split("\n")[0].rstrip(".")
        raise InputError(f"{path} cannot be read ({reason}); save it as XLSX.") from error
    if missing := [name for name in (CODING, KEY) if name not in book.sheetnames]:
        raise InputError(
            f"{path} lacks the sheets {', '.join(missing)}; it is not a coding sheet made by this program."
        )
    return book


def _read_key(book: Workbook, path: Path) -> pd.DataFrame:
    rows = list(_within(book[KEY], path).iter_rows(values_only=True))
    key = pd.DataFrame(rows[1:], columns=KEY_COLUMNS if rows[:1] == [tuple(KEY_COLUMNS)] else None)
    if list(key) != KEY_COLUMNS or key.empty or not all(map(_is_key, key.itertuples(index=False))):
        raise InputError(f"{path}: the hidden sheet {KEY!r} was changed; make a new coding sheet.")
    return key.astype(dict.fromkeys(WHOLE, "int64"))


def _is_key(row: Any) -> bool:
    """Whether a row of the hidden sheet is as `write_sheet` makes it, down to a coder who can name a file."""
    whole = all(type(n) in (int, float) and n == n // 1 for n in (getattr(row, name) for name in WHOLE))
    named = isinstance(row.article, str) and isinstance(row.coder, str) and is_name(row.coder)
    weighed = isinstance(row.weight, int | float) and row.weight > 0
    return named and weighed and whole


def _within(sheet: Worksheet, path: Path) -> Worksheet:
    """The sheet, unless a cell far out makes it so large that going through it would take hours."""
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise InputError(
            f"{path}, sheet {sheet.title!r}: it reaches to row {sheet.max_row:,} and column {sheet.max_column:,}; "
            "a coding sheet is never so large: take out what stands there."
        )
    return sheet


def _key_problems(key: pd.DataFrame, known: pd.DataFrame, path: Path) -> Iterator[str]:
    for article, sentence, start, end in key[[*KEYS, "start", "end"]].itertuples(index=False):
        if (article, sentence) not in known.index:
            yield (
                f"{path}: sentence {sentence} of {article!r} does not exist in this corpus; put the article back, or "
                "make a new sheet."
            )
        elif tuple(known.loc[(article, sentence), ["start", "end"]]) != (start, end):
            yield f"{path}: sentence {sentence} of {article!r} no longer stands at {start}–{end}; the text was changed."


def _read_rows(book: Workbook, path: Path, codebook: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of the sheet by the last line of each column's heading."""
    sheet = _within(book[CODING], path)
    headings = {str(cell.value).split("\n")[-1]: cell.column for cell in sheet[1] if cell.value is not None}
    wanted = [header.split("\n")[-1] for header in (*TEXTS.values(), SPEAKER)] + list(codes_of(codebook))
    if missing := [name for name in wanted if name not in headings]:
        raise InputError(f"{path}, sheet {CODING!r}, row 1: the columns {', '.join(missing)} are missing.")
    rows = []
    for cells in sheet.iter_rows(min_row=2):
        values = {name: cells[headings[name] - 1].value for name in wanted}
        if all(value is None for value in values.values()):
            continue
        places = {name: f"{get_column_letter(headings[name])}{cells[0].row}" for name in wanted}
        own = {"text": values.pop("sentence") or "", "cell": places["sentence"], "places": places}
        rows.append(values | own | {"speaker": _speaker(values["speaker"])})
    return rows


def _speaker(value: object) -> str | None:
    """The speaker that a cell names by its code or its Persian name; what is neither stands as it is."""
    given = str(value or "").strip()
    named = {joined_key(name): code for code, name in SPEAKER_NAMES.items()}
    return named.get(joined_key(given), given) or None


def _codes_in(value: object, called: Mapping[str, str]) -> set[str]:
    """The codes that a cell names, in whatever order; what is no code and no code's name stands as it is."""
    given = {code.strip() for code in str(value or "").split("+")} - {""}
    return {called.get(joined_key(code), code) for code in given}


def _called(codebook: pd.DataFrame) -> dict[str, dict[str, str]]:
    """For each theme its codes by their own Persian and English names, as a coder may write them, however spaced."""
    called: dict[str, dict[str, str]] = {theme: {} for theme in codes_of(codebook)}
    for row in codebook.to_dict("records"):
        code = row["subtheme"] or row["theme"]
        if code in codes_of(codebook)[row["theme"]]:
            called[row["theme"]] |= {joined_key(row[name]): code for name in ("name_fa", "name_en")}
    return called


def _coded(rows: list[dict], codebook: pd.DataFrame) -> pd.DataFrame:
    """The rows with the codes of each theme joined in the order of the codebook."""
    table, called = pd.DataFrame(rows), _called(codebook)
    for theme, codes in codes_of(codebook).items():
        given = [_codes_in(value, called[theme]) for value in table[theme]]
        table[theme] = ["+".join(code for code in codes if code in its) for its in given]
    return table


def _written(codes: list[str]) -> str:
    """What may stand in a cell of a theme."""
    several = ", several of them joined by +," if len(codes) > 1 else " where the sentence speaks of it"
    return f"{', '.join(codes)}{several} or leave the cell empty"


def _row_problems(rows: list[dict], key: pd.DataFrame, path: Path, codebook: pd.DataFrame) -> list[str]:
    problems = []
    called, known, seen = _called(codebook), set(key["row"]), set()
    for row in rows:
        if row["row"] not in known or row["row"] in seen:
            problems.append(
                f"{path}, cell {row['places']['row']}: the row number {row['row']!r} is unknown or stands twice."
            )
        seen.add(row["row"])
        for theme, codes in codes_of(codebook).items():
            if not _codes_in(row[theme], called[theme]) <= set(codes):
                cell, value = row["places"][theme], str(row[theme]).strip()
                problems.append(f"{path}, cell {cell}: {value!r} is no code of {theme}; write {_written(codes)}.")
        if row["speaker"] is not None and row["speaker"] not in SPEAKERS:
            cell = row["places"]["speaker"]
            problems.append(
                f"{path}, cell {cell}: the speaker is {row['speaker']!r}; choose from {', '.join(SPEAKERS)}."
            )
    if undone := [row["places"]["speaker"] for row in rows if row["speaker"] is None]:
        problems.append(
            f"{path}: the speaker is empty in {len(undone)} of {len(rows)} rows, the first in cell {undone[0]}; "
            "a sheet is stored when each row has its speaker, which also says that the row is done."
        )
    gone = sorted(known - seen)
    return problems + [f"{path}: row {number} of the sheet was deleted; every row must stay." for number in gone]
