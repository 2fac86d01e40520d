"""A field of a sign-in form: its label, what is typed or chosen, help, and what is wrong with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon import IconLabel
from ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from workspace.connector.manifest import Field, Label

LOCK = 13


def worded(words: "Label") -> str:
    """A manifest's label in the window's language, English where there is none."""
    language = "ko" if QLocale().language() is QLocale.Language.Korean else "en"
    return words.get(language) or words.get("en", "")


class FieldRow(QWidget):
    """A label, its field, a help line, and below it what is wrong."""

    submitted = Signal()
    changed = Signal(str)

    def __init__(
        self, field: "Field", value: str, parent: QWidget, *, is_locked: bool = False, is_needed: bool = False
    ) -> None:
        super().__init__(parent)
        self.field, self.is_locked = field, is_locked
        words = worded(field.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        self._read: Callable[[], str]
        self._write: Callable[[str], None]
        self._widget = self._made(value)
        self._widget.setAccessibleName(words)
        self._widget.setAccessibleDescription(self.hint)
        if is_locked:
            self._widget.setProperty("locked", "true")
            self._holder.setEnabled(False)
        self._first = self.value
        if field.type != "check":
            is_asked = field.required or field.default or is_locked or is_needed
            optional = "" if is_asked else self.tr(" (optional)")
            column.addWidget(label(words + optional, self, kind="caption"))
        column.addWidget(self._holder)
        if self.hint:
            column.addWidget(self._hint_line())
        self._wrong: QLabel = label("", self, tone="bad", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        column.addStretch()

    @property
    def is_short(self) -> bool:
        return self.field.type in ("number", "choice")

    @property
    def value(self) -> str:
        return self._read()

    @property
    def first(self) -> str:
        """What it said at first."""
        return self._first

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than at first."""
        return self.value != self._first

    @property
    def hint(self) -> str:
        """What is said below it: its help, or that it is not the user's to change."""
        return self.tr("Set by your organisation.") if self.is_locked else worded(self.field.help)

    def _hint_line(self) -> QWidget:
        words = label(self.hint, self, kind="secondary", wrap=True)
        if not self.is_locked:
            return words
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(IconLabel("lock", LOCK, line, token="muted"))
        row.addWidget(words, 1)
        return line

    @property
    def reason(self) -> str:
        return self._wrong.text()

    def fill(self, value: str) -> None:
        self._write(value)

    def take_focus(self) -> None:
        self._widget.setFocus()

    def say_wrong(self, reason: str) -> None:
        self._wrong.setText(reason)
        self._wrong.setVisible(bool(reason))
        self._widget.setProperty("wrong", "true" if reason else "false")
        restyle(self._widget)
        if reason:
            self._widget.setFocus()

    def _made(self, value: str) -> QWidget:
        if self.field.type == "choice":
            return self._choice(value)
        if self.field.type == "check":
            return self._check(value)
        return self._line(value)

    def _choice(self, value: str) -> QWidget:
        box = QComboBox(self)
        box.setProperty("keeps_return", True)
        for key, words in self.field.choices:
            box.addItem(worded(words), key)
        self._read = lambda: str(box.currentData() or "")
        self._write = lambda key: box.setCurrentIndex(max(0, box.findData(key)))
        self._write(value)
        self._holder: QWidget = box
        return box

    def _check(self, value: str) -> QWidget:
        box = QCheckBox(worded(self.field.label), self)
        self._read = lambda: "true" if box.isChecked() else "false"
        self._write = lambda text: box.setChecked(text == "true")
        self._write(value)
        self._holder = box
        return box

    def _line(self, value: str) -> QWidget:
        edit = QLineEdit(value, self)
        self._read = lambda: edit.text() if self.field.secret else edit.text().strip()
        self._write = edit.setText
        edit.returnPressed.connect(self.submitted)
        edit.textChanged.connect(self.changed)
        if self.field.type == "number":
            digits = QRegularExpression("[0-9]{0,9}")
            edit.setValidator(QRegularExpressionValidator(digits, edit))
        self._holder = edit
        if self.field.secret or self.field.type == "password":
            self._holder = self._masked(edit)
        elif self.field.type == "file":
            self._holder = self._with_browse(edit)
        return edit

    def _masked(self, edit: QLineEdit) -> QWidget:
        edit.setEchoMode(QLineEdit.EchoMode.Password)

        def toggle() -> None:
            is_hidden = edit.echoMode() is QLineEdit.EchoMode.Password
            mode = QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
            edit.setEchoMode(mode)
            eye.set_icon("eye-off" if is_hidden else "eye")

        eye = IconButton("eye", self.tr("Show or hide"), self, height=t.FIELD, on_click=toggle)
        return self._beside(edit, eye)

    def _with_browse(self, edit: QLineEdit) -> QWidget:
        def browse() -> None:
            path, _ = QFileDialog.getSaveFileName(
                self,
                worded(self.field.label),
                edit.text(),
                options=QFileDialog.Option.DontConfirmOverwrite,
            )
            if path:
                edit.setText(path)

        return self._beside(edit, Button(self.tr("Choose…"), self, on_click=browse))

    def _beside(self, edit: QWidget, button: QWidget) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(edit, 1)
        row.addWidget(button)
        return holder
