"""What sections of the settings are made of: a column of lines, each with words and one control."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import field_label, label

LINK_INSET = 3
"""In pixels at 100 % text size: how far in the words of a link begin, as the stylesheet has it."""


class Section(QWidget):
    """A column of settings; ``form`` lines up words and boxes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        px = theme().px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(3 * t.STEP))
        self.form = QFormLayout()
        self.form.setVerticalSpacing(px(3 * t.STEP))
        self.form.setHorizontalSpacing(px(24))
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.column.addLayout(self.form)

    def box(self, name: str, entries: list[tuple[object, str]], chosen: object) -> QComboBox:
        """A choice of one; entries are values with their words."""
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setProperty("keeps_return", True)
        for value, words in entries:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        self.form.addRow(field_label(name, self), box)
        return box

    def check(self, words: str, is_on: bool, on_change: Callable[[bool], object]) -> QCheckBox:
        made = QCheckBox(words, self)
        made.setAccessibleName(words)
        made.setChecked(is_on)
        made.toggled.connect(on_change)
        self.column.addWidget(made)
        return made

    def heading(self, words: str) -> None:
        self.column.addSpacing(theme().px(t.STEP))
        self.column.addWidget(label(words, self, kind="strong"))

    def say(self, words: str, *, tone: str = "muted") -> QLabel:
        made = label(words, self, kind="secondary", tone=tone, wrap=True)
        self.column.addWidget(made)
        return made

    def link(self, words: str, about: str, on_click: Callable[[], object]) -> Button:
        """A link, and below it in a sentence what is found there."""
        made = Button(words, self, kind="link", on_click=on_click)
        made.setAccessibleDescription(about)
        pair = QVBoxLayout()
        self.column.addLayout(pair)
        pair.setSpacing(0)
        pair.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        below = label(about, self, kind="secondary", tone="muted", wrap=True)
        below.setContentsMargins(theme().px(LINK_INSET), 0, 0, 0)
        pair.addWidget(below)
        return made

    def end(self) -> None:
        self.column.addStretch(1)
