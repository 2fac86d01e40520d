"""The sheet that moves an account, with everything that was read of it, to another workplace."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.shell.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.model.ids import AccountId, WorkplaceId


class MoveAccountSheet(Sheet):
    """``picked`` carries an account id, the workplace it goes to, and whether it leaves those it was in."""

    picked = Signal(object, object, bool)

    def __init__(
        self,
        context: Context,
        account_id: AccountId | None,
        scope: str,
        window: QWidget,
        *,
        to: WorkplaceId | None = None,
        why: str = "",
    ) -> None:
        """``to`` is the workplace that is meant, ``why`` what the sheet says first."""
        super().__init__(window, "", width=420)
        self._context = context
        self.call(self.tr("Move account"))
        if why:
            self.layout_.addWidget(label(why, self.body, wrap=True))
        self.account, self.target = self._box(self.tr("Account")), self._box(self.tr("To the workplace"))
        for account in context.user.accounts():
            self.account.addItem(account.name, account.account_id)
        self.account.setCurrentIndex(max(0, self.account.findData(account_id)))
        for workplace in context.user.workplaces():
            self.target.addItem(workplace.name, workplace.workplace_id)
        elsewhere = [n for n in range(self.target.count()) if self.target.itemData(n) != scope]
        self.target.setCurrentIndex(elsewhere[0] if elsewhere else -1)
        if to is not None:
            self.target.setCurrentIndex(self.target.findData(to))
        self.stays = QCheckBox(self.tr("Keep it where it is now, too"), self.body)
        words = self.tr("Everything that was read of it goes along; nothing is read anew. The workplace is its home.")
        self.layout_.addWidget(self.stays)
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.go = Button(self.tr("Move"), self.body, kind="primary", on_click=self._on_picked)
        self.go.setEnabled(self.account.count() > 0 and self.target.currentIndex() >= 0)
        self.foot.addWidget(self.go)

    def _box(self, words: str) -> QComboBox:
        box = QComboBox(self.body)
        box.setAccessibleName(words)
        self.layout_.addWidget(label(words, self.body, kind="caption"))
        self.layout_.addWidget(box)
        return box

    def _on_picked(self) -> None:
        account_id, target = AccountId(self.account.currentData()), WorkplaceId(self.target.currentData())
        self.done()
        self.picked.emit(account_id, target, not self.stays.isChecked())
