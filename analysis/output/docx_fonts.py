"""Vazirmatn inside a Word file, so that Persian looks as meant where it is not installed; how wide its letters are."""

from __future__ import annotations

import io
import uuid
from functools import cache
from pathlib import Path

from docx.document import Document as Report
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from analysis.output.web import HERE

FONT, FALLBACK = "Vazirmatn", "Tahoma"  # where a program takes no font from a file; on every Windows and Mac
DIGITS = "Vazirmatn Persian Digits"  # for the page number, which Word and LibreOffice write in Latin digits
FACES = {"Regular": "embedRegular", "Bold": "embedBold"}
CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
TABLE = "/word/fontTable.xml"


def embed_fonts(report: Report) -> None:
    """Put both weights into the file, and name the font that stands in for them."""
    package = report.part.package
    table = next(part for part in package.iter_parts() if part.partname == TABLE)
    fonts = {FONT: {face: _face(face).read_bytes() for face in FACES}, DIGITS: {"Regular": persian_digits()}}
    entries, number = "", 0
    for name, files in fonts.items():
        faces = ""
        for face, data in files.items():
            number += 1
            key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:font:{name}:{face}")
            part = Part(PackURI(f"/word/fonts/font{number}.odttf"), CONTENT, _obfuscated(data, key), package)
            faces += f'<w:{FACES[face]} r:id="{table.relate_to(part, RELATION)}" w:fontKey="{{{str(key).upper()}}}"/>'
        entries += (
            f'<w:font w:name="{name}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="B2"/>'
            f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font>'
        )
    table._blob = table.blob.replace(b"</w:fonts>", f"{entries}</w:fonts>".encode())
    zoom = report.settings.element.find(qn("w:zoom"))
    report.settings.element.insert(0 if zoom is None else 1, OxmlElement("w:embedTrueTypeFonts"))


@cache
def advances() -> tuple[dict[int, int], int]:
    """How far each character of the bold face moves the pen, in units of its design, and how many of them are an em."""
    with TTFont(_face("Bold"), lazy=True) as font:
        widths = font["hmtx"].metrics
        return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


@cache
def persian_digits() -> bytes:
    """A font of ten signs: the digits of Persian, which also stand where those of Latin are looked for."""
    digits = range(ord("۰"), ord("۹") + 1)
    packed = io.BytesIO()
    with TTFont(_face("Regular"), recalcTimestamp=False) as font:
        few = Subsetter(Options(layout_features=[], hinting=False))
        few.populate(unicodes=digits)
        few.subset(font)
        for table in font["cmap"].tables:
            table.cmap.update({ord(str(n)): table.cmap[digit] for n, digit in enumerate(digits) if digit in table.cmap})
        for record in font["name"].names:
            record.string = DIGITS.replace(" ", "") if record.nameID == 6 else DIGITS
        font.save(packed)
    return packed.getvalue()


def _face(name: str) -> Path:
    return HERE / "fonts" / f"{FONT}-{name}.ttf"


def _obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The font as the standard wants it in a document: its first 32 bytes combined with the key, read backwards."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mask, strict=True)) + font[32:]
