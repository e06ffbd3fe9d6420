"""Text in a Word file: runs in their own direction, styles for Latin and Persian letters, properties in their order."""

from __future__ import annotations

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from analysis.output.docx_fonts import FONT
from analysis.packing import storable

INK, QUIET = "1A1A1A", "5A5F66"
# Latin inside Persian text stays a run of its own, so that Word sets it from left to right: from a letter, or digits
# before it (6e4b), to the last letter, digit or closed bracket. Word turns each run by itself, so a bracket or a full
# stop that belongs to the Persian around must not stand in it. What is isolated (U+2068) is Latin to its last sign.
LATIN = re.compile(r"(\u2068[ -~]*\u2069|[0-9]*[A-Za-z](?:(?:[ -'*-~]|\([ -'*-~]*\))*(?:[A-Za-z0-9]|\([ -'*-~]*\)))?)")
# The order in which WordprocessingML wants the properties that are added here; what is not named goes last.
_AFTER = {
    "w:bidi": "adjustRightInd snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:rtl": "cs em lang",
    "w:bCs": "i iCs color sz szCs u rtl lang",
    "w:szCs": "u rtl lang",
}


def add_text(paragraph: Paragraph, text: str, rtl: bool) -> Paragraph:
    """The text in runs; in Persian, runs of Latin stay left to right and all others are right to left."""
    if rtl:
        put(paragraph._p.get_or_add_pPr(), "w:bidi")
    text = storable(text)
    for place, piece in enumerate(LATIN.split(text) if rtl else [text]):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if rtl and place % 2 == 0:
            put(run._r.get_or_add_rPr(), "w:rtl")
    return paragraph


def set_style(style: ParagraphStyle, size: float, bold: bool, before: float, after: float, rtl: bool) -> None:
    """Font, size and weight of a style for Latin and for Persian letters, and its direction."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:sz", "w:szCs", "w:color", "w:spacing", "w:kern"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    set_font(properties, FONT)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(QUIET if style.name in ("Subtitle", "Caption") else INK)
    put(properties, "w:szCs", str(int(size * 2)))
    if bold:
        put(properties, "w:bCs")
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.05  # Vazirmatn brings a wide line of its own
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    if rtl:
        put(style.element.get_or_add_pPr(), "w:bidi")


def set_font(properties, name: str) -> None:
    """The font of a run or a style, for every script."""
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)


def put(parent, name: str, value: str | None = None):
    """A property under `parent`, at its place in the order of the standard; there is one of each name."""
    for found in parent.findall(qn(name)):
        parent.remove(found)
    child = OxmlElement(name)
    if value is not None:
        child.set(qn("w:val"), value)
    later = {qn(f"w:{other}") for other in _AFTER.get(name, "").split()}
    place = next((n for n, other in enumerate(parent) if other.tag in later), len(parent))
    parent.insert(place, child)
    return child
