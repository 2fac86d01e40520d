"""The sheet with the never-file list: the user's own entries to add and remove, the administrator's locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.filing.never import allow_again, never_file
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon import IconLabel
from ui.widgets.labels import CutLabel, label, restyle
from ui.widgets.sheet import Sheet
from workspace.filing.rules import is_pattern
from workspace.profiles.current import shared


class NeverFileSheet(Sheet):
    """``performed`` carries a :class:`Deed` for every change."""

    performed = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "", width=480)
        self._context = context
        self.call(self.tr("Never-file list"))
        words = self.tr("Nothing on which one of these addresses or domains stands goes to a CRM.")
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.layout_.addLayout(self._entry())
        self.wrong = label("", self.body, tone="bad", wrap=True)
        self.wrong.hide()
        self.layout_.addWidget(self.wrong)
        self._list: QWidget | None = None
        self.rows: dict[str, IconButton | None] = {}
        self._entries = QVBoxLayout()
        self.layout_.addLayout(self._entries)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._fill()

    def add(self) -> None:
        """Put what is written on the list; what is no address and no domain is marked."""
        pattern = self.field.text().strip().lower()
        is_wrong = not is_pattern(pattern)
        self.field.setProperty("wrong", is_wrong)
        restyle(self.field)
        self.wrong.setVisible(is_wrong)
        self.wrong.setText(self.tr("Write an address or a domain, as jane@example.com or example.com."))
        if not is_wrong:
            self.field.clear()
            self._change(never_file(self._context, [pattern]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.hasFocus():
            self.add()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _entry(self) -> QHBoxLayout:
        self.field = QLineEdit(self.body)
        self.field.setAccessibleName(self.tr("Address or domain"))
        self.field.setPlaceholderText(self.tr("Address or domain"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(self.field, 1)
        row.addWidget(Button(self.tr("Add"), self.body, on_click=self.add))
        return row

    def _change(self, deed: Deed) -> None:
        self._fill()
        undo = deed.undo
        self.performed.emit(Deed(deed.words, lambda: self._undo(undo)) if undo else deed)

    def _undo(self, undo: object) -> bool:
        is_done = bool(undo()) if callable(undo) else False
        if isValid(self):
            self._fill()
        return is_done

    def _fill(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self.rows = {}
        self._list = QWidget(self.body)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        policy = shared().found().filing
        admins = self.tr("Your administrator’s rule")
        short = self.tr("Your administrator’s rule: only from, to and date")
        for pattern in policy.never_file:
            column.addWidget(self._locked(pattern, admins))
        for pattern in policy.header_only:
            column.addWidget(self._locked(self.tr("Everybody") if pattern == "*" else pattern, short))
        own = self._context.user.never_file()
        for pattern in own:
            column.addWidget(self._own(pattern))
        if not self.rows:
            column.addWidget(label(self.tr("Nothing is on the list."), self._list, tone="muted"))
        self._entries.addWidget(self._list)

    def _locked(self, pattern: str, words: str) -> QWidget:
        made, row = self._row(pattern)
        row.addWidget(label(words, made, kind="secondary"))
        row.addWidget(IconLabel("lock", t.ICON, made))
        made.setAccessibleName(f"{pattern}. {words}")
        self.rows[pattern] = None
        return made

    def _own(self, pattern: str) -> QWidget:
        made, row = self._row(pattern)
        words = self.tr("Allow {who} again").format(who=pattern)
        remove = IconButton("close", words, made, on_click=lambda: self._change(allow_again(self._context, [pattern])))
        row.addWidget(remove)
        self.rows[pattern] = remove
        return made

    def _row(self, pattern: str) -> tuple[QWidget, QHBoxLayout]:
        made = QWidget(self._list)
        made.setMinimumHeight(theme().px(30))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(CutLabel(pattern, made), 1)
        return made, row
