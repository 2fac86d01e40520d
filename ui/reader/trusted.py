"""The senders whose remote images are always shown, with a way to stop that for each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import CutLabel, label
from ui.widgets.sheet import Sheet

SHOWN = 100
"""Lines at once; the field finds the others."""
MANY = 8


class TrustedSheet(Sheet):
    """``performed`` carries a :class:`Deed`; what is taken back can be put back from the toast."""

    performed = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "")
        self.call(self.tr("Senders whose images are shown"))
        self._context = context
        words = self.tr("Remote images in their mail load by themselves. It tells them when you read.")
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.field = QLineEdit(self.body)
        self.field.setPlaceholderText(self.tr("Find an address"))
        self.field.setAccessibleName(self.tr("Find an address"))
        self.field.textChanged.connect(self._show)
        self.layout_.addWidget(self.field)
        self._lines: QWidget | None = None
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self._show()

    def remove(self, email: str) -> None:
        """Block the images of this sender again."""
        user = self._context.user
        user.distrust_sender(email)
        self._show()
        self.field.setFocus() if self.field.isVisible() else self.setFocus()

        def undo() -> bool:
            user.trust_sender(email)
            if isValid(self):
                self._show()
            return True

        self.performed.emit(Deed(self.tr("Images of {who} are blocked again").format(who=email), undo))

    def _show(self) -> None:
        emails = sorted(self._context.user.trusted_senders())
        wanted = self.field.text().strip().lower()
        found = [email for email in emails if wanted in email]
        self.field.setVisible(len(emails) > MANY or bool(wanted))
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = made = QWidget(self.body)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        for email in found[:SHOWN]:
            column.addLayout(self._line(email, made))
        if len(found) > SHOWN:
            words = self.tr("{n} more: type a part of the address").format(n=len(found) - SHOWN)
            column.addWidget(label(words, made, kind="secondary"))
        elif not found:
            empty = self.tr("No such address") if emails else self.tr("None yet: press “Always from this sender”.")
            column.addWidget(label(empty, made, tone="muted", wrap=True))
        self.layout_.addWidget(made)

    def _line(self, email: str, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(CutLabel(email, parent), 1)
        button = Button(self.tr("Block again"), parent, kind="link", on_click=lambda: self.remove(email))
        button.setAccessibleName(self.tr("Block images of {who} again").format(who=email))
        row.addWidget(button)
        return row
