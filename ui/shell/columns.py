"""List, reader and customer panel side by side; they fold as the window narrows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import frame


class Columns(QSplitter):
    """``back_asked``: from the reader to the list; ``reader_shown``: a narrow window no longer covers it."""

    back_asked = Signal()
    reader_shown = Signal()

    def __init__(self, list_: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.list, self.reader, self.customer = list_, QWidget(self), QWidget(self)
        self.reader.setProperty("kind", "surface")
        self.reader_layout, self.customer_layout = _layout(self.reader), _layout(self.customer)
        self._back = self._back_bar()
        for column in (self.list, self.reader, self.customer):
            self.addWidget(column)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        px = theme().px
        self.list.setMinimumWidth(px(260))
        self.reader.setMinimumWidth(px(300))
        self.customer.setMinimumWidth(px(240))
        self.customer.setMaximumWidth(px(480))
        self._is_narrow = self._is_customer_over = False
        self._is_customer_wanted = True

    @property
    def is_covered(self) -> bool:
        """Whether a narrow window shows the list or the customer in the place of the reader."""
        return self.reader.isHidden()

    def fold(self, window_width: int) -> int:
        """Fold for a window of that width; the least width of what is left. Both in pixels."""
        px = theme().px
        has_customer = self._is_customer_wanted and window_width >= px(t.FOLD_CUSTOMER)
        self.customer.setVisible(has_customer)
        was_narrow, self._is_narrow = self._is_narrow, window_width < px(t.FOLD_READER)
        self._back.setVisible(self._is_narrow)
        if self._is_narrow != was_narrow or self._is_customer_over:
            focused: QWidget | None = self.window().focusWidget()
            self.show_reader(focused is not None and self.reader.isAncestorOf(focused))
        return px(300 if self._is_narrow else 802 if has_customer else 561)

    def show_reader(self, is_shown: bool) -> None:
        """In a narrow window in the place of the list, or the list in its place."""
        if self._is_customer_over:
            self._is_customer_over = False
            self.customer.hide()
        self.list.setVisible(not (self._is_narrow and is_shown))
        self.reader.setVisible(not self._is_narrow or is_shown)
        if not self.is_covered:
            self.reader_shown.emit()

    def toggle_customer(self) -> None:
        """Hide or show the customer panel; hidden, it stays so at any width until it is asked for.

        A window that is too narrow for all columns shows it in the place of the reader, a very narrow one alone.
        """
        is_shown = self.customer.isHidden()
        self._is_customer_wanted = is_shown or self._is_customer_over
        if self.window().width() < theme().px(t.FOLD_CUSTOMER):
            self.show_reader(False)
            (self.list if self._is_narrow else self.reader).setVisible(not is_shown)
            self._is_customer_over = is_shown
        self.customer.setVisible(is_shown)

    def show_list(self) -> None:
        """In a narrow window, in the place of what covers it."""
        if self._is_customer_over:
            self.toggle_customer()
        if self._is_narrow:
            self.show_reader(False)

    def show_widths(self, widths: Sequence[int]) -> None:
        """Of list, reader and customer at 100 % text size."""
        self.setSizes([theme().px(each) for each in widths])

    def _back_bar(self) -> QWidget:
        made = frame("top", self.reader)
        bar = QHBoxLayout(made)
        bar.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(8))
        back = Button(self.tr("Back"), made, kind="ghost", icon="chevron-left", on_click=self.back_asked.emit)
        bar.addWidget(back)
        bar.addStretch()
        self.reader_layout.addWidget(made)
        made.hide()
        return made


def _layout(column: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(column)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made
