"""Tables in a Word file: columns as wide as what they hold, lines under the rows only, in Persian from the right."""

from __future__ import annotations

from docx.document import Document as Report
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from analysis.output.blocks import Cells, leftward
from analysis.output.docx_fonts import advances
from analysis.output.docx_text import add_text, put
from analysis.output.wording import reads_right

SOFT, LINE = "EEF3F7", "B8B8B8"
WIDTH = Cm(16.6)  # of the text on a page
CELL, WIDEST = Cm(0.45), Cm(6)  # the margins of a cell, and how much of it stands in one line if there is room
SMALL = 9  # points of what stands in a table
SHORT = 8  # rows up to which a table stays on one page


def add_table(report: Report, cells: Cells, rtl: bool) -> None:
    """A table at the end of the report; its head stands again on each page, and no row is cut by one."""
    table = report.add_table(rows=1, cols=len(cells.heads))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _frame(table, rtl)
    turned = leftward(cells)
    for n, (cell, head) in enumerate(zip(table.rows[0].cells, cells.heads, strict=True)):
        _cell(cell, head, rtl or n in turned, head=True)
    put(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for row in cells.rows:
        added = table.add_row()
        put(added._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, text in zip(added.cells, row, strict=True):
            _cell(cell, text, rtl)
    for row in table.rows[:-1] if len(cells.rows) <= SHORT else table.rows[:2]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for column, width in zip(table.columns, column_widths(cells), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    report.add_paragraph().paragraph_format.space_after = Pt(2)


def column_widths(cells: Cells) -> list[int]:
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
    paragraph = add_text(cell.paragraphs[0], text, rtl or reads_right(text))
    paragraph.paragraph_format.space_after = Pt(1)
    for run in paragraph.runs:
        run.font.size = Pt(SMALL)
        put(run._r.get_or_add_rPr(), "w:szCs", str(2 * SMALL))
        if head:
            run.font.bold = True
            put(run._r.get_or_add_rPr(), "w:bCs")
    if head:
        shade = put(cell._tc.get_or_add_tcPr(), "w:shd", "clear")
        shade.set(qn("w:fill"), SOFT)
