"""The sheet that adds a workplace: a name, a colour, and which accounts are in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import letters_of
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from ui.widgets.swatch import Swatch
from workspace.model.ids import AccountId


class WorkplaceSheet(Sheet):
    """``added`` carries the new :class:`Workplace`."""

    added = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, "", width=420)
        self._context = context
        self.title.setText(self.tr("Add workplace"))
        self.body.setAccessibleName(self.title.text())
        self.layout_.addWidget(
            label(
                self.tr("A workplace groups accounts: a team, a role, or your private mail."),
                self.body,
                tone="muted",
                wrap=True,
            )
        )
        self.name = QLineEdit(self.body)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(60)
        self.name.textChanged.connect(self._on_text_changed)
        self.name.returnPressed.connect(self._on_added)
        self.layout_.addWidget(self.name)
        self._add_colors()
        self._boxes = self._add_accounts()
        self._add_buttons()

    def _add_colors(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        self._colors = QButtonGroup(self)
        for color in t.PEOPLE_COLORS:
            swatch = Swatch(color, self.body)
            self._colors.addButton(swatch)
            row.addWidget(swatch)
        row.addStretch()
        taken = len(self._context.user.workplaces())
        self._colors.buttons()[taken % len(t.PEOPLE_COLORS)].setChecked(True)
        self.layout_.addLayout(row)

    def _add_accounts(self) -> list[tuple[AccountId, QCheckBox]]:
        boxes = []
        for account in self._context.user.accounts():
            box = QCheckBox(account.name, self.body)
            boxes.append((account.account_id, box))
        if boxes:
            self.layout_.addWidget(label(self.tr("Accounts in it"), self.body, kind="caption"))
        for _, box in boxes:
            self.layout_.addWidget(box)
        return boxes

    def _add_buttons(self) -> None:
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self._add = Button(self.tr("Add"), self.body, kind="primary", on_click=self._on_added)
        self._add.setEnabled(False)
        self.foot.addWidget(self._add)

    def _on_text_changed(self, text: str) -> None:
        self._add.setEnabled(bool(text.strip()))

    def _on_added(self) -> None:
        name = self.name.text().strip()
        if not name:
            return
        picked = self._colors.checkedButton()
        color = picked.color if isinstance(picked, Swatch) else t.PEOPLE_COLORS[0]
        made = self._context.user.add_workplace(name, color, letters_of(name))
        chosen = [account_id for account_id, box in self._boxes if box.isChecked()]
        self._context.user.assign(made.workplace_id, chosen)
        self._context.ring()
        self.added.emit(made)
        self.done()
