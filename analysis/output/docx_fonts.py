"""Vazirmatn inside a Word file, so that Persian looks as meant where it is not installed; how wide its letters are."""

from __future__ import annotations

import uuid
from functools import cache

from docx.document import Document as Report
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from analysis.output.web import HERE

FONT, FALLBACK = "Vazirmatn", "Tahoma"  # where a program takes no font from a file; on every Windows and Mac
FACES = {"Regular": "embedRegular", "Bold": "embedBold"}
CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
TABLE = "/word/fontTable.xml"


def embed_fonts(report: Report) -> None:
    """Put both weights into the file, and name the font that stands in for them."""
    package = report.part.package
    table = next(part for part in package.iter_parts() if part.partname == TABLE)
    faces = ""
    for number, (face, element) in enumerate(FACES.items(), 1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:font:{FONT}:{face}")
        data = _obfuscated((HERE / "fonts" / f"{FONT}-{face}.ttf").read_bytes(), key)
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), CONTENT, data, package)
        faces += f'<w:{element} r:id="{table.relate_to(part, RELATION)}" w:fontKey="{{{str(key).upper()}}}"/>'
    entry = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="B2"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    )
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode("utf-8"))
    zoom = report.settings.element.find(qn("w:zoom"))
    report.settings.element.insert(0 if zoom is None else 1, OxmlElement("w:embedTrueTypeFonts"))


@cache
def advances() -> tuple[dict[int, int], int]:
    """How far each character of the bold face moves the pen, in units of its design, and how many of them are an em."""
    font = TTFont(HERE / "fonts" / f"{FONT}-Bold.ttf", lazy=True)
    widths = font["hmtx"].metrics
    return {code: widths[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


def _obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """The font as the standard wants it in a document: its first 32 bytes combined with the key, read backwards."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mask, strict=True)) + font[32:]
