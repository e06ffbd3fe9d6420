"""A small CSV file read into rows, whatever program wrote it; what is wrong with it is told in full sentences."""

from __future__ import annotations

import codecs
import csv
import io
import re
import shlex
from pathlib import Path

from charset_normalizer import from_bytes

Row = dict[str, str]

LONGEST_CELL = 131_072  # characters: the csv module's own limit, which a reader of archives in this process may lift
_FEW = "an empty field still needs its comma"
SEPARATORS = (",", ";", "\t")  # where Windows is set to Persian, Excel writes semicolons in a “comma delimited” file
# Controls, and the marks that turn the writing around until another mark ends them: in a table of names they are never
# meant, and wherever such a name is shown they could make a reader see another one.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def csv_rows(path: Path, required: tuple[str, ...]) -> tuple[list[str], list[tuple[int, Row]], list[str]]:
    """The header, the rows with the lines they begin in, and what is wrong with the file: one full sentence each.

    Cells lose the space around them. What a spreadsheet leaves behind is no fault: the mark at the file's beginning,
    empty lines, empty cells, columns without a name at the right, semicolons or tabs instead of commas.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return [], [], [f"{path} could not be read ({error.strerror})."]
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [], [not_utf8(path, raw, error)]
    # Strict, as a quotation mark that is never closed takes all that follows into one cell.
    reader = csv.reader(io.StringIO(source, newline=""), delimiter=separator(source, required), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            cells = list(map(str.strip, row))
            rows += [(line, cells)] if any(cells) else []
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [], [f"{path}, line {line} is not CSV ({error}); is a quotation mark never closed?"]
    header = trimmed(rows.pop(0)[1], 0) if rows else []
    if fault := _header_fault(header, required):
        return [], [], [f"{path}, line 1: {fault}"]
    suspect = HIDDEN.search(source) is not None  # rarely: then each cell is looked into
    problems, sound = [], []
    for line, row in rows:
        cells = trimmed(row, len(header))
        if fault := _row_fault(header, cells, suspect):
            problems.append(f"{path}, line {line}: {fault}")
        else:
            sound.append((line, dict(zip(header, cells, strict=True))))
    return header, sound, problems


def separator(source: str, required: tuple[str, ...]) -> str:
    """What stands between the fields: a comma, unless the first line names the required columns by another mark."""
    first = next(iter(source.strip().splitlines()), "")
    named = (mark for mark in SEPARATORS if {*required} <= {name.strip(' "') for name in first.split(mark)})
    return next(named, ",")


def trimmed(cells: list[str], least: int) -> list[str]:
    """A line without the empty cells that a spreadsheet leaves at its end, but of `least` cells if it had so many.

    >>> trimmed(["رشت", "", " ", ""], 2)
    ['رشت', '']
    """
    end = len(cells)
    while end > least and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _header_fault(header: list[str], required: tuple[str, ...]) -> str | None:
    """Why the first line cannot name the columns, or None."""
    if missing := [name for name in required if name not in header]:
        found = ", ".join(header) or "nothing"
        return (
            f"the header lacks {', '.join(missing)}; it has {found}. The file must be comma-separated, with the "
            f"columns {', '.join(required)} under these names; in Excel: Save As, “CSV UTF-8 (Comma delimited)”."
        )
    if "" in header:
        return f"column {header.index('') + 1} has no name; name it or take it out."
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        return f"the columns {', '.join(repeated)} stand twice; each column may stand once."
    return None


def _row_fault(header: list[str], cells: list[str], suspect: bool) -> str | None:
    """Why a line is no row of the table, or None."""
    if max(map(len, cells)) > LONGEST_CELL:
        return f"a field has over {LONGEST_CELL:,} characters; is a quotation mark never closed?"
    if len(cells) != len(header):
        remedy = "a field with a comma in it must stand in double quotes" if len(cells) > len(header) else _FEW
        return f"{len(cells)} fields where the header has {len(header)}; {remedy}."
    for name, cell in zip(header, cells, strict=True) if suspect else ():
        if found := HIDDEN.search(cell):
            return (
                f"{name} holds the character U+{ord(found.group()):04X}, which does not show and can hide what "
                "stands beside it; take it out."
            )
    return None


def not_utf8(path: Path, raw: bytes, error: UnicodeDecodeError) -> str:
    """The sentence that says what a file is instead of UTF-8 and how to convert it; nothing is guessed silently."""
    where = f"{path} is not UTF-8 (byte {error.start})"
    encoding = _encoding(raw)
    if kind := next((kind for mark, kind in _BINARY.items() if raw.startswith(mark)), None):
        return f"{path} is {kind} and not a text file; save it as plain text in UTF-8."
    if encoding is None:
        return f"{where} and its encoding was not recognised; save it as UTF-8."
    if encoding == "UTF-8":
        return f"{where}: all but a few bytes are UTF-8, so it was damaged or cut; fetch the page again."
    return (
        f"{where}; it looks like {encoding}. Save it as UTF-8 in the program that made it, or convert it: "
        f"iconv -f {encoding} -t UTF-8 {shlex.quote(path.name)} > converted{path.suffix}"
    )


_BINARY = {b"PK": "a Word, Excel or ZIP file", b"\xd0\xcf\x11\xe0": "an old Word or Excel file", b"%PDF": "a PDF file"}


def _encoding(raw: bytes) -> str | None:
    """What a Persian text that is not UTF-8 is written in: UTF-16, Windows-1256, damaged UTF-8, or None."""
    sample = raw[:100_000]
    # In UTF-16 every second byte of Persian is 06, the number of its block, and that of a space is 00.
    high = sample.count(6) + sample.count(0)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or high > 0.3 * len(sample):
        return "UTF-16"
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    if broken <= 0.01 * len(sample):
        return "UTF-8"
    found = from_bytes(sample, cp_isolation=["cp1256", "iso8859_6"]).best()
    return {"cp1256": "WINDOWS-1256", "iso8859_6": "ISO-8859-6"}.get(found.encoding) if found else None
