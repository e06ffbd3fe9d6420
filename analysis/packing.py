"""Office and ZIP files with the same bytes each time: entries keep their order and lose the clock."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable

from lxml.etree import SerialisationError  # type: ignore[import-untyped]
from openpyxl import Workbook

from analysis.errors import InputError

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can name
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of these files in this order, the same bytes whenever it is made.

    >>> pack([("a.txt", b"1")]) == pack([("a.txt", b"1")])
    True
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return packed.getvalue()


def storable(text: str) -> str:
    """The text as XML can hold it, and so an Office file: a character that it cannot is replaced by U+FFFD.

    >>> storable("a\\x00b\\ufffec")
    'a\ufffdb\ufffdc'
    """
    return ILLEGAL.sub("\ufffd", text)


def saved(book: Workbook) -> bytes:
    """A workbook as an XLSX file, the same bytes whenever it is made."""
    made = io.BytesIO()
    try:
        book.save(made)
    except (OSError, SerialisationError) as error:  # openpyxl writes each sheet to a temporary file first
        raise InputError(f"The temporary folder {tempfile.gettempdir()} takes no more files ({error}).") from error
    return without_clock(made.getvalue())


def without_clock(office_file: bytes) -> bytes:
    """An XLSX or DOCX file whose archive and properties no longer tell when they were written."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as archive:
        files = [(name, archive.read(name)) for name in archive.namelist()]
    return pack(
        (name, CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", data)) if name == "docProps/core.xml" else (name, data)
        for name, data in files
    )
