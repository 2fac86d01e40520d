"""What a screen reader is told of a screen, and how its keyboard goes: faults as sentences, none where all is well."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QTextBrowser,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.walking import place_of, seen
from ui.widgets.tabbing import EARLY

ROLE = QAccessible.Role
VAGUE = (ROLE.NoRole, ROLE.Client, ROLE.Border, ROLE.Pane, ROLE.Window)
MOST_STOPS, MOST_STAYS = 250, 12
SPEAKING = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)


def spoken_faults(root: QWidget) -> Iterator[str]:
    """Controls without a name, with a name twice, or that do not say what they are."""
    names: Counter[tuple[str, QWidget]] = Counter()
    for widget in seen(root):
        if not is_control(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name, role = told.text(QAccessible.Text.Name).strip(), told.role()
        if not name:
            yield f"{place_of(widget)} has no name"
        if role in VAGUE:
            yield f"{name!r}: {place_of(widget)} is only a {role.name}"
        if isinstance(widget, QAbstractButton):
            names[name, _group_of(widget)] += 1
        if isinstance(widget, QAbstractItemView):
            yield from _silent_rows(widget)
    yield from (f"{count} buttons are called {name!r}" for (name, _), count in names.items() if name and count > 1)


def is_control(widget: QWidget) -> bool:
    """Whether it is pressed, filled or walked through; the parts of a spin box or a combo box are no controls."""
    inside = widget.parentWidget()
    if isinstance(inside, QAbstractSpinBox | QComboBox | QLineEdit) or widget.focusProxy() is not None:
        return False
    takes_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return widget.isEnabled() and (bool(takes_tab) or isinstance(widget, QAbstractButton))


def _group_of(widget: QWidget) -> QWidget:
    """What is told with it: the nearest part around it that has a name."""
    around = widget.parentWidget()
    while not around.accessibleName() and around.parentWidget() is not None:
        around = around.parentWidget()
    return around


def _silent_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(view.rootIndex()), 40) if model is not None else 0):
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        cells = [model.index(row, column, view.rootIndex()) for column in range(columns)]
        words = [str(cell.data(role) or "") for cell in cells for role in SPEAKING]
        if cells[0].flags() & Qt.ItemFlag.ItemIsSelectable and not any(words):
            yield f"row {row} of {place_of(view)} says nothing"


def keyboard_faults(root: QWidget, looked_at: set[str]) -> Iterator[str]:
    """Goes round with Tab: traps, jumps back, controls it does not come to, focus that is not seen.

    ``looked_at`` keeps which kinds of control showed their focus: once for each is enough.
    """
    boxes: dict[QWidget, QRect] = {}
    left: dict[QWidget, QRect] = {}
    before, first = root, root.window().focusWidget()
    for stop in _round(root):
        if stop is None:
            yield f"Tab stays in {_called(list(boxes)[-1])}"
        else:
            left[stop] = _box(before) if isValid(before) else QRect()
            boxes[stop] = _box(stop)
            before = before if isValid(stop) and stop.property(EARLY) else stop
    visited = {each: box for each, box in boxes.items() if isValid(each)}
    if not visited and first is not None:
        visited[first] = _box(first)  # the only stop, where the keyboard was all the time
    for widget in seen(root):
        if is_control(widget) and widget not in visited and not _is_reached_otherwise(widget, root):
            yield f"Tab does not come to {_called(widget)}"
    yield from _jumps(visited, left)
    for widget in visited:
        if widget is root or not isValid(widget) or not widget.isVisible():
            continue
        kind = f"{type(widget).__name__} {widget.property('kind')} {widget.property('size')}"
        if kind not in looked_at and not isinstance(widget, QTextBrowser):
            looked_at.add(kind)
            if not _shows_focus(widget):
                yield f"{_called(widget)} looks the same with the focus"


def _round(root: QWidget) -> Iterator[QWidget | None]:
    """Where Tab stops, until it comes to a place again; None at the end where it stays in one place.

    Tab also goes through the parts of a date, and through the links of a text.
    """
    window = root.window()
    here: QWidget = window.focusWidget() or root
    passed, stays = set(), 0
    while stays < MOST_STAYS and len(passed) < MOST_STOPS:
        QTest.keyClick(here, Qt.Key.Key_Tab)
        there = QApplication.focusWidget() or window.focusWidget() or root
        stays = stays + 1 if there is here else 0
        if stays:
            continue
        if there in passed:
            return
        passed.add(there)
        yield there
        here = there if isValid(there) else root
    if passed and sum(is_control(each) for each in seen(root)) > 1:
        yield None


def _is_reached_otherwise(widget: QWidget, root: QWidget) -> bool:
    """One of several alternatives, which arrow keys go through; or the sheet around what Tab comes to."""
    if widget is root or (isinstance(widget, QRadioButton) and widget.autoExclusive()):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) and widget.isCheckable() else None
    return group is not None and group.exclusive()


def _jumps(visited: dict[QWidget, QRect], left: dict[QWidget, QRect]) -> Iterator[str]:
    """Reading order: down, to the right, or to the top of what stands further right; back to the start only once.

    ``left`` is where what Tab came from stood then: it may have been scrolled away.
    """
    visited = {each: box for each, box in visited.items() if not isValid(each) or not each.property(EARLY)}
    stops, boxes = list(visited), list(visited.values())
    back = [
        f"Tab goes back from {_called(stops[n - 1])} to {_called(stops[n])}"
        for n in range(1, len(stops))
        if _is_before(boxes[n], left[stops[n]])
    ]
    closing = int(len(stops) > 1 and _is_before(boxes[0], boxes[-1]))
    if len(back) + closing > 1:
        yield from back


def _is_before(one: QRect, other: QRect) -> bool:
    """Whether an eye would meet it first: above and not further right, or left of it in the same line."""
    if other.contains(one):
        return False
    same_line = min(one.bottom(), other.bottom()) - max(one.top(), other.top()) > min(one.height(), other.height()) / 2
    if same_line:
        return one.right() <= other.left()
    return one.bottom() <= other.top() + 2 and one.left() < other.right()


def _box(widget: QWidget) -> QRect:
    """Where it is seen, or would be if it were not scrolled away."""
    if widget.visibleRegion().isEmpty():
        return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(widget.window(), QPoint()))


def _shows_focus(widget: QWidget) -> bool:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if not isValid(widget):
        return True
    with_focus = widget.grab().toImage()
    widget.clearFocus()  # seen at once: the window gives the keyboard back soon, perhaps to this very widget
    return with_focus != widget.grab().toImage()


def _called(widget: QWidget) -> str:
    name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return f"{name!r} ({place_of(widget)})"
