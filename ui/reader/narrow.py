"""Makes a laid-out mail fit: tables and pictures that its author drew for a wider sheet become as wide as ours."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtGui import (
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrame,
    QTextLength,
    QTextTable,
)

FIXED, PERCENT = QTextLength.Type.FixedLength, QTextLength.Type.PercentageLength
WHOLE = QTextLength(PERCENT, 100)
EDGES = 0.9


def narrow(document: QTextDocument, room: int, *, always: bool = False) -> None:
    """Nothing happens to a document of which nothing asks for more, unless ``always``.

    What cannot be broken may still be wider afterwards.
    """
    tables, pictures = list(_tables(document.rootFrame())), list(_pictures(document))
    if not (
        always
        or any(_asked(each) > room for each in tables)
        or any(each.charFormat().toImageFormat().width() > room for each in pictures)
    ):
        return
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for table in tables:
        _narrow_table(table)
    for fragment in pictures:
        _narrow_picture(cursor, fragment, room)
    cursor.endEditBlock()


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    waiting = [frame]
    while waiting:
        each = waiting.pop()
        waiting += each.childFrames()
        if isinstance(each, QTextTable):
            yield each


def _asked(table: QTextTable) -> float:
    """The width in pixels that its author wrote, 0 for none: known without laying anything out."""
    made = table.format()
    columns = sum(each.rawValue() for each in made.columnWidthConstraints() if each.type() == FIXED)
    return max(columns, made.width().rawValue() if made.width().type() == FIXED else 0)


def _narrow_table(table: QTextTable) -> None:
    """Fixed widths become shares of what is there."""
    made = table.format()
    columns = made.columnWidthConstraints()
    whole = sum(each.rawValue() for each in columns if each.type() == FIXED)
    if made.width().type() != FIXED and not whole:
        return
    if made.width().type() == FIXED:
        made.setWidth(WHOLE)
    made.setColumnWidthConstraints(
        [QTextLength(PERCENT, 100 * e.rawValue() / whole) if e.type() == FIXED and whole else e for e in columns]
        if all(e.type() == FIXED for e in columns)
        else [QTextLength() if e.type() == FIXED else e for e in columns]
    )
    table.setFormat(made)


def _pictures(document: QTextDocument) -> Iterator[QTextFragment]:
    block = document.begin()
    while block.isValid():
        at = block.begin()
        while not at.atEnd():
            if at.fragment().charFormat().isImageFormat():
                yield at.fragment()
            at += 1
        block = block.next()


def _narrow_picture(cursor: QTextCursor, fragment: QTextFragment, room: int) -> None:
    made = fragment.charFormat().toImageFormat()
    cursor.setPosition(fragment.position())
    widest = room * _share(cursor)
    if made.width() <= widest:
        return
    if made.height() > 0:
        made.setHeight(made.height() * widest / made.width())
    made.setWidth(widest)
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(made)


def _share(cursor: QTextCursor) -> float:
    """How much of the sheet the place of a picture has: all of it, or what its columns get, less their edges."""
    table = cast("QTextTable | None", cursor.currentTable())
    if table is None:
        return 1
    return EDGES * table.cellAt(cursor).columnSpan() / max(1, table.columns())
