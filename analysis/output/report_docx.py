"""A report as a Word file whose paragraphs, runs, tables and headings are right to left where its language is."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as Report
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length

from analysis.output.blocks import Block
from analysis.output.docx_fonts import DIGITS, embed_fonts
from analysis.output.docx_tables import WIDTH, add_table
from analysis.output.docx_text import add_text, put, set_font, set_style
from analysis.packing import without_clock
from analysis.versions import PACKAGE

HEIGHT = Cm(21)  # of a figure, so that its caption stands below it
# Paragraph style, size in points, bold, space before and after in points.
STYLES = {
    "title": ("Title", 20, True, 0, 4),
    "subtitle": ("Subtitle", 12, False, 0, 10),
    "heading": ("Heading 1", 14, True, 16, 4),
    "text": ("Normal", 11, False, 0, 6),
    "item": ("List Bullet", 11, False, 0, 4),
    "reference": ("List Bullet 2", 9, False, 0, 2),
    "caption": ("Caption", 9, False, 4, 8),
}


def docx(blocks: Iterable[Block], language: str) -> bytes:
    """The DOCX file of a report, the same bytes each time."""
    rtl = language == "fa"
    report = Document()
    _page(report, rtl)
    for name, size, bold, before, after in STYLES.values():
        set_style(report.styles[name], size, bold, before, after, rtl)
    for block in blocks:
        _add(report, block, rtl)
    _properties(report, language)
    packed = io.BytesIO()
    report.save(packed)
    return without_clock(packed.getvalue())


def _add(report: Report, block: Block, rtl: bool) -> None:
    if block.table is not None:
        caption = add_text(report.add_paragraph(style="Caption"), block.text, rtl)
        caption.paragraph_format.keep_with_next = True
        add_table(report, block.table, rtl)
    elif block.image:
        picture = report.add_paragraph()
        picture.paragraph_format.keep_with_next = True
        drawn = picture.add_run().add_picture(io.BytesIO(block.image), width=WIDTH)
        if drawn.height > HEIGHT:
            drawn.width, drawn.height = Length(drawn.width * HEIGHT // drawn.height), HEIGHT
        drawn._inline.docPr.set("descr", block.alt)
        caption = add_text(report.add_paragraph(style="Caption"), block.text, rtl)
        caption.paragraph_format.keep_together = True
    else:
        english = block.kind == "reference"
        paragraph = add_text(report.add_paragraph(style=STYLES[block.kind][0]), block.text, rtl and not english)
        if english and rtl:
            put(paragraph._p.get_or_add_pPr(), "w:bidi", "0")


def _page(report: Report, rtl: bool) -> None:
    """A4 with the page's number below; a Persian section is bound on the right."""
    section = report.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "PAGE", "end"):
        run = footer.add_run()
        mark = OxmlElement("w:instrText" if kind == "PAGE" else "w:fldChar")
        if kind == "PAGE":
            mark.text = kind
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if rtl:
            set_font(run._r.get_or_add_rPr(), DIGITS)
            put(run._r.get_or_add_rPr(), "w:rtl")
    if rtl:
        bidi = OxmlElement("w:bidi")
        grid = section._sectPr.find(qn("w:docGrid"))
        section._sectPr.insert(len(section._sectPr) if grid is None else list(section._sectPr).index(grid), bidi)


def _properties(report: Report, language: str) -> None:
    """What the file says of itself, and the fonts that it brings with it."""
    core = report.core_properties
    core.title = report.paragraphs[0].text
    core.author, core.comments, core.language = PACKAGE, "", language
    core.created = core.modified = datetime(1980, 1, 1)
    core.last_modified_by, core.revision = PACKAGE, 1
    defaults = report.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if defaults is not None:
        defaults.set(qn("w:val"), "en-US")
        defaults.set(qn("w:bidi"), "fa-IR")
    embed_fonts(report)
