"""The sheet: a dialog inside the window, over a scrim, that keeps the focus and closes with Escape."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.labels import frame, label, restyle
from ui.widgets.later import later
from ui.widgets.roles import plays
from ui.widgets.shadow import paint_shadow, shadow_box
from ui.widgets.still import Still
from ui.widgets.tabbing import tab_on
from ui.widgets.toast import Toast
from ui.widgets.turns import Turns


class Sheet(QWidget):
    """Shows ``body`` in a card over its window. Fill ``layout_``, and ``foot`` with the buttons: they stay in sight
    while the body scrolls. ``done()`` closes and deletes it.

    Only one is open at a time; the focus returns to where it was.
    """

    closed = Signal()
    unfolded = Signal()
    edge = 20
    """Pixels around the body, at 100 % text size."""
    is_form = False
    """Whether what was written in it is kept from a click beside it: Escape and a button throw it away."""

    def __init__(self, window: QWidget, title: str, *, width: int = t.SHEET_WIDTH) -> None:
        super().__init__(window)
        self._window = window
        px = theme().px
        self._width = width
        self._before = QApplication.focusWidget()
        self._still: Still | None = None
        self._unfolding = Turns(self)
        self.card = frame("sheet", self)
        self._scroll = QScrollArea(self.card)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setAccessibleName(title)
        self.layout_ = QVBoxLayout(self.body)
        self.layout_.setContentsMargins(*(px(self.edge),) * 4)
        self.layout_.setSpacing(px(2 * t.STEP))
        self.title = label(title, self.body, kind="heading")
        self.layout_.addWidget(self.title)
        self._scroll.setWidget(self.body)
        self._foot = frame("foot", self.card)
        self.foot = QHBoxLayout(self._foot)
        self.foot.setContentsMargins(px(20), px(3 * t.STEP), px(20), px(16))
        self.foot.setSpacing(px(2 * t.STEP))
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot)
        self._placing = later(self, 0, self._place)
        self._holding = later(self, 0, self._hold_focus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        plays(self, QAccessible.Role.Dialog)
        window.installEventFilter(self)
        self.body.installEventFilter(self)
        self._foot.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def call(self, title: str) -> None:
        """Give it its title, for a screen reader too."""
        self.title.setText(title)
        self.body.setAccessibleName(title)
        self.setAccessibleName(title)

    def open(self) -> None:
        toasts = self._window.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly)
        said = [each for each in toasts if each.isVisible()]
        if self._still is None:
            for toast in said:
                toast.hide()  # in the picture it would neither go away nor be pressed
            self._still = Still(self._window, self)
        self.setGeometry(self._window.rect())
        self.show()
        self._place()  # now that its parts have the sizes of their style
        self.raise_()
        for toast in said:
            toast.show()
            toast.raise_()
        self.setFocus()
        if not self.card.isHidden():
            self._focus_first()

    def unfold(self) -> None:
        """Open it empty; what it holds is made, styled and shown in turns of their own, for all at once would hold the
        window up for several frames. ``unfolded`` says that it is all there.
        """
        self.card.hide()
        self.open()
        self._unfolding.start(self._unfold())

    def _unfold(self) -> Iterator[None]:
        yield
        yield from self._make()
        for part in self.card.findChildren(QWidget):
            part.ensurePolished()
            yield
        self.card.show()
        self._place()
        if self.isVisible():
            self._focus_first()
        self.unfolded.emit()

    def _make(self) -> Iterator[None]:
        """What it holds beyond what it was made with, a piece a step."""
        yield from ()

    def _focus_first(self) -> None:
        """Where one is when it opens."""
        self.focusNextChild()

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part of the body that was just added, as soon as it has its place."""
        later(part, 0, lambda: self._scroll.ensureWidgetVisible(part, 0, theme().px(2 * t.STEP))).start()

    def show_part(self, widget: QWidget, place: QRect) -> None:
        """Scroll to a place in a part of the body."""
        at = widget.mapTo(self.body, place.center())
        self._scroll.ensureVisible(at.x(), at.y(), 0, place.height())

    def done(self) -> None:
        self._unfolding.stop()
        if self._still is not None:
            self._still.leave()
        self.hide()
        self._window.removeEventFilter(self)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def dismiss(self) -> None:
        """What Escape and a click beside the card do; a sheet with unsaved work may refuse."""
        self.done()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once a turn, however many parts of the sheet ask for another height; what is behind it does not move it."""
        if not self.isVisible():
            return False
        if event.type() == QEvent.Type.Close and watched is self._window:
            self._unfolding.stop()  # the stores are about to be closed
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and watched is not self._window:
            self._placing.start()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the sheet; without a control it has the focus itself, so that Escape still reaches it."""
        if not tab_on(self, forward=forward):
            self.setFocus()
        return True

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if isValid(self) and isValid(self._window) and self.isVisible() and self._is_astray(now):
            self._holding.start()

    def _hold_focus(self) -> None:
        """What had the focus went away, as a line that was removed does: keys still mean this sheet."""
        if self.isVisible() and self._is_astray(QApplication.focusWidget()):
            self.setFocus()

    def _is_astray(self, focus: QWidget | None) -> bool:
        """Whether the focus is nowhere, or in what this sheet lies over."""
        if focus is None:
            return self._window.isActiveWindow() and QApplication.activePopupWidget() is None
        if focus is self._window:
            return True
        while focus is not None and focus.parentWidget() is not self._window:
            focus = focus.parentWidget()
        beside = self._window.children()
        return focus is not None and beside.index(focus) < beside.index(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton | QToolButton):
            # Qt's own dialogs do that; in a widget only Space presses a button.
            focus.click()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_beside = not self.card.geometry().contains(event.position().toPoint())
        if is_beside and not (self.is_form and self._is_written()):
            self.dismiss()

    def _is_written(self) -> bool:
        texts = [each.document() for each in self.findChildren(QTextEdit)]
        texts += [each.document() for each in self.findChildren(QPlainTextEdit)]
        is_line_written = any(each.isModified() for each in self.findChildren(QLineEdit))
        return is_line_written or any(each.isModified() for each in texts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scrim, and the shadow of the card where the card does not hide it."""
        painter, box = QPainter(self), event.rect()
        if self._still is not None and self._still.is_good:
            self._still.paint(painter, box)
        painter.fillRect(box, QColor(*theme().colors.scrim))
        if not self.card.isHidden() and not self._inner().contains(box):
            paint_shadow(painter, self.card.geometry())

    def _inner(self) -> QRect:
        """Where the card hides all that is below."""
        round_ = theme().px(t.RADIUS_SHEET)
        return self.card.geometry().adjusted(round_, round_, -round_, -round_)

    def _place(self) -> None:
        px = theme().px
        room = self._window.rect()
        self.setGeometry(room)
        if self.card.isHidden():
            return
        width = min(px(self._width), room.width() - px(32))
        self.body.setFixedWidth(width - 2)
        has_foot = self.foot.count() > 0
        self._foot.setVisible(has_foot)
        edge = px(self.edge)
        self.layout_.setContentsMargins(edge, edge, edge, 0 if has_foot else edge)
        below = _wanted_height(self.foot, width - 2) if has_foot else 0
        wanted = _wanted_height(self.layout_, width - 2) + below + 4
        top = min(px(t.SHEET_TOP), max(px(16), (room.height() - wanted) // 2))
        height = min(wanted, room.height() - top - px(16))
        box = QRect((room.width() - width) // 2, top, width, height)
        if box != self.card.geometry():
            before = self.card.geometry()
            self.card.setGeometry(box)
            for each in (before, box):
                self.update(each.united(shadow_box(each)))
        self._mark_foot(height < wanted)

    def _mark_foot(self, is_over: bool) -> None:
        """A line above the buttons while a part of the body lies under them."""
        if bool(self._foot.property("over")) != is_over:
            self._foot.setProperty("over", is_over)
            restyle(self._foot)


def _wanted_height(layout: QLayout, width: int) -> int:
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
