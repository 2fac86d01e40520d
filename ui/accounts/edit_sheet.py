"""The sheets that rename an account and that change its settings."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.accounts.check_sheet import CheckSheet
from ui.accounts.checking import Check, Identity
from ui.shell.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.profiles.current import shared

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest

LONGEST = 100


class RenameSheet(Sheet):
    """``picked`` carries the account's id and its new name."""

    is_form = True
    picked = Signal(object, str)

    def __init__(self, account: Account, window: QWidget) -> None:
        super().__init__(window, "", width=380)
        self._account = account
        self.call(self.tr("Rename account"))
        self.name = QLineEdit(account.name, self.body)
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.selectAll()
        self.name.returnPressed.connect(self.save)
        words = self.tr("Only here. What others see as your name is part of your signature and identity.")
        self.layout_.addWidget(self.name)
        self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self.save_button = Button(self.tr("Rename"), self.body, kind="primary", on_click=self.save)
        self.name.textChanged.connect(lambda text: self.save_button.setEnabled(bool(text.strip())))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.foot.addWidget(self.save_button)

    def save(self) -> None:
        name = self.name.text().strip()
        if name:
            self.done()
            self.picked.emit(self._account.account_id, name)


class EditAccountSheet(CheckSheet):
    """The settings of an account that is there; the service is asked before they are kept. Secrets that are not
    typed anew stay as they are.
    """

    def __init__(self, context: Context, manifest: "Manifest", account: Account, window: QWidget) -> None:
        profile = shared().found().profiles.get(account.profile)
        self._kept = {
            field.key: value
            for field in manifest.fields
            if field.secret and (value := context.vault.get(secret_name(account.account_id, field.key)))
        }
        super().__init__(context, manifest, window, account=account, profile=profile)
        intro = self.tr("Leave a secret empty to keep it. What was read of the account stays.")
        self.say(self.tr("Settings of {account}").format(account=account.name), intro, self.tr("Check and save"))

    @property
    def asks_only_secrets(self) -> bool:
        return False

    def own_settings(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        """A field that was emptied is no setting any more."""
        before = self._account.settings if self._account else {}
        asked = self.form.keys()
        return {**{key: value for key, value in before.items() if key not in asked}, **typed}

    def known_secrets(self) -> Mapping[str, str]:
        return self._kept

    def _begin(self, settings: Mapping[str, str], secrets: Mapping[str, str], method: str) -> None:
        if method and self._account is not None:
            # Its sign-in at the service holds; the engine tries the settings, and the accounts page says how it is.
            self._save(settings)
            self._context.ring()
            self.done()
            return
        super()._begin(settings, {**self._kept, **secrets}, method)
        self._tried = settings

    def accepted(self, check: Check, identity: Identity) -> None:
        before = self._account.identity if self._account else ""
        if before and identity.user.casefold() != before.casefold():
            check.forget()
            self._show_trouble("different_person", {"found": identity.user, "expected": before})
            return
        self._save(self._tried)
        check.keep_existing(identity)
        self.done()

    def _save(self, settings: Mapping[str, str]) -> None:
        if self._account is not None:
            self._context.user.update_account(self._account.account_id, settings=dict(settings))
            self._context.observer.tell("accounts")
