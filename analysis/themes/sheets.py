"""The coding sheet: an XLSX workbook that a coder fills by hand, blind to the lexicon, and its way back.

Sheet "guide": what to do, in Persian and in English. Sheet "coding" (right to left): one sentence a row in random order
with its neighbours for context, a drop-down for each theme and for the speaker. Sheet "codebook": what the codes mean.
A hidden sheet says which sentence each row is.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analysis.codes import KEYS, SPEAKERS
from analysis.errors import InputError
from analysis.files import write_whole
from analysis.packing import saved, storable
from analysis.spreadsheet import fit_pages, fit_rows
from analysis.text.folder import bad_id
from analysis.themes.faults import CODEBOOK_FIELDS
from analysis.themes.sampling import draw

GUIDE, CODING, CODEBOOK, KEY, LISTS = "guide", "coding", "codebook", "key", "lists"
FEW = 5  # sub-themes of which every combination is offered
TEXTS = {"row": "شماره\nrow", "previous": "جمله‌ی پیش\nprevious", "sentence": "جمله\nsentence", "next": "جمله‌ی پس\nnext"}
SPEAKER = "گوینده\nspeaker"
KEY_COLUMNS = ["row", *KEYS, "start", "end", "weight", "coder", "seed"]
LONGEST = 32_000  # a cell holds 32,767 characters
HELP = {
    "fa": (
        "راهنمای کدگذاری",
        f"۱. در برگه‌ی {CODING} هر سطر یک جمله است. تنها همان جمله را کد بزنید؛ جمله‌ی پیش و پس برای فهم زمینه است.",
        "۲. اگر جمله چیزی درباره‌ی یک مضمون می‌گوید، در ستون آن مضمون کد را از فهرست برگزینید یا نام فارسی "
        "آن را بنویسید؛ اگر نمی‌گوید خانه را خالی بگذارید. چند کد با + به هم می‌پیوندد.",
        "۳. در هر سطر گوینده را برگزینید یا نام فارسی آن را بنویسید: official مسئول، other دیگری، narration روایت "
        "رسانه، none هیچ‌کس. این خانه نشان می‌دهد که سطر تمام شده است.",
        f"۴. معنای کدها در برگه‌ی {CODEBOOK} آمده است.",
        "۵. سطری را حذف نکنید و متن جمله‌ها را تغییر ندهید. پیش از پایان کار با کدگذار دیگر درباره‌ی جمله‌ها سخن نگویید.",
    ),
    "en": (
        "How to code",
        f"1. In the sheet {CODING} each row is a sentence. Read and code that sentence only; its neighbours are there "
        "for context.",
        "2. Where the sentence says something about a theme, choose the code from the list in that theme's column; "
        "where it does not, leave the cell empty. Several codes are joined by +.",
        "3. Choose the speaker in every row: official, other, narration (the outlet's own account) or none. It also "
        "says that the row is done.",
        f"4. What the codes mean stands in the sheet {CODEBOOK}.",
        "5. Delete no row and change no sentence. Speak with no other coder about the sentences before you are done.",
    ),
}


def write_sheet(
    path: str | Path,
    sentences: pd.DataFrame,
    coded: pd.DataFrame,
    codebook: pd.DataFrame,
    n: int,
    coder: str,
    seed: int,
) -> None:
    """Write a blind coding sheet of `n` sentences (see `sampling.draw`); the same inputs give the same bytes."""
    if not is_name(coder):
        raise InputError(f"The coder's name {coder!r} must be 1 to 40 letters, digits, - and _, and not 'lexicon'.")
    drawn = draw(sentences, coded, n, seed)
    book = Workbook()
    _fill_guide(book.active)
    _fill_coding(book.create_sheet(CODING), _with_neighbours(drawn, sentences), codebook)
    _fill_codebook(book.create_sheet(CODEBOOK), codebook)
    key = book.create_sheet(KEY)
    key.sheet_state = "veryHidden"
    key.append(KEY_COLUMNS)
    for number, row in enumerate(drawn[[*KEYS, "start", "end", "weight"]].itertuples(index=False), 1):
        for column, value in enumerate([number, *row, coder, seed], 1):
            put(key.cell(number + 1, column), value)
    write_whole(path, saved(book))


def is_name(coder: str) -> bool:
    """Whether a coder's name can be that of a file, and is not the lexicon's.

    >>> [is_name("سارا"), is_name("../x"), is_name("NUL"), is_name("lexicon")]
    [True, False, False, False]
    """
    return bool(re.fullmatch(r"[\w-]{1,40}", coder)) and bad_id(coder) is None and coder != "lexicon"


def put(cell: Cell, value: object) -> None:
    """Write a value as data: text stays text, also where it looks like a formula, and without what XML cannot hold."""
    if not isinstance(value, str):
        cell.value = value.item() if hasattr(value, "item") else value  # type: ignore[assignment]
        return
    cell.value = shown(value)
    cell.data_type = "s"


def shown(text: str) -> str:
    """A sentence as its cell shows it."""
    return storable(text)[:LONGEST]


def choices(codebook: pd.DataFrame) -> dict[str, list[str]]:
    """For each theme what its drop-down offers: its sub-themes and combinations of them joined by "+", or its own name.

    Of many sub-themes up to three are combined; a coder may write more of them, joined in the same way.
    """
    offered = {}
    for theme, codes in codes_of(codebook).items():
        most = len(codes) if len(codes) <= FEW else 3
        sets = [chosen for size in range(1, most + 1) for chosen in combinations(codes, size)]
        offered[theme] = ["+".join(chosen) for chosen in sets]
    return offered


def codes_of(codebook: pd.DataFrame) -> dict[str, list[str]]:
    """The codes of each theme: its sub-themes, or its own name where it has none."""
    themes = codebook.groupby("theme", sort=False)["subtheme"]
    return {str(theme): [name for name in names if name] or [str(theme)] for theme, names in themes}


def _with_neighbours(drawn: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    texts = sentences.set_index(KEYS)["text"].to_dict()
    pairs = list(zip(drawn["article"], drawn["sentence"], strict=True))
    previous, following = ([texts.get((a, s + step), "") for a, s in pairs] for step in (-1, 1))
    return drawn.assign(previous=previous, following=following)


def _fill_guide(sheet: Worksheet) -> None:
    """The instructions, the language of the texts first."""
    sheet.title = GUIDE
    sheet.sheet_view.rightToLeft = True
    sheet.column_dimensions["A"].width = 100
    for row, line in enumerate([*HELP["fa"], "", *HELP["en"]], 1):
        cell, rtl = sheet.cell(row, 1), row <= len(HELP["fa"])
        put(cell, line)
        cell.alignment = Alignment("right" if rtl else "left", "top", wrap_text=True, readingOrder=2 if rtl else 1)
        cell.font = Font(bold=row in (1, len(HELP["fa"]) + 2))
    fit_rows(sheet)
    fit_pages(sheet)


def _fill_coding(sheet: Worksheet, drawn: pd.DataFrame, codebook: pd.DataFrame) -> None:
    sheet.sheet_view.rightToLeft = True
    own = codebook[codebook["subtheme"] == ""]
    names = dict(zip(own["theme"], own["name_fa"], strict=True))
    headers = [*TEXTS.values(), *(f"{names[theme]}\n{theme}" for theme in codes_of(codebook)), SPEAKER]
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(1, column)
        put(cell, header)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="DDDDDD")
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center")
        sheet.column_dimensions[get_column_letter(column)].width = (8, 40, 70, 40)[column - 1] if column <= 4 else 20
    for number, texts in enumerate(drawn[["previous", "text", "following"]].itertuples(index=False), 1):
        for column, value in enumerate([number, *texts], 1):
            cell = sheet.cell(number + 1, column)
            put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
            cell.font = Font(bold=column == 3, color="000000" if column in (1, 3) else "808080")
    _drop_downs(sheet, [*choices(codebook).values(), list(SPEAKERS)], len(drawn))
    fit_rows(sheet)
    fit_pages(sheet)
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True  # without a password: only the cells to fill are open


def _drop_downs(sheet: Worksheet, offered: list[list[str]], rows: int) -> None:
    """A drop-down for each column to fill; its list stands in a hidden sheet, for a rule itself holds 255 letters."""
    lists = sheet.parent.create_sheet(LISTS)
    lists.sheet_state = "veryHidden"
    for column, values in enumerate(offered, len(TEXTS) + 1):
        letter = get_column_letter(column)
        for row, value in enumerate(values, 1):
            put(lists.cell(row, column), value)
        place = f"{LISTS}!${letter}$1:${letter}${len(values)}"
        rule = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=True)
        rule.errorStyle = "warning"  # four sub-themes may be true of a sentence, though the list of many ends at three
        rule.error = "Choose one of the codes of the list, write several joined by +, or leave the cell empty."
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{rows + 1}")
        for row in range(2, rows + 2):
            sheet.cell(row, column).protection = Protection(locked=False)


def _fill_codebook(sheet: Worksheet, codebook: pd.DataFrame) -> None:
    columns = ["theme", "subtheme", *CODEBOOK_FIELDS]
    for row, values in enumerate([columns, *codebook[columns].itertuples(index=False)], 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            put(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 1)
    for letter, width in zip("ABCDEFGH", (20, 16, 18, 18, 60, 60, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    fit_rows(sheet)
    fit_pages(sheet)
