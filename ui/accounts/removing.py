"""Removing an account: what goes and what stays is said first; the service takes a sign-in back before it goes."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.models.observer import News
from ui.shell.context import Context
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from workspace.connector.oauth import TOKENS
from workspace.connector.session import secret_name
from workspace.model.accounts import Account
from workspace.model.ids import RequestId

PATIENCE_SECONDS = 15


class RemoveAccountSheet(Sheet):
    """``removed`` carries the account."""

    removed = Signal(object)

    def __init__(self, context: Context, account: Account, window: QWidget) -> None:
        super().__init__(window, "", width=440)
        self._context, self._account = context, account
        self._request: RequestId | None = None
        self.call(self.tr("Remove {account}?").format(account=account.name))
        for words in self._consequences():
            self.layout_.addWidget(label(words, self.body, wrap=True))
        self._progress = QProgressBar(self.body)
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Signing out"))
        self._progress.hide()
        self.layout_.addWidget(self._progress)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.dismiss))
        self.go = Button(self.tr("Remove"), self.body, kind="danger", on_click=self.remove)
        self.foot.addWidget(self.go)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._finish)
        context.observer.changed.connect(self._look)

    def _consequences(self) -> list[str]:
        user, own = self._context.user, self._account.account_id
        drafts = sum(draft.account_id == own for draft in user.drafts())
        waiting = len(user.waiting_of(own) - set(self._context.reader.finished_actions()))
        lost = [self.tr("From this computer go: what was read of it, its password or sign-in.")]
        lost += [self.tr("%n drafts that are only here go too.", "", drafts)] if drafts else []
        lost += [self.tr("%n things that wait to be sent or done are not done.", "", waiting)] if waiting else []
        stays = self.tr("At the service everything stays, and the filing record keeps what was filed.")
        return [*lost, stays, self.tr("This cannot be undone.")]

    def remove(self) -> None:
        """At once, or when the service took back its sign-in; a service that does not answer holds nothing up."""
        self.go.setEnabled(False)
        own = self._account.account_id
        if self._context.vault.get(secret_name(own, TOKENS)) is None:
            self._finish()
            return
        self._progress.show()
        self._request = self._context.user.ask("sign_out", {"account_id": own}, PATIENCE_SECONDS)
        self._context.ring()
        self._patience.start(PATIENCE_SECONDS * 1000)

    def _look(self, news: News) -> None:
        answer = self._context.reader.answer(self._request) if self._request else None
        if answer is not None and answer.state != "open":
            self._finish()

    def _finish(self) -> None:
        self._request = None
        self._patience.stop()
        own, context = self._account.account_id, self._context
        manifest = context.manifest_of(self._account)
        context.user.remove_account(own)
        secrets = [field.key for field in manifest.fields if field.secret] if manifest else []
        for key in (*secrets, TOKENS):
            context.vault.delete(secret_name(own, key))
        context.ring()
        context.observer.tell("accounts")
        self.done()
        self.removed.emit(self._account)
