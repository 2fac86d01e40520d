"""Puts one text document at the end of another, as if both had been read as one."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFrame,
    QTextLength,
    QTextTable,
)


def append(document: QTextDocument, more: QTextDocument, tables: int = 0) -> None:
    """``tables`` of the last one, from the outermost, go on in ``more``: their columns stay as wide as they are."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    first = more.begin()
    widths = [_columns(each) for each in _last_tables(document.rootFrame())][:tables] if tables else []
    for table, columns in zip(_first_tables(more.rootFrame()), widths, strict=False):
        _set_columns(table, columns)
    if cursor.block().length() > 1 and first.length() > 1:
        cursor.insertBlock(first.blockFormat(), first.charFormat())
    elif cursor.block().length() == 1:
        # Qt does not show an empty line between two tables, unless it has a colour.
        cursor.setBlockFormat(QTextBlockFormat() if tables else first.blockFormat())
        cursor.setBlockCharFormat(first.charFormat())
    cursor.insertFragment(QTextDocumentFragment(more))
    cursor.endEditBlock()


def _last_tables(frame: QTextFrame) -> Iterator[QTextTable]:
    """The last table of a text, the last one in that, and so on."""
    while (inner := frame.childFrames()) and isinstance(table := inner[-1], QTextTable):
        yield table
        frame = table


def _first_tables(frame: QTextFrame) -> Iterator[QTextTable]:
    while (inner := frame.childFrames()) and isinstance(table := inner[0], QTextTable):
        yield table
        frame = table


def _columns(table: QTextTable) -> list[float]:
    """How wide each column was laid out, nothing where a column holds no text of its own."""
    found = [_wide(table, column) for column in range(table.columns())]
    return found if all(found) else []


def _wide(table: QTextTable, column: int) -> float:
    layout, padding = table.document().documentLayout(), table.format().cellPadding()
    for row in range(table.rows()):
        cell = table.cellAt(row, column)
        inner = layout.blockBoundingRect(cell.firstCursorPosition().block()).width() if cell.columnSpan() == 1 else 0
        if inner > 0:
            own = cell.format().toTableCellFormat()
            return inner + (own.leftPadding() or padding) + (own.rightPadding() or padding)
    return 0


def _set_columns(table: QTextTable, columns: list[float]) -> None:
    """Unless the author said how wide they are."""
    made = table.format()
    said = made.columnWidthConstraints()
    is_said = said and all(each.type() != QTextLength.Type.VariableLength for each in said)
    if is_said or len(columns) < 2 or len(columns) != table.columns():
        return
    wanted = [max(wide, _longest(table, column)) for column, wide in enumerate(columns)]
    widest = max(range(len(wanted)), key=wanted.__getitem__)
    wanted[widest] -= sum(wanted) - sum(columns)
    made.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, each) for each in wanted])
    table.setFormat(made)


def _longest(table: QTextTable, column: int) -> float:
    """How wide the longest word of a column is, with the room around it."""
    cells = (table.cellAt(row, column) for row in range(table.rows()))
    blocks = [each.firstCursorPosition().block() for each in cells if each.columnSpan() == 1]
    words = [(max(each.text().split(), key=len, default=""), each) for each in blocks]
    word, block = max(words, key=lambda each: len(each[0]), default=("", None))
    if block is None:
        return 0
    fragment = block.begin().fragment()
    font = fragment.charFormat().font() if fragment.isValid() else block.charFormat().font()
    font = font.resolve(table.document().defaultFont())
    return QFontMetricsF(font).horizontalAdvance(word) + 2 * table.format().cellPadding() + 2
