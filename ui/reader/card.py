"""One message as a card: one line while folded; whole with its people, text and attachments when open."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.reader.message import MessageText
from ui.reader.people import details, sender_name, to_line
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.icon import LetterTile, letters_of, person_color
from ui.widgets.labels import CutLabel, Selectable, label
from ui.widgets.roles import plays
from ui.widgets.times import short_time
from workspace.store.rows import ItemRow


class MessageCard(QFrame):
    """Holds one :class:`ItemRow`. ``said`` carries a sentence, ``performed`` a :class:`Deed`;
    ``link_hovered`` and ``link_picked`` as its text.

    ``copy_asked`` carries the item id of a draft to go on with, ``text_shown`` the :class:`MessageText` just made.
    """

    said = Signal(object)
    performed = Signal(object)
    link_hovered = Signal(object, bool)
    link_picked = Signal(object, bool)
    copy_asked = Signal(object)
    text_shown = Signal(object)

    def __init__(self, context: Context, item: ItemRow, own: Collection[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._context = context
        self._own = own
        self.item = item
        self.is_expanded = False
        self.text: MessageText | None = None
        self._details: QWidget | None = None
        px = theme().px
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(px(16), px(14), px(16), px(14))
        self._layout.setSpacing(px(10))
        self._layout.addWidget(self._head())
        self._say_head()

    def expand(self, is_expanded: bool = True) -> None:
        self.is_expanded = is_expanded
        if is_expanded and self.text is None:
            self.text = self._made_text()
            self._layout.addWidget(self.text)
            self.text_shown.emit(self.text)
        if self.text is not None:
            self.text.setVisible(is_expanded)
        if self._details is not None:
            self._details.setVisible(is_expanded and self._more.isChecked())
        self._say_head()

    def show_item(self, item: ItemRow) -> None:
        """The same message, whose body or marks are news."""
        is_other_text = (item.body_state, item.text, item.html, item.attachments) != (
            self.item.body_state, self.item.text, self.item.html, self.item.attachments,
        )  # fmt: skip
        self.item = item
        self._say_head()
        if is_other_text and self.text is not None:
            self.text.hide()
            self.text.deleteLater()
            self.text = None
            self.expand(self.is_expanded)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.is_expanded or self._top.geometry().contains(event.position().toPoint()):
            self.expand(not self.is_expanded)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.expand(not self.is_expanded)
        else:
            super().keyPressEvent(event)

    def _head(self) -> QWidget:
        px = theme().px
        item = self.item
        self._top = QWidget(self)
        self._top.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plays(self, QAccessible.Role.ListItem)
        self.setProperty("keeps_return", True)
        name = sender_name(item)
        tile = LetterTile(letters_of(name), person_color(item.from_.email or name), 32, self._top)
        self._name = CutLabel(name, self._top, kind="strong")
        self._line = CutLabel("", self._top, kind="secondary")
        self._time = label("", self._top, kind="secondary")
        self._more = IconButton("chevron-down", self.tr("All recipients"), self._top)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_details)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._line)
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(tile)
        row.addLayout(words, 1)
        if item.is_draft:
            row.addWidget(ChipLabel(Chip(self.tr("Draft"), "warn", "draft"), self._top))
            go_on = lambda: self.copy_asked.emit(item.item_id)  # noqa: E731
            row.addWidget(Button(self.tr("Continue writing"), self._top, kind="link", on_click=go_on))
        row.addWidget(self._time)
        row.addWidget(self._more)
        return self._top

    def _say_head(self) -> None:
        item = self.item
        line = to_line(item, self._own) if self.is_expanded else item.snippet
        self._line.setText(line)
        self._time.setText("" if self.is_expanded else short_time(item.received_at))
        self._more.setVisible(self.is_expanded)
        unread = self.tr("unread. ") if not item.is_read and not item.is_sent else ""
        opened = self.tr("open") if self.is_expanded else self.tr("folded")
        self.setAccessibleName(f"{unread}{sender_name(item)}. {line}. {opened}")

    def _made_text(self) -> MessageText:
        made = MessageText(self._context, self.item, self)
        made.said.connect(self.said)
        made.performed.connect(self.performed)
        made.link_hovered.connect(self.link_hovered)
        made.link_picked.connect(self.link_picked)
        return made

    def _show_details(self, is_shown: bool) -> None:
        self._more.set_icon("chevron-down")
        if self._details is None:
            self._details = self._made_details()
            self._layout.insertWidget(1, self._details)
        self._details.setVisible(is_shown)

    def _made_details(self) -> QWidget:
        px = theme().px
        made = QWidget(self)
        grid = QGridLayout(made)
        grid.setContentsMargins(px(32 + 10), 0, 0, 0)
        grid.setHorizontalSpacing(px(3 * t.STEP))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(1, 1)
        for n, (name, words) in enumerate(details(self.item)):
            grid.addWidget(label(name, made, kind="secondary"), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Selectable(words, made, by_keys=True), n, 1)
        return made
