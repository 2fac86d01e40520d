"""Where Tab goes: as a window is read, whenever its parts were made.

Qt goes in the order in which widgets were made; a message that is shown later would come after everything else.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QScrollArea, QWidget

EARLY = "tab_early"
"""The property of what comes before the rest of its line, though it stands further right: Tab goes from a field on to
the next one, and Shift+Tab comes to what only belongs to the field.
"""
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def tab_on(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next or the last stop inside ``root``, round its end; False where it has none."""
    here: QWidget | None = QApplication.focusWidget() or root.window().focusWidget()
    stop = _stop_after(here, _parts(root) if forward else reversed(list(_parts(root))), root)
    if stop is None:
        return False
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _scroll_to(stop)
    return True


def _stop_after(here: QWidget | None, parts: Iterator[QWidget], root: QWidget) -> QWidget | None:
    """The next one behind where one is, else the first; what follows it is not looked for."""
    is_behind = here is None or not root.isAncestorOf(here)
    first: QWidget | None = None
    for each in parts:
        if each is here:
            is_behind = True
        elif _is_stop(each):
            if is_behind:
                return each
            first = first or each
    return first


def _parts(root: QWidget) -> Iterator[QWidget]:
    """What is seen in it, in reading order, with what is inside of each."""
    for child in _in_order([each for each in root.findChildren(QWidget, options=DIRECT) if _is_seen(each)]):
        yield child
        yield from _parts(child)


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.isWindow() and widget.isEnabled()


def _in_order(parts: list[QWidget]) -> Iterator[QWidget]:
    """Line by line; what begins in the upper half of a line stands in it."""
    parts.sort(key=lambda each: (each.y(), each.x()))
    while parts:
        low = parts[0].y() + max(1, parts[0].height())  # one that has no height yet is a line too
        line = [each for each in parts if each.y() + each.height() / 2 < low]
        yield from sorted(line, key=lambda each: (not each.property(EARLY), each.x(), each.y()))
        parts = [each for each in parts if each not in line]


def _is_stop(widget: QWidget) -> bool:
    takes_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(takes_tab) and widget.focusProxy() is None and not _is_alternative(widget)


def _is_alternative(widget: QWidget) -> bool:
    """One of several of which another one is chosen: the arrow keys go there."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable() or widget.isChecked():
        return False
    group: QButtonGroup | None = widget.group()
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    around = widget.parentWidget()
    if around is None or not widget.autoExclusive():
        return False
    beside = around.findChildren(QAbstractButton, options=DIRECT)
    return any(each.autoExclusive() and each.isChecked() for each in beside)


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
