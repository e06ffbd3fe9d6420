"""A report as a Word file whose paragraphs, runs, tables and headings are right to left where its language is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as Report
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from analysis.archive import storable, without_clock
from analysis.output.blocks import Block, Cells
from analysis.output.docx_fonts import FONT, advances, embed_fonts
from analysis.output.wording import reads_right
from analysis.versions import PACKAGE

INK, QUIET, SOFT, LINE = "1A1A1A", "5A5F66", "EEF3F7", "B8B8B8"
WIDTH = Cm(16.6)
HEIGHT = Cm(21)  # of a figure, so that its caption stands below it
CELL, WIDEST = Cm(0.45), Cm(6)  # the margins of a cell, and how much of it stands in one line if there is room
SMALL = 9  # points of what stands in a table
SHORT = 8  # rows up to which a table stays on one page
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
# Latin inside Persian text stays a run of its own, so that Word sets it from left to right.
LATIN = re.compile(r"([A-Za-z][!-~]*(?: [A-Za-z][!-~]*)*)")


def docx(blocks: Iterable[Block], language: str) -> bytes:
    """The DOCX file of a report, the same bytes each time."""
    rtl = language == "fa"
    report = Document()
    _page(report, rtl)
    for name, size, bold, before, after in STYLES.values():
        _style(report.styles[name], size, bold, before, after, rtl)
    for block in blocks:
        _add(report, block, rtl)
    _properties(report, language)
    packed = io.BytesIO()
    report.save(packed)
    return without_clock(packed.getvalue())


def _add(report: Report, block: Block, rtl: bool) -> None:
    if block.table is not None:
        caption = _paragraph(report.add_paragraph(style="Caption"), block.text, rtl)
        caption.paragraph_format.keep_with_next = True
        _table(report, block.table, rtl)
    elif block.image:
        picture = report.add_paragraph()
        picture.paragraph_format.keep_with_next = True
        drawn = picture.add_run().add_picture(io.BytesIO(block.image), width=WIDTH)
        if drawn.height > HEIGHT:
            drawn.width, drawn.height = Length(drawn.width * HEIGHT // drawn.height), HEIGHT
        drawn._inline.docPr.set("descr", block.alt)
        _paragraph(report.add_paragraph(style="Caption"), block.text, rtl)
    else:
        english = block.kind == "reference"
        paragraph = _paragraph(report.add_paragraph(style=STYLES[block.kind][0]), block.text, rtl and not english)
        if english and rtl:
            _child(paragraph._p.get_or_add_pPr(), "w:bidi", "0")


def _paragraph(paragraph: Paragraph, text: str, rtl: bool) -> Paragraph:
    """The text in runs; in Persian, runs of Latin stay left to right and all others are right to left."""
    if rtl:
        _child(paragraph._p.get_or_add_pPr(), "w:bidi")
    text = storable(text)
    for place, piece in enumerate(LATIN.split(text) if rtl else [text]):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if rtl and place % 2 == 0:
            _child(run._r.get_or_add_rPr(), "w:rtl")
    return paragraph


def _table(report: Report, cells: Cells, rtl: bool) -> None:
    table = report.add_table(rows=1, cols=len(cells.heads))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _frame(table, rtl)
    for cell, head in zip(table.rows[0].cells, cells.heads, strict=True):
        _cell(cell, head, rtl, head=True)
    _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in cells.rows:
        added = table.add_row()
        _child(added._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            _cell(cell, text, rtl)
    for row in table.rows[:-1] if len(cells.rows) <= SHORT else table.rows[:2]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for column, width in zip(table.columns, _widths(cells), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    report.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(cells: Cells) -> list[int]:
    """The page's width shared out by what the columns hold: each has room for its longest word or number."""
    texts = [[row[n] for row in cells.rows] for n in range(len(cells.heads))]
    words = [
        [word for text in (head, *([] if n in cells.numbers else column)) for word in text.split()]
        + (column if n in cells.numbers else [])
        for n, (head, column) in enumerate(zip(cells.heads, texts, strict=True))
    ]
    least = [CELL + max(map(wide, column), default=0) for column in words]
    wanted = [
        CELL + min(max(map(wide, (head, *column))), WIDEST) for head, column in zip(cells.heads, texts, strict=True)
    ]
    wishes = [max(wish - need, CELL / 4) for wish, need in zip(wanted, least, strict=True)]
    spare = max(WIDTH - sum(least), 0)
    widths = [need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)]
    return [int(width * WIDTH / sum(widths)) for width in widths]


def wide(text: str) -> int:
    """How wide a text of a table stands at most: bold, with no letter joined to another."""
    advance, em = advances()
    return int(Pt(SMALL) * sum(advance.get(ord(char), em // 2) for char in text) / em)


def _frame(table: Table, rtl: bool) -> None:
    """Lines under the rows only; in Persian the first column stands on the right."""
    properties = table._tbl.tblPr
    if rtl:
        visual = OxmlElement("w:bidiVisual")
        style = properties.find(qn("w:tblStyle"))
        properties.insert(0 if style is None else 1, visual)
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(len(properties) if layout is None else list(properties).index(layout), borders)


def _cell(cell: _Cell, text: str, rtl: bool, head: bool = False) -> None:
    paragraph = _paragraph(cell.paragraphs[0], text, rtl or reads_right(text))
    paragraph.paragraph_format.space_after = Pt(1)
    for run in paragraph.runs:
        run.font.size = Pt(SMALL)
        _child(run._r.get_or_add_rPr(), "w:szCs", str(2 * SMALL))
        if head:
            run.font.bold = True
            _child(run._r.get_or_add_rPr(), "w:bCs")
    if head:
        shade = _child(cell._tc.get_or_add_tcPr(), "w:shd", "clear")
        shade.set(qn("w:fill"), SOFT)


def _style(style: ParagraphStyle, size: float, bold: bool, before: float, after: float, rtl: bool) -> None:
    """Font, size and weight of a style for Latin and for Persian letters, and its direction."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:sz", "w:szCs", "w:color", "w:spacing", "w:kern"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(QUIET if style.name in ("Subtitle", "Caption") else INK)
    _child(properties, "w:szCs", str(int(size * 2)))
    if bold:
        _child(properties, "w:bCs")
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.05  # Vazirmatn brings a wide line of its own
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    if rtl:
        _child(style.element.get_or_add_pPr(), "w:bidi")


# The order in which WordprocessingML wants the properties that are added here; what is not named goes last.
_AFTER = {
    "w:bidi": "adjustRightInd snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:rtl": "cs em lang",
    "w:bCs": "i iCs color sz szCs u rtl lang",
    "w:szCs": "u rtl lang",
}


def _child(parent, name: str, value: str | None = None):
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
            _child(run._r.get_or_add_rPr(), "w:rtl")
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
