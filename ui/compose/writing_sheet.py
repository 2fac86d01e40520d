"""The sheet with what is written again and again: signatures, templates, and how long a letter can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.compose.identities import Identity, identities
from ui.compose.undo_time import UNDO_CHOICES, set_undo_seconds, undo_seconds
from ui.compose.wording_sheets import SignatureSheet, TemplateSheet
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import CutLabel, label
from ui.widgets.sheet import Sheet
from workspace.mail.text import html_to_text
from workspace.store.user.wording import TemplateRow

SIGNATURES_SHOWN = 40


class WritingSheet(Sheet):
    """Follows what its own sheets change."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "", width=560)
        self._context, self._window_ = context, window
        self._gone: TemplateRow | None = None
        self._edits: dict[str, Button] = {}
        self.call(self.tr("Templates and signatures"))
        self._list: QWidget | None = None
        self._rows = QVBoxLayout()
        self.layout_.addLayout(self._rows)
        self.layout_.addLayout(self._undo_row())
        self.foot.addWidget(Button(self.tr("New template…"), self.body, icon="plus", on_click=self.add_template))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Close"), self.body, on_click=self.done))
        self.fill()

    def fill(self) -> None:
        """Show what there is now, with the keyboard where it was."""
        focus = QApplication.focusWidget()
        name = focus.accessibleName() if focus is not None and self._is_listed(focus) else ""
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = made = QWidget(self.body)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(t.STEP))
        column.addWidget(label(self.tr("Signatures"), made, kind="strong"))
        known = self._context.user.signatures()
        found = identities(self._context)
        for identity in found[:SIGNATURES_SHOWN]:
            column.addWidget(self._identity_row(identity, known.get((identity.account.account_id, identity.email), "")))
        if not found:
            column.addWidget(label(self.tr("No account here can send mail."), made, tone="muted"))
        column.addSpacing(theme().px(2 * t.STEP))
        column.addWidget(label(self.tr("Templates"), made, kind="strong"))
        self._add_templates(column, made)
        self._rows.addWidget(made)
        made.show()  # what is not shown yet takes no focus
        again = next((each for each in made.findChildren(QAbstractButton) if each.accessibleName() == name), None)
        if again is not None:
            again.setFocus()

    def _is_listed(self, widget: QWidget) -> bool:
        return self._list is not None and self._list.isAncestorOf(widget)

    def add_template(self) -> None:
        self._edit(TemplateRow("", None, "", "", ""))

    def delete(self, row: TemplateRow) -> None:
        """Undo stands in its place until something else is done here."""
        self._context.user.delete_template(row.template_id)
        self._gone = row
        self.fill()
        self.undo_button.setFocus()

    def bring_back(self) -> None:
        if self._gone is not None:
            row, self._gone = self._gone, None
            self._context.user.keep_template(row)
            self.fill()
            self._edits[row.template_id].setFocus()

    def _add_templates(self, column: QVBoxLayout, parent: QWidget) -> None:
        places = {w.workplace_id: w.name for w in self._context.user.workplaces()}
        rows = self._context.user.templates()
        for row in rows:
            where = places.get(row.workplace_id, "") if row.workplace_id else self.tr("All workplaces")
            column.addWidget(self._template_row(row, where))
        if self._gone is not None:
            words = self.tr("“{name}” was deleted.").format(name=self._gone.name)
            made, line = self._row(words, "")
            self.undo_button = Button(self.tr("Undo"), made, kind="link", on_click=self.bring_back)
            line.addWidget(self.undo_button)
            column.addWidget(made)
        elif not rows:
            words = self.tr("None yet. A template is a text with fields such as {first} that are filled in for you.")
            column.addWidget(label(words, parent, tone="muted", wrap=True))

    def _identity_row(self, identity: Identity, html: str) -> QWidget:
        first = html_to_text(html).strip().split("\n")[0] if html else self.tr("no signature")
        made, line = self._row(identity.words, first)
        button = Button(self.tr("Edit") if html else self.tr("Add"), made, small=True)
        button.setAccessibleName(self.tr("Signature of {address}…").format(address=identity.email))
        button.clicked.connect(lambda checked=False: self._sign(identity))
        line.addWidget(button)
        return made

    def _template_row(self, row: TemplateRow, where: str) -> QWidget:
        made, line = self._row(row.name, where)
        edit = self._edits[row.template_id] = Button(
            self.tr("Edit"), made, small=True, on_click=lambda: self._edit(row)
        )
        edit.setAccessibleName(self.tr("Edit template {name}").format(name=row.name))
        line.addWidget(edit)
        words = self.tr("Delete template {name}").format(name=row.name)
        line.addWidget(IconButton("trash", words, made, on_click=lambda: self.delete(row)))
        return made

    def _row(self, words: str, more: str) -> tuple[QWidget, QHBoxLayout]:
        made = QWidget(self._list)
        made.setMinimumHeight(theme().px(32))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(2 * t.STEP))
        row.addWidget(CutLabel(words, made), 3)
        row.addWidget(CutLabel(more, made, tone="muted"), 2)
        return made, row

    def _undo_row(self) -> QHBoxLayout:
        name = self.tr("A letter can be taken back for")
        self.undo_box = QComboBox(self.body)
        self.undo_box.setAccessibleName(name)
        self.undo_box.setProperty("keeps_return", True)
        for seconds in UNDO_CHOICES:
            self.undo_box.addItem(self.tr("%n seconds", "", seconds), seconds)
        self.undo_box.setCurrentIndex(self.undo_box.findData(undo_seconds(self._context)))
        self.undo_box.currentIndexChanged.connect(
            lambda _: set_undo_seconds(self._context, self.undo_box.currentData())
        )
        row = QHBoxLayout()
        row.setContentsMargins(0, theme().px(2 * t.STEP), 0, 0)
        row.addWidget(label(name, self.body), 1)
        row.addWidget(self.undo_box, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def _sign(self, identity: Identity) -> None:
        self._open(SignatureSheet(self._context, identity, self._window_))

    def _edit(self, row: TemplateRow) -> None:
        self._open(TemplateSheet(self._context, row, self._window_))

    def _open(self, sheet: SignatureSheet | TemplateSheet) -> None:
        self._gone = None
        keep: Callable[[], object] = self.fill
        sheet.kept.connect(keep)
        sheet.open()
